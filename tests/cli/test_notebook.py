# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The migration notebook from a terminal."""

from pathlib import Path

from tests.cli.conftest import Obole
from tests.support.tables import text

GIVEN = "Nom;Prénom;Date;Montant;Mode\nAbricot;Marie;03/12/2024;50;CB\n"


def test_a_migration_is_kept_and_signed(obole: Obole, tmp_path: Path) -> None:
    assert obole("notebook", "show")[1] == {"notebook": None}
    assert obole("notebook", "report", "--out", str(tmp_path / "a.pdf"))[0] == 3
    assert obole("notebook", "begin", "civicrm")[0] == 0
    assert obole("notebook", "begin", "civicrm")[0] == 3
    status, told = obole("notebook", "step", "backup", "--note", "on the key")
    assert (status, told["steps"][3]) == (0, {"step": "backup", "done": True, "note": "on the key"})
    told = obole("notebook", "step", "backup", "--undone")[1]
    assert told["steps"][3]["done"] is False
    assert obole("import", "gifts", str(text(tmp_path / "dons.csv", GIVEN)))[0] == 0
    figure = ("notebook", "figure", "gifts", "--year", "2024")
    told = obole(*figure, "--count", "2", "--amount", "60")[1]
    assert told["figures"][1]["verdict"] == "differs"
    assert obole("notebook", "finish")[0] == 3
    assert obole(*figure)[1]["figures"][1]["verdict"] == "untold"
    assert obole(*figure, "--count", "1", "--amount", "50")[0] == 0
    status, told = obole("notebook", "finish")
    assert (status, told["notebook"]["finished_on"] is not None) == (0, True)
    assert obole("notebook", "report", "--out", str(tmp_path / "a.pdf"))[0] == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert obole("notebook", "reopen", "--reason", "one more file")[0] == 0
