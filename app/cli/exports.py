# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs that write lists out."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.cli.console import Console
from app.cli.main import Verbs
from app.domain.consents import CHANNELS, PURPOSES, Channel, Purpose, left_out_words
from app.domain.exports import Conventions
from app.domain.exports.models import personal_words
from app.domain.lists import told as told_conditions
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.kernel.text import fold
from app.usecases.donors import DonorIds
from app.usecases.exports import (
    ExportAccountant,
    Exported,
    ExportKind,
    ExportModel,
    ExportModels,
    ExportTable,
    ExportWhole,
    ForgetModel,
    ListColumns,
    SaveModel,
    Solicitation,
    WholeForm,
    packed_sentence,
    provisional_sentence,
    whole_sentence,
)
from app.usecases.lists import ExportList, ListNamed
from app.usecases.office import Office


def add_verbs(verbs: Verbs) -> None:
    """Add ``export donors`` and its kin."""
    exports = verbs.group("export", _("lists to workbooks and text tables"))
    told = {
        ExportKind.DONORS: _("write the list of donors"),
        ExportKind.GIFTS: _("write the list of posted gifts"),
        ExportKind.RECEIPTS: _("write the register of tax receipts"),
        ExportKind.BATCHES: _("write the list of batches"),
        ExportKind.DEPOSITS: _("write the list of deposits"),
        ExportKind.CALLS: _("write the lists of calls"),
    }
    for kind, help_text in told.items():
        verb = exports.add(kind.value, help_text, _export)
        verb.set_defaults(kind=kind)
        verb.add_argument("file", type=Path, metavar=_("FILE.xlsx|.ods|.csv"))
        verb.add_argument("--year", type=int, help=_("that year only"))
        _add_columns(verb)
        verb.set_defaults(purpose="", channel=Channel.ALL.value)
        if kind is ExportKind.DONORS:
            _add_purpose(verb)
    segment = exports.add("segment", _("write a list of donors kept by name"), _segment)
    segment.add_argument("file", type=Path, metavar=_("FILE.xlsx|.ods|.csv"))
    segment.add_argument("--segment", required=True, metavar=_("NAME"))
    _add_columns(segment)
    segment.set_defaults(kind=ExportKind.DONORS, purpose="", channel=Channel.ALL.value)
    _add_purpose(segment)
    _add_models(exports)
    _add_accountant(exports)
    whole = exports.add("whole", _("write the whole dossier in open formats"), _leave)
    whole.add_argument("--out", type=Path, required=True, metavar=_("FILE.zip"))
    in_one = _("the tables in one workbook instead of text tables")
    whole.add_argument("--workbook", action="store_true", help=in_one)


def _add_columns(verb: argparse.ArgumentParser) -> None:
    chosen = verb.add_mutually_exclusive_group()
    chosen.add_argument("--model", default="", metavar=_("NAME"), help=_("columns kept by name"))
    words = _("keys of the columns in their order, parted by commas; see export columns")
    chosen.add_argument("--columns", default="", help=words)
    told = _("how a .csv is written; by default as the language has it")
    verb.add_argument("--csv", choices=[one.value for one in Conventions], help=told)


def _add_models(exports: Verbs) -> None:
    kinds = [kind.value for kind in ExportKind]
    columns = exports.add("columns", _("tell the columns of a list, and its models"), _columns)
    columns.add_argument("kind", choices=kinds)
    model = exports.add("model", _("keep columns by name, or keep them no longer"), _model)
    model.add_argument("kind", choices=kinds)
    model.add_argument("name", metavar=_("NAME"))
    model.add_argument("--columns", default="", help=_("keys of the columns, parted by commas"))
    model.add_argument("--rename", default="", metavar=_("NAME"), help=_("another name"))
    model.add_argument("--usual", action="store_true", help=_("the one the page proposes first"))
    model.add_argument("--forget", action="store_true", help=_("keep it no longer"))


def _columns(office: Office, options: argparse.Namespace, console: Console) -> None:
    kind = ExportKind(options.kind)
    columns = office.ask(ListColumns(kind))
    models = office.ask(ExportModels(kind))
    document = {
        "columns": [{"key": one.key, "title": one.title} for one in columns],
        "models": [_told(one) for one in models],
    }
    sentences = [f"{one.key} | {one.title}" for one in columns]
    console.answer(document, [*sentences, *(f"{one.name}: {one.columns}" for one in models)])


def _model(office: Office, options: argparse.Namespace, console: Console) -> None:
    kind = ExportKind(options.kind)
    if options.forget:
        gone = office.do(ForgetModel(kind, options.name))
        console.answer(_told(gone), [_("Kept no longer: {name}.").format(name=gone.name)])
        return
    same = (one for one in office.ask(ExportModels(kind)) if one.folded == fold(options.name))
    known = next(same, ExportModel(kind=kind, name=options.name))
    model = replace(
        known,
        name=options.rename or known.name,
        columns=options.columns or known.columns,
        usual=options.usual or known.usual,
    )
    kept = office.do(SaveModel(model))
    console.answer(_told(kept), [_("Kept: {name}.").format(name=kept.name)])


