# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on donors: finding, showing and writing them, with all that stands on their sheets."""

from app.cli.donors import consents, details, follow_up, listing, showing, writing
from app.cli.duplicates import add_to_donors
from app.cli.main import Verbs
from app.kernel.i18n import _


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of ``donors``, those on duplicates under their other name among them."""
    donors = verbs.group("donors", _("donors"))
    showing.add_verbs(donors)
    listing.add_verbs(donors)
    writing.add_verbs(donors)
    details.add_verbs(donors)
    follow_up.add_verbs(donors)
    consents.add_verbs(donors)
    add_to_donors(donors)
