# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start of the process to the first painted window."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.perf.frame import Baseline, Contenders, Row

_UNTIL_PAINTED = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))  # what follows is no part of the start
        return False
watch = Watch()
window.installEventFilter(watch)
window.show()
application.exec()
"""
_BARE = (
    """
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTableView())
"""
    + _UNTIL_PAINTED
)
_OURS = """
from app.ui import start_application
from app.ui.kit.state import State
from app.ui.shell.catalogue import screen_catalogue
from app.ui.shell.window import MainWindow
state = State()
application = start_application(state)
window = MainWindow(lambda: None, screen_catalogue(), state)
"""
_EAGER = "import sqlalchemy.orm, alembic.command, reportlab.platypus, openpyxl, phonenumbers\n"


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(folder),
        "QT_LOGGING_RULES": "*=false",
    }

    def start(program: str) -> None:
        subprocess.run([sys.executable, "-c", program], check=True, env=environment)

    yield {
        "job": lambda: start(_OURS + _UNTIL_PAINTED),
        "bare QMainWindow + QTableView": lambda: start(_BARE),
        "everything imported first": lambda: start(_EAGER + _OURS + _UNTIL_PAINTED),
    }


ROW = Row(
    name="startup",
    job="from nothing to the first painted window",
    baselines=(
        Baseline("bare QMainWindow + QTableView", 1.8, slower=False),
        Baseline("everything imported first", 3.5, slower=True),
    ),
    prepare=_prepare,
)
