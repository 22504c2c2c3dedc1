# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields that say how mail addresses a couple; each shows what its members propose."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.kernel.i18n import _
from app.ui.kit.fillin import FillIn
from app.usecases.households import HouseholdWords


class CallForm(FillIn):
    """How envelopes and letters name a household."""

    wanted = Signal(int, str, str)
    """Carries the version that was read, the name and the greeting."""

    def __init__(self) -> None:
        """Lay out the fields."""
        super().__init__()
        self._version = 0
        self.name, self.greeting = QLineEdit(), QLineEdit()
        for name, label, field in (
            ("name", _("Name on envelopes (empty: as proposed)"), self.name),
            ("greeting", _("How letters begin (empty: as proposed)"), self.greeting),
        ):
            self.form.add(name, label, field, 12)
            field.setObjectName(f"sheetHousehold_{name}")

    def begin(self, words: HouseholdWords) -> None:
        """Start from what was typed; what is proposed shows through."""
        self.bar.hide()
        self._version = words.household.version
        self.form.fill({"name": words.household.name, "greeting": words.household.greeting})
        self.name.setPlaceholderText(words.proposed.name)
        self.greeting.setPlaceholderText(words.proposed.greeting)
        self.name.setFocus()

    def walked(self) -> Sequence[QWidget]:
        """Return the name, then the greeting."""
        return [self.name, self.greeting]

    def save(self) -> None:
        """Ask for it to be written."""
        self.wanted.emit(self._version, self.name.text(), self.greeting.text())
