# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page as it is painted: dark at 200 % in English, light in French; contrast, room, words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app.kernel.i18n import _, use_language
from app.ui.kit.theme import Look
from app.ui.shell.catalogue import screen_catalogue
from app.usecases.organisation import ListBankAccounts, ListFunds
from installer.catalogues import sources
from tests.ui.real.conftest import Start
from tests.ui.real.program import Program
from tests.ui.real.test_correcting import correct_first_line
from tests.ui.real.test_keying import key_line
from tests.ui.real.test_pages import LAPTOP, SMALL, open_office

pytestmark = [pytest.mark.screen, pytest.mark.slow]
WRITTEN_IN_THE_DOSSIER = {"demo.po", "sample.po"}
"""Catalogues of what is written once, in the language of that day: data, not the window."""
SIDEWAYS_WHEN_LARGE: set[str] = set()
_LETTERS = 4
_SEARCH_S = 120.0
"""Twenty thousand donors are compared before the page of duplicates is still."""


@dataclass(frozen=True)
class Voice:
    """The language a run must speak, and the one it must not."""

    own: list[re.Pattern[str]] = field(default_factory=list)
    foreign: list[re.Pattern[str]] = field(default_factory=list)

    def is_foreign(self, text: str) -> bool:
        """Tell whether a text is a sentence of the other language, and none of this one."""
        plain = _plain(text)
        if any(sentence.fullmatch(plain) for sentence in self.own):
            return False
        return any(sentence.fullmatch(plain) for sentence in self.foreign)


def _plain(text: str) -> str:
    return " ".join(text.replace("&", "").split()).strip()


def _sentence(text: str) -> re.Pattern[str] | None:
    """Return what recognises a message once its gaps are filled, if it has words of its own."""
    plain = _plain(text)
    if sum(letter.isalpha() for letter in re.sub(r"\{\w+\}", "", plain)) < _LETTERS:
        return None
    return re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(plain)))


def voice(language: str) -> Voice:
    """Read the catalogues: what the window may say in a language."""
    known: dict[str, list[re.Pattern[str]]] = {"en": [], "fr": []}
    for path in sources("fr"):
        if path.name in WRITTEN_IN_THE_DOSSIER:
            continue
        with path.open("rb") as file:
            for message in read_po(file, locale="fr"):
                for tongue, said in (("en", message.id), ("fr", message.string)):
                    texts = [said] if isinstance(said, str) else list(said or ())
                    known[tongue] += filter(None, map(_sentence, texts))
    other = {"en": "fr", "fr": "en"}[language]
    return Voice(known[language], known[other])


def test_the_voice_hears_the_other_language() -> None:
    english, french = voice("en"), voice("fr")
    assert english.is_foreign("Le compte est juste")
    assert not english.is_foreign("Totals agree")
    assert french.is_foreign("Fund")
    assert not french.is_foreign("Import")
    assert not french.is_foreign("DUPONT Marie")


def visit(program: Program, title: str) -> None:
    """Go to a page through Ctrl+K, whichever language it speaks."""
    program.key("ctrl+k")
    program.wait_focus("whoBox")
    program.type(title)
    program.until(lambda: program.ask("widget", name="whoBox")["text"] == title)
    program.until(lambda: program.ask("answers") == title)
    program.key("Return")
    program.until(lambda: not program.shows("overlay"))


def pages(program: Program, language: str) -> Iterator[str]:
    """Walk every page with keys; tell the name of each while it is shown."""
    with use_language(language):
        titles = [_(spec.title) for spec in screen_catalogue()]
    for spec, title in zip(screen_catalogue(), titles, strict=True):
        visit(program, title)
        yield spec.id
        if spec.id == "settings":
            program.wait_focus("settingsPages")
            for place in range(1, len(program.ask("list", name="settingsPages"))):
                program.key("Down")
                yield f"settings, page {place + 1}"
    program.key("ctrl+k")
    program.wait_focus("whoBox")
    program.type("mart")
    program.until(lambda: program.ask("answers") == "mart")
    yield "who is it"
    program.key("Escape")
    program.key("ctrl+n")
    program.wait_focus("donor_last_name")
    yield "a new donor"
    program.key("Escape")
    yield from batch_pages(program)


def batch_pages(program: Program) -> Iterator[str]:
    """Walk a batch from its announcement to the correction of a posted gift."""
    program.key("ctrl+l")
    program.wait_focus("expectedCount")
    yield "a new batch"
    program.type("1")
    program.key("Return")
    program.type("50")
    program.key("Return")
    program.wait_focus("finder")
    program.type("querz")
    program.until(lambda: program.ask("rows", name="choices"))
    yield "the finder"
    program.key("ctrl+n")
    program.until(lambda: program.shows("newDonor"))
    yield "a new donor on the line"
    program.key("Escape", "Escape", "Escape")
    key_line(program, "104289", "50")
    program.wait_lines(1)
    yield "a batch"
    program.key("F12")
    program.wait_focus("btnConfirmPost")
    yield "posting"
    program.key("Return")
    program.until(lambda: program.shows("postedTable"))
    yield "posted"
    correct_first_line(program)
    program.until(lambda: program.shows("correctionReason"))
    yield "correcting"


def names_in(dossier: Path) -> set[str]:
    """Return the names the dossier was given in French: they are data, not the window's."""
    office = open_office(dossier)
    try:
        funds = {fund.name for fund in office.ask(ListFunds())}
        return funds | {account.label for account in office.ask(ListBankAccounts())}
    finally:
        office.close()


Begin = Callable[[str, Look, int], Program]


@pytest.fixture
def begin(start: Start) -> Begin:
    """Return what starts the program in a language, a look and a size."""

    def made(language: str, look: Look, zoom: int) -> Program:
        program = start(language, look=look, zoom=zoom)
        program.resize(*LAPTOP)
        return program

    return made


def wide(program: Program, page: str) -> list[str]:
    """Tell the sizes of window a page does not fit in."""
    found = []
    for width, height in (SMALL, LAPTOP):
        needed = program.resize(width, height)
        if needed > width:
            found.append(f"{page}: {needed} wide at {width} by {height}")
    return found


@pytest.mark.parametrize(
    ("language", "look", "zoom"), [("en", Look.DARK, 200), ("fr", Look.LIGHT, 100)]
)
def test_every_page_is_readable_whole_and_in_one_language(
    begin: Begin, language: str, look: Look, zoom: int
) -> None:
    program = begin(language, look, zoom)
    speaks, data = voice(language), names_in(program.dossier)
    found = []
    for page in pages(program, language):
        program.until(lambda: program.ask("still"), _SEARCH_S)
        found += [f"{page}: faint {text}" for text in program.ask("faint")]
        if zoom == 100 or page not in SIDEWAYS_WHEN_LARGE:
            found += [f"{page}: cut {text}" for text in program.ask("cut")]
        found += [f"{page}: Alt+{letter} is for two" for letter in program.ask("clashes")]
        found += [f"{page}: {widget} has no name" for widget in program.ask("nameless")]
        said = set(program.ask("words")) - data
        found += [f"{page}: said {words!r}" for words in sorted(said) if speaks.is_foreign(words)]
        found += wide(program, page) if zoom == 100 else []
    assert not found, "\n".join(found)
