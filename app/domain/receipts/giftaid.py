# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The schedule of a Gift Aid claim: which gifts, in the columns and limits of HMRC."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.addresses import Address
from app.domain.donors import GiftAid, aid_limits
from app.kernel.money import format_number
from app.kernel.text import clean

_UNITED_KINGDOM = "GB"
_ABROAD = "X"
_NUMBER = re.compile(r"\d+\w*(?:[-/]\d+\w*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class AidGift:
    """A payment a declaration of its donor may cover.

    Attributes:
        gift_ids: Its parts: the shares of several funds are one to HMRC.
    """

    gift_ids: tuple[int, ...]
    donor_id: int
    day: date
    cents: int
    title: str
    first_name: str
    last_name: str
    address: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What would be claimed.

    Attributes:
        gifts: The rows, by day.
        uncovered: Payments whose donor declared something, but nothing that covers their day.
        incomplete: Covered payments without the name, house or postcode HMRC asks.
        left: Covered payments beyond the rows one schedule holds.
    """

    gifts: Sequence[AidGift]
    uncovered: int
    incomplete: int
    left: int

    @property
    def cents(self) -> int:
        """The total of the rows."""
        return sum(gift.cents for gift in self.gifts)


@dataclass(frozen=True, slots=True, kw_only=True)
class AidClaim:
    """A claim that was made.

    Attributes:
        count, cents: The rows of its schedule and their total.
        adjusted_cents: Gifts claimed before that did not stand any more: to be told in the claim.
    """

    id: int = 0
    version: int = 0
    made_on: date
    by: str = ""
    until_on: date
    count: int
    cents: int
    adjusted_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallGifts:
    """Cash of a tax year without declaration, each small enough for the small donations scheme.

    Attributes:
        last_on: The end of the tax year.
        cents: What was given; the scheme takes ``most_cents`` of it at most.
        claim_by: The last day to claim it.
    """

    last_on: date
    cents: int
    most_cents: int
    claim_by: date


def tax_years(today: date) -> list[tuple[date, date]]:
    """Return the tax years small gifts can still be claimed for, each with both its ends."""
    limits = aid_limits()
    month, day = (int(part) for part in limits["tax_year_begins"].split("-"))
    begun = today.year if (today.month, today.day) >= (month, day) else today.year - 1
    firsts = [date(begun - back, month, day) for back in range(limits["small_claim_years"] + 1)]
    return [(one, one.replace(year=one.year + 1) - timedelta(days=1)) for one in firsts]


def small_gifts(last_on: date, cents: int) -> SmallGifts:
    """Return what the scheme says of so much cash of the tax year that ends on a day."""
    limits = aid_limits()
    claim_by = last_on.replace(year=last_on.year + limits["small_claim_years"])
    most: int = limits["small_year_cents"]
    return SmallGifts(last_on=last_on, cents=cents, most_cents=most, claim_by=claim_by)


def schedule_of(gifts: Iterable[AidGift], said: Mapping[int, Sequence[GiftAid]]) -> Schedule:
    """Sort payments into a schedule.

    Args:
        gifts: Those not claimed yet, of donors who declared something.
        said: The declarations, by donor.
    """
    covered, uncovered, incomplete = [], 0, 0
    for gift in gifts:
        if not any(aid.covers(gift.day) for aid in said.get(gift.donor_id, ())):
            uncovered += 1
        elif not all(row_of(gift)[1:5]):
            incomplete += 1
        else:
            covered.append(gift)
    covered.sort(key=lambda gift: (gift.day, gift.gift_ids))
    most: int = aid_limits()["rows"]
    return Schedule(
        gifts=covered[:most],
        uncovered=uncovered,
        incomplete=incomplete,
        left=len(covered[most:]),
    )


def row_of(gift: AidGift) -> tuple[str, ...]:
    """Return the cells of a payment: title, names, house, postcode, …, day and amount."""
    limits = aid_limits()
    title = gift.title if len(gift.title) <= limits["title_letters"] else ""
    letters: int = limits["name_letters"]
    return (
        title,
        clean(gift.first_name)[:letters].strip(),
        clean(gift.last_name.replace("-", " "))[:letters].strip(),
        _house(gift.address),
        _postcode(gift.address),
        "",
        "",
        gift.day.strftime("%d/%m/%y"),
        format_number(gift.cents, "en").replace(",", ""),
    )


def _house(address: Address) -> str:
    """Return the number of the house, else its name."""
    number = _NUMBER.match(address.street.strip())
    if number:
        return number[0]
    return clean(address.building or address.street.partition(",")[0] or address.locality)[:40]


def _postcode(address: Address) -> str:
    if address.country != _UNITED_KINGDOM:
        return _ABROAD
    bare = clean(address.postal_code).replace(" ", "").upper()
    return f"{bare[:-3]} {bare[-3:]}" if len(bare) > 3 else ""  # noqa: PLR2004 - inward code
