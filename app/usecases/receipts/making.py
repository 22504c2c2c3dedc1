# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what stands in the dossier to printed receipts, before anything is written."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from app.domain.donors import Donor, DonorKind
from app.domain.households import Party, TaxUnits
from app.domain.organisation import Organisation
from app.domain.paper import Page, stamped
from app.domain.receipts import (
    Claimant,
    NumberSeries,
    Scope,
    Snapshot,
    TaxReceipt,
    Terms,
    YearGift,
    assess,
    link_of,
    number_of,
)
from app.usecases.ports import UnitOfWork
from app.usecases.ports.receipts import Occasion, Withdrawn
from app.usecases.ports.tools import Tools
from app.usecases.receipts.forms import forms_in_force
from app.usecases.receipts.preview import (
    PreviewReceipts,
    chosen_apart,
    claimant_of,
    divided,
    money_by_party,
    units_of,
)

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A receipt about to be printed, and the receipt it stands for."""

    party: Party
    snapshot: Snapshot
    replaces_id: int | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that receipts for some donors depend on, read at one moment.

    Two readings that are equal give the same receipts: the writing transaction reads again and
    compares, so that nothing can slip in between printing and writing.
    """

    year: int
    scope: Scope
    chosen: bool
    organisation: Organisation
    series: NumberSeries
    donors: Mapping[int, Donor]
    claimants: Mapping[int, Claimant]
    units: TaxUnits
    money: Mapping[Party, Sequence[YearGift]]
    withdrawn: Sequence[Withdrawn]
    holders: frozenset[tuple[int, int]]

    @property
    def gifts(self) -> list[YearGift]:
        """Everything that could be receipted, whoever to."""
        return [gift for gifts in self.money.values() for gift in gifts]

    def holding(self, gifts: Sequence[YearGift]) -> "Gathered":
        """Return it with these gifts and no others."""
        money: dict[Party, list[YearGift]] = {}
        for gift in gifts:
            if gift.donor_id is not None:
                party = self.units.party_of(gift.donor_id, gift.day)
                money.setdefault(party, []).append(gift)
        return replace(self, money=money)

    def snapshots(self, tools: Tools, today: date, order: Sequence[int] = ()) -> list[Numbered]:
        """Return the receipts due, numbered from the end of the series, in the order given."""
        made: list[Numbered] = []
        forms = forms_in_force(tools, self.organisation, today)
        for party in self._parties(order):
            donor, *partners = (self.donors[member_id] for member_id in party.member_ids)
            for gifts in self._due(party, forms.terms):
                sequence = self.series.last + 1 + len(made)
                replaced = self._replaced(party, gifts, made)
                occasion = Occasion(
                    number=number_of(self.year, sequence),
                    year=self.year,
                    scope=self.scope,
                    lines=tuple(gift.line for gift in gifts),
                    supplementary=self._supplements(party, donor),
                    replaces=replaced.number if replaced else "",
                    issued_on=today,
                    partners=tuple(partners),
                )
                snapshot = forms.by_kind[donor.kind].snapshot(self.organisation, donor, occasion)
                made.append(Numbered(party, snapshot, replaced.id if replaced else None))
        return made

    def _parties(self, order: Sequence[int]) -> list[Party]:
        """Return the parties by their leads, in the order asked."""
        led: dict[int, list[Party]] = {}
        for party in sorted(self.money):
            led.setdefault(party.lead_id, []).append(party)
        return [party for lead_id in order or led for party in led.get(lead_id, ())]

    def _supplements(self, party: Party, donor: Donor) -> bool:
        """Tell whether a person has an annual receipt; those of a company tell their period."""
        annual = self.scope is Scope.ANNUAL and donor.kind is DonorKind.PERSON
        held = {(member_id, party.household_id) for member_id in party.member_ids}
        return annual and not held.isdisjoint(self.holders)

    def _due(
        self, party: Party, terms: Mapping[DonorKind, Terms]
    ) -> tuple[tuple[YearGift, ...], ...]:
        claimant = claimant_of(party, self.claimants)
        found = assess(
            self.money[party],
            claimant,
            self.scope,
            self.organisation.receipt_threshold_cents,
            chosen=self.chosen,
            terms=terms,
        )
        if not found.ready:
            return ()
        apart = terms[claimant.kind].apart
        return divided(found.ready, self.scope, claimant.fiscal_year_end, apart)

    def _replaced(
        self, party: Party, gifts: Sequence[YearGift], made: Sequence[Numbered]
    ) -> Withdrawn | None:
        ids = {gift.id for gift in gifts}
        taken = {numbered.replaces_id for numbered in made}
        return next(
            (
                one
                for one in self.withdrawn
                if one.donor_id in party.member_ids and one.id not in taken and ids & one.gift_ids
            ),
            None,
        )


