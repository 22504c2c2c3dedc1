# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of fiscal years: what each holds, what is to be looked at, the acts."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from app.domain.accounting import FiscalYear
from app.domain.users import Permission
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Screen, Services
from app.ui.kit.stack import PageStack
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, button, page_box, row, show_text, tab_path, text_label
from app.ui.screens.accounting import presenter
from app.ui.screens.accounting.closing import ClosePage, ReopenPage
from app.ui.screens.accounting.columns import COLUMNS
from app.usecases.accounting import (
    CloseYear,
    ListYears,
    ReopenYear,
    ReviewYear,
    YearCheck,
    YearLine,
    YearReview,
)

_ROWS_SHOWN = 7
_ROOMS = ("accounting", "batches", "gifts", "deposits", "receipts", "organisation", "imports")


class AccountingScreen(Screen):
    """Exercices."""

    def __init__(self, services: Services) -> None:
        """List the years and look at the one to be closed."""
        super().__init__(services)
        self._review: YearReview | None = None
        self.bar = Bar("error")
        self.table: RowsTable[YearLine] = RowsTable(COLUMNS, _("Fiscal years"))
        self.table.setObjectName("yearsTable")
        px = theme_of().px
        self.table.setFixedHeight(px(28) * _ROWS_SHOWN + px(40))
        self.title = text_label(role="heading", wrap=True)
        self.booked = text_label(wrap=True)
        self.verdict = Bar("info")
        self.checks = QWidget()
        QVBoxLayout(self.checks).setContentsMargins(0, 0, 0, 0)
        self.package = button(_("Accountant's &package…"), self._pack, icon_name="export")
        self.close_year = button(_("&Close the year…"), self._begin_close, role="primary")
        self.reopen = button(_("Ope&n again…"), self._begin_reopen)
        self.accounts = button(_("&Accounts and journals…"), self._see_accounts)
        self.list_page = QWidget()
        self.stack = PageStack()
        self._lay_out()
        self.table.moved.connect(self._look)
        services.feed.watch(self, _ROOMS, lambda _changes: self._reload())
        self._reload()

    def _lay_out(self) -> None:
        box = page_box(self.list_page)
        why = _(
            "A year that is over is looked at, packed for the accountant and closed: what is "
            "written later no longer changes it."
        )
        box.addWidget(text_label(why, "muted", wrap=True))
        box.addWidget(self.bar)
        box.addWidget(self.table)
        card = Card()
        for part in (self.title, self.booked, self.verdict, self.checks):
            card.box.addWidget(part)
        card.box.addLayout(Flow(self.close_year, self.reopen, self.package, self.accounts))
        box.addWidget(card)
        box.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.stack.turn_to(self.list_page)
        tab_path(self.table, self.close_year, self.reopen, self.package, self.accounts)

    def focus_first(self) -> None:
        """Begin at the list of years, or where a page asks something."""
        page = self.stack.page
        if isinstance(page, ClosePage | ReopenPage):
            page.focus_first()
        else:
            self.table.setFocus()

    def step_back(self) -> bool:
        """Leave the page of an act."""
        if self.stack.page is self.list_page:
            return False
        self._back()
        return True

    def _back(self) -> None:
        self.stack.turn_to(self.list_page)
        self.table.setFocus()

    def _reload(self) -> None:
        self.services.jobs.read(ListYears(), self._show, self._failed, owner=self)

    def _show(self, lines: Sequence[YearLine]) -> None:
        first = self.table.current() is None
        self.table.set_rows(lines)
        if first and lines:
            self.table.selectRow(presenter.place_to_close(lines))
        self._look()

    def _look(self) -> None:
        line = self.table.current()
        if line is not None:
            query = ReviewYear(line.last_on)
            self.services.jobs.read(query, self._show_review, self._failed, owner=self)

    def _show_review(self, review: YearReview) -> None:
        self._review = review
        self.title.setText(presenter.title(review.line))
        show_text(self.booked, presenter.booked(review))
        self.verdict.tell(*presenter.verdict(review))
        self._show_checks(review.checks)
        may = self.services.office.actor.may(Permission.YEARS_CLOSE)
        self.close_year.setVisible(not review.line.closed)
        self.close_year.setEnabled(may and review.closable)
        self.reopen.setVisible(review.line.closed)
        self.reopen.setEnabled(may)
        why = "" if may else _("Your role does not close years.")
        for act in (self.close_year, self.reopen):
            act.setToolTip(why)
            act.setAccessibleDescription(why)
        self.package.setEnabled(self.services.office.actor.may(Permission.DATA_EXPORT))

    def _show_checks(self, checks: Sequence[YearCheck]) -> None:
        box = self.checks.layout()
        assert isinstance(box, QVBoxLayout)  # noqa: S101 - as it was made
        _empty(box)
        for check in checks:
            shape = "✕" if check.stops else "!"
            label = text_label(f"{shape} {check.sentence}", wrap=True)
            verb = presenter.VERBS[check.screen]
            see = (
                button(_(verb), partial(self.services.navigator.open, check.screen))
                if verb
                else None
            )
            line = row(label, *((see,) if see else ()))
            line.setStretch(0, 1)
            box.addLayout(line)
        self.checks.setVisible(bool(checks))

    def _pack(self) -> None:
        if self._review is not None:
            self.services.navigator.open("exports", closing=self._review.line.last_on)

    def _see_accounts(self) -> None:
        self.services.navigator.open("settings", page="ledger")

    def _begin_close(self) -> None:
        if self._review is not None and self._review.closable:
            page = ClosePage(self._review)
            page.confirmed.connect(self._close)
            self._turn_to(page)

    def _begin_reopen(self) -> None:
        if self._review is not None and self._review.line.closed:
            page = ReopenPage(self._review)
            page.confirmed.connect(self._reopen)
            self._turn_to(page)

    def _turn_to(self, page: ClosePage | ReopenPage) -> None:
        page.left.connect(self._back)
        self.stack.turn_to(page)
        page.focus_first()

    def _close(self, command: CloseYear) -> None:
        self.services.jobs.write(command, self._closed, self._refused, owner=self)

    def _closed(self, year: FiscalYear) -> None:
        self._done(presenter.closed_sentence(year))

    def _reopen(self, command: ReopenYear) -> None:
        self.services.jobs.write(command, self._reopened, self._refused, owner=self)

    def _reopened(self, year: FiscalYear) -> None:
        self._done(presenter.reopened_sentence(year))

    def _done(self, told: str) -> None:
        self._back()
        self._reload()
        self.services.toast.tell(told)

    def _refused(self, error: OboleError) -> None:
        page = self.stack.page
        if isinstance(page, ClosePage | ReopenPage):
            page.refuse(error)
        else:
            self._failed(error)

    def _failed(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)


def _empty(box: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := box.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            _empty(inner)
        if (widget := item.widget()) is not None:
            widget.deleteLater()
