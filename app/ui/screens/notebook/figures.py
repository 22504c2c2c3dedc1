# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of the former program, typed beside those that arrived."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.domain.notebook import Compared, Subject, subject_words
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.kernel.text import digits
from app.ui.kit.binding import Form
from app.ui.kit.fields import ChoiceField, MoneyField
from app.ui.kit.flow import Flow
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Card, button, show_text, text_label
from app.ui.screens.notebook import presenter
from app.ui.screens.notebook.columns import FIGURES
from app.usecases.notebook import DropFigure, Shown, TypeFigure

_ROWS_SHOWN = 7


class FiguresCard(Card):
    """Both sides, and a form for the former one."""

    typed = Signal(TypeFigure)
    dropped = Signal(DropFigure)

    def __init__(self) -> None:
        """Show no figure yet."""
        super().__init__()
        self.table: RowsTable[Compared] = RowsTable(FIGURES, _("Figures on both sides"))
        self.table.setFixedHeight(theme_of().px(28) * _ROWS_SHOWN + theme_of().px(40))
        self.clues = text_label(role="muted", wrap=True)
        self.form = Form()
        self.subject = ChoiceField(tuple((word, one) for one, word in subject_words().items()))
        self.year, self.count = QLineEdit(), QLineEdit()
        self.amount, self.reason = MoneyField(zero=True), QLineEdit()
        self.form.add("subject", _("What"), self.subject, 3)
        self.form.add("year", _("Year"), self.year, 3)
        self.form.add("count", _("How many"), self.count, 3)
        self.form.add("cents", _("Amount"), self.amount, 3)
        self.form.add("reason", _("If they differ: why"), self.reason, 12)
        self.keep = button(_("&Compare"), self._keep, role="primary")
        self.drop = button(_("&Take this figure out"), self._drop)
        self.box.addWidget(text_label(_("Figures, former program and here"), "heading"))
        for part in (self.table, self.clues, self.form):
            self.box.addWidget(part)
        self.box.addLayout(Flow(self.keep, self.drop))
        self.subject.currentIndexChanged.connect(lambda _index: self._suit())
        self.reason.returnPressed.connect(self._keep)
        self.table.moved.connect(self._choose)

    def show_figures(self, shown: Shown) -> None:
        """Show both sides; what is chosen stays chosen."""
        before = self.table.current()
        self.table.set_rows(shown.figures)
        places = [
            place
            for place, one in enumerate(shown.figures)
            if before and (one.subject, one.year) == (before.subject, before.year)
        ]
        if shown.figures:
            self.table.selectRow(places[0] if places else 0)
        kept = shown.notebook is not None and shown.notebook.finished_on is None
        for part in (*self.form.fields, self.keep, self.drop):
            part.setEnabled(kept)
        self._choose()

    def refuse(self, error: OboleError) -> bool:
        """Tell a refusal at its field; False when it belongs to none."""
        return self.form.show_refusal(error)

    def _choose(self) -> None:
        one = self.table.current()
        if one is None:
            return
        former = one.former
        self.form.show_problems((), focus=False)
        self.form.fill(
            {
                "subject": one.subject,
                "year": str(one.year or ""),
                "count": str(former.count) if former else "",
                "cents": former.cents if former and one.year else None,
                "reason": former.reason if former else "",
            }
        )
        show_text(self.clues, presenter.clues(one))
        self.drop.setVisible(former is not None)
        self._suit()

    def _suit(self) -> None:
        """Donors have neither a year nor a sum."""
        donors = self.subject.currentData() == Subject.DONORS
        for field in (self.year, self.amount):
            self.form.show_field(field, shown=not donors)

    def _year(self) -> int:
        donors = self.subject.currentData() == Subject.DONORS
        return 0 if donors else int(digits(self.year.text()) or 0)

    def _keep(self) -> None:
        self.form.show_problems(())
        count = digits(self.count.text())
        if not count:
            told = _("Type how many the former program counts.")
            self.refuse(Refused("notebook.count", told, "count"))
            return
        try:
            cents = self.amount.cents() or 0
        except Refused as refused:
            self.refuse(Refused(refused.code, refused.message, "cents"))
            return
        subject = Subject(self.subject.currentData())
        command = TypeFigure(subject, self._year(), int(count), cents, self.reason.text())
        self.typed.emit(command)

    def _drop(self) -> None:
        one = self.table.current()
        if one is not None:
            self.dropped.emit(DropFigure(one.subject, one.year))
