# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Problems painted where they are: a red or amber line under the field it is about."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from app.kernel.problem import Problem, Severity
from app.ui.kit.announce import say
from app.ui.kit.icons import pixmap
from app.ui.kit.theme import theme_of, tokens
from app.ui.kit.widgets import set_look, text_label


class ProblemLine(QWidget):
    """One sentence under a field, with a shape before it; hidden when all is well."""

    def __init__(self, field: QWidget) -> None:
        """Watch over a field."""
        super().__init__()
        self._field = field
        self._shape = QLabel()
        self._shape.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text = text_label(wrap=True)
        self._description = field.accessibleDescription()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self._shape)
        box.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, or empty."""
        return "" if self.isHidden() else self._text.text()

    def show_problem(self, problem: Problem | None) -> None:
        """Paint a problem, or clear it; assistive technology hears a new one."""
        if problem is None:
            self.hide()
            self._mark("")
            self._field.setAccessibleDescription(self._description)
            return
        kind = "error" if problem.severity is Severity.ERROR else "warning"
        colours = tokens()
        colour = colours.error if kind == "error" else colours.warning
        size = theme_of().px(16)
        self._shape.setPixmap(pixmap(kind, size, self.devicePixelRatioF(), colour))
        self._text.setStyleSheet(f"color: {colour};")
        spoken = problem.message != self._text.text() or self.isHidden()
        self._text.setText(problem.message)
        self._field.setAccessibleDescription(problem.message)
        self._mark(kind)
        self.show()
        if spoken:
            say(self._field, problem.message, urgent=True)

    def _mark(self, kind: str) -> None:
        if isinstance(self._field, QLineEdit):
            set_look(self._field, "state", kind)
