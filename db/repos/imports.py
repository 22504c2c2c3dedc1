# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports: who and what is recognised, what is kept to undo them, and the undoing."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.domain.consents import Consent
from app.domain.donors import Donor, number_text
from app.domain.gifts import GiftState, Means
from app.domain.imports.matching import DonorKey
from app.domain.receipts import number_of
from app.kernel.errors import Refused
from app.kernel.i18n import _, ngettext
from app.kernel.text import fold
from app.usecases.ports.imports import GiftKey, ImportRun, ShareKey, Totals
from db.mapping import Mapper
from db.prepared import Prepared
from db.repos.accounting import SqlYearRepo
from db.repos.donors import SqlDonorRepo
from db.search import DonorIndex
from db.tables.addresses import returned_letter
from db.tables.campaigns import appeal
from db.tables.desk import gift, gift_batch, gift_voucher
from db.tables.donors import DETAIL_TABLES, donor, donor_consent, donor_total, donor_year
from db.tables.duplicates import donor_merge
from db.tables.households import household_member
from db.tables.imports import import_image, import_run
from db.tables.organisation import fund
from db.tables.quality import quality_exception
from db.tables.readers import drawer_account
from db.tables.receipts import tax_receipt, tax_receipt_line
from db.work import Work

_CHUNK = 500
_SHOWN = 5
"""How many donors an obstacle names."""
_RUN_FIELDS = tuple(field.name for field in fields(ImportRun) if field.name != "id")
_CONSENTS = Mapper(Consent, donor_consent)
_BATCHES, _FUNDS, _APPEALS, _DONORS = "batches", "funds", "appeals", "donors"
_GROWN = "grown"

_EMPTIED = (
    *(*DETAIL_TABLES, donor_year, donor_total),
    *(drawer_account, returned_letter, quality_exception, household_member),
)
"""What names a donor that an undone import takes off the file."""


