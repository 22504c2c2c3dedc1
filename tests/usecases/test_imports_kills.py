# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The power is cut while a file comes in over what is on file, or goes: all of it, or nothing."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.domain.imports.fields import ImportKind
from app.usecases.audit import VerifyAudit
from app.usecases.donors import FindDonors, ShowDonor
from app.usecases.dossier import Examine
from app.usecases.imports import ListImports, RunImport
from app.usecases.imports.undoing import UndoImport
from app.usecases.office import Office
from app.wiring import ShippedDoors
from tests.conftest import MakeOffice
from tests.support.cuts import KILLS
from tests.support.tables import text
from tests.usecases.test_imports_undone import checksums

_ON_FILE, _COMING = 60, 120
_CUTS = (KILLS + 1) // 2
_ACTS = 4
"""Two imports and their undoing: the cut falls in any of them."""
_ROOT = Path(__file__).resolve().parents[2]


def _tables(folder: Path) -> tuple[Path, Path, Path]:
    """Write those on file, those who come over them and beside them, and their gifts."""
    known = "".join(f"M{i};Nom{i:03d};1 rue Haute;\n" for i in range(_ON_FILE))
    come = "".join(f"M{i};Nom{i:03d};9 rue Neuve;06 39 98 {i // 100:02d} {i % 100:02d}\n"
                   for i in range(_COMING))  # fmt: skip
    given = "".join(f"M{i};03/12/2025;{i + 1};CB\n" for i in range(_COMING))
    head = "N°;Nom;Adresse;Téléphone\n"
    return (
        text(folder / "a.csv", head + known),
        text(folder / "b.csv", head + come),
        text(folder / "c.csv", "N°;Date;Montant;Mode\n" + given),
    )


def _work_and_die(words: list[str], chance: random.Random) -> list[list[str]]:
    """Let a clerk import for a moment, kill -9, and return what was confirmed."""
    command = [sys.executable, "-m", "tests.support.importer", *words]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as clerk:
        assert clerk.stdout is not None
        told = [clerk.stdout.readline() for _ in range(chance.randint(1, _ACTS + 2))]
        time.sleep(chance.uniform(0, 0.1))
        clerk.kill()
        told += clerk.stdout.readlines()
    return [line.split() for line in told if line.endswith("\n")]


def _check(office: Office, told: list[list[str]]) -> list[int]:
    """Each import stands whole or not at all, and as it was told; return those that stand."""
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyAudit()).ok
    runs = {run.id: run for run in office.ask(ListImports())}
    for word, number in (words for words in told if len(words) == 2):
        assert int(number) in runs
        assert word == "imported" or runs[int(number)].undone_at is not None
    standing = sorted(run.id for run in runs.values() if run.undone_at is None)[1:]
    kinds = {runs[number].kind for number in standing}
    donor = office.ask(ShowDonor(office.ask(FindDonors("nom007"))[0].id))
    over = ImportKind.DONORS.value in kinds
    assert (donor.donor.address.street == "9 rue Neuve") is over
    assert len(donor.gifts) == int(ImportKind.GIFTS.value in kinds)
    return standing


@pytest.mark.slow
def test_an_import_and_its_undoing_are_whole_after_every_cut(
    make_office: MakeOffice, tmp_path: Path
) -> None:
    location = str(tmp_path / "dossier.obole")
    known, *coming = _tables(tmp_path)
    office = make_office(location)
    office.do(RunImport(ImportKind.DONORS, known))
    start = checksums(office)
    chance = random.Random(53)
    words: list[list[str]] = []
    for _ in range(_CUTS):
        told = _work_and_die([location, *map(str, coming)], chance)
        words += told
        after = ShippedDoors().open(location)
        try:
            for run in reversed(_check(after, words)):
                after.do(UndoImport(run))
            assert checksums(after) == start
        finally:
            after.close()
    assert ["ready"] in words
