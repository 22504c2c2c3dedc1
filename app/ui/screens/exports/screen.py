# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The export screen: a list, the accountant's package, the whole dossier."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.domain.exports import Column
from app.kernel.command import LongCommand
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.jobs import Handle
from app.ui.kit.screen import Screen, Services
from app.ui.kit.stack import PageStack
from app.ui.kit.widgets import Bar, bring_into_view, button, page_box, row
from app.ui.screens.exports import presenter
from app.ui.screens.exports.columns import ColumnsPage
from app.ui.screens.exports.lists import ListCard
from app.ui.screens.exports.package import PackageCard
from app.ui.screens.exports.whole import WholeCard
from app.usecases.exports import (
    ExportAccountant,
    Exported,
    ExportKind,
    ExportModel,
    ExportTable,
    ExportWhole,
    ForgetModel,
    ListColumns,
    Packed,
    SaveModel,
    WholeOut,
    whole_sentence,
)

T = TypeVar("T")


class ExportsScreen(Screen):
    """Exports."""

    def __init__(self, services: Services) -> None:
        """Propose the donors, as a workbook."""
        super().__init__(services)
        self._working: Handle | None = None
        self.bar = Bar("success")
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Rows written"))
        self.progress.hide()
        self.stop = button(_("&Stop"), self._stop)
        self.stop.hide()
        self.list = ListCard(services, self._export, self._choose)
        self.package = PackageCard(services, self._pack, self._failed)
        self.whole = WholeCard(services, self._leave)
        self.columns = ColumnsPage()
        self._stack = PageStack()
        self._page = QWidget()
        self._lay_out()
        self.columns.used.connect(self._use)
        self.columns.kept.connect(self._keep)
        self.columns.forget_wanted.connect(self._forget)
        self.columns.left.connect(self._back)
        self._allow()

    def _lay_out(self) -> None:
        box = page_box(self._page)
        box.addWidget(self.bar)
        box.addLayout(row(self.progress, None, self.stop))
        for card in (self.list, self.package, self.whole):
            box.addWidget(card)
        box.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._stack.turn_to(self._page)

    def open(self, **arguments: Any) -> None:
        """Propose a list, ``kind``, or the package of the year that ends on ``closing``."""
        if arguments:
            self._stack.turn_to(self._page)
        if "closing" in arguments:
            self.package.begin(arguments["closing"])
        if "kind" in arguments:
            self.list.propose(ExportKind(str(arguments["kind"])))

    def focus_first(self) -> None:
        """Put the focus on the list proposed, or on its columns."""
        shown = self.list.kinds if self._stack.page is self._page else self.columns.table
        shown.setFocus()

    def step_back(self) -> bool:
        """Go back from the columns to the list."""
        if self._stack.page is self._page:
            return False
        self._back()
        return True

    def _back(self) -> None:
        self._stack.turn_to(self._page)
        self.list.columns.setFocus()

    def _choose(self) -> None:
        kind = ListColumns(self.list.kind)
        self.services.jobs.read(kind, self._show_columns, owner=self)

    def _show_columns(self, columns: Sequence[Column]) -> None:
        model = self.list.model or ExportModel(kind=self.list.kind)
        self.columns.begin(columns, self.list.keys, model)
        self._stack.turn_to(self.columns)
        self.columns.table.setFocus()

    def _use(self, keys: tuple[str, ...]) -> None:
        self.list.use(keys)
        self._back()

    def _keep(self, model: ExportModel) -> None:
        self.services.jobs.write(SaveModel(model), self._kept, self.columns.refuse, owner=self)

    def _kept(self, model: ExportModel) -> None:
        self.list.pick(model)
        self._back()
        self.services.toast.tell(_("Kept: {name}.").format(name=model.name))

    def _forget(self, model: ExportModel) -> None:
        command = ForgetModel(model.kind, model.name)
        self.services.jobs.write(command, self._forgotten, self.columns.refuse, owner=self)

    def _forgotten(self, gone: ExportModel) -> None:
        self.list.reload()
        self._back()
        again = SaveModel(presenter.anew(gone))
        self.services.toast.tell(
            _("Kept no longer: {name}.").format(name=gone.name),
            lambda: self.services.jobs.write(again, self.list.pick, owner=self),
        )

    def _allow(self) -> None:
        self._forbid(presenter.why_not(self.services.office.actor))

    def _forbid(self, why: str) -> None:
        for card in (self.list, self.package, self.whole):
            card.allow(why)

    def _start(self, command: LongCommand[T], done: Callable[[T], None]) -> None:
        self.bar.hide()
        self._show_progress(0, 0, "")
        bring_into_view(self.stop)
        self._working = self.services.jobs.write(
            command,
            done,
            self._failed,
            progress=self._show_progress,
            stopped=self._rest,
            owner=self,
        )

    def _export(self, command: ExportTable) -> None:
        self._start(command, self._done)

    def _pack(self, command: ExportAccountant) -> None:
        self._start(command, self._packed)

    def _leave(self, command: ExportWhole) -> None:
        self._start(command, self._left)

    def _show_progress(self, done: int, total: int, _what: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.show()
        self.stop.show()
        self._forbid(_("A list is being written."))

    def _stop(self) -> None:
        if self._working is not None:
            self._working.cancel()

    def _rest(self) -> None:
        self._working = None
        self.progress.hide()
        self.stop.hide()
        self._allow()

    def _done(self, done: Exported) -> None:
        self._rest()
        self._tell(presenter.done_sentence(done), "success", done.path)
        self.list.act.setFocus()

    def _packed(self, packed: Packed) -> None:
        self._rest()
        look = "success" if packed.ok else "error"
        self._tell(presenter.package_sentence(packed), look, packed.path)
        self.package.act.setFocus()

    def _left(self, out: WholeOut) -> None:
        self._rest()
        look = "warning" if out.missing else "success"
        self._tell(whole_sentence(out), look, out.path)
        self.whole.act.setFocus()

    def _tell(self, sentence: str, look: str, path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        opens = _("Open the folder")
        self.bar.tell(sentence, look, opens, lambda: QDesktopServices.openUrl(folder))
        bring_into_view(self.bar)

    def _failed(self, error: OboleError) -> None:
        self._rest()
        self.bar.tell(error.message, "error")
        bring_into_view(self.bar)
