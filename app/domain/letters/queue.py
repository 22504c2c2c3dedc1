# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom to thank: every posted gift not thanked for yet, one letter a donor."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.addresses import Address
from app.domain.consents import Channel, Consent, Purpose, accepts, opposes
from app.domain.donors import Donor, DonorKind, ReceiptChannel
from app.domain.gifts import Means
from app.domain.letters.conditions import Facts
from app.domain.letters.values import LetterKind, SheetOrder, Way
from app.kernel.home import current_home
from app.kernel.i18n import _


@dataclass(frozen=True, slots=True)
class DueGift:
    """A posted gift nobody thanked for yet.

    Attributes:
        donor_id: Who is thanked: the donor, or who has the moral credit when that is named.
        payment_id: The first part of the payment it was split from, or itself.
    """

    id: int
    donor_id: int
    cents: int
    received_on: date
    fund_id: int
    appeal_id: int | None
    means: Means
    batch_id: int
    position: int
    payment_id: int


class LeftOut(StrEnum):
    """Why a donor is not written to."""

    OPPOSED = "opposed"
    ADDRESS = "address"
    RETURNED = "returned"
    DECEASED = "deceased"
    ARCHIVED = "archived"


def left_out_words() -> dict[LeftOut, str]:
    """Say why a donor is not written to."""
    return {
        LeftOut.OPPOSED: _("opposes every solicitation"),
        LeftOut.ADDRESS: _("no complete address"),
        LeftOut.RETURNED: _("mail came back"),
        LeftOut.DECEASED: _("deceased"),
        LeftOut.ARCHIVED: _("archived"),
    }


@dataclass(frozen=True, slots=True)
class Recipient:
    """A donor one may write to, and by which way.

    Attributes:
        address: Where mail goes today.
        way: By which way; None when no letter goes.
        why_not: Why no letter goes.
        newsletter: Whether the donor accepted the newsletter by post.
    """

    donor: Donor
    address: Address
    way: Way | None = None
    why_not: LeftOut | None = None
    newsletter: bool = False


_SOLICITS = {
    LetterKind.THANKS: Purpose.ALL,
    LetterKind.RENEWAL: Purpose.APPEALS,
    LetterKind.FREE: Purpose.APPEALS,
}
"""What oppositions are looked at: a thank-you asks for nothing, so that only who wants nothing at
all gets none. Receipts, unpaid cheques and addresses are the association's duty: nothing stops
them (see ``app.domain.consents``)."""


def recipient_of(
    kind: LetterKind, donor: Donor, address: Address, said: Sequence[Consent]
) -> Recipient:
    """Return by which way a letter reaches a donor: as wished, else the other way, else none."""
    if donor.deceased_on is not None:
        return Recipient(donor, address, why_not=LeftOut.DECEASED)
    if donor.archived_on is not None:
        return Recipient(donor, address, why_not=LeftOut.ARCHIVED)
    no_paper = _no_paper(kind, donor, address, said)
    email = bool(donor.email) and not _opposed(kind, said, Channel.EMAIL)
    wishes_email = donor.receipt_channel is ReceiptChannel.EMAIL
    if email and (wishes_email or no_paper is not None):
        return Recipient(donor, address, Way.EMAIL)
    if no_paper is None:
        newsletter = accepts(said, Purpose.NEWSLETTER, Channel.POST)
        return Recipient(donor, address, Way.PAPER, newsletter=newsletter)
    return Recipient(donor, address, why_not=no_paper)


def _no_paper(
    kind: LetterKind, donor: Donor, address: Address, said: Sequence[Consent]
) -> LeftOut | None:
    if _opposed(kind, said, Channel.POST):
        return LeftOut.OPPOSED
    if not address.is_complete:
        return LeftOut.ADDRESS
    came_back = donor.returned_on is not None and address == donor.address
    return LeftOut.RETURNED if came_back else None


def _opposed(kind: LetterKind, said: Sequence[Consent], channel: Channel) -> bool:
    purpose = _SOLICITS.get(kind)
    return purpose is not None and opposes(said, purpose, channel)


@dataclass(frozen=True, slots=True)
class DueThanks:
    """One letter that is due: all the gifts of one donor not thanked for yet.

    Attributes:
        gifts: In the order they were keyed.
        first: Whether the donor gave nothing before them.
    """

    donor_id: int
    gifts: tuple[DueGift, ...]
    first: bool = False

    @property
    def cents(self) -> int:
        """What they come to."""
        return sum(gift.cents for gift in self.gifts)

    @property
    def payments(self) -> int:
        """How many they are; the parts of a split one are one."""
        return len({gift.payment_id for gift in self.gifts})

    @property
    def since(self) -> date:
        """The day the oldest was received."""
        return min(gift.received_on for gift in self.gifts)

    def days(self, today: date) -> int:
        """Return for how many days the oldest has been waiting."""
        return max(0, (today - self.since).days)

    def facts(self, kind: DonorKind, *, newsletter: bool = False) -> Facts:
        """Return what rules and paragraphs depend on."""
        return Facts(
            cents=self.cents,
            first=self.first,
            funds=frozenset(gift.fund_id for gift in self.gifts),
            appeals=frozenset(gift.appeal_id for gift in self.gifts if gift.appeal_id),
            means=frozenset(gift.means for gift in self.gifts),
            kind=kind,
            newsletter=newsletter,
        )


def by_donor(gifts: Iterable[DueGift], gave_before: frozenset[int]) -> list[DueThanks]:
    """Return one letter a donor, whatever the number of gifts; who waits longest first."""
    waiting: dict[int, list[DueGift]] = defaultdict(list)
    for gift in gifts:
        waiting[gift.donor_id].append(gift)
    due = [
        DueThanks(
            donor_id,
            tuple(sorted(mine, key=lambda one: (one.batch_id, one.position))),
            first=donor_id not in gave_before,
        )
        for donor_id, mine in waiting.items()
    ]
    return sorted(due, key=lambda one: (one.since, one.donor_id))


def in_order(
    letters: Sequence[Recipient], order: SheetOrder, piles: Mapping[int, tuple[int, int]]
) -> list[Recipient]:
    """Put letters in the order of their envelopes.

    Args:
        letters: Whom they are to.
        order: Which order.
        piles: The batch and the line each donor's first gift was keyed at, by donor.
    """
    last = (2**62, 0)

    def place(one: Recipient) -> tuple[object, ...]:
        address, donor = one.address, one.donor
        if order is SheetOrder.PILE:
            return (*piles.get(donor.id, last), donor.id)
        if order is SheetOrder.NAME:
            return (donor.sort_key, donor.id)
        home = address.country == current_home()
        return (not home, address.country, address.postal_code, address.city, donor.sort_key,
                donor.id)  # fmt: skip

    return sorted(letters, key=place)
