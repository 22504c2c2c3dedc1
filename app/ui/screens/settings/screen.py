# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the settings, a list of them on the left."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget, QWidget

from app.kernel.i18n import N_, _
from app.ui.kit.screen import Screen, Services
from app.ui.kit.theme import theme_of
from app.ui.screens.settings.appearance import AppearancePage
from app.ui.screens.settings.association import AssociationPage, ReceiptsPage
from app.ui.screens.settings.batches import BatchesPage
from app.ui.screens.settings.country import CountryPage
from app.ui.screens.settings.ledger import LedgerPage
from app.ui.screens.settings.lists import AccountsPage, AppealsPage, FundsPage, UsersPage
from app.ui.screens.settings.readers import ReadersPage
from app.ui.screens.settings.seal import SealPage

Page = Callable[[Services], QWidget]
_PAGES: tuple[tuple[str, str, Page], ...] = (
    ("association", N_("Association"), AssociationPage),
    ("country", N_("Country"), CountryPage),
    ("receipts", N_("Tax receipts"), ReceiptsPage),
    ("seal", N_("Seal"), SealPage),
    ("funds", N_("Funds"), FundsPage),
    ("appeals", N_("Appeals"), AppealsPage),
    ("accounts", N_("Bank accounts"), AccountsPage),
    ("ledger", N_("Accounting"), LedgerPage),
    ("batches", N_("Batches"), BatchesPage),
    ("users", N_("Users"), UsersPage),
    ("readers", N_("Readers"), ReadersPage),
    ("appearance", N_("Appearance"), AppearancePage),
)


class SettingsScreen(Screen):
    """Réglages."""

    def __init__(self, services: Services) -> None:
        """List the pages; each is made when first shown."""
        super().__init__(services)
        self.list = QListWidget()
        self.list.setObjectName("settingsPages")
        self.list.setAccessibleName(_("Pages of the settings"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItems([_(title) for _id, title, _page in _PAGES])
        self.pages = QStackedWidget()
        self._made: dict[int, QWidget] = {}
        box = QHBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(24)
        box.addWidget(self.list)
        box.addWidget(self.pages, 1)
        self.list.currentRowChanged.connect(self._show)
        theme_of().changed.connect(self._fit)
        self._fit()
        self.list.setCurrentRow(0)

    def open(self, **arguments: Any) -> None:
        """Show the page named by ``page``, or the one that was shown."""
        ids = [page_id for page_id, _title, _page in _PAGES]
        wanted = arguments.get("page")
        if wanted in ids:
            self.list.setCurrentRow(ids.index(wanted))

    def focus_first(self) -> None:
        """Begin at the list of pages."""
        self.list.setFocus()

    def _show(self, place: int) -> None:
        if place not in self._made:
            page = _PAGES[place][2](self.services)
            self._made[place] = page
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(self._made[place])

    def _fit(self) -> None:
        wide = self.list.sizeHintForColumn(0) + theme_of().px(40)
        self.list.setFixedWidth(max(wide, theme_of().px(150)))
