# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quality page: checks and their counts on one side, what they found on the other."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.kernel.progress import Cancelled
from app.ui.kit import dialogs
from app.ui.kit.flow import Flow
from app.ui.kit.jobs import Handle
from app.ui.kit.screen import Screen, Services
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Card, button, page_box, row, scrolling, text_label
from app.ui.screens.quality import presenter
from app.ui.screens.quality.columns import CHECKS, EXCEPTIONS
from app.ui.screens.quality.findings import FindingsPane
from app.ui.screens.quality.presenter import CheckRow
from app.usecases.quality import (
    Checked,
    EndException,
    ExceptionLine,
    KeepCounts,
    ListExceptions,
    LookOver,
)

_SIDE_BY_SIDE = 900


class QualityScreen(Screen):
    """Qualité."""

    def __init__(self, services: Services) -> None:
        """Build the page; the file is looked over when it is opened."""
        super().__init__(services)
        self._results: Sequence[Checked] = ()
        self._excepted: Sequence[ExceptionLine] = ()
        self._working: Handle | None = None
        self.told = text_label("", "heading", wrap=True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Donors looked at"))
        self.stop = button(_("S&top"), self._stop)
        self.again = button(_("&Look again"), self.look)
        self.checks: RowsTable[CheckRow] = RowsTable(CHECKS, _("Checks"))
        self.checks.setObjectName("checksTable")
        self.checks.moved.connect(self._show_check)
        self.checks.opened.connect(lambda: self._list().setFocus())
        self.heading = text_label("", "heading", wrap=True)
        self.findings = FindingsPane(services)
        self.findings.changed.connect(self.look)
        self.exceptions: RowsTable[ExceptionLine] = RowsTable(EXCEPTIONS, _("Said to be right"))
        self.exceptions.setObjectName("exceptionsTable")
        self.exceptions.opened.connect(self.end_exception)
        self.end = button(_("Tell it agai&n"), self.end_exception)
        self._stack = QStackedWidget()
        self._lay_out()
        services.feed.watch(self, ("quality",), lambda _changes: self._read_exceptions())

    def _lay_out(self) -> None:
        excepted = QWidget()
        box = QVBoxLayout(excepted)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.exceptions, 1)
        rule = _("Each holds while the sheet says the same; when that changes, it is told again.")
        box.addWidget(text_label(rule, "muted", wrap=True))
        box.addLayout(Flow(self.end))
        self._stack.addWidget(self.findings)
        self._stack.addWidget(excepted)
        left, right = Card(), Card()
        left.box.addWidget(self.checks, 1)
        right.box.addWidget(self.heading)
        right.box.addWidget(self._stack, 1)
        self.checks.setMinimumHeight(theme_of().px(150))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addWidget(left, 2)
        self._columns.addWidget(right, 3)
        inner = QWidget()
        page = page_box(inner)
        top = row(self.told, self.stop, self.again)
        top.setStretch(0, 1)
        page.addLayout(top)
        page.addWidget(self.progress)
        page.addLayout(self._columns, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))
        self.progress.hide()
        self.stop.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the findings under the checks when the window is narrow."""
        super().resizeEvent(event)
        wide = self.width() >= theme_of().px(_SIDE_BY_SIDE)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def open(self, **_arguments: Any) -> None:
        """Look the file over; the place in the lists stays."""
        self._read_exceptions()
        self.look()

    def focus_first(self) -> None:
        """Put the caret on the checks."""
        self.checks.setFocus()

    # ---- the look

    def look(self) -> None:
        """Look the whole file over."""
        if self._working is not None:
            self._working.cancel()
        self._show_work(working=True)
        self._working = self.services.jobs.read(
            LookOver(), self._show, self._failed, progress=self._progress, owner=self
        )

    def _progress(self, done: int, total: int, _what: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _show_work(self, *, working: bool) -> None:
        self.progress.setRange(0, 0)
        for widget in (self.progress, self.stop):
            widget.setVisible(working)
        self.again.setVisible(not working)
        if working and not self._results:
            self.told.setText(_("Looking the file over…"))

    def _stop(self) -> None:
        if self._working is not None:
            self._working.cancel()
        self._rest(_("Stopped: look again when you like."))

    def _rest(self, text: str) -> None:
        self._working = None
        self._show_work(working=False)
        self.told.setText(text)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        self._rest(_("The look did not end. Look again."))
        if not isinstance(error, OboleError):
            raise error
        dialogs.refuse(self, error)

    def _show(self, results: Sequence[Checked]) -> None:
        self._results = results
        self._rest(presenter.told(results))
        self._list_checks()
        self.services.jobs.write(KeepCounts.of(results), owner=self)

    def _list_checks(self) -> None:
        if not self._results:
            return
        rows = presenter.check_rows(self._results, len(self._excepted))
        first = self.checks.current_row() < 0
        self.checks.set_rows(rows)
        if first:
            found = [place for place, one in enumerate(rows) if one.found]
            self.checks.selectRow(found[0] if found else 0)
        self._show_check()

    def _show_check(self) -> None:
        chosen = self.checks.current()
        if chosen is None:
            return
        self.heading.setText(presenter.heading(chosen))
        if chosen.id == presenter.EXCEPTIONS:
            self._stack.setCurrentIndex(1)
            return
        self._stack.setCurrentIndex(0)
        self.findings.show_checked(next(one for one in self._results if one.check.id == chosen.id))

    def _list(self) -> QWidget:
        return self.exceptions if self._stack.currentIndex() else self.findings.table

    # ---- what was said to be right

    def _read_exceptions(self) -> None:
        self.services.jobs.read(ListExceptions(), self._show_exceptions, owner=self)

    def _show_exceptions(self, lines: Sequence[ExceptionLine]) -> None:
        self._excepted = lines
        self.exceptions.set_rows(lines)
        if lines and self.exceptions.current_row() < 0:
            self.exceptions.selectRow(0)
        why = presenter.why_not(self.services.office.actor)
        nothing = "" if lines else _("Nothing was said to be right.")
        self.end.setEnabled(not (why or nothing))
        self.end.setToolTip(why or nothing)
        self._list_checks()

    def end_exception(self) -> None:
        """Let what was said to be right be told again."""
        chosen = self.exceptions.current()
        if chosen is not None and self.end.isEnabled():
            command = EndException(chosen.exception.id)
            self.services.jobs.write(command, lambda _done: self.look(), owner=self)
