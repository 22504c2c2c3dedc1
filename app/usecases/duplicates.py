# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who on file looks like the donor being typed, before a double is made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.donors import Donor
from app.kernel.command import Query, handles
from app.kernel.text import digits, fold
from app.usecases.context import Context
from app.usecases.ports.people import DonorLine

_PHONE_TAIL = 9
"""Digits that tell two telephones apart: +33 6 … and 06 … share their last nine."""
_CANDIDATES = 20


class Likeness(StrEnum):
    """What two donors have in common."""

    NAME = "name"
    SURNAME = "surname"
    PLACE = "place"
    PHONE = "phone"
    EMAIL = "email"


_WEIGHTS = {
    Likeness.NAME: 3,
    Likeness.PHONE: 3,
    Likeness.EMAIL: 3,
    Likeness.SURNAME: 1,
    Likeness.PLACE: 1,
}
_SHOWN, _STRONG = 2, 4


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A donor on file, and why it may be the same person.

    Attributes:
        strong: Whether the likeness deserves a second thought before creating a new record.
    """

    line: DonorLine
    reasons: tuple[Likeness, ...]

    @property
    def weight(self) -> int:
        """How much the reasons weigh together."""
        return sum(_WEIGHTS[reason] for reason in self.reasons)

    @property
    def strong(self) -> bool:
        """Tell whether chance alone would seldom bring so much together."""
        return self.weight >= _STRONG


@dataclass(frozen=True, slots=True)
class LookAlikes(Query[Sequence[LookAlike]]):
    """Tell who on file looks like ``donor``; itself left out, the likeliest first."""

    donor: Donor
    limit: int = 3


@handles(LookAlikes)
def look_alikes(query: LookAlikes, ctx: Context) -> Sequence[LookAlike]:
    """Ask the finder by name, telephone and e-mail, and weigh what it answers."""
    donor, today = query.donor, ctx.clock.today()
    found: dict[int, DonorLine] = {}
    for text in _questions(donor):
        lines = ctx.uow.donors.find(text, today, _CANDIDATES)
        found.update({line.id: line for line in lines if line.id != donor.id})
    alikes = [LookAlike(line, tuple(_reasons(donor, line))) for line in found.values()]
    shown = [alike for alike in alikes if alike.weight >= _SHOWN]
    return sorted(shown, key=lambda alike: (-alike.weight, alike.line.name))[: query.limit]


def _questions(donor: Donor) -> Iterable[str]:
    surname = fold(donor.last_name or donor.organisation_name)
    if donor.sort_key:
        yield donor.sort_key
    if surname and donor.address.postal_code.strip():
        yield f"{surname} {donor.address.postal_code.strip()}"
    if len(digits(donor.phone)) >= _PHONE_TAIL:
        yield donor.phone
    if "@" in donor.email:
        yield donor.email


def _reasons(donor: Donor, line: DonorLine) -> Iterable[Likeness]:
    name, surname = fold(line.name), fold(donor.last_name or donor.organisation_name)
    if donor.sort_key and sorted(name.split()) == sorted(donor.sort_key.split()):
        yield Likeness.NAME
    elif surname and name.startswith(surname):
        yield Likeness.SURNAME
    address = donor.address
    if address.postal_code.strip() and address.postal_code.strip() == line.postal_code:
        yield Likeness.PLACE
    tail = digits(donor.phone)[-_PHONE_TAIL:]
    if len(tail) == _PHONE_TAIL and tail == digits(line.phone)[-_PHONE_TAIL:]:
        yield Likeness.PHONE
    if donor.email.strip() and donor.email.strip().lower() == line.email.lower():
        yield Likeness.EMAIL
