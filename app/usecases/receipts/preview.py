# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an issue would do, before anything is written."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from app.domain.gifts import GiftNature
from app.domain.households import Party, TaxUnits, alone
from app.domain.receipts import Bucket, Claimant, Scope, YearGift, assess, fiscal_year_of
from app.kernel.command import Query, handles
from app.kernel.i18n import _
from app.kernel.problem import Problem
from app.usecases.context import Context
from app.usecases.ports import UnitOfWork
from app.usecases.ports.tools import Tools
from app.usecases.receipts.forms import forms_in_force, scheme_in_force


@dataclass(frozen=True, slots=True)
class BucketLine:
    """A donor in a bucket; gifts *à identifier* have no donor, and their clue for a name.

    Attributes:
        gifts: How many gifts stand behind ``cents``.
    """

    donor_id: int | None
    number: str
    name: str
    gifts: int
    cents: int


@dataclass(frozen=True, slots=True)
class BucketTotal:
    """A bucket.

    Attributes:
        count: Its donors (gifts, for those *à identifier*); each donor is in one bucket.
        cents: All the money that stands here for this reason, each cent in one bucket: a donor to
            be receipted may also have gifts that give no right.
    """

    bucket: Bucket
    count: int
    cents: int
    donors: Sequence[BucketLine]


@dataclass(frozen=True, slots=True)
class Due:
    """Receipts one donor would be issued: the gifts each would cover."""

    donor_id: int
    number: str
    name: str
    receipts: tuple[tuple[YearGift, ...], ...]

    @property
    def cents(self) -> int:
        """The total of the receipts."""
        return sum(gift.cents for gifts in self.receipts for gift in gifts)


@dataclass(frozen=True, slots=True)
class ReceiptPreview:
    """What an issue would do.

    Attributes:
        due: Who would be receipted, in the order of the numbers.
        count, cents: Of the receipts that would be issued.
        buckets: Where the rest stands, with its reasons.
        ledger_cents: The year's posted gifts: ``cents`` and the buckets add up to it.
        obstacles: What of the association's identity keeps it from issuing at all.
    """

    year: int
    scope: Scope
    due: Sequence[Due]
    count: int
    cents: int
    buckets: Sequence[BucketTotal]
    ledger_cents: int
    obstacles: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class PreviewReceipts(Query[ReceiptPreview]):
    """Tell where every donor with money in a year stands; nothing is written.

    Attributes:
        donor_ids: Only these donors, named one by one; empty for all.
    """

    year: int
    scope: Scope = Scope.ANNUAL
    donor_ids: tuple[int, ...] = ()


@handles(PreviewReceipts)
def preview_receipts(query: PreviewReceipts, ctx: Context) -> ReceiptPreview:
    """Sort the year's donors into buckets."""
    return survey(query, ctx.uow, ctx.tools, ctx.clock.today())


@dataclass(frozen=True, slots=True)
class ReceiptCategories(Query[Sequence[tuple[str, str]]]):
    """Tell what an association may be, by the form in force: code and the form's own words."""


@handles(ReceiptCategories)
def receipt_categories(_query: ReceiptCategories, ctx: Context) -> Sequence[tuple[str, str]]:
    """Return the boxes of the form, in its order."""
    today = ctx.clock.today()
    organisation = ctx.uow.organisation.get()
    return tuple(scheme_in_force(ctx.tools, organisation, today).categories(today).items())


def survey(query: PreviewReceipts, uow: UnitOfWork, tools: Tools, today: date) -> ReceiptPreview:
    """Sort the year's donors into buckets, from one reading of the dossier."""
    organisation = uow.organisation.get()
    forms = forms_in_force(tools, organisation, today)
    units = units_of(uow, query.year)
    claimants = _claimants(query, units, uow)
    chosen = frozenset(query.donor_ids)
    led: dict[int, Due] = {}
    members: defaultdict[Bucket, list[BucketLine]] = defaultdict(list)
    cents: defaultdict[Bucket, int] = defaultdict(int)
    for party, gifts in money_by_party(uow, query.year, units, chosen):
        claimant = None if party is None else claimant_of(party, claimants)
        found = assess(
            gifts,
            claimant,
            query.scope,
            organisation.receipt_threshold_cents,
            chosen=bool(chosen),
            terms=forms.terms,
        )
        for bucket, sum_cents in found.cents.items():
            cents[bucket] += sum_cents
        if found.ready and claimant is not None:
            apart = forms.terms[claimant.kind].apart
            receipts = divided(found.ready, query.scope, claimant.fiscal_year_end, apart)
            led[claimant.id] = _due(claimant, receipts, led.get(claimant.id))
        else:
            members[found.bucket].extend(_members(gifts, claimant))
    due = [(claimants[lead_id].sort_key, one) for lead_id, one in led.items()]
    due.sort(key=lambda keyed: (keyed[0], keyed[1].donor_id))
    ledger = sum(cents.values())
    if not query.donor_ids:
        first, last = date(query.year, 1, 1), date(query.year, 12, 31)
        ledger = uow.gifts.sum_between(first, last)[1]
    return ReceiptPreview(
        year=query.year,
        scope=query.scope,
        due=[one for _key, one in due],
        count=sum(len(one.receipts) for _key, one in due),
        cents=cents[Bucket.READY],
        buckets=[
            BucketTotal(bucket, len(members[bucket]), cents[bucket], members[bucket])
            for bucket in Bucket
            if bucket is not Bucket.READY and (members[bucket] or cents[bucket])
        ],
        ledger_cents=ledger,
        obstacles=forms.obstacles,
    )


