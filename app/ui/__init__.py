# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: starts the application, puts its look on, shows the frame, then opens the dossier."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.kernel.i18n import current_language, set_language
from app.ui.kit.icons import application_icon
from app.ui.kit.state import State
from app.ui.kit.theme import Look, Theme
from app.ui.shell.bugs import BugBox, Reports, log_qt_messages
from app.ui.shell.catalogue import screen_catalogue
from app.ui.shell.window import MainWindow

if TYPE_CHECKING:
    from app.usecases.doors import Doors


def run(
    make_doors: "Callable[[], Doors]",
    location: str = "",
    language: str = "",
    *,
    call: str = "",
    reports: Reports | None = None,
    left: Path | None = None,
) -> int:
    """Show the window until it is closed, and return the exit status.

    Args:
        make_doors: Brings the means to open dossiers; called on the reader lane, after the
            first paint, because it imports what is heavy.
        location: The dossier to open; by default the one that was open last.
        language: ``fr`` or ``en``; by default the person's choice, then the system's.
        call: The number of who calls, to be shown at once.
        reports: Catches bugs; the window tells where each report is.
        left: What a crash of an earlier run left, to be told once.
    """
    state = State()
    wanted = location or state.text("last")
    if call and wanted and _shown_elsewhere(wanted, call):
        return 0  # before the look is put on: somebody is on the line
    application = start_application(state, language)
    if wanted and _shown_elsewhere(wanted, call):
        return 0
    window = MainWindow(make_doors, screen_catalogue(), state)
    window.show()
    bugs = BugBox(window)
    if reports is not None:
        reports.tell = bugs.told.emit
    if left is not None:
        QTimer.singleShot(0, lambda: bugs.told.emit(left))
    if call:
        window.calling.ring(call)
    if wanted and (location or "://" in wanted or Path(wanted).exists()):
        QTimer.singleShot(0, lambda: window.open_dossier(wanted))
    return application.exec()


def _shown_elsewhere(location: str, call: str) -> bool:
    """Have the window that shows the dossier, if any, come to the front and take a call."""
    from app.ui.instance import Instance  # noqa: PLC0415 - not where there is nothing to open
    from app.ui.shell.calling import CALL  # noqa: PLC0415 - likewise

    return Instance(location).hand_over([CALL, call] if call else [location])


def start_application(state: State, language: str = "") -> QApplication:
    """Make the application: language, Qt's own catalogue, look, icon."""
    qInstallMessageHandler(log_qt_messages)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Obole")
    application.setDesktopFileName("obole")
    set_language(language or state.text("language") or QLocale.system().name()[:2])
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{current_language()}", folder):
        application.installTranslator(translator)
    theme = Theme(application)
    known = {look.value for look in Look}
    look = state.text("look", Look.SYSTEM)
    theme.apply(Look(look) if look in known else Look.SYSTEM, state.number("zoom", 100))
    application.setWindowIcon(application_icon())
    return application
