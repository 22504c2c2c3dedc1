# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One payment over several funds (Ctrl+R): the last share takes what remains."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.gifts import Share, check_shares, share_out
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.ui.kit.announce import say
from app.ui.kit.fields import ChoiceField, MoneyField
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, button, row, text_label
from app.ui.screens.batches.extras import NOTHING, Extras
from app.ui.screens.batches.line import EntryLine
from app.ui.screens.batches.patient import ENTERS

_FUND_WIDTH, _AMOUNT_WIDTH = 260, 130
_LAST = 2
"""Fields of the last share: whoever is there has nothing left to type."""


class SharesPanel(Card):
    """A row for each share: its fund, its amount; the last amount is only shown."""

    accepted = Signal(object)
    """The ``Extras`` of the line, with its shares."""

    def __init__(self) -> None:
        """Hold no share yet; ``start`` does."""
        super().__init__()
        self.setObjectName("sharesPanel")
        self._extras = NOTHING
        self._total = 0
        self._appeal: int | None = None
        self._offered: tuple[tuple[str, int], ...] = ()
        self.funds: list[ChoiceField] = []
        self.amounts: list[MoneyField] = []
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(2, 1)
        self.title = text_label("", "label")
        self.bar = Bar("error")
        self.add = button(_("Another share"), self.add_share, role="quiet")
        self.whole = button(_("Do not split"), self._unsplit, role="quiet")
        self.keep = button(_("Keep these shares"), self.accept, role="primary")
        self.box.addWidget(self.title)
        self.box.addWidget(self._rows)
        self.box.addWidget(self.bar)
        self.box.addLayout(row(self.add, self.whole, None, self.keep))

    def start(self, line: EntryLine, funds: tuple[tuple[str, int], ...]) -> None:
        """Show the shares the line has, or two to begin with."""
        self._extras, self._offered = line.extras, funds
        self._total, self._appeal = line.cents() or 0, line.pins.appeal_id
        told = _("Split {amount} between funds: the last one takes what remains.")
        self.title.setText(told.format(amount=format_amount(self._total)))
        self.bar.hide()
        self._clear()
        for share in line.extras.shares or self._fresh(line.pins.fund_id):
            self._put(share)
        self._show_rest()
        self.amounts[0].setFocus()
        self.amounts[0].selectAll()

    def _fresh(self, first: int) -> list[Share]:
        others = [fund for _name, fund in self._offered if fund != first]
        return [Share(fund_id=fund, cents=0) for fund in (first, *others[:1])]

    def _clear(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.funds, self.amounts = [], []

    def _put(self, share: Share) -> None:
        fund, amount = ChoiceField(self._offered), MoneyField()
        place = len(self.funds) + 1
        fund.setCurrentIndex(max(fund.findData(share.fund_id), 0))
        fund.setFixedWidth(theme_of().px(_FUND_WIDTH))
        amount.setFixedWidth(theme_of().px(_AMOUNT_WIDTH))
        amount.set_cents(share.cents or None)
        fund.setAccessibleName(_("Fund of share {rank}").format(rank=place))
        amount.setAccessibleName(_("Amount of share {rank}").format(rank=place))
        amount.textEdited.connect(lambda _text: self._show_rest())
        self.funds.append(fund)
        self.amounts.append(amount)
        self._grid.addWidget(fund, place, 0)
        self._grid.addWidget(amount, place, 1)
        for field in (fund, amount):
            field.show()  # at once: the caret goes there before the layout comes round to it

    def add_share(self) -> None:
        """Add a share, which now takes what remains."""
        taken = {fund.currentData() for fund in self.funds}
        free = [fund for _name, fund in self._offered if fund not in taken]
        if not free:
            self.bar.tell(_("Every fund has its share already."), "warning")
            return
        self.amounts[-1].set_cents(None)
        self._put(Share(fund_id=free[0], cents=0))
        self._show_rest()
        self.amounts[-2].setFocus()

    def _show_rest(self) -> None:
        """Show in the last row what the others leave; it cannot be typed in."""
        for amount in self.amounts:
            amount.setReadOnly(amount is self.amounts[-1])
        try:
            rest = self._total - sum(amount.cents() or 0 for amount in self.amounts[:-1])
        except Refused:
            rest = 0
        self.amounts[-1].setText(format_amount(rest) if rest > 0 else "")
        self.amounts[-1].setToolTip(_("What the other shares leave"))
        self.bar.hide()

    def shares(self) -> tuple[Share, ...]:
        """Return the shares, exact to the cent.

        Raises:
            Refused: When one is unreadable or nothing, or nothing remains for the last.
        """
        cents = share_out(self._total, [amount.cents() or 0 for amount in self.amounts[:-1]])
        kept = {share.fund_id: share.appeal_id for share in self._extras.shares}
        return tuple(
            Share(
                fund_id=fund.currentData(),
                cents=part,
                appeal_id=kept.get(fund.currentData(), self._appeal),
            )
            for fund, part in zip(self.funds, cents, strict=True)
        )

    def accept(self) -> None:
        """Hand the shares to the line, or say what is wrong with them."""
        try:
            shares = self.shares()
            check_shares(self._total, shares)
        except Refused as refused:
            self.bar.tell(refused.message, "error")
            say(self, refused.message, urgent=True)
            self._focus_wrong()
            return
        self.accepted.emit(replace(self._extras, shares=shares))

    def _focus_wrong(self) -> None:
        empty: Sequence[MoneyField] = [a for a in self.amounts[:-1] if not a.text().strip()]
        (empty or self.amounts)[0].setFocus()

    def _unsplit(self) -> None:
        whole: Extras = replace(self._extras, shares=())
        self.accepted.emit(whole)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from amount to fund to amount, and accepts on the last fund."""
        path: list[QWidget] = []
        for fund, amount in zip(self.funds, self.amounts, strict=True):
            path += [fund, amount]
        here = next((place for place, one in enumerate(path) if one.hasFocus()), None)
        if event.key() not in ENTERS or here is None:
            super().keyPressEvent(event)
        elif here >= len(path) - _LAST:
            self.accept()
        else:
            path[here + 1].setFocus()
