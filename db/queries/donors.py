# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors as rows of lists and of the finder."""

from array import array
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from app.domain.donors import DonorKind
from app.domain.gifts import Means
from app.usecases.ports.people import DonorLine, DonorOrder
from db.search import MATCH, Part, asked_words, pattern
from db.tables.donors import donor, donor_total
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

_ORDERS: dict[DonorOrder, Any] = {
    DonorOrder.NAME: donor.c.sort_key,
    DonorOrder.NUMBER: donor.c.number,
    DonorOrder.PLACE: donor.c.postal_code,
    DonorOrder.LAST_GIFT: donor_total.c.last_on,
    DonorOrder.TOTAL: donor_total.c.cents,
}
_ON_TOTALS = frozenset({DonorOrder.LAST_GIFT, DonorOrder.TOTAL})


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

    def ids(
        self, order: DonorOrder, *, descending: bool, text: str, exact: Collection[int] = ()
    ) -> "array[int]":
        """Return the ids of a whole list in order, filtered by the words of ``text``.

        Those of ``exact`` answer the text beyond doubt, whether they have its words or not.
        """
        column = _ORDERS[order]
        keys = [column, donor.c.sort_key, donor.c.id] if order in _ON_TOTALS else [column]
        if donor.c.id not in keys:
            keys.append(donor.c.id)
        if descending:
            keys = [key.desc() for key in keys]
        if order in _ON_TOTALS:
            keys[0] = keys[0].nulls_last()
        wanted = sa.select(donor.c.id).order_by(*keys)
        if order in _ON_TOTALS:
            totals = donor.outerjoin(donor_total, donor_total.c.donor_id == donor.c.id)
            wanted = wanted.select_from(totals)
        if asked := asked_words(text):
            answers = sa.select(sa.column("rowid", sa.BigInteger)).select_from(
                sa.table("donor_search")
            )
            words = pattern(asked, self._dialect, Part.ALL)
            matching = sa.text(MATCH[self._dialect].format(":words")).bindparams(words=words)
            answering = donor.c.id.in_(answers.where(matching)) | donor.c.id.in_(exact)
            wanted = wanted.where(answering)
        elif text.strip():
            return array("q")
        return self._work.ids(wanted)


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
