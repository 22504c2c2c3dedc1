# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A messy workbook comes in, is known again and goes: real keys on a French keyboard, no mouse."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.usecases.donors import DonorIds, ShowDonor
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
    program.until(lambda: "I&mporter" in str(program.ask("focus")))
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


def _tab_to(program: Program, spoken: str) -> None:
    """Press Tab until something of that name has the focus."""
    for _press in range(40):
        if program.ask("focus").get("spoken") == spoken:
            return
        program.key("Tab")
        program.ask("still")
    pytest.fail(f"no Tab leads to {spoken}")


def test_whoever_is_on_file_already_is_said_to_be_with_one_key(
    dossier: Path, start: Start, tmp_path: Path
) -> None:
    office = open_office(dossier)
    known = next(
        donor
        for donor in (office.ask(ShowDonor(one)).donor for one in office.ask(DonorIds()))
        if donor.last_name and donor.address.street and donor.phone and not donor.email
    )
    before = checksums(office)
    office.close()
    home = known.address
    heads = ["Nom", "Prénom", "Adresse", "CP", "Ville", "Téléphone", "Courriel"]
    twin = [f"{known.last_name}x", known.first_name, home.street, home.postal_code, home.city]
    row = [*twin, known.phone, "autre@example.org"]
    program = start()
    _take(program, workbook(tmp_path / "fiches.xlsx", {"Feuil1": [heads, row]}))
    program.key("alt+b")
    program.until(lambda: "I&mporter" in str(program.ask("focus")))
    program.wait_text(known.number_text)
    program.wait_text("≠")
    _tab_to(program, "Donateurs peut-être déjà au fichier")
    program.key("ampersand")
    program.wait_text("1 ligne décidée")
    program.key("alt+b")
    program.wait_text("1 mis à jour")
    program.until(lambda: "I&mporter" in str(program.ask("focus")))
    program.key("alt+m")
    program.wait_text("1 fiche complétée")
    office = open_office(dossier)
    assert office.ask(ShowDonor(known.id)).donor.email == "autre@example.org"
    office.close()
    # Whoever closes believes to be alone, and discards it, where the program lost its locks.
    assert Path(f"{dossier}-wal").exists()
    program.key("alt+n")
    program.until(lambda: (program.ask("focus") or {}).get("text") == "Revenir")
    program.key("Tab", "space")
    program.wait_text("Import annulé")
    assert (program.ask("clashes"), program.ask("nameless"), program.ask("mouse")) == ([], [], 0)
    program.close()
    office = open_office(dossier)
    assert checksums(office) == before
    office.close()
