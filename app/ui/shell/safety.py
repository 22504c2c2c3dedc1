# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dossier's backups as the window looks after them: their age, and one on the way out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.domain.backups import Freshness
from app.kernel.changes import Changes
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit import dialogs
from app.ui.kit.waiting import Waiting
from app.usecases.backups import ListBackups, Shelf, TakeBackup, Taken, age_words

if TYPE_CHECKING:
    from app.ui.shell.window import MainWindow

_LOOK_AGAIN_MS = 3_600_000
_LOOKS = {Freshness.OLD: "warning", Freshness.STALE: "error", Freshness.NONE: "error"}


class Safety(QObject):
    """Watches one open dossier.

    Args:
        window: Where it is open; its status bar tells the age of the last backup.
    """

    def __init__(self, window: "MainWindow") -> None:
        """Look at what there is now, then every hour and after each backup."""
        super().__init__(window)
        self._window = window
        self._shelf: Shelf | None = None
        self._changed = False
        session = window.session
        if session is None:
            message = "no dossier is open"
            raise RuntimeError(message)
        self._services = session.services
        self._services.feed.watch(self, ("backups",), lambda _changes: self._look())
        self._forget = session.office.subscribe(self._note)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_AGAIN_MS)
        self._look()

    def leave(self) -> None:
        """Copy a dossier that changed, if the plan says so; the person may skip it."""
        self._timer.stop()
        self._forget()
        wanted = self._shelf is None or (self._shelf.plan.at_exit and not self._shelf.server)
        if self._changed and wanted:
            self._copy()
            self._window.lanes.drain()
        self.deleteLater()

    def _copy(self) -> None:
        told: list[str] = []

        def failed(error: OboleError) -> None:
            told.append(error.message)
            waiting.accept()

        def done(taken: Taken) -> None:
            told.extend((*taken.troubles, *taken.problems))
            waiting.accept()

        waiting = Waiting(self._window, _("Backing up the dossier…"), _("&Skip"))
        handle = self._services.jobs.read(
            TakeBackup(brief=True), done, failed, progress=waiting.show_progress, owner=waiting
        )
        waiting.rejected.connect(handle.cancel)
        waiting.exec()
        waiting.deleteLater()
        if told:
            dialogs.tell(
                self._window, _("The dossier is saved. About its backup:"), "\n".join(told)
            )

    def _note(self, _changes: Changes) -> None:
        """Remember that something was written; called in the writing thread."""
        self._changed = True

    def _look(self) -> None:
        self._services.jobs.read(ListBackups(), self._show, owner=self)

    def _show(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._window.status.show_backup(age_words(shelf), _LOOKS.get(shelf.age, ""))
