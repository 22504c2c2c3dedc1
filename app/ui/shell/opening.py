# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A dossier on its way to the window: one claim, a busy cursor, and their end whatever happens."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.instance import Instance
from app.ui.kit import dialogs

if TYPE_CHECKING:
    from app.ui.shell.window import MainWindow
    from app.usecases.office import Office


class Opening:
    """Opens dossiers for one window, away from the GUI thread."""

    def __init__(self, window: "MainWindow") -> None:
        """Work for a window."""
        self._window = window

    def open(self, location: str, user: str = "", passphrase: str = "") -> None:
        """Open a dossier, then show its first screen.

        Args:
            location: The path of the file, or the address of a database.
            user: Who keys; asked for when the dossier leaves a choice.
            passphrase: Theirs, if they have one.
        """
        instance = Instance(location)
        if not instance.claim():
            self._already_open(instance)
            return
        doors = self._window.doors

        def work() -> "Office":
            return doors().open(location, user=user, passphrase=passphrase, ask=True)

        self.take(work, instance, location, _("Opening {name}…").format(name=location))

    def put_back(self, path: Path) -> None:
        """Put a copy of a backup in the place of the open dossier, and open it.

        The former dossier is kept beside it under another name.
        """
        session = self._window.session
        self._window.close_dossier()
        if session is None or self._window.session is not None:
            return
        location = session.office.location
        instance = Instance(location)
        if not instance.claim():
            self._already_open(instance)
            return
        doors = self._window.doors

        def work() -> "Office":
            opened = doors()
            opened.backups.put_back(path, Path(location))
            return opened.open(location, ask=True)

        self.take(work, instance, location, _("Putting {name} back…").format(name=path.name))

    def take(
        self, work: "Callable[[], Office]", instance: Instance, location: str, told: str
    ) -> None:
        """Bring an office from the reader lane and show its dossier.

        Args:
            work: Opens or makes the dossier.
            instance: The claim on it, given up unless the dossier comes to be shown.
            location: The path of the file, or the address of a database.
            told: What is under way, in words.
        """
        window = self._window
        window.welcome.show_busy(told)
        QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)

        def rest() -> None:
            window.welcome.show_busy("")
            QApplication.restoreOverrideCursor()

        def stopped() -> None:
            instance.release()
            rest()

        def failed(error: OboleError) -> None:
            stopped()
            self._tell(location, error)

        def then(office: "Office") -> None:
            rest()
            try:
                window.show_office(office, instance)
            finally:
                if window.session is None or window.session.office is not office:
                    office.close()
                    instance.release()

        window.lanes.call(work, then, failed, window, stopped=stopped)

    def _tell(self, location: str, error: OboleError) -> None:
        """Ask who keys, or tell why not; a dossier that is open gives way to the question only."""
        from app.usecases.users import WhoSigns  # noqa: PLC0415 - not before the first paint

        window = self._window
        if isinstance(error, WhoSigns):
            window.close_dossier()
            if window.session is None:
                window.welcome.ask_user(location, error.users)
        elif window.session is None:
            window.welcome.show_failure(error)
        else:
            dialogs.refuse(window, error)

    def _already_open(self, instance: Instance) -> None:
        question = _("This dossier is open in another window.")
        if dialogs.ask(self._window, question, _("Go there")):
            instance.hand_over([])
