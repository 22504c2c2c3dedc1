# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the window, one in sight."""

import shiboken6
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget


class Pages(QStackedWidget):
    """Pages of which the one in sight alone gets keys.

    A page left behind whose work ends may ask for them, and Qt would give them: what is typed would
    then act on something nobody sees.
    """

    def __init__(self) -> None:
        """Hold no page."""
        super().__init__()
        QApplication.instance().focusChanged.connect(self._keep_keys)  # type: ignore[union-attr]

    def _keep_keys(self, old: QWidget | None, now: QWidget | None) -> None:
        shown = self.currentWidget()
        if now is None or shown is None or not self.isAncestorOf(now) or shown.isAncestorOf(now):
            return
        if old is not None and shiboken6.isValid(old) and old.isVisible():
            old.setFocus()
        else:
            now.clearFocus()
