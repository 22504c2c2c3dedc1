# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with the list of donors shown, or with the rows selected in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.domain.lists import ListColumn, SavedList
from app.domain.users import Permission, User
from app.kernel.i18n import _, ngettext
from app.ui.kit import dialogs
from app.ui.kit.screen import Services
from app.usecases.exports import Exported
from app.usecases.lists import ExportList

_TABLES = "Excel (*.xlsx);;LibreOffice (*.ods);;CSV (*.csv)"


@dataclass(frozen=True, slots=True)
class Shown:
    """What an act is done with.

    Attributes:
        ids: In the order shown: the rows selected, or the whole list.
        told: The conditions in words.
    """

    ids: tuple[int, ...]
    columns: tuple[ListColumn, ...]
    told: str


class ListTools(QPushButton):
    """The acts, behind one button."""

    compose_wanted = Signal()
    saved_wanted = Signal(object)
    """Carries the ``SavedList`` that is to be shown."""
    workbook_wanted = Signal()

    def __init__(self, actor: User) -> None:
        """Offer them; what the actor may not do tells who may."""
        super().__init__(_("&List"))
        self.setObjectName("listTools")
        self.offered = QMenu(self)
        self.offered.setToolTipsVisible(True)
        self._add(_("Conditions and columns…   Ctrl+Shift+F"), self.compose_wanted)
        self.kept = self.offered.addMenu(_("Lists kept by name"))
        self.show_lists(())
        self.offered.addSeparator()
        workbook = self._add(_("Write to a workbook…"), self.workbook_wanted)
        if not actor.may(Permission.DATA_EXPORT):
            why = _("Only the treasurer and the administrator may take data out: ask one of them.")
            workbook.setEnabled(False)
            workbook.setToolTip(why)
        self.setMenu(self.offered)

    def show_lists(self, lists: Sequence[SavedList]) -> None:
        """Offer the lists kept by name."""
        self.kept.clear()
        for saved in lists:
            name = saved.name.replace("&", "&&")
            self.kept.addAction(name, partial(self.saved_wanted.emit, saved))
        if not lists:
            none = _("None yet: give a list a name under its conditions")
            self.kept.addAction(none).setEnabled(False)

    def _add(self, text: str, wanted: SignalInstance) -> QAction:
        return self.offered.addAction(text, wanted.emit)


class ListActs:
    """Carries the acts out and tells how they went."""

    def __init__(self, services: Services, page: QWidget, shown: Callable[[], Shown]) -> None:
        """Ask ``shown`` for what an act is done with, each time."""
        self._services = services
        self._page = page
        self._shown = shown

    def write_workbook(self) -> None:
        """Write the donors shown, in the columns shown, to a file the person names."""
        path = self._where(_("Where to write the list"), _("donors.xlsx"), _TABLES)
        if path is None:
            return
        shown = self._shown()
        self._services.jobs.write(
            ExportList(shown.ids, shown.columns, path, shown.told), self._written, owner=self._page
        )

    def _where(self, title: str, name: str, kinds: str) -> Path | None:
        folder = self._services.state.text("folder")
        path = dialogs.file_to_write(self._page, title, str(Path(folder) / name), kinds)
        if path is not None:
            self._services.state.keep("folder", str(path.parent))
        return path

    def _written(self, done: Exported) -> None:
        text = ngettext("{count} donor in {path}.", "{count} donors in {path}.", done.rows)
        self._services.toast.tell(text.format(count=done.rows, path=done.path))
