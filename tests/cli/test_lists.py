# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of donors by words alone."""

from pathlib import Path

from openpyxl import load_workbook

from app.cli.main import REFUSED
from tests.cli.conftest import Obole


def _create(obole: Obole, name: str, city: str, *more: str) -> str:
    where = ("--street", "1 rue du Pré", "--postal-code", "35000", "--city", city)
    status, told = obole("donors", "create", "--last-name", name, *where, *more)
    assert status == 0
    return str(told["number"])


def test_a_list_is_made_by_conditions_sorted_and_written_out(obole: Obole, tmp_path: Path) -> None:
    _create(obole, "Zola", "Rennes")
    _create(obole, "Éluard", "RENNES", "--email", "paul@exemple.invalid")
    _create(obole, "Sand", "Nohant")
    status, told = obole(
        "donors", "list", "--where", "city=rennes", "--columns", "name,email,total",
        "--sort", "name", "--descending",
    )  # fmt: skip
    assert (status, told["count"], told["total_cents"]) == (0, 2, 0)
    assert told["conditions"] == ["city=rennes"]
    assert [one["name"] for one in told["donors"]] == ["ZOLA", "ÉLUARD"]
    assert told["donors"][1]["email"] == "paul@exemple.invalid"
    out = tmp_path / "a.xlsx"
    words = ("donors", "list", "--where", "city=rennes", "--where", "email=yes")
    assert obole(*words, "--out", str(out))[1]["rows"] == 1
    assert load_workbook(out).active["A2"].value == "ÉLUARD"


def test_a_list_is_kept_and_opened_by_its_name(obole: Obole) -> None:
    _create(obole, "Zola", "Rennes")
    _create(obole, "Sand", "Nohant")
    words = ("--where", "city=rennes", "--columns", "name,city", "--save", "Rennais")
    assert obole("donors", "list", *words)[1]["name"] == "Rennais"
    _create(obole, "Hugo", "Rennes")
    told = obole("donors", "list", "--list", "rennais")[1]
    assert told["donors"] == [
        {"name": "HUGO", "city": "Rennes"},
        {"name": "ZOLA", "city": "Rennes"},
    ]
    assert obole("donors", "list", "--list", "rennais", "--where", "email=yes")[1]["count"] == 0
    (kept,) = obole("donors", "lists")[1]["lists"]
    assert (kept["name"], kept["conditions"]) == ("Rennais", ["city=rennes"])
    assert obole("donors", "lists", "--forget", "Rennais")[1]["lists"] == []
    assert obole("donors", "list", "--list", "Rennais")[0] == REFUSED


def test_labels_paper_tags_and_tasks_of_a_list(obole: Obole, tmp_path: Path) -> None:
    _create(obole, "Zola", "Rennes")
    hugo = _create(obole, "Hugo", "Rennes")
    obole("donors", "archive", hugo)
    labels, paper = tmp_path / "labels.pdf", tmp_path / "list.pdf"
    words = ("donors", "list", "--where", "city=Rennes")
    told = obole(*words, "--labels", str(labels), "--sheet", "L7163", "--out", str(paper))[1]
    assert (told["labels"]["count"], told["labels"]["left_out"]) == (1, {"archived": 1})
    assert told["rows"] == 2
    assert all(path.read_bytes().startswith(b"%PDF") for path in (labels, paper))
    assert obole(*words, "--labels", str(labels), "--sheet", "A4")[0] == REFUSED
    told = obole(*words, "--tag", "Lettre", "--task", "Remercier", "--due", "2026-02-01")[1]
    assert (told["tagged"], told["tasks"]) == (2, 2)
    assert obole("donors", "list", "--where", "tag=lettre")[1]["count"] == 2
    assert obole(*words, "--untag", "lettre")[1]["untagged"] == 2


def test_what_is_no_condition_or_column_is_refused(obole: Obole) -> None:
    for wrong in (("--where", "colour=red"), ("--columns", "colour"), ("--sort", "colour")):
        status, told = obole("donors", "list", *wrong)
        assert status == REFUSED
        assert told["refused"]["code"].startswith("list.")
