# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deposits screen: the list, one deposit, what waits for one, and the statement's line."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.domain.deposits import BankDeposit
from app.kernel.changes import Changes
from app.ui.kit.screen import Screen, Services
from app.ui.screens.deposits import presenter
from app.ui.screens.deposits.cancelling import CancelPage
from app.ui.screens.deposits.listing import ListPage
from app.ui.screens.deposits.onhand import OnHandPage
from app.ui.screens.deposits.returns import ReturnsPage
from app.ui.screens.deposits.sheet import SheetPage
from app.ui.screens.deposits.statement import StatementPage
from app.usecases.deposits import DepositSheet, ShowDeposit

_Page = ListPage | SheetPage | OnHandPage | StatementPage | CancelPage | ReturnsPage


class DepositsScreen(Screen):
    """One page at a time. ``open`` takes ``id``, or ``show="on_hand"`` or ``"returns"``."""

    def __init__(self, services: Services) -> None:
        """Build the pages; nothing is read before ``open``."""
        super().__init__(services)
        self.listing = ListPage(services)
        self.sheet = SheetPage(services)
        self.on_hand = OnHandPage(services)
        self.statement = StatementPage(services)
        self.cancelling = CancelPage(services)
        self.returns = ReturnsPage(services)
        self._stack = QStackedWidget()
        pages = self.listing, self.sheet, self.on_hand, self.statement
        for page in (*pages, self.cancelling, self.returns):
            self._stack.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self.listing.opened.connect(self._show)
        self.listing.deposit_wanted.connect(self.show_on_hand)
        self.listing.returns_wanted.connect(self.show_returns)
        self.returns.left.connect(self.show_list)
        self.sheet.left.connect(self.show_list)
        self.sheet.statement_wanted.connect(self._show_statement)
        self.sheet.cancelling_wanted.connect(self._show_cancelling)
        self.cancelling.left.connect(self._back_to_sheet)
        self.cancelling.cancelled.connect(self._show)
        self.on_hand.left.connect(self.show_list)
        self.on_hand.made.connect(self._show_made)
        self.statement.left.connect(self._back_to_sheet)
        self.statement.found.connect(self._show)
        services.feed.watch(self, ("deposits", "batches", "gifts"), self._changed)

    def open(self, **arguments: Any) -> None:
        """Show one deposit (``id``), what waits for one, what left again, or the list."""
        if arguments.get("id"):
            self._show(int(arguments["id"]))
        elif arguments.get("show") == "on_hand":
            self.show_on_hand()
        elif arguments.get("show") == "returns":
            self.show_returns()
        else:
            self.show_list()

    def heightForWidth(self, _width: int) -> int:
        """Ask for little: the tables give way, the window need not grow."""
        return self.minimumSizeHint().height()

    def focus_first(self) -> None:
        """Put the focus where work begins on the page shown."""
        self._current().focus_first()

    def step_back(self) -> bool:
        """Go one level back inside the screen."""
        page = self._current()
        if page is self.listing:
            return False
        if page in {self.statement, self.cancelling}:
            self._back_to_sheet()
        else:
            self.show_list()
        return True

    def show_list(self) -> None:
        """Show every deposit."""
        self.sheet.forget()
        self._stack.setCurrentWidget(self.listing)
        self.listing.reload()

    def show_on_hand(self) -> None:
        """Show what was kept for a later deposit."""
        self._turn_to(self.on_hand)
        self.on_hand.start()

    def show_returns(self) -> None:
        """Show the cheques returned and the gifts paid back."""
        self._turn_to(self.returns)
        self.returns.reload()

    def _changed(self, _changes: Changes) -> None:
        if not self.isVisible():
            return
        page = self._current()
        if page is self.sheet:
            self._show(self.sheet.deposit_id)
        elif page is self.listing:
            self.listing.reload()
        elif page is self.returns:
            self.returns.reload()

    def _show(self, deposit_id: int) -> None:
        self.services.jobs.read(ShowDeposit(deposit_id), self._show_sheet, owner=self)

    def _show_sheet(self, sheet: DepositSheet) -> None:
        self._stack.setCurrentWidget(self.sheet)
        self.sheet.show_sheet(sheet)

    def _show_statement(self, sheet: DepositSheet) -> None:
        self.statement.start(sheet)
        self._turn_to(self.statement)

    def _show_cancelling(self, sheet: DepositSheet) -> None:
        self.cancelling.start(sheet)
        self._turn_to(self.cancelling)

    def _back_to_sheet(self) -> None:
        self._turn_to(self.sheet)

    def _show_made(self, made: Sequence[BankDeposit]) -> None:
        told = presenter.made_text([deposit.number for deposit in made])

        def show(sheet: DepositSheet) -> None:
            self._show_sheet(sheet)
            self.sheet.tell(told)

        self.services.jobs.read(ShowDeposit(made[0].id), show, owner=self)

    def _turn_to(self, page: _Page) -> None:
        self._stack.setCurrentWidget(page)
        page.focus_first()

    def _current(self) -> _Page:
        page = self._stack.currentWidget()
        if not isinstance(page, _Page):
            message = "an unknown page is shown"
            raise TypeError(message)
        return page
