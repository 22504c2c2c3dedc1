# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which rows of a file are gifts, and which amount of a row is one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.imports import values
from app.domain.imports.cells import Cell, text_of
from app.domain.imports.fields import ColumnMap, Field
from app.domain.imports.profiles import Part, Profile, Verdict, Why
from app.domain.imports.repairs import NO_WORDS, Repairs
from app.domain.imports.rows import RowRefused
from app.domain.imports.unmended import NO_SHAPES, Unmended
from app.domain.imports.values import Conventions, Unreadable
from app.kernel.i18n import N_, _
from app.kernel.money import format_amount
from app.kernel.text import fold

_WORDS = {
    Why.REFUNDED: N_("refunded: no gift"),
    Why.REFUSED: N_("the payment was refused: no gift"),
    Why.PENDING: N_("not settled: no gift yet"),
    Why.OFFLINE: N_("a payment that came in through the platform; this one is declared by hand"),
    Why.CONVERSION: N_("a conversion of currencies: no gift"),
    Why.PAYOUT: N_("money moved to the bank: no gift"),
    Why.OUTGOING: N_("money that went out: no gift"),
    Why.PAYMENT: N_("a donation; this is another kind of payment"),
    Why.HEADING: N_("the heading of a group of rows"),
    Why.UNKNOWN: N_("a state this program knows"),
}
_EURO = "EUR"


@dataclass(frozen=True, slots=True)
class Sifted:
    """A row after the sieve.

    Attributes:
        cells: Those of the file, the amount that is the gift in the place of the amount.
        column, found, why: What decided, when the row is not simply taken.
        other_cents: What of its payment is no gift.
        euros: Whether its amount is in euros.
        note: What is added to the gift's note.
    """

    cells: Sequence[Cell]
    verdict: Verdict = Verdict.TAKE
    column: str = ""
    found: str = ""
    why: str = ""
    other_cents: int = 0
    note: str = ""
    euros: bool = True

    def taken(self) -> Sequence[Cell]:
        """Return the cells of a row that is taken.

        Raises:
            RowRefused: When a person is to decide on it.
        """
        if self.verdict is Verdict.ASK:
            raise RowRefused(self.column, self.found, self.why)
        return self.cells

    @property
    def reason(self) -> str:
        """Why it is left out, with what stands there."""
        return f"{self.found}: {self.why}" if self.found else self.why


@dataclass(slots=True)
class _Answers:
    """What rows that name a payment did to it, in cents."""

    refunded: int = 0
    refund_row: int = 0
    converted: str = ""


