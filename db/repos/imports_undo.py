# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Undoing an import: whole, or all of it on which nothing rests."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.domain.donors import number_text
from app.domain.receipts import number_of
from app.kernel.i18n import _, ngettext
from app.usecases.ports.imports import HeldBy, HeldThing, Totals
from db.prepared import Prepared
from db.repos.accounting import SqlYearRepo
from db.repos.donors import SqlDonorRepo
from db.search import DonorIndex
from db.tables.addresses import returned_letter
from db.tables.campaigns import appeal
from db.tables.desk import gift, gift_batch, gift_voucher
from db.tables.donors import DETAIL_TABLES, donor, donor_consent, donor_total, donor_year
from db.tables.duplicates import donor_apart, donor_merge, donor_redirect
from db.tables.households import household_member
from db.tables.imports import import_image
from db.tables.organisation import fund
from db.tables.quality import quality_exception
from db.tables.readers import drawer_account
from db.tables.receipts import tax_receipt, tax_receipt_line
from db.work import Work

_CHUNK = 500
_SHOWN = 5
"""How many donors an obstacle names."""
BATCHES, FUNDS, APPEALS, DONORS = "batches", "funds", "appeals", "donors"
GROWN = "grown"
"""The rooms of what is kept to undo an import."""

_EMPTIED = (
    *(*DETAIL_TABLES, donor_year, donor_total),
    *(drawer_account, returned_letter, quality_exception, household_member, donor_redirect),
)
"""What names a donor that an undone import takes off the file."""
Condition = sa.ColumnElement[bool]


