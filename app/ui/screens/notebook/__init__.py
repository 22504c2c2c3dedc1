# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The migration notebook: leaving another program, with proof that all arrived."""

from app.domain.users import Permission
from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.notebook.screen import NotebookScreen  # noqa: PLC0415 - at first use

    return NotebookScreen(services)


SCREEN = ScreenSpec(
    id="notebook",
    title=N_("Migration notebook"),
    icon="check",
    order=71,
    factory=_make,
    entries=(MenuEntry("tools", N_("Migration notebook…"), permission=Permission.DATA_IMPORT),),
    keywords=N_("migration, former program, leave, compare, figures, before, after, proof"),
    on_rail=False,
)