def _told(model: ExportModel) -> dict[str, object]:
    return {"name": model.name, "columns": list(model.keys), "usual": model.usual}


def _segment(office: Office, options: argparse.Namespace, console: Console) -> None:
    made = office.ask(ListNamed(options.segment))
    ids = office.ask(DonorIds(made.sort, made.descending, conditions=made.conditions))
    words = told_conditions(made.conditions)
    export = ExportList(
        tuple(ids),
        made.shown,
        options.file,
        words,
        _solicitation(options),
        chosen=_chosen(options),
        model=options.model,
        conventions=_conventions(options),
    )
    _answer(office.do(export, console.progress), options, console)


def _leave(office: Office, options: argparse.Namespace, console: Console) -> None:
    form = WholeForm.WORKBOOK if options.workbook else WholeForm.CSV
    out = office.do(ExportWhole(options.out, form), console.progress)
    document = {
        "path": str(out.path),
        "tables": out.tables,
        "rows": out.rows,
        "documents": out.documents,
        "files": out.files,
        "missing": list(out.missing),
    }
    console.answer(document, [whole_sentence(out)])


def _add_accountant(exports: Verbs) -> None:
    verb = exports.add("accountant", _("write the accountant's package of a year"), _pack)
    period = verb.add_mutually_exclusive_group(required=True)
    period.add_argument("--year", type=int, help=_("a calendar year"))
    told = _("the twelve months that end on this day")
    period.add_argument("--closing", type=date.fromisoformat, metavar="YYYY-MM-DD", help=told)
    verb.add_argument("--out", type=Path, required=True, metavar=_("FILE.zip"))
    verb.add_argument("--names", action="store_true", help=_("name the donors in the lists"))


def _pack(office: Office, options: argparse.Namespace, console: Console) -> None:
    closing = options.closing or date(options.year, 12, 31)
    command = ExportAccountant(options.out, closing, names=options.names)
    packed = office.do(command, console.progress)
    sentences = [packed_sentence(packed)]
    if not packed.final:
        sentences.append(provisional_sentence())
    for one in packed.controls:
        told = _("agrees") if one.ok else _("DIFFERS")
        left, right = format_amount(one.left_cents), format_amount(one.right_cents)
        sentences.append(f"{told} | {left} | {right} | {one.name}")
    document = {
        "files": list(packed.files),
        "entries": packed.entries,
        "lines": packed.lines,
        "debit_cents": packed.debit_cents,
        "credit_cents": packed.credit_cents,
        "final": packed.final,
        "controls": [
            {
                "name": one.name,
                "left_cents": one.left_cents,
                "right_cents": one.right_cents,
                "ok": one.ok,
            }
            for one in packed.controls
        ],
    }
    console.answer(document, sentences)


def _add_purpose(verb: argparse.ArgumentParser) -> None:
    purposes = [purpose.value for purpose in PURPOSES]
    told = _("what the donors will be asked or told: those who oppose are left out")
    verb.add_argument("--for", dest="purpose", choices=purposes, help=told)
    channels = [channel.value for channel in CHANNELS]
    verb.add_argument("--by", dest="channel", choices=channels, help=_("by which way"))


def _export(office: Office, options: argparse.Namespace, console: Console) -> None:
    command = ExportTable(
        options.kind,
        options.file,
        options.year,
        _solicitation(options),
        columns=_chosen(options),
        model=options.model,
        conventions=_conventions(options),
    )
    _answer(office.do(command, console.progress), options, console)


def _chosen(options: argparse.Namespace) -> tuple[str, ...]:
    return tuple(options.columns.split(",")) if options.columns else ()


def _conventions(options: argparse.Namespace) -> Conventions | None:
    return Conventions(options.csv) if options.csv else None


def _solicitation(options: argparse.Namespace) -> Solicitation | None:
    if not options.purpose:
        return None
    return Solicitation(Purpose(options.purpose), Channel(options.channel or Channel.ALL))


def _answer(exported: Exported, options: argparse.Namespace, console: Console) -> None:
    message = ngettext(
        "{count} row was written to {file}.",
        "{count} rows were written to {file}.",
        exported.rows,
    )
    sentences = [message.format(count=exported.rows, file=exported.path)]
    if options.kind.personal:
        sentences.append(personal_words())
    if options.purpose:
        sentences.append(left_out_words(exported.left_out))
    document = {
        "rows": exported.rows,
        "path": str(exported.path),
        "left_out": exported.left_out,
    }
    console.answer(document, sentences)
