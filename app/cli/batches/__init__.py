# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on batches: the desk itself, and what controls it."""

from app.cli.batches import control, keying, listing, recounting, reversing, standing
from app.cli.main import Verbs
from app.kernel.i18n import _


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs under ``batches``."""
    batches = verbs.group("batches", _("gift batches"))
    keying.add_to(batches)
    listing.add_to(batches)
    control.add_to(batches)
    recounting.add_to(batches)
    reversing.add_to(batches)
    standing.add_to(batches)
