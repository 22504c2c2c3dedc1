# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of donors made by conditions: shown, counted, written out."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.lists import (
    COLUMNS,
    Condition,
    ListColumn,
    SavedList,
    read_columns,
    read_condition,
    told,
)
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.donors import DonorIds
from app.usecases.lists import (
    ExportList,
    ForgetList,
    ListNamed,
    ListRows,
    ListSum,
    SavedLists,
    SaveList,
    cell,
    cell_text,
)
from app.usecases.office import Office
from app.usecases.ports.people import ListRow


def add_verbs(donors: Verbs) -> None:
    """Add ``donors list`` and ``donors lists``."""
    kept = donors.add("lists", _("tell the lists kept by name"), _lists)
    kept.add_argument("--forget", default="", metavar=_("NAME"), help=_("keep it no longer"))
    verb = donors.add("list", _("list donors by conditions, in any order and columns"), _list)
    where = _("a condition, such as city=Rennes or total@2025>=100; several must all hold")
    verb.add_argument("--list", default="", metavar=_("NAME"), help=_("a list kept by name"))
    verb.add_argument("--save", default="", metavar=_("NAME"), help=_("keep it by this name"))
    verb.add_argument("--where", action="append", default=[], metavar=_("CONDITION"), help=where)
    verb.add_argument("--text", default="", help=_("words the donors must answer"))
    verb.add_argument("--columns", default="", help=", ".join(ListColumn))
    verb.add_argument("--sort", default="", metavar=_("COLUMN"))
    verb.add_argument("--descending", action="store_true", help=_("sort the other way round"))
    verb.add_argument("--out", type=Path, metavar=_("FILE.xlsx|.ods|.csv"))


def _list(office: Office, options: argparse.Namespace, console: Console) -> None:
    made = _made(office, options)
    if options.save:
        made = office.do(SaveList(replace(made, name=options.save)))
    conditions, columns = made.conditions, made.shown
    query = DonorIds(made.sort, made.descending, options.text, conditions)
    ids = tuple(office.ask(query))
    document: dict[str, Any] = {
        "count": len(ids),
        "total_cents": office.ask(ListSum(ids)),
        "conditions": [condition.written for condition in conditions],
        "name": made.name,
    }
    if options.out:
        command = ExportList(ids, columns, options.out, told(conditions))
        written = office.do(command, console.progress)
        document |= {"rows": written.rows, "path": str(written.path)}
        sentences = [_("Written: {path}").format(path=written.path)]
    else:
        rows = office.ask(ListRows(ids))
        document["donors"] = [_row(columns, row) for row in rows]
        headers = [_(COLUMNS[column].title) for column in columns]
        sentences = table(headers, [[cell_text(one, row) for one in columns] for row in rows])
    console.answer(document, [*sentences, *_summary(conditions, document)])


def _made(office: Office, options: argparse.Namespace) -> SavedList:
    """Return the list asked for: one that is kept, or none, and what the words change of it."""
    found = office.ask(ListNamed(options.list)) if options.list else SavedList()
    conditions = (*found.conditions, *(read_condition(text) for text in options.where))
    columns = read_columns(options.columns) if options.columns else found.shown
    return replace(
        found,
        written="\n".join(condition.written for condition in conditions),
        columns=",".join(columns),
        sort=read_columns(options.sort)[0] if options.sort else found.sort,
        descending=options.descending or (found.descending and not options.sort),
    )


def _lists(office: Office, options: argparse.Namespace, console: Console) -> None:
    if options.forget:
        office.do(ForgetList(office.ask(ListNamed(options.forget)).id))
    kept = office.ask(SavedLists())
    document = {
        "lists": [
            {"name": one.name, "conditions": one.written.splitlines(), "columns": one.shown}
            for one in kept
        ]
    }
    rows = [(one.name, told(one.conditions)) for one in kept]
    console.answer(document, table((_("Name"), _("Conditions")), rows))


def _row(columns: Sequence[ListColumn], row: ListRow) -> dict[str, Any]:
    money = {ListColumn.TOTAL: "total_cents", ListColumn.LAST_AMOUNT: "last_amount_cents"}
    return {money.get(column, column.value): cell(column, row) for column in columns}


def _summary(conditions: tuple[Condition, ...], document: dict[str, Any]) -> list[str]:
    message = ngettext("{count} donor, {total}.", "{count} donors, {total}.", document["count"])
    total = format_amount(document["total_cents"])
    return [
        *([told(conditions)] if conditions else []),
        message.format(count=document["count"], total=total),
    ]
