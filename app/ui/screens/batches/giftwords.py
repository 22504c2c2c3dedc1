# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sheet of a gift says, in words; no Qt."""

from app.domain.gifts import (
    Expense,
    Vehicle,
    day_words,
    form_words,
    means_words,
    nature_words,
    purpose_words,
    tribute_words,
    vehicle_words,
)
from app.kernel.formats import format_count, format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.ui.screens.batches.presenter import donor_name
from app.usecases.ports.desk import GiftLine

_PARTED = " · "


def gift_title(line: GiftLine) -> str:
    """Say which gift this is."""
    text = _("Gift of {amount}, {name}")
    return text.format(amount=format_amount(line.cents), name=donor_name(line))


def gift_facts(line: GiftLine) -> list[tuple[str, str]]:
    """Return name and value of all that is known; what is empty is left out."""
    details = line.details
    day = f"{format_day(line.received_on)}{_PARTED}{day_words()[line.means]}"
    cheque = _PARTED.join(part for part in (line.cheque_number, line.cheque_bank) if part)
    tribute = f"{tribute_words()[details.tribute]} {details.tribute_name}"
    part = _("of the payment on line {line}").format(line=line.part_of_id)
    facts = [
        (_("Batch"), line.batch_number),
        (_("Received on"), day),
        (_("Payment method"), means_words()[line.means]),
        (_("Cheque no."), cheque),
        (_("Cheque date"), format_day(line.cheque_dated_on) if line.cheque_dated_on else ""),
        (_("Fund"), line.fund_name),
        (_("Appeal"), line.appeal_name),
        (_("Share"), part if line.part_of_id else ""),
        (_("What it is"), purpose_words()[details.purpose]),
        (_("Nature"), nature_words()[details.nature]),
        (_("Form of the gift"), form_words()[details.form]),
        (_("What was given"), details.description),
        (_("Number of securities"), format_count(details.units) if details.units else ""),
        (_("Day of value"), format_day(details.valued_on) if details.valued_on else ""),
        (
            _("Worth of what was given back"),
            format_amount(details.benefit_cents) if details.benefit_cents else "",
        ),
        (_("Tribute"), tribute if details.tribute else ""),
        (_("Paid by"), line.payer_name),
        (_("Thanked"), line.thanked_name),
        (_("Deposit"), line.deposit_number),
        (_("Receipt"), line.receipt_number or line.foreign_receipt),
    ]
    return [(name, value) for name, value in facts if value]


def expense_text(expense: Expense) -> str:
    """Write one line of an expense sheet."""
    parts = [format_day(expense.day), expense.purpose]
    if expense.vehicle is not Vehicle.NONE:
        journey = _("{vehicle}, {kilometres} km")
        parts.append(
            journey.format(
                vehicle=vehicle_words()[expense.vehicle],
                kilometres=format_count(expense.kilometres),
            )
        )
    return _PARTED.join((*parts, format_amount(expense.cents)))
