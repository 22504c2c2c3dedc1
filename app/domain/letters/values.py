# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters: what they are for, by which way they go, and what is kept of those that went."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.letters.conditions import (
    ALWAYS,
    Condition,
    Facts,
    condition_document,
    read_condition_document,
)
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.problem import Problem

USUAL_DELAY = 8
"""Days: whoever is thanked within a week or so gives again more often."""
_MOST_DAYS = 90
_MOST_LEFT, _MOST_TOP = 1250, 2000
"""Tenths of a millimetre: a block of 85 by 33 mm must stay on the sheet, above its body."""


class LetterKind(StrEnum):
    """What a letter is for."""

    THANKS = "thanks"
    COVER = "cover"
    UNPAID = "unpaid"
    ADDRESS = "address"
    RENEWAL = "renewal"
    FREE = "free"


def kind_words() -> dict[LetterKind, str]:
    """Name what letters are for."""
    return {
        LetterKind.THANKS: _("Thank-you"),
        LetterKind.COVER: _("Cover of a receipt"),
        LetterKind.UNPAID: _("Unpaid cheque"),
        LetterKind.ADDRESS: _("Address to check"),
        LetterKind.RENEWAL: _("Renewal"),
        LetterKind.FREE: _("Free letter"),
    }


class Way(StrEnum):
    """By which way a letter reaches a donor."""

    PAPER = "paper"
    EMAIL = "email"
    OTHER = "other"
    """By telephone, by hand, by whatever the program did not see."""


def way_words() -> dict[Way, str]:
    """Name the ways."""
    return {
        Way.PAPER: _("By post"),
        Way.EMAIL: _("By e-mail"),
        Way.OTHER: _("Otherwise"),
    }


class SheetOrder(StrEnum):
    """In which order letters are printed: that of the envelopes."""

    PLACE = "place"
    """Country, postal code, town, name: as the post wants bundles."""
    PILE = "pile"
    """As the gifts were keyed: letters fall back on the pile of envelopes they answer."""
    NAME = "name"


def order_words() -> dict[SheetOrder, str]:
    """Name the orders."""
    return {
        SheetOrder.PLACE: _("By postal code"),
        SheetOrder.PILE: _("As the gifts were keyed"),
        SheetOrder.NAME: _("By name"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTemplate:
    """A letter one writes once.

    Attributes:
        code: What rules and the terminal call it; it never changes.
        french, english: What it says in each language, as ``write_body`` gives it. A donor gets
            the language of the sheet; where that one is empty, the other.
        coupon: Whether a reply coupon with its bar code stands at its foot.
        shipped: Whether it is one the program brings, as it brings it.
    """

    id: int = 0
    version: int = 0
    code: str
    kind: LetterKind
    name: str
    french: str = ""
    english: str = ""
    coupon: bool = False

    @property
    def shipped(self) -> bool:
        """Whether it is one the program brings, unchanged by the association."""
        return not self.id

    def body(self, language: str) -> str:
        """Return what it says to a donor of a language."""
        own, other = self.french, self.english
        if language != "fr":
            own, other = other, own
        return own or other


@dataclass(frozen=True, slots=True)
class Rule:
    """Which template thanks for which gifts."""

    template: str
    condition: Condition = ALWAYS


def choose(rules: Sequence[Rule], facts: Facts) -> Rule | None:
    """Return the first rule that answers, or None."""
    return next((rule for rule in rules if rule.condition.holds(facts)), None)


def write_rules(rules: Sequence[Rule]) -> str:
    """Return the rules as they are kept, in their order."""
    kept = [{"template": rule.template, **condition_document(rule.condition)} for rule in rules]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def read_rules(text: str) -> tuple[Rule, ...]:
    """Read the rules as they are kept.

    Raises:
        Refused: When the text is none of ours.
    """
    try:
        return tuple(_rule(dict(one)) for one in json.loads(text))
    except (ValueError, KeyError, TypeError) as error:
        message = _("The rules of letters cannot be read: make them again.")
        raise Refused("letters.rules", message) from error


def _rule(told: dict[str, object]) -> Rule:
    template = told.pop("template")
    return Rule(str(template), read_condition_document(told))


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSettings:
    """How the association writes.

    Attributes:
        since: Gifts received before this day wait for no thanks; None for all.
        within_days: In how many days a gift should be thanked for.
        rules: Which template thanks for which gifts, as ``write_rules`` gives them; empty for
            the rules the program brings.
        window_left, window_top: Where the address block stands for the windows of the envelopes,
            in tenths of a millimetre from the sheet's corner; 0 for the usual place.
    """

    id: int = 0
    version: int = 0
    since: date | None = None
    within_days: int = USUAL_DELAY
    rules: str = ""
    window_left: int = 0
    window_top: int = 0


def check_settings(settings: LetterSettings) -> list[Problem]:
    """Return what is wrong with how the association writes."""
    problems = []
    if not 1 <= settings.within_days <= _MOST_DAYS:
        message = _("A gift is thanked for within 1 to {most} days: type a number of days.")
        told = message.format(most=_MOST_DAYS)
        problems.append(Problem("within_days", "letters.within_days", told))
    across = 0 <= settings.window_left <= _MOST_LEFT
    if not (across and 0 <= settings.window_top <= _MOST_TOP):
        message = _("The window would leave the sheet: type its distances in millimetres.")
        problems.append(Problem("window_left", "letters.window", message))
    return problems


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRun:
    """Letters made together.

    Attributes:
        way: By which way they go.
        made_at, made_by: When and by whom they were confirmed.
        finished_at: When the last was made, None while some are missing.
        sent_on: The day they left; nothing is taken back afterwards.
        undone_on: The day they were taken back, unsent.
    """

    id: int = 0
    version: int = 0
    kind: LetterKind
    way: Way = Way.PAPER
    made_at: datetime
    made_by: str = ""
    finished_at: datetime | None = None
    sent_on: date | None = None
    undone_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter to one donor.

    Attributes:
        run_id: The letters it was made with, None when it was made alone or elsewhere.
        template: What the template was called.
        cents: What the gifts it thanks for come to, 0 for other letters.
        snapshot: All it says, as text; empty when it was not printed here.
        document_sha256: Its pages in the vault, None when it was not printed here.
    """

    id: int = 0
    version: int = 0
    donor_id: int
    run_id: int | None = None
    kind: LetterKind
    way: Way = Way.PAPER
    template: str = ""
    made_on: date
    by: str = ""
    cents: int = 0
    snapshot: str = ""
    document_sha256: str | None = None
