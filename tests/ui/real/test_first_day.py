# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first day of an association, from the page without a dossier to its second user."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.usecases.organisation import GetOrganisation
from app.usecases.users import ListUsers
from tests.ui.real.desktop import Desktop
from tests.ui.real.program import Program
from tests.ui.real.test_looks import visit
from tests.ui.real.test_pages import open_office

pytestmark = pytest.mark.screen


@pytest.fixture
def empty(display: Desktop, tmp_path: Path) -> Iterator[Program]:
    """The program without a dossier; documents are kept in a folder of the test."""
    settings = tmp_path / "settings"
    settings.mkdir()
    kept = f'XDG_DOCUMENTS_DIR="{tmp_path}"\n'
    (settings / "user-dirs.dirs").write_text(kept, encoding="utf-8")
    program = Program(display, Path(), settings, awaited="makeFirst")
    yield program
    program.close()


def wait_spoken(program: Program, name: str) -> None:
    program.until(lambda: (program.ask("focus") or {}).get("spoken") == name)


def test_an_association_and_a_second_user_are_made_without_the_mouse(
    empty: Program, tmp_path: Path
) -> None:
    empty.key("Return")
    wait_spoken(empty, "Nom de l’association")
    empty.type("Les Amis du Lavoir")
    empty.key("Return")
    empty.type("Odile")
    empty.key("Return")
    empty.until(lambda: empty.ask("ready"))
    empty.until(lambda: empty.ask("focus"))
    visit(empty, "Réglages")
    empty.wait_focus("settingsPages")
    for _page in range(empty.ask("list", name="settingsPages").index("Utilisateurs")):
        empty.key("Down")
    empty.key("Tab", "Return")
    wait_spoken(empty, "Nom")
    empty.type("Béatrice")
    empty.key("Return")
    empty.wait_text("Enregistré.")
    assert empty.ask("mouse") == 0
    empty.close()
    office = open_office(tmp_path / "les-amis-du-lavoir.obole")
    try:
        assert office.ask(GetOrganisation()).name == "Les Amis du Lavoir"
        assert {user.name for user in office.ask(ListUsers())} == {"Odile", "Béatrice"}
    finally:
        office.close()
