# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what stands in the dossier to printed receipts, before anything is written."""

import hashlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from app.domain.donors import Donor, DonorKind
from app.domain.organisation import Organisation
from app.domain.paper import Page, stamped
from app.domain.receipts import (
    Claimant,
    NumberSeries,
    Scope,
    Snapshot,
    TaxReceipt,
    YearGift,
    assess,
    link_of,
    number_of,
)
from app.usecases.ports import UnitOfWork
from app.usecases.ports.receipts import Occasion, Withdrawn
from app.usecases.ports.tools import Tools
from app.usecases.receipts.forms import forms_in_force
from app.usecases.receipts.preview import PreviewReceipts, divided, money_by_donor

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A receipt about to be printed, and the receipt it stands for."""

    donor_id: int
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
    money: Mapping[int, Sequence[YearGift]]
    withdrawn: Sequence[Withdrawn]
    holders: frozenset[int]

    def snapshots(self, tools: Tools, today: date, order: Sequence[int] = ()) -> list[Numbered]:
        """Return the receipts due, numbered from the end of the series, in the order given."""
        made: list[Numbered] = []
        forms = forms_in_force(tools, self.organisation, today).by_kind
        for donor_id in order or tuple(self.money):
            donor = self.donors[donor_id]
            for gifts in self._due(donor_id, forms):
                sequence = self.series.last + 1 + len(made)
                replaced = self._replaced(donor_id, gifts, made)
                occasion = Occasion(
                    number=number_of(self.year, sequence),
                    year=self.year,
                    scope=self.scope,
                    lines=tuple(gift.line for gift in gifts),
                    supplementary=self._supplements(donor),
                    replaces=replaced.number if replaced else "",
                    issued_on=today,
                )
                snapshot = forms[donor.kind].snapshot(self.organisation, donor, occasion)
                made.append(Numbered(donor_id, snapshot, replaced.id if replaced else None))
        return made

    def _supplements(self, donor: Donor) -> bool:
        """Tell whether a person has an annual receipt; those of a company tell their period."""
        annual = self.scope is Scope.ANNUAL and donor.kind is DonorKind.PERSON
        return annual and donor.id in self.holders

    def _due(self, donor_id: int, kinds: Container[DonorKind]) -> tuple[tuple[YearGift, ...], ...]:
        if donor_id not in self.money:
            return ()
        claimant = self.claimants.get(donor_id)
        found = assess(
            self.money[donor_id],
            claimant,
            self.scope,
            self.organisation.receipt_threshold_cents,
            chosen=self.chosen,
            kinds=kinds,
        )
        year_end = claimant.fiscal_year_end if claimant else ""
        return divided(found.ready, self.scope, year_end) if found.ready else ()

    def _replaced(
        self, donor_id: int, gifts: Sequence[YearGift], made: Sequence[Numbered]
    ) -> Withdrawn | None:
        ids = {gift.id for gift in gifts}
        taken = {numbered.replaces_id for numbered in made}
        return next(
            (
                one
                for one in self.withdrawn
                if one.donor_id == donor_id and one.id not in taken and ids & one.gift_ids
            ),
            None,
        )


def gather(query: PreviewReceipts, uow: UnitOfWork, *, chosen: bool = True) -> Gathered:
    """Read all that receipts for ``query.donor_ids`` depend on.

    Args:
        query: The year, the scope and the donors.
        uow: Where to read.
        chosen: The donors were named one by one.
    """
    ids = query.donor_ids
    series = uow.receipts.series(query.year)
    return Gathered(
        year=query.year,
        scope=query.scope,
        chosen=chosen,
        organisation=uow.organisation.get(),
        series=series,
        donors=uow.receipts.donors(ids),
        claimants=uow.receipts.claimants(query.year, ids),
        money={
            donor_id: gifts
            for donor_id, gifts in money_by_donor(uow, query.year, ids)
            if donor_id is not None
        },
        withdrawn=uow.receipts.withdrawn(query.year, ids),
        holders=uow.receipts.holders(query.year, ids),
    )


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
            own = self._tools.schemes.of(snapshot.scheme).pages(snapshot)
            pages.extend(stamped(page, "SPÉCIMEN") for page in own)
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
                donor_id=one.donor_id,
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


def _fingerprint(base: bytes, tail: bytes) -> str:
    whole = hashlib.sha256(base)
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
