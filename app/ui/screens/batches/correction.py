# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A posted gift being corrected: what would be written, in words and as a command; no Qt."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.gifts import Gift, GiftDetails, Means, means_words
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.ui.screens.batches.presenter import donor_name
from app.usecases.gifts import (
    Consequences,
    CorrectGift,
    Correction,
    IdentifyGift,
    RefundGift,
    ReturnCheque,
)
from app.usecases.gifts.consequences import Act
from app.usecases.ports.desk import GiftLine


class Wrong(StrEnum):
    """What is wrong with a posted gift."""

    KEYED = "keyed"
    UNPAID = "unpaid"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDraft:
    """What the person typed about a posted gift.

    Attributes:
        wrong: Which of the fields below count.
        cents, received_on: None while they cannot be read.
        details: None as they were.
        left_cents, left_means, left_on, fee_cents, reference: Of a refund or a returned cheque.
    """

    gift: Gift
    wrong: Wrong
    cents: int | None
    received_on: date | None
    donor_id: int | None
    fund_id: int
    means: Means
    left_cents: int | None
    left_means: Means
    left_on: date | None
    fee_cents: int | None
    reference: str
    reason: str
    details: GiftDetails | None = None

    @property
    def identifies(self) -> bool:
        """Tell whether a gift set aside only gets its donor."""
        kept = self.gift.cents, self.gift.received_on, self.gift.fund_id, self.gift.means
        same = (self.cents, self.received_on, self.fund_id, self.means) == kept
        same = same and self.details in {None, self.gift.details}
        unknown = self.gift.donor_id is None and self.donor_id is not None
        return self.wrong is Wrong.KEYED and unknown and same

    def act(self) -> Act:
        """Return the contrary act; its consequences can be told before it is done."""
        match self.wrong:
            case Wrong.UNPAID:
                fee = self.fee_cents or 0
                return ReturnCheque(self.gift.id, self.reason, fee, self.left_on, self.reference)
            case Wrong.REFUNDED:
                return RefundGift(
                    gift_id=self.gift.id,
                    reason=self.reason,
                    cents=self.left_cents,
                    means=self.left_means,
                    on=self.left_on,
                    reference=self.reference,
                )
            case Wrong.KEYED:
                return CorrectGift(
                    gift_id=self.gift.id,
                    reason=self.reason,
                    cents=self.cents,
                    received_on=self.received_on,
                    donor_id=self.donor_id,
                    fund_id=self.fund_id,
                    means=self.means,
                    details=self.details,
                )

    def command(self) -> Act | IdentifyGift:
        """Return what is to be done."""
        if self.identifies and self.donor_id is not None:
            return IdentifyGift(self.gift.id, self.donor_id)
        return self.act()


def identified_text() -> str:
    """Say what giving a gift its donor changes."""
    return _("The gift gets its donor; its amount and its deposit do not change.")


def heading(*, unknown: bool) -> str:
    """Name the page: a gift set aside is not wrong, its donor is missing."""
    return _("Whose gift is it?") if unknown else _("Correct a gift")


def unchanged_text(*, unknown: bool) -> str:
    """Say what to do while nothing was changed."""
    if unknown:
        return _("Type the name or the number of the donor: nothing is reversed for that.")
    return _("Change what is wrong: the reversal and the right line are shown here.")


def lines_text(told: Consequences) -> str:
    """Say which lines would be written, when, and what the bank will see."""
    back, day = format_amount(told.reversed_cents), format_day(told.dated)
    if told.line_cents is None:
        message = _("Reversal of {back}, and nothing after it, in a batch of corrections of {day}.")
        text = message.format(back=back, day=day)
    else:
        message = _("Reversal of {back}, then {amount}, both in a batch of corrections of {day}.")
        text = message.format(back=back, amount=format_amount(told.line_cents), day=day)
    if told.bank_difference_cents:
        text = f"{text} {_bank_text(told)}"
    return text


def _bank_text(told: Consequences | Correction) -> str:
    if told.apart:
        message = _(
            "The bank takes {amount} back by a line of its own; deposit {number} stays as it is."
        )
        gap = -told.bank_difference_cents
    else:
        message = _("Deposit {number} will differ at the bank by {amount}.")
        gap = told.bank_difference_cents
    return message.format(number=told.deposit_number, amount=format_amount(gap))


def receipt_text(told: Consequences) -> str:
    """Say what becomes of the tax receipt the gift stands on; empty when it is on none."""
    if told.receipt is None:
        return ""
    number, why = told.receipt.number, told.receipt.obstacle
    if told.receipt.cents:
        message = _("Tax receipt {number} will be cancelled, and another of {amount} replaces it.")
        text = message.format(number=number, amount=format_amount(told.receipt.cents))
    elif why:
        message = _(
            "Tax receipt {number} will be cancelled; another waits for the next issue: {why}."
        )
        text = message.format(number=number, why=why)
    else:
        message = _("Tax receipt {number} will be cancelled; nothing is left to replace it.")
        text = message.format(number=number)
    if told.donor_changes:
        due = _("The other donor is then due a receipt: issue it from the receipts.")
        text = f"{text} {due}"
    return text


def act_text(told: Consequences | None, *, identifies: bool = False) -> str:
    """Name the act on its button, receipt included."""
    if identifies:
        return _("Identify the gift")
    if told is None or told.receipt is None:
        return _("&Correct")
    if told.receipt.cents:
        return _("&Correct and replace the receipt")
    return _("&Correct and cancel the receipt")


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
    told = [_("Corrected in batch {number}.").format(number=done.batch.number)]
    if done.bank_difference_cents:
        told.append(_bank_text(done))
    if done.receipt is not None:
        old = done.receipt.cancelled.number
        if done.receipt.replacement is not None:
            message = _("Receipt {old} is cancelled, receipt {new} replaces it.")
            told.append(message.format(old=old, new=done.receipt.replacement.number))
        else:
            told.append(_("Receipt {old} is cancelled.").format(old=old))
    return " ".join(told)
