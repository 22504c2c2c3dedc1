# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests about personal data, who was erased, and whose time has come."""

from collections.abc import Iterator, Sequence
from datetime import date

import sqlalchemy as sa

from app.domain.donors import Donor, EventKind
from app.domain.privacy import Erasure, PrivacyRequest
from app.usecases.ports.privacy import Erased, LastContact
from db.mapping import Mapper
from db.repos.base import Repo
from db.repos.privacy.erasing import Eraser, Subject
from db.repos.privacy.telling import everything
from db.tables.donors import donor, donor_consent, donor_event, donor_total
from db.tables.imports import import_run
from db.tables.privacy import erased_donor, privacy_request
from db.tables.records import audit_entry
from db.work import Work


class SqlPrivacyRepo(Repo[PrivacyRequest]):
    """Requests, and erasing."""

    mapper = Mapper(PrivacyRequest, privacy_request)
    room = "privacy"

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        super().__init__(work)

    def requests(self, *, waiting: bool = False) -> list[PrivacyRequest]:
        """Return the requests, those to answer first, by day."""
        table = privacy_request.c
        wanted = self._select()
        if waiting:
            wanted = wanted.where(table.answered_on.is_(None))
        return self._many(wanted.order_by(table.answered_on.is_not(None), table.asked_on, table.id))

    def of_donor(self, donor_id: int) -> list[PrivacyRequest]:
        """Return those of one donor, the oldest first."""
        table = privacy_request.c
        wanted = self._select().where(table.donor_id == donor_id)
        return self._many(wanted.order_by(table.asked_on, table.id))

    def plan(self, subject: Donor, today: date) -> Erasure:
        """Return what erasing a donor would do; nothing is written."""
        return Eraser(self._work, subject, today, write=False).run()

    def erase(self, subject: Donor, today: date) -> Erasure:
        """Erase a donor and return what was done."""
        return Eraser(self._work, subject, today, write=True).run()

    def everything(self, subject: Donor) -> dict[str, list[dict[str, object]]]:
        """Return every row of a donor by table, as JSON takes it."""
        return everything(self._work, Subject(subject, frozenset(), ()))

    def erased(self, number: int) -> Erased | None:
        """Return the day the donor of a number was erased, or None."""
        wanted = sa.select(erased_donor).where(erased_donor.c.number == number)
        row = self._work.connection.execute(wanted).first()
        return None if row is None else Erased(row.number, row.donor_id, row.erased_at)

    def erased_numbers(self) -> frozenset[int]:
        """Return the numbers (without key) of everybody erased."""
        return frozenset(self._work.connection.execute(sa.select(erased_donor.c.number)).scalars())

    def unwiped(self) -> bool:
        """Tell whether the file still holds, in places of no use, somebody erased."""
        waiting = erased_donor.c.wiped_at.is_(None)
        wanted = sa.select(erased_donor.c.number).where(waiting).limit(1)
        return self._work.connection.execute(wanted).first() is not None

    def ended(self, today: date) -> Sequence[Donor]:
        """Return the donors erased of whom something is kept beyond its term."""
        passed = erased_donor.c.kept_until < today
        ids = set(
            self._work.connection.execute(
                sa.select(erased_donor.c.donor_id).where(passed)
            ).scalars()
        )
        mapper = Mapper(Donor, donor)
        wanted = sa.select(*mapper.columns).where(donor.c.id.in_(ids)).order_by(donor.c.number)
        return [mapper.from_values(row) for row in self._work.connection.execute(wanted)]

    def quiet(self, before: date) -> Iterator[LastContact]:
        """Yield who gave nothing and was not heard of since a day, by number.

        A gift, a call, a letter, an e-mail, a visit, a complaint, a request, what was accepted or
        opposed are contacts. Of who never gave, the day the sheet came on file counts too.
        """
        run = self._work.connection.execute
        heard = [
            (donor_event, donor_event.c.on_day, donor_event.c.kind != EventKind.NOTE.value),
            (donor_consent, donor_consent.c.on_day, sa.true()),
            (privacy_request, privacy_request.c.asked_on, privacy_request.c.donor_id.is_not(None)),
        ]
        contacts: dict[int, date] = {}
        for table, day, condition in heard:
            last = sa.select(table.c.donor_id, sa.func.max(day)).where(condition)
            for donor_id, on_day in run(last.group_by(table.c.donor_id)):
                contacts[donor_id] = max(contacts.get(donor_id, date.min), on_day)
        created = (
            sa.select(sa.func.min(audit_entry.c.at))
            .where(
                audit_entry.c.room == "donors",
                audit_entry.c.subject_id == donor.c.id,
                audit_entry.c.action == "created",
            )
            .scalar_subquery()
        )
        mapper = Mapper(Donor, donor)
        gave = donor_total.c.last_on
        wanted = (
            sa.select(*mapper.columns, gave, donor_total.c.cents, import_run.c.at, created)
            .select_from(
                donor.outerjoin(donor_total, donor_total.c.donor_id == donor.c.id).outerjoin(
                    import_run, import_run.c.id == donor.c.import_run_id
                )
            )
            .where(donor.c.erased_on.is_(None), gave.is_(None) | (gave < before))
            .order_by(donor.c.number)
        )
        width = len(mapper.columns)
        for row in run(wanted):
            one = mapper.from_values(tuple(row[:width]))
            last_on, cents, *instants = row[width:]
            came = [at.date() for at in instants if at is not None and last_on is None]
            days = [day for day in (last_on, contacts.get(one.id), *came) if day is not None]
            if days and max(days) < before:
                yield LastContact(one, max(days), last_on, int(cents or 0))