class Sieve:
    """Sifts the rows of one sheet by its profile; without one, every row is taken as it is.

    Args:
        profile: The layout of the file, or None.
        head: Its titles, by place.
        columns, how: What its columns hold, how it writes days and amounts.
        asked: Take the rows that a person is to decide on.
        repairs: What its values are taken for.
        unmended: Its values that are not to be mended.
    """

    def __init__(
        self,
        profile: Profile | None,
        head: Sequence[Cell],
        columns: ColumnMap,
        how: Conventions,
        *,
        asked: bool = False,
        repairs: Repairs | None = None,
        unmended: Unmended | None = None,
    ) -> None:
        """Find the columns it looks at."""
        self._profile, self._how, self._asked = profile, how, asked
        self._unmended = unmended or Unmended(NO_SHAPES, columns, how)
        self._repairs = repairs or Repairs(NO_WORDS, columns)
        self._places = {fold(text_of(cell)): place for place, cell in enumerate(head)}
        self._amount = next(iter(columns.indexes(Field.AMOUNT)), -1)
        self._name = (Field.LAST_NAME, Field.FIRST_NAME, Field.FULL_NAME)
        self._columns = columns
        self._answers: dict[str, _Answers] = {}
        self._carried: dict[int, Cell] = {}

    @property
    def learns(self) -> bool:
        """Tell whether it must have seen all rows before the first is sifted."""
        return self._profile is not None and self._profile.links is not None

    def learn(self, rows: Iterable[tuple[int, Sequence[Cell]]]) -> None:
        """Note which payments were refunded or converted."""
        if self._profile is None or self._profile.links is None:
            return
        for number, cells in rows:
            other = self._text(cells, self._profile.links.other)
            rule = self._rule(cells)
            if not other or rule is None:
                continue
            answers = self._answers.setdefault(other, _Answers())
            cents = self._signed(cells)
            if rule[1] is Why.REFUNDED:
                answers.refunded -= cents
                answers.refund_row = number
            elif rule[1] is Why.CONVERSION and cents > 0 and self._in_euros(cells):
                answers.converted = format_amount(cents)

    def sift(self, cells: Sequence[Cell]) -> Sifted:
        """Tell what becomes of a row."""
        sifted = self._sifted(self._repairs.mend(cells))
        left = self._unmended.first(sifted.cells) if sifted.verdict is Verdict.TAKE else None
        if left is None:
            return sifted
        why = _("a value that needs no mending: you left this one as it stands")
        return Sifted(sifted.cells, Verdict.ASK, *left, why)

    def _sifted(self, cells: Sequence[Cell]) -> Sifted:
        profile = self._profile
        if profile is None:
            return Sifted(cells)
        cells = self._carry(profile, cells)
        decided = self._rule(cells)
        ignored = decided is not None and decided[0] is Verdict.IGNORE
        if not ignored and (answered := self._answered(profile, cells)) is not None:
            return answered
        if decided is not None and (ignored or not self._asked):
            verdict, why, column = decided
            return Sifted(cells, verdict, column, self._text(cells, column), _(_WORDS[why]))
        return self._part(profile, cells)

    def _carry(self, profile: Profile, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Give a row what the heading above it says."""
        if profile.carried is None:
            return cells
        if cells and text_of(cells[0]) == profile.starts[0]:
            self._carried = {
                self._places[fold(title)]: cells[place] if place < len(cells) else ""
                for title, place in profile.carried.items()
            }
        whole = [*cells, *[""] * (len(profile.titles) - len(cells))]
        for place, cell in self._carried.items():
            whole[place] = cell
        return whole

    def _rule(self, cells: Sequence[Cell]) -> tuple[Verdict, Why, str] | None:
        if self._profile is None:
            return None
        rules = (rule for rule in self._profile.rules if fold(rule.column) in self._places)
        rule = next((one for one in rules if one.holds(self._text(cells, one.column))), None)
        if rule is not None and rule.verdict is Verdict.IGNORE:
            return rule.verdict, rule.why, rule.column
        if self._profile.links is not None and self._signed(cells) < 0:
            return Verdict.IGNORE, Why.OUTGOING, self._title(Field.AMOUNT)
        return (rule.verdict, rule.why, rule.column) if rule else None

    def _answered(self, profile: Profile, cells: Sequence[Cell]) -> Sifted | None:
        """Tell what became of a payment since: refunded; or that it is not in euros."""
        links = profile.links
        answers = self._answers.get(self._text(cells, links.own)) if links else None
        answers = answers or _Answers()
        cents, amount = self._signed(cells), self._text(cells, self._title(Field.AMOUNT))
        if not self._in_euros(cells):
            currency = self._text(cells, profile.currency)
            why = _("a gift in euros: key it in at its value on that day")
            if answers.converted:
                why = _("a gift in euros: {amount} came of it; key it in").format(
                    amount=answers.converted
                )
            found = f"{amount} {currency}"
            return Sifted(cells, Verdict.ASK, profile.currency, found, why, euros=False)
        if not answers.refunded:
            return None
        row = answers.refund_row
        if answers.refunded == cents:
            why = _("refunded (row {row}): no gift").format(row=row)
            return Sifted(cells, Verdict.IGNORE, "", amount, why)
        why = _("a payment kept whole: {amount} of it were refunded (row {row}); key in the rest")
        told = why.format(amount=format_amount(answers.refunded), row=row)
        return Sifted(cells, Verdict.ASK, self._title(Field.AMOUNT), amount, told)

    def _part(self, profile: Profile, cells: Sequence[Cell]) -> Sifted:
        """Take of a payment what is a gift."""
        note = self._note(profile, cells)
        part = next((one for one in profile.parts if self._applies(one, cells)), None)
        if part is None:
            return Sifted(cells, note=note)
        whole, given = self._signed(cells), self._cell(cells, part.column)
        try:
            cents = values.read_worth(given, self._how)
        except Unreadable as problem:
            return Sifted(cells, Verdict.ASK, part.column, text_of(given), problem.expected)
        if not cents:
            why = _("no gift in this payment: {amount}").format(amount=format_amount(whole))
            return Sifted(cells, Verdict.IGNORE, part.column, "", why, other_cents=max(whole, 0))
        changed = list(cells)
        changed[self._amount] = given
        return Sifted(changed, other_cents=max(whole - cents, 0), note=note)

    def _applies(self, part: Part, cells: Sequence[Cell]) -> bool:
        return not part.when or fold(self._text(cells, part.when)) in part.values

    def _note(self, profile: Profile, cells: Sequence[Cell]) -> str:
        told = [f"{title}: {text}" for title in profile.noted if (text := self._text(cells, title))]
        payer = " ".join(filter(None, (self._text(cells, title) for title in profile.payer)))
        donor = " ".join(filter(None, (self._columns.text(cells, one) for one in self._name)))
        if payer and fold(payer) != fold(donor):
            told.insert(0, _("Paid by {name}").format(name=payer))
        return "; ".join(told)

    def _title(self, wanted: Field) -> str:
        return self._columns.title(wanted)

    def _cell(self, cells: Sequence[Cell], title: str) -> Cell:
        place = self._places.get(fold(title), -1)
        return cells[place] if 0 <= place < len(cells) else ""

    def _text(self, cells: Sequence[Cell], title: str) -> str:
        return text_of(self._cell(cells, title))

    def _in_euros(self, cells: Sequence[Cell]) -> bool:
        if self._profile is None or not self._profile.currency:
            return True
        return self._text(cells, self._profile.currency).upper() in {_EURO, ""}

    def _signed(self, cells: Sequence[Cell]) -> int:
        """Return the amount of a row with its sign, in cents; 0 when it cannot be read."""
        cell = cells[self._amount] if 0 <= self._amount < len(cells) else ""
        text = text_of(cell)
        negative = text.startswith(("-", "\u2212"))
        bare: Cell = text[1:] if negative else cell
        try:
            cents = values.read_worth(bare, self._how)
        except Unreadable:
            return 0
        return -cents if negative else cents
