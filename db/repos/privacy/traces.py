# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What besides the rows still says who a person is: the trail, imports, half-typed lines.

The chain of the trail covers salted digests of the values: taking values and salt away leaves a
chain that still verifies, and a digest nobody can try names against (see ``app.domain.audit``).
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from app.domain.donors import Donor
from app.domain.privacy import Part
from app.kernel.text import fold
from db.repos.privacy.catalogue import CATALOGUE, Texts, When
from db.repos.records import SqlAuditTrail
from db.tables.desk import gift, gift_batch
from db.tables.donors import donor_address, donor_contact, donor_external_number
from db.tables.imports import import_image, import_run
from db.tables.receipts import tax_receipt
from db.tables.records import audit_entry
from db.work import Work

_OWN_ROOMS = frozenset({"donors", "gifts", "receipts", "batches", "deposits"})
"""Rooms whose entries are found by what they are about, or never name a donor."""
_MERGING = ("MergeDonors", "UnmergeDonors")
_TOLD_OF_FILE = frozenset({"file", "sheet", "columns", "other_sheets", "conventions", "merged"})
"""What an import tells of the file as a whole, and not of a row."""


class Traces:
    """The traces of one person besides the rows, counted or taken away.

    Args:
        records: The record, and those merged into it.
        merges: The merges the person had a part in.
        write: Whether anything is written.
    """

    def __init__(
        self,
        work: Work,
        donor: Donor,
        records: frozenset[int],
        merges: Sequence[sa.RowMapping],
        *,
        write: bool,
    ) -> None:
        """Learn by which texts the person is recognised."""
        self._work, self._run = work, work.connection.execute
        self._donor, self._records, self._merges = donor, records, merges
        self._write = write
        self._texts = frozenset(self._recognised())

    def count(self, *, ended: bool) -> Counter[Part]:
        """Return how many rows had a trace; those are taken away where something is written.

        Args:
            ended: Whether the last legal term has passed.
        """
        found: Counter[Part] = Counter()
        entries = self._entries(ended=ended)
        found[Part.TRAIL] = len(entries)
        if self._write:
            SqlAuditTrail(self._work).erase(entries)
        images = (import_image.c.room == "donors") & import_image.c.subject_id.in_(self._records)
        found[Part.IMPORTS] = self._count(import_image, images)
        if self._write:
            self._run(import_image.delete().where(images))
        found[Part.IMPORTS] += self._outcomes()
        found[Part.GIFTS] = self._half_typed()
        return found

    def _count(self, table: sa.Table, mine: sa.ColumnElement[bool]) -> int:
        counted = sa.select(sa.func.count()).select_from(table).where(mine)
        return int(self._run(counted).scalar_one())

    def _recognised(self) -> Iterator[str]:
        """Yield the folded texts by which the person is told from others."""
        if self._donor.erased_on is not None:
            return
        its = self._donor
        own = [its.last_name, its.first_name, its.organisation_name, its.email, its.phone]
        own += [its.address.street, its.former_number, its.siren]
        for column in (
            donor_contact.c.value,
            donor_address.c.street,
            donor_external_number.c.number,
        ):
            wanted = sa.select(column).where(column.table.c.donor_id == its.id)
            own += self._run(wanted).scalars()
        for row in self._merges:
            if row["gone_id"] in self._records:
                gone = json.loads(row["gone"])
                own += [gone[n] for n in ("last_name", "first_name", "organisation_name", "email")]
                own += [gone[n] for n in ("phone", "street", "former_number", "siren")]
        for text in own:
            folded = fold(text)
            if len(folded) > 1:
                yield f" {folded} "

    def _named(self, text: str) -> bool:
        """Tell whether a text names the person, as whole words."""
        folded = f" {fold(text)} "
        return any(one in folded for one in self._texts)

    def _entries(self, *, ended: bool) -> list[int]:
        """Return the ids of the entries whose values say something of the person."""
        kept = audit_entry.c["values"].is_not(None)
        mine = (audit_entry.c.room == "donors") & audit_entry.c.subject_id.in_(self._records)
        # The nameless acts written by an earlier erasure stay told.
        own = mine & (audit_entry.c.action != "erased")
        found = set(self._run(sa.select(audit_entry.c.id).where(kept, own)).scalars())
        found |= set(self._of_gifts(ended=ended)) | self._elsewhere() | self._of_others()
        if ended:
            receipts = sa.select(tax_receipt.c.id).where(tax_receipt.c.donor_id == self._donor.id)
            told = (audit_entry.c.room == "receipts") & audit_entry.c.subject_id.in_(receipts)
            reasons = audit_entry.c["values"].like('%"reason"%')
            found |= set(
                self._run(sa.select(audit_entry.c.id).where(kept, told, reasons)).scalars()
            )
        return sorted(found)

    def _of_gifts(self, *, ended: bool) -> Iterator[int]:
        """Yield the entries on gifts that hold a text that goes; those on amounts stay."""
        names = {
            name
            for rule in CATALOGUE
            if isinstance(rule, Texts) and rule.table.startswith("gift")
            for name in rule.values
            if ended or rule.when is When.REQUEST
        }
        if ended:
            names |= {"voucher", "expenses"}
        given = sa.select(gift.c.id).where(gift.c.donor_id == self._donor.id)
        # Lines that were the donor's once, taken out or given to somebody else since.
        once = sa.select(audit_entry.c.subject_id).where(
            audit_entry.c.room == "gifts", self._naming()
        )
        about = audit_entry.c.subject_id
        wanted = sa.select(audit_entry.c.id, audit_entry.c["values"]).where(
            audit_entry.c.room == "gifts",
            about.in_(given) | about.in_(once),
            audit_entry.c["values"].is_not(None),
        )
        for row_id, values in self._run(wanted):
            told = json.loads(values)
            if any(any(_sides(told[name])) for name in names & told.keys()):
                yield row_id

    def _naming(self) -> sa.ColumnElement[bool]:
        """Return the condition that the values of an entry name the donor, before or after."""
        said = (
            audit_entry.c["values"].like(f'%"donor_id":[{before}%')
            for record in self._records
            for before in (f"null,{record}]", f"{record},")
        )
        return sa.or_(*said)

    def _elsewhere(self) -> set[int]:
        """Return the entries of rows that are the person's, whichever their room."""
        # Named one by one, so that the index is used: those of gifts and batches are the most.
        rooms = set(self._run(sa.select(audit_entry.c.room).distinct()).scalars()) - _OWN_ROOMS
        wanted = sa.select(audit_entry.c.room, audit_entry.c.subject_id).where(
            audit_entry.c.room.in_(rooms), self._naming()
        )
        found: set[int] = set()
        for room, subject in set(self._run(wanted.distinct())):
            about = (audit_entry.c.room == room) & (audit_entry.c.subject_id == subject)
            kept = sa.select(audit_entry.c.id).where(about, audit_entry.c["values"].is_not(None))
            found |= set(self._run(kept).scalars())
        return found

    def _of_others(self) -> set[int]:
        """Return the entries that a merge, or its undoing, wrote on the sheet of somebody else."""
        ends = {row[name] for row in self._merges for name in ("kept_id", "gone_id")}
        others = ends - self._records
        instants = {row[name] for row in self._merges for name in ("at", "undone_at")} - {None}
        if not others:
            return set()
        wanted = sa.select(audit_entry.c.id).where(
            audit_entry.c.room == "donors",
            audit_entry.c.subject_id.in_(others),
            audit_entry.c.command.in_(_MERGING),
            audit_entry.c.at.in_(instants),
            audit_entry.c["values"].is_not(None),
        )
        return set(self._run(wanted).scalars())

    def _outcomes(self) -> int:
        """Empty what imports told of rows that name the person; return how many imports did."""
        count = 0
        for row_id, outcome in self._run(
            sa.select(import_run.c.id, import_run.c.outcome).where(import_run.c.outcome != "")
        ).all():
            told = json.loads(outcome)
            clean = {
                name: value if name in _TOLD_OF_FILE else self._emptied(value)
                for name, value in told.items()
            }
            if clean != told:
                count += 1
                if self._write:
                    kept = json.dumps(clean, ensure_ascii=False)
                    mine = import_run.c.id == row_id
                    self._run(import_run.update().where(mine).values(outcome=kept))
        return count

    def _emptied(self, value: Any) -> Any:  # noqa: ANN401 - of JSON
        if isinstance(value, dict):
            return {name: self._emptied(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._emptied(one) for one in value]
        return "" if isinstance(value, str) and self._named(value) else value

    def _half_typed(self) -> int:
        """Empty the half-typed lines that name the person; return how many did."""
        wanted = sa.select(gift_batch.c.id, gift_batch.c.partial).where(gift_batch.c.partial != "")
        named = [row.id for row in self._run(wanted).all() if self._named(row.partial)]
        if named and self._write:
            mine = gift_batch.c.id.in_(named)
            self._run(gift_batch.update().where(mine).values(partial=""))
        return len(named)


def _sides(told: Any) -> Sequence[Any]:  # noqa: ANN401 - of JSON
    """Return a field before and after, however the entry tells it."""
    return told if isinstance(told, list) else [told]
