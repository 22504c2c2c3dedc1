# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The navigation on the left: labels where there is room, icons alone on a narrow window."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout

from app.kernel.i18n import _
from app.ui.kit.icons import icon
from app.ui.kit.screen import ScreenSpec
from app.ui.kit.theme import theme_of, tokens
from app.ui.kit.widgets import set_look

WIDE = 168
RAIL = 56
NARROW_WINDOW = 1150
"""Logical pixels of window width under which the navigation shows icons alone."""
_ITEM = 40


class Navigation(QFrame):
    """One button a screen; arrows walk them, one Tab stop in all."""

    def __init__(self, specs: Sequence[ScreenSpec], go: Callable[[str], object]) -> None:
        """List the screens; ``go`` receives the id of the one wanted."""
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName(_("Navigation"))
        self._buttons: dict[str, QToolButton] = {}
        self._icons: dict[str, str] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(2)
        for spec in specs:
            if spec.id == "settings":
                box.addStretch()
            made = self._make_button(spec, go)
            box.addWidget(made)
        if "settings" not in self._buttons:
            box.addStretch()
        self._theme = theme_of()
        self._theme.changed.connect(self._draw)
        self._narrow = False
        self._draw()

    def _make_button(self, spec: ScreenSpec, go: Callable[[str], object]) -> QToolButton:
        made = QToolButton()
        # Qt leaves four pixels between picture and words: too tight at this size.
        made.setText(f"  {_(spec.title)}")
        made.setAccessibleName(_(spec.title))
        made.setToolTip(_(spec.title))
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda _on, screen_id=spec.id: go(screen_id))
        self._buttons[spec.id] = made
        self._icons[spec.id] = spec.icon
        return made

    def show_current(self, screen_id: str) -> None:
        """Mark where the person is."""
        for name, made in self._buttons.items():
            # Of buttons that exclude each other one stays checked, be the page none of theirs.
            made.setAutoExclusive(screen_id in self._buttons)
            made.setChecked(name == screen_id)

    def fold(self, window_width: int) -> None:
        """Show icons alone in a narrow window, icons and labels otherwise."""
        narrow = window_width < self._theme.px(NARROW_WINDOW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the buttons with the arrows."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        made = list(self._buttons.values())
        focused = next((place for place, one in enumerate(made) if one.hasFocus()), None)
        if event.key() in steps and focused is not None:
            made[(focused + steps[Qt.Key(event.key())]) % len(made)].setFocus()
        else:
            super().keyPressEvent(event)

    def _draw(self) -> None:
        px = self._theme.px
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if self._narrow
            else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        set_look(self, "narrow", "true" if self._narrow else "false")
        self.setFixedWidth(px(RAIL) if self._narrow else max(px(WIDE), self._widest()))
        for name, made in self._buttons.items():
            made.setToolButtonStyle(style)
            made.setIcon(icon(self._icons[name], tokens().text))
            made.setIconSize(QSize(px(20), px(20)))
            made.setFixedHeight(px(_ITEM))
            made.style().unpolish(made)
            made.style().polish(made)

    def _widest(self) -> int:
        metrics = self.fontMetrics()
        longest = max(
            (metrics.horizontalAdvance(b.text()) for b in self._buttons.values()), default=0
        )
        return int(longest * 1.08) + self._theme.px(66)
