# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a coupon or a cheque read does to the line being keyed; no Qt."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.donors import number_text
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.ui.screens.batches.finder import gone_word, is_gone
from app.ui.screens.batches.line import EntryLine, Notice, Step, Tone
from app.ui.screens.batches.partial import Field
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.people import DonorLine
from app.usecases.readers import Found


def unfinished(line: EntryLine, *, cheque: bool) -> Step | None:
    """Tell what must be finished before something else is read, or None.

    A coupon and the cheque of the same envelope may come one after the other.
    """
    named = bool(line.donor or line.unidentified)
    has_cheque = bool(line.cheque_text.strip())
    free = not has_cheque if cheque else not named
    if free and not line.amount_typed.strip() and not line.editing:
        return None
    name = line.finder_text if named else _("this cheque")
    message = _("Finish {name} first: {missing}. Escape gives the line up.")
    missing = _("the amount is missing") if named else _("the donor is missing")
    told = message.format(name=name, missing=missing)
    return _step(line, Field.AMOUNT if named else Field.DONOR, told, Tone.ERROR)


def take_coupon(line: EntryLine, found: Found, already: Sequence[GiftLine]) -> Step:
    """Take the donor and the appeal of a coupon.

    A donor who has a line already, or is there for the record only, wants an Enter: the finder
    then holds the number with its key, which Enter accepts.
    """
    donor = found.donors[0]
    if found.appeal_id is not None:
        line.pins = replace(line.pins, appeal_id=found.appeal_id)
    question = _doubt(donor, already)
    if not question:
        return line.accept(donor)
    line.type_donor(number_text(donor.number))
    return _step(line, Field.DONOR, question, Tone.QUESTION)


def _doubt(donor: DonorLine, already: Sequence[GiftLine]) -> str:
    if is_gone(donor):
        message = _("{name} is {state}. Enter to accept all the same, Escape if not.")
        return message.format(name=donor.name, state=gone_word(donor).lower())
    if already:
        message = _("{name} has line {line} already ({amount}). Enter for a second gift, "
                    "Escape if not.")  # fmt: skip
        last = already[0]
        return message.format(name=donor.name, line=last.position, amount=format_amount(last.cents))
    return ""


def take_cheque(line: EntryLine, found: Found) -> Step:
    """Take the number of a cheque, and its drawer where the account is known."""
    if not line.wants_cheque:
        message = _("This line is not paid by cheque: change the payment method first.")
        return _step(line, line.caret, message, Tone.ERROR)
    line.cheque_text, line.account = found.cheque_number, found.account
    if found.bank and "cheque_bank" not in line.pins.kept:
        line.pins = replace(line.pins, cheque_bank=found.bank)
    drawers = present(found)
    if line.donor or line.unidentified:
        return _beside(line, drawers)
    if len(drawers) == 1:
        return line.accept(drawers[0])
    if not drawers:
        message = _("Whose account is this? Type the name: the next cheque will tell it.")
        return _step(line, Field.DONOR, message, Tone.INFO)
    count = len(drawers)
    message = ngettext(
        "{count} donor writes cheques on this account: choose with ↓.",
        "{count} donors write cheques on this account: choose with ↓.",
        count,
    )
    return _step(line, Field.DONOR, message.format(count=count), Tone.QUESTION)


def present(found: Found) -> list[DonorLine]:
    """Return whose account it is among those who are still there."""
    return [donor for donor in found.donors if not is_gone(donor)]


def _beside(line: EntryLine, drawers: Sequence[DonorLine]) -> Step:
    """Say so when the account is known as somebody else's than the coupon's donor."""
    mine = line.donor.id if line.donor else 0
    if not drawers or mine in {donor.id for donor in drawers}:
        return _step(line, Field.AMOUNT)
    message = _("This account is known as that of {name}: compare with the cheque.")
    names = ", ".join(donor.name for donor in drawers)
    return _step(line, Field.AMOUNT, message.format(name=names), Tone.QUESTION)


def _step(line: EntryLine, caret: Field, text: str = "", tone: Tone = Tone.INFO) -> Step:
    line.caret = caret
    return Step(caret, Notice(caret, text, tone) if text else None)
