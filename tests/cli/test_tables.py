# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables in and out by words alone, with the keys of the contract."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.cli.main import run
from app.kernel.assets import asset_path
from app.wiring import ShippedDoors
from installer import samples
from tests.support.tables import text

Obole = Callable[..., tuple[int, Any]]
Say = Callable[..., tuple[int, str, str]]
SAMPLE = str(asset_path("samples", "moulin-modele.xlsx"))
KEYS = {
    *("run", "read", "created", "updated", "unchanged", "rejected", "ignored_rows"),
    *("before", "after", "file_cents", "imported_cents", "rejected_cents"),
}


def test_an_import_answers_with_the_keys_of_the_contract(obole: Obole) -> None:
    status, told = obole("import", "donors", SAMPLE, "--sheet", "Donateurs")
    assert status == 0
    assert set(told) >= KEYS
    assert set(told["created"]) == {"donors", "gifts"}
    assert set(told["before"]) == set(told["after"]) == {"donors", "gifts", "cents"}
    assert told["created"]["donors"] == told["read"] == told["after"]["donors"]
    assert [set(row) for row in told["ignored_rows"]] == [{"row", "why"}] * 2
    status, told = obole("import", "gifts", SAMPLE, "--sheet", "Dons 2023-2024", "--dry-run")
    assert (status, told["dry_run"], told["run"]) == (0, True, 0)
    (row,) = told["rejected"]
    assert (row["found"], row["column"], row["cents"]) == ("31/02/2024", "Dt don", 1500)
    assert told["file_cents"] == told["imported_cents"] + told["rejected_cents"]


def test_all_or_nothing_brings_nothing_while_a_row_is_rejected(obole: Obole) -> None:
    verb = ("import", "gifts", SAMPLE, "--sheet", "Dons 2023-2024", "--all-or-nothing")
    status, told = obole(*verb)
    assert (status, told["refused"]["code"]) == (3, "import.rejected")
    assert "31/02/2024" in told["refused"]["message"]
    assert obole("import", "history")[1]["imports"] == []
    status, told = obole(*verb, "--dry-run")
    assert (status, len(told["rejected"])) == (0, 1)


