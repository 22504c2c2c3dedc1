# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Alt letters: unique on every page of the desk, and every widget has a name, in both languages."""

import pytest

from tests.ui.real.conftest import Start
from tests.ui.real.program import Program
from tests.ui.real.test_correcting import correct_first_line
from tests.ui.real.test_keying import key_line

pytestmark = pytest.mark.screen


def unsound(program: Program) -> list[str]:
    """Return the letters shared on the page shown, and what is nameless there."""
    return [*program.ask("clashes"), *program.ask("nameless")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_the_desk_is_sound(start: Start, language: str) -> None:
    program = start(language)
    program.key("ctrl+l")
    program.wait_focus("expectedCount")
    assert unsound(program) == []
    program.type("1")
    program.key("Return")
    program.type("50")
    program.key("Return")
    program.wait_focus("finder")
    assert unsound(program) == []
    program.type("querz")
    program.key("ctrl+n")
    program.until(lambda: program.shows("newDonor"))
    assert unsound(program) == []
    program.key("Escape", "Escape", "Escape")
    key_line(program, "104289", "50")
    program.wait_lines(1)
    program.key("F12")
    program.wait_focus("btnConfirmPost")
    assert unsound(program) == []
    program.key("Return")
    program.until(lambda: program.shows("postedTable"))
    assert unsound(program) == []
    correct_first_line(program)
    program.until(lambda: program.shows("correctionReason"))
    program.until(lambda: program.ask("focus"))
    assert unsound(program) == []
    program.key("Escape")
    program.until(lambda: program.shows("postedTable"))
    program.until(lambda: (program.ask("focus") or {}).get("kind") == "QPushButton")
    program.key("Return")
    program.until(lambda: program.shows("depositLines"))
    assert unsound(program) == []
