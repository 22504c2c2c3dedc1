# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""E-mail: the messages that wait, what became of each, the server they leave by."""

from app.domain.users import Permission
from app.kernel.i18n import N_
from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services


def _make(services: Services) -> Screen:
    from app.ui.screens.mail.screen import MailScreen  # noqa: PLC0415 - at first use

    return MailScreen(services)


SCREEN = ScreenSpec(
    id="mail",
    title=N_("E-mail messages"),
    icon="mail",
    order=68,
    factory=_make,
    entries=(MenuEntry("tools", N_("E-mail…"), permission=Permission.RECEIPTS_ISSUE),),
    keywords=N_("e-mail, messages, outbox, server, SMTP, send receipts"),
    on_rail=False,
)
