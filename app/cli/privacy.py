# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on personal data: what is known, handing it over, erasing, requests."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.donors import number_text
from app.domain.privacy import ANSWER_WORDS, KIND_WORDS, Answer, PrivacyRequest, RequestKind
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.donors import DonorByNumber
from app.usecases.office import Office
from app.usecases.privacy import (
    AnswerRequest,
    DueForErasure,
    EraseDue,
    ErasePerson,
    ErasureView,
    ExportPerson,
    ExtendRequest,
    ListRequests,
    PreviewErasure,
    PreviewErasures,
    WriteRequest,
)
from app.usecases.privacy.words import copies_words, erasure_lines, why_words


def add_verbs(verbs: Verbs) -> None:
    """Add ``privacy show|export|erase|due|requests|request|answer|extend``."""
    group = verbs.group("privacy", _("personal data: requests, handing over, erasing"))
    show = group.add("show", _("tell what erasing a person takes away and what stays"), _show)
    show.add_argument("number", metavar=_("NUMBER"))
    export = group.add("export", _("write all that is known of a person to a .zip"), _export)
    export.add_argument("number", metavar=_("NUMBER"))
    export.add_argument("path", type=Path, metavar=_("FILE"))
    erase = group.add("erase", _("erase a person; --confirm NUMBER, typed again"), _erase)
    erase.add_argument("number", metavar=_("NUMBER"))
    erase.add_argument("--confirm", default="", metavar=_("NUMBER"))
    rehearsed = _("write nothing, tell what would be")
    erase.add_argument("--dry-run", action="store_true", help=rehearsed)
    due = group.add("due", _("tell whose time has come; --erase NUMBER… --confirm COUNT"), _due)
    due.add_argument("--erase", nargs="+", default=[], metavar=_("NUMBER"))
    due.add_argument("--confirm", type=int, default=0, metavar=_("COUNT"))
    due.add_argument("--dry-run", action="store_true", help=rehearsed)
    requests = group.add("requests", _("tell the register of requests"), _requests)
    requests.add_argument("--waiting", action="store_true", help=_("only those to answer"))
    asked = group.add("request", _("write down what somebody asks"), _request)
    asked.add_argument("kind", choices=[one.value for one in RequestKind], metavar=_("KIND"))
    asked.add_argument("--donor", default="", metavar=_("NUMBER"))
    asked.add_argument("--person", default="", metavar=_("NAME"))
    asked.add_argument("--asked", type=date.fromisoformat, metavar="YYYY-MM-DD")
    asked.add_argument("--proof", default="", metavar=_("TEXT"))
    answer = group.add("answer", _("keep what was answered to a request"), _answer)
    answer.add_argument("request", type=int, metavar=_("REQUEST"))
    answer.add_argument("answer", choices=[one.value for one in Answer], metavar=_("ANSWER"))
    answer.add_argument("--told", default="", metavar=_("TEXT"))
    extend = group.add("extend", _("take two more months for a complex request"), _extend)
    extend.add_argument("request", type=int, metavar=_("REQUEST"))


def _document(view: ErasureView) -> dict[str, object]:
    erasure = view.erasure
    return {
        "number": number_text(erasure.number),
        "name": erasure.name,
        "gone": {one.part.value: one.count for one in erasure.gone},
        "stays": [
            {
                "part": one.part.value,
                "count": one.count,
                "cents": one.cents,
                "until": one.until,
                "article": one.article,
            }
            for one in erasure.stays
        ],
        "gifts": erasure.gifts,
        "cents": erasure.cents,
        "whole": erasure.whole,
        "unreceipted": erasure.unreceipted,
        "obstacles": list(erasure.obstacles),
        "backups": {"count": view.copies.count, "until": view.copies.until},
    }


def _show(office: Office, options: argparse.Namespace, console: Console) -> None:
    _tell(office, office.ask(DonorByNumber(options.number)).id, console, erased=False)


def _tell(office: Office, donor_id: int, console: Console, *, erased: bool) -> None:
    view = office.ask(PreviewErasure(donor_id))
    lines = [*erasure_lines(view.erasure), copies_words(view.copies)]
    console.answer({**_document(view), "erased": erased}, lines)


