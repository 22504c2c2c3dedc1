# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sauvegardes: copies of the dossier, where they go, and putting one back."""

from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.backups.screen import BackupsScreen  # noqa: PLC0415 - at first use

    return BackupsScreen(services)


SCREEN = ScreenSpec(
    id="backups",
    title=N_("Backups"),
    icon="save",
    order=85,
    factory=_make,
    entries=(MenuEntry("file", N_("Bac&k up now"), "Ctrl+Shift+S", {"do": "now"}),),
    keywords=N_("backup, copy, restore, USB key"),
)
