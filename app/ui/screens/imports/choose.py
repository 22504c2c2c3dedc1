# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 1: which file, and what it holds."""

import tempfile
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QRadioButton, QVBoxLayout, QWidget

from app.domain.imports.fields import ImportKind
from app.kernel.i18n import _
from app.ui.kit import dialogs
from app.ui.kit.flow import Flow
from app.ui.kit.state import State
from app.ui.kit.widgets import Bar, Card, button, row, set_look, text_label
from app.ui.screens.imports import presenter


class ChoosePage(QWidget):
    """A file by button or by drop; nothing is read before the dry run."""

    dry_run_wanted = Signal(object, str)
    """Carries the path and the kind."""
    columns_wanted = Signal(object, str)
    """Carries the same: the columns are looked at first."""
    history_wanted = Signal()

    def __init__(self, state: State) -> None:
        """Start without a file."""
        super().__init__()
        self._state = state
        self.path: Path | None = None
        self._pasted: tempfile.TemporaryDirectory[str] | None = None
        self.setAcceptDrops(True)
        self.bar = Bar("error")
        self.donors, self.gifts = (QRadioButton(w) for w in presenter.kind_words().values())
        self.donors.setChecked(True)
        self.file = text_label(_("No file yet."), "muted", wrap=True)
        self.choose = button(_("&Choose a file…"), self._choose, role="primary")
        self.paste = button(_("Paste a table"), self._paste)
        QShortcut(
            QKeySequence.StandardKey.Paste,
            self,
            self._paste,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        self.next = button(_("Dr&y run"), self._go)
        self.look = button(_("Columns and choices…"), self._look)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Reading the file"))
        self.progress.hide()
        self.history = button(_("&Past imports"), self.history_wanted.emit)
        self._lay_out()
        self._show_next()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.bar)
        what = Card()
        what.box.addWidget(text_label(_("What the file holds"), "heading"))
        what.box.addLayout(row(self.donors, self.gifts, None, spacing=16))
        box.addWidget(what)
        which = Card()
        which.box.addWidget(text_label(_("The file"), "heading"))
        hint = _(
            "A workbook (.xlsx, .xls, .ods) or a text table (.csv). You need not prepare it: "
            "titles, totals and odd dates are recognised. You may also drop it here, or copy "
            "cells in a spreadsheet and paste them."
        )
        which.box.addWidget(text_label(hint, "muted", wrap=True))
        which.box.addWidget(self.file)
        which.box.addLayout(Flow(self.choose, self.paste, self.next, self.look))
        box.addWidget(which)
        box.addWidget(self.progress)
        box.addLayout(row(self.history, None))
        box.addStretch()

    def take(self, path: Path) -> None:
        """Take a file."""
        self.path = path
        self.bar.hide()
        self.file.setText(path.name)
        self._show_next()
        self.next.setFocus()

    def show_progress(self, done: int, total: int, _what: str) -> None:
        """Tell how far the reading is; without a total the bar only moves."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.show()
        for verb in (self.next, self.look):
            verb.setEnabled(False)
            verb.setToolTip(_("The file is being read."))

    def rest(self) -> None:
        """The reading is over."""
        self.progress.hide()
        self.bar.hide()
        self._show_next()

    def focus_first(self) -> None:
        """Put the focus on the way to a file, or on."""
        (self.next if self.path else self.choose).setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome one file of a known kind."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file dropped."""
        path = _dropped(event)
        if path is not None:
            self.take(path)

    def _show_next(self) -> None:
        why = "" if self.path else _("Choose a file first.")
        set_look(self.choose, "role", "" if self.path else "primary")
        set_look(self.next, "role", "primary" if self.path else "")
        for verb in (self.next, self.look):
            verb.setEnabled(not why)
            verb.setToolTip(why)
            verb.setAccessibleDescription(why)

    def _choose(self) -> None:
        endings = " ".join(f"*{ending}" for ending in presenter.ENDINGS)
        kinds = _("Tables ({endings})").format(endings=endings)
        path = dialogs.file_to_open(
            self, _("Choose the file to import"), kinds, self._state.text("folder")
        )
        if path is not None:
            self._state.keep("folder", str(path.parent))
            self.take(path)

    def _paste(self) -> None:
        """Take the cells copied in a spreadsheet: it puts them on the clipboard as text."""
        text = QGuiApplication.clipboard().text()
        if not presenter.is_table(text):
            told = _("Nothing was pasted: copy cells in a spreadsheet first, their titles too.")
            self.bar.tell(told, "warning")
            return
        if self._pasted is None:
            self._pasted = tempfile.TemporaryDirectory(prefix="obole-paste-")
        path = Path(self._pasted.name) / presenter.pasted_name(text)
        path.write_text(text, encoding="utf-8", newline="")
        self.take(path)

    def _go(self) -> None:
        self.dry_run_wanted.emit(self.path, self._kind())

    def _look(self) -> None:
        self.columns_wanted.emit(self.path, self._kind())

    def _kind(self) -> str:
        kind = ImportKind.GIFTS if self.gifts.isChecked() else ImportKind.DONORS
        return kind.value


def _dropped(event: QDropEvent) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    known = [path for path in paths if path.suffix.lower() in presenter.ENDINGS]
    return known[0] if len(known) == 1 else None
