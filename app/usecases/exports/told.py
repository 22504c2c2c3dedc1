# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a whole dossier that left says of itself: how to read it, what it means, what it sums to."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from app.domain.exports import CellKind, Column, Formula
from app.domain.exports.dictionary import (
    TableFacts,
    column_meaning,
    kind_of_data_words,
    left_out,
    left_words,
    table_meaning,
    unit_of,
)
from app.domain.imports.cells import column_letters
from app.kernel.currency import current_currency
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.version import VERSION
from app.usecases.exports.bundle import MANIFEST
from app.usecases.ports import UnitOfWork
from app.usecases.ports.exports import Measure, YearSum
from app.usecases.ports.tables import Sheet

_COUNTED = {
    Measure.GIFTS: ("gift", "received_on", ("state", "posted")),
    Measure.DEPOSITS: ("deposit", "made_on", ("state", "<>cancelled")),
    Measure.RECEIPTS: ("tax_receipt", "year", None),
}
"""The table, the column of the day or of the year, and what a row must be."""


def read_me(uow: UnitOfWork, now: datetime) -> str:
    """Return what stands first in the archive, for whoever opens it in ten years."""
    asked = {
        "name": uow.organisation.get().name,
        "day": format_day(now.astimezone().date()),
        "version": VERSION,
        "schema": uow.everything.schema(),
        "manifest": MANIFEST,
        "currency": current_currency(),
    }
    lines = (
        _("The whole dossier of {name}, written on {day} by Obole {version} (tables {schema})."),
        _("dictionary: every table and every column, its type, unit, keys and meaning."),
        _("controls: sums and counts by year, and the rows of every table, to compare with."),
        _(
            "tables, or the workbook dossier.xlsx: the data. Amounts are whole hundredths of "
            "{currency}."
        ),
        _("documents: receipts, slips and attached papers; the index tells which row names which."),
        _("{manifest}: the fingerprint of each file; sha256sum --check {manifest} examines them."),
        _(
            "Text tables are UTF-8, with commas, quotes where needed (RFC 4180) and days as "
            "2025-12-31."
        ),
        _(
            "A text that a spreadsheet would take for a formula bears an apostrophe before it: "
            "before = + - @, a tabulation or a new line, or apostrophes followed by one of these, "
            "take one apostrophe off."
        ),
        _(
            "In a workbook, a text longer than a cell holds is in the folder texts, named by the "
            "cell."
        ),
        _(
            "Never in it: passphrases, passwords of servers, the key of the seal, and the key of "
            "the fingerprints of accounts."
        ),
        _(
            "It holds persons' data: keep it as safe as the dossier, and no longer than you need "
            "it."
        ),
    )
    return "\r\n\r\n".join(line.format(**asked) for line in lines) + "\r\n"


def dictionary_sheet(tables: Sequence[TableFacts]) -> Sheet:
    """Return every table and every column with what it means."""
    columns = (
        Column(_("Table"), width=22),
        Column(_("Column"), width=24),
        Column(_("Type"), width=26),
        Column(_("Unit"), width=18),
        Column(_("Key"), width=6),
        Column(_("Refers to"), width=20),
        Column(_("May be empty"), width=10),
        Column(_("Words allowed"), width=40),
        Column(_("Meaning"), width=80),
        Column(_("Remark"), width=30),
    )
    return Sheet("dictionary", columns, list(_meanings(tables)))


def _meanings(tables: Sequence[TableFacts]) -> Iterator[Sequence[object]]:
    kinds, why = kind_of_data_words(), left_words()
    for table in sorted(tables, key=lambda one: one.name):
        gone = left_out(table.name)
        yield (
            *(table.name, "", _("table"), "", "", "", "", "", table_meaning(table.name)),
            why[gone] if gone else "",
        )
        for column in () if gone else table.columns:
            lacks = left_out(table.name, column.name)
            yield (
                *(table.name, column.name, kinds[column.kind], unit_of(column)),
                *(_("yes") if column.key else "", column.refers),
                *(_("yes") if column.empty else "", ", ".join(column.words)),
                *(column_meaning(table.name, column.name), why[lacks] if lacks else ""),
            )


def controls_sheet(
    tables: Sequence[TableFacts], counts: Mapping[str, int], sums: Sequence[YearSum]
) -> Sheet:
    """Return what the dossier sums to; a workbook computes each figure again."""
    columns = (
        Column(_("Control"), width=44),
        Column(_("Year"), CellKind.COUNT, 8),
        Column(_("Count"), CellKind.COUNT, 12),
        Column(_("Amount"), CellKind.MONEY, 18),
    )
    words = {
        Measure.GIFTS: _("Gifts posted, reversals taken off, by the day that counts"),
        Measure.DEPOSITS: _("Deposits, without those cancelled, by their day"),
        Measure.RECEIPTS: _("Receipts issued, those cancelled since among them"),
    }
    named = {one.name: one for one in tables}
    rows: list[tuple[object, ...]] = []
    for one in sums:
        facts = named[_COUNTED[one.measure][0]]
        counted, added = _computed(one, facts, counts[facts.name])
        rows.append((words[one.measure], one.year, counted, added))
    rows += [
        (_("Rows of {table}").format(table=one.name), None, _row_count(one, counts), None)
        for one in tables
    ]
    return Sheet("controls", columns, rows)


def _computed(one: YearSum, facts: TableFacts, rows: int) -> tuple[Formula, Formula]:
    """Return the count and the sum of a year as formulas on the sheet of the table."""
    _table, day, wanted = _COUNTED[one.measure]
    when, year = _range(facts, day, rows), one.year
    if day == "year":
        asked = f"{when},{year}"
    else:
        asked = f'{when},">="&DATE({year},1,1),{when},"<="&DATE({year},12,31)'
    if wanted:
        column, word = wanted
        asked += f',{_range(facts, column, rows)},"{word}"'
    cents = _range(facts, "cents", rows)
    counted = Formula(f"=COUNTIFS({asked})", one.count)
    return counted, Formula(f"=SUMIFS({cents},{asked})/100", one.cents)


def _row_count(facts: TableFacts, counts: Mapping[str, int]) -> object:
    rows = counts[facts.name]
    key = next(column.name for column in facts.columns if column.key)
    return Formula(f"=COUNTA({_range(facts, key, rows)})", rows) if rows else 0


def _range(facts: TableFacts, column: str, rows: int) -> str:
    index = [one.name for one in facts.columns].index(column)
    letters = column_letters(index)
    return f"{facts.name}!${letters}$2:${letters}${rows + 1}"
