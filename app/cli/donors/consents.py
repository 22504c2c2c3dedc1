# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What donors accept and oppose, and who may be asked for what."""

import argparse
from datetime import date
from pathlib import Path

from app.cli.console import Console
from app.cli.donors.details import detail_document, put
from app.cli.main import Verbs
from app.domain.consents import (
    Channel,
    Consent,
    Purpose,
    Standing,
    in_force,
    opposition_words,
)
from app.domain.donors import told
from app.kernel.files import read_whole
from app.kernel.i18n import _
from app.usecases.donors import AttachDocument, DonorByNumber, ShowDonor
from app.usecases.office import Office


def add_verbs(donors: Verbs) -> None:
    """Add ``donors oppose|consent|consents``."""
    verbs = (
        ("oppose", Standing.OPPOSED, _("note what a donor opposes")),
        ("consent", Standing.CONSENT, _("note what a donor accepts")),
        ("inform", Standing.INFORMED, _("note that a donor was told, and may oppose")),
    )
    for name, standing, help_text in verbs:
        verb = donors.add(name, help_text, _said)
        verb.set_defaults(standing=standing)
        verb.add_argument("number", metavar=_("NUMBER"))
        purposes = [one.value for one in Purpose]
        verb.add_argument("--for", dest="purpose", choices=purposes, default="all")
        verb.add_argument("--by", dest="channel", choices=[one.value for one in Channel])
        verb.set_defaults(channel="all")
        verb.add_argument("--day", type=date.fromisoformat, metavar="YYYY-MM-DD")
        verb.add_argument("--source", default="", metavar=_("TEXT"))
        verb.add_argument("--proof", type=Path, metavar=_("FILE"))
    listed = donors.add("consents", _("tell what a donor accepts and opposes"), _tell)
    listed.add_argument("number", metavar=_("NUMBER"))


def _said(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    proof = None
    if options.proof is not None:
        attached = AttachDocument(donor.id, options.proof.name, read_whole(options.proof))
        proof = office.do(attached).sha256
    consent = Consent(
        donor_id=donor.id,
        purpose=Purpose(options.purpose),
        channel=Channel(options.channel),
        standing=options.standing,
        on_day=options.day or office.clock.today(),
        source=options.source,
        proof_sha256=proof,
    )
    put(office, donor, consent, console)


def _tell(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    said = office.ask(ShowDonor(donor.id)).details.consents
    holding = in_force(said)
    rows = []
    for one in said:
        past = "" if one.id in holding else _("no longer")
        rows.append(" · ".join(part for part in (*told(one), past) if part))
    summary = opposition_words(said) or _("Opposes nothing.")
    document = {
        "number": donor.number_text,
        "opposes": opposition_words(said),
        "consents": [{**detail_document(one), "in_force": one.id in holding} for one in said],
    }
    console.answer(document, [summary, *rows])
