# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A short list with its form under it: choose a row, change it, save."""

from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QModelIndex, QSignalBlocker
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.users import Permission
from app.kernel.command import Command, Query
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.ui.kit.binding import Form
from app.ui.kit.lines import Column
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, button, row, scrolling, tab_path, text_label


class _Kept(Protocol):
    @property
    def id(self) -> int: ...


LineK = TypeVar("LineK", bound=_Kept)
_ROWS_SHOWN = 6


class ListPage(QWidget, Generic[LineK]):
    """Base of the four lists; a subclass gives columns, fields, query and command."""

    def __init__(
        self,
        services: Services,
        *,
        title: str,
        why: str,
        columns: Sequence[Column[LineK]],
        rooms: Sequence[str],
    ) -> None:
        """Show the list and choose its first row."""
        super().__init__()
        self.services = services
        self._line: LineK = self._blank()
        self._wanted = 0
        self._typing = False
        self.table: RowsTable[LineK] = RowsTable(columns, title)
        px = theme_of().px
        self.table.setFixedHeight(px(28) * _ROWS_SHOWN + px(40))
        self.form = Form()
        self._fields(self.form)
        self._bar = Bar("error")
        self.new = button(_("New"), self._begin, icon_name="plus")
        self.save = button(_("Save"), self._write, role="primary")
        may = services.office.actor.may(Permission.SETTINGS_EDIT)
        self.new.setEnabled(may)
        self.save.setEnabled(may)
        self._lay_out(title, why)
        if may:
            for field in self.form.fields:
                if isinstance(field, QLineEdit):
                    field.returnPressed.connect(self._write)
        self.table.moved.connect(self._choose)
        self.form.edited.connect(self._note_typing)
        services.feed.watch(self, rooms, lambda _changes: self._reload())
        self._reload()

    def _lay_out(self, title: str, why: str) -> None:
        inner = QWidget()
        inner.setMaximumWidth(theme_of().px(860))
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 12, 0)
        box.setSpacing(12)
        box.addLayout(row(text_label(title, "heading"), None, self.new))
        box.addWidget(text_label(why, "muted", wrap=True))
        box.addWidget(self.table)
        card = Card()
        card.box.addWidget(self.form)
        box.addWidget(card)
        box.addWidget(self._bar)
        box.addLayout(row(None, self.save))
        box.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))
        tab_path(self.new, self.table, *self.form.fields, self.save)

    def _list(self) -> Query[Sequence[LineK]]:
        raise NotImplementedError

    def _blank(self) -> LineK:
        raise NotImplementedError

    def _fields(self, form: Form) -> None:
        raise NotImplementedError

    def _save(self, line: LineK, values: dict[str, Any]) -> Command[LineK]:
        raise NotImplementedError

    def _values(self, line: LineK) -> dict[str, Any]:
        return {name: getattr(line, name) for name in self.form.names}

    def _reload(self) -> None:
        self.services.jobs.read(self._list(), self._show, owner=self)

    def _show(self, lines: Sequence[LineK]) -> None:
        """Show the lines as they now are; what is being typed stays under the keys."""
        wanted = self._wanted or self._line.id
        places = [place for place, line in enumerate(lines) if line.id == wanted]
        with QSignalBlocker(self.table):
            self.table.set_rows(lines)
            if places or not self._typing:
                self.table.selectRow(places[0] if places else 0)
        if self._wanted or not self._typing:
            self._choose()
        self._wanted = 0

    def _note_typing(self) -> None:
        self._typing = True

    def _choose(self) -> None:
        line = self.table.current()
        if line is not None:
            self._line = line
            self.form.fill(self._values(line))
            self._typing = False
            self._bar.hide()

    def _begin(self) -> None:
        self.table.setCurrentIndex(QModelIndex())
        self._line = self._blank()
        self.form.fill(self._values(self._line))
        self._typing = True
        self.form.field(self.form.names[0]).setFocus()

    def _write(self) -> None:
        try:
            values = self.form.values()
        except Refused as refused:
            self.form.show_refusal(refused)
            return
        self.form.show_problems(())
        self._bar.hide()
        command = self._save(self._line, values)
        self.services.jobs.write(command, self._saved, self._failed, owner=self)

    def _saved(self, line: LineK) -> None:
        self._line = line
        self._wanted = line.id
        self.services.toast.tell(_("Saved."))
        self._reload()

    def _failed(self, error: OboleError) -> None:
        if not self.form.show_refusal(error):
            self._bar.tell(error.message, "error")
