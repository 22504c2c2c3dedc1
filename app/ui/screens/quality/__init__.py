# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quality of the file: what is doubtful, its repair in place, what was said to be right."""

from app.domain.users import Permission
from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.quality.screen import QualityScreen  # noqa: PLC0415 - at first use

    return QualityScreen(services)


SCREEN = ScreenSpec(
    id="quality",
    title=N_("Quality"),
    icon="quality",
    order=67,
    factory=_make,
    entries=(MenuEntry("tools", N_("&Quality of the file"), permission=Permission.DONORS_EDIT),),
    keywords=N_("quality, check, wrong, missing, postal code, telephone, e-mail, title, SIREN"),
)
