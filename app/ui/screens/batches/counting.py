# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a pile is counted by, beside its two figures: notes and coins, or means of payment."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit

from app.domain.batches import BatchKind, ExpectedPart, GiftBatch
from app.domain.deposits import CashPile, denominations, read_piles
from app.domain.gifts import Means, means_words
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.ui.kit.fields import MoneyField
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Card, text_label
from app.ui.screens.batches.presenter import read_count

_PIECES_WIDTH = 64
_ROWS = 5
_COUNTED_MEANS = (Means.CHEQUE, Means.CASH, Means.TRANSFER, Means.CARD, Means.DIRECT_DEBIT)


class CashSheet(Card):
    """How many of each note and coin; their sum is the control total of a cash batch."""

    changed = Signal()

    def __init__(self, day: date) -> None:
        """List the notes and coins of a day."""
        super().__init__()
        self.setObjectName("cashSheet")
        self._pieces: dict[int, QLineEdit] = {}
        self.sum = text_label("", "strong")
        self.box.addWidget(text_label(_("Notes and coins, if they are counted"), "label"))
        grid = QGridLayout()
        for place, cents in enumerate(denominations(day)):
            pieces = QLineEdit()
            pieces.setFixedWidth(theme_of().px(_PIECES_WIDTH))
            pieces.setObjectName(f"pieces{cents}")
            name = _("Pieces of {amount}").format(amount=format_amount(cents))
            pieces.setAccessibleName(name)
            pieces.textEdited.connect(lambda _text: self._count())
            self._pieces[cents] = pieces
            column, line = divmod(place, _ROWS)
            grid.addWidget(text_label(format_amount(cents)), line, 2 * column)
            grid.addWidget(pieces, line, 2 * column + 1)
        self.box.addLayout(grid)
        self.box.addWidget(self.sum)

    def clear(self) -> None:
        """Begin anew."""
        for pieces in self._pieces.values():
            pieces.clear()
        self._count()

    def fill(self, piles: Iterable[CashPile]) -> None:
        """Show what was counted; a note that is none any more is left out."""
        self.clear()
        for pile in piles:
            if field := self._pieces.get(pile.value_cents):
                field.setText(str(pile.pieces))
        self._count()

    def piles(self) -> tuple[CashPile, ...]:
        """Return what was counted.

        Raises:
            Refused: When a number of pieces cannot be read.
        """
        found = []
        for cents, field in self._pieces.items():
            count = read_count(field.text())
            if count:
                found.append(CashPile(cents, count))
        return tuple(found)

    def _count(self) -> None:
        try:
            made = sum(pile.cents for pile in self.piles())
            self.sum.setText(format_amount(made) if made else "")
        except Refused as refused:
            self.sum.setText(refused.message)
        self.changed.emit()


class PartsBox(Card):
    """Count and amount of each means of payment; together they are the control of the batch."""

    changed = Signal()

    def __init__(self) -> None:
        """Offer the means a pile is paid by."""
        super().__init__()
        self.setObjectName("partsBox")
        self._fields: dict[Means, tuple[QLineEdit, MoneyField]] = {}
        self.box.addWidget(text_label(_("By means of payment, if counted apart"), "label"))
        grid = QGridLayout()
        for line, means in enumerate(_COUNTED_MEANS):
            word = means_words()[means]
            count, amount = QLineEdit(), MoneyField()
            count.setFixedWidth(theme_of().px(_PIECES_WIDTH))
            count.setAccessibleName(_("Count: {means}").format(means=word))
            amount.setAccessibleName(_("Amount: {means}").format(means=word))
            count.setObjectName(f"count_{means.value}")
            amount.setObjectName(f"amount_{means.value}")
            for field in (count, amount):
                field.textEdited.connect(lambda _text: self.changed.emit())
            self._fields[means] = (count, amount)
            for column, widget in enumerate((text_label(word), count, amount)):
                grid.addWidget(widget, line, column)
        self.box.addLayout(grid)

    def clear(self) -> None:
        """Begin anew."""
        for field in self._edits():
            field.clear()

    def fill(self, parts: Iterable[ExpectedPart]) -> None:
        """Show what was counted apart."""
        self.clear()
        for part in parts:
            if fields := self._fields.get(part.means):
                fields[0].setText(str(part.count))
                fields[1].set_cents(part.cents)

    def parts(self) -> tuple[ExpectedPart, ...]:
        """Return what was counted apart.

        Raises:
            Refused: When a figure cannot be read.
        """
        found = []
        for means, (count, amount) in self._fields.items():
            part = ExpectedPart(means, read_count(count.text()) or 0, amount.cents() or 0)
            if part.count or part.cents:
                found.append(part)
        return tuple(found)

    def _edits(self) -> Iterable[QLineEdit]:
        return (field for pair in self._fields.values() for field in pair)


class PileCount:
    """The two figures of a pile, and what makes them: notes and coins, means of payment.

    Args:
        count: Where the expected count is typed.
        total: Where the control total is typed.
        day: The notes and coins of that day are listed.
    """

    def __init__(self, count: QLineEdit, total: MoneyField, day: date) -> None:
        """Write the figures as the sheets are filled."""
        self._count, self._total = count, total
        self._kind = BatchKind.CHEQUES
        self.cash, self.parts = CashSheet(day), PartsBox()
        self.cash.changed.connect(self._take_cash)
        self.parts.changed.connect(self._take_parts)

    def fit(self, kind: BatchKind) -> None:
        """Show the sheets a pile of this kind is counted on."""
        self._kind = kind
        self.cash.setVisible(kind in {BatchKind.CASH, BatchKind.MIXED})
        self.parts.setVisible(kind is BatchKind.MIXED)

    def clear(self) -> None:
        """Begin anew."""
        self.cash.clear()
        self.parts.clear()

    def fill(self, batch: GiftBatch) -> None:
        """Show what a batch was counted to make."""
        self.fit(batch.kind)
        self.parts.fill(batch.parts)
        self.cash.fill(read_piles(batch.counted))
        self._count.setText(str(batch.expected_count or ""))
        self._total.set_cents(batch.expected_total_cents)

    def expected_parts(self) -> tuple[ExpectedPart, ...]:
        """Return what was counted by means of payment.

        Raises:
            Refused: When a figure cannot be read.
        """
        return self.parts.parts() if self._kind is BatchKind.MIXED else ()

    def counted(self) -> tuple[CashPile, ...]:
        """Return the notes and coins.

        Raises:
            Refused: When a number of pieces cannot be read.
        """
        return self.cash.piles() if self._kind in {BatchKind.CASH, BatchKind.MIXED} else ()

    def _take_cash(self) -> None:
        if self._kind is not BatchKind.CASH:
            return
        try:
            made = sum(pile.cents for pile in self.cash.piles())
        except Refused:
            return  # the sheet says what cannot be read
        self._total.set_cents(made or None)

    def _take_parts(self) -> None:
        try:
            parts = self.parts.parts()
        except Refused:
            return  # half an amount: the next key mends it, keeping it refuses it otherwise
        self._count.setText(str(sum(part.count for part in parts) or ""))
        self._total.set_cents(sum(part.cents for part in parts) or None)
