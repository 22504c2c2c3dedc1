# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors, receipts, import and export in both languages, both looks, at every size of text."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QVBoxLayout, QWidget

from app.kernel.assets import asset_path
from app.kernel.i18n import use_language
from app.ui.kit.screen import Screen, Services
from app.ui.kit.theme import Look, Theme
from app.ui.screens.donors.screen import DonorsScreen
from app.ui.screens.exports.screen import ExportsScreen
from app.ui.screens.imports.screen import ImportsScreen
from app.ui.screens.receipts.screen import ReceiptsScreen

Settle = Callable[[], None]
SCREENS = (DonorsScreen, ReceiptsScreen, ImportsScreen, ExportsScreen)
LAPTOP = 1366
RAIL = 56


@pytest.fixture(autouse=True)
def _plain_look(theme: Theme) -> Iterator[None]:
    """Leave the look as it was found."""
    yield
    if (theme.look, theme.zoom) != (Look.LIGHT, 100):
        theme.apply(Look.LIGHT, 100)


def _show(kind: type[Screen], services: Services, window: QWidget, settle: Settle) -> Screen:
    screen = kind(services)
    QVBoxLayout(window).addWidget(screen)
    window.show()
    settle()
    return screen


def _texts(screen: QWidget) -> set[str]:
    """Return every text of a screen, of the pages to come too."""
    told = {label.text() for label in screen.findChildren(QLabel)}
    told |= {button.text() for button in screen.findChildren(QAbstractButton)}
    for widget in screen.findChildren(QWidget):
        told |= {widget.toolTip(), widget.accessibleName()}
    return told


@cache
def _only_in(language: str) -> set[str]:
    """Return the sentences that exist in one language and differ in the other."""
    pairs: list[Message] = []
    for path in asset_path("translations", "fr").glob("*.po"):
        with path.open("rb") as file:
            pairs.extend(read_po(file))
    both = [(m.id, m.string) for m in pairs if isinstance(m.id, str) and m.id and m.string]
    sentences = {french if language == "fr" else english for english, french in both}
    other = {english if language == "fr" else french for english, french in both}
    return {str(one) for one in sentences - other if len(one) > 1}


@pytest.mark.parametrize("kind", SCREENS)
@pytest.mark.parametrize(("language", "foreign"), [("fr", "en"), ("en", "fr")])
def test_a_screen_speaks_one_language(
    services: Services,
    window: QWidget,
    settle: Settle,
    kind: type[Screen],
    language: str,
    foreign: str,
) -> None:
    with use_language(language):
        screen = _show(kind, services, window, settle)
        assert _texts(screen) & _only_in(foreign) == set()


@pytest.mark.parametrize("kind", SCREENS)
def test_every_widget_one_can_reach_has_a_name(
    services: Services, window: QWidget, settle: Settle, kind: type[Screen]
) -> None:
    screen = _show(kind, services, window, settle)
    reachable = [w for w in screen.findChildren(QWidget) if w.focusPolicy().value]
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in reachable
        if widget.isVisible()
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


@pytest.mark.parametrize("kind", SCREENS)
@pytest.mark.parametrize(("look", "zoom"), [(Look.LIGHT, 125), (Look.DARK, 200)])
def test_a_screen_fits_a_small_laptop(
    services: Services,
    theme: Theme,
    window: QWidget,
    settle: Settle,
    kind: type[Screen],
    look: Look,
    zoom: int,
) -> None:
    theme.apply(look, zoom)
    with use_language("fr"):
        screen = _show(kind, services, window, settle)
    assert screen.minimumSizeHint().width() <= LAPTOP - theme.px(RAIL)
