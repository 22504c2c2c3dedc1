# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents hold together: links lead somewhere, both languages have every page."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "resources" / "help"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *MANUAL.rglob("*.md")])
_LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)[^)]*\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = _LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_screen_has_its_page_in_both_languages() -> None:
    screens = {path.parent.name for path in (ROOT / "app/ui/screens").glob("*/__init__.py")}
    for language in ("fr", "en"):
        listed = _LINK.findall((MANUAL / language / "index.md").read_text(encoding="utf-8"))
        pages = {path.stem for path in (MANUAL / language).glob("*.md")} - {"index"}
        assert pages == screens | {"command_line", "countries"}
        assert sorted(pages) == sorted(Path(link).stem for link in listed)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_answers_the_three_questions(language: str) -> None:
    questions = {"fr": ["Faire", "Vérifier", "Réparer"], "en": ["Do", "Check", "Mend"]}[language]
    for page in (MANUAL / language).glob("*.md"):
        if page.stem != "index":
            told = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
            assert told == questions, page.name


def test_every_decision_is_listed() -> None:
    index = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    numbered = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert [path.name for path in numbered] == re.findall(r"\]\((\d{4}-[^)]+)\)", index)
    assert [int(path.name[:4]) for path in numbered] == list(range(1, len(numbered) + 1))
