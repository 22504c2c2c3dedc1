# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 3, under way: how far the issue is, and how to stop it without harm."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.kernel.i18n import _
from app.ui.kit.widgets import Card, button, row, text_label
from app.ui.screens.receipts import presenter


class IssuingPage(QWidget):
    """Shows the progress; what is issued when one stops stays issued."""

    stop_wanted = Signal()

    def __init__(self) -> None:
        """Draw an empty bar."""
        super().__init__()
        self.sentence = text_label(role="heading", wrap=True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Receipts issued"))
        self.hint = text_label(
            _("Each receipt is numbered, drawn and archived together: stopping leaves no gap."),
            "muted",
            wrap=True,
        )
        self.stop = button(_("&Stop after this packet"), self._stop)
        card = Card()
        for part in (self.sentence, self.progress, self.hint):
            card.box.addWidget(part)
        card.box.addLayout(row(None, self.stop))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        box.addStretch()

    def begin(self, total: int) -> None:
        """Start at nothing."""
        self.stop.setEnabled(True)
        self.show_progress(0, total, "")

    def show_progress(self, done: int, total: int, _what: str) -> None:
        """Tell how many are issued."""
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        text = _("{done} of {total} receipts issued")
        self.sentence.setText(
            text.format(done=presenter.count_text(done), total=presenter.count_text(total))
        )

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.hint.setText(_("Stopping: the packet under way is finished first."))
        self.stop_wanted.emit()
