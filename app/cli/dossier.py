# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on the dossier as a whole: making it, looking after it."""

import argparse

from app.cli.console import Console, table
from app.cli.main import Verbs, clock_of
from app.domain.addresses import Address
from app.domain.organisation import HOME, Organisation
from app.kernel.errors import Refused
from app.kernel.formats import format_instant
from app.kernel.i18n import _
from app.usecases.audit import Verdict, VerifyAudit
from app.usecases.audit.recent import RecentActs, act_of
from app.usecases.doors import Doors
from app.usecases.dossier import Examine
from app.usecases.office import Office

_UNSOUND = 3
_LOOKED_AT = 1_000
"""Acts among which the one to take back is looked for."""


def add_verbs(verbs: Verbs) -> None:
    """Add ``new``, ``doctor`` and ``audit verify|recent|undo``."""
    new = verbs.add("new", _("create a dossier"), _new, on_dossier=False)
    new.add_argument("file", metavar=_("FILE"))
    new.add_argument("--name", required=True, help=_("name of the association"))
    for word in ("siren", "rna", "address", "postal-code", "city", "object"):
        new.add_argument(f"--{word}", default="")
    new.add_argument("--country", default=HOME, help=_("whose law the receipts follow"))
    verbs.add("doctor", _("examine the dossier"), _doctor)
    audit = verbs.group("audit", _("the trail of what was done"))
    audit.add("verify", _("prove that nobody rewrote the trail"), _verify_audit)
    recent = audit.add("recent", _("tell what was done last, and what can be taken back"), _recent)
    recent.add_argument("--limit", type=int, default=20, metavar=_("COUNT"))
    undo = audit.add("undo", _("take an act back, by its number in the list"), _undo)
    undo.add_argument("act", type=int, metavar=_("ACT"))


def _new(doors: Doors, options: argparse.Namespace, console: Console) -> None:
    address = Address(street=options.address, postal_code=options.postal_code, city=options.city)
    french = options.country.upper() == HOME
    known = (options.siren or options.rna) and options.object
    whole = bool(address.is_complete and (known or not french))
    organisation = Organisation(
        name=options.name,
        siren=options.siren.replace(" ", ""),
        rna=options.rna,
        purpose=options.object,
        address=address,
        receipts_allowed=whole,
        receipt_status="oig_association" if whole and french else "",
        receipt_country=options.country.upper(),
    )
    office = doors.create(options.file, organisation, clock=clock_of(options), user=options.user)
    office.close()
    sentence = _("The dossier of {name} is ready: {file}")
    console.answer(
        {"dossier": office.location}, [sentence.format(name=options.name, file=options.file)]
    )


def _doctor(office: Office, _options: argparse.Namespace, console: Console) -> int:
    return _give(office.ask(Examine()), console, _("The dossier is sound."))


def _verify_audit(office: Office, _options: argparse.Namespace, console: Console) -> int:
    return _give(office.ask(VerifyAudit()), console, _("Nobody rewrote the trail."))


def _recent(office: Office, options: argparse.Namespace, console: Console) -> None:
    acts = office.ask(RecentActs(options.limit))
    rows = [
        (str(act.first), format_instant(act.at), act.by, act.what, act.about, act.why_not)
        for act in acts
    ]
    heads = (_("Act"), _("When"), _("Who"), _("What"), _("About"), _("Why it stays"))
    told = [
        {
            "act": act.first,
            "at": act.at.isoformat(),
            "by": act.by,
            "command": act.command,
            "about": act.about,
            "undo": act.undo is not None,
            "why_not": act.why_not,
        }
        for act in acts
    ]
    console.answer({"acts": told}, table(heads, rows))


def _undo(office: Office, options: argparse.Namespace, console: Console) -> None:
    act = act_of(options.act, office.ask(RecentActs(_LOOKED_AT)))
    if act.undo is None:
        raise Refused("audit.final", act.why_not, "act")
    office.do(act.undo)
    message = _("Taken back: {what}, {about}.")
    console.answer(
        {"act": act.first, "command": act.command},
        [message.format(what=act.what, about=act.about)],
    )


def _give(verdict: Verdict, console: Console, sound: str) -> int:
    document = {"ok": verdict.ok, "checked": verdict.checked, "problems": list(verdict.problems)}
    console.answer(document, verdict.problems or [sound])
    return 0 if verdict.ok else _UNSOUND
