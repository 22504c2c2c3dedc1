# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One person taken out of every table; gifts, deposits and receipts keep their cents.

Counting what would go and taking it away are one walk, so that what is told beforehand is what is
done (``write`` tells which).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.domain.donors import Donor, number_text
from app.domain.privacy import Erasure, Gone, Part, erased_name
from app.kernel.text import fold
from db.base import metadata
from db.repos.donors.records import SqlDonorRepo
from db.repos.duplicates.references import DERIVED, table_of
from db.repos.privacy.catalogue import CATALOGUE, Rows, Texts, When
from db.repos.privacy.households import leave_households
from db.repos.privacy.remains import Remains
from db.repos.privacy.traces import Traces
from db.repos.records import SqlDocumentRepo
from db.search import DonorIndex
from db.tables.desk import gift
from db.tables.donors import donor
from db.tables.duplicates import donor_merge, donor_redirect
from db.tables.households import household_member
from db.tables.privacy import erased_donor, privacy_request
from db.tables.receipts import tax_receipt
from db.work import Work

_ROOMS = ("donors", "gifts", "addresses", "calls", "quality", "documents", "imports", "privacy")
_PLAIN = {"country": "FR", "language": "fr", "receipt_wish": "none", "receipt_channel": "paper"}
"""What an emptied record says, where empty is no answer."""
_NAMES = {"person": "last_name", "organisation": "organisation_name"}


@dataclass(slots=True)
class Subject:
    """Whom it is about, and every row by which the person is known.

    Attributes:
        records: The record, and those merged into it, whose rows are away.
        merges: The merges the person had a part in, undone ones too.
    """

    donor: Donor
    records: frozenset[int]
    merges: Sequence[sa.RowMapping]
    gifts: sa.Select[Any] = field(init=False)
    receipts: sa.Select[Any] = field(init=False)
    households: sa.Select[Any] = field(init=False)

    def __post_init__(self) -> None:
        """Say which gifts, receipts and households are the person's."""
        member = household_member.c
        self.households = sa.select(member.household_id).where(member.donor_id == self.donor.id)
        self.gifts = sa.select(gift.c.id).where(gift.c.donor_id == self.donor.id)
        self.receipts = sa.select(tax_receipt.c.id).where(tax_receipt.c.donor_id == self.donor.id)

    def linked(self, column: sa.Column[Any]) -> sa.ColumnElement[bool]:
        """Return the condition that a row is the person's, by a column that names it."""
        if column is donor.c.id or column.references(donor.c.id):
            return column == self.donor.id
        owners = {
            "gift": self.gifts,
            "tax_receipt": self.receipts,
            "household": self.households,
        }
        owner = column if column.name == "id" else next(iter(column.foreign_keys)).column
        return column.in_(owners[table_of(owner).name])


