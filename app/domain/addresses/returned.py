# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters that came back: why, from which address, and how that address is known again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.addresses.postal import Address
from app.kernel.i18n import _
from app.kernel.text import fold


class ReturnReason(StrEnum):
    """What the post, or whoever lives there now, wrote on the envelope.

    ``UNSAID`` is for mail held before reasons were asked for.
    """

    GONE = "gone"
    UNKNOWN = "unknown"
    DECEASED = "deceased"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"
    UNSAID = "unsaid"


DESK_REASONS = tuple(reason for reason in ReturnReason if reason is not ReturnReason.UNSAID)
"""The reasons a person chooses from, in the order of the keys 1 to 5."""


def reason_words(reason: ReturnReason) -> str:
    """Say a reason in a word or two."""
    return {
        ReturnReason.GONE: _("gone away"),
        ReturnReason.UNKNOWN: _("unknown at this address"),
        ReturnReason.DECEASED: _("deceased"),
        ReturnReason.INCOMPLETE: _("incomplete address"),
        ReturnReason.REFUSED: _("refused"),
        ReturnReason.UNSAID: _("reason not noted"),
    }[reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLetter:
    """A letter that came back, and the address it closed.

    Attributes:
        address: Where the letter had gone, as it was on file that day.
        returned_on: The day it came back.
        held_since: Since when mail to the donor was held before this letter, or None; what taking
            the letter back restores.
        lifted_on: The day somebody found the address good after all, or None while it is closed.
    """

    id: int = 0
    version: int = 0
    donor_id: int = 0
    address: Address = field(default_factory=Address)
    returned_on: date
    reason: ReturnReason
    held_since: date | None = None
    lifted_on: date | None = None


def same_place(one: Address, other: Address) -> bool:
    """Tell whether two addresses are one to a postman, however they are written.

    The town is not compared where both have a postal code: one code, two spellings of the town.
    """
    if one.country != other.country or _door(one) != _door(other):
        return False
    codes = (fold(one.postal_code), fold(other.postal_code))
    return codes[0] == codes[1] and (all(codes) or fold(one.city) == fold(other.city))


def _door(address: Address) -> tuple[str, str, str, str]:
    return (
        fold(address.complement),
        fold(address.building),
        fold(address.street),
        fold(address.locality),
    )


def closing(letters: Iterable[ReturnedLetter], address: Address) -> ReturnedLetter | None:
    """Return the newest letter that closed this address and was not lifted, or None."""
    closed = [
        letter
        for letter in letters
        if letter.lifted_on is None and same_place(letter.address, address)
    ]
    return max(closed, key=lambda letter: (letter.returned_on, letter.id), default=None)
