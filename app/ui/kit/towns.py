# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The towns of a postal code, proposed while an address is typed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit


class TownProposals(QObject):
    """Fills in the only town of a code, and completes the name of one of several.

    Args:
        code: Where the postal code is typed.
        town: Where the town is typed; what stands there is never written over.
        towns_of: Returns the towns a code serves.
    """

    def __init__(
        self, code: QLineEdit, town: QLineEdit, towns_of: Callable[[str], Sequence[str]]
    ) -> None:
        """Watch both fields."""
        super().__init__(town)
        self._town, self._towns_of = town, towns_of
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, town)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        # In the line itself: a list below it would take an Enter that is the next field's.
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        town.setCompleter(completer)
        code.textEdited.connect(self._fill)
        code.textChanged.connect(self._offer)

    def _offer(self, code: str) -> None:
        self._names.setStringList(list(self._towns_of(code)))

    def _fill(self, code: str) -> None:
        served = self._towns_of(code)
        if len(served) == 1 and not self._town.text():
            self._town.setText(served[0])
