# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Returned mail: the pile of letters that came back, and whom no letter reaches."""

from app.domain.users import Permission
from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.addresses.screen import AddressesScreen  # noqa: PLC0415 - at first use

    return AddressesScreen(services)


SCREEN = ScreenSpec(
    id="addresses",
    title=N_("Returned letters"),
    icon="mail",
    order=66,
    factory=_make,
    entries=(MenuEntry("tools", N_("Returned le&tters"), permission=Permission.DONORS_EDIT),),
    keywords=N_("returned mail, letter, envelope, address, gone away, unreachable"),
)
