# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The country of an address, chosen by the first letters of its name."""

from PySide6.QtWidgets import QComboBox

from app.domain.addresses import countries
from app.ui.kit.fields import ChoiceField

_LEAST_LETTERS = 12


class CountryField(ChoiceField):
    """Every country, the home country first; long names do not widen the page."""

    def __init__(self) -> None:
        """Begin at home."""
        super().__init__(countries())
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_LETTERS)
        self.setMaxVisibleItems(20)

    def hold(self, code: str) -> None:
        """Offer a code that an import brought in and no country bears, so that it stays."""
        if self.findData(code) < 0:
            self.addItem(code, code)
