# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last act is taken back with real keys, from anywhere in the window."""

from pathlib import Path

import pytest

from app.usecases.donors import FindDonors, ShowDonor
from app.usecases.duplicates import MergeDonors, ShowPair
from tests.support.giving import new_donor
from tests.ui.real.conftest import Start
from tests.ui.real.program import Program
from tests.ui.real.test_pages import open_office

pytestmark = pytest.mark.screen


def merged_on_file(dossier: Path) -> int:
    """Make one of two donors; return how many the finder knows."""
    office = open_office(dossier)
    try:
        one, other = (new_donor(office, name) for name in ("Zyxwort", "Zyxworte"))
        view = office.ask(ShowPair(one.id, other.id))
        office.do(MergeDonors(view.kept, view.gone))
        return len(office.ask(FindDonors("zyxwort")))
    finally:
        office.close()


def found(program: Program) -> int:
    """Return how many donors of that name are on file."""
    office = open_office(program.dossier)
    try:
        lines = office.ask(FindDonors("zyxwort"))
        return sum(office.ask(ShowDonor(line.id)).donor.first_name == "Zoé" for line in lines)
    finally:
        office.close()


def test_a_merge_of_another_day_is_taken_back_in_two_strokes(start: Start, dossier: Path) -> None:
    """Closed and opened again, the dossier still knows how to part the two."""
    assert merged_on_file(dossier) == 1
    program = start()
    program.key("ctrl+j")
    program.wait_focus("actsTable")
    program.until(lambda: program.ask("widget", name="takeBack")["enabled"])
    assert (program.ask("clashes"), program.ask("nameless")) == ([], [])
    program.key("alt+a")
    program.wait_text("Annulé")
    program.until(lambda: found(program) == 2)
    assert program.ask("mouse") == 0
