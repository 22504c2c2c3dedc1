# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Last acts: what was done, by whom, and what can be taken back."""

from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.audit.screen import AuditScreen  # noqa: PLC0415 - at first use

    return AuditScreen(services)


SCREEN = ScreenSpec(
    id="audit",
    title=N_("Last acts"),
    icon="undo",
    order=78,
    factory=_make,
    entries=(MenuEntry("edit", N_("&Last acts…"), "Ctrl+J"),),
    keywords=N_("undo, take back, journal, trail, history, who did what"),
    on_rail=False,
)
