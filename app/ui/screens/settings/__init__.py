# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Réglages: the association, what it sets up once, and the looks of this workstation."""

from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.settings.screen import SettingsScreen  # noqa: PLC0415 - at first use

    return SettingsScreen(services)


SCREEN = ScreenSpec(
    id="settings",
    title=N_("Settings"),
    icon="settings",
    order=90,
    factory=_make,
    entries=(
        MenuEntry("tools", N_("Appea&rance…"), "", {"page": "appearance"}),
        MenuEntry("tools", N_("&Users…"), "", {"page": "users"}),
    ),
    keywords=N_("association funds appeals accounts appearance users dark zoom"),
)
