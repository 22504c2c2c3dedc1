# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of donors is made, selected and kept by name with real keys alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.addresses import Address
from app.domain.donors import Donor
from app.usecases.donors import CreateDonor
from tests.ui.real.conftest import Start
from tests.ui.real.test_pages import open_office

pytestmark = pytest.mark.screen


@pytest.fixture
def two_in_town(dossier: Path) -> Path:
    """The dossier with two more donors, both of a town nobody else lives in."""
    office = open_office(dossier)
    try:
        for name in ("Wextrom", "Wyndal"):
            home = Address(street="3 rue Haute", postal_code="29999", city="KERVELO")
            office.do(CreateDonor(Donor(last_name=name, address=home)))
    finally:
        office.close()
    return dossier


def _asked(dossier: Path, sql: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(f"file:{dossier}?mode=ro", uri=True)) as base:
        return base.execute(sql).fetchall()


def test_columns_are_chosen_moved_and_kept_from_the_keyboard(start: Start, dossier: Path) -> None:
    program = start()
    program.key("ctrl+shift+e")
    program.wait_focus("exportList")
    program.key("Down")
    program.key("alt+h")
    program.wait_focus("exportColumns")
    program.key("alt+Down")
    program.key("space")
    program.key("alt+n")
    program.wait_focus("modelName")
    program.type("Bilan")
    program.key("ctrl+Return")
    program.wait_text("Gardé\u00a0: Bilan")
    ((kind, columns),) = _asked(dossier, "SELECT kind, columns FROM export_model")
    assert (kind, columns.split(",")[:2]) == ("gifts", ["batch", "donor_number"])
    assert program.ask("mouse") == 0


def test_a_list_is_made_and_kept_by_name_from_the_keyboard(start: Start, two_in_town: Path) -> None:
    program = start()
    program.key("ctrl+k")
    program.type("donateurs")
    program.key("Return")
    program.wait_focus("donorFilter")
    program.key("ctrl+shift+f")
    program.wait_focus("list_city")
    program.type("kervelo")
    program.key("ctrl+Return")
    program.wait_focus("donorsTable")
    program.wait_text("commune\u00a0: kervelo")
    program.wait_text("2 donateurs trouvés")
    program.key("ctrl+a")
    program.wait_text("2 donateurs sélectionnés")
    program.key("ctrl+shift+f")
    program.wait_focus("list_city")
    program.key("alt+n")
    program.type("Ceux de Kervelo")
    program.key("ctrl+Return")
    program.wait_text("Ceux de Kervelo\u00a0: commune\u00a0: kervelo")
    assert _asked(two_in_town, "SELECT name, written FROM saved_list") == [
        ("Ceux de Kervelo", "city=kervelo")
    ]
    assert program.ask("mouse") == 0
