# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bug is told once, with the place of its report; nothing is sent."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal
from PySide6.QtWidgets import QWidget

from app.kernel.i18n import _
from app.ui.kit import dialogs

_LOG = logging.getLogger("qt")


class Reports(Protocol):
    """Who catches bugs and writes their reports."""

    tell: Callable[[Path], None]
    """Called with the path of each new report, in any thread."""


class BugBox(QObject):
    """Tells of reports on the GUI thread, one box at a time."""

    told = Signal(object)

    def __init__(self, window: QWidget) -> None:
        """Stand over a window."""
        super().__init__(window)
        self._window = window
        self._showing = False
        self.told.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def _show(self, report: Path) -> None:
        if self._showing:
            return
        self._showing = True
        text = _("Obole met a fault of its own. What is saved stays saved; close and start again.")
        detail = _("A report without any donor is on this computer: {path}. Nothing was sent.")
        try:
            dialogs.tell(self._window, text, detail.format(path=report))
        finally:
            self._showing = False


def log_qt_messages(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Write what Qt complains of in the log."""
    level = logging.WARNING if kind is QtMsgType.QtWarningMsg else logging.ERROR
    if kind not in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}:
        _LOG.log(level, message)
