# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Committed changes, told on the GUI thread to whoever shows them."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from app.kernel.changes import Changes

if TYPE_CHECKING:
    from app.usecases.office import Office


class Feed(QObject):
    """Carries ``Changes`` from the writing thread to the widgets."""

    changed = Signal(object)
    """Emitted on the GUI thread with one ``Changes`` after each commit."""
    _arrived = Signal(object)

    def __init__(self) -> None:
        """Listen to nobody yet."""
        super().__init__()
        self._stop: Callable[[], None] | None = None
        self._arrived.connect(self.changed.emit, Qt.ConnectionType.QueuedConnection)

    def follow(self, office: "Office") -> None:
        """Tell what this office commits from here on."""
        self.close()
        self._stop = office.subscribe(self._arrived.emit)

    def watch(self, owner: QObject, rooms: Iterable[str], call: Callable[[Changes], None]) -> None:
        """Call when any of these rooms changed, as long as ``owner`` lives."""
        wanted = frozenset(rooms)

        def listen(changes: Changes) -> None:
            if not shiboken6.isValid(owner):
                self.changed.disconnect(listen)
            elif wanted & changes.rooms:
                call(changes)

        self.changed.connect(listen)

    def tell(self, room: str) -> None:
        """Tell a change that stands outside the dossier: a copy made of it, say."""
        self._arrived.emit(Changes({room: frozenset()}))

    def close(self) -> None:
        """Stop listening."""
        if self._stop:
            self._stop()
            self._stop = None
