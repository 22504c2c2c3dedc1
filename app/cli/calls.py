# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who calls, and the trace of a call.

``obole call NUMBER`` brings the window to the sheet of the donor who calls (``app.__main__``); with
``--json`` it only answers, here.
"""

import argparse

from app.cli.console import Console, table
from app.cli.donors.details import detail_document
from app.cli.main import Verbs
from app.domain.donors import number_text
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.usecases.calls import LogCall, WhoCalls
from app.usecases.donors import DonorByNumber
from app.usecases.office import Office


def add_verbs(verbs: Verbs) -> None:
    """Add ``call`` and ``calls log``."""
    call = verbs.add("call", _("show the donor who calls; --json: tell who it is"), _who)
    call.add_argument("telephone", metavar=_("TELEPHONE"))
    calls = verbs.group("calls", _("telephone calls"))
    log = calls.add("log", _("keep that a donor called, and why"), _log)
    log.add_argument("number", metavar=_("NUMBER"))
    log.add_argument("--reason", required=True, metavar=_("TEXT"))
    log.add_argument("--outcome", default="", metavar=_("TEXT"))


def _who(office: Office, options: argparse.Namespace, console: Console) -> None:
    caller = office.ask(WhoCalls(options.telephone))
    rows = [
        (
            number_text(line.number),
            line.name,
            f"{line.postal_code} {line.city}".strip(),
            format_day(line.last_on) if line.last_on else "",
        )
        for line in caller.lines
    ]
    document = {
        "telephone": caller.phone,
        "count": len(rows),
        "donors": [{"number": number, "name": name} for number, name, _place, _day in rows],
    }
    nobody = [_("Nobody on file has the number {phone}.").format(phone=caller.words)]
    heads = (_("Number"), _("Name"), _("Place"), _("Last gift"))
    console.answer(document, table(heads, rows) if rows else nobody)


def _log(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    event = office.do(LogCall(donor.id, options.reason, options.outcome))
    sentence = _("The call of {donor} is kept: {text}")
    console.answer(
        {"number": donor.number_text, **detail_document(event)},
        [sentence.format(donor=donor.display_name, text=event.text)],
    )