def units_of(uow: UnitOfWork, year: int) -> TaxUnits:
    """Return who is taxed with whom at some time of a year."""
    return uow.households.tax_units(date(year, 1, 1), date(year, 12, 31))


def _claimants(query: PreviewReceipts, units: TaxUnits, uow: UnitOfWork) -> Mapping[int, Claimant]:
    """Return everybody a receipt may name; a partner need not have given anything."""
    if query.donor_ids:
        return uow.receipts.claimants(query.year, sorted(units.companions(query.donor_ids)))
    found = dict(uow.receipts.claimants(query.year, None))
    others = sorted(units.donor_ids - found.keys())
    return {**found, **uow.receipts.claimants(query.year, others)} if others else found


def claimant_of(party: Party, claimants: Mapping[int, Claimant]) -> Claimant:
    """Return what decides on the receipt of a party: its lead's record, and everybody's name."""
    lead, *others = (claimants[member_id] for member_id in party.member_ids)
    if not others:
        return lead
    named = [lead, *others]
    joined = _(" and ").join(one.name for one in named)
    return replace(
        lead,
        name=joined,
        named=all(one.named for one in named),
        printable=all(one.printable for one in named),
    )


def _due(claimant: Claimant, receipts: tuple[tuple[YearGift, ...], ...], before: Due | None) -> Due:
    """Return what a lead is due: alone, together with others, or both in one year."""
    if before is None:
        return Due(claimant.id, claimant.number_text, claimant.name, receipts)
    name = max(before.name, claimant.name, key=len)
    return replace(before, name=name, receipts=(*before.receipts, *receipts))


def money_by_party(
    uow: UnitOfWork, year: int, units: TaxUnits, chosen: Collection[int] = ()
) -> Iterator[tuple[Party | None, list[YearGift]]]:
    """Yield the gifts of a year that stand, by whom they are receipted to.

    None stands for nobody, twice: for the gifts *à identifier*, and for the anonymous ones.

    Args:
        uow: Where to read.
        year: Of the payments.
        units: Who is taxed with whom in that year.
        chosen: Only what is receipted to one of these donors; empty for all.
    """
    together: defaultdict[Party, list[YearGift]] = defaultdict(list)
    money = uow.receipts.money(year, sorted(units.companions(chosen)) if chosen else None)
    for (donor_id, _anonymous), gifts in groupby(money, key=attrgetter("donor_id", "anonymous")):
        if donor_id is None:
            yield None, list(gifts)
        elif donor_id not in units.donor_ids:
            yield alone(donor_id), list(gifts)
        else:
            for gift in gifts:
                together[units.party_of(donor_id, gift.day)].append(gift)
    for party in sorted(together):
        if not chosen or not chosen_apart(party, chosen):
            yield party, sorted(together[party], key=attrgetter("day", "id"))


def chosen_apart(party: Party, chosen: Collection[int]) -> bool:
    """Tell whether a party holds none of the donors chosen."""
    return not any(member_id in chosen for member_id in party.member_ids)


def divided(
    ready: tuple[YearGift, ...],
    scope: Scope,
    year_end: str = "",
    apart: Container[GiftNature] = (),
) -> tuple[tuple[YearGift, ...], ...]:
    """Return the gifts of each receipt: all of a fiscal year on one, or one payment on each.

    Args:
        ready: The gifts due, of one calendar year.
        scope: What one receipt covers.
        year_end: The last day of the donor's fiscal year, as ``30/06``: no receipt straddles two
            (form 16216, note 9); empty for persons.
        apart: Natures whose payments have a receipt each.
    """
    shares: defaultdict[tuple[int, int], list[YearGift]] = defaultdict(list)
    for gift in ready:
        if scope is Scope.ANNUAL and gift.nature not in apart:
            shares[fiscal_year_of(gift.day, year_end), 0].append(gift)
        else:
            shares[0, gift.payment].append(gift)
    return tuple(tuple(gifts) for gifts in shares.values())


def _members(gifts: Sequence[YearGift], claimant: Claimant | None) -> list[BucketLine]:
    if claimant is None:
        return [BucketLine(None, "", gift.clue, 1, gift.cents) for gift in gifts]
    total = sum(gift.cents for gift in gifts)
    return [BucketLine(claimant.id, claimant.number_text, claimant.name, len(gifts), total)]
