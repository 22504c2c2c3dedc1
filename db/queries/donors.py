# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors as rows of lists and of the finder."""

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.domain.donors import DonorKind
from app.domain.gifts import Means
from app.domain.lists import Condition, ListColumn
from app.kernel.text import fold
from app.usecases.ports.people import DonorLine
from db.queries.lists import answering
from db.search import MATCH, Part, asked_words, pattern
from db.tables.donors import donor, donor_tag, donor_total
from db.work import Work

_PERSON = DonorKind.PERSON.value
_MEANS = {means.value: means for means in Means}

LINE = sa.select(
    donor.c.id, donor.c.number, donor.c.kind, donor.c.last_name, donor.c.first_name,
    donor.c.organisation_name, donor.c.street, donor.c.postal_code, donor.c.city, donor.c.phone,
    donor.c.email, donor.c.returned_on, donor.c.deceased_on, donor.c.archived_on,
    donor_total.c.gifts, donor_total.c.cents, donor_total.c.last_on, donor_total.c.last_cents,
    donor_total.c.last_means,
).select_from(donor.outerjoin(donor_total, donor_total.c.donor_id == donor.c.id))  # fmt: skip

_FIRST_TAG = (
    sa.select(sa.func.min(donor_tag.c.folded))
    .where(donor_tag.c.donor_id == donor.c.id)
    .scalar_subquery()
)
_ORDERS: dict[ListColumn, Any] = {
    ListColumn.NAME: donor.c.sort_key,
    ListColumn.NUMBER: donor.c.number,
    ListColumn.PLACE: donor.c.postal_code,
    ListColumn.LAST_GIFT: donor_total.c.last_on,
    ListColumn.LAST_AMOUNT: sa.func.nullif(donor_total.c.last_cents, 0),
    ListColumn.GIFTS: sa.func.nullif(donor_total.c.gifts, 0),
    ListColumn.TOTAL: donor_total.c.cents,
    ListColumn.RETURNED: donor.c.returned_on,
    ListColumn.ARCHIVED: donor.c.archived_on,
}
_TEXTS: dict[ListColumn, Any] = {
    ListColumn.KIND: donor.c.kind,
    ListColumn.CIVILITY: donor.c.civility,
    ListColumn.STREET: donor.c.street,
    ListColumn.POSTAL_CODE: donor.c.postal_code,
    ListColumn.CITY: donor.c.city,
    ListColumn.COUNTRY: donor.c.country,
    ListColumn.PHONE: donor.c.phone,
    ListColumn.EMAIL: donor.c.email,
    ListColumn.TAGS: _FIRST_TAG,
    ListColumn.RECEIPT: donor.c.receipt_wish,
    ListColumn.CORRESPONDENT: donor.c.correspondent,
    ListColumn.FORMER_NUMBER: donor.c.former_number,
}
"""What is ordered by its folded letters, which neither database knows."""
_ALWAYS_FILLED = frozenset({ListColumn.NAME, ListColumn.NUMBER, ListColumn.PLACE})
_SUMMED = 5_000
"""Ids summed by one statement, far under what either database takes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the donors of a list must answer.

    Attributes:
        text: Words.
        exact: Those who answer the text beyond doubt, whether they have its words or not.
    """

    text: str
    exact: Collection[int]
    conditions: Sequence[Condition]


