# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``obole demo``: a dossier of fictitious donors and gifts."""

import argparse

from app.cli.console import Console
from app.cli.main import Verbs, clock_of
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.demo import FillDemo, demo_organisation
from app.usecases.doors import Doors


def add_verbs(verbs: Verbs) -> None:
    """Add ``demo``."""
    demo = verbs.add("demo", _("create a dossier of fictitious donors"), _demo, on_dossier=False)
    demo.add_argument("file", metavar=_("FILE"))
    for word, default in (("donors", 300), ("gifts", 1200), ("seed", 1), ("year", 2025)):
        demo.add_argument(f"--{word}", type=int, default=default)


def _demo(doors: Doors, options: argparse.Namespace, console: Console) -> None:
    command = FillDemo(options.donors, options.gifts, options.seed, options.year)
    office = doors.create(
        options.file, demo_organisation(), clock=clock_of(options), user=options.user
    )
    try:
        filled = office.do(command, console.progress)
    finally:
        office.close()
    sentence = _("{file}: {donors} donors, {gifts} gifts, {amount}. Everything is fictitious.")
    told = sentence.format(
        file=options.file,
        donors=filled.donors,
        gifts=filled.gifts,
        amount=format_amount(filled.cents),
    )
    console.answer(
        {
            "dossier": office.location,
            "donors": filled.donors,
            "gifts": filled.gifts,
            "cents": filled.cents,
        },
        [told],
    )
