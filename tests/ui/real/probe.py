# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program itself, in a process of its own, that answers questions about its widgets.

Run as ``python -m tests.ui.real.probe DOSSIER DAY``. Questions come on the standard input, one
JSON line each; answers leave on the standard output. It only looks: every act is a real key.
"""

import json
import os
import re
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenuBar,
    QTableView,
    QWidget,
)

from app.adapters.pdf.printer import PdfPrinter
from app.adapters.pdf.series import PdfSeries
from app.domain.organisation import Organisation
from app.domain.paper import Page
from app.kernel.clock import Clock, FixedClock
from app.kernel.errors import Trouble
from app.ui import run
from app.ui.shell.window import MainWindow
from app.usecases.office import Office
from app.wiring import ShippedDoors
from tests.ui.real.looks import cut_text, faint_text, words_of

FAILURE = "Une police de caractères manque : réinstallez Obole."
"""What the program tells of the failure it was asked to meet."""


class StoppedDoors(ShippedDoors):
    """Doors whose clock stands still."""

    def __init__(self, day: date) -> None:
        """Stop the clock on ``day``."""
        self._day = day

    def open(
        self,
        location: str,
        *,
        clock: Clock | None = None,
        user: str = "",
        passphrase: str = "",
        ask: bool = False,
    ) -> Office:
        """Open a dossier on that day."""
        clock = clock or FixedClock(self._day)
        return super().open(location, clock=clock, user=user, passphrase=passphrase, ask=ask)

    def create(
        self,
        location: str,
        organisation: Organisation,
        *,
        clock: Clock | None = None,
        user: str = "",
    ) -> Office:
        """Make a dossier on that day."""
        clock = clock or FixedClock(self._day)
        return super().create(location, organisation, clock=clock, user=user)


class Jam:
    """A failure of the drawing, asked for once."""

    def __init__(self) -> None:
        """Leave the printer alone until ``after`` says otherwise."""
        self.after = -1

    def plant(self) -> None:
        """Stand before the printer the program ships."""
        real = PdfPrinter.series

        def series(printer: PdfPrinter, pages: Sequence[Page], **words: Any) -> PdfSeries:  # noqa: ANN401 - as the printer's
            self.after -= 1
            if self.after == -1:
                raise Trouble("pdf.font", FAILURE)
            return real(printer, pages, **words)

        PdfPrinter.series = series  # type: ignore[method-assign,assignment]


class Probe(QObject):
    """Answers on the GUI thread."""

    asked = Signal(str)

    def __init__(self, jam: "Jam") -> None:
        """Listen from the first event on."""
        super().__init__()
        self._jam = jam
        self._mouse = 0
        self._watching = False
        self._said: list[str] = []
        self._pressed = 0.0
        self._latencies: list[float] = []
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt
        """Count what the mouse does; time the keys of the finder until its answers are painted."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._mouse += 1
        elif kind == QEvent.Type.KeyPress and watched.objectName() == "finder":
            self._pressed = time.perf_counter()
        elif kind == QEvent.Type.Paint and self._pressed and _is_answers(watched):
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        if self._pressed:
            self._latencies.append((time.perf_counter() - self._pressed) * 1000)
            self._pressed = 0.0

    def _answer(self, line: str) -> None:
        application = QApplication.instance()
        if application is not None and not self._watching:
            application.installEventFilter(self)
            self._watching = True
        question = json.loads(line)
        try:
            answer = getattr(self, f"tell_{question.pop('ask')}")(**question)
        except Exception:  # noqa: BLE001 - whoever asked would wait for ever
            traceback.print_exc()
            os._exit(1)
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    def tell_widget(self, name: str) -> dict[str, Any] | None:
        """Tell the state of a widget, or None when there is none."""
        return _describe(_find(name))

    def tell_focus(self) -> dict[str, Any] | None:
        """Tell the state of the widget with the focus."""
        return _describe(QApplication.focusWidget())

    def tell_rows(self, name: str) -> list[list[str]]:
        """Tell the cells of a table."""
        table = _find(name)
        if not isinstance(table, QTableView):
            return []
        model = table.model()
        return [
            [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def tell_whole_rows(self, name: str) -> int:
        """Tell how many whole rows a table shows at once."""
        table = _find(name)
        if not isinstance(table, QTableView):
            return 0
        return table.viewport().height() // table.verticalHeader().defaultSectionSize()

    def tell_texts(self) -> list[str]:
        """Tell every text shown."""
        shown = [w for w in QApplication.allWidgets() if w.isVisible()]
        return [w.text() for w in shown if isinstance(w, QLabel | QAbstractButton | QLineEdit)]

    def tell_ready(self) -> bool:
        """Tell whether a dossier is open in the window."""
        window = _window()
        return isinstance(window, MainWindow) and window.session is not None

    def tell_clashes(self) -> list[str]:
        """Tell the Alt letters two widgets of the page shown, or of the menu bar, share."""
        letters: Counter[str] = Counter()
        for widget in QApplication.allWidgets():
            if not widget.isVisible():
                continue
            texts = [widget.text()] if isinstance(widget, QLabel | QAbstractButton) else []
            if isinstance(widget, QMenuBar):
                texts = [action.text() for action in widget.actions()]
            letters.update(filter(None, map(_mnemonic, texts)))
        return sorted(letter for letter, count in letters.items() if count > 1)

    def tell_latencies(self) -> list[float]:
        """Tell the milliseconds from each key in the finder to its answers painted."""
        return self._latencies

    def tell_mouse(self) -> int:
        """Tell how many mouse buttons were pressed."""
        return self._mouse

    def tell_said(self) -> list[str]:
        """Tell what screen readers were told."""
        return self._said

    def tell_grab(self, path: str) -> bool:
        """Save a picture of the window."""
        window = _window()
        return window is not None and window.grab().save(path)

    def tell_faint(self) -> list[str]:
        """Tell the texts of the window whose painted contrast falls short."""
        window = _window()
        return faint_text(window) if window else []

    def tell_cut(self) -> list[str]:
        """Tell the texts of the window that are cut."""
        window = _window()
        return cut_text(window) if window else []

    def tell_words(self) -> list[str]:
        """Tell every word of the window, those for screen readers too."""
        window = _window()
        return words_of(window) if window else []

    def tell_still(self) -> bool:
        """Tell whether no work is under way: the page shows what it will show."""
        window = _window()
        return isinstance(window, MainWindow) and not window.lanes.busy

    def tell_list(self, name: str) -> list[str]:
        """Tell the lines of a list."""
        found = _find(name)
        if not isinstance(found, QListWidget):
            return []
        return [found.item(place).text() for place in range(found.count())]

    def tell_answers(self) -> str:
        """Tell the words Ctrl+K answers, empty while it looks."""
        window = _window()
        return window.palette_.answered if isinstance(window, MainWindow) else ""

    def tell_resize(self, width: int, height: int) -> list[int]:
        """Resize the window; tell its size and the width its page needs."""
        window = _window()
        if window is None:
            return []
        window.resize(width, height)
        QApplication.processEvents()
        return [window.width(), window.height(), window.minimumSizeHint().width()]

    def tell_jam(self, after: int) -> bool:
        """Have the printer fail once, after it made so many documents more."""
        self._jam.after = after
        return True

    def tell_end(self) -> bool:
        """End the program as its person would: nobody asks any more."""
        QTimer.singleShot(0, QApplication.quit)
        return True

    def tell_nameless(self) -> list[str]:
        """Tell the interactive widgets a screen reader could not name."""
        bad = []
        for widget in QApplication.allWidgets():
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                face = QAccessible.queryAccessibleInterface(widget)
                if not face.text(QAccessible.Text.Name):
                    bad.append(f"{type(widget).__name__} {widget.objectName()}")
        return bad

    def hear(self, message: str) -> None:
        """Remember what a screen reader was told."""
        self._said.append(message)


def _find(name: str) -> QWidget | None:
    found = [w for w in QApplication.allWidgets() if w.objectName() == name]
    shown = [w for w in found if w.isVisible()]
    return next(iter(shown or found), None)


def _window() -> QWidget | None:
    return next((w for w in QApplication.topLevelWidgets() if w.objectName() == "window"), None)


def _is_answers(watched: QObject) -> bool:
    parent = watched.parent()
    return parent is not None and parent.objectName() == "choices"


def _mnemonic(text: str) -> str:
    found = re.search(r"&(\w)", text.replace("&&", ""))
    return found.group(1).lower() if found else ""


def _describe(widget: QWidget | None) -> dict[str, Any] | None:
    if widget is None:
        return None
    told: dict[str, Any] = {
        "spoken": widget.accessibleName(),
        "name": widget.objectName(),
        "kind": type(widget).__name__,
        "visible": widget.isVisible(),
        "enabled": widget.isEnabled(),
        "focus": widget.hasFocus(),
    }
    if isinstance(widget, QLineEdit):
        told |= {"text": widget.text(), "caret": widget.cursorPosition()}
    elif isinstance(widget, QLabel | QAbstractButton):
        told["text"] = widget.text()
    return told


def main() -> int:
    """Run the program with a probe in it."""
    location, day, language = sys.argv[1], date.fromisoformat(sys.argv[2]), sys.argv[3]
    jam = Jam()
    jam.plant()
    probe = Probe(jam)

    def listen() -> None:
        for line in sys.stdin:
            probe.asked.emit(line)
        probe.asked.emit('{"ask": "end"}')

    def doors() -> ShippedDoors:
        return StoppedDoors(day)

    _hear_announcements(probe)
    threading.Thread(target=listen, daemon=True).start()
    return run(doors, location, language)


def _hear_announcements(probe: Probe) -> None:
    """Overhear what is told to assistive technology, without a bus to tell it on."""
    real = QAccessible.updateAccessibility

    def overhear(event: QAccessibleAnnouncementEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            probe.hear(event.message())
        real(event)

    QAccessible.updateAccessibility = overhear  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    sys.exit(main())
