# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports: lists that leave for a spreadsheet."""

from app.domain.users import Permission
from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.exports.screen import ExportsScreen  # noqa: PLC0415 - at first use

    return ExportsScreen(services)


SCREEN = ScreenSpec(
    id="exports",
    title=N_("Export"),
    icon="export",
    order=80,
    factory=_make,
    entries=(
        MenuEntry("file", N_("&Export a list…"), "Ctrl+Shift+E", permission=Permission.DATA_EXPORT),
    ),
    keywords=N_(
        "export, list, Excel, csv, spreadsheet, columns, model, "
        "whole dossier, accountant, accounting, FEC, closing"
    ),
)
