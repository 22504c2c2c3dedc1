# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps the half-typed line on the disk while it is typed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.ui.kit.screen import Services
from app.usecases.batches import SavePartialLine

_PAUSE_MS = 200


class PartialKeeper(QObject):
    """Writes the line down at each field exit, and while typing pauses.

    Args:
        services: For the writer lane.
        text: Tells the half-typed line as it is now.
        kept: Called when it is on the disk.
    """

    def __init__(
        self, services: Services, text: Callable[[], str], kept: Callable[[], None], owner: QObject
    ) -> None:
        """Keep nothing yet."""
        super().__init__(owner)
        self._services = services
        self._text = text
        self._told = kept
        self._batch_id = 0
        self._kept = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.keep)

    def follow(self, batch_id: int, kept: str) -> None:
        """Keep the lines of this batch; ``kept`` is what is on its disk already."""
        self._timer.stop()
        self._batch_id = batch_id
        self._kept = kept

    def soon(self) -> None:
        """Keep the line when the keys pause."""
        self._timer.start()

    def keep(self) -> None:
        """Keep the line now, if it changed."""
        self._timer.stop()
        text = self._text()
        if not self._batch_id or text == self._kept:
            return
        self._kept = text
        command = SavePartialLine(self._batch_id, text)
        self._services.jobs.write(command, lambda _none: self._told(), owner=self)

    def saved_whole(self) -> None:
        """Know that the line was saved whole, which forgets its half-typed state."""
        self._timer.stop()
        self._kept = ""
