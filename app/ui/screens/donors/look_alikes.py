# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who on file looks like the donor being typed: shown before the double is made."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.domain.donors import number_text
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.widgets import Card, button, text_label
from app.ui.screens.donors import presenter
from app.usecases.duplicates import LookAlike

TAKING_KEYS = ("F7", "F8")
"""What takes the first and the second look-alike, here as on the line of a batch."""


class LookAlikesStrip(Card):
    """A card with one button for each look-alike; hidden when there is none."""

    def __init__(self, choose: Callable[[int], None]) -> None:
        """Call ``choose`` with the id of the donor taken instead."""
        super().__init__()
        self._choose = choose
        self._shown: tuple[int, ...] = ()
        self.buttons: list[QPushButton] = []
        self.setObjectName("lookAlikes")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.box.addWidget(text_label(_("Looks like…"), "label"))
        self.hide()

    def show_alikes(self, found: Sequence[LookAlike]) -> None:
        """Show these donors, the likeliest first."""
        ids = tuple(alike.line.id for alike in found)
        for old in self.buttons:
            old.deleteLater()
        self.buttons = [self._button(alike, place) for place, alike in enumerate(found)]
        self.setVisible(bool(found))
        if ids and ids != self._shown:
            say(self, _("Looks like {donor}.").format(donor=found[0].line.name))
        self._shown = ids

    def take(self, place: int) -> None:
        """Choose the look-alike at this place, if there is one."""
        if place < len(self.buttons):
            self.buttons[place].click()

    def _button(self, alike: LookAlike, place: int) -> QPushButton:
        donor_id = alike.line.id
        made = button("", lambda: self._choose(donor_id), role="choice")
        name, where, why = presenter.look_alike_lines(alike, number_text(alike.line.number))
        key = f"{TAKING_KEYS[place]}   " if place < len(TAKING_KEYS) else ""
        made.setText("\n".join(part for part in (f"{key}{name}", where, why) if part))
        made.setAccessibleName(", ".join(part for part in (name, where, why) if part))
        self.box.addWidget(made)
        return made