class Eraser:
    """Takes one person out of the dossier, or counts what would go.

    Args:
        write: Whether anything is written.
    """

    def __init__(self, work: Work, donor_: Donor, today: date, *, write: bool) -> None:
        """Find out what is known of the person."""
        self._work, self._today, self._write = work, today, write
        self._run = work.connection.execute
        self._who = Subject(donor_, *self._merged(donor_.id))
        self._gone: Counter[Part] = Counter()
        self._documents: set[str] = set()

    def run(self) -> Erasure:
        """Take the person out, and return what was done; or what would be."""
        who, remains = self._who, Remains(self._work, self._who.donor.id, self._today)
        stays = remains.stays()
        traces = Traces(self._work, who.donor, who.records, who.merges, write=self._write)
        self._gone += traces.count(ended=not stays)
        for rule in CATALOGUE:
            if rule.when is When.REQUEST or not stays:
                self._apply(rule)
        if not stays:
            self._gone[Part.RECEIPTS] += remains.end_receipts(write=self._write)
            self._gone[Part.VOUCHERS] += remains.end_slips(write=self._write)
        self._gone[Part.HOUSEHOLD] += leave_households(
            self._work, who.donor.id, self._today, write=self._write
        )
        self._gone[Part.MERGES] += len(who.merges)
        self._gone[Part.RECORD] += self._says_something()
        whole = not self._referred()
        erasure = Erasure(
            donor_id=who.donor.id,
            number=who.donor.number,
            name="" if who.donor.erased_on else who.donor.display_name,
            gone=tuple(Gone(part, self._gone[part]) for part in Part if self._gone[part]),
            stays=stays,
            gifts=remains.payments,
            cents=remains.cents,
            whole=whole,
            unreceipted=remains.unreceipted(),
            obstacles=tuple(remains.obstacles()),
        )
        if self._write:
            self._finish(erasure)
        return erasure

    def _merged(self, donor_id: int) -> tuple[frozenset[int], list[sa.RowMapping]]:
        """Return the ids of the records that are this person, and the merges they had part in."""
        records, found = {donor_id}, True
        while found:
            inside = sa.select(donor_merge.c.gone_id).where(
                donor_merge.c.kept_id.in_(records), donor_merge.c.undone_at.is_(None)
            )
            more = set(self._run(inside).scalars()) - records
            records |= more
            found = bool(more)
        part = donor_merge.c.kept_id.in_(records) | donor_merge.c.gone_id.in_(records)
        merges = self._run(sa.select(donor_merge).where(part).order_by(donor_merge.c.id))
        return frozenset(records), list(merges.mappings())

    def _apply(self, rule: Rows | Texts) -> None:
        table = metadata.tables[rule.table]
        mine = self._who.linked(table.c[rule.link])
        if isinstance(rule, Texts):
            # Rows that say nothing are neither counted nor written.
            telling = [table.c[name].is_distinct_from(value) for name, value in rule.values.items()]
            mine &= sa.or_(*telling)
        elif rule.documents:
            names = self._run(sa.select(table.c[rule.documents]).where(mine)).scalars()
            self._documents.update(name for name in names if name)
        counted = sa.select(sa.func.count()).select_from(table).where(mine)
        count = int(self._run(counted).scalar_one())
        self._gone[rule.part] += count
        if not (count and self._write):
            return
        if isinstance(rule, Rows):
            self._run(table.delete().where(mine))
            return
        values = dict(rule.values)
        if "version" in table.c:
            values["version"] = table.c.version + 1
        self._run(table.update().where(mine).values(**values))

    def _referred(self) -> bool:
        """Tell whether gifts or receipts name the record for good."""
        mine = self._who.donor.id
        names = (gift.c.donor_id, gift.c.payer_id, tax_receipt.c.donor_id)
        return any(self._run(sa.select(one).where(one == mine).limit(1)).first() for one in names)

    def _finish(self, erasure: Erasure) -> None:
        """Empty or delete the record, keep its numbers from everybody else, leave the trail."""
        who, index = self._who.donor, DonorIndex(self._work)
        self._keep_numbers(erasure)
        merges = [row["id"] for row in self._who.merges]
        self._run(donor_merge.delete().where(donor_merge.c.id.in_(merges)))
        if erasure.whole:
            index.remove([who.id])
            asked = privacy_request.c.donor_id == who.id
            self._run(privacy_request.update().where(asked).values(donor_id=None))
            for table in (*DERIVED, donor_redirect):
                self._run(table.delete().where(table.c.donor_id == who.id))
            self._run(donor.delete().where(donor.c.id == who.id))
        elif self._says_something():
            self._run(donor.update().where(donor.c.id == who.id).values(**self._emptied()))
            index.replace(SqlDonorRepo(self._work).get(who.id))
        documents = SqlDocumentRepo(self._work)
        for name in sorted(self._documents):
            documents.forget(name)
        for room in _ROOMS:
            self._work.touch(room)
        told = {"number": number_text(who.number), "gone": {g.part: g.count for g in erasure.gone}}
        until = erasure.kept_until and erasure.kept_until.isoformat()
        self._work.record("donors", who.id, "erased", {**told, "kept_until": until})
        self._work.wipe = True

    def _keep_numbers(self, erasure: Erasure) -> None:
        gone = {row["gone_number"] for row in self._who.merges if self._mine(row)}
        known = sa.select(erased_donor.c.number).where(erased_donor.c.donor_id == erasure.donor_id)
        numbers = {erasure.number, *gone, *self._run(known).scalars()}
        self._run(erased_donor.delete().where(erased_donor.c.number.in_(numbers)))
        row = {
            "donor_id": erasure.donor_id,
            "erased_at": self._work.at,
            "by": self._work.actor,
            "kept_until": erasure.kept_until,
            "wiped_at": self._work.at if self._work.on_postgresql else None,
        }
        self._run(erased_donor.insert(), [{"number": one, **row} for one in sorted(numbers)])

    def _mine(self, merge: sa.RowMapping) -> bool:
        """Tell whether the record put away was the person's, and still is."""
        return merge["undone_at"] is None and merge["gone_id"] in self._who.records

    def _says_something(self) -> bool:
        """Tell whether the record says more than an empty one; its name may be in any language."""
        row = self._run(sa.select(donor).where(donor.c.id == self._who.donor.id)).mappings().one()
        named = {"version"}
        if row["erased_on"] is not None:
            named |= {*_NAMES.values(), "sort_key"}
        return any(row[n] != value for n, value in self._emptied().items() if n not in named)

    def _emptied(self) -> dict[str, Any]:
        """Return an empty record: every text, those added tomorrow too, and every day."""
        emptied: dict[str, Any] = {}
        for column in donor.columns:
            if isinstance(column.type, sa.String) and column.name not in {"kind", *_PLAIN}:
                emptied[column.name] = ""
            elif isinstance(column.type, sa.Date):
                emptied[column.name] = None
        day = self._who.donor.erased_on or self._today
        name = erased_name(day)
        named = {_NAMES[self._who.donor.kind]: name, "sort_key": fold(name)}
        days = {"archived_on": day, "erased_on": day, "import_run_id": None}
        return {**emptied, **_PLAIN, **named, **days, "version": donor.c.version + 1}
