# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on who lives together, and is taxed together, when."""

import argparse
from datetime import date
from typing import Any

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.donors import Donor, number_text
from app.domain.households import Bond, Household, bond_words
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.donors import DonorByNumber
from app.usecases.households import (
    CallHousehold,
    HouseholdWords,
    JoinHousehold,
    LeaveHousehold,
    MemberLine,
    RemoveMember,
    ShowHouseholds,
    ShowHouseholdWords,
)
from app.usecases.office import Office


def add_verbs(verbs: Verbs) -> None:
    """Add ``households show|join|leave|remove|call``."""
    group = verbs.group("households", _("who lives together, and is taxed together"))
    show = group.add("show", _("tell the household of a donor, and those of before"), _show)
    show.add_argument("number", metavar=_("NUMBER"))
    join = group.add("join", _("note that a donor lives with another"), _join)
    join.add_argument("number", metavar=_("NUMBER"))
    join.add_argument("--with", dest="host", required=True, metavar=_("NUMBER"))
    join.add_argument("--bond", choices=[bond.value for bond in Bond], default=Bond.PARTNER.value)
    join.add_argument(
        "--apart", action="store_true", help=_("taxed apart: each has receipts of their own")
    )
    join.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD")
    leave = group.add("leave", _("note that a donor separated or moved out"), _leave)
    leave.add_argument("number", metavar=_("NUMBER"))
    leave.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD")
    remove = group.add("remove", _("take off what was noted by mistake"), _remove)
    remove.add_argument("number", metavar=_("NUMBER"))

    call = group.add("call", _("type how mail addresses a couple; empty: as proposed"), _call)
    call.add_argument("number", metavar=_("NUMBER"))
    call.add_argument("--name")
    call.add_argument("--greeting")


def _call(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    words = office.ask(ShowHouseholdWords(donor.id))
    now = words.household if words else Household(formed_on=office.clock.today())
    name = now.name if options.name is None else options.name
    greeting = now.greeting if options.greeting is None else options.greeting
    office.do(CallHousehold(donor.id, now.version, name, greeting))
    _tell(office, donor, console)


def _show(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    _tell(office, donor, console)


def _join(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    host = office.ask(DonorByNumber(options.host))
    bond, joint = Bond(options.bond), not options.apart
    office.do(JoinHousehold(donor.id, host.id, bond, joint, options.since))
    _tell(office, donor, console)


def _leave(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    office.do(LeaveHousehold(donor.id, options.on or office.clock.today()))
    _tell(office, donor, console)


def _remove(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    for one in office.ask(ShowHouseholds(donor.id)):
        if one.line.id == donor.id:
            office.do(RemoveMember(one.member))
            _tell(office, donor, console)
            return
    message = _("This donor is in no household: there is nothing to take off.")
    raise Refused("household.none", message, "donor")


def _tell(office: Office, donor: Donor, console: Console) -> None:
    members = office.ask(ShowHouseholds(donor.id))
    headers = (_("Household"), _("Number"), _("Name"), _("Bond"), _("Receipts"), _("When"))
    rows = [
        (
            str(one.member.household_id),
            number_text(one.line.number),
            one.line.name,
            bond_words()[one.member.bond],
            _("together") if one.member.joint else _("apart"),
            one.when,
        )
        for one in members
    ]
    told = table(headers, rows) if rows else [_("This donor is in no household.")]
    words = office.ask(ShowHouseholdWords(donor.id))
    if words is not None:
        told = [*told, *_calls(words)]
    answer = {
        "name": words.called.name if words else "",
        "greeting": words.called.greeting if words else "",
        "members": [_document(one) for one in members],
    }
    console.answer(answer, told)


def _calls(words: HouseholdWords) -> tuple[str, str]:
    return (
        _("On envelopes: {name}").format(name=words.called.name),
        _("Letters begin: {greeting}").format(greeting=words.called.greeting),
    )


def _document(one: MemberLine) -> dict[str, Any]:
    member = one.member
    return {
        "household": member.household_id,
        "number": number_text(one.line.number),
        "name": one.line.name,
        "bond": member.bond.value,
        "joint": member.joint,
        "since": member.joined_on,
        "left_on": member.left_on,
        "deceased_on": one.line.deceased_on,
    }
