# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line being keyed in a batch: donor, amount, cheque number; no Qt.

A state machine. Each key that matters is a method; it returns a ``Step`` that says where the caret
goes, what is told, and whether the line is whole. The half-typed line is kept as JSON (``partial``)
and comes back from it (``restore``) after a power cut.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.batches import GiftBatch
from app.domain.gifts import Gift, Means, Payment, check_expenses, check_gift, suited
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount, format_number, parse_amount
from app.kernel.problem import Severity, refuse_errors
from app.ui.kit.days import parse_day
from app.ui.screens.batches.extras import DETAILED, NOTHING, Extras, extras_of
from app.ui.screens.batches.finder import Verdict, judge
from app.ui.screens.batches.partial import Field, Partial
from app.ui.screens.batches.pins import Pins, pins_of
from app.usecases.gifts import Hint, UnusualHints
from app.usecases.ports.people import DonorLine


class Tone(StrEnum):
    """How a message is painted; always with a word and a shape."""

    INFO = "info"
    QUESTION = "warning"
    ERROR = "error"


_CALM = frozenset({"gift.this_week"})
"""Hints that are worth a word on the card but no second Enter."""


def question_of(hints: Sequence[Hint]) -> str:
    """Return what is asked before the line is saved, or nothing."""
    return " ".join(hint.sentence for hint in hints if hint.code not in _CALM)


