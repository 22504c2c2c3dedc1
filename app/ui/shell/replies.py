# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one says and does with somebody on the line, under the answers of « Qui est-ce ? »."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.kernel.i18n import _
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Navigator
from app.ui.kit.widgets import button, text_label

if TYPE_CHECKING:
    from app.usecases.calls import DonorCard


ACTS = (Qt.Key.Key_D, Qt.Key.Key_S, Qt.Key.Key_N)
"""With Alt: a duplicate of the last receipt, the address, a note."""


class Replies(QWidget):
    """The last receipt, whether to ask for gifts, and the usual acts by Alt and a letter.

    Args:
        leave: Closes the answers.
    """

    def __init__(self, leave: Callable[[], None]) -> None:
        """Stay hidden until ``show_card``."""
        super().__init__()
        self._leave = leave
        self._card: DonorCard | None = None
        self._navigator: Navigator | None = None
        self.told = text_label(wrap=True)
        self.told.setObjectName("whoCard")
        self.duplicate = self._act(_("Duplicate Alt+D"), self._show_receipt)
        self.address = self._act(_("Address Alt+S"), lambda: self._open(do="address"))
        self.note = self._act(_("Note Alt+N"), lambda: self._open(do="note"))
        self.advice = text_label(
            _("Before you answer: ask for the postal code and a recent gift."), "small", wrap=True
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.told)
        box.addLayout(Flow(self.duplicate, self.address, self.note))
        box.addWidget(self.advice)
        self.hide()

    def _act(self, text: str, clicked: Callable[[], object]) -> QPushButton:
        made = button(text, clicked)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the caret stays in the question
        return made

    def show_card(self, card: "DonorCard", navigator: Navigator) -> None:
        """Show what one must know of a donor."""
        self._card, self._navigator = card, navigator
        self.told.setText("\n".join(card_lines(card)))
        self.duplicate.setEnabled(bool(card.receipts))
        self.duplicate.setToolTip("" if card.receipts else _("No receipt was issued yet."))
        self.show()

    def forget(self) -> None:
        """Show nothing: the current answer is no donor, or nobody asks."""
        self._card = None
        self.hide()

    def press(self, key: int) -> bool:
        """Do what Alt and a letter stands for; False when it stands for nothing."""
        if key not in ACTS or self._card is None:
            return False
        (self.duplicate, self.address, self.note)[ACTS.index(Qt.Key(key))].click()
        return True

    def _open(self, **arguments: object) -> None:
        if self._card is not None and self._navigator is not None:
            donor, navigator = self._card.donor, self._navigator
            self._leave()
            navigator.open("donors", id=donor.id, **arguments)

    def _show_receipt(self) -> None:
        if self._card is not None and self._navigator is not None:
            number, navigator = self._card.receipts[0].number, self._navigator
            self._leave()
            navigator.open("receipts", number=number)


def card_lines(card: "DonorCard") -> list[str]:
    """Say what one must know to answer: another address, the last receipt, what not to ask."""
    from app.domain.addresses import postal_lines  # noqa: PLC0415 - not before the first paint
    from app.kernel.formats import format_day  # noqa: PLC0415
    from app.kernel.money import format_amount  # noqa: PLC0415

    lines = []
    if card.mail_to != card.donor.address:
        elsewhere = _("Mail goes to {address}")
        lines.append(elsewhere.format(address=", ".join(postal_lines("", card.mail_to))))
    if card.receipts:
        last = card.receipts[0]
        told = _("Receipt {number} of {day}: {amount}")
        if last.state == "cancelled":
            told = _("Receipt {number} of {day}: {amount}, cancelled")
        day, amount = format_day(last.issued_on), format_amount(last.cents)
        lines.append(told.format(number=last.number, day=day, amount=amount))
    else:
        lines.append(_("No receipt was issued yet."))
    if card.no_calls:
        lines.append(_("Do not telephone to ask for gifts."))
    return lines
