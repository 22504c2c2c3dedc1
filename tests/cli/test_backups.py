# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``obole backup``: created, verified and restored by words alone."""

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Obole


def test_a_backup_is_created_verified_and_restored(
    obole: Obole, dossier: Path, tmp_path: Path
) -> None:
    status, made = obole("backup", "create", str(tmp_path / "copies"))
    assert status == 0
    assert made["ok"]
    keys = {"path", "ok", "donors", "gifts", "cents"}
    assert keys <= set(made)
    status, checked = obole("backup", "verify", made["path"])
    assert (status, checked["ok"], checked["gifts"]) == (0, True, 0)
    new = tmp_path / "new.obole"
    status, restored = obole("backup", "restore", made["path"], "--to", str(new))
    assert (status, restored["path"], restored["ok"]) == (0, str(new), True)
    status, again = obole("backup", "restore", made["path"], "--to", str(new))
    assert (status, again["trouble"]["code"]) == (4, "dossier.exists")
    status, replaced = obole("backup", "restore", made["path"], "--to", str(new), "--replace")
    assert status == 0
    assert Path(replaced["kept"]).exists()


def test_the_plan_is_chosen_by_words(obole: Obole, tmp_path: Path) -> None:
    folder = tmp_path / "kept here"
    status, plan = obole("backup", "plan", "--folder", str(folder), "--no-at-exit", "--no-second")
    assert status == 0
    assert plan == {"folder": str(folder), "label": "", "at_exit": False}
    assert obole("backup", "create")[0] == 0
    status, listed = obole("backup", "list")
    assert [Path(copy["path"]).parent for copy in listed["copies"]] == [folder]
    assert listed["age"] == "fresh"


def test_sentences_say_what_was_copied(
    say: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    status, out, _err = say("backup", "create", str(tmp_path / "c"), language="fr")
    assert status == 0
    assert "Copié et relu" in out
    assert "0,00\u00a0€" in out
    status, out, _err = say("backup", "list", language="fr")
    assert status == 0


def test_a_damaged_copy_is_told_in_a_sentence(
    say: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "a.obole").write_text("nothing")
    status, _out, err = say("backup", "verify", str(tmp_path / "a.obole"))
    assert status == 4
    assert "is not an Obole dossier" in err