class SqlImportRepo:
    """Imports."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work

    def start(self, run: ImportRun) -> ImportRun:
        """Write a new run."""
        values = {name: getattr(run, name) for name in _RUN_FIELDS}
        key = self._work.connection.execute(import_run.insert().values(**values))
        made: int = key.inserted_primary_key[0]  # type: ignore[index]
        self._work.touch("imports", made)
        return ImportRun(id=made, **values)

    def finish(self, run: ImportRun) -> None:
        """Write a run's outcome or its undoing."""
        changed = import_run.update().where(import_run.c.id == run.id)
        self._work.connection.execute(changed.values(outcome=run.outcome, undone_at=run.undone_at))
        self._work.touch("imports", run.id)

    def get(self, run_id: int) -> ImportRun:
        """Return one.

        Raises:
            Refused: When there is none.
        """
        wanted = sa.select(import_run).where(import_run.c.id == run_id)
        row = self._work.connection.execute(wanted).mappings().first()
        if row is None:
            message = _("There is no import {run}: see the history of imports.")
            raise Refused("import.unknown", message.format(run=run_id))
        return ImportRun(**row)

    def all(self) -> list[ImportRun]:
        """Return every run, the latest first."""
        wanted = sa.select(import_run).order_by(import_run.c.id.desc())
        return [ImportRun(**row) for row in self._work.connection.execute(wanted).mappings()]

    def totals(self) -> Totals:
        """Count and sum what the dossier holds."""
        return Totals(self._count(donor, sa.true()), *self._gifts(_POSTED))

    def shares(self) -> dict[ShareKey, tuple[int, int]]:
        """Count and sum the posted gifts by year, payment method and fund."""
        year = sa.extract("year", gift.c.received_on)
        summed = (
            sa.select(
                year, gift.c.means, gift.c.fund_id, sa.func.count(), sa.func.sum(gift.c.cents)
            )
            .where(_POSTED)
            .group_by(year, gift.c.means, gift.c.fund_id)
        )
        rows = self._work.connection.execute(summed)
        return {(int(row[0]), Means(row[1]), row[2]): (int(row[3]), int(row[4])) for row in rows}

    def donor_keys(self) -> Iterator[DonorKey]:
        """Yield by what every donor is recognised."""
        table = donor.c
        wanted = sa.select(
            table.id,
            table.number,
            table.former_number,
            table.sort_key,
            table.postal_code,
            table.street,
        )
        rows = self._work.connection.execute(wanted, execution_options={"yield_per": 5000})
        for row in rows:
            yield DonorKey(*row[:5], street=fold(row.street))

    def gift_keys(
        self, donor_ids: Sequence[int], first: date, last: date, run_id: int
    ) -> Iterator[GiftKey]:
        """Yield the gifts these donors have in a span of days, this run's and undone ones out."""
        reversal = gift.alias("reversal")
        for start in range(0, len(donor_ids), _CHUNK):
            wanted = sa.select(
                gift.c.donor_id,
                gift.c.received_on,
                gift.c.cents,
                gift.c.reference,
                gift.c.cheque_number,
            ).where(
                gift.c.donor_id.in_(donor_ids[start : start + _CHUNK]),
                gift.c.received_on.between(first, last),
                gift.c.reverses_id.is_(None),
                gift.c.import_run_id.is_(None) | (gift.c.import_run_id != run_id),
                ~sa.exists().where(reversal.c.reverses_id == gift.c.id),
            )
            for row in self._work.connection.execute(wanted):
                yield row[0], row[1], row[2], row.reference or row.cheque_number

    def keep_image(self, run_id: int, before: Donor, after: Donor) -> None:
        """Keep what a donor was before the run changed it, once; and its version after."""
        mine = {"run": run_id, "in_room": _DONORS, "subject": before.id}
        kept = _KEPT.first(self._work.connection, **mine)
        if kept is None:
            row = SqlDonorRepo.mapper.to_row(before)
            image = {"row": row, "version": before.version, "after": after.version}
            told = json.dumps(image, default=date.isoformat, ensure_ascii=False)
            self._image(run_id, _DONORS, before.id, told)
        else:
            told = json.dumps(json.loads(kept[0]) | {"after": after.version}, ensure_ascii=False)
            _KEEP_ANEW.count(self._work.connection, **mine, before=told)

    def keep_grown(self, run_id: int, donor_id: int, version: int) -> None:
        """Remember the version to which a later row of the run brought a donor it made."""
        mine = {"run": run_id, "in_room": _GROWN, "subject": donor_id}
        _LET_GO.count(self._work.connection, **mine)
        self._image(run_id, _GROWN, donor_id, str(version))

    def add_consents(self, run_id: int, consents: Sequence[Consent]) -> None:
        """Write what donors said as the run's own: its undoing takes them back."""
        rows = [{**_CONSENTS.to_row(one), "import_run_id": run_id} for one in consents]
        if rows:
            self._work.connection.execute(donor_consent.insert(), rows)

    def keep_made(self, run_id: int, room: str, subject_id: int) -> None:
        """Remember that the run made a fund, an appeal or a batch."""
        self._image(run_id, room, subject_id, "")

    def _image(self, run_id: int, room: str, subject_id: int, before: str) -> None:
        values = {"run_id": run_id, "room": room, "subject_id": subject_id, "before": before}
        _KEEP.count(self._work.connection, **values)

    def donor_ids(self, run_id: int) -> set[int]:
        """Return the donors that stay and whose sums the run changed."""
        given = sa.select(gift.c.donor_id).where(
            gift.c.import_run_id == run_id,
            gift.c.donor_id.is_not(None),
            gift.c.donor_id.not_in(_made(run_id)),
        )
        return set(self._work.connection.execute(given.distinct()).scalars())

    def obstacles(self, run_id: int) -> list[str]:
        """Return a sentence for each thing done since that forbids undoing the run."""
        mine = sa.select(gift.c.id).where(gift.c.import_run_id == run_id)
        told = []
        if receipted := self._count(tax_receipt_line, tax_receipt_line.c.gift_id.in_(mine)):
            message = ngettext(
                "{count} of its gifts stands on a tax receipt: {numbers}.",
                "{count} of its gifts stand on tax receipts: {numbers}.",
                receipted,
            )
            told.append(message.format(count=receipted, numbers=self._receipts(mine)))
        others = gift.c.import_run_id.is_(None) | (gift.c.import_run_id != run_id)
        rests = gift.c.reverses_id.in_(mine) | gift.c.corrects_id.in_(mine)
        if corrected := self._count(gift, others & rests):
            message = ngettext(
                "{count} of its gifts was corrected since.",
                "{count} of its gifts were corrected since.",
                corrected,
            )
            told.append(message.format(count=corrected))
        if closed := self._in_closed_years(run_id):
            message = ngettext(
                "{count} of its gifts is in the books of a closed year.",
                "{count} of its gifts are in the books of a closed year.",
                closed,
            )
            told.append(message.format(count=closed))
        if proved := self._count(gift_voucher, gift_voucher.c.gift_id.in_(mine)):
            message = ngettext(
                "{count} document was attached to its gifts since.",
                "{count} documents were attached to its gifts since.",
                proved,
            )
            told.append(message.format(count=proved))
        merged = (donor_merge.c.import_run_id == run_id) | donor_merge.c.kept_id.in_(_made(run_id))
        if merges := self._count(donor_merge, merged & donor_merge.c.undone_at.is_(None)):
            message = ngettext(
                "{count} of its donors was merged since: undo the merge first.",
                "{count} of its donors were merged since: undo the merges first.",
                merges,
            )
            told.append(message.format(count=merges))
        told.extend(self._held_donors(run_id, others))
        return told

    def _in_closed_years(self, run_id: int) -> int:
        mine = gift.c.import_run_id == run_id
        batches = self._work.connection.scalars(sa.select(gift.c.batch_id).where(mine).distinct())
        years = SqlYearRepo(self._work)
        return sum(
            self._count(gift, mine & (gift.c.batch_id == batch) & years.closed_gifts(batch))
            for batch in batches.all()
        )

    def _held_donors(self, run_id: int, others: sa.ColumnElement[bool]) -> Iterator[str]:
        given = sa.select(gift.c.donor_id).where(others, gift.c.donor_id.in_(_made(run_id)))
        receipted = sa.select(tax_receipt.c.donor_id)
        made = donor.c.import_run_id == run_id
        since = made & (donor.c.id.in_(given) | donor.c.id.in_(receipted))
        if names := self._numbers(since):
            yield _("Donors it brought have given since: {numbers}.").format(numbers=names)
        named = (
            donor.c.id.in_(sa.select(column).where(others, column.in_(_made(run_id))))
            for column in (gift.c.payer_id, gift.c.thanked_id)
        )
        if names := self._numbers(made & sa.or_(*named)):
            yield _("Donors it brought are named on gifts since: {numbers}.").format(numbers=names)
        noted = (
            donor.c.id.in_(sa.select(table.c.donor_id).where(_written_since(table, run_id)))
            for table in DETAIL_TABLES
        )
        if names := self._numbers(made & sa.or_(_edited_since(run_id), *noted)):
            yield _("Donors it brought were edited since: {numbers}.").format(numbers=names)
        held = sa.select(donor.c.id, donor.c.version).join(
            import_image, import_image.c.subject_id == donor.c.id
        )
        mine = (import_image.c.run_id == run_id) & (import_image.c.room == _DONORS)
        versions = {row.id: row.version for row in self._work.connection.execute(held.where(mine))}
        edited = [
            donor_id
            for donor_id, image in self._images(run_id)
            if versions.get(donor_id) != image["after"]
        ]
        if names := self._numbers(donor.c.id.in_(edited[:_CHUNK])) if edited else "":
            yield _("Donors it changed were edited since: {numbers}.").format(numbers=names)

    def _receipts(self, gifts: sa.Select[Any]) -> str:
        """Name the first receipts some gifts stand on."""
        wanted = (
            sa.select(tax_receipt.c.year, tax_receipt.c.sequence)
            .join(tax_receipt_line, tax_receipt_line.c.receipt_id == tax_receipt.c.id)
            .where(tax_receipt_line.c.gift_id.in_(gifts))
            .distinct()
            .order_by(tax_receipt.c.year, tax_receipt.c.sequence)
        )
        found = self._work.connection.execute(wanted.limit(_SHOWN + 1)).all()
        shown = ", ".join(number_of(row.year, row.sequence) for row in found[:_SHOWN])
        return f"{shown}…" if len(found) > _SHOWN else shown

    def _numbers(self, condition: sa.ColumnElement[bool]) -> str:
        wanted = sa.select(donor.c.number).where(condition).order_by(donor.c.number)
        numbers = list(self._work.connection.execute(wanted.limit(_SHOWN + 1)).scalars())
        shown = ", ".join(number_text(number) for number in numbers[:_SHOWN])
        return f"{shown}…" if len(numbers) > _SHOWN else shown

    def _images(self, run_id: int) -> list[tuple[int, dict[str, Any]]]:
        wanted = sa.select(import_image.c.subject_id, import_image.c.before).where(
            import_image.c.run_id == run_id, import_image.c.room == _DONORS
        )
        return [
            (row.subject_id, json.loads(row.before))
            for row in self._work.connection.execute(wanted)
        ]

    def undo(self, run_id: int) -> Totals:
        """Remove what the run made, give back what it changed."""
        run = self._work.connection.execute
        gifts, cents = self._gifts(gift.c.import_run_id == run_id)
        run(gift.delete().where(gift.c.import_run_id == run_id))
        made = self._made_by(run_id, _BATCHES)
        run(gift_batch.delete().where(gift_batch.c.id.in_(made)))
        run(donor_consent.delete().where(donor_consent.c.import_run_id == run_id))
        self._forget_donors(run_id)
        donors = run(donor.delete().where(donor.c.import_run_id == run_id)).rowcount
        donors_on_file, index = SqlDonorRepo(self._work), DonorIndex(self._work)
        for donor_id, image in self._images(run_id):
            self._give_back(donor_id, image)
            index.replace(donors_on_file.get(donor_id))
        for room, table in ((_FUNDS, fund), (_APPEALS, appeal)):
            used = sa.select(gift.c[f"{table.name}_id"]).where(
                gift.c[f"{table.name}_id"].is_not(None)
            )
            ids = self._made_by(run_id, room)
            run(table.delete().where(table.c.id.in_(ids), table.c.id.not_in(used)))
        run(import_image.delete().where(import_image.c.run_id == run_id))
        for room in ("gifts", "batches", "donors", "organisation"):
            self._work.touch(room)
        return Totals(donors, gifts, cents)

    def _forget_donors(self, run_id: int) -> None:
        """Take the run's donors out of the finder and of the sums kept beside."""
        index = DonorIndex(self._work)
        index.remove(self._work.ids(_made(run_id)))
        for table in _EMPTIED:
            self._work.connection.execute(table.delete().where(table.c.donor_id.in_(_made(run_id))))

    def _give_back(self, donor_id: int, image: dict[str, Any]) -> None:
        row = dict(image["row"])
        for name in ("returned_on", "deceased_on", "archived_on", "erased_on"):
            row[name] = date.fromisoformat(row[name]) if row.get(name) else None
        giving_back = _giving_back((*row, "version"))
        giving_back.count(self._work.connection, **row, version=image["version"], held=donor_id)

    def _made_by(self, run_id: int, room: str) -> sa.Select[Any]:
        return sa.select(import_image.c.subject_id).where(
            import_image.c.run_id == run_id, import_image.c.room == room
        )

    def _count(self, table: sa.Table, condition: sa.ColumnElement[bool]) -> int:
        counted = sa.select(sa.func.count()).select_from(table).where(condition)
        return int(self._work.connection.execute(counted).scalar_one())

    def _gifts(self, condition: sa.ColumnElement[bool]) -> tuple[int, int]:
        summed = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(gift.c.cents), 0))
        count, cents = self._work.connection.execute(summed.where(condition)).one()
        return int(count), int(cents)