def codes_of(hints: Sequence[Hint]) -> str:
    """Return what stays with the line once it is saved: the codes of what was unusual."""
    return " ".join(hint.code for hint in hints)


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence under the field it is about."""

    field: str
    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Step:
    """What the screen does after a key.

    Attributes:
        caret: Where the caret goes.
        payment: The whole line, to be saved; the line is then empty again.
    """

    caret: Field
    notice: Notice | None = None
    payment: Payment | None = None

    @property
    def gift(self) -> Gift | None:
        """The whole line without its shares, or None."""
        return self.payment.gift if self.payment else None


class EntryLine:
    """The line under the keys.

    Args:
        batch: The batch it goes in.
        today: The day gifts cannot be later than.

    Attributes:
        donor: Who was accepted, or None.
        unidentified: Whether the gift was set aside; ``clue`` then says what is known.
        editing: The saved gift being modified, or None on a new line.
        finder_text, amount_text, cheque_text, cheque_day_text: What stands in the fields.
        account: The fingerprint of the account the cheque is drawn on, where a reader told it.
        extras: What the line says besides.
    """

    def __init__(self, batch: GiftBatch, today: date) -> None:
        """Start an empty line."""
        self.batch = batch
        self.today = today
        self.pins = pins_of(batch)
        self.caret = Field.DONOR
        self._clear()

    def _clear(self) -> None:
        self.donor: DonorLine | None = None
        self.unidentified = False
        self.clue = ""
        self.editing: Gift | None = None
        self.finder_text = ""
        self.amount_text = ""
        self.cheque_text = ""
        self.cheque_day_text = ""
        self.account = ""
        self.extras = NOTHING
        self._confirmed = ""
        self._pins_before: Pins | None = None

    @property
    def amount_typed(self) -> str:
        """The amount typed for this line alone; empty for the one every line starts with."""
        return "" if self.amount_text == self.pins.amount else self.amount_text

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed."""
        typed = self.finder_text + self.amount_typed + self.cheque_text + self.cheque_day_text
        said = self.donor or self.unidentified or self.editing or self.extras != NOTHING
        return not (typed.strip() or said)

    @property
    def wants_cheque(self) -> bool:
        """Tell whether the line has a cheque number at all."""
        return self.pins.means is Means.CHEQUE

    def cents(self) -> int | None:
        """Return the amount typed, or None while it cannot be read."""
        try:
            return parse_amount(self.amount_text)
        except Refused:
            return None

    def hints_query(self) -> UnusualHints | None:
        """Return what to ask about the line before it is saved; None while it has no amount."""
        cents = self.cents()
        if cents is None:
            return None
        return UnusualHints(
            donor_id=self.donor.id if self.donor else None,
            cents=cents,
            cheque_number=self.cheque_text.strip() if self.wants_cheque else "",
            cheque_bank=self.pins.cheque_bank,
            gift_id=self.editing.id if self.editing else 0,
            benefit_cents=self.extras.details.benefit_cents,
            received_on=self.pins.received_on,
            account=self.account,
        )

    def type_donor(self, text: str) -> None:
        """Take what is typed in the finder; whoever was accepted no longer is."""
        if text != self.finder_text:
            self.finder_text = text
            self.donor, self.unidentified, self.clue = None, False, ""
            self.extras = replace(self.extras, anonymous=False)
            self._confirmed = ""

    def enter_donor(self, answers: Sequence[DonorLine], reached: DonorLine | None = None) -> Step:
        """Enter in the finder, once the answers to its text are known."""
        if self.donor or self.unidentified:
            return self._go(Field.AMOUNT)
        asked = f"donor:{self.finder_text}"
        judged = judge(
            self.finder_text, answers, reached=reached, shown_twice=self._confirmed == asked
        )
        if judged.verdict is Verdict.ACCEPT and judged.donor:
            return self.accept(judged.donor)
        if judged.verdict is Verdict.CONFIRM:
            self._confirmed = asked
        tone = Tone.ERROR if judged.verdict is Verdict.MISCOPIED else Tone.QUESTION
        return self._go(Field.DONOR, Notice(Field.DONOR, judged.message, tone))

    def accept(self, donor: DonorLine) -> Step:
        """Take a donor; the caret goes to the amount."""
        self.donor, self.unidentified, self.clue = donor, False, ""
        self.extras = replace(self.extras, anonymous=False)
        self.finder_text = donor.name
        self._confirmed = ""
        return self._go(Field.AMOUNT)

    def set_aside(self) -> Step:
        """Leave the donor to be found later; what was typed is kept as the clue."""
        self.clue = "" if self.donor else self.finder_text.strip()
        self.donor, self.unidentified = None, True
        self.finder_text = _("To identify")
        return self._go(Field.AMOUNT)

    def take_extras(self, extras: Extras) -> Step:
        """Take what the panel of details or of shares says."""
        self.extras = extras
        if extras.anonymous:
            self.donor, self.unidentified, self.clue = None, True, ""
            self.finder_text = _("Anonymous")
        elif self.unidentified and self.finder_text == _("Anonymous"):
            self.type_donor("")
        if extras.expenses:
            self.amount_text = format_number(sum(one.cents for one in extras.expenses))
        return self._go(Field.AMOUNT if self.donor or self.unidentified else Field.DONOR)

    def enter_amount(
        self, question: str = "", *, demanded: bool = False, unusual: str = ""
    ) -> Step:
        """Enter in the amount: the line is saved, or goes on to the cheque number.

        Args:
            question: What is asked before an unusual line is saved, or empty.
            demanded: Whether this association wants every cheque number.
            unusual: The codes of what is unusual, kept with the line.
        """
        if not (self.donor or self.unidentified):
            message = _("First say who gave: type a name or a number.")
            return self._go(Field.DONOR, Notice(Field.DONOR, message, Tone.ERROR))
        if not self.amount_text.strip():
            message = _("Type the amount, such as 50 or 12.50.")
            return self._go(Field.AMOUNT, Notice(Field.AMOUNT, message, Tone.ERROR))
        try:
            cents = parse_amount(self.amount_text)
        except Refused as refused:
            return self._go(Field.AMOUNT, Notice(Field.AMOUNT, refused.message, Tone.ERROR))
        asked = f"amount:{cents}"
        if question and self._confirmed != asked:
            self._confirmed = asked
            return self._go(Field.AMOUNT, Notice(Field.AMOUNT, question, Tone.QUESTION))
        if demanded and self.wants_cheque and not self.cheque_text.strip():
            return self._go(Field.CHEQUE)
        return self._finish(cents, unusual)

    def enter_cheque(self, question: str = "") -> Step:
        """Enter in the cheque number: the line is saved."""
        return self.enter_amount(question)

    def _finish(self, cents: int, unusual: str) -> Step:
        try:
            gift = replace(self._gift(cents), unusual=unusual)
            refuse_errors(check_gift(gift, self.today))
            payment = replace(self.extras.payment(gift), account=self.account)
            expenses = self.extras.expenses
            refuse_errors(check_expenses(expenses, cents, gift.received_on, gift.means))
        except Refused as refused:
            return self.refused(refused.message, refused.field or "")
        self.start_over()
        return Step(Field.DONOR, None, payment)

    def _gift(self, cents: int) -> Gift:
        base = self.editing or Gift(
            batch_id=self.batch.id, cents=cents, received_on=self.today, fund_id=self.pins.fund_id
        )
        cheque = self.wants_cheque
        donor_id = self.donor.id if self.donor else None
        return replace(
            base,
            donor_id=donor_id,
            clue=self.clue,
            anonymous=self.extras.anonymous,
            details=suited(self.extras.details, self.pins.means, donor_id),
            cheque_dated_on=self._cheque_day() if cheque else None,
            cents=cents,
            received_on=self.pins.received_on,
            means=self.pins.means,
            cheque_number=self.cheque_text.strip() if cheque else "",
            cheque_bank=self.pins.cheque_bank if cheque else "",
            fund_id=self.pins.fund_id,
            appeal_id=self.pins.appeal_id,
        )

    def cheque_note(self) -> Notice | None:
        """Say what the date on the cheque means for tax or for the bank, or nothing."""
        try:
            gift = self._gift(self.cents() or 1)
        except Refused as refused:
            return Notice(Field.CHEQUE_DAY, refused.message, Tone.ERROR)
        told = [p for p in check_gift(gift, self.today) if p.field == Field.CHEQUE_DAY.value]
        if not told:
            return None
        tone = Tone.ERROR if told[0].severity is Severity.ERROR else Tone.INFO
        return Notice(Field.CHEQUE_DAY, told[0].message, tone)

    def _cheque_day(self) -> date | None:
        text = self.cheque_day_text.strip()
        try:
            return parse_day(text, self.today) if text else None
        except Refused as refused:
            raise Refused(refused.code, refused.message, Field.CHEQUE_DAY) from None

    def start_over(self) -> None:
        """Empty the line; the pins of a new line stay as they are pinned."""
        pins = self._pins_before or self.pins.next_line(self.batch)
        self._clear()
        self.pins = pins
        self.amount_text = pins.amount
        self.caret = Field.DONOR

    def edit(self, payment: Payment, donor: DonorLine | None) -> Step:
        """Take a saved draft line back under the keys, whole."""
        gift = payment.gift
        before = self._pins_before or self.pins
        self._clear()
        self._pins_before = before
        self.editing = gift
        self.donor, self.unidentified, self.clue = donor, donor is None, gift.clue
        self.extras = extras_of(payment)
        unknown = _("Anonymous") if gift.anonymous else _("To identify")
        self.finder_text = donor.name if donor else unknown
        self.amount_text = format_number(gift.cents)
        self.cheque_text = gift.cheque_number
        self.cheque_day_text = format_day(gift.cheque_dated_on) if gift.cheque_dated_on else ""
        self.pins = replace(
            self.pins,
            means=gift.means,
            received_on=gift.received_on,
            fund_id=gift.fund_id,
            appeal_id=gift.appeal_id,
            cheque_bank=gift.cheque_bank,
        )
        return self._go(Field.AMOUNT)

    def copy_pins(self, previous: Gift) -> None:
        """Take fund and appeal of the line before; never its amount."""
        self.pins = replace(self.pins, fund_id=previous.fund_id, appeal_id=previous.appeal_id)

    def keep_amount(self) -> Notice:
        """Have the next lines start with the amount typed, or with none again; say which."""
        kept, message = "", _("The next lines start without an amount again.")
        if not self.pins.amount:
            cents = self.cents()
            if not cents:
                message = _("Type the amount first: Ctrl+G then keeps it for the next lines.")
                return Notice(Field.AMOUNT, message, Tone.ERROR)
            kept = self.amount_text = format_number(cents)
            message = _("{amount} stays for the next lines: Enter saves it, Ctrl+G lets it go.")
            message = message.format(amount=format_amount(cents))
        self.pins = replace(self.pins, amount=kept)
        if self._pins_before is not None:
            self._pins_before = replace(self._pins_before, amount=kept)
        return Notice(Field.AMOUNT, message, Tone.INFO)

    def take_back(self, payment: Payment, donor: DonorLine | None) -> None:
        """Take a line that was not saved back under the keys."""
        self.edit(payment, donor)
        if not payment.gift.id:
            self.editing = None

    def refused(self, message: str, field: str) -> Step:
        """Show why the office did not save the line, beside its field where it has one."""
        known = {one.value for one in Field}
        caret = Field(field) if field in known else Field.AMOUNT
        shown = field if field in known | {"received_on"} | DETAILED else Field.AMOUNT
        return self._go(caret, Notice(shown, message, Tone.ERROR))

    def _go(self, caret: Field, notice: Notice | None = None) -> Step:
        self.caret = caret
        return Step(caret, notice)

    def partial(self, position: int) -> str:
        """Write the half-typed line down.

        Args:
            position: Where the caret stands in its field, in characters.
        """
        if self.is_empty:
            return ""
        return Partial(
            caret=self.caret,
            position=position,
            donor_id=self.donor.id if self.donor else None,
            unidentified=self.unidentified,
            clue=self.clue,
            gift_id=self.editing.id if self.editing else 0,
            finder=self.finder_text,
            amount=self.amount_text,
            cheque_number=self.cheque_text,
            pins=self.pins,
            cheque_day=self.cheque_day_text,
            extras=self.extras,
        ).to_json()

    def restore(self, saved: Partial, payment: Payment | None, donor: DonorLine | None) -> None:
        """Take the half-typed line up again, as it was left."""
        if payment:
            self.edit(payment, donor)
        self.extras = saved.extras
        self.pins = saved.pins
        self.donor, self.unidentified, self.clue = donor, saved.unidentified, saved.clue
        self.finder_text = saved.finder
        self.amount_text = saved.amount
        self.cheque_text = saved.cheque_number
        self.cheque_day_text = saved.cheque_day
        self.caret = saved.caret