def test_how_a_text_is_written_may_be_told(obole: Obole, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Nom|Ville,x\nHébert|Rennes\n".encode("cp850"))
    form = ("--encoding", "cp850", "--separator", "bar")
    status, told = obole("import", "donors", str(path), *form, "--dry-run")
    assert (status, told["created"]["donors"]) == (0, 1)
    assert [one["column"] for one in told["columns"]] == ["Nom", "Ville,x"]
    status, told = obole("import", "donors", str(path), "--encoding", "utf-8")
    assert (status, told["trouble"]["code"]) == (4, "table.encoding")


def test_history_and_undo(obole: Obole) -> None:
    run_number = obole("import", "donors", SAMPLE)[1]["run"]
    status, told = obole("import", "history")
    assert status == 0
    assert [(one["run"], one["undone_at"]) for one in told["imports"]] == [(run_number, None)]
    status, told = obole("import", "undo", str(run_number))
    assert (status, told["undone"]) == (0, True)
    assert obole("import", "history")[1]["imports"][0]["undone_at"]
    status, told = obole("import", "undo", str(run_number))
    assert (status, told["refused"]["code"]) == (3, "import.undone")


def test_values_are_told_mended_and_rows_given_to_whom_they_are(
    obole: Obole, tmp_path: Path
) -> None:
    head = "N°;Nom;Prénom;Date;Montant;Mode\n"
    rows = "1;Abricot;Marie;03/12/2025;5;Troc\n;Bleuet;Paul;04/12/2025;6;CB\n"
    path = str(text(tmp_path / "a.csv", f"{head}{rows}1;;;05/12/2025;7;?\n"))
    status, told = obole("import", "gifts", path, "--values")
    assert status == 0
    found = [(one["field"], one["found"], one["finding"]) for one in told["values"]]
    assert found[:2] == [("means", "?", "unreadable"), ("means", "Troc", "unreadable")]
    repairs = str(text(tmp_path / "r.json", '{"means": {"Troc": "Espèces"}}'))
    people = str(text(tmp_path / "p.json", '{"3": "row 2"}'))
    choices = ("--repairs", repairs, "--people", people)
    status, told = obole("import", "gifts", path, *choices)
    assert (told["created"], len(told["rejected"])) == ({"donors": 1, "gifts": 2}, 1)
    target = tmp_path / "out.csv"
    status, again = obole("import", "rejected", str(told["run"]), path, str(target))
    assert (status, again["rows"], target.exists()) == (0, 1, True)
    status, undone = obole("import", "undo", str(told["run"]), "--rest")
    assert (status, undone["undone"], undone["left"]) == (0, True, [])
    for option in ("--repairs", "--people"):
        status, refused = obole("import", "gifts", path, option, path)
        assert (status, refused["refused"]["code"]) == (3, f"import.{option[2:]}")


def test_a_mending_is_left_out(obole: Obole, tmp_path: Path) -> None:
    path = str(text(tmp_path / "a.csv", "Nom;CP;Ville\nAbricot;1000;BOURG\n"))
    repairs = tmp_path / "repairs.json"
    repairs.write_text('{"postal_code": {"2000": null}}', encoding="utf-8")
    assert obole("import", "donors", path, "--repairs", str(repairs))[0] == 0
    (donor,) = obole("donors", "find", "abricot")[1]["donors"]
    assert donor["postal_code"] == "1000"


def test_a_mapping_says_which_is_which(obole: Obole, tmp_path: Path) -> None:
    odd = text(tmp_path / "odd.csv", "Qui;Combien;Quand\nAbricot;5;12/03/2025\n")
    status, told = obole("import", "gifts", str(odd))
    assert (status, told["refused"]["code"]) == (3, "import.columns")
    columns = {"Qui": "full_name", "Combien": "amount", "Quand": "day"}
    mapping = tmp_path / "map.json"
    mapping.write_text(json.dumps({"columns": columns, "days": "mdy"}), encoding="utf-8")
    status, told = obole("import", "gifts", str(odd), "--mapping", str(mapping))
    assert (status, told["imported_cents"]) == (0, 500)
    mapping.write_text('{"Qui": "couleur"}', encoding="utf-8")
    status, told = obole("import", "gifts", str(odd), "--mapping", str(mapping))
    assert (status, told["refused"]["code"]) == (3, "import.mapping")


def test_what_is_no_table_is_trouble(obole: Obole, tmp_path: Path) -> None:
    status, told = obole("import", "donors", str(tmp_path / "none.xlsx"))
    assert (status, told["trouble"]["code"]) == (4, "table.unreadable")


def test_exports_answer_with_rows_and_path(obole: Obole, tmp_path: Path) -> None:
    obole("import", "donors", SAMPLE)
    out = tmp_path / "donateurs.xlsx"
    status, told = obole("export", "donors", str(out))
    assert (status, told["path"]) == (0, str(out))
    assert load_workbook(out).active.max_row >= told["rows"] > 50
    status, told = obole("export", "gifts", str(tmp_path / "dons.pdf"))
    assert (status, told["refused"]["code"]) == (3, "export.format")


def test_the_whole_dossier_leaves(obole: Obole, tmp_path: Path) -> None:
    out = tmp_path / "tout.zip"
    status, told = obole("export", "whole", "--out", str(out), "--workbook")
    assert (status, told["path"], told["missing"]) == (0, str(out), [])
    assert told["tables"] > told["rows"] > 5
    status, told = obole("export", "whole", "--out", str(tmp_path / "tout.csv"))
    assert (status, told["refused"]["code"]) == (3, "whole.ending")


def test_everything_is_told_in_sentences_too(say: Say) -> None:
    status, out, _err = say("import", "gifts", SAMPLE, "--sheet", "Dons 2023-2024")
    assert status == 0
    assert "Rows rejected: 1" in out
    assert "Row 50 rejected" in out or "rejected, Dt don: “31/02/2024”" in out
    assert "To take it back: import undo 1" in out
    assert "already imported on" in say("import", "gifts", SAMPLE, "--sheet", "Dons 2023-2024")[1]
    assert "moulin-modele.xlsx" in say("import", "history")[1]
    assert "Retirés" in say("import", "undo", "1", language="fr")[1]


@pytest.mark.slow
def test_the_sample_does_the_main_job(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--json", "--lang", "fr", "--today", "2026-01-06", "sample", "--out", str(tmp_path)]
    for _again in range(2):
        assert run(words, ShippedDoors()) == 0
        said = capsys.readouterr()
        told = json.loads(said.out)
        assert (told["count"], told["cents"], told["receipted_cents"]) == (40, 224_000, 224_000)
        assert len(list((tmp_path / "recus").glob("*.pdf"))) == told["receipts"]
        assert {path.name for path in tmp_path.iterdir()} >= {
            *("moulin-modele.obole", "bordereau-2026-001.pdf", "recus-2025.pdf"),
            *("donateurs.xlsx", "dons.xlsx"),
        }
        assert "validation est donc refusée" in said.err


def test_the_sample_workbook_can_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(samples, "TARGET", tmp_path / "again.xlsx")
    samples.main()
    assert (tmp_path / "again.xlsx").read_bytes() == Path(SAMPLE).read_bytes()


def test_the_accountants_package_answers_with_the_keys_of_the_contract(
    obole: Obole, tmp_path: Path
) -> None:
    out = str(tmp_path / "package.zip")
    status, told = obole("export", "accountant", "--year", "2025", "--out", out)
    assert status == 0
    keys = {"files", "entries", "lines", "debit_cents", "credit_cents", "controls"}
    assert set(told) >= keys
    assert told["debit_cents"] == told["credit_cents"]
    assert all(set(one) == {"name", "left_cents", "right_cents", "ok"} for one in told["controls"])
    assert all(one["ok"] for one in told["controls"])
    status, told = obole("export", "accountant", "--closing", "2025-08-31", "--out", "a.xlsx")
    assert (status, told["refused"]["code"]) == (3, "accountant.ending")


def test_columns_are_kept_by_name_and_used(obole: Obole, tmp_path: Path) -> None:
    obole("import", "donors", SAMPLE)
    status, told = obole("export", "columns", "donors")
    assert (status, told["columns"][0]["key"], told["models"]) == (0, "number", [])
    words = ("export", "model", "donors", "Étiquettes")
    assert obole(*words, "--columns", "city,last_name", "--usual")[0] == 0
    status, told = obole(*words, "--rename", "Adresses")
    assert told == {"name": "Adresses", "columns": ["city", "last_name"], "usual": True}
    out = tmp_path / "a.csv"
    out_words = ("export", "donors", str(out), "--model", "adresses", "--csv", "french")
    assert obole(*out_words)[0] == 0
    assert out.read_text(encoding="utf-8-sig").startswith("City;Last name")
    assert obole("export", "model", "donors", "adresses", "--forget")[0] == 0
    status, told = obole(*out_words)
    assert (status, told["refused"]["code"]) == (3, "export.model")


def test_a_list_kept_by_name_is_a_segment_written_out(obole: Obole, tmp_path: Path) -> None:
    obole("import", "donors", SAMPLE)
    obole("donors", "list", "--columns", "name,city", "--save", "Tous")
    out = tmp_path / "a.csv"
    status, told = obole("export", "segment", str(out), "--segment", "tous")
    assert (status, told["path"]) == (0, str(out))
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == told["rows"] + 1
    asked = ("export", "segment", str(out), "--segment", "tous", "--csv", "french")
    rows = told["rows"]
    obole("export", "model", "donors", "Adresses", "--columns", "city,number,salutation")
    for chosen in (("--model", "adresses"), ("--columns", "city,number,salutation")):
        status, told = obole(*asked, *chosen)
        head, *lines = out.read_text(encoding="utf-8-sig").splitlines()
        assert (status, told["rows"], len(lines)) == (0, rows, rows)
        assert head == "City;Donor number;Salutation"
    assert obole(*asked, "--columns", "colour")[1]["refused"]["code"] == "export.column"
    words = ("export", "segment", str(out), "--segment", "personne")
    assert obole(*words)[1]["refused"]["code"] == "list.unknown"
