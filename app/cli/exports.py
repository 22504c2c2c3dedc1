# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs that write lists out."""

import argparse
from pathlib import Path

from app.cli.console import Console
from app.cli.main import Verbs
from app.kernel.i18n import _, ngettext
from app.usecases.exports import ExportKind, ExportTable
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


def _export(office: Office, options: argparse.Namespace, console: Console) -> None:
    command = ExportTable(kind=options.kind, path=options.file, year=options.year)
    exported = office.do(command, console.progress)
    message = ngettext(
        "{count} row was written to {file}.",
        "{count} rows were written to {file}.",
        exported.rows,
    )
    document = {"rows": exported.rows, "path": str(exported.path)}
    console.answer(document, [message.format(count=exported.rows, file=exported.path)])
