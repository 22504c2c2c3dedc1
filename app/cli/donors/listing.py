# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of donors made by conditions: shown, counted, written out."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.consents import PURPOSES, Channel, Purpose, left_out_words
from app.domain.donors import Tag
from app.domain.exports.models import personal_words
from app.domain.lists import (
    COLUMNS,
    Condition,
    ListColumn,
    SavedList,
    read_columns,
    read_condition,
    told,
)
from app.domain.lists.labels import USUAL_SHEET
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.donors import DonorIds
from app.usecases.exports import Solicitation
from app.usecases.lists import (
    AddTags,
    AddTasks,
    ExportList,
    ForgetList,
    ListNamed,
    ListRows,
    ListSum,
    PrintLabels,
    PrintList,
    SavedLists,
    SaveList,
    TakeTag,
    cell,
    cell_text,
    unreached_words,
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
    verb.add_argument("--out", type=Path, metavar=_("FILE.xlsx|.ods|.csv|.pdf"))
    verb.add_argument("--labels", type=Path, metavar="PDF", help=_("address labels of the list"))
    verb.add_argument("--sheet", default=USUAL_SHEET, help=_("reference of the sheets of labels"))
    first = _("the first free label of the first sheet")
    verb.add_argument("--first", type=int, default=1, metavar="N", help=first)
    purposes = [purpose.value for purpose in PURPOSES]
    why = _("what the donors will be asked or told: those who oppose are left out")
    verb.add_argument("--for", dest="purpose", choices=purposes, help=why)
    _add_marks(verb)


def _add_marks(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--tag", default="", metavar=_("TAG"), help=_("put it on each donor"))
    verb.add_argument("--untag", default="", metavar=_("TAG"), help=_("take it off each donor"))
    verb.add_argument("--task", default="", metavar=_("TEXT"), help=_("note it for each donor"))
    verb.add_argument("--due", type=date.fromisoformat, metavar="YYYY-MM-DD")
    verb.add_argument("--assignee", default="", metavar=_("USER"))


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
    words = told(conditions)
    sentences = []
    if options.out:
        sentences += _write(office, options, console, document, Shown(ids, columns, words))
    if options.labels:
        sentences += _labels(office, options, console, document, Shown(ids, columns, words))
    sentences += _mark(office, options, document, ids)
    if not sentences:
        rows = office.ask(ListRows(ids))
        document["donors"] = [_row(columns, row) for row in rows]
        headers = [_(COLUMNS[column].title) for column in columns]
        sentences += table(headers, [[cell_text(one, row) for one in columns] for row in rows])
    console.answer(document, [*sentences, *_summary(conditions, document)])


@dataclass(frozen=True, slots=True)
class Shown:
    """What is made something of: donors in order, columns, conditions in words."""

    ids: tuple[int, ...]
    columns: tuple[ListColumn, ...]
    told: str


def _write(
    office: Office,
    options: argparse.Namespace,
    console: Console,
    document: dict[str, Any],
    shown: Shown,
) -> list[str]:
    solicit = Solicitation(Purpose(options.purpose)) if options.purpose else None
    if options.out.suffix.lower() == ".pdf":
        printing = PrintList(shown.ids, shown.columns, options.out, shown.told, solicit)
        written = office.do(printing, console.progress)
    else:
        export = ExportList(shown.ids, shown.columns, options.out, shown.told, solicit)
        written = office.do(export, console.progress)
    document |= {"rows": written.rows, "path": str(written.path), "left_out": written.left_out}
    left_out = [left_out_words(written.left_out)] if solicit else []
    return [_("Written: {path}").format(path=written.path), personal_words(), *left_out]


def _labels(
    office: Office,
    options: argparse.Namespace,
    console: Console,
    document: dict[str, Any],
    shown: Shown,
) -> list[str]:
    purpose = Purpose(options.purpose) if options.purpose else None
    solicit = Solicitation(purpose, Channel.POST) if purpose else None
    command = PrintLabels(
        shown.ids, options.labels, solicit, options.sheet, options.first, shown.told
    )
    done = office.do(command, console.progress)
    document["labels"] = {
        "count": done.count,
        "pdf": str(done.path),
        "left_out": {why.value: count for why, count in done.left_out.items()},
    }
    sentences = [_("Written: {path}").format(path=done.path)]
    if done.left_out:
        reasons = unreached_words(done.left_out)
        sentences.append(_("Left out: {reasons}.").format(reasons=reasons))
    return sentences


def _mark(
    office: Office, options: argparse.Namespace, document: dict[str, Any], ids: tuple[int, ...]
) -> list[str]:
    sentences = []
    if options.tag:
        put = office.do(AddTags(tuple(Tag(donor_id=one, name=options.tag) for one in ids)))
        document["tagged"] = len(put)
        text = ngettext("{name}: put on {count} donor.", "{name}: put on {count} donors.", len(put))
        sentences.append(text.format(name=options.tag, count=len(put)))
    if options.untag:
        gone = office.do(TakeTag(ids, options.untag))
        document["untagged"] = len(gone)
        text = ngettext(
            "{name}: taken off {count} donor.", "{name}: taken off {count} donors.", len(gone)
        )
        sentences.append(text.format(name=options.untag, count=len(gone)))
    if options.task:
        due_on = options.due or office.clock.today()
        noted = office.do(AddTasks(ids, options.task, due_on, options.assignee))
        document["tasks"] = len(noted)
        text = ngettext("{count} task noted.", "{count} tasks noted.", len(noted))
        sentences.append(text.format(count=len(noted)))
    return sentences


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