class DonorQueries:
    """The reading side of donors."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work
        self._dialect = work.connection.dialect.name

    def lines(self, ids: Sequence[int]) -> list[DonorLine]:
        """Return the rows of these ids, in the order asked; missing ones left out."""
        found = self._fetch(donor.c.id.in_(ids)) if ids else []
        by_id = {line.id: line for line in found}
        return [by_id[i] for i in ids if i in by_id]

    def _fetch(self, condition: sa.ColumnElement[bool]) -> list[DonorLine]:
        return [line_of(row) for row in self._work.connection.execute(LINE.where(condition)).all()]

    def ids(self, order: ListColumn, asked: Asked, *, descending: bool) -> "array[int]":
        """Return the ids of a whole list in order."""
        answers = answering(self._work, asked.conditions)
        if words := asked_words(asked.text):
            answers.append(self._worded(words, asked.exact))
        elif asked.text.strip():
            return array("q")
        if order in _TEXTS:
            return self._by_text(_TEXTS[order], answers, descending=descending)
        column = _ORDERS[order]
        keys = [column] if order in _ALWAYS_FILLED else [column, donor.c.sort_key]
        keys.append(donor.c.id)
        if descending:
            keys = [key.desc() for key in keys]
        if order not in _ALWAYS_FILLED:
            keys[0] = keys[0].nulls_last()
        wanted = sa.select(donor.c.id).where(*answers).order_by(*keys)
        if order not in _ALWAYS_FILLED:
            totals = donor.outerjoin(donor_total, donor_total.c.donor_id == donor.c.id)
            wanted = wanted.select_from(totals)
        return self._work.ids(wanted)

    def _worded(self, words: Sequence[str], exact: Collection[int]) -> sa.ColumnElement[bool]:
        answers = sa.select(sa.column("rowid", sa.BigInteger)).select_from(sa.table("donor_search"))
        sought = pattern(words, self._dialect, Part.ALL)
        matching = sa.text(MATCH[self._dialect].format(":words")).bindparams(words=sought)
        return donor.c.id.in_(answers.where(matching)) | donor.c.id.in_(exact)

    def _by_text(
        self,
        column: sa.ColumnElement[str],
        answers: list[sa.ColumnElement[bool]],
        *,
        descending: bool,
    ) -> "array[int]":
        """Order by folded letters, then by name; those without a text last."""
        by_name = sa.select(donor.c.id, column).where(*answers)
        rows = self._work.connection.execute(by_name.order_by(donor.c.sort_key, donor.c.id)).all()
        folded = {text: fold(text) for text in {text for _id, text in rows} if text}
        filled = [(folded[text], row_id) for row_id, text in rows if text]
        filled.sort(key=lambda one: one[0], reverse=descending)
        empty = (row_id for row_id, text in rows if not text)
        return array("q", (*(row_id for _text, row_id in filled), *empty))

    def sum_of(self, ids: Sequence[int]) -> int:
        """Return the cents these donors gave in all."""
        total = 0
        given = sa.select(sa.func.sum(donor_total.c.cents))
        for start in range(0, len(ids), _SUMMED):
            mine = given.where(donor_total.c.donor_id.in_(ids[start : start + _SUMMED]))
            total += int(self._work.connection.execute(mine).scalar() or 0)
        return total

    def tags_of(self, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Return the tags of those donors that have any, by name."""
        borne = sa.select(donor_tag.c.donor_id, donor_tag.c.name)
        mine = borne.where(donor_tag.c.donor_id.in_(ids)).order_by(donor_tag.c.folded)
        tags: dict[int, tuple[str, ...]] = {}
        for donor_id, name in self._work.connection.execute(mine):
            tags[donor_id] = (*tags.get(donor_id, ()), name)
        return tags


def line_of(row: Any) -> DonorLine:  # noqa: ANN401 - a row of any select
    """Return a row of ``LINE`` as the lists show it."""
    (
        row_id, number, kind, last_name, first_name, organisation_name, street, postal_code, city,
        phone, email, returned_on, deceased_on, archived_on, gifts, cents, last_on, last_cents,
        last_means,
    ) = row  # fmt: skip
    name = f"{last_name.upper()} {first_name}".strip() if kind == _PERSON else organisation_name
    means = _MEANS[last_means] if last_means else None
    return DonorLine(
        row_id, number, kind, name, street, postal_code, city, phone, email, returned_on,
        deceased_on, archived_on, gifts or 0, cents or 0, last_on, last_cents or 0, means,
    )  # fmt: skip
