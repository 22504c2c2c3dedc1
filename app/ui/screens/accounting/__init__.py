# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounting: fiscal years, looked at, packed for the accountant, closed."""

from app.domain.users import Permission
from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.accounting.screen import AccountingScreen  # noqa: PLC0415 - at first use

    return AccountingScreen(services)


SCREEN = ScreenSpec(
    id="accounting",
    title=N_("Fiscal years"),
    icon="lock",
    order=82,
    factory=_make,
    entries=(MenuEntry("tools", N_("Fiscal years…"), permission=Permission.YEARS_CLOSE),),
    keywords=N_("accounting, fiscal year, closing, accountant, FEC, restricted funds"),
    on_rail=False,
)
