# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls: donors to call one after the other, with what came of each."""

from app.kernel.i18n import N_
from app.ui.kit.screen import Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.calls.screen import CallsScreen  # noqa: PLC0415 - at first use

    return CallsScreen(services)


SCREEN = ScreenSpec(
    id="calls",
    title=N_("Calls to make"),
    icon="phone",
    order=68,
    factory=_make,
    keywords=N_("telephone, call, thank, remind, renew"),
)