_POSTED = gift.c.state == GiftState.POSTED.value


_MINE = (
    (import_image.c.run_id == sa.bindparam("run"))
    & (import_image.c.room == sa.bindparam("in_room"))
    & (import_image.c.subject_id == sa.bindparam("subject"))
)
_KEPT = Prepared(sa.select(import_image.c.before).where(_MINE))
_KEEP = Prepared(import_image.insert(), ("run_id", "room", "subject_id", "before"))
_KEEP_ANEW = Prepared(import_image.update().where(_MINE), ("before",))
_LET_GO = Prepared(import_image.delete().where(_MINE))


@cache
def _giving_back(names: tuple[str, ...]) -> Prepared:
    """Return what gives a donor back the columns an image has: an older one may have fewer."""
    return Prepared(donor.update().where(donor.c.id == sa.bindparam("held")), names)


def _made(run_id: int) -> sa.Select[Any]:
    return sa.select(donor.c.id).where(donor.c.import_run_id == run_id)


def _edited_since(run_id: int) -> sa.ColumnElement[bool]:
    """Tell the donors a run made that somebody changed after it."""
    grown = sa.exists().where(
        import_image.c.run_id == run_id,
        import_image.c.room == _GROWN,
        import_image.c.subject_id == donor.c.id,
        import_image.c.before == sa.cast(donor.c.version, sa.Text),
    )
    return (donor.c.version > 1) & ~grown


def _written_since(table: sa.Table, run_id: int) -> sa.ColumnElement[bool]:
    """Tell the lines of sheets that the run did not bring itself."""
    if table is not donor_consent:
        return sa.true()
    return donor_consent.c.import_run_id.is_distinct_from(run_id)
