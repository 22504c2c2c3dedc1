# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one check found: the list, the repair in place, the exception."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.quality import Finding
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, button, row, text_label
from app.ui.screens.quality import presenter
from app.ui.screens.quality.columns import FINDINGS
from app.usecases.quality import Change, Checked, EndException, MakeException, Mend, MendAll


class FindingsPane(QWidget):
    """The findings of one check."""

    changed = Signal()
    """Something was written: the file is to be looked over again."""

    def __init__(self, services: Services) -> None:
        """Show no check yet."""
        super().__init__()
        self._services = services
        self._checked: Checked | None = None
        self.table: RowsTable[Finding] = RowsTable(FINDINGS, _("What is found"))
        self.table.setObjectName("findingsTable")
        self.table.setMinimumHeight(theme_of().px(150))
        self.table.moved.connect(self._show_one)
        self.table.opened.connect(self._enter)
        self.fact = text_label("", wrap=True)
        self.advice = text_label("", "muted", wrap=True)
        self.bar = Bar("error")
        self.value = QLineEdit()
        self.value.setObjectName("mended")
        self.value.setMaximumWidth(theme_of().px(340))
        self.value.returnPressed.connect(self.mend)
        self.label = QLabel()
        self.label.setBuddy(self.value)
        self.write = button(_("&Write (Enter)"), self.mend, role="primary")
        self.take_all = button("", self.mend_all)
        self.right = button(_("&Right as it is"), self.make_exception)
        self.sheet = button(_("Open the &sheet"), self.open_sheet)
        self._mending = QWidget()
        self._mending.setLayout(row(self.label, self.value, self.write, None))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (self.table, self.fact, self.advice, self.bar, self._mending):
            box.addWidget(part)
        box.setStretchFactor(self.table, 1)
        box.addLayout(Flow(self.take_all, self.right, self.sheet))

    def show_checked(self, checked: Checked) -> None:
        """Show what a check found; the place in the list stays when it is the same check."""
        same = self._checked is not None and self._checked.check.id == checked.check.id
        self._checked = checked
        self.bar.hide()
        self.advice.setText(_(checked.check.advice))
        self.table.set_rows(checked.findings)
        if checked.findings and not (same and self.table.current_row() >= 0):
            self.table.selectRow(0)
        if checked.check.field:
            self.label.setText(presenter.field_label(checked.check.field))
            self.value.setAccessibleName(self.label.text().replace("&", ""))
        self._mending.setVisible(bool(checked.check.field))
        self.take_all.setText(presenter.take_all_label(checked.findings))
        self.take_all.setVisible(any(one.sure for one in checked.findings))
        self._show_one()

    def _show_one(self) -> None:
        finding = self.table.current()
        self.fact.setText(presenter.fact(finding) if finding else "")
        self.value.setText((finding.proposal or finding.value) if finding else "")
        why = presenter.why_not(self._services.office.actor)
        nothing = "" if finding else _("Nothing is found: there is nothing to mend.")
        for widget in (self.value, self.write, self.take_all, self.right):
            widget.setEnabled(not (why or nothing))
            widget.setToolTip(why or nothing)
            widget.setAccessibleDescription(why or nothing)
        self.sheet.setEnabled(finding is not None)
        self.sheet.setToolTip(nothing)

    def _enter(self) -> None:
        if self._mending.isVisible() and self.value.isEnabled():
            self.value.setFocus()
            self.value.selectAll()
        else:
            self.open_sheet()

    def open_sheet(self) -> None:
        """Go to the sheet, or to the list of those concerned."""
        finding = self.table.current()
        if finding is None:
            return
        if finding.others:
            ids = (finding.one.id, *(other.id for other in finding.others))
            self._services.navigator.open("donors", ids=ids, why=finding.told)
        else:
            self._services.navigator.open("donors", id=finding.one.id)

    def mend(self) -> None:
        """Write what was typed in the place of what is doubtful."""
        finding, checked = self.table.current(), self._checked
        if finding is None or checked is None or not self.write.isEnabled():
            return
        check, mended = checked.check.id, self.value.text()
        back = Change(finding.one.id, finding.value, mended).undone()
        words = presenter.mended_words(finding.one.name, finding.value, mended)
        self._services.jobs.write(
            Mend(check, finding.one.id, finding.value, mended),
            lambda _donor: self._written(words, lambda: self._take_back(check, (back,))),
            self._refuse,
            owner=self,
        )

    def mend_all(self) -> None:
        """Take every sure proposal."""
        checked = self._checked
        if checked is None or not self.take_all.isEnabled():
            return
        check = checked.check.id
        changes = tuple(
            Change(one.one.id, one.value, one.proposal) for one in checked.findings if one.sure
        )
        self._services.jobs.write(
            MendAll(check, changes),
            lambda done: self._all_written(check, done, len(changes)),
            self._refuse,
            owner=self,
        )

    def _all_written(self, check: str, done: Sequence[Change], asked: int) -> None:
        words = presenter.all_mended_words(done, asked)
        back = tuple(one.undone() for one in done)
        self._written(words, lambda: self._take_back(check, back))

    def _take_back(self, check: str, changes: tuple[Change, ...]) -> None:
        self._services.jobs.write(
            MendAll(check, changes), lambda _done: self.changed.emit(), self._refuse, owner=self
        )

    def make_exception(self) -> None:
        """Say that what is found is right."""
        finding = self.table.current()
        if finding is None or not self.right.isEnabled():
            return
        words = presenter.excepted_words(finding)
        self._services.jobs.write(
            MakeException(finding.check, finding.one.id, finding.about),
            lambda made: self._written(words, lambda: self._end(made.id)),
            self._refuse,
            owner=self,
        )

    def _end(self, exception_id: int) -> None:
        self._services.jobs.write(
            EndException(exception_id), lambda _done: self.changed.emit(), owner=self
        )

    def _written(self, words: str, undo: Callable[[], object]) -> None:
        self.bar.hide()
        self._services.toast.tell(words, undo)
        say(self, words)
        self.table.setFocus()
        self.changed.emit()

    def _refuse(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)
