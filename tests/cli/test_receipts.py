# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts by words: the keys of the JSON answers are a contract."""

import csv
from hashlib import sha256
from pathlib import Path

import pytest

from app.cli.main import run
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole
from tests.support.certificates import bundle
from tests.support.giving import give, new_donor
from tests.support.keyrings import a_drawer
from tests.support.pdf import is_locked, text_of

_YEAR = ("--year", "2025")


@pytest.fixture
def dossier(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The dossier of an association that may issue receipts."""
    path = tmp_path / "dossier.obole"
    identity = (
        "--name", "Les Amis du Moulin", "--siren", "732829320", "--address", "3 rue du Moulin",
        "--postal-code", "35000", "--city", "Rennes", "--object", "Le moulin",
    )  # fmt: skip
    assert run(["--json", "new", str(path), *identity], ShippedDoors()) == 0
    capsys.readouterr()
    return path


@pytest.fixture
def given(dossier: Path) -> list[str]:
    """Two donors to be receipted and one who wants none; their numbers."""
    office = ShippedDoors().open(str(dossier))
    try:
        donors = [new_donor(office, name) for name in ("Abel", "=Bruno")]
        give(office, (donors[0], 1_000), (donors[1], 2_000), (None, 300))
        return [donor.number_text for donor in donors]
    finally:
        office.close()


def test_preview_issue_show(obole: Obole, given: list[str], tmp_path: Path) -> None:
    status, told = obole("receipts", "preview", *_YEAR)
    assert status == 0
    assert (told["ready"]["count"], told["ready"]["cents"]) == (2, 3_000)
    (bucket,) = told["buckets"]
    assert (bucket["reason"], bucket["count"], bucket["cents"]) == ("unidentified", 1, 300)
    assert bucket["donors"][0]["cents"] == 300
    assert told["ledger_cents"] == 3_300
    assert told["obstacles"] == []

    status, told = obole("receipts", "issue", *_YEAR, "--confirm", "3")
    assert (status, told["refused"]["code"]) == (3, "receipts.count")
    out = tmp_path / "out"
    status, told = obole("receipts", "issue", *_YEAR, "--confirm", "2", "--out", str(out))
    assert status == 0
    assert (told["first"], told["last"]) == ("2025-000001", "2025-000002")
    assert (told["count"], told["cents"], told["left_out"]) == (2, 3_000, [])
    assert sorted(path.name for path in out.iterdir())[:2] == [
        "2025-000001.pdf",
        "2025-000002.pdf",
    ]
    whole = text_of(Path(told["to_print"]).read_bytes())
    assert "2025-000001" in whole
    assert "2025-000002" in whole

    pdf = tmp_path / "shown.pdf"
    status, told = obole("receipts", "show", "2025-000001", "--out", str(pdf))
    assert (status, told["number"], told["state"]) == (0, "2025-000001", "issued")
    assert (told["cents"], told["replaces"], told["replaced_by"]) == (1_000, "", "")
    assert told["lines"][0]["cents"] == 1_000
    assert pdf.read_bytes() == (out / "2025-000001.pdf").read_bytes()

    sent = tmp_path / "sent.pdf"
    words = ("receipts", "show", "2025-000001", "--out", str(sent), "--protected")
    told = obole(*words)[1]
    assert is_locked(sent.read_bytes())
    assert text_of(sent.read_bytes()) == text_of(pdf.read_bytes())
    assert sha256(pdf.read_bytes()).hexdigest() == told["pdf_sha256"]
    assert obole("receipts", "verify")[1]["ok"]


def test_an_issue_writes_copies_to_send(obole: Obole, given: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ("--confirm", "2", "--out", str(out), "--protected")
    status, told = obole("receipts", "issue", *_YEAR, *words)
    assert (status, told["files"]) == (0, 3)
    assert is_locked((out / "2025-000001.pdf").read_bytes())
    assert is_locked((out / "2025-000002.pdf").read_bytes())
    assert not is_locked(Path(told["to_print"]).read_bytes())
    assert obole("receipts", "verify")[1] == {"ok": True, "checked": 2, "problems": []}


def test_copy_cancel_register_declare_verify(
    obole: Obole, given: list[str], tmp_path: Path
) -> None:
    chosen = ("--donor", given[1])
    assert obole("receipts", "begin", *_YEAR, "--first", "100")[1]["first"] == "2025-000100"
    assert obole("receipts", "issue", *_YEAR, *chosen, "--confirm", "1")[0] == 0
    copy = tmp_path / "copy.pdf"
    words = ("receipts", "copy", "2025-000100", "--out", str(copy), "--reason", "lost")
    assert obole(*words)[1]["pdf"] == str(copy)
    assert "DUPLICATA" in text_of(copy.read_bytes())
    cancel = ("receipts", "cancel", "2025-000100", "--reason", "misspelt", "--replace")
    status, told = obole(*cancel)
    assert (status, told["state"], told["replaced_by"]) == (0, "cancelled", "2025-000101")
    assert obole(*cancel)[0] == 3

    table = tmp_path / "register.csv"
    status, told = obole("receipts", "register", *_YEAR, "--out", str(table))
    assert [line["number"] for line in told["receipts"]] == ["2025-000100", "2025-000101"]
    assert told["receipts"][1]["replaces"] == "2025-000100"
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["state"] for row in rows] == ["cancelled", "issued"]
    assert rows[0]["name"].startswith("'=BRUNO")
    status, told = obole("receipts", "declaration", *_YEAR)
    assert (told["count"], told["cents"], told["cancelled"]) == (0, 2_000, 0)
    listing = tmp_path / "declared.csv"
    status, told = obole("receipts", "declaration", *_YEAR, "--note", "--out", str(listing))
    assert (status, told["declared"]["cents"], told["declared"]["changed_since"]) == (
        0,
        2_000,
        False,
    )
    assert "2025-000101" in listing.read_text(encoding="utf-8-sig")
    status, told = obole("receipts", "verify")
    assert (status, told) == (0, {"ok": True, "checked": 2, "problems": []})
    assert obole("receipts", "show", "2025-000777")[0] == 3


def test_a_certificate_is_installed_and_removed(
    obole: Obole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "seal.p12"
    path.write_bytes(bundle("huit signes et plus")[0])
    monkeypatch.setenv("OBOLE_SEAL_PASSWORD", "huit signes et plus")
    with a_drawer():
        status, told = obole("receipts", "seal", "--install", str(path))
        assert (status, told["seal"]["subject"]) == (0, "Les Amis du Moulin")
        assert obole("receipts", "seal", "--password")[0] == 0
    assert obole("receipts", "seal", "--remove")[1] == {"seal": None}
    assert obole("receipts", "seal", "--install", str(tmp_path / "none.p12"))[0] != 0
