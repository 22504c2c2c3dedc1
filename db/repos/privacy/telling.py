# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All that the dossier holds on one person, table by table, as a machine reads it.

The tables are those an erasure walks: what is known of a person is told, or erased, from one list.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from db.base import metadata
from db.repos.duplicates.references import table_of
from db.repos.privacy.catalogue import CATALOGUE
from db.repos.privacy.erasing import Subject
from db.tables.desk import gift
from db.tables.donors import donor
from db.tables.households import household_member
from db.tables.receipts import tax_receipt
from db.work import Work

_UNTOLD = {
    *("version", "sort_key", "folded", "fingerprint", "import_run_id", "document_sha256"),
    *("previous_hash", "hash", "snapshot_sha256", "sha256", "proof_sha256", "keyed_by", "by"),
}
"""Columns of the program's own; documents go beside, under their names."""
_OF_DONORS = (donor.c.id, gift.c.donor_id, tax_receipt.c.donor_id, household_member.c.donor_id)
_SAID_BY = ("donor_apart",)
"""Tables that say something of somebody else too, who is not told."""


def everything(work: Work, who: Subject) -> dict[str, list[dict[str, object]]]:
    """Return every row of a person by table; days and instants as ISO 8601, money in cents."""
    columns = {table_of(c): c for c in _OF_DONORS}
    found = {table.name: _rows(work, table, who.linked(c)) for table, c in columns.items()}
    for rule in CATALOGUE:
        table = metadata.tables[rule.table]
        if table.name not in found and table.name not in _SAID_BY:
            found[table.name] = _rows(work, table, who.linked(table.c[rule.link]))
    return {name: rows for name, rows in found.items() if rows}


def _rows(work: Work, table: sa.Table, mine: sa.ColumnElement[bool]) -> list[dict[str, object]]:
    told = [column for column in table.columns if column.name not in _UNTOLD]
    ordered = sa.select(*told).where(mine).order_by(*table.primary_key)
    rows = work.connection.execute(ordered).mappings()
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> object:  # noqa: ANN401 - of any column
    return value.isoformat() if isinstance(value, date | datetime) else value
