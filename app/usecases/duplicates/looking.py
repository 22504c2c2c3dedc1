# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who on file looks like the donor being typed, before a double is made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.donors import Donor
from app.domain.duplicates import Likeness, card_of, compare
from app.domain.duplicates.cards import PHONE_TAIL, Card
from app.kernel.command import Query, handles
from app.kernel.text import digits, fold
from app.usecases.context import Context
from app.usecases.ports.people import DonorLine

_CANDIDATES = 20
_ALWAYS_TOLD = frozenset({Likeness.PHONE, Likeness.EMAIL})


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A donor on file, and why it may be the same person.

    Attributes:
        score: Points; see ``app.domain.duplicates``.
        strong: Whether the likeness deserves a second thought before creating a new record.
    """

    line: DonorLine
    reasons: tuple[Likeness, ...]
    score: float = 0.0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class LookAlikes(Query[Sequence[LookAlike]]):
    """Tell who on file looks like ``donor``; itself left out, the likeliest first."""

    donor: Donor
    limit: int = 3


@handles(LookAlikes)
def look_alikes(query: LookAlikes, ctx: Context) -> Sequence[LookAlike]:
    """Ask the finder by name, telephone and e-mail, and compare what it answers."""
    donor, today = query.donor, ctx.clock.today()
    found: dict[int, DonorLine] = {}
    for text in _questions(donor):
        lines = ctx.uow.donors.find(text, today, _CANDIDATES)
        found.update({line.id: line for line in lines if line.id != donor.id})
    card = card_of(donor)
    known = (_compared(card, line, ctx.uow.donors.get(line.id)) for line in found.values())
    alikes = [alike for alike in known if alike is not None]
    return sorted(alikes, key=lambda alike: (-alike.score, alike.line.name))[: query.limit]


def _compared(card: Card, line: DonorLine, known: Donor) -> LookAlike | None:
    """Compare with a donor on file; None when the two have too little in common to be told."""
    its = card_of(known)._replace(kind=card.kind)
    comparison = compare(card, its)
    if not comparison.possible and not _ALWAYS_TOLD & set(comparison.reasons):
        return None
    return LookAlike(line, comparison.reasons, comparison.score, comparison.sure)


def _questions(donor: Donor) -> Iterable[str]:
    surname = fold(donor.last_name or donor.organisation_name)
    if donor.sort_key:
        yield donor.sort_key
    if surname and donor.address.postal_code.strip():
        yield f"{surname} {donor.address.postal_code.strip()}"
    if len(digits(donor.phone)) >= PHONE_TAIL:
        yield donor.phone
    if "@" in donor.email:
        yield donor.email
