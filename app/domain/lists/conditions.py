# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The conditions a list of donors is made by: values, told in words and written in a notation.

The notation is what the command line takes and what a saved list keeps: ``city=Rennes``,
``postal_code=35*``, ``last_gift<2025-01-01``, ``total@2025>=100``, ``tag!=bénévole``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.donors import DonorKind, ReceiptWish, kind_words, wish_words
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.kernel.text import fold

STAR = "*"
"""At the end of a text: all that begins so."""


class Place(StrEnum):
    """The parts of an address that are asked for by a text."""

    CITY = "city"
    POSTAL_CODE = "postal_code"


class Trait(StrEnum):
    """What a donor is or has, or not."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    RETURNED = "returned"
    DECEASED = "deceased"
    ARCHIVED = "archived"


class Measure(StrEnum):
    """What is measured of the gifts of a period."""

    TOTAL = "total"
    GIFTS = "gifts"


@dataclass(frozen=True, slots=True)
class OfKind:
    """Persons only, or organisations only."""

    kind: DonorKind

    @property
    def written(self) -> str:
        """The condition in the notation."""
        return f"kind={self.kind}"

    @property
    def words(self) -> str:
        """The condition as a person reads it."""
        return _("kind: {kind}").format(kind=kind_words()[self.kind].lower())


@dataclass(frozen=True, slots=True)
class In:
    """Where the main address is; accents and capitals do not count.

    Attributes:
        text: The whole of it, or its beginning when it ends in a star.
    """

    place: Place
    text: str

    @property
    def folded(self) -> str:
        """What is looked for, without star, capitals and accents."""
        return fold(self.text)

    @property
    def begins(self) -> bool:
        """Whether what begins so will do."""
        return self.text.endswith(STAR)

    def takes(self, value: str) -> bool:
        """Tell whether a text of an address answers."""
        folded = fold(value)
        return folded.startswith(self.folded) if self.begins else folded == self.folded

    @property
    def written(self) -> str:
        """The condition in the notation."""
        return f"{self.place}={self.text}"

    @property
    def words(self) -> str:
        """The condition as a person reads it."""
        text = self.text.removesuffix(STAR)
        if self.place is Place.CITY:
            told = _("town beginning with {text}") if self.begins else _("town: {text}")
        else:
            told = (
                _("postal code beginning with {text}") if self.begins else _("postal code: {text}")
            )
        return told.format(text=text)


@dataclass(frozen=True, slots=True)
class Has:
    """What a donor is or has; or is or has not.

    A telephone or an e-mail counts wherever it stands on the sheet; an address when it is complete.
    """

    trait: Trait
    on: bool = True

    @property
    def written(self) -> str:
        """The condition in the notation."""
        return f"{self.trait}={'yes' if self.on else 'no'}"

    @property
    def words(self) -> str:
        """The condition as a person reads it."""
        yes, no = trait_words()[self.trait]
        return yes if self.on else no


@dataclass(frozen=True, slots=True)
class Tagged:
    """Who bears a tag, or does not, however it is written."""

    name: str
    on: bool = True

    @property
    def written(self) -> str:
        """The condition in the notation."""
        return f"tag{'=' if self.on else '!='}{self.name}"

    @property
    def words(self) -> str:
        """The condition as a person reads it."""
        told = _("tag: {name}") if self.on else _("without the tag {name}")
        return told.format(name=self.name)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How often a receipt is wanted."""

    wish: ReceiptWish

    @property
    def written(self) -> str:
        """The condition in the notation."""
        return f"receipt={self.wish}"

    @property
    def words(self) -> str:
        """The condition as a person reads it."""
        return _("receipt: {wish}").format(wish=wish_words()[self.wish].lower())


