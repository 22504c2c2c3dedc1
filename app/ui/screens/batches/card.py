# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Under the fields of the line: who was accepted, or what is wrong; one row, more if it must."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.donors import Donor
from app.kernel.problem import Problem, Severity
from app.ui.kit.parted import PartedLabel
from app.ui.kit.problem import ProblemLine
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Pill, set_look
from app.ui.screens.batches.line import Notice, Tone
from app.ui.screens.batches.presenter import card_text, card_warning
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.people import DonorLine

_HEIGHT = 26


class DonorCard(QWidget):
    """The echo of the donor, so that she is compared with the cheque before the amount is keyed.

    Args:
        fields: The widgets notices are about, by the name of the field.
    """

    def __init__(self, fields: Mapping[str, QWidget]) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setObjectName("donorCard")
        self.text = PartedLabel()
        self.warning = Pill()
        self._lines = {name: ProblemLine(field) for name, field in fields.items()}
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.text, 1)
        box.addWidget(self.warning)
        for line in self._lines.values():
            box.addWidget(line, 1)
        self._fit()
        theme_of().changed.connect(self._fit)

    def _fit(self) -> None:
        self.setMinimumHeight(theme_of().px(_HEIGHT))

    @property
    def notice_text(self) -> str:
        """The notice shown, or empty."""
        return next((line.text for line in self._lines.values() if line.text), "")

    def show_donor(self, line: DonorLine, donor: Donor | None, already: Sequence[GiftLine]) -> None:
        """Show who was accepted."""
        set_look(self.text, "role", "")
        self.text.show_parts(card_text(line, donor))
        self.warning.show_state(card_warning(line, already), "warning")

    def show_text(self, text: str) -> None:
        """Show a sentence in the place of the donor."""
        set_look(self.text, "role", "muted")
        self.text.show_parts(text)
        self.warning.show_state("", "warning")

    def show_notice(self, notice: Notice | None) -> None:
        """Show what is wrong, or clear it; the donor comes back then."""
        for name, line in self._lines.items():
            wanted = notice is not None and notice.field == name
            line.show_problem(_problem(notice) if notice is not None and wanted else None)
        self.text.setVisible(notice is None)
        if notice is not None:
            self.warning.hide()
        elif self.warning.text:
            self.warning.show()


def _problem(notice: Notice) -> Problem:
    severity = Severity.ERROR if notice.tone is Tone.ERROR else Severity.WARNING
    return Problem(notice.field, "line", notice.text, severity)
