# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One merge undone, whatever was done since, later merges included."""

import json
from typing import Any

import sqlalchemy as sa

from app.domain.donors import Donor, number_text
from app.domain.duplicates.merging import restored
from app.domain.receipts import number_of
from app.usecases.ports.duplicates import Unmerged
from db.mapping import Mapper
from db.repos.donors import SqlDonorRepo
from db.repos.duplicates.references import (
    Moved,
    References,
    key_besides,
    name_in,
    referring,
    table_of,
    told,
    typed,
)
from db.search import DonorIndex
from db.tables.desk import gift
from db.tables.donors import donor
from db.tables.duplicates import donor_merge, donor_redirect
from db.tables.receipts import receipt_event, tax_receipt, tax_receipt_line
from db.totals import refresh_totals
from db.work import Work

_ROOM = "donors"
_GIFTS = "gift.donor_id"
_FOLLOWING = (gift.c.reverses_id, gift.c.corrects_id, gift.c.part_of_id)
_WRITTEN = (gift.c.clue, gift.c.note, gift.c.reference)


class Undoing:
    """Makes two records of one again.

    Args:
        row: The merge as it is kept.
    """

    def __init__(self, work: Work, row: sa.RowMapping) -> None:
        """Read what the merge kept."""
        self._work, self._row = work, row
        self._owner: int = row["gone_id"]
        self._moved: Moved = json.loads(row["moved"])
        self._gone: dict[str, Any] = json.loads(row["gone"])

    def run(self, holder: int) -> Unmerged:
        """Take everything of the record put away back from its ``holder``."""
        connection = self._work.connection
        image = {**self._gone, "version": self._gone["version"] + 1}
        connection.execute(donor.insert().values(**typed(donor, image)))
        key = SqlDonorRepo(self._work).get(self._owner).sort_key
        mine = donor.c.id == self._owner
        connection.execute(donor.update().where(mine).values(sort_key=key))
        forget = donor_redirect.delete().where(donor_redirect.c.number == self._row["gone_number"])
        connection.execute(forget)
        since = self._since(holder)
        back: Moved = {**self._moved}
        back[_GIFTS] = [*self._moved.get(_GIFTS, []), *([one] for one in since)]
        self._leave_later_merges(back)
        References(self._work).give_back(back, holder, self._owner)
        self._give_parts_back(holder)
        done = {"undone_at": self._work.at, "undone_by": self._work.actor}
        this = donor_merge.c.id == self._row["id"]
        connection.execute(donor_merge.update().where(this).values(**done))
        return self._settle(holder, since, len(back[_GIFTS]))

    def _settle(self, holder: int, since: list[int], gifts: int) -> Unmerged:
        """Index and count both anew, leave the trail, and tell what there is to look at."""
        repo = SqlDonorRepo(self._work)
        owner = repo.get(self._owner)
        for one in (owner, repo.get(holder)):
            DonorIndex(self._work).replace(one)
        refresh_totals(self._work, [holder, self._owner])
        kept = repo.get(holder)
        told_ = {"number": [kept.number_text, owner.number_text], "since": [None, len(since)]}
        self._work.record(_ROOM, owner.id, "unmerged", told_)
        self._work.record(_ROOM, holder, "let_go", told_)
        return Unmerged(owner, holder, gifts, len(since), self._straddling(holder))

    def _since(self, holder: int) -> list[int]:
        """Return the gifts that came after the merge and are the restored donor's.

        Those that reverse, correct or share a payment with a gift that goes back, and those on
        which somebody wrote the number put away. Any other stays where it was keyed.
        """
        back = {key[0] for key in self._moved.get(_GIFTS, [])}
        mine = gift.c.donor_id == holder
        number = f"%{number_text(self._row['gone_number'])}%"
        named = sa.or_(*(column.like(number) for column in _WRITTEN))
        known = back | self._ids(mine, named, gift.c.keyed_at >= self._row["at"])
        fresh = known
        while fresh:
            fresh = self._following(mine, fresh) - known
            known |= fresh
        return sorted(known - back)

    def _following(self, mine: sa.ColumnElement[bool], ids: set[int]) -> set[int]:
        if not ids:
            return set()
        return self._ids(mine, sa.or_(*(column.in_(ids) for column in _FOLLOWING)))

    def _ids(self, *conditions: sa.ColumnElement[bool]) -> set[int]:
        return set(self._work.connection.execute(sa.select(gift.c.id).where(*conditions)).scalars())

    def _leave_later_merges(self, back: Moved) -> None:
        """Take what goes back out of what later merges would give to somebody else."""
        for row in self._later():
            moved = json.loads(row["moved"])
            self._take_out_of(moved["left"], back)
            for name, keys in back.items():
                if name != "left" and name in moved:
                    given = {tuple(key) for key in keys}
                    moved[name] = [key for key in moved[name] if tuple(key) not in given]
            redirects = moved.get("donor_redirect.donor_id", [])
            number = [self._row["gone_number"]]
            if number in redirects:
                redirects.remove(number)
            self._rewrite(row["id"], moved=moved)

    def _take_out_of(self, left: dict[str, list[dict[str, Any]]], back: Moved) -> None:
        """Put back the rows that go back and that a later merge had set apart."""
        for column in referring():
            table, name = table_of(column), name_in(column)
            others = [one.name for one in key_besides(column)]
            given = {tuple(key) for key in back.get(name, [])}
            for row in [
                row
                for row in left.get(table.name, [])
                if tuple(row[one] for one in others) in given
                and row[column.name] == self._row["kept_id"]
            ]:
                left[table.name].remove(row)
                back[name].remove([row[one] for one in others])
                ours = typed(table, {**row, column.name: self._owner})
                self._work.connection.execute(table.insert().values(**ours))

    def _give_parts_back(self, holder: int) -> None:
        """Take what came from the record put away out of the record kept, in all its later states.

        It may have been put away itself since: then its image in that merge is what is mended.
        """
        kept_id = self._row["kept_id"]
        before, after = json.loads(self._row["before"]), json.loads(self._row["after"])
        for row in self._later():
            if row["kept_id"] == kept_id:
                images = {name: json.loads(row[name]) for name in ("before", "after")}
                mended = {n: restored(image, before, after) for n, image in images.items()}
                self._rewrite(row["id"], **mended)
            elif row["gone_id"] == kept_id:
                gone = restored(json.loads(row["gone"]), before, after)
                self._rewrite(row["id"], gone=gone)
        if holder == kept_id:
            repo = SqlDonorRepo(self._work)
            wanted = sa.select(donor).where(donor.c.id == kept_id)
            live = self._work.connection.execute(wanted).mappings().one()
            now = {name: told(value) for name, value in live.items()}
            given_back = restored(now, before, after)
            mapper: Mapper[Donor] = SqlDonorRepo.mapper
            repo.save(mapper.from_row(typed(donor, given_back)))  # type: ignore[arg-type]

    def _later(self) -> list[sa.RowMapping]:
        later = donor_merge.c.id > self._row["id"]
        wanted = sa.select(donor_merge).where(later, donor_merge.c.undone_at.is_(None))
        found = self._work.connection.execute(wanted.order_by(donor_merge.c.id))
        return list(found.mappings())

    def _rewrite(self, merge_id: int, **images: Any) -> None:  # noqa: ANN401 - of JSON
        values = {name: json.dumps(image, ensure_ascii=False) for name, image in images.items()}
        mine = donor_merge.c.id == merge_id
        self._work.connection.execute(donor_merge.update().where(mine).values(**values))

    def _straddling(self, holder: int) -> tuple[str, ...]:
        """Return the standing receipts of the holder that hold a gift which went back."""
        cancelled = sa.exists().where(
            receipt_event.c.receipt_id == tax_receipt.c.id, receipt_event.c.kind == "cancelled"
        )
        joined = tax_receipt.join(
            tax_receipt_line, tax_receipt_line.c.receipt_id == tax_receipt.c.id
        ).join(gift, gift.c.id == tax_receipt_line.c.gift_id)
        wanted = (
            sa.select(tax_receipt.c.year, tax_receipt.c.sequence)
            .select_from(joined)
            .where(tax_receipt.c.donor_id == holder, gift.c.donor_id == self._owner, ~cancelled)
            .distinct()
            .order_by(tax_receipt.c.year, tax_receipt.c.sequence)
        )
        rows = self._work.connection.execute(wanted)
        return tuple(number_of(row.year, row.sequence) for row in rows)


def name_of(image: dict[str, Any]) -> str:
    """Return the name of a record kept as JSON, as lists show it."""
    if image["organisation_name"]:
        return str(image["organisation_name"])
    return f"{image['last_name'].upper()} {image['first_name']}".strip()
