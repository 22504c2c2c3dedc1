# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors: the list, the sheet beside it, the form."""

from app.domain.users import Permission
from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.donors.screen import DonorsScreen  # noqa: PLC0415 - at first use

    return DonorsScreen(services)


SCREEN = ScreenSpec(
    id="donors",
    title=N_("Donors"),
    icon="donors",
    order=20,
    factory=_make,
    entries=(
        MenuEntry(
            "file", N_("New &donor"), "Ctrl+N", {"do": "new"}, permission=Permission.DONORS_EDIT
        ),
    ),
    keywords=N_("donor, person, organisation, address, list"),
)
