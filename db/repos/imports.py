# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports: who and what is recognised, what is kept to undo them, and the undoing."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date

import sqlalchemy as sa

from app.domain.consents import Consent
from app.domain.donors import Donor
from app.domain.gifts import GiftState, Means
from app.domain.imports.matching import DonorKey
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.text import fold
from app.usecases.ports.imports import GiftKey, HeldThing, ImportRun, ShareKey, Totals
from db.mapping import Mapper
from db.prepared import Prepared
from db.repos.donors import SqlDonorRepo
from db.repos.imports_undo import DONORS, GROWN, ImportUndoing
from db.tables.desk import gift
from db.tables.donors import donor, donor_consent
from db.tables.imports import import_image, import_run
from db.work import Work

_CHUNK = 500
_RUN_FIELDS = tuple(field.name for field in fields(ImportRun) if field.name != "id")
_CONSENTS = Mapper(Consent, donor_consent)


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

    def keep_images(self, run_id: int, changed: Sequence[tuple[Donor, int]]) -> None:
        """Keep what donors were before the run changed them, and the version each has now."""
        rows = []
        for before, version in changed:
            row = SqlDonorRepo.mapper.to_row(before)
            image = {"row": row, "version": before.version, "after": version}
            told = json.dumps(image, default=date.isoformat, ensure_ascii=False)
            rows.append((run_id, DONORS, before.id, told))
        self._keep(rows)

    def move_images(self, run_id: int, versions: Mapping[int, int]) -> None:
        """Remember the version to which the run brought donors whose image is kept already."""
        for image, donor_id, before in self._images(run_id, DONORS, versions):
            now = json.loads(before) | {"after": versions[donor_id]}
            told = json.dumps(now, ensure_ascii=False)
            _KEEP_ANEW.count(self._work.connection, image=image, before=told)

    def keep_grown(self, run_id: int, versions: Mapping[int, int]) -> None:
        """Remember the version to which later rows of the run brought donors it made."""
        for image, _donor_id, _version in self._images(run_id, GROWN, versions):
            _LET_GO.count(self._work.connection, image=image)
        self._keep([(run_id, GROWN, one, str(version)) for one, version in versions.items()])

    def _images(
        self, run_id: int, room: str, subjects: Collection[int]
    ) -> Iterator[tuple[int, int, str]]:
        """Yield what the run keeps of some of a room: id, subject and image."""
        image, ids = import_image.c, list(subjects)
        for start in range(0, len(ids), _CHUNK):
            mine = (image.run_id == run_id) & (image.room == room)
            wanted = mine & image.subject_id.in_(ids[start : start + _CHUNK])
            found = sa.select(image.id, image.subject_id, image.before).where(wanted)
            for row in self._work.connection.execute(found).all():
                yield row[0], row[1], row[2]

    def _keep(self, rows: Sequence[tuple[int, str, int, str]]) -> None:
        if rows:
            _KEEP.many_values(self._work.connection, _IMAGE, rows)

    def add_consents(self, run_id: int, consents: Sequence[Consent]) -> None:
        """Write what donors said as the run's own: its undoing takes them back."""
        rows = [{**_CONSENTS.to_row(one), "import_run_id": run_id} for one in consents]
        if rows:
            self._work.connection.execute(donor_consent.insert(), rows)

    def keep_made(self, run_id: int, room: str, subject_id: int) -> None:
        """Remember that the run made a fund, an appeal or a batch."""
        self._keep([(run_id, room, subject_id, "")])

    def donor_ids(self, run_id: int) -> set[int]:
        """Return the donors that stay and whose sums the run changed."""
        return ImportUndoing(self._work, run_id).donor_ids()

    def obstacles(self, run_id: int) -> list[str]:
        """Return a sentence for each thing done since that forbids undoing the run."""
        return ImportUndoing(self._work, run_id).obstacles()

    def held(self, run_id: int) -> list[HeldThing]:
        """Return each gift and each donor that an undoing of the rest leaves, and why."""
        return ImportUndoing(self._work, run_id).held()

    def undo(self, run_id: int, *, rest: bool = False) -> Totals:
        """Remove what the run made, give back what it changed; or all of it nothing rests on."""
        return ImportUndoing(self._work, run_id).undo(rest=rest)

    def _count(self, table: sa.Table, condition: sa.ColumnElement[bool]) -> int:
        counted = sa.select(sa.func.count()).select_from(table).where(condition)
        return int(self._work.connection.execute(counted).scalar_one())

    def _gifts(self, condition: sa.ColumnElement[bool]) -> tuple[int, int]:
        summed = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(gift.c.cents), 0))
        count, cents = self._work.connection.execute(summed.where(condition)).one()
        return int(count), int(cents)


_POSTED = gift.c.state == GiftState.POSTED.value


_IMAGE = ("run_id", "room", "subject_id", "before")
_MINE = import_image.c.id == sa.bindparam("image")
_KEEP = Prepared(import_image.insert(), _IMAGE)
_KEEP_ANEW = Prepared(import_image.update().where(_MINE), ("before",))
_LET_GO = Prepared(import_image.delete().where(_MINE))
