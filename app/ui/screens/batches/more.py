# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What opens under the line: the details of the gift, or the funds it is split between."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.screen import Services
from app.ui.screens.batches.extraspanel import DetailsPanel
from app.ui.screens.batches.line import EntryLine
from app.ui.screens.batches.sharespanel import SharesPanel


class MorePanels(QWidget):
    """One panel at a time; the line goes on when it is closed."""

    closed = Signal(object)
    """A panel was accepted: the ``Extras`` the line has from now on."""

    def __init__(self, services: Services) -> None:
        """Show none."""
        super().__init__()
        self.details = DetailsPanel(services)
        self.shares = SharesPanel()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for panel in (self.details, self.shares):
            panel.hide()
            panel.accepted.connect(self._accept)
            box.addWidget(panel)
        self.hide()

    @property
    def fields(self) -> Mapping[str, QWidget]:
        """The fields of the details, as problems name them."""
        return self.details.named

    def open_details(self, line: EntryLine, field: str = "") -> None:
        """Ask for the details, the caret in one field or the first."""
        self._open(self.details)
        self.details.start(line, field)

    def open_shares(self, line: EntryLine, funds: tuple[tuple[str, int], ...]) -> None:
        """Ask for the shares of the amount typed."""
        self._open(self.shares)
        self.shares.start(line, funds)

    def _open(self, panel: QWidget) -> None:
        for one in (self.details, self.shares):
            one.setVisible(one is panel)
        self.show()

    def close_panels(self) -> bool:
        """Hide what is open and forget what was typed in it; False when nothing was."""
        was_open = not self.isHidden()
        for panel in (self.details, self.shares):
            panel.hide()
        self.hide()
        return was_open

    def _accept(self, extras: object) -> None:
        self.close_panels()
        self.closed.emit(extras)
