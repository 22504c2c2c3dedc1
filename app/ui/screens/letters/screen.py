# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of letters: whom to thank, what was made, what letters say."""

from typing import Any

from PySide6.QtWidgets import QTabWidget

from app.kernel.i18n import _
from app.ui.kit.screen import Screen, Services
from app.ui.kit.widgets import page_box
from app.ui.screens.letters.made import MadePage
from app.ui.screens.letters.queue import QueuePage
from app.ui.screens.letters.templates import TemplatesPage


class LettersScreen(Screen):
    """Letters to donors."""

    def __init__(self, services: Services) -> None:
        """Show whom to thank."""
        super().__init__(services)
        self.queue = QueuePage(services)
        self.made = MadePage(services)
        self.templates = TemplatesPage(services)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("letterTabs")
        self.tabs.setAccessibleName(_("Letters"))
        self.tabs.addTab(self.queue, _("Donors to thank"))
        self.tabs.addTab(self.made, _("Letters made"))
        self.tabs.addTab(self.templates, _("Templates"))
        page_box(self).addWidget(self.tabs)

    def open(self, **arguments: Any) -> None:
        """Show whom to thank; ``show="templates"`` goes to what letters say."""
        wanted = self.templates if arguments.get("show") == "templates" else self.queue
        self.tabs.setCurrentWidget(wanted)

    def focus_first(self) -> None:
        """Put the focus where the tab in sight begins."""
        page = self.tabs.currentWidget()
        if isinstance(page, QueuePage | MadePage | TemplatesPage):
            page.focus_first()
