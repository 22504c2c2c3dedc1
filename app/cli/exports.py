# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs that write lists out."""

import argparse
from pathlib import Path

from app.cli.console import Console
from app.cli.main import Verbs
from app.domain.consents import CHANNELS, PURPOSES, Channel, Purpose, left_out_words
from app.kernel.i18n import _, ngettext
from app.usecases.exports import ExportKind, ExportTable, Solicitation
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
