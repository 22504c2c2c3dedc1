# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Done, with *Undo* at hand for ten seconds, over the foot of the page."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import button, text_label

SHOWN_MS = 10_000


_MARGIN = 24
_FOOT = 60
"""Logical pixels of the row of acts and words at the foot of a page."""


class Toast(QFrame):
    """One sentence at the left of the foot, since acts stand at the right; the next replaces it.

    Args:
        parent: What it floats over, whatever page is shown in it.
        page: Which part of the parent it belongs to; by default all of it.
    """

    def __init__(self, parent: QWidget, page: QWidget | None = None) -> None:
        """Stay hidden until ``tell``."""
        super().__init__(parent)
        self._page = page or parent
        self.setObjectName("toast")
        self._label = text_label()
        self._undo: QPushButton | None = None
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(16, 8, 12, 8)
        self._box.setSpacing(16)
        self._box.addWidget(self._label)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, or empty."""
        return "" if self.isHidden() else self._label.text()

    def tell(self, text: str, undo: Callable[[], object] | None = None, verb: str = "") -> None:
        """Show what was done; ``undo`` gets a button for ten seconds."""
        self._label.setText(text)
        if self._undo:
            self._undo.deleteLater()
            self._undo = None
        if undo:
            act = undo
            self._undo = button(verb or _("Undo"), lambda: self._run(act))
            self._box.addWidget(self._undo)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_MS)
        say(self, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the parent is resized."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _run(self, act: Callable[[], object]) -> None:
        self.hide()
        act()

    def _place(self) -> None:
        self.adjustSize()
        parent = self.parentWidget()
        if parent:
            left = self._page.mapTo(parent, QPoint(_MARGIN, 0)).x()
            self.move(left, parent.height() - self.height() - theme_of().px(_FOOT))
