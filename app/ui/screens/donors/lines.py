# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of the sheet that holds lines one adds, changes and takes off."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain.donors import Detail, DonorDocument, told
from app.domain.users import Permission
from app.kernel.i18n import N_, _
from app.ui.kit.flow import Flow
from app.ui.kit.lines import Column
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import button, text_label
from app.ui.screens.donors.drafting import LineKind
from app.ui.screens.donors.lineform import LineForm
from app.usecases.donors import AddDetail, EditDetail, RemoveDetail

_TABLE_HEIGHT = 132
"""Logical pixels: a heading and three lines, however large the text."""

COLUMNS: tuple[Column[Detail], ...] = (
    Column("what", N_("What"), lambda one: told(one).what, 16),
    Column("text", N_("Content"), lambda one: told(one).text.replace("\n", " ")),
    Column("note", N_("When"), lambda one: told(one).note, 18, spare=1),
)


class LinesPane(QStackedWidget):
    """Lines of some kinds, and the form to type one.

    Args:
        services: To write, and to tell.
        kinds: What may stand here.
        title: What screen readers call the table.
        name: Begins the names of its parts.
    """

    def __init__(
        self, services: Services, kinds: Sequence[LineKind], title: str, name: str
    ) -> None:
        """Show no line yet."""
        super().__init__()
        self.services = services
        self.donor_id = 0
        self.table: RowsTable[Detail] = RowsTable(self.columns(), title)
        self.table.setObjectName(f"{name}Table")
        self.table.setMinimumHeight(theme_of().px(_TABLE_HEIGHT))
        self.whole = text_label(role="muted", wrap=True)
        self.add_button = button(_("Add a &line"), self.begin, icon_name="plus")
        self.add_button.setObjectName(f"{name}Add")
        self.edit_button = button(_("&Change"), self.edit)
        self.remove_button = button(_("Ta&ke off"), self.remove)
        self.form = LineForm(kinds, services.office.clock.today, name)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        for part in self.heads():
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.whole)
        column.addLayout(Flow(*self.acts()))
        self.addWidget(page)
        self.addWidget(self.form)

    def columns(self) -> tuple[Column[Detail], ...]:
        """Return the columns of the table."""
        return COLUMNS

    def heads(self) -> tuple[QWidget, ...]:
        """Return what stands above the table."""
        return ()

    def acts(self) -> tuple[QWidget, ...]:
        """Return the buttons under the table, in their order."""
        return (self.add_button, self.edit_button, self.remove_button)

    def _connect(self) -> None:
        self.table.opened.connect(self.edit)
        self.table.moved.connect(self.tell_current)
        bind(self.table, "Del", self.remove, Qt.ShortcutContext.WidgetShortcut)
        self.form.left.connect(self.step_back)
        self.form.wanted.connect(self._write)
        if not self.services.office.actor.may(Permission.DONORS_EDIT):
            why = _(
                "Your role does not let you change donors: ask the treasurer or the administrator."
            )
            self.add_button.setEnabled(False)
            self.add_button.setToolTip(why)
            self.add_button.setAccessibleDescription(why)

    def show_lines(self, donor_id: int, lines: Sequence[Detail]) -> None:
        """Show the lines of a donor; what is being typed for another one is left."""
        if donor_id != self.donor_id:
            self.donor_id = donor_id
            self.setCurrentIndex(0)
        self.table.set_rows(lines)
        self.tell_current()

    def begin(self) -> None:
        """Type a new line."""
        if self.add_button.isEnabled() and self.donor_id:
            self.form.begin(self.donor_id)
            self._open_form()

    def edit(self) -> None:
        """Change the current line."""
        line = self.table.current()
        if line is None or isinstance(line, DonorDocument) or not self.add_button.isEnabled():
            return
        self.form.begin_edit(line)
        self._open_form()

    def remove(self) -> None:
        """Take the current line off; it can be put back at once."""
        line = self.table.current()
        if line is None or not self.add_button.isEnabled():
            return
        self.services.jobs.write(
            RemoveDetail(line), lambda _nothing: self._tell_gone(line), owner=self
        )

    def step_back(self) -> bool:
        """Leave the form for the table; False when the table is shown."""
        if self.currentIndex() == 0:
            return False
        self.setCurrentIndex(0)
        self.table.setFocus()
        return True

    def _open_form(self) -> None:
        self.setCurrentWidget(self.form)
        self.form.focus_first()

    def _write(self, detail: Detail) -> None:
        command = EditDetail(detail) if detail.id else AddDetail(detail)
        self.services.jobs.write(command, self._written, self.form.refuse, owner=self)

    def _written(self, detail: Detail) -> None:
        self.step_back()
        words = told(detail)
        sentence = _("{what} saved: {text}").format(what=words.what, text=words.text)
        self.services.toast.tell(sentence)

    def _tell_gone(self, line: Detail) -> None:
        words = told(line)
        sentence = _("{what} taken off: {text}").format(what=words.what, text=words.text)
        put_back = AddDetail(replace(line, id=0, version=0))
        undo = partial(self.services.jobs.write, put_back, owner=self)
        self.services.toast.tell(sentence, undo)

    def able(self) -> tuple[QPushButton, ...]:
        """Return the buttons that do something with the current line."""
        return (self.edit_button, self.remove_button)

    def tell_current(self) -> None:
        """Write the current line in full under the table, and say what can be done with it."""
        line = self.table.current()
        able = line is not None and self.add_button.isEnabled()
        why = "" if able else self.add_button.toolTip() or _("Choose a line of the table first.")
        for one in self.able():
            one.setEnabled(able)
            one.setToolTip(why)
            one.setAccessibleDescription(why)
        words = told(line) if line is not None else None
        self.whole.setVisible(words is not None)
        if words is not None:
            self.whole.setText(" · ".join(part for part in words if part))
