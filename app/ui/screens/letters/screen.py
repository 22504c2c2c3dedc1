# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of letters: whom to thank, what was made, what letters say."""

from typing import Any

from PySide6.QtWidgets import QSizePolicy, QTabWidget, QWidget

from app.kernel.i18n import _
from app.ui.kit.screen import Screen, Services
from app.ui.kit.widgets import page_box
from app.ui.screens.letters.listed import ListedPage
from app.ui.screens.letters.made import MadePage
from app.ui.screens.letters.queue import QueuePage
from app.ui.screens.letters.rules import RulesPage
from app.ui.screens.letters.templates import TemplatesPage


class _Tabs(QTabWidget):
    """Tabs as high as the one in sight asks; Qt asks those behind too, for whatever width."""

    def heightForWidth(self, width: int) -> int:
        """Ask the page in sight."""
        page = self.currentWidget()
        return page.heightForWidth(width) + self.tabBar().sizeHint().height()

    def fit(self) -> None:
        """Let those behind ask for nothing."""
        for page in filter(None, map(self.widget, range(self.count()))):
            shown = page is self.currentWidget()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)


class LettersScreen(Screen):
    """Letters to donors."""

    def __init__(self, services: Services) -> None:
        """Show whom to thank."""
        super().__init__(services)
        self.queue = QueuePage(services)
        self.listed = ListedPage(services)
        self.made = MadePage(services)
        self.rules = RulesPage(services)
        self.templates = TemplatesPage(services)
        self.tabs = _Tabs()
        self.tabs.setObjectName("letterTabs")
        self.tabs.setAccessibleName(_("Letters"))
        self.tabs.addTab(self.queue, _("Donors to thank"))
        self.tabs.addTab(self.listed, _("To a list"))
        self.tabs.addTab(self.made, _("Letters made"))
        self.tabs.addTab(self.rules, _("Rules"))
        self.tabs.addTab(self.templates, _("Templates"))
        self.tabs.currentChanged.connect(lambda _place: self.tabs.fit())
        page_box(self).addWidget(self.tabs)
        self.tabs.fit()

    def open(self, **arguments: Any) -> None:
        """Show whom to thank; ``show="templates"`` goes to what letters say.

        ``unpaid`` is the gift whose cheque came back: the letter about it is proposed.
        """
        wanted: QWidget = self.templates if arguments.get("show") == "templates" else self.queue
        unpaid = int(arguments.get("unpaid", 0))
        self.listed.write_unpaid(unpaid)
        self.tabs.setCurrentWidget(self.listed if unpaid else wanted)

    def focus_first(self) -> None:
        """Put the focus where the tab in sight begins."""
        page = self.tabs.currentWidget()
        if isinstance(page, QueuePage | ListedPage | MadePage | RulesPage | TemplatesPage):
            page.focus_first()
