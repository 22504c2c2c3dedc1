# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs that write lists out."""

import argparse
from datetime import date
from pathlib import Path

from app.cli.console import Console
from app.cli.main import Verbs
from app.domain.consents import CHANNELS, PURPOSES, Channel, Purpose, left_out_words
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.exports import (
    ExportAccountant,
    ExportKind,
    ExportTable,
    ExportWhole,
    Solicitation,
    WholeForm,
    packed_sentence,
    provisional_sentence,
    whole_sentence,
)
from app.usecases.office import Office


def add_verbs(verbs: Verbs) -> None:
    """Add ``export donors`` and its kin."""
    exports = verbs.group("export", _("lists to workbooks and text tables"))
    told = {
        ExportKind.DONORS: _("write the list of donors"),
        ExportKind.GIFTS: _("write the list of posted gifts"),
        ExportKind.RECEIPTS: _("write the register of tax receipts"),
    }
    for kind, help_text in told.items():
        verb = exports.add(kind.value, help_text, _export)
        verb.set_defaults(kind=kind)
        verb.add_argument("file", type=Path, metavar=_("FILE.xlsx|.ods|.csv"))
        verb.add_argument("--year", type=int, help=_("that year only"))
        verb.set_defaults(purpose="", channel=Channel.ALL.value)
        if kind is ExportKind.DONORS:
            _add_purpose(verb)
    _add_accountant(exports)
    whole = exports.add("whole", _("write the whole dossier in open formats"), _leave)
    whole.add_argument("--out", type=Path, required=True, metavar=_("FILE.zip"))
    in_one = _("the tables in one workbook instead of text tables")
    whole.add_argument("--workbook", action="store_true", help=in_one)


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
    solicit = None
    if options.purpose:
        solicit = Solicitation(Purpose(options.purpose), Channel(options.channel))
    command = ExportTable(options.kind, options.file, options.year, solicit)
    exported = office.do(command, console.progress)
    message = ngettext(
        "{count} row was written to {file}.",
        "{count} rows were written to {file}.",
        exported.rows,
    )
    sentences = [message.format(count=exported.rows, file=exported.path)]
    if solicit is not None:
        sentences.append(left_out_words(exported.left_out))
    document = {
        "rows": exported.rows,
        "path": str(exported.path),
        "left_out": exported.left_out,
    }
    console.answer(document, sentences)
