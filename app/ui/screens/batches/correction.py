# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A posted gift being corrected: what would be written, in words and as a command; no Qt."""

from dataclasses import dataclass
from datetime import date

from app.domain.gifts import Gift, Means, means_words
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.ui.screens.batches.presenter import donor_name
from app.usecases.gifts import CorrectGift, Correction, IdentifyGift, ReturnCheque
from app.usecases.ports.desk import GiftLine

Act = CorrectGift | IdentifyGift | ReturnCheque


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDraft:
    """What the person typed about a posted gift.

    Attributes:
        returned: The bank returned the cheque unpaid; nothing else counts then.
        cents, received_on: None while they cannot be read.
    """

    gift: Gift
    returned: bool
    cents: int | None
    received_on: date | None
    donor_id: int | None
    fund_id: int
    means: Means
    reason: str

    @property
    def moves_money(self) -> bool:
        """Tell whether anything but the donor changes."""
        kept = self.gift.cents, self.gift.received_on, self.gift.fund_id, self.gift.means
        return self.returned or (self.cents, self.received_on, self.fund_id, self.means) != kept

    @property
    def identifies(self) -> bool:
        """Tell whether a gift set aside only gets its donor."""
        unknown = self.gift.donor_id is None and self.donor_id is not None
        return unknown and not self.moves_money

    def command(self) -> Act:
        """Return what is to be done."""
        if self.returned:
            return ReturnCheque(self.gift.id, self.reason)
        if self.identifies and self.donor_id is not None:
            return IdentifyGift(self.gift.id, self.donor_id)
        return CorrectGift(
            gift_id=self.gift.id,
            reason=self.reason,
            cents=self.cents,
            received_on=self.received_on,
            donor_id=self.donor_id,
            fund_id=self.fund_id,
            means=self.means,
        )

    def preview(self) -> str:
        """Say what would be written."""
        if self.identifies:
            return _("The gift gets its donor; its amount and its deposit do not change.")
        back = format_amount(-self.gift.cents)
        if self.returned:
            return _("Reversal of {back}, and nothing after it.").format(back=back)
        if self.cents is None or not (self.moves_money or self.donor_id != self.gift.donor_id):
            return _("Change what is wrong: the reversal and the right line are shown here.")
        message = _("Reversal of {back}, then {amount}, both in a batch of corrections of today.")
        return message.format(back=back, amount=format_amount(self.cents))


def gift_text(line: GiftLine) -> str:
    """Say what is posted."""
    facts = [
        _("Posted: {name}").format(name=donor_name(line)),
        format_amount(line.cents),
        f"{means_words()[line.means]} {line.cheque_number}".strip(),
        _("received on {day}").format(day=format_day(line.received_on)),
        line.fund_name,
    ]
    if line.deposit_number:
        facts.append(_("Deposit slip {number}").format(number=line.deposit_number))
    return " · ".join(facts)


def obstacle(line: GiftLine) -> str:
    """Say why a line cannot be corrected, or nothing."""
    if line.reverses_id is not None:
        return _("This line is a reversal: correct the gift itself.")
    if line.reversed_by is not None:
        return _("This gift was reversed already: it cannot be reversed twice.")
    return ""


def done_text(done: Correction | Gift) -> str:
    """Say what was written."""
    if isinstance(done, Gift):
        return _("The gift has its donor.")
    message = _("Corrected in batch {number}.")
    told = message.format(number=done.batch.number)
    if done.bank_difference_cents:
        bank = _("Deposit {number} will differ at the bank by {amount}.")
        gap = format_amount(done.bank_difference_cents)
        told = f"{told} {bank.format(number=done.deposit_number, amount=gap)}"
    return told
