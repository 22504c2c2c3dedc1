# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters in words."""

from app.cli.letters.mailings import add_mailings
from app.cli.letters.queue import add_queue
from app.cli.letters.templates import add_templates
from app.cli.main import Verbs
from app.kernel.i18n import _


def add_verbs(verbs: Verbs) -> None:
    """Add ``letters`` with its verbs."""
    letters = verbs.group("letters", _("letters to donors"))
    add_templates(letters)
    add_queue(letters)
    add_mailings(letters)
