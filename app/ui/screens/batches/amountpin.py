# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pin of the amount (Ctrl+G): a pile of equal gifts is keyed by its donors alone."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from app.kernel.i18n import _
from app.ui.kit.icons import icon
from app.ui.kit.shortcuts import bind
from app.ui.kit.theme import theme_of, tokens

if TYPE_CHECKING:
    from app.ui.screens.batches.linebox import LineBox


class AmountPin(QObject):
    """Stands in the field of the amount; pinned, the amount is there for every next line.

    Args:
        box: The line.
    """

    def __init__(self, box: "LineBox") -> None:
        """Pin nothing yet."""
        super().__init__(box)
        self._box = box
        self._action = QAction(_("Keep the amount for the next lines (Ctrl+G)"), self)
        self._action.triggered.connect(self.toggle)
        box.amount.addAction(self._action, QLineEdit.ActionPosition.LeadingPosition)
        box.amount.textChanged.connect(self._draw)
        box.amount.installEventFilter(self)
        bind(box, "Ctrl+G", self.toggle)
        theme_of().changed.connect(self._draw)
        self._draw()

    def toggle(self) -> None:
        """Keep the amount that stands in the field, or let it go."""
        line = self._box.line
        if line is None:
            return
        notice = line.keep_amount()
        self._box.show_line()
        self._box.card.show_notice(notice)
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Have another amount typed over the one kept."""
        line = self._box.line
        kept = line is not None and line.pins.amount and not line.amount_typed
        if kept and event.type() == QEvent.Type.FocusIn:
            self._box.amount.selectAll()
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        line = self._box.line
        pinned = line is not None and bool(line.pins.amount)
        colours = tokens()
        self._action.setIcon(icon("pin", colours.accent if pinned else colours.muted))
