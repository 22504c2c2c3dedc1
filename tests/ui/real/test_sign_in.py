# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""« Qui saisit ? » with real keys on a French keyboard."""

from pathlib import Path

import pytest

from app.domain.users import Role, User
from app.usecases.users import SaveUser
from tests.ui.real.conftest import Start
from tests.ui.real.program import Program
from tests.ui.real.test_pages import LAPTOP, SMALL, open_office

pytestmark = pytest.mark.screen
PHRASE = "le moulin tourne au vent"


@pytest.fixture
def asking(dossier: Path, start: Start) -> Program:
    """The program before a dossier of three users."""
    office = open_office(dossier)
    try:
        office.do(SaveUser(User(name="Basile", role=Role.ENTRY)))
        office.do(SaveUser(User(name="Claire", role=Role.TREASURER), PHRASE))
    finally:
        office.close()
    return start(awaited="user1")


def test_the_digit_row_chooses_as_it_is_typed_on_azerty(asking: Program) -> None:
    assert not asking.ask("ready")
    asking.key("eacute")
    asking.until(lambda: asking.ask("ready"))
    asking.wait_text("Basile")
    assert asking.ask("mouse") == 0


def test_arrows_and_enter_choose_and_the_passphrase_is_typed(asking: Program) -> None:
    asking.key("Down", "Return")
    asking.wait_focus("passphrase")
    asking.type("le moulin ne tourne pas")
    asking.key("Return")
    asking.wait_text("Ce n’est pas la phrase de passe de Claire")
    asking.wait_focus("passphrase")
    assert not asking.ask("ready")
    asking.type(PHRASE)
    asking.key("KP_Enter")
    asking.until(lambda: asking.ask("ready"))
    asking.wait_text("Claire")


def test_the_user_is_changed_from_the_menu(asking: Program) -> None:
    asking.key("ampersand")
    asking.until(lambda: asking.ask("ready"))
    asking.until(lambda: asking.ask("focus"))
    asking.key("alt+f")
    asking.key("u")
    asking.wait_focus("user1")
    assert not asking.ask("ready")
    asking.key("Right")
    asking.wait_focus("user2")
    asking.key("KP_Enter")
    asking.until(lambda: asking.ask("ready"))
    asking.wait_text("Basile")
    assert asking.ask("mouse") == 0


def test_the_page_is_sound_at_both_sizes(asking: Program) -> None:
    for width, height in (LAPTOP, SMALL):
        assert asking.resize(width, height) <= width
    assert (asking.ask("clashes"), asking.ask("nameless")) == ([], [])
    asking.key("Escape")
    asking.wait_text("Créer mon association")
    assert (asking.ask("clashes"), asking.ask("nameless")) == ([], [])
