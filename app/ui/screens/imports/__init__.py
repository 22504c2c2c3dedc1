# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports: a workbook comes in after a rehearsal, and can go out again."""

from app.domain.users import Permission
from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.imports.screen import ImportsScreen  # noqa: PLC0415 - at first use

    return ImportsScreen(services)


SCREEN = ScreenSpec(
    id="imports",
    title=N_("Import"),
    icon="import",
    order=70,
    factory=_make,
    entries=(
        MenuEntry("file", N_("&Import a workbook…"), "Ctrl+I", permission=Permission.DATA_IMPORT),
    ),
    keywords=N_("import, workbook, Excel, file, csv, bring in"),
)
