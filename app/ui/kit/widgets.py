# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The few plain pieces every screen is put together from."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit.icons import icon, pixmap
from app.ui.kit.theme import theme_of, tokens

PAGE_MARGIN = 24
GAP = 8


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Set a property the style sheet looks at, and repaint with it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def text_label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label; roles: title, heading, strong, muted, small, label, figure."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def show_text(label: QLabel, text: str) -> None:
    """Show a text in a label; without one the label takes no room."""
    label.setText(text)
    label.setVisible(bool(text))


_SHAPES = {
    "success": "check",
    "warning": "warning",
    "error": "error",
    "info": "info",
    "neutral": "clock",
}


class Pill(QFrame):
    """A state in a word, with a shape before it: never colour alone."""

    def __init__(self, text: str = "", kind: str = "neutral") -> None:
        """Show a state: neutral, success, warning, error or info."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._shape, self._word = QLabel(), QLabel()
        self._word.setTextFormat(Qt.TextFormat.PlainText)
        box = QHBoxLayout(self)
        box.setContentsMargins(10, 3, 12, 3)
        box.setSpacing(6)
        box.addWidget(self._shape)
        box.addWidget(self._word)
        self._kind = kind
        self.show_state(text, kind)
        theme_of().changed.connect(self._draw)

    @property
    def text(self) -> str:
        """The word shown."""
        return self._word.text()

    def show_state(self, text: str, kind: str) -> None:
        """Show another state."""
        self._kind = kind
        set_look(self, "pill", kind)
        self._word.setText(text)
        self.setAccessibleName(text)
        self._draw()
        self.setVisible(bool(text))

    def _draw(self) -> None:
        colour = tokens().text if self._kind == "neutral" else getattr(tokens(), self._kind)
        self._word.setStyleSheet(f"color: {colour}; font-weight: 600;")
        drawn = pixmap(_SHAPES[self._kind], theme_of().px(16), self.devicePixelRatioF(), colour)
        self._shape.setPixmap(drawn)


def button(
    text: str,
    clicked: Callable[[], object],
    *,
    role: str = "",
    icon_name: str = "",
) -> QPushButton:
    """Return a button; roles: primary (one a page), quiet (looks like a link), danger."""
    made = QPushButton(text)
    made.setAutoDefault(True)  # Enter presses the button that has the focus
    if role:
        made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda _on: clicked())
    if icon_name:
        _keep_icon(made, icon_name, role)
    return made


def _keep_icon(made: QPushButton, icon_name: str, role: str) -> None:
    """Draw the icon in the look in force, and again when it changes."""
    theme = theme_of()

    def draw() -> None:
        colours = tokens()
        shade = {"primary": colours.on_accent, "quiet": colours.accent, "danger": colours.error}
        made.setIcon(icon(icon_name, shade.get(role, colours.text)))
        made.setIconSize(QSize(theme.px(18), theme.px(18)))

    draw()
    theme.changed.connect(draw)
    made.destroyed.connect(lambda: theme.changed.disconnect(draw))


class Card(QFrame):
    """A white sheet with a thin border that groups what belongs together."""

    def __init__(self, *, horizontal: bool = False) -> None:
        """Start empty; add to ``box``."""
        super().__init__()
        self.setProperty("role", "card")
        direction = (
            QBoxLayout.Direction.LeftToRight if horizontal else QBoxLayout.Direction.TopToBottom
        )
        self.box = QBoxLayout(direction, self)
        self.box.setContentsMargins(16, 16, 16, 16)
        self.box.setSpacing(GAP)


class Bar(QFrame):
    """A sentence across the page, with the next action as a button."""

    def __init__(self, kind: str = "info") -> None:
        """Stay hidden until ``tell``; kinds: info, success, warning, error."""
        super().__init__()
        self.setProperty("bar", kind)
        self.label = text_label(wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.addWidget(self.label, 1)
        self._action: QPushButton | None = None
        self.hide()

    def tell(
        self,
        text: str,
        kind: str = "",
        action: str = "",
        clicked: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence and, if given, its action."""
        if kind:
            set_look(self, "bar", kind)
            self.label.style().unpolish(self.label)
            self.label.style().polish(self.label)
        self.label.setText(text)
        self.setAccessibleName(text)
        if self._action:
            self._action.deleteLater()
            self._action = None
        if clicked:
            self._action = button(action, clicked)
            self._row.addWidget(self._action)
        self.show()


class EmptyState(QWidget):
    """Why there is nothing here, and the one thing to do about it."""

    def __init__(
        self, text: str, action: str = "", clicked: Callable[[], object] | None = None
    ) -> None:
        """Show the sentence in the middle, the primary button under it."""
        super().__init__()
        self.label = text_label(text, "muted", wrap=True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = QVBoxLayout(self)
        box.addStretch()
        box.addWidget(self.label)
        box.addSpacing(GAP)
        self._actions = row(None, None)
        box.addLayout(self._actions)
        if clicked:
            self.action = button(action, clicked, role="primary")
            self.add_action(self.action)
        box.addStretch()

    def add_action(self, action: QPushButton) -> None:
        """Put a button under the sentence, after those there are."""
        self._actions.insertWidget(self._actions.count() - 1, action)


def page_box(page: QWidget) -> QVBoxLayout:
    """Return the layout of a page, with the margins all pages share."""
    box = QVBoxLayout(page)
    box.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 16)
    box.setSpacing(12)
    return box


def row(*widgets: QWidget | None, spacing: int = GAP) -> QHBoxLayout:
    """Return widgets side by side; None is a stretch."""
    box = QHBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            box.addStretch(1)
        else:
            box.addWidget(widget)
    return box


def hairline() -> QFrame:
    """Return a thin line between two parts."""
    line = QFrame()
    line.setProperty("role", "line")
    return line


def tab_path(first: QWidget, *others: QWidget) -> None:
    """Have Tab visit these widgets in this order: the order the eye reads them in."""
    # From the last one back: Qt leaves the last widget of a page in front of the first, which
    # is the same circle until the page stands in a window.
    for widget in reversed(others):
        QWidget.setTabOrder(first, widget)


def scrolling(inner: QWidget) -> QScrollArea:
    """Return ``inner`` in an area that scrolls when there is no room, off the Tab path."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def bring_into_view(widget: QWidget) -> None:
    """Scroll the page a widget stands on so far that it is seen whole."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
