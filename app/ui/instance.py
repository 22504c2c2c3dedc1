# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One window per dossier: a second start raises the first and hands its arguments over."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDir, QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1000


class Instance(QObject):
    """The claim of one window on one dossier."""

    called = Signal(list)
    """Another start handed its arguments over."""

    def __init__(self, location: str) -> None:
        """Prepare the claim on a file or a database address."""
        super().__init__()
        whole = location if "://" in location else str(Path(location).resolve())
        # Qt is there already; the modules that would say the same are not, and cost time.
        told = f"{QDir.homePath()}\n{whole}".encode()
        digest = QCryptographicHash.hash(told, QCryptographicHash.Algorithm.Sha256)
        self._name = f"obole-{bytes(digest.toHex().data()).decode()[:24]}"
        self._lock = QLockFile(QDir(QDir.tempPath()).filePath(f"{self._name}.lock"))
        # A crash leaves the file behind; the lock is stale as soon as its process is gone.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Take the dossier for this window; False when another window has it."""
        if not self._lock.tryLock(0):
            return False
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - not before the first paint

        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._receive)
        self._server.listen(self._name)
        return True

    def hand_over(self, arguments: Sequence[str]) -> bool:
        """Give arguments to the window that has the dossier; False when none answers."""
        if self._lock.tryLock(0):
            self._lock.unlock()
            return False
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - only where a window is open

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(json.dumps(list(arguments)).encode() + b"\n")
        socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return True

    def release(self) -> None:
        """Let another window have the dossier."""
        if self._server:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _receive(self) -> None:
        if self._server is None:
            return
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(_reader(socket, self.called.emit))
        socket.disconnected.connect(socket.deleteLater)


def _reader(socket: "QLocalSocket", tell: Callable[[list[str]], None]) -> Callable[[], None]:
    def read() -> None:
        if socket.canReadLine():
            try:
                words = json.loads(bytes(socket.readLine().data()))
            except ValueError:
                return
            if isinstance(words, list):
                tell([str(word) for word in words])

    return read
