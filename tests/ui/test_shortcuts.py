# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No page takes a shortcut of the menu bar: Qt would find both ambiguous, and do neither."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from app.kernel.i18n import _, use_language
from app.ui.kit.shortcuts import digit_of
from app.ui.shell.catalogue import screen_catalogue
from app.ui.shell.menus import TITLES

UI = Path(__file__).resolve().parents[2] / "app" / "ui"
_BOUND = re.compile(r'\bbind\(\s*\w+(?:\.\w+)*,\s*"([^"]+)"')
_ACT = re.compile(r'\bAct\("\w+", N_\("[^"]+"\), "([^"]+)"')
_IN_A_MENU = frozenset({"MenuEntry", "Act", "addAction", "addMenu"})
"""What these are given stands in an open menu, whose letters are its own."""


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


def called(node: ast.Call) -> str:
    """Return the bare name of what is called."""
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def lettered(node: ast.AST) -> Iterator[str]:
    """Tell the sentences below a node that bear a letter for Alt, except those of open menus."""
    if isinstance(node, ast.Call):
        if called(node) in _IN_A_MENU:
            return
        if called(node) in {"_", "N_"} and isinstance(node.args[0], ast.Constant):
            text = str(node.args[0].value)
            if alt_letter(text):
                yield text
    for child in ast.iter_child_nodes(node):
        yield from lettered(child)


def alt_letter(text: str) -> str:
    """Return the letter a text is reached by with Alt, or nothing."""
    found = re.search(r"&(\w)", text.replace("&&", ""))
    return found.group(1).lower() if found else ""


@cache
def of_widgets() -> frozenset[str]:
    """Return every sentence of a page, panel or dialog that bears a letter for Alt."""
    files = [path for path in UI.rglob("*.py") if path.name != "menus.py"]
    return frozenset(
        text for path in files for text in lettered(ast.parse(path.read_text(encoding="utf-8")))
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_takes_a_letter_of_the_menu_bar(language: str) -> None:
    """Shown or hidden: Alt and the letter of a menu opens the menu, on every page."""
    with use_language(language):
        bar = {alt_letter(_(title)) for title in TITLES.values()}
        taken = sorted(_(text) for text in of_widgets() if alt_letter(_(text)) in bar)
        letterless = sorted(_(text) for text in of_widgets() if not alt_letter(_(text)))
    assert len(bar) == len(TITLES)
    assert len(of_widgets()) > len(TITLES) * 10
    assert (taken, letterless) == ([], [])


def test_the_digit_row_chooses_with_shift_or_without() -> None:
    assert [digit_of(typed) for typed in "123456789"] == list(range(1, 10))
    assert [digit_of(typed) for typed in "&é\"'(-è_ç"] == list(range(1, 10))


@pytest.mark.parametrize("typed", ["", "0", "à", "a", "12", " "])
def test_what_is_no_digit_chooses_nothing(typed: str) -> None:
    assert digit_of(typed) == 0
