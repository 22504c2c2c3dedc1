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
from app.domain.calls import CallOutcome, CallReason, made_words, reason_words
from app.domain.donors import number_text
from app.domain.lists import read_condition
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.usecases.calls import (
    CallLists,
    DropCallList,
    LogCall,
    MakeCallList,
    NextCall,
    NoteOutcome,
    WhoCalls,
)
from app.usecases.donors import DonorByNumber, DonorIds
from app.usecases.office import Office


def add_verbs(verbs: Verbs) -> None:
    """Add ``call`` and ``calls log|make|lists|next``."""
    call = verbs.add("call", _("show the donor who calls; --json: tell who it is"), _who)
    call.add_argument("telephone", metavar=_("TELEPHONE"))
    calls = verbs.group("calls", _("telephone calls"))
    log = calls.add("log", _("keep that a donor called, and why"), _log)
    log.add_argument("number", metavar=_("NUMBER"))
    log.add_argument("--reason", required=True, metavar=_("TEXT"))
    log.add_argument("--outcome", default="", metavar=_("TEXT"))
    make = calls.add("make", _("put donors on a list to call"), _make)
    make.add_argument("name", metavar=_("NAME"))
    make.add_argument("--reason", choices=[one.value for one in CallReason], required=True)
    where = _("a condition, such as city=Rennes or total@2025>=100; several must all hold")
    make.add_argument("--where", action="append", default=[], metavar=_("CONDITION"), help=where)
    drop = calls.add("drop", _("take away a call list on which nobody was called yet"), _drop)
    drop.add_argument("list", type=int, metavar=_("LIST"))
    calls.add("lists", _("tell the call lists and how far they are"), _lists)
    turn = calls.add("next", _("tell whom to call next; --outcome: keep what came of it"), _next)
    turn.add_argument("list", type=int, metavar=_("LIST"))
    turn.add_argument("--outcome", choices=[one.value for one in CallOutcome], default="")
    turn.add_argument("--text", default="", metavar=_("TEXT"))


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


def _make(office: Office, options: argparse.Namespace, console: Console) -> None:
    conditions = tuple(read_condition(text) for text in options.where)
    ids = tuple(office.ask(DonorIds(conditions=conditions)))
    done = office.do(MakeCallList(options.name, CallReason(options.reason), ids))
    document = {
        "list": done.made.id,
        "donors": done.donors,
        "opposed": done.opposed,
        "unreachable": done.unreachable,
    }
    console.answer(document, [made_words(done.donors, done.opposed, done.unreachable)])


def _drop(office: Office, options: argparse.Namespace, console: Console) -> None:
    gone = office.do(DropCallList(options.list))
    message = _("The call list {name} is taken away.")
    console.answer({"list": gone.id, "name": gone.name}, [message.format(name=gone.name)])


def _lists(office: Office, _options: argparse.Namespace, console: Console) -> None:
    lists = office.ask(CallLists())
    words = reason_words()
    rows = [
        (str(one.made.id), one.made.name, words[one.made.reason], f"{one.waiting}/{one.donors}")
        for one in lists
    ]
    document = {
        "lists": [
            {
                "list": one.made.id,
                "name": one.made.name,
                "reason": one.made.reason.value,
                "donors": one.donors,
                "waiting": one.waiting,
            }
            for one in lists
        ]
    }
    heads = (_("Number"), _("Name"), _("Reason"), _("To call"))
    console.answer(document, table(heads, rows))


def _next(office: Office, options: argparse.Namespace, console: Console) -> None:
    turn = office.ask(NextCall(options.list))
    if turn is not None and options.outcome:
        office.do(NoteOutcome(turn.line, CallOutcome(options.outcome), options.text))
        turn = office.ask(NextCall(options.list))
    if turn is None:
        console.answer({"waiting": 0, "donor": None}, [_("Everybody on this list was called.")])
        return
    donor = turn.card.donor
    document = {
        "waiting": turn.waiting,
        "donor": {
            "number": donor.number_text,
            "name": donor.display_name,
            "telephones": list(turn.phones),
        },
    }
    console.answer(document, [f"{donor.display_name}, {donor.number_text}", *turn.phones])
