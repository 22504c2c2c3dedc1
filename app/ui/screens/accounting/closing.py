# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages before a year is closed, and before it is opened again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.binding import Form
from app.ui.kit.fields import MoneyField
from app.ui.kit.shortcuts import bind
from app.ui.kit.widgets import Bar, Card, button, page_box, row, tab_path, text_label
from app.ui.screens.accounting import presenter
from app.usecases.accounting import CloseYear, FundLine, ReopenYear, YearReview


class _YearPage(QWidget):
    """A page about one year, with its act below; the way back comes first."""

    left = Signal()

    def __init__(self, verb: str) -> None:
        super().__init__()
        self.bar = Bar("error")
        self.title = text_label(role="title", wrap=True)
        self.back = button(_("Go back"), self.left.emit)
        self.back.setObjectName("yearBack")
        self.act = button(verb, self.confirm, role="primary")
        bind(self, "F12", self.confirm)

    def confirm(self) -> None:
        """Ask for the act, when what is typed can be read."""
        raise NotImplementedError

    def refuse(self, error: OboleError) -> None:
        """Tell why it was not done."""
        self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)


class ClosePage(_YearPage):
    """What closing does, and what was spent of each restricted fund."""

    confirmed = Signal(CloseYear)

    def __init__(self, review: YearReview) -> None:
        """Say what will happen; ask what only a person knows."""
        super().__init__(_("Close the year (F12)"))
        self._review = review
        self._typed: list[QWidget] = []
        self._left: dict[int, MoneyField] = {}
        self._spent: dict[int, MoneyField] = {}
        self.title.setText(presenter.close_title(review.line))
        box = page_box(self)
        box.addWidget(self.title)
        card = Card()
        card.box.addWidget(text_label(presenter.booked(review), "heading", wrap=True))
        for told in presenter.consequences():
            card.box.addWidget(text_label(f"• {told}", wrap=True))
        box.addWidget(card)
        if review.funds:
            box.addWidget(self._funds_card())
        box.addWidget(self.bar)
        box.addLayout(row(None, self.back, self.act))
        box.addStretch()
        tab_path(*self._typed, self.back, self.act)

    def _funds_card(self) -> Card:
        card = Card()
        card.box.addWidget(text_label(_("Restricted funds"), "heading"))
        why = _(
            "What is not spent of gifts for a restricted fund is carried over to the next year. "
            "Type what was spent on its purpose; empty is nothing."
        )
        card.box.addWidget(text_label(why, "muted", wrap=True))
        for line in self._review.funds:
            card.box.addWidget(text_label(presenter.fund_words(line), wrap=True))
            card.box.addWidget(self._asked(line))
        return card

    def _asked(self, line: FundLine) -> Form:
        form = Form()
        if line.first:
            left = MoneyField(zero=True)
            left.set_cents(line.year.opening_cents or None)
            self._left[line.fund.id] = left
            form.add("left", _("Left before"), left, 4)
        spent = MoneyField(zero=True)
        spent.setObjectName(f"spent{line.fund.code}")
        spent.set_cents(line.year.used_cents or None)
        self._spent[line.fund.id] = spent
        form.add("spent", _("Spent in the year"), spent, 4)
        for one in form.fields:
            one.setAccessibleDescription(presenter.fund_words(line))
        self._typed.extend(form.fields)
        return form

    def focus_first(self) -> None:
        """Put the caret where something is typed, or on the way back."""
        (self._typed[0] if self._typed else self.back).setFocus()

    def confirm(self) -> None:
        """Ask for the year to be closed."""
        self.bar.hide()
        try:
            spent = {fund: field.cents() or 0 for fund, field in self._spent.items()}
            left = {fund: field.cents() or 0 for fund, field in self._left.items()}
        except Refused as refused:
            self.refuse(refused)
            return
        command = CloseYear(last_on=self._review.line.last_on, spent=spent, left=left)
        self.confirmed.emit(command)


class ReopenPage(_YearPage):
    """Asks why a closed year is opened again."""

    confirmed = Signal(ReopenYear)

    def __init__(self, review: YearReview) -> None:
        """Say what follows; nothing is proposed as a reason."""
        super().__init__(_("Open the year again (F12)"))
        self._last_on = review.line.last_on
        self.title.setText(presenter.reopen_title(review.line))
        self.reason = QLineEdit()
        self.reason.setObjectName("reopenReason")
        self.reason.returnPressed.connect(self.confirm)
        form = Form()
        form.add("reason", _("Why, kept with the year"), self.reason)
        box = page_box(self)
        box.addWidget(self.title)
        card = Card()
        told = _(
            "What is posted from now on is booked in it again. What went to the next year while "
            "it was closed stays there; closed again, it gets a new package: tell the accountant."
        )
        card.box.addWidget(text_label(told, wrap=True))
        card.box.addWidget(form)
        box.addWidget(card)
        box.addWidget(self.bar)
        box.addLayout(row(None, self.back, self.act))
        box.addStretch()
        tab_path(self.reason, self.back, self.act)

    def focus_first(self) -> None:
        """Put the caret in the reason."""
        self.reason.setFocus()

    def confirm(self) -> None:
        """Ask for the year to be opened."""
        self.bar.hide()
        self.confirmed.emit(ReopenYear(self._last_on, self.reason.text()))
