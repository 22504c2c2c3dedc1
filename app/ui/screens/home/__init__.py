# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accueil: what to resume, what to do, and the year's figures."""

from app.kernel.i18n import N_
from app.ui.kit.screen import Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.home.screen import HomeScreen  # noqa: PLC0415 - at first use

    return HomeScreen(services)


SCREEN = ScreenSpec(
    id="home",
    title=N_("Home"),
    icon="home",
    order=0,
    factory=_make,
    keywords=N_("figures dashboard to do"),
)
