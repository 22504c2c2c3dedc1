# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A messy workbook comes in, is known again and goes: real keys on a French keyboard, no mouse."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.tables import workbook
from tests.ui.real.conftest import Start
from tests.ui.real.program import Program
from tests.ui.real.test_pages import open_office
from tests.usecases.test_imports_undone import checksums

pytestmark = pytest.mark.screen
ROWS: tuple[list[object], ...] = (
    ["Dons de fin d'année"],
    [],
    ["Nom", "Prénom", "CP", "Dt don", "Mt", "Mode"],
    ["Quazimodor", "Ida", 35000, 45994, 50, "CHQ"],
    ["Quazimodor", "Ida", 35000, "04/12/2025", "1 234,50 €", "VIR"],
    ["Zorglondin", "Paul", 1000, "05/12/25", 20, "Chéqe"],
    ["Total", "", "", "", 1304.5, ""],
)


def _take(program: Program, path: Path) -> None:
    program.key("ctrl+i")
    program.until(lambda: "Choisir" in str(program.ask("focus")))
    program.key("Return")
    program.wait_focus("fileNameEdit")
    program.until(lambda: _typed(program, str(path)))
    program.key("Return")
    program.wait_text(path.name)


def _typed(program: Program, text: str) -> bool:
    """Type a file name; a dialog that opens may still swallow the first keys."""
    program.key("ctrl+a")
    program.type(text)
    program.ask("still")
    return bool(program.ask("focus").get("text") == text)


def _counts(dossier: Path) -> list[int]:
    """Count donors, gifts and imports from outside, while the program runs."""
    tables = ("donor", "gift", "import_run")
    with closing(sqlite3.connect(f"{dossier.as_uri()}?mode=ro", uri=True)) as reading:
        return [reading.execute(f"SELECT count(*) FROM {one}").fetchone()[0] for one in tables]


def test_a_messy_workbook_comes_in_is_known_again_and_is_undone(
    dossier: Path, start: Start, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "cahier.xlsx", {"Feuil1": ROWS})
    office = open_office(dossier)
    before = checksums(office)
    office.close()
    start_counts = _counts(dossier)
    program = start()
    _take(program, path)
    program.key("alt+l")
    program.key("alt+b")
    program.wait_text("rien n’est encore écrit")
    program.wait_text("1\u202f304,50\u00a0€")
    program.wait_text("1 écarté")
    assert _counts(dossier) == start_counts
    program.key("alt+m")
    program.wait_text("Importé\u00a0: 1 donateur et 2 dons ajoutés.")
    program.key("Escape")
    program.until(lambda: "blanc" in str(program.ask("focus")))
    program.key("alt+b")
    program.wait_text("a déjà été importé le")
    program.key("Escape")
    program.until(lambda: "blanc" in str(program.ask("focus")))
    program.key("alt+p")
    program.until(lambda: "Importations passées" in str(program.ask("focus")))
    program.key("alt+n")
    program.until(lambda: (program.ask("focus") or {}).get("text") == "Revenir")
    program.key("Tab", "space")
    program.wait_text("Import annulé\u00a0: 1 donateur et 2 dons retirés.")
    assert (program.ask("clashes"), program.ask("nameless"), program.ask("mouse")) == ([], [], 0)
    program.close()
    office = open_office(dossier)
    assert checksums(office) == before
    office.close()