def _erase(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    if options.dry_run:
        _tell(office, donor.id, console, erased=False)
        return
    if not options.confirm:
        message = _("Type the number again to erase {name}: --confirm {number}. --dry-run tells.")
        told = message.format(name=donor.display_name, number=donor.number_text)
        raise Refused("privacy.confirm", told, "confirm")
    copies = office.ask(PreviewErasure(donor.id)).copies
    view = ErasureView(office.do(ErasePerson(donor.id, options.confirm)), copies)
    lines = [*erasure_lines(view.erasure), copies_words(view.copies)]
    console.answer({**_document(view), "erased": True}, lines)


def _export(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    done = office.do(ExportPerson(donor.id, options.path))
    sentence = ngettext(
        "{count} file about {name} is in {path}.",
        "{count} files about {name} are in {path}.",
        len(done.files),
    )
    told = sentence.format(count=len(done.files), name=donor.display_name, path=done.path)
    document = {
        "number": donor.number_text,
        "path": str(done.path),
        "files": list(done.files),
        "missing": list(done.missing),
    }
    console.answer(document, [told, *done.missing])


def _due(office: Office, options: argparse.Namespace, console: Console) -> None:
    if options.erase:
        _erase_due(office, options, console)
        return
    found = office.ask(DueForErasure())
    rows = [
        (
            *(number_text(one.number), one.name, why_words(one)),
            format_amount(one.cents),
        )
        for one in found
    ]
    document = [
        {
            "number": number_text(one.number),
            "name": one.name,
            "why": one.why.value,
            "last_on": one.last_on,
            "cents": one.cents,
            "article": one.article,
        }
        for one in found
    ]
    headers = (_("Number"), _("Name"), _("Why"), _("Given"))
    nobody = [_("Nobody is to be erased: no time has come.")]
    console.answer({"count": len(found), "due": document}, table(headers, rows) if rows else nobody)


def _erase_due(office: Office, options: argparse.Namespace, console: Console) -> None:
    ids = tuple(office.ask(DonorByNumber(number)).id for number in options.erase)
    if options.dry_run:
        erasures = office.ask(PreviewErasures(ids))
    else:
        erasures = office.do(EraseDue(ids, options.confirm))
    lines = [line for one in erasures for line in erasure_lines(one)]
    numbers = [number_text(one.number) for one in erasures]
    document = {"count": len(numbers), "erased": not options.dry_run, "numbers": numbers}
    console.answer(document, lines)


def _requests(office: Office, options: argparse.Namespace, console: Console) -> None:
    lines = office.ask(ListRequests(waiting=options.waiting))
    headers = (_("Request"), _("Asked on"), _("What"), _("Who"), _("To answer by"), _("Answer"))
    rows = [
        (
            *(str(one.request.id), format_day(one.request.asked_on)),
            *(_(KIND_WORDS[one.request.kind]), one.name, format_day(one.request.due_on)),
            _(ANSWER_WORDS[one.request.answer]) if one.request.answer else "",
        )
        for one in lines
    ]
    document = [_told(one.request, one.name) for one in lines]
    console.answer({"requests": document}, table(headers, rows))


def _told(request: PrivacyRequest, name: str) -> dict[str, object]:
    return {
        "request": request.id,
        "kind": request.kind.value,
        "number": number_text(request.donor_number) if request.donor_number else None,
        "name": name,
        "asked_on": request.asked_on,
        "due_on": request.due_on,
        "proof": request.proof,
        "answered_on": request.answered_on,
        "answer": request.answer.value if request.answer else None,
        "told": request.told,
    }


def _request(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.donor)) if options.donor else None
    request = office.do(
        WriteRequest(
            PrivacyRequest(
                donor_id=donor.id if donor else None,
                person=options.person,
                kind=RequestKind(options.kind),
                asked_on=options.asked or office.clock.today(),
                proof=options.proof,
            )
        )
    )
    _say(request, donor.display_name if donor else request.person, console)


def _answer(office: Office, options: argparse.Namespace, console: Console) -> None:
    command = AnswerRequest(options.request, Answer(options.answer), options.told)
    _say(office.do(command), "", console)


def _extend(office: Office, options: argparse.Namespace, console: Console) -> None:
    _say(office.do(ExtendRequest(options.request)), "", console)


def _say(request: PrivacyRequest, name: str, console: Console) -> None:
    told: Sequence[str] = (
        _("Request {request}: to answer by {day}.").format(
            request=request.id, day=format_day(request.due_on)
        ),
    )
    if request.answered_on is not None:
        sentence = _("Request {request} was answered on {day}.")
        told = (sentence.format(request=request.id, day=format_day(request.answered_on)),)
    console.answer(_told(request, name), told)
