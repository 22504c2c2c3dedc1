# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around the page: navigation, title, « Qui est-ce ? »; painted before the rest."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.kernel.i18n import _
from app.ui.kit.screen import ScreenSpec
from app.ui.kit.widgets import text_label
from app.ui.shell.navigator import Navigation
from app.ui.shell.pages import Pages


class Frame(QWidget):
    """The middle of the window."""

    def __init__(
        self,
        specs: Sequence[ScreenSpec],
        go: Callable[[str], object],
        ask_who: Callable[[], object],
    ) -> None:
        """Stand around no page yet.

        Args:
            specs: The screens of the navigation.
            go: Receives the id of the screen wanted.
            ask_who: Called when « Qui est-ce ? » is pressed.
        """
        super().__init__()
        self.pages = Pages()
        self.navigation = Navigation([spec for spec in specs if spec.on_rail], go)
        self.title = text_label("", "title")
        self.demo_bar = _demo_bar()
        self.top = self._top_line(ask_who)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.demo_bar)
        right.addWidget(self.top)
        right.addWidget(self.pages, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.navigation)
        whole.addLayout(right, 1)

    def _top_line(self, ask_who: Callable[[], object]) -> QWidget:
        who = QPushButton(_("Who is it?   Ctrl+K"))
        who.setAccessibleName(_("Who is it?"))
        who.setProperty("role", "who")
        who.setAutoDefault(False)
        who.clicked.connect(ask_who)
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(24, 12, 24, 0)
        box.addWidget(self.title, 1)
        box.addWidget(who)
        return line


def _demo_bar() -> QFrame:
    """Return the amber line that stays over a dossier of fictitious people."""
    bar = QFrame()
    bar.setObjectName("demoBar")
    box = QHBoxLayout(bar)
    box.setContentsMargins(24, 6, 24, 6)
    box.addWidget(text_label(_("Fictitious data: nobody here exists. Try everything.")))
    bar.hide()
    return bar