def gather(query: PreviewReceipts, uow: UnitOfWork, leads: Collection[int] = ()) -> Gathered:
    """Read all that some receipts depend on.

    Args:
        query: The year, the scope and the donors named one by one.
        uow: Where to read.
        leads: Only the receipts these donors lead; empty for those of ``query.donor_ids``.
    """
    units = units_of(uow, query.year)
    ids = sorted(units.companions(leads or query.donor_ids))
    chosen = query.donor_ids
    return Gathered(
        year=query.year,
        scope=query.scope,
        chosen=bool(chosen),
        organisation=uow.organisation.get(),
        series=uow.receipts.series(query.year),
        donors=uow.receipts.donors(ids),
        claimants=uow.receipts.claimants(query.year, ids),
        units=units,
        money={
            party: gifts
            for party, gifts in money_by_party(uow, query.year, units, ids)
            if party is not None
            and (not leads or party.lead_id in leads)
            and not (chosen and chosen_apart(party, chosen))
        },
        withdrawn=uow.receipts.withdrawn(query.year, ids),
        holders=uow.receipts.holders(query.year, ids),
    )


def gather_again(receipt: TaxReceipt, uow: UnitOfWork) -> Gathered:
    """Read what a receipt in place of this one depends on."""
    lines = uow.receipts.kept_lines(receipt.id)
    givers = {line.gift_donor_id for line in lines if line.gift_donor_id is not None}
    ids = tuple(sorted({receipt.donor_id} | givers))
    return gather(PreviewReceipts(receipt.year, receipt.scope, ids), uow)


@dataclass(frozen=True, slots=True)
class Printed:
    """A receipt ready to be written, with its document."""

    receipt: TaxReceipt
    snapshot: Snapshot
    base: bytes
    tail: bytes


class Press:
    """Prints receipts; the same snapshot always gives the same bytes.

    Args:
        tools: The printer and the forms.
        today: The day of issue.
    """

    def __init__(self, tools: Tools, today: date) -> None:
        """Stand ready."""
        self._tools = tools
        self._today = today
        self._pictures: dict[str, bytes] = {}

    def take_pictures(self, organisation: Organisation, uow: UnitOfWork) -> None:
        """Have the logo and the signature at hand."""
        wanted = {organisation.logo_sha256, organisation.signature_sha256} - {""}
        for sha256 in wanted - self._pictures.keys():
            self._pictures[sha256] = uow.documents.read(sha256)

    def _of(self, snapshot: Snapshot) -> Mapping[str, bytes]:
        wanted = (snapshot.issuer.logo_sha256, snapshot.issuer.signature_sha256)
        return {sha256: self._pictures[sha256] for sha256 in wanted if sha256}

    def document(self, snapshot: Snapshot) -> tuple[bytes, bytes]:
        """Return the shared beginning of a receipt's document, and its own end."""
        pages = self._tools.schemes.of(snapshot.scheme).pages(snapshot)
        title = snapshot.issuer.name
        series = self._tools.printer.series(pages, title=title, pictures=self._of(snapshot))
        return series.base, series.tail(pages)

    def specimen(self, snapshots: Sequence[Snapshot]) -> bytes:
        """Return one document of unnumbered receipts, each sheet marked."""
        pages: list[Page] = []
        for snapshot in snapshots:
            scheme = self._tools.schemes.of(snapshot.scheme)
            word = scheme.marks(snapshot.language).specimen
            pages.extend(stamped(page, word) for page in scheme.pages(snapshot))
        pictures = self._of(snapshots[0])
        title = snapshots[0].issuer.name
        return self._tools.printer.render(pages, title=title, pictures=pictures)

    def print(
        self, numbered: Sequence[Numbered], series: NumberSeries, run_id: int | None, by: str,
        at: datetime,
    ) -> list[Printed]:  # fmt: skip
        """Print receipts that continue a series, each bound to the one before."""
        printed: list[Printed] = []
        head = series.head
        for place, one in enumerate(numbered, series.last + 1):
            base, tail = self.document(one.snapshot)
            receipt = TaxReceipt(
                year=series.year,
                sequence=place,
                form=one.snapshot.form,
                scope=one.snapshot.scope,
                donor_id=one.party.lead_id,
                household_id=one.party.household_id or None,
                run_id=run_id,
                cents=one.snapshot.cents,
                issued_on=self._today,
                issued_at=at,
                issued_by=by,
                snapshot=one.snapshot.canonical(),
                document_sha256=_fingerprint(base, tail),
                previous_hash=head,
                hash="",
                replaces_id=one.replaces_id,
            )
            receipt = replace(receipt, hash=link_of(receipt))
            head = receipt.hash
            printed.append(Printed(receipt, one.snapshot, base, tail))
        return printed


@lru_cache(maxsize=8)
def _begun(base: bytes) -> "hashlib._Hash":
    """Return the fingerprint of what many documents begin with, to be gone on with."""
    return hashlib.sha256(base)


def _fingerprint(base: bytes, tail: bytes) -> str:
    whole = _begun(base).copy()
    whole.update(tail)
    return whole.hexdigest()


def write(printed: Sequence[Printed], uow: UnitOfWork) -> list[TaxReceipt]:
    """Write number, snapshot, document, lines and links together.

    Raises:
        Conflict: When the series moved since the receipts were printed.
    """
    for base, group in groupby(printed, key=attrgetter("base")):
        kept = uow.documents.put(base, PDF)
        uow.documents.put_tails(kept, [one.tail for one in group], PDF)
    return list(uow.receipts.append([(one.receipt, one.snapshot.lines) for one in printed]))
