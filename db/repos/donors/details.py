# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on the sheets of donors besides the record; the finder follows each write."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

import sqlalchemy as sa

from app.domain.consents import Consent
from app.domain.donors import (
    Contact,
    DatedAddress,
    Detail,
    Details,
    DonorDocument,
    DonorEvent,
    DonorTask,
    ExternalNumber,
    GiftAid,
    StandingGift,
    Tag,
)
from app.usecases.ports.people import D, TagCount
from db.mapping import Mapper, V
from db.repos.base import Repo
from db.repos.donors.records import SqlDonorRepo
from db.search import DonorIndex
from db.tables.desk import gift
from db.tables.donors import (
    donor,
    donor_address,
    donor_consent,
    donor_contact,
    donor_document,
    donor_event,
    donor_external_number,
    donor_gift_aid,
    donor_standing,
    donor_tag,
    donor_task,
    standing_gift,
)
from db.work import Work


class _Kept(Repo[V]):
    """Details of one kind: their trail is the donor's, under ``noun.action``."""

    room = "donors"
    noun: ClassVar[str]

    def of(self, *donor_ids: int) -> list[V]:
        """Return those of some donors, in the order they were written."""
        table = self._table.c
        return self._many(self._select().where(table.donor_id.in_(donor_ids)).order_by(table.id))

    def _record(
        self, value: V, _row_id: int, action: str, changes: dict[str, list[object]]
    ) -> None:
        # Every detail names its donor.
        holder: int = value.donor_id  # type: ignore[attr-defined]
        told = {name: both for name, both in changes.items() if name not in {"donor_id", "folded"}}
        self._work.record(self.room, holder, f"{self.noun}.{action}", told)


class _Contacts(_Kept[Contact]):
    mapper = Mapper(Contact, donor_contact)
    noun = "contact"


class _Addresses(_Kept[DatedAddress]):
    mapper = Mapper(DatedAddress, donor_address)
    noun = "address"


class _Tags(_Kept[Tag]):
    mapper = Mapper(Tag, donor_tag, derived=("folded",))
    noun = "tag"


class _Numbers(_Kept[ExternalNumber]):
    mapper = Mapper(ExternalNumber, donor_external_number)
    noun = "external"


class _Events(_Kept[DonorEvent]):
    mapper = Mapper(DonorEvent, donor_event)
    noun = "event"


class _Tasks(_Kept[DonorTask]):
    mapper = Mapper(DonorTask, donor_task)
    noun = "task"

    def due(self, day: date, assignee: str) -> list[DonorTask]:
        """Return those to be done by a day, by somebody or by anyone, the oldest first."""
        table = donor_task.c
        waiting = table.done_on.is_(None) & (table.due_on <= day)
        wanted = self._select().where(waiting, table.assignee.in_(("", assignee)))
        return self._many(wanted.order_by(table.due_on, table.id))


class _Documents(_Kept[DonorDocument]):
    mapper = Mapper(DonorDocument, donor_document)
    noun = "document"


class _Consents(_Kept[Consent]):
    mapper = Mapper(Consent, donor_consent)
    noun = "consent"


class _GiftAid(_Kept[GiftAid]):
    mapper = Mapper(GiftAid, donor_gift_aid)
    noun = "gift_aid"


class _Standing(_Kept[StandingGift]):
    mapper = Mapper(StandingGift, donor_standing)
    noun = "standing"

    def open(self, month: date) -> list[StandingGift]:
        """Return those that go on in a month and have no gift for it that stands."""
        reversal, correction = gift.alias("reversal"), gift.alias("correction")
        stands = ~sa.exists().where(reversal.c.reverses_id == gift.c.id)
        corrected = sa.exists().where(correction.c.corrects_id == gift.c.id)
        collected = (
            sa.exists()
            .where(
                standing_gift.c.standing_id == donor_standing.c.id,
                standing_gift.c.month == month,
                gift.c.id == standing_gift.c.gift_id,
                stands | corrected,
            )
            .correlate(donor_standing)
        )
        table = donor_standing.c
        going = (
            ~table.suspended
            & (table.first_on < _month_after(month))
            & (table.last_on.is_(None) | (table.last_on >= month))
        )
        order = (donor.c.sort_key, table.id)
        joined = self._select().join(donor, donor.c.id == table.donor_id)
        wanted = joined.where(going, ~collected, donor.c.deceased_on.is_(None)).order_by(*order)
        due = self._many(wanted)
        return [one for one in due if one.is_due(month.year, month.month)]

    def collect(self, standing_id: int, month: date, gift_id: int) -> None:
        """Note that a gift is what an order gave in a month."""
        row = {"standing_id": standing_id, "month": month, "gift_id": gift_id}
        self._work.connection.execute(standing_gift.insert().values(**row))


def _month_after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


_FOUND_BY = frozenset({Contact, ExternalNumber})
"""What the finder knows a donor by."""


