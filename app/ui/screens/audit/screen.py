# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of last acts: the list, newest first, and the button that takes one back."""

from collections.abc import Sequence
from typing import Any

from app.kernel.errors import OboleError
from app.kernel.formats import format_instant
from app.kernel.i18n import N_, _
from app.ui.kit.lines import Column, Mark
from app.ui.kit.screen import Screen, Services
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import Bar, EmptyState, button, page_box, row, text_label
from app.usecases.audit.recent import Act, RecentActs

_ROOMS = (
    *("donors", "duplicates", "addresses", "calls", "imports", "quality"),
    *("batches", "gifts", "deposits", "receipts", "privacy"),
)
"""What the acts of the list are about."""


def _mark(act: Act) -> Mark:
    return Mark.MUTED if act.undo is None else Mark.PLAIN


COLUMNS: tuple[Column[Act], ...] = (
    Column("when", N_("When"), lambda act: format_instant(act.at), 18, mark=_mark),
    Column("who", N_("Who"), lambda act: act.by, 16, mark=_mark, spare=1),
    Column("what", N_("What"), lambda act: act.what, 28, mark=_mark),
    Column("about", N_("About"), lambda act: act.about, mark=_mark),
)


class AuditScreen(Screen):
    """What was done last."""

    def __init__(self, services: Services) -> None:
        """Show the acts there are."""
        super().__init__(services)
        self.bar = Bar("info")
        self.table = RowsTable(COLUMNS, _("Last acts"))
        self.table.setObjectName("actsTable")
        self.why = text_label(role="muted", wrap=True)
        self.undo = button(_("Take &back"), self._undo, role="primary", icon_name="undo")
        self.undo.setObjectName("takeBack")
        self.sheet = button(_("See the shee&t"), self._show_sheet, role="quiet")
        self.empty = EmptyState(
            _("Nothing yet: what is changed, merged, imported or posted is told here."),
            _("Open the donors"),
            lambda: services.navigator.open("donors"),
        )
        box = page_box(self)
        box.addWidget(self.bar)
        box.addWidget(self.table, 1)
        box.addWidget(self.empty, 1)
        box.addWidget(self.why)
        box.addLayout(row(self.undo, self.sheet, None))
        self.table.moved.connect(self._show_act)
        self.table.opened.connect(self._show_sheet)
        services.feed.watch(self, _ROOMS, lambda _changes: self.refresh())
        self.refresh()

    def open(self, **_arguments: Any) -> None:
        """Show what was done since."""
        self.bar.hide()
        self.refresh()

    def focus_first(self) -> None:
        """Put the focus in the list, or on what leads elsewhere."""
        (self.table if self.table.isVisible() else self.empty.action).setFocus()

    def refresh(self) -> None:
        """Read the acts again."""
        self.services.jobs.read(RecentActs(), self._show, owner=self)

    def _show(self, acts: Sequence[Act]) -> None:
        self.table.set_rows(acts)
        if acts and self.table.current_row() < 0:
            self.table.selectRow(0)
        for part in (self.table, self.why, self.undo, self.sheet):
            part.setVisible(bool(acts))
        self.empty.setVisible(not acts)
        self._show_act()

    def _show_act(self) -> None:
        act = self.table.current()
        why = act.why_not if act is not None else ""
        self.why.setText(why)
        self.undo.setEnabled(act is not None and act.undo is not None)
        self.undo.setToolTip(why)
        self.undo.setAccessibleDescription(why)
        self.sheet.setEnabled(act is not None and bool(act.donor_id))

    def _undo(self) -> None:
        act = self.table.current()
        if act is None or act.undo is None:
            return

        def told(_done: object) -> None:
            self.bar.hide()
            message = _("Taken back: {what}, {about}.")
            self.services.toast.tell(message.format(what=act.what, about=act.about))

        self.services.jobs.write(act.undo, told, self._tell, owner=self)

    def _tell(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")
        self.refresh()

    def _show_sheet(self) -> None:
        act = self.table.current()
        if act is not None and act.donor_id:
            self.services.navigator.open("donors", id=act.donor_id)
