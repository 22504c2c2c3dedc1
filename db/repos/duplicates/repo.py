# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pairs told apart, merges, and what a merge and its undoing write."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.domain.donors import Donor
from app.domain.duplicates.cards import Card, make_card
from app.domain.receipts import number_of
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.ports.duplicates import Merge, SameYear, Unmerged
from db.repos.donors import SqlDonorRepo
from db.repos.duplicates.references import DERIVED, References, told
from db.repos.duplicates.undoing import Undoing, name_of
from db.search import DonorIndex
from db.tables.donors import donor
from db.tables.duplicates import donor_apart, donor_merge, donor_redirect
from db.tables.receipts import receipt_event, tax_receipt
from db.totals import refresh_totals
from db.work import Work

_ROOM = "donors"
_COMPARED = sa.select(
    donor.c.id, donor.c.kind, donor.c.civility, donor.c.last_name, donor.c.first_name,
    donor.c.organisation_name, donor.c.street, donor.c.postal_code, donor.c.city, donor.c.phone,
    donor.c.email,
).order_by(donor.c.id)  # fmt: skip


class SqlDuplicateRepo:
    """Donors that are one."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work

    def cards(self) -> Iterator[Card]:
        """Yield what is compared of every donor, in the order they came on file."""
        rows = self._work.connection.execute(_COMPARED, execution_options={"yield_per": 5000})
        for row_id, kind, civility, last, first, organisation, street, code, city, *contact in rows:
            yield make_card(
                ref=row_id,
                kind=kind,
                civility=civility,
                last=last or organisation,
                first=first,
                street=street,
                postal_code=code,
                city=city,
                phone=contact[0],
                email=contact[1],
            )

    def apart(self) -> frozenset[tuple[int, int]]:
        """Return the pairs somebody said are two donors, the smaller id first."""
        told_apart = sa.select(donor_apart.c.one_id, donor_apart.c.other_id)
        rows = self._work.connection.execute(told_apart)
        return frozenset((min(one, other), max(one, other)) for one, other in rows)

    def keep_apart(self, one: Donor, other: Donor) -> None:
        """Remember that two donors are two, whatever they look like."""
        row = {"one_id": one.id, "other_id": other.id, "at": self._work.at, "by": self._work.actor}
        self._work.connection.execute(donor_apart.insert().values(**row))
        for mine, its in ((one, other), (other, one)):
            self._work.record(_ROOM, mine.id, "kept_apart", {"other": [None, its.number_text]})

    def let_meet(self, one: Donor, other: Donor) -> None:
        """Forget that two donors were said to be two."""
        ends = (one.id, other.id)
        mine = donor_apart.c.one_id.in_(ends) & donor_apart.c.other_id.in_(ends)
        self._work.connection.execute(donor_apart.delete().where(mine))
        for mine_, its in ((one, other), (other, one)):
            self._work.record(_ROOM, mine_.id, "let_meet", {"other": [its.number_text, None]})

    def same_years(self, kept_id: int, gone_id: int) -> list[SameYear]:
        """Return the years for which both have a tax receipt that stands."""
        cancelled = sa.exists().where(
            receipt_event.c.receipt_id == tax_receipt.c.id, receipt_event.c.kind == "cancelled"
        )
        wanted = sa.select(tax_receipt.c.year, tax_receipt.c.sequence, tax_receipt.c.donor_id)
        standing = wanted.where(tax_receipt.c.donor_id.in_((kept_id, gone_id)), ~cancelled)
        by_year: dict[int, dict[int, list[str]]] = {}
        for year, sequence, owner in self._work.connection.execute(
            standing.order_by(tax_receipt.c.year, tax_receipt.c.sequence)
        ):
            owners = by_year.setdefault(year, {kept_id: [], gone_id: []})
            owners[owner].append(number_of(year, sequence))
        return [
            SameYear(year, tuple(owners[kept_id]), tuple(owners[gone_id]))
            for year, owners in by_year.items()
            if owners[kept_id] and owners[gone_id]
        ]

    def merge(self, kept: Donor, gone: Donor, after: Donor) -> Merge:
        """Make ``after`` of two records: everything of ``gone`` is ``kept``'s from now on."""
        before, put_away = self._image(kept.id), self._image(gone.id)
        donors = SqlDonorRepo(self._work)
        donors.save(after)
        moved = References(self._work).move(gone.id, kept.id)
        DonorIndex(self._work).replace(donors.get(kept.id))
        self._forget(gone.id)
        connection = self._work.connection
        redirect = {"number": gone.number, "donor_id": kept.id}
        connection.execute(donor_redirect.insert().values(**redirect))
        values = {
            "at": self._work.at,
            "by": self._work.actor,
            "kept_id": kept.id,
            "gone_id": gone.id,
            "gone_number": gone.number,
            "import_run_id": put_away["import_run_id"],
            "before": _json(before),
            "after": _json(self._image(kept.id)),
            "gone": _json(put_away),
            "moved": _json(moved),
            "undone_at": None,
        }
        key = connection.execute(donor_merge.insert().values(**values)).inserted_primary_key
        refresh_totals(self._work, [kept.id])
        count = {name: len(keys) for name, keys in moved.items() if keys}
        told_ = {"number": [gone.number_text, kept.number_text], "moved": [None, count]}
        self._work.record(_ROOM, gone.id, "merged", told_)
        self._work.record(_ROOM, kept.id, "absorbed", told_)
        return self._one(int(key[0]) if key else 0)

    def _image(self, donor_id: int) -> dict[str, Any]:
        wanted = sa.select(donor).where(donor.c.id == donor_id)
        row = self._work.connection.execute(wanted).mappings().one()
        return {name: told(value) for name, value in row.items()}

    def _forget(self, donor_id: int) -> None:
        """Take a record nobody refers to any more off the file; the database refuses otherwise."""
        DonorIndex(self._work).remove([donor_id])
        for table in DERIVED:
            mine = table.delete().where(table.c.donor_id == donor_id)
            self._work.connection.execute(mine)
        self._work.connection.execute(donor.delete().where(donor.c.id == donor_id))

    def undo(self, merge_id: int) -> Unmerged:
        """Make two records of one again.

        Raises:
            Refused: When there is no such merge, or it was undone.
        """
        row = self._row(merge_id)
        if row["undone_at"] is not None:
            message = _("This merge was undone already: refresh the list.")
            raise Refused("duplicates.undone", message)
        return Undoing(self._work, row).run(self.heir(row["kept_id"]))

    def merges(self) -> list[Merge]:
        """Return every merge, the latest first, those undone too."""
        wanted = sa.select(donor_merge).order_by(donor_merge.c.id.desc())
        return [_merge(row) for row in self._work.connection.execute(wanted).mappings()]

    def absorbed(self, donor_id: int) -> list[int]:
        """Return the ids of the records put away in this one, and in those."""
        inside = {row["gone_id"]: row["kept_id"] for row in self._standing()}
        return sorted(gone for gone in inside if self._follow(inside, gone) == donor_id)

    def heir(self, donor_id: int) -> int:
        """Return who holds what was this donor's; the same when the record is on file."""
        inside = {row["gone_id"]: row["kept_id"] for row in self._standing()}
        return self._follow(inside, donor_id)

    @staticmethod
    def _follow(inside: dict[int, int], donor_id: int) -> int:
        while donor_id in inside:
            donor_id = inside[donor_id]
        return donor_id

    def _standing(self) -> list[sa.RowMapping]:
        wanted = sa.select(donor_merge.c.gone_id, donor_merge.c.kept_id)
        standing = wanted.where(donor_merge.c.undone_at.is_(None))
        return list(self._work.connection.execute(standing).mappings())

    def _one(self, merge_id: int) -> Merge:
        return _merge(self._row(merge_id))

    def _row(self, merge_id: int) -> sa.RowMapping:
        wanted = sa.select(donor_merge).where(donor_merge.c.id == merge_id)
        row = self._work.connection.execute(wanted).mappings().first()
        if row is None:
            message = _("There is no merge {merge}: see the list of merges.")
            raise Refused("duplicates.unknown", message.format(merge=merge_id))
        return row


def _merge(row: sa.RowMapping) -> Merge:
    kept, gone = json.loads(row["after"]), json.loads(row["gone"])
    return Merge(
        id=row["id"],
        at=row["at"],
        by=row["by"],
        kept_id=row["kept_id"],
        kept_number=kept["number"],
        kept_name=name_of(kept),
        gone_id=row["gone_id"],
        gone_number=row["gone_number"],
        gone_name=name_of(gone),
        undone_at=row["undone_at"],
        undone_by=row["undone_by"],
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
