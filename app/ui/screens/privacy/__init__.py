# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Privacy: requests to answer, all that is known of a person, erasing, whose time has come."""

from app.domain.users import Permission
from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.privacy.screen import PrivacyScreen  # noqa: PLC0415 - at first use

    return PrivacyScreen(services)


SCREEN = ScreenSpec(
    id="privacy",
    title=N_("Personal data"),
    icon="lock",
    order=69,
    factory=_make,
    entries=(MenuEntry("tools", N_("Personal data…"), permission=Permission.PRIVACY),),
    keywords=N_("privacy, GDPR, erase, request, access, portability, retention"),
    on_rail=False,
)
