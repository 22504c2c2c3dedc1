# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The envelope as the post will read it: six lines of 38 characters, counted as one types."""

from collections.abc import Sequence

from PySide6.QtGui import QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QGridLayout, QSizePolicy

from app.domain.addresses import LINE_LENGTH
from app.kernel.i18n import _
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Card, set_look, text_label

_LINES = 9
"""Six inland, as many as nine abroad."""


class EnvelopePreview(Card):
    """Shows the lines of an envelope, and how much of each is used."""

    def __init__(self) -> None:
        """Draw an empty envelope."""
        super().__init__()
        self.setAccessibleName(_("On the envelope"))
        self._texts = [text_label() for _line in range(_LINES)]
        self._counts = [text_label(role="small") for _line in range(_LINES)]
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for line, (text, count) in enumerate(zip(self._texts, self._counts, strict=True)):
            # A line that is too long is cut, as the post would cut it: it never widens the page.
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(text, line, 0)
            grid.addWidget(count, line, 1)
        self.box.addWidget(text_label(_("On the envelope"), "label"))
        self.box.addLayout(grid)
        theme_of().changed.connect(self._use_typewriter)
        self._use_typewriter()

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show the lines, empty ones as room that is left."""
        for place, (text, count) in enumerate(zip(self._texts, self._counts, strict=True)):
            line = lines[place] if place < len(lines) else ""
            text.setText(line or "·")
            set_look(text, "role", "" if line else "muted")
            count.setText(f"{len(line)}/{LINE_LENGTH}" if line else "")
            set_look(count, "role", "tooLong" if len(line) > LINE_LENGTH else "small")
            text.setVisible(place < len(lines))
            count.setVisible(place < len(lines))
        self.setAccessibleDescription(", ".join(line for line in lines if line))

    def _use_typewriter(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * 0.9)
        for text in self._texts:
            text.setFont(font)
        line = QFontMetrics(font).horizontalAdvance("M" * LINE_LENGTH)
        self.setFixedWidth(line + theme_of().px(96))
