# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""E-mail on two pages: the messages, and the server."""

from typing import Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from app.kernel.i18n import _
from app.ui.kit.screen import Screen, Services
from app.ui.screens.mail.account import AccountPane
from app.ui.screens.mail.outbox import OutboxPane


class MailScreen(Screen):
    """Messages and the server they leave by."""

    def __init__(self, services: Services) -> None:
        """Build both pages; they are read at once."""
        super().__init__(services)
        self.outbox = OutboxPane(services)
        self.account = AccountPane(services)
        self.outbox.receipts_wanted.connect(lambda: services.navigator.open("receipts"))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Parts of the page"))
        self.tabs.addTab(self.outbox, _("Messages"))
        self.tabs.addTab(self.account, _("Server"))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 8, 24, 16)
        box.addWidget(self.tabs)
        self.refresh()

    def open(self, **arguments: Any) -> None:
        """Show the messages, or with ``part="server"`` the server."""
        if arguments.get("part") == "server":
            self.tabs.setCurrentWidget(self.account)

    def focus_first(self) -> None:
        """Put the caret where work begins."""
        if self.tabs.currentWidget() is self.account:
            self.account.host.setFocus()
        elif self.outbox.send_button.isEnabled():
            self.outbox.send_button.setFocus()
        else:
            self.outbox.queue_button.setFocus()

    def refresh(self) -> None:
        """Read both again."""
        self.outbox.reload()
        self.account.reload()