class ImportUndoing:
    """What one import brought, what has come to rest on it, and the taking back."""

    def __init__(self, work: Work, run_id: int) -> None:
        """Work inside one transaction."""
        self._work, self._run_id = work, run_id
        self._mine = gift.c.import_run_id == run_id
        self._others = gift.c.import_run_id.is_distinct_from(run_id)
        self._made = sa.select(donor.c.id).where(donor.c.import_run_id == run_id)

    def donor_ids(self) -> set[int]:
        """Return the donors that stay and whose sums the run changed."""
        given = sa.select(gift.c.donor_id).where(
            self._mine, gift.c.donor_id.is_not(None), gift.c.donor_id.not_in(self._made)
        )
        return set(self._work.connection.execute(given.distinct()).scalars())

    # What rests on it

    def obstacles(self) -> list[str]:
        """Return a sentence for each thing done since that forbids undoing the run."""
        held = self._held_gifts()
        told = []
        for why, condition in held.items():
            if why is HeldBy.MERGED:
                continue
            if count := self._count(gift, self._mine & condition):
                told.append(self._sentence(why, count))
        if merges := self._count(donor_merge, self._merged()):
            message = ngettext(
                "{count} of its donors was merged since: undo the merge first.",
                "{count} of its donors were merged since: undo the merges first.",
                merges,
            )
            told.append(message.format(count=merges))
        words = {
            HeldBy.GIVEN: _("Donors it brought have given since: {numbers}."),
            HeldBy.NAMED: _("Donors it brought are named on gifts since: {numbers}."),
            HeldBy.EDITED: _("Donors it brought were edited since: {numbers}."),
        }
        held_donors = self._held_donors()
        for why, text in words.items():
            if names := self._numbers((donor.c.import_run_id == self._run_id) & held_donors[why]):
                told.append(text.format(numbers=names))
        if edited := self._edited_images():
            names = self._numbers(donor.c.id.in_(sorted(edited)[:_CHUNK]))
            told.append(_("Donors it changed were edited since: {numbers}.").format(numbers=names))
        return told

    def held(self) -> list[HeldThing]:
        """Return each gift and each donor that an undoing of the rest leaves, and why."""
        gifts: dict[int, HeldThing] = {}
        held = self._held_gifts()
        columns = (gift.c.id, gift.c.received_on, gift.c.cents, donor.c.number)
        joined = sa.select(*columns).select_from(
            gift.outerjoin(donor, donor.c.id == gift.c.donor_id)
        )
        for why, condition in held.items():
            for row in self._work.connection.execute(joined.where(self._mine, condition)):
                gifts.setdefault(
                    row.id, HeldThing(why, row.number or 0, row.received_on, row.cents)
                )
        kept = sa.select(gift.c.donor_id).where(self._mine, sa.or_(*held.values()))
        reasons = {**self._held_donors(), HeldBy.GIFT: donor.c.id.in_(kept)}
        made = donor.c.import_run_id == self._run_id
        donors: dict[int, HeldThing] = {}
        for why, condition in reasons.items():
            # A merge concerns the record that was kept, too, whoever made it.
            concerned = condition if why is HeldBy.MERGED else made & condition
            wanted = sa.select(donor.c.id, donor.c.number).where(concerned)
            for donor_id, number in self._work.connection.execute(wanted):
                donors.setdefault(donor_id, HeldThing(why, number))
        for donor_id in sorted(self._edited_images()):
            known = sa.select(donor.c.number).where(donor.c.id == donor_id)
            number = self._work.connection.scalar(known) or 0
            donors.setdefault(donor_id, HeldThing(HeldBy.CHANGED, number))
        return [*gifts.values(), *donors.values()]

    def _held_gifts(self) -> dict[HeldBy, Condition]:
        """Return the conditions on gifts of the run that stay."""
        since = gift.alias("since")
        other = since.c.import_run_id.is_distinct_from(self._run_id)
        corrected = (
            gift.c.id.in_(sa.select(column).where(column.is_not(None), other))
            for column in (since.c.reverses_id, since.c.corrects_id)
        )
        batches = self._work.connection.scalars(
            sa.select(gift.c.batch_id).where(self._mine).distinct()
        ).all()
        years = SqlYearRepo(self._work)
        closed = ((gift.c.batch_id == one) & years.closed_gifts(one) for one in batches)
        merged = sa.select(donor_merge.c.kept_id).where(self._merged())
        return {
            HeldBy.RECEIPT: gift.c.id.in_(sa.select(tax_receipt_line.c.gift_id)),
            HeldBy.CORRECTED: sa.or_(*corrected),
            HeldBy.CLOSED: sa.or_(sa.false(), *closed),
            HeldBy.DOCUMENT: gift.c.id.in_(sa.select(gift_voucher.c.gift_id)),
            HeldBy.MERGED: sa.func.coalesce(gift.c.donor_id, 0).in_(merged),
        }

    def _sentence(self, why: HeldBy, count: int) -> str:
        match why:
            case HeldBy.RECEIPT:
                message = ngettext(
                    "{count} of its gifts stands on a tax receipt: {numbers}.",
                    "{count} of its gifts stand on tax receipts: {numbers}.",
                    count,
                )
                mine = sa.select(gift.c.id).where(self._mine)
                return message.format(count=count, numbers=self._receipts(mine))
            case HeldBy.CORRECTED:
                message = ngettext(
                    "{count} of its gifts was corrected since.",
                    "{count} of its gifts were corrected since.",
                    count,
                )
            case HeldBy.CLOSED:
                message = ngettext(
                    "{count} of its gifts is in the books of a closed year.",
                    "{count} of its gifts are in the books of a closed year.",
                    count,
                )
            case _:
                message = ngettext(
                    "{count} of its gifts has a document attached since.",
                    "{count} of its gifts have documents attached since.",
                    count,
                )
        return message.format(count=count)

    def _merged(self) -> Condition:
        """Tell the merges that stand and concern a donor of the run."""
        concerned = donor_merge.c.import_run_id == self._run_id
        concerned |= donor_merge.c.kept_id.in_(self._made)
        return concerned & donor_merge.c.undone_at.is_(None)

    def _held_donors(self) -> dict[HeldBy, Condition]:
        """Return the conditions on donors of the run that stay."""
        given = sa.select(gift.c.donor_id).where(self._others, gift.c.donor_id.in_(self._made))
        receipted = sa.select(tax_receipt.c.donor_id)
        named = (
            donor.c.id.in_(sa.select(column).where(self._others, column.in_(self._made)))
            for column in (gift.c.payer_id, gift.c.thanked_id)
        )
        noted = (
            donor.c.id.in_(sa.select(table.c.donor_id).where(_written_since(table, self._run_id)))
            for table in DETAIL_TABLES
        )
        merged = sa.select(donor_merge.c.kept_id).where(self._merged())
        return {
            HeldBy.GIVEN: donor.c.id.in_(given) | donor.c.id.in_(receipted),
            HeldBy.NAMED: sa.or_(*named),
            HeldBy.EDITED: sa.or_(_edited_since(self._run_id), *noted),
            HeldBy.MERGED: donor.c.id.in_(merged),
        }

    def _edited_images(self) -> set[int]:
        """Return the donors the run changed that somebody changed after it."""
        wanted = sa.select(donor.c.id, donor.c.version).where(donor.c.id.in_(self._kept_of(DONORS)))
        versions = {row.id: row.version for row in self._work.connection.execute(wanted)}
        return {one for one, image in self._images() if versions.get(one) != image["after"]}

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

    def _images(self) -> list[tuple[int, dict[str, Any]]]:
        wanted = sa.select(import_image.c.subject_id, import_image.c.before).where(
            import_image.c.run_id == self._run_id, import_image.c.room == DONORS
        )
        return [
            (row.subject_id, json.loads(row.before))
            for row in self._work.connection.execute(wanted)
        ]

    # The taking back

    def undo(self, *, rest: bool = False) -> Totals:
        """Remove what the run made, give back what it changed.

        Args:
            rest: Leave what something done since rests on.
        """
        run = self._work.connection.execute
        stays = sa.or_(*self._held_gifts().values()) if rest else sa.false()
        edited = self._edited_images() if rest else set()
        gone = self._mine & ~stays
        summed = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(gift.c.cents), 0))
        gifts, cents = run(summed.where(gone)).one()
        run(gift.delete().where(gone))
        leaving = self._leaving(rest=rest)
        run(donor_consent.delete().where(self._consents_gone(leaving, rest=rest)))
        donors = sum(self._forget_donors(one) for one in self._parts(leaving, rest=rest))
        donors_on_file, index = SqlDonorRepo(self._work), DonorIndex(self._work)
        for donor_id, image in self._images():
            if donor_id not in edited:
                self._give_back(donor_id, image)
                index.replace(donors_on_file.get(donor_id))
        self._remove_unused(BATCHES, gift_batch, "batch_id")
        self._remove_unused(FUNDS, fund, "fund_id")
        self._remove_unused(APPEALS, appeal, "appeal_id")
        self._forget_images(edited)
        for room in ("gifts", "batches", "donors", "organisation"):
            self._work.touch(room)
        return Totals(donors, int(gifts), int(cents))

    def _leaving(self, *, rest: bool) -> list[int]:
        """Return the donors of the run that go: of the rest, those nothing rests on any more."""
        made = donor.c.import_run_id == self._run_id
        if not rest:
            return list(self._work.ids(self._made))
        named = (gift.c.donor_id, gift.c.payer_id, gift.c.thanked_id)
        still = (donor.c.id.in_(sa.select(one).where(one.is_not(None))) for one in named)
        stays = sa.or_(*self._held_donors().values(), *still)
        return list(self._work.ids(sa.select(donor.c.id).where(made, ~stays)))

    def _consents_gone(self, leaving: list[int], *, rest: bool) -> Condition:
        """Tell what was said through the run: whoever stays of it keeps what they oppose."""
        mine = donor_consent.c.import_run_id == self._run_id
        if not rest:
            return mine
        staying = self._made.where(donor.c.id.not_in(leaving))
        return mine & donor_consent.c.donor_id.not_in(staying)

    def _remove_unused(self, room: str, table: sa.Table, named: str) -> None:
        """Remove what the run made of a room and no gift names, and forget that it made it."""
        column = gift.c[named]
        used = sa.select(column).where(column.is_not(None))
        kept = self._kept_of(room)
        gone = self._work.connection.scalars(
            sa.select(table.c.id).where(table.c.id.in_(kept), table.c.id.not_in(used))
        ).all()
        self._work.connection.execute(table.delete().where(table.c.id.in_(gone)))
        self._forget(room, import_image.c.subject_id.in_(gone))
        # What another import came to use is that one's to take back.
        naming = gift.c[named] == import_image.c.subject_id
        heir = sa.select(sa.func.min(gift.c.import_run_id)).where(naming, self._others)
        others = heir.scalar_subquery()
        mine = sa.exists().where(naming, self._mine)
        left = (import_image.c.run_id == self._run_id) & (import_image.c.room == room)
        passed_on = import_image.update().where(left, ~mine, others.is_not(None))
        self._work.connection.execute(passed_on.values(run_id=others))

    def _forget_images(self, edited: set[int]) -> None:
        """Forget what was given back; what stays can be undone another day."""
        self._forget(DONORS, import_image.c.subject_id.not_in(edited))
        self._forget(GROWN, import_image.c.subject_id.not_in(self._made))
        if not self._count(gift, self._mine) and not self._count(
            donor, donor.c.import_run_id == self._run_id
        ):
            for room in (BATCHES, FUNDS, APPEALS):
                self._forget(room, sa.true())

    def _forget(self, room: str, condition: Condition) -> None:
        mine = (import_image.c.run_id == self._run_id) & (import_image.c.room == room)
        self._work.connection.execute(import_image.delete().where(mine & condition))

    def _parts(self, leaving: list[int], *, rest: bool) -> Iterator[list[int] | sa.Select[Any]]:
        """Yield the donors that go: all of the run's at once, or some by their ids."""
        DonorIndex(self._work).remove(leaving)
        if not rest:
            yield self._made
            return
        for start in range(0, len(leaving), _CHUNK):
            yield leaving[start : start + _CHUNK]

    def _forget_donors(self, leaving: list[int] | sa.Select[Any]) -> int:
        """Take donors off the file with what is kept beside them, and tell how many."""
        run = self._work.connection.execute
        for table in _EMPTIED:
            run(table.delete().where(table.c.donor_id.in_(leaving)))
        for column in (donor_apart.c.one_id, donor_apart.c.other_id):
            run(donor_apart.delete().where(column.in_(leaving)))
        return run(donor.delete().where(donor.c.id.in_(leaving))).rowcount

    def _give_back(self, donor_id: int, image: dict[str, Any]) -> None:
        row = dict(image["row"])
        for name in ("returned_on", "deceased_on", "archived_on", "erased_on"):
            row[name] = date.fromisoformat(row[name]) if row.get(name) else None
        giving_back = _giving_back((*row, "version"))
        giving_back.count(self._work.connection, **row, version=image["version"], held=donor_id)

    def _kept_of(self, room: str) -> sa.Select[Any]:
        return sa.select(import_image.c.subject_id).where(
            import_image.c.run_id == self._run_id, import_image.c.room == room
        )

    def _count(self, table: sa.Table, condition: sa.ColumnElement[bool]) -> int:
        counted = sa.select(sa.func.count()).select_from(table).where(condition)
        return int(self._work.connection.execute(counted).scalar_one())


@cache
def _giving_back(names: tuple[str, ...]) -> Prepared:
    """Return what gives a donor back the columns an image has: an older one may have fewer."""
    return Prepared(donor.update().where(donor.c.id == sa.bindparam("held")), names)


def _edited_since(run_id: int) -> sa.ColumnElement[bool]:
    """Tell the donors a run made that somebody changed after it."""
    grown = sa.exists().where(
        import_image.c.run_id == run_id,
        import_image.c.room == GROWN,
        import_image.c.subject_id == donor.c.id,
        import_image.c.before == sa.cast(donor.c.version, sa.Text),
    )
    return (donor.c.version > 1) & ~grown


def _written_since(table: sa.Table, run_id: int) -> sa.ColumnElement[bool]:
    """Tell the lines of sheets that the run did not bring itself."""
    if table is not donor_consent:
        return sa.true()
    return donor_consent.c.import_run_id.is_distinct_from(run_id)
