# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with the list of donors shown, or with the rows selected in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from app.domain.lists import ListColumn, SavedList
from app.domain.users import Permission, User
from app.kernel.i18n import _


@dataclass(frozen=True, slots=True)
class Shown:
    """What an act is done with.

    Attributes:
        ids: In the order shown: the rows selected, or the whole list.
        told: What the list is made by, in words.
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
    labels_wanted = Signal()
    print_wanted = Signal()
    tag_wanted = Signal()
    task_wanted = Signal()
    calls_wanted = Signal()

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
        out = (
            self._add(_("Write to a workbook…"), self.workbook_wanted),
            self._add(_("Labels…"), self.labels_wanted),
            self._add(_("Print the list…"), self.print_wanted),
        )
        self.offered.addSeparator()
        sheets = (
            self._add(_("Put or take off a tag…"), self.tag_wanted),
            self._add(_("A task for each…"), self.task_wanted),
            self._add(_("Call list…"), self.calls_wanted),
        )
        if not actor.may(Permission.DATA_EXPORT):
            _forbid(
                out,
                _("Only the treasurer and the administrator may take data out: ask one of them."),
            )
        if not actor.may(Permission.DONORS_EDIT):
            _forbid(
                sheets,
                _(
                    "Your role does not let you change donors: "
                    "ask the treasurer or the administrator."
                ),
            )
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


def _forbid(actions: Sequence[QAction], why: str) -> None:
    for action in actions:
        action.setEnabled(False)
        action.setToolTip(why)
