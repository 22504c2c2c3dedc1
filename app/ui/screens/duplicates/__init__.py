# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Duplicates: pair by pair, what is chosen of each record, and the merges that can be undone."""

from app.domain.users import Permission
from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.duplicates.screen import DuplicatesScreen  # noqa: PLC0415 - at first use

    return DuplicatesScreen(services)


SCREEN = ScreenSpec(
    id="duplicates",
    title=N_("Duplicates"),
    icon="person",
    order=65,
    factory=_make,
    entries=(MenuEntry("tools", N_("Look for &duplicates"), permission=Permission.DONORS_EDIT),),
    keywords=N_("duplicates, merge, same donor twice, undo a merge"),
)
