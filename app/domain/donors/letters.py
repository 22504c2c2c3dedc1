# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a letter to a donor begins, in the donor's language."""

from app.domain.donors.kinds import DonorKind
from app.domain.donors.values import Donor
from app.kernel.i18n import _, use_language

LANGUAGES = ("fr", "en")
"""What letters can be written in: the languages of the catalogues."""
USUAL_TITLES = ("M.", "Mme", "M. et Mme")
"""Titles as they are kept and printed, whatever language the window speaks."""


def proposed_salutation(donor: Donor) -> str:
    """Return the salutation the title of a donor gives, whatever was typed instead."""
    with use_language(donor.language):
        if donor.kind is DonorKind.ORGANISATION:
            return _("Dear Sir or Madam")
        by_title = {
            "M.": _("Dear Sir"),
            "Mme": _("Dear Madam"),
            "M. et Mme": _("Dear Madam, dear Sir"),
        }
        return by_title.get(donor.civility, _("Dear Sir or Madam"))


def salutation_of(donor: Donor) -> str:
    """Return how a letter to a donor begins: as it was typed, else as the title gives it."""
    return donor.salutation or proposed_salutation(donor)
