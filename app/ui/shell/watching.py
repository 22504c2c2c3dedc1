# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others write shows here too: looked for every other second, and on coming back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from app.ui.kit.jobs import Handle, Lanes
    from app.usecases.office import Office

EVERY_MS = 2_000


class Watching(QObject):
    """Asks the office of an open dossier, away from the GUI thread, whether somebody else wrote.

    The office tells its listeners as it tells what is written here: no screen knows the difference.
    """

    def __init__(self, parent: QObject, lanes: "Lanes", office: "Office") -> None:
        """Look from here on."""
        super().__init__(parent)
        self._lanes = lanes
        self._office = office
        self._asked: Handle | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._came_back)
        self.look()

    def look(self) -> None:
        """Look now, unless a look is under way."""
        if self._asked is None or self._asked.over:
            # A server that is away is told by the next act, not by every look.
            self._asked = self._lanes.call(
                self._office.look_elsewhere, None, lambda _error: None, self
            )

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()
        self.deleteLater()

    def _came_back(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and self._timer.isActive():
            self.look()
