# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A donor's whole sheet by words alone."""

from pathlib import Path

import pytest

from app.cli.main import REFUSED
from tests.cli.conftest import Obole


@pytest.fixture
def number(obole: Obole) -> str:
    """The number of somebody put on file by words."""
    status, told = obole(
        "donors", "create", "--last-name", "Dupont", "--first-name", "Marie",
        "--street", "12 rue du Pré", "--postal-code", "35000", "--city", "Rennes",
    )  # fmt: skip
    assert (status, told["name"]) == (0, "DUPONT Marie")
    return str(told["number"])


def test_fields_are_changed_and_the_others_stay(obole: Obole, number: str) -> None:
    assert obole("donors", "edit", number, "--city", "Vitré")[1]["changed"]
    assert not obole("donors", "edit", number, "--city", "Vitré")[1]["changed"]
    shown = obole("donors", "show", number)[1]
    assert shown["address"]["lines"][-2:] == ["12 RUE DU PRE", "35000 VITRE"]
    assert shown["names"]["first_name"] == "Marie"
    status, told = obole("donors", "edit", number, "--email", "marie")
    assert (status, told["refused"]["code"]) == (3, "donor.email")


def test_an_organisation_has_its_numbers_and_its_correspondent(obole: Obole) -> None:
    number = obole(
        "donors", "create", "--organisation-name", "Les Blés", "--siren", "732829320",
        "--legal-form", "SARL", "--fiscal-year-end", "30/06", "--correspondent", "Anne",
    )[1]["number"]  # fmt: skip
    shown = obole("donors", "show", number)[1]
    assert (shown["kind"], shown["legal_form"], shown["fiscal_year_end"]) == (
        *("organisation", "SARL", "30/06"),
    )
    assert (shown["correspondent"], shown["salutation"]) == ("Anne", "Madame, Monsieur")
    for flag, wrong in (("--fiscal-year-end", "31/06"), ("--siren", "732829321")):
        assert obole("donors", "edit", number, flag, wrong)[0] == REFUSED
    obole("donors", "edit", number, "--language", "en")
    assert obole("donors", "show", number)[1]["salutation"] == "Dear Sir or Madam"


def test_every_detail_is_put_shown_and_taken_off(obole: Obole, number: str) -> None:
    obole("donors", "phone", number, "06 12 34 56 78")
    obole("donors", "email", number, "marie@example.org", "--use", "work")
    obole(
        "donors", "address", number, "--label", "hiver", "--street", "4 quai du Port",
        "--postal-code", "29200", "--city", "Brest", "--from", "2025-12-01",
    )  # fmt: skip
    obole("donors", "external", number, "Ancien fichier", "771")
    obole("donors", "event", number, "Passée au bureau", "--kind", "visit")
    assert obole("donors", "tag", number, "Bénévole")[0] == 0
    shown = obole("donors", "show", number)[1]
    details = {one["what"]: one for one in shown["details"]}
    assert [one["what"] for one in shown["details"]] == [
        *("contact", "contact", "address", "tag", "external", "event")
    ]
    assert shown["mail_to"]["lines"][-1] == "29200 BREST"
    assert (details["event"]["on_day"], details["event"]["kind"]) == ("2026-01-06", "visit")
    assert obole("donors", "find", "0612345678")[1]["count"] == 1
    assert obole("donors", "tags")[1]["tags"] == [{"tag": "Bénévole", "donors": 1}]
    assert obole("donors", "tags", "benevole")[1]["donors"][0]["number"] == number
    assert obole("donors", "tag", number, "BENEVOLE", "--off")[1]["removed"] == "tag"
    assert obole("donors", "tag", number, "BENEVOLE", "--off")[0] == 3
    place = str(details["address"]["id"])
    assert obole("donors", "remove", number, "address", place)[1]["removed"] == "address"
    assert obole("donors", "remove", number, "address", place)[0] == 3
    assert obole("donors", "show", number)[1]["mail_to"]["lines"][-1] == "35000 RENNES"


def test_a_task_is_due_done_and_to_be_done_again(obole: Obole, number: str) -> None:
    _status, late = obole("donors", "task", number, "Rappeler", "--due", "2026-01-05")
    obole("donors", "task", number, "Plus tard", "--due", "2026-02-05")
    assert obole("donors", "task", number, "Autre", "--assignee", "Personne")[0] == REFUSED
    due = obole("donors", "tasks")[1]
    assert [(one["number"], one["text"]) for one in due["tasks"]] == [(number, "Rappeler")]
    assert obole("donors", "done", str(late["id"]))[1]["done_on"] == "2026-01-06"
    assert obole("donors", "tasks")[1]["count"] == 0
    obole("donors", "done", str(late["id"]), "--again")
    assert obole("donors", "tasks")[1]["count"] == 1


def test_a_scan_is_kept_given_back_and_taken_out(obole: Obole, number: str, tmp_path: Path) -> None:
    scan, copy = tmp_path / "lettre.pdf", tmp_path / "copie.pdf"
    scan.write_bytes(b"%PDF-1.7 a letter")
    kept = obole("donors", "attach", number, str(scan))[1]
    assert obole("donors", "document", str(kept["id"]), "--out", str(copy))[0] == 0
    assert copy.read_bytes() == scan.read_bytes()
    obole("donors", "remove", number, "document", str(kept["id"]))
    assert obole("donors", "document", str(kept["id"]), "--out", str(copy))[0] == REFUSED


def test_a_donor_goes_to_the_archive_and_the_timeline_tells(obole: Obole, number: str) -> None:
    obole("donors", "event", number, "Passée au bureau", "--kind", "visit", "--day", "2026-01-02")
    assert obole("donors", "archive", number)[1]["archived_on"] == "2026-01-06"
    assert obole("donors", "archive", number)[0] == REFUSED
    assert obole("donors", "archive", number, "--back")[1]["archived_on"] is None
    moments = obole("donors", "timeline", number)[1]["moments"]
    assert [(one["day"], one["what"]) for one in moments[:2]] == [
        ("2026-01-06", "Archived on"),
        ("2026-01-06", "Archived on"),
    ]
    assert ("Visit", "Passée au bureau") in [(one["what"], one["text"]) for one in moments]


def test_an_opposition_is_noted_with_its_proof_and_no_list_passes_it_by(
    obole: Obole, number: str, tmp_path: Path
) -> None:
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF-1.4 coupon")
    status, told = obole(
        "donors", "oppose", number, "--for", "appeals", "--by", "phone", "--source", "coupon",
        "--proof", str(proof),
    )  # fmt: skip
    assert (status, told["what"], told["standing"]) == (0, "consent", "opposed")
    obole("donors", "inform", number, "--for", "newsletter", "--day", "2025-06-01")
    listed = obole("donors", "consents", number)[1]
    assert [(one["channel"], one["in_force"]) for one in listed["consents"]] == [
        *(("phone", True), ("all", True))
    ]
    assert listed["opposes"] == "Opposes: appeals for gifts by telephone."
    words = ("export", "donors", str(tmp_path / "a.csv"))
    by_phone = obole(*words, "--for", "appeals", "--by", "phone")[1]
    assert (by_phone["rows"], by_phone["left_out"]) == (0, 1)
    assert obole(*words, "--for", "appeals", "--by", "post")[1]["left_out"] == 0
    assert obole(*words)[1]["rows"] == 1
    assert obole("donors", "consent", number, "--by", "phone")[0] == 0
    assert obole(*words, "--for", "appeals", "--by", "phone")[1]["left_out"] == 0
