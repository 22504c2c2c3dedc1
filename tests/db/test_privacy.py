# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No table and no text of a person can be forgotten by an erasure."""

from collections.abc import Iterable

import sqlalchemy as sa

import db.tables  # noqa: F401 - makes the metadata whole
from db.base import metadata
from db.repos.privacy.catalogue import CATALOGUE, OTHERS, STAYS, Rows, Texts
from db.tables.donors import donor

HOW = (
    "{name} is unknown to erasures. If it holds anything of a donor, add it to CATALOGUE in "
    "db/repos/privacy/catalogue.py (Rows when its rows are the donor's and go whole, Texts when "
    "they stay and a column is emptied); if it holds nothing of a donor, to STAYS (a column) or "
    "OTHERS (a table) there, with the reason."
)
TABLES = sorted(metadata.tables.values(), key=lambda table: table.name)
WHOLE = {rule.table for rule in CATALOGUE if isinstance(rule, Rows)}
EMPTIED = {
    f"{rule.table}.{name}" for rule in CATALOGUE if isinstance(rule, Texts) for name in rule.values
}


PARTED = {rule.table for rule in CATALOGUE if isinstance(rule, Texts)}


def unknown(tables: Iterable[sa.Table]) -> list[str]:
    """Return the sentence for each table nobody decided on."""
    known = WHOLE | PARTED | set(OTHERS)
    return [HOW.format(name=table.name) for table in tables if table.name not in known]


def test_every_table_is_known_to_erasures() -> None:
    assert unknown(TABLES) == []


def test_a_table_nobody_decided_on_is_told_with_what_to_do() -> None:
    planted = sa.Table("diary", sa.MetaData(), sa.Column("secret", sa.String))
    (told,) = unknown([*TABLES, planted])
    assert told.startswith("diary is unknown to erasures")
    assert "catalogue.py" in told


def test_every_text_of_rows_that_stay_is_known_to_erasures() -> None:
    for table in TABLES:
        if table.name in WHOLE | set(OTHERS):
            continue
        for column in table.columns:
            telling = isinstance(column.type, sa.String | sa.LargeBinary)
            if telling or column.references(donor.c.id):
                name = f"{table.name}.{column.name}"
                linked = name in {f"{r.table}.{r.link}" for r in CATALOGUE}
                known = name in EMPTIED | set(STAYS) or (linked and name.endswith("_id"))
                assert known, HOW.format(name=name)


def test_every_row_that_names_a_donor_goes_by_each_column_that_names_one() -> None:
    for name in WHOLE:
        naming = {c.name for c in metadata.tables[name].columns if c.references(donor.c.id)}
        links = {rule.link for rule in CATALOGUE if rule.table == name}
        assert naming <= links, HOW.format(name=f"{name} ({', '.join(naming - links)})")


def test_the_catalogue_names_nothing_that_is_not_there() -> None:
    names = set(metadata.tables)
    assert {rule.table for rule in CATALOGUE} | set(OTHERS) <= names
    columns = {f"{table.name}.{column.name}" for table in TABLES for column in table.columns}
    assert EMPTIED | set(STAYS) <= columns
    assert not EMPTIED & set(STAYS)
