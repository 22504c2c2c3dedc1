# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The looks of this workstation: colours, size, language."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.kernel.i18n import _, current_language
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.theme import ZOOMS, Look, theme_of
from app.ui.kit.widgets import Card, text_label


class AppearancePage(QWidget):
    """Choices that show at once and are kept on this computer, not in the dossier."""

    def __init__(self, services: Services) -> None:
        """Show what is in force."""
        super().__init__()
        self._services = services
        theme = theme_of()
        self._state = text_label(_("The language changes at the next start."), "muted", wrap=True)
        looks = (
            (_("As the system"), Look.SYSTEM.value),
            (_("Light"), Look.LIGHT.value),
            (_("Dark"), Look.DARK.value),
            (_("High contrast"), Look.CONTRAST.value),
        )
        zooms = tuple((f"{zoom} %", str(zoom)) for zoom in ZOOMS)
        languages = (("Français", "fr"), ("English", "en"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 12, 0)
        box.setSpacing(12)
        box.addWidget(self._choice(_("Colours"), looks, theme.look.value, self._set_look))
        box.addWidget(self._choice(_("Size of the text"), zooms, str(theme.zoom), self._set_zoom))
        language = services.state.text("language") or current_language()
        box.addWidget(self._choice(_("Language"), languages, language, self._set_language))
        box.addWidget(self._state)
        box.addStretch()

    def _choice(
        self,
        title: str,
        choices: tuple[tuple[str, str], ...],
        current: str,
        chosen: Callable[[str], None],
    ) -> Card:
        card = Card()
        card.box.addWidget(text_label(title, "heading"))
        group = QButtonGroup(card)
        buttons = []
        for text, value in choices:
            made = QRadioButton(text)
            made.setAccessibleName(f"{title} : {text}")
            made.setProperty("value", value)
            made.setChecked(value == current)
            group.addButton(made)
            buttons.append(made)
        group.buttonClicked.connect(lambda made: chosen(made.property("value")))
        card.box.addLayout(Flow(*buttons, spacing=16, lead=len(buttons)))
        return card

    def _set_look(self, value: str) -> None:
        theme = theme_of()
        theme.apply(Look(value), theme.zoom)

    def _set_zoom(self, value: str) -> None:
        theme = theme_of()
        theme.apply(theme.look, int(value))

    def _set_language(self, value: str) -> None:
        self._services.state.keep("language", value)
