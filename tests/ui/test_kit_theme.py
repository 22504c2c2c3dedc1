# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours that can be read, sizes that stay in bounds, icons in the colour of the look."""

import re

import pytest
from PySide6.QtWidgets import QApplication

from app.kernel.assets import asset_path
from app.ui.kit.icons import application_icon, icon
from app.ui.kit.theme import CONTRAST, DARK, LIGHT, Look, Theme, Tokens, contrast_ratio

TEXT = 4.5
SHAPE = 3.0
LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
TEXT_PAIRS = [
    *[(ink, paper) for ink in ("text", "muted") for paper in ("window", "surface", "nav")],
    *[("text", paper) for paper in ("alternate", "selection", "hover")],
    ("muted", "alternate"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("accent", "surface"),
    ("accent", "window"),
    *[(kind, f"{kind}_bg") for kind in ("success", "warning", "error", "info")],
    *[(kind, "surface") for kind in ("success", "warning", "error", "info")],
    *[(kind, "window") for kind in ("success", "warning", "error", "info")],
]
SHAPE_PAIRS = [
    *[(line, paper) for line in ("border", "focus") for paper in ("window", "surface", "nav")],
    ("accent", "surface"),
]


def test_the_ratio_is_the_one_of_the_norm() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#308CC6", "#FFFFFF") == pytest.approx(3.69, abs=0.01)


@LOOKS
@pytest.mark.parametrize(("ink", "paper"), TEXT_PAIRS)
def test_text_can_be_read(look: Tokens, ink: str, paper: str) -> None:
    assert contrast_ratio(getattr(look, ink), getattr(look, paper)) >= TEXT


@LOOKS
@pytest.mark.parametrize(("line", "paper"), SHAPE_PAIRS)
def test_borders_and_focus_can_be_seen(look: Tokens, line: str, paper: str) -> None:
    assert contrast_ratio(getattr(look, line), getattr(look, paper)) >= SHAPE


@pytest.mark.parametrize("look", list(Look))
def test_every_look_can_be_worn_at_every_zoom(theme: Theme, look: Look) -> None:
    for zoom in (90, 100, 200):
        theme.apply(look, zoom)
        sheet = theme._application.styleSheet()
        assert "$" not in sheet
        assert theme.px(8) == round(8 * zoom / 100)
    theme.apply(Look.LIGHT, 100)


def test_the_zoom_walks_its_steps_and_stays_between_its_ends(theme: Theme) -> None:
    theme.apply(Look.LIGHT, 400)
    assert theme.zoom == 200
    theme.larger()
    assert theme.zoom == 200
    theme.smaller()
    assert theme.zoom == 175
    theme.apply(Look.LIGHT, 1)
    theme.smaller()
    assert theme.zoom == 90
    theme.larger()
    assert theme.zoom == 100
    assert QApplication.font().pointSizeF() == pytest.approx(11)


def test_pictures_of_the_style_sheet_are_shipped(theme: Theme) -> None:
    for look in (Look.LIGHT, Look.DARK):
        theme.apply(look, 100)
        for path in re.findall(r"url\(([^)]*)\)", theme._application.styleSheet()):
            assert asset_path(path).exists()
    theme.apply(Look.LIGHT, 100)


def test_an_icon_is_drawn_in_the_colour_asked(theme: Theme) -> None:
    image = icon("plus", "#123456").pixmap(24, 24).toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2).name() == "#123456"
    assert not application_icon().isNull()


def test_every_line_drawing_keeps_the_grid_and_takes_any_colour() -> None:
    for path in asset_path("icons").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        if 'viewBox="0 0 24 24"' in text:
            assert "currentColor" in text, path.name
            assert 'stroke-width="2"' in text, path.name
