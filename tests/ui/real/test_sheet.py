# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A donor is created, given a task and a second telephone, and found by it, with real keys."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.ui.real.conftest import Start
from tests.ui.real.program import Program

pytestmark = pytest.mark.screen
_LAST_DONOR = "(SELECT max(id) FROM donor)"


def of_the_newest(dossier: Path, columns: str, table: str) -> list[tuple[Any, ...]]:
    """Return the rows a table has of the donor created last."""
    with closing(sqlite3.connect(f"file:{dossier}?mode=ro", uri=True)) as base:
        wanted = f"SELECT {columns} FROM {table} WHERE donor_id = {_LAST_DONOR}"
        return base.execute(wanted).fetchall()


def create(program: Program, name: str) -> None:
    """Put somebody on file under this name."""
    program.key("ctrl+n")
    program.wait_focus("donor_last_name")
    program.type(name)
    program.key("ctrl+Return")
    program.wait_focus("donorsTable")
    program.wait_text(f"{name.upper()}")


def test_a_task_is_given_from_the_keyboard_alone(start: Start, dossier: Path) -> None:
    program = start()
    create(program, "Wextrom")
    program.key("ctrl+t")
    program.wait_focus("sheetFollowed_what")
    program.key("Return")
    program.wait_focus("sheetFollowed_text")
    program.type("Rappeler jeudi")
    program.key("Tab")
    program.wait_focus("sheetFollowed_due_on")
    program.key("Return")
    program.wait_focus("sheetFollowed_assignee")
    program.key("Return")
    program.wait_focus("sheetFollowedTable")
    program.wait_text("Rappeler jeudi")
    ((text, done_on),) = of_the_newest(dossier, "text, done_on", "donor_task")
    assert (text, done_on) == ("Rappeler jeudi", None)
    program.key("Down", "Home")
    program.key("alt+a")
    program.until(lambda: of_the_newest(dossier, "done_on", "donor_task")[0][0])
    assert program.ask("mouse") == 0


def test_a_second_telephone_is_typed_and_found_in_another_spacing(
    start: Start, dossier: Path
) -> None:
    program = start()
    create(program, "Wextrom")
    program.key("ctrl+t")
    program.wait_focus("sheetFollowed_what")
    program.key("Escape")
    program.wait_focus("sheetFollowedTable")
    program.key("shift+Tab")
    program.until(lambda: (program.ask("focus") or {}).get("kind") == "QTabBar")
    program.key("Left")
    program.until(lambda: program.shows("sheetReachedTable"))
    program.key("Tab")
    program.wait_focus("sheetReachedTable")
    program.key("Tab")
    program.wait_focus("sheetReachedAdd")
    program.key("space")
    program.wait_focus("sheetReached_what")
    program.key("Return")
    program.wait_focus("sheetReached_value")
    program.type("02.98.76.54.32")
    program.key("Return", "Return")
    program.wait_focus("sheetReachedTable")
    assert of_the_newest(dossier, "value", "donor_contact") == [("+33298765432",)]
    program.key("ctrl+f")
    program.type("+33 2 98 76 54")
    program.until(
        lambda: (
            program.ask("rows", name="donorsTable")
            and program.ask("rows", name="donorsTable")[0][0] == "WEXTROM"
        )
    )
    assert program.ask("mouse") == 0
