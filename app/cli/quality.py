# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on the quality of the file: looking it over, mending, exceptions."""

import argparse
from collections.abc import Sequence

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.donors import number_text
from app.domain.quality import Finding
from app.domain.quality.checks import BY_ID
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.donors import DonorByNumber
from app.usecases.office import Office
from app.usecases.quality import (
    Change,
    Checked,
    EndException,
    KeepCounts,
    ListExceptions,
    LookOver,
    MakeException,
    Mend,
    MendAll,
)


def add_verbs(verbs: Verbs) -> None:
    """Add ``quality list|show|mend|except|exceptions|forget``."""
    group = verbs.group("quality", _("what is doubtful on file"))
    group.add("list", _("look the file over and count what is doubtful"), _list)
    show = group.add("show", _("tell what one check found"), _show)
    _one_check(show)
    mend = group.add("mend", _("write another value, or take every sure proposal"), _mend)
    _one_check(mend)
    mend.add_argument("number", nargs="?", metavar=_("NUMBER"))
    mend.add_argument("--value", metavar=_("TEXT"))
    mend.add_argument("--all", action="store_true", help=_("take every sure proposal"))
    mend.add_argument("--dry-run", action="store_true", help=_("write nothing, tell what would be"))
    right = group.add("except", _("say that what was found is right"), _except)
    _one_check(right)
    right.add_argument("number", metavar=_("NUMBER"))
    right.add_argument("--why", default="", metavar=_("TEXT"))
    group.add("exceptions", _("list what was said to be right"), _exceptions)
    forget = group.add("forget", _("let a fact be told again"), _forget)
    forget.add_argument("exception", type=int, metavar=_("EXCEPTION"))


def _one_check(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("check", choices=list(BY_ID), metavar=_("CHECK"))


def _list(office: Office, _options: argparse.Namespace, console: Console) -> None:
    results = office.ask(LookOver())
    office.do(KeepCounts.of(results))
    headers = (_("Check"), _("What is found"), _("Donors"), _("Said to be right"))
    rows = [
        (one.check.id, _(one.check.title), str(len(one.findings)), str(one.excepted))
        for one in results
    ]
    document = {
        "checks": [
            {
                "check": one.check.id,
                "found": len(one.findings),
                "excepted": one.excepted,
                "cents": sum(finding.cents for finding in one.findings),
            }
            for one in results
        ]
    }
    console.answer(document, table(headers, rows))


def _show(office: Office, options: argparse.Namespace, console: Console) -> None:
    checked = _look(office, options.check)
    headers = (_("Number"), _("Name"), _("What is found"), _("Proposal"), _("Given"))
    rows = [
        (
            *_whose(one),
            one.told,
            one.proposal,
            format_amount(one.cents),
        )
        for one in checked.findings
    ]
    document = {
        "check": checked.check.id,
        "excepted": checked.excepted,
        "findings": [_document(one) for one in checked.findings],
    }
    console.answer(document, [*table(headers, rows), _(checked.check.advice)])


def _whose(finding: Finding) -> tuple[str, str]:
    return number_text(finding.one.number), finding.one.name


def _look(office: Office, check: str) -> Checked:
    (checked,) = office.ask(LookOver((check,)))
    return checked


def _document(finding: Finding) -> dict[str, object]:
    return {
        "number": number_text(finding.one.number),
        "name": finding.one.name,
        "others": [number_text(other.number) for other in finding.others],
        "told": finding.told,
        "value": finding.value,
        "proposal": finding.proposal,
        "sure": finding.sure,
        "cents": finding.cents,
    }


def _mend(office: Office, options: argparse.Namespace, console: Console) -> None:
    findings = _look(office, options.check).findings
    if options.all == bool(options.number):
        message = _("Give the number of a donor, or --all for every sure proposal.")
        raise Refused("quality.which", message)
    if options.all:
        _mend_all(office, options, console, findings)
        return
    finding = _finding_of(office, options.number, findings)
    mended = finding.proposal if options.value is None else options.value
    if options.value is None and not mended:
        message = _("Nothing is proposed for {name}: give --value.")
        raise Refused("quality.no_proposal", message.format(name=finding.one.name))
    if not options.dry_run:
        office.do(Mend(options.check, finding.one.id, finding.value, mended))
    told = _("{name}: “{before}” becomes “{after}”.")
    sentence = told.format(name=finding.one.name, before=finding.value, after=mended)
    document = {"number": number_text(finding.one.number), "value": mended}
    console.answer({**document, "written": not options.dry_run}, [sentence])


def _mend_all(
    office: Office, options: argparse.Namespace, console: Console, findings: Sequence[Finding]
) -> None:
    sure = [one for one in findings if one.sure]
    changes = tuple(Change(one.one.id, one.value, one.proposal) for one in sure)
    if changes and not options.dry_run:
        office.do(MendAll(options.check, changes))
    rows = [(*_whose(one), one.value, one.proposal) for one in sure]
    told = ngettext("{count} donor.", "{count} donors.", len(sure)).format(count=len(sure))
    headers = (_("Number"), _("Name"), _("Before"), _("After"))
    document = {"count": len(sure), "written": not options.dry_run}
    findings_told = [_document(one) for one in sure]
    console.answer({**document, "findings": findings_told}, [*table(headers, rows), told])


def _finding_of(office: Office, number: str, findings: Sequence[Finding]) -> Finding:
    donor = office.ask(DonorByNumber(number))
    for finding in findings:
        if donor.id in {finding.one.id, *(other.id for other in finding.others)}:
            return finding
    message = _("Nothing doubtful of that kind is found on the sheet of {name}.")
    raise Refused("quality.nothing", message.format(name=donor.display_name))


def _except(office: Office, options: argparse.Namespace, console: Console) -> None:
    finding = _finding_of(office, options.number, _look(office, options.check).findings)
    made = office.do(MakeException(options.check, finding.one.id, finding.about, options.why))
    told = _("Exception {exception}: not told again while {name} stays so.")
    sentence = told.format(exception=made.id, name=finding.one.name)
    console.answer({"exception": made.id, "number": number_text(finding.one.number)}, [sentence])


def _exceptions(office: Office, _options: argparse.Namespace, console: Console) -> None:
    lines = office.ask(ListExceptions())
    headers = (_("Exception"), _("Check"), _("Number"), _("Name"), _("Why"), _("By"), _("Day"))
    rows = [
        (
            *(str(one.exception.id), one.exception.check_id, number_text(one.number), one.name),
            *(one.exception.why, one.exception.by, format_day(one.exception.on_day)),
        )
        for one in lines
    ]
    document = [
        {
            "exception": one.exception.id,
            "check": one.exception.check_id,
            "number": number_text(one.number),
            "why": one.exception.why,
            "by": one.exception.by,
            "day": one.exception.on_day,
        }
        for one in lines
    ]
    console.answer({"exceptions": document}, table(headers, rows))


def _forget(office: Office, options: argparse.Namespace, console: Console) -> None:
    office.do(EndException(options.exception))
    sentence = _("Exception {exception} is forgotten: it is told again.")
    document = {"exception": options.exception}
    console.answer(document, [sentence.format(exception=options.exception)])
