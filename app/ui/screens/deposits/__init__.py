# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bank deposits: the list, one deposit, its slip."""

from app.kernel.i18n import N_
from app.ui.kit.screen import Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.deposits.screen import DepositsScreen  # noqa: PLC0415 - at first use

    return DepositsScreen(services)


SCREEN = ScreenSpec(
    id="deposits",
    title=N_("Bank deposits"),
    icon="deposits",
    order=40,
    factory=_make,
    keywords=N_("deposit slip bank cheques cash"),
)
