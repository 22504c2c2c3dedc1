# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The export screen: which list, which years, which format, where."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar, QRadioButton

from app.domain.consents import Channel, Purpose
from app.kernel.command import LongCommand
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit import dialogs
from app.ui.kit.fields import ChoiceField
from app.ui.kit.flow import Flow
from app.ui.kit.jobs import Handle
from app.ui.kit.screen import Screen, Services
from app.ui.kit.widgets import Bar, Card, button, page_box, row, text_label
from app.ui.screens.exports import presenter
from app.ui.screens.exports.package import PackageCard
from app.ui.screens.exports.whole import WholeCard
from app.usecases.exports import (
    ExportAccountant,
    Exported,
    ExportKind,
    ExportTable,
    ExportWhole,
    Packed,
    Solicitation,
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
        self.kinds = {
            kind: QRadioButton(words) for kind, (words, _hint) in presenter.kind_words().items()
        }
        self.kinds[ExportKind.DONORS].setChecked(True)
        self.purpose = ChoiceField(presenter.purposes())
        self.channel = ChoiceField(presenter.channels())
        this_year = services.office.clock.today().year
        years = range(this_year, this_year - presenter.YEARS, -1)
        all_years: tuple[tuple[str, object], ...] = ((_("All years"), 0),)
        self.year = ChoiceField(all_years + tuple((str(y), y) for y in years))
        self.format = ChoiceField(tuple((words, e) for e, words in presenter.FORMATS.items()))
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Rows written"))
        self.progress.hide()
        self.stop = button(_("&Stop"), self._stop)
        self.stop.hide()
        self.act = button(_("&Write the file…"), self._export, role="primary", icon_name="export")
        self.package = PackageCard(services, self._pack, self._failed)
        self.whole = WholeCard(services, self._leave)
        self._lay_out()
        self.kinds[ExportKind.GIFTS].toggled.connect(lambda _on: self._show_year())
        self.purpose.currentIndexChanged.connect(lambda _index: self._show_channel())
        self._show_year()
        self._allow()

    def _lay_out(self) -> None:
        box = page_box(self)
        box.addWidget(self.bar)
        card = Card()
        card.box.addWidget(text_label(_("Which list"), "heading"))
        for kind, (_words, hint) in presenter.kind_words().items():
            card.box.addWidget(self.kinds[kind])
            card.box.addWidget(text_label(hint, "muted", wrap=True))
        box.addWidget(card)
        how = Card()
        how.box.addWidget(text_label(_("How"), "heading"))
        year = text_label(_("Gifts of the &year"))
        year.setBuddy(self.year)
        self.year.setAccessibleName(_("Gifts of the year"))
        form = text_label(_("For&mat"))
        form.setBuddy(self.format)
        self.format.setAccessibleName(_("Format"))
        what_for = text_label(_("Wha&t for"))
        what_for.setBuddy(self.purpose)
        self.purpose.setAccessibleName(_("What for"))
        by_way = text_label(_("By whi&ch way"))
        by_way.setBuddy(self.channel)
        self.channel.setAccessibleName(_("By which way"))
        how.box.addLayout(Flow(what_for, self.purpose, by_way, self.channel))
        told = _("Donors who oppose this are left out, and how many is told.")
        how.box.addWidget(text_label(told, "muted", wrap=True))
        how.box.addLayout(row(year, self.year, form, self.format, None, spacing=16))
        hint = _(
            "The file holds persons' data: keep it no longer than you need it. "
            "The journal keeps who exported what, and when."
        )
        how.box.addWidget(text_label(hint, "muted", wrap=True))
        box.addWidget(how)
        box.addLayout(row(None, self.act))
        box.addWidget(self.package)
        box.addWidget(self.whole)
        box.addLayout(row(self.progress, None, self.stop))
        box.addStretch()

    def open(self, **arguments: Any) -> None:
        """Propose a list, ``kind``, or the package of the year that ends on ``closing``."""
        if "closing" in arguments:
            self.package.begin(arguments["closing"])
        if "kind" in arguments:
            self.kinds[ExportKind(str(arguments["kind"]))].setChecked(True)

    def focus_first(self) -> None:
        """Put the focus on the list proposed."""
        next(one for one in self.kinds.values() if one.isChecked()).setFocus()

    @property
    def kind(self) -> ExportKind:
        """The list chosen."""
        return next(kind for kind, one in self.kinds.items() if one.isChecked())

    def _show_year(self) -> None:
        gifts = self.kind is ExportKind.GIFTS
        self.year.setEnabled(gifts)
        self.year.setToolTip("" if gifts else _("The list of donors holds all years."))
        why = _("The list of gifts holds no way to reach the donors.") if gifts else ""
        self.purpose.setEnabled(not gifts)
        self.purpose.setToolTip(why)
        self._show_channel()

    def _show_channel(self) -> None:
        asks = self.purpose.isEnabled() and self.purpose.currentData() is not None
        self.channel.setEnabled(asks)
        self.channel.setToolTip("" if asks else _("Nobody is solicited with this list."))

    def _solicitation(self) -> Solicitation | None:
        """Return what the list is for, or None for accounts and what the law asks."""
        purpose = self.purpose.currentData()
        if self.kind is not ExportKind.DONORS or purpose is None:
            return None
        return Solicitation(Purpose(purpose), Channel(self.channel.currentData()))

    def _allow(self) -> None:
        why = presenter.why_not(self.services.office.actor)
        self.act.setEnabled(not why)
        self.act.setToolTip(why)
        self.act.setAccessibleDescription(why)
        self.package.allow(why)
        self.whole.allow(why)

    def _leave(self, command: ExportWhole) -> None:
        self._start(command, self._left)

    def _pack(self, command: ExportAccountant) -> None:
        self._start(command, self._packed)

    def _start(self, command: LongCommand[T], done: Callable[[T], None]) -> None:
        self.bar.hide()
        self._show_progress(0, 0, "")
        self._working = self.services.jobs.write(
            command,
            done,
            self._failed,
            progress=self._show_progress,
            stopped=self._rest,
            owner=self,
        )

    def _export(self) -> None:
        year = int(self.year.currentData()) if self.kind is ExportKind.GIFTS else 0
        ending = str(self.format.currentData())
        name = presenter.proposed_name(self.kind, year or None, ending)
        proposed = presenter.in_folder(self.services.state.text("folder"), name)
        path = dialogs.file_to_write(
            self, _("Where to write the list"), proposed, presenter.FORMATS[ending]
        )
        if path is None:
            return
        self.services.state.keep("folder", str(path.parent))
        solicit = self._solicitation()
        command = ExportTable(self.kind, path.with_suffix(f".{ending}"), year or None, solicit)
        self._start(command, self._done)

    def _show_progress(self, done: int, total: int, _what: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.show()
        self.stop.show()
        self.act.setEnabled(False)
        self.act.setToolTip(_("A list is being written."))
        self.package.allow(_("A list is being written."))
        self.whole.allow(_("A list is being written."))

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
        self.act.setFocus()

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

    def _failed(self, error: OboleError) -> None:
        self._rest()
        self.bar.tell(error.message, "error")
