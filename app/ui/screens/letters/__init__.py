# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters: whom to thank, what was made, and what letters say."""

from app.domain.users import Permission
from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.letters.screen import LettersScreen  # noqa: PLC0415 - at first use

    return LettersScreen(services)


SCREEN = ScreenSpec(
    id="letters",
    title=N_("Letters"),
    icon="mail",
    order=67,
    factory=_make,
    entries=(
        MenuEntry("tools", N_("T&hank donors"), permission=Permission.LETTERS_WRITE),
        MenuEntry(
            "tools",
            N_("Letter te&mplates"),
            arguments={"show": "templates"},
            permission=Permission.LETTERS_EDIT,
        ),
    ),
    keywords=N_("letter, thank, thanks, template, mailing, renewal, unpaid"),
    on_rail=False,
)
