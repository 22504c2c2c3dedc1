# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of backups: the last one, where they go, which there are, and putting one back."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QProgressBar

from app.domain.backups import Copy
from app.kernel.errors import OboleError
from app.kernel.formats import format_instant
from app.kernel.i18n import N_, _
from app.ui.kit import dialogs
from app.ui.kit.jobs import Handle
from app.ui.kit.lines import Column
from app.ui.kit.screen import Screen, Services
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, Pill, button, page_box, row, text_label
from app.ui.screens.backups import presenter
from app.ui.screens.backups.comparing import ComparisonCard
from app.usecases.backups import (
    CompareBackup,
    KeepPlan,
    ListBackups,
    Shelf,
    TakeBackup,
    Taken,
)


class BackupsScreen(Screen):
    """Sauvegardes."""

    def __init__(self, services: Services) -> None:
        """Build the page; what there is comes with ``open``."""
        super().__init__(services)
        self._shelf: Shelf | None = None
        self._working: Handle | None = None
        self.bar = Bar("success")
        self.pill = Pill()
        self.last = text_label("", wrap=True)
        self.sum = text_label("", "muted")
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Pages copied"))
        self.stop = button(_("&Stop"), self._stop)
        self.now = button(_("&Back up now"), self.back_up, role="primary", icon_name="save")
        self.folder = text_label("", wrap=True)
        self.key = text_label("", wrap=True)
        self.choose = button(_("Choose the fol&der…"), self._choose_folder)
        self.add_key = button(_("Add a &key…"), self._add_key)
        self.drop_key = button(_("No more &key"), lambda: self._keep(KeepPlan(second=Path())))
        self.at_exit = QCheckBox(_("&When a dossier that changed is closed"))
        self.at_exit.clicked.connect(lambda on: self._keep(KeepPlan(at_exit=on)))
        self.table: RowsTable[Copy] = RowsTable(self._columns(), _("Backups"))
        self.table.setMinimumHeight(theme_of().px(110))
        self.compare = button(_("&Compare"), self._compare_chosen)
        self.other = button(_("&Another file…"), self._compare_other)
        self.comparison = ComparisonCard(self._put_back, self._leave)
        self._lay_out()
        self._rest()
        self.table.opened.connect(self._compare_chosen)
        services.feed.watch(self, ("backups",), lambda _changes: self._reload())

    def _lay_out(self) -> None:
        box = page_box(self)
        box.addWidget(self.bar)
        state = Card()
        state.box.addLayout(row(self.pill, self.sum, None, self.stop, self.now))
        state.box.addWidget(self.last)
        state.box.addWidget(self.progress)
        self.plan_card = Card()
        heading = text_label(_("Where, and when"), "heading")
        self.plan_card.box.addLayout(row(heading, None, self.at_exit))
        for label, *acts in ((self.folder, self.choose), (self.key, self.add_key, self.drop_key)):
            line = row(label, *acts)
            line.setStretch(0, 1)
            self.plan_card.box.addLayout(line)
        self.list_card = Card()
        self.list_card.box.addWidget(text_label(_("Versions kept"), "heading"))
        self.list_card.box.addWidget(self.table, 1)
        self.list_card.box.addLayout(row(None, self.other, self.compare))
        box.addWidget(state)
        box.addWidget(self.comparison)
        box.addWidget(self.plan_card)
        box.addWidget(self.list_card, 1)

    def _columns(self) -> tuple[Column[Copy], ...]:
        return (
            Column("taken", N_("Taken"), lambda copy: format_instant(copy.taken_at), 18),
            Column("where", N_("Where"), self._where, 0),
            Column(
                "size", N_("Size"), lambda copy: presenter.size_words(copy.size), 10, right=True
            ),
        )

    def _where(self, copy: Copy) -> str:
        return presenter.where_words(self._shelf, copy) if self._shelf else ""

    def open(self, **arguments: Any) -> None:
        """Look at what there is; ``do="now"`` makes one at once."""
        self._reload()
        if arguments.get("do") == "now":
            self.back_up()

    def focus_first(self) -> None:
        """Put the focus on the act."""
        self.now.setFocus()

    def step_back(self) -> bool:
        """Leave the comparison."""
        if self.comparison.isHidden():
            return False
        self._leave()
        return True

    # ---- what there is

    def _reload(self) -> None:
        self.services.jobs.read(ListBackups(), self._show, owner=self)

    def _show(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.pill.show_state(*presenter.state_words(shelf))
        self.last.setText(presenter.last_words(shelf))
        self.sum.setText(presenter.sum_words(shelf))
        self.folder.setText(str(shelf.plan.folder))
        self.key.setText(presenter.key_words(shelf))
        self.add_key.setVisible(not shelf.plan.label)
        self.drop_key.setVisible(bool(shelf.plan.label))
        self.at_exit.setChecked(shelf.plan.at_exit)
        for widget in (self.plan_card, self.list_card, self.now):
            widget.setHidden(shelf.server)
        self.table.set_rows(shelf.copies)
        if shelf.copies and self.table.current_row() < 0:
            self.table.selectRow(0)
        self._allow()

    def _allow(self) -> None:
        busy = _("A backup is under way.") if self._working else ""
        why = busy or presenter.why_not(self.services.office.actor)
        nothing = "" if self._shelf and self._shelf.copies else _("There is no backup to compare.")
        for act, reason in ((self.now, busy), (self.other, why), (self.compare, why or nothing)):
            act.setEnabled(not reason)
            act.setToolTip(reason)
            act.setAccessibleDescription(reason)

    # ---- making one

    def back_up(self) -> None:
        """Make a backup now."""
        if self._working is not None:
            return
        self.bar.hide()
        self._working = self.services.jobs.read(
            TakeBackup(), self._taken, self._failed, progress=self._show_progress, owner=self
        )
        self._show_progress(0, 0, "")
        self._allow()

    def _show_progress(self, done: int, total: int, _what: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.show()
        self.stop.show()

    def _stop(self) -> None:
        if self._working is not None:
            self._working.cancel()
            self._rest()
            self.bar.tell(_("Stopped: no backup was made."), "info")

    def _rest(self) -> None:
        self._working = None
        self.progress.hide()
        self.stop.hide()
        self._allow()

    def _taken(self, taken: Taken) -> None:
        self._rest()
        self.bar.tell(*presenter.taken_words(taken))
        self.services.feed.tell("backups")

    def _failed(self, error: OboleError) -> None:
        self._rest()
        self.bar.tell(error.message, "error")

    # ---- where they go

    def _keep(self, plan: KeepPlan) -> None:
        def kept(_plan: object) -> None:
            self.bar.hide()
            self.services.feed.tell("backups")

        def failed(error: OboleError) -> None:
            self.bar.tell(error.message, "error")
            self._reload()

        self.services.jobs.read(plan, kept, failed, owner=self)

    def _choose_folder(self) -> None:
        folder = str(self._shelf.plan.folder) if self._shelf else ""
        chosen = dialogs.folder_to_write(self, _("The folder of backups"), folder)
        if chosen is not None:
            self._keep(KeepPlan(folder=chosen))

    def _add_key(self) -> None:
        chosen = dialogs.folder_to_write(self, _("A folder on the key"))
        if chosen is not None:
            self._keep(KeepPlan(second=chosen))

    # ---- putting one back

    def _compare_chosen(self) -> None:
        place = self.table.current_row()
        if self._shelf and place >= 0 and self.compare.isEnabled():
            self._compare(self._shelf.copies[place].path)

    def _compare_other(self) -> None:
        kinds = _("Dossiers (*.obole)") + ";;" + _("All files (*)")
        path = dialogs.file_to_open(self, _("Choose a backup"), kinds)
        if path is not None:
            self._compare(path)

    def _compare(self, path: Path) -> None:
        self.bar.tell(_("Re-reading {name}…").format(name=path.name), "info")
        self.services.jobs.read(CompareBackup(path), self._compared, self._failed, owner=self)

    def _compared(self, compared: Any) -> None:
        self.bar.hide()
        self.comparison.show_comparison(compared)
        self.plan_card.hide()
        self.list_card.hide()

    def _put_back(self, path: Path) -> None:
        self.services.navigator.put_back(path)

    def _leave(self) -> None:
        self.comparison.hide()
        self.plan_card.show()
        self.list_card.show()
        self.table.setFocus()
