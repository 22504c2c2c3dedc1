# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of programs and platforms whose layout is known.

A profile is data (``resources/data/import_profiles/*.json``): which heads it is recognised by, what
its columns hold, which of its rows are gifts. The layout of one more program is one more file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from app.domain.gifts import GiftPurpose, Means
from app.domain.imports.cells import Cell, text_of
from app.domain.imports.fields import Field
from app.domain.imports.values import AmountStyle, DayOrder
from app.kernel.assets import asset_path
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.text import fold

NO_PROFILE = "none"
"""What a person says who wants none to be recognised."""


class Verdict(StrEnum):
    """What becomes of a row."""

    TAKE = "take"
    IGNORE = "ignore"
    """No payment that came in: it is left out, and told."""
    ASK = "ask"
    """A person decides: it is rejected unless such rows are asked for."""


class Why(StrEnum):
    """Why a row is no gift, or not surely one."""

    REFUNDED = "refunded"
    REFUSED = "refused"
    PENDING = "pending"
    OFFLINE = "offline"
    CONVERSION = "conversion"
    PAYOUT = "payout"
    OUTGOING = "outgoing"
    PAYMENT = "payment"
    HEADING = "heading"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of the rows whose ``column`` holds one of ``values``, or none of them.

    Attributes:
        values: Folded.
        unless: It holds for rows with any other value.
    """

    column: str
    values: frozenset[str]
    verdict: Verdict
    why: Why
    unless: bool = False

    def holds(self, text: str) -> bool:
        """Tell whether it speaks of a row with this text in its column."""
        return (fold(text) in self.values) is not self.unless


@dataclass(frozen=True, slots=True)
class Part:
    """The column whose amount is the gift, for rows whose ``when`` holds one of ``values``."""

    column: str
    when: str = ""
    values: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Links:
    """How rows name one another, so that a refund or a conversion finds its payment."""

    own: str
    other: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A known layout.

    Attributes:
        id, name: For a person: ``paypal-fr``, ``PayPal``.
        heads: It is recognised by all of these in one row.
        starts: A file without heads is recognised by the first cells of its first rows, the one
            that opens a group and the one that follows; ``titles`` then name its columns.
        columns: What its columns hold; those not told of are left out.
        means: How its gifts were paid, where no column says.
        rules: The first that holds of a row decides on it.
        parts: The first that holds of a row says which amount of it is the gift.
        currency: The column that names it; only euros are taken.
        carried: Columns of heading rows whose values count for the rows below, by their index.
        payer: Columns that name who paid, noted when it is somebody else.
        noted: Columns whose values go to the note, with their titles.
        purpose: What its payments are.
    """

    id: str
    name: str
    heads: tuple[str, ...]
    columns: Mapping[str, Field]
    starts: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    carried: Mapping[str, int] | None = None
    days: DayOrder | None = None
    amounts: AmountStyle | None = None
    means: Means | None = None
    rules: tuple[Rule, ...] = ()
    parts: tuple[Part, ...] = ()
    links: Links | None = None
    currency: str = ""
    payer: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    purpose: GiftPurpose = GiftPurpose.DONATION

    def choices(self, head: Sequence[Cell]) -> dict[str, Field | None]:
        """Return what each column of a head holds, by title."""
        known = {fold(title): wanted for title, wanted in self.columns.items()}
        titles = (text_of(cell) for cell in head)
        return {title: known.get(fold(title)) for title in titles if title}


def profiles() -> tuple[Profile, ...]:
    """Return the known layouts, the most particular first."""
    return _read()


@cache
def _read() -> tuple[Profile, ...]:
    files = sorted(asset_path("data", "import_profiles").glob("*.json"))
    found = [_profile(json.loads(file.read_text(encoding="utf-8"))) for file in files]
    return tuple(sorted(found, key=lambda one: -len(one.heads)))


def profile_of(wanted: str) -> Profile:
    """Return the profile a person names.

    Raises:
        Refused: When there is none of this name.
    """
    for one in profiles():
        if one.id == wanted.lower():
            return one
    message = _("There is no profile “{profile}”; there are {profiles}.")
    names = ", ".join(sorted(one.id for one in profiles()))
    raise Refused("import.profile", message.format(profile=wanted, profiles=names), "profile")


def recognise(rows: Sequence[tuple[int, Sequence[Cell]]]) -> Profile | None:
    """Return the profile of a file by its first rows, or None when it has none."""
    folded = [{fold(text_of(cell)) for cell in cells} for _number, cells in rows]
    return next((one for one in profiles() if _fits(one, rows, folded)), None)


def _fits(
    one: Profile, rows: Sequence[tuple[int, Sequence[Cell]]], folded: Sequence[set[str]]
) -> bool:
    if one.starts:
        begun = tuple(text_of(cells[0]) for _number, cells in rows[: len(one.starts)] if cells)
        return begun == one.starts
    wanted = {fold(title) for title in one.heads}
    return any(wanted <= titles for titles in folded)


def _profile(told: Mapping[str, Any]) -> Profile:
    links = told.get("links")
    return Profile(
        id=told["id"],
        name=told["name"],
        heads=tuple(told.get("heads", ())),
        columns={title: Field(name) for title, name in told["columns"].items()},
        starts=tuple(told.get("starts", ())),
        titles=tuple(told.get("titles", ())),
        carried=told.get("carried"),
        days=DayOrder(told["days"]) if "days" in told else None,
        amounts=AmountStyle(told["amounts"]) if "amounts" in told else None,
        means=Means(told["means"]) if "means" in told else None,
        rules=tuple(_rule(one) for one in told.get("rules", ())),
        parts=tuple(
            Part(one["column"], one.get("when", ""), frozenset(map(fold, one.get("values", ()))))
            for one in told.get("parts", ())
        ),
        links=Links(links["own"], links["other"]) if links else None,
        currency=told.get("currency", ""),
        payer=tuple(told.get("payer", ())),
        noted=tuple(told.get("noted", ())),
        purpose=GiftPurpose(told.get("purpose", GiftPurpose.DONATION)),
    )


def _rule(told: Mapping[str, Any]) -> Rule:
    return Rule(
        column=told["column"],
        values=frozenset(map(fold, told["values"])),
        verdict=Verdict(told["verdict"]),
        why=Why(told["why"]),
        unless=told.get("unless", False),
    )