class SqlDetailRepo:
    """What stands on the sheets of donors besides the record."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work
        self._contacts = _Contacts(work)
        self._addresses = _Addresses(work)
        self._tags = _Tags(work)
        self._numbers = _Numbers(work)
        self._events = _Events(work)
        self._tasks = _Tasks(work)
        self._documents = _Documents(work)
        self._consents = _Consents(work)
        self._standing = _Standing(work)
        self._gift_aid = _GiftAid(work)
        self._by_kind: dict[type[Any], _Kept[Any]] = {
            Contact: self._contacts,
            DatedAddress: self._addresses,
            Tag: self._tags,
            ExternalNumber: self._numbers,
            DonorEvent: self._events,
            DonorTask: self._tasks,
            DonorDocument: self._documents,
            Consent: self._consents,
            StandingGift: self._standing,
            GiftAid: self._gift_aid,
        }

    def of_donor(self, donor_id: int) -> Details:
        """Return all of one donor's."""
        return Details(
            contacts=self._contacts.of(donor_id),
            addresses=self._addresses.of(donor_id),
            tags=sorted(self._tags.of(donor_id), key=lambda tag: tag.folded),
            numbers=self._numbers.of(donor_id),
            events=sorted(
                self._events.of(donor_id), key=lambda one: (one.on_day, one.id), reverse=True
            ),
            tasks=sorted(self._tasks.of(donor_id), key=_order),
            documents=self._documents.of(donor_id),
            consents=sorted(
                self._consents.of(donor_id), key=lambda one: (one.on_day, one.id), reverse=True
            ),
            standing=self._standing.of(donor_id),
            gift_aid=self._gift_aid.of(donor_id),
        )

    def of_donors(self, donor_ids: Sequence[int]) -> Mapping[int, Details]:
        """Return the contacts, addresses, tags, numbers and consents of those that have any."""
        parts: dict[int, dict[str, list[Any]]] = {}
        for name, repo in (
            ("contacts", self._contacts),
            ("addresses", self._addresses),
            ("tags", self._tags),
            ("numbers", self._numbers),
            ("consents", self._consents),
        ):
            kept: _Kept[Any] = repo
            for detail in kept.of(*donor_ids):
                parts.setdefault(detail.donor_id, {}).setdefault(name, []).append(detail)
        return {donor_id: Details(**lists) for donor_id, lists in parts.items()}

    def get(self, kind: type[D], row_id: int) -> D:
        """Return one; raise ``Refused`` when it is no longer there."""
        found: D = self._by_kind[kind].get(row_id)
        return found

    def add(self, detail: D) -> D:
        """Write a new one, return it with its id."""
        added: D = self._by_kind[type(detail)].add(detail)
        self._index(detail)
        return added

    def save(self, detail: D) -> D:
        """Write a changed one; raise ``Conflict`` when it is stale."""
        saved: D = self._by_kind[type(detail)].save(detail)
        self._index(detail)
        return saved

    def remove(self, detail: Detail) -> None:
        """Remove one; raise ``Conflict`` when it is stale."""
        self._by_kind[type(detail)].remove(detail)
        self._index(detail)

    def _index(self, detail: Detail) -> None:
        if type(detail) in _FOUND_BY:
            DonorIndex(self._work).replace(SqlDonorRepo(self._work).get(detail.donor_id))

    def due(self, day: date, assignee: str) -> list[DonorTask]:
        """Return the tasks to be done by a day, by somebody or by anyone, the oldest first."""
        return self._tasks.due(day, assignee)

    def standing(self, month: date) -> list[StandingGift]:
        """Return the orders due in a month that no gift was keyed for, by name of the donor."""
        return self._standing.open(month)

    def collect(self, standing_id: int, month: date, gift_id: int) -> None:
        """Note that a gift is what an order gave in a month."""
        self._standing.collect(standing_id, month, gift_id)

    def tags(self) -> list[TagCount]:
        """Return every tag in use, by name, as it was written first."""
        counted = sa.select(
            sa.func.min(donor_tag.c.name), sa.func.count(), donor_tag.c.folded
        ).group_by(donor_tag.c.folded)
        rows = self._work.connection.execute(counted.order_by(donor_tag.c.folded))
        return [TagCount(name, count) for name, count, _folded in rows]

    def tagged(self, folded: str) -> list[int]:
        """Return the ids of the donors that bear a tag, by their name."""
        wanted = (
            sa.select(donor.c.id)
            .join(donor_tag, donor_tag.c.donor_id == donor.c.id)
            .where(donor_tag.c.folded == folded)
            .order_by(donor.c.sort_key, donor.c.id)
        )
        return list(self._work.connection.execute(wanted).scalars())


def _order(task: DonorTask) -> tuple[bool, int, int]:
    """Put what is to be done first, by day; then what was done, the latest first."""
    if task.done_on is None:
        return False, task.due_on.toordinal(), task.id
    return True, -task.done_on.toordinal(), -task.id
