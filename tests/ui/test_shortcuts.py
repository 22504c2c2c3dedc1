# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No page takes a shortcut of the menu bar: Qt would find both ambiguous, and do neither."""

import re
from pathlib import Path

import pytest

from app.ui.kit.shortcuts import digit_of
from app.ui.shell.catalogue import screen_catalogue

UI = Path(__file__).resolve().parents[2] / "app" / "ui"
_BOUND = re.compile(r'\bbind\(\s*\w+(?:\.\w+)*,\s*"([^"]+)"')
_ACT = re.compile(r'\bAct\("\w+", N_\("[^"]+"\), "([^"]+)"')


def of_pages() -> dict[str, str]:
    """Return the file that binds each shortcut of a page."""
    return {
        shortcut: path.relative_to(UI).as_posix()
        for path in sorted(UI.rglob("*.py"))
        for shortcut in _BOUND.findall(path.read_text(encoding="utf-8"))
    }


def of_menus() -> set[str]:
    """Return the shortcuts of the menu bar."""
    acts = (UI / "shell" / "acts.py").read_text(encoding="utf-8")
    entries = {entry.shortcut for spec in screen_catalogue() for entry in spec.entries}
    return (entries | set(_ACT.findall(acts))) - {""}


def test_both_kinds_are_found() -> None:
    assert {"Ctrl+K", "Ctrl+L", "Ctrl+N"} <= of_menus()
    assert {"Ctrl+F", "Ctrl+P", "F2"} <= set(of_pages())


def test_no_page_takes_a_shortcut_of_the_menu_bar() -> None:
    taken = {shortcut: where for shortcut, where in of_pages().items() if shortcut in of_menus()}
    assert taken == {}


def test_the_digit_row_chooses_with_shift_or_without() -> None:
    assert [digit_of(typed) for typed in "123456789"] == list(range(1, 10))
    assert [digit_of(typed) for typed in "&é\"'(-è_ç"] == list(range(1, 10))


@pytest.mark.parametrize("typed", ["", "0", "à", "a", "12", " "])
def test_what_is_no_digit_chooses_nothing(typed: str) -> None:
    assert digit_of(typed) == 0