@dataclass(frozen=True, slots=True)
class LastGift:
    """The last posted gift that stands: before a day, or on that day and since.

    Whoever never gave has no last gift and answers neither.
    """

    day: date
    before: bool

    @property
    def written(self) -> str:
        """The condition in the notation."""
        return f"last_gift{'<' if self.before else '>='}{self.day.isoformat()}"

    @property
    def words(self) -> str:
        """The condition as a person reads it."""
        told = _("last gift before {day}") if self.before else _("last gift since {day}")
        return told.format(day=format_day(self.day))


@dataclass(frozen=True, slots=True)
class Period:
    """Days, the first and the last included; None for no end on that side."""

    first: date | None = None
    last: date | None = None

    @property
    def years(self) -> tuple[int | None, int | None] | None:
        """First and last year when it is made of whole years, else None."""
        if self.first and (self.first.month, self.first.day) != (1, 1):
            return None
        if self.last and (self.last.month, self.last.day) != (12, 31):
            return None
        return self.first.year if self.first else None, self.last.year if self.last else None

    @property
    def written(self) -> str:
        """The period in the notation, empty for always."""
        if self.first is None and self.last is None:
            return ""
        ends = ("" if day is None else day.isoformat() for day in (self.first, self.last))
        return f"@{'..'.join(ends)}"

    @property
    def words(self) -> str:
        """The period as a person reads it."""
        match self.years:
            case (int() as first, int() as last) if first == last:
                return _("in {year}").format(year=first)
            case _:
                return self._day_words()

    def _day_words(self) -> str:
        first, last = (format_day(day) if day else "" for day in (self.first, self.last))
        if first and last:
            return _("from {first} to {last}").format(first=first, last=last)
        if first:
            return _("since {first}").format(first=first)
        return _("until {last}").format(last=last) if last else _("in all")


@dataclass(frozen=True, slots=True)
class Gave:
    """How much was given in a period, or how often: posted gifts, reversals taken back out.

    Attributes:
        least: The bound, above zero; cents for a total.
        below: Less than the bound, instead of that much or more. Nothing is less, too.
    """

    measure: Measure
    least: int
    below: bool = False
    period: Period = Period()

    @property
    def written(self) -> str:
        """The condition in the notation."""
        bound = str(self.least)
        if self.measure is Measure.TOTAL:
            bound = f"{self.least // 100}.{self.least % 100:02d}"
        return f"{self.measure}{self.period.written}{'<' if self.below else '>='}{bound}"

    @property
    def words(self) -> str:
        """The condition as a person reads it."""
        when = self.period.words
        if self.measure is Measure.TOTAL:
            told = (
                _("gave less than {sum} {when}") if self.below else _("gave {sum} or more {when}")
            )
            return told.format(sum=format_amount(self.least), when=when)
        if self.below and self.least == 1:
            return _("no gift {when}").format(when=when)
        if self.below:
            told = ngettext(
                "fewer than {count} gift {when}", "fewer than {count} gifts {when}", self.least
            )
        else:
            told = ngettext(
                "{count} gift or more {when}", "{count} gifts or more {when}", self.least
            )
        return told.format(count=self.least, when=when)


Condition = OfKind | In | Has | Tagged | Wishes | LastGift | Gave
"""One of what a list is made by; a list holds those who answer all of its conditions."""


def trait_words() -> dict[Trait, tuple[str, str]]:
    """Name each trait, and its absence."""
    return {
        Trait.EMAIL: (_("has an e-mail"), _("no e-mail")),
        Trait.PHONE: (_("has a telephone"), _("no telephone")),
        Trait.ADDRESS: (_("complete address"), _("no complete address")),
        Trait.RETURNED: (_("mail came back"), _("no mail came back")),
        Trait.DECEASED: (_("deceased"), _("not deceased")),
        Trait.ARCHIVED: (_("archived"), _("not archived")),
    }


def told(conditions: tuple[Condition, ...]) -> str:
    """Say what a list is made by, its conditions parted by dots; empty without any."""
    return " · ".join(condition.words for condition in conditions)
