# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tax receipts: the assistant in five steps, the register, one receipt."""

from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.receipts.screen import ReceiptsScreen  # noqa: PLC0415 - at first use

    return ReceiptsScreen(services)


SCREEN = ScreenSpec(
    id="receipts",
    title=N_("Tax receipts"),
    icon="receipts",
    order=50,
    factory=_make,
    entries=(MenuEntry("go", N_("&Register of receipts"), "", {"page": "register"}),),
    keywords=N_("receipt, tax, cerfa, annual, duplicate, register, declaration"),
)
