# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gift batches: the list, the entry of a pile, its posting."""

from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.batches.screen import BatchesScreen  # noqa: PLC0415 - at first use

    return BatchesScreen(services)


SCREEN = ScreenSpec(
    id="batches",
    title=N_("Gift batches"),
    icon="batches",
    order=30,
    factory=_make,
    entries=(MenuEntry("file", N_("New &batch"), "Ctrl+L", {"do": "new"}, permission="gifts.key"),),
    keywords=N_("batch gift cheque cash key entry post"),
)
