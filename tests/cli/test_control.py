# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What controls a batch, by words."""

from pathlib import Path

from tests.cli.conftest import Obole
from tests.support.pdf import text_of

_CLUE = ("--clue", "M. Durand")


def test_rules_are_shown_and_set(obole: Obole) -> None:
    status, told = obole("batches", "rules")
    off = {
        "difference_allowed": False,
        "two_persons": False,
        "double_keying": False,
        "warning": None,
    }
    assert (status, told) == (0, off)
    assert obole("batches", "rules", "--double-keying", "yes")[1] == off | {"double_keying": True}
    status, told = obole("batches", "rules", "--two-persons", "yes")
    assert (status, told["refused"]["code"]) == (3, "batch_rules.alone")


def test_a_batch_is_opened_from_a_model_a_tape_and_parts(obole: Obole) -> None:
    obole("batches", "model", "Quête", "--kind", "cash", "--comment", "dimanche")
    (model,) = obole("batches", "models")[1]["models"]
    assert (model["model"], model["kind"], model["comment"]) == ("Quête", "cash", "dimanche")
    told = obole("batches", "open", "--model", "quête", "--tape", "12,50", "30")[1]
    assert (told["kind"], told["expected_count"], told["expected_total_cents"]) == ("cash", 2, 4250)
    words = ("--part", "cheque:1:50", "--part", "cash:1:20", "--counted", "20x1")
    told = obole("batches", "open", "--kind", "mixed", *words)[1]
    assert (told["expected_count"], told["expected_total_cents"]) == (2, 7000)
    assert obole("batches", "open", "--part", "shells:1:2")[1]["refused"]["code"] == "batch.part"
    assert obole("batches", "open", "--model", "Noël")[0] == 3
    assert obole("batches", "model", "Quête", "--remove")[0] == 0
    assert obole("batches", "models")[1]["models"] == []


def test_amounts_are_keyed_again(obole: Obole) -> None:
    obole("batches", "open")
    obole("batches", "add", "2026-001", *_CLUE, "--amount", "50")
    asked = obole("batches", "again", "2026-001")[1]
    assert (asked["position"], asked["name"], asked["done"]) == (1, "M. Durand", 0)
    assert obole("batches", "again", "2026-001", "--amount", "55")[1]["verdict"] == "look"
    told = obole("batches", "again", "2026-001", "--amount", "50")[1]
    assert (told["verdict"], told["line"], told["done"], told["wanted"]) == ("agree", None, 1, 1)


def test_the_list_is_narrowed_and_the_report_written(obole: Obole, tmp_path: Path) -> None:
    obole("batches", "open", "--comment", "Appel de Noël")
    obole("batches", "open")
    for words, numbers in (
        (("--find", "noel"), ["2026-001"]),
        (("--state", "posted"), []),
        (("--by", "Nobody"), []),
        (("--year", "2026"), ["2026-002", "2026-001"]),
    ):
        found = obole("batches", "list", *words)[1]["batches"]
        assert [one["batch"] for one in found] == numbers
    obole("batches", "add", "2026-001", *_CLUE, "--amount", "50")
    pdf = tmp_path / "list.pdf"
    assert obole("batches", "report", "2026-001", "--out", str(pdf))[1]["pdf"] == str(pdf)
    assert pdf.read_bytes().startswith(b"%PDF")
    compared = obole("batches", "show", "2026-001")[1]["comparison"]
    assert (compared["last"], compared["week_count"]) == (None, 0)


def test_a_draft_is_counted_again(obole: Obole) -> None:
    obole("batches", "open", "--kind", "cash", "--expected-count", "2", "--counted", "20x3")
    words = ("--expected-count", "2", "--counted", "20x2 10x1")
    status, told = obole("batches", "recount", "2026-001", *words)
    assert status == 0
    assert (told["expected_count"], told["expected_total_cents"]) == (2, 50_00)
    assert told["tape"] is False
    status, told = obole("batches", "recount", "2026-001")
    assert (told["expected_count"], told["expected_total_cents"]) == (None, None)


def test_the_slip_of_a_pause_is_written(obole: Obole, tmp_path: Path) -> None:
    obole("batches", "open")
    out = tmp_path / "slip.pdf"
    assert obole("batches", "marker", "2026-001", "--out", str(out))[0] == 3
    obole("batches", "add", "2026-001", "--clue", "Mme X", "--amount", "50")
    assert obole("batches", "marker", "2026-001", "--out", str(out))[0] == 0
    assert "Pile stopped at line 1" in text_of(out.read_bytes())
