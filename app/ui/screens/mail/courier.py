# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One message after the other, the window alive: taken, carried, noted, then a pause.

A server is asked on a reading lane, so that nobody who keys waits for the network.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.mail import Carried, Fate, MailMessage, MailState
from app.kernel.errors import OboleError
from app.ui.kit.screen import Services
from app.usecases.mail.posting import CarryMail, NoteMail, TakeMail

PAUSE_MS = 2000
"""Between two messages: providers take many at once for unwanted mail."""


class Courier(QObject):
    """Sends what waits until nothing does, or until it is told to stop."""

    moved = Signal()
    """Something became of a message."""
    rested = Signal(int)
    """Nothing waits any more, or it was stopped: carries how many left."""
    failed = Signal(object)
    """The server was not reached, or refuses the account: carries the ``OboleError``."""

    def __init__(self, services: Services) -> None:
        """Stand ready."""
        super().__init__()
        self._services = services
        self._password = ""
        self._later: set[int] = set()
        self._sent = 0
        self.busy = False
        self._stopping = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._take)

    def begin(self, password: str) -> None:
        """Send what waits; the password is empty for the one in the keyring."""
        self._password, self._later, self._sent = password, set(), 0
        self.busy, self._stopping = True, False
        self._take()

    def stop(self) -> None:
        """Stop before the next message; the one on its way is noted first."""
        self._stopping = True
        if self._pause.isActive():
            self._pause.stop()
            self._rest()

    def _take(self) -> None:
        if self._stopping:
            self._rest()
            return
        command = TakeMail(frozenset(self._later))
        self._services.jobs.write(command, self._carry, self._fail, owner=self)

    def _carry(self, message: MailMessage | None) -> None:
        if message is None:
            self._rest()
            return
        self._services.jobs.read(
            CarryMail(message, self._password),
            lambda carried: self._note(message, carried),
            lambda error: self._give_back(message, error),
            owner=self,
        )

    def _note(self, message: MailMessage, carried: Carried) -> None:
        self._services.jobs.write(NoteMail(message, carried), self._noted, self._fail, owner=self)

    def _noted(self, message: MailMessage) -> None:
        self._sent += message.state is MailState.SENT
        if message.state is MailState.WAITING:
            self._later.add(message.id)
        self.moved.emit()
        if self._stopping:
            self._rest()
        else:
            self._pause.start(PAUSE_MS)

    def _give_back(self, message: MailMessage, error: OboleError) -> None:
        """Put a message back on the pile: it never reached the server."""
        back = NoteMail(message, Carried(Fate.LATER, error.message))
        self._services.jobs.write(back, lambda _message: self._fail(error), self._fail, owner=self)

    def _fail(self, error: OboleError) -> None:
        self.busy = False
        self.moved.emit()
        self.failed.emit(error)

    def _rest(self) -> None:
        self.busy = False
        self.rested.emit(self._sent)
