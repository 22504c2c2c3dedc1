# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who leaves takes everything along: every row, every document, the same sums, and no secret."""

import csv
import hashlib
import io
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import load_workbook

import db.tables  # noqa: F401 - makes the metadata whole
from app.domain.donors import Donor
from app.domain.exports.dictionary import column_meaning, left_out, table_meaning
from app.domain.users import Role, User
from app.kernel.errors import Refused, Trouble
from app.kernel.i18n import use_language
from app.kernel.progress import Cancelled
from app.usecases.demo import FillDemo
from app.usecases.donors import AttachDocument, CreateDonor
from app.usecases.exports import ExportWhole, WholeForm, whole_sentence
from app.usecases.exports import whole as whole_out
from app.usecases.office import Office
from app.usecases.receipts import CancelReceipt, IssueReceipts, PreviewReceipts
from app.usecases.receipts.sealing import InstallSeal, KeepSealPassword
from app.usecases.users import SaveUser
from db.base import metadata
from db.queries.exports import facts_of
from tests.support.certificates import bundle
from tests.support.keyrings import a_drawer
from tests.support.spreadsheet import recomputed

Rows = list[dict[str, str]]
PASSWORD = "huit signes et plus"
ODD = "'=1+1'; \"deux\"\nlignes"
PNG = b"\x89PNG scan"


@pytest.fixture(scope="module")
def key() -> bytes:
    """A certificate with its key."""
    return bundle(PASSWORD)[0]


def _filled(office: Office, key: bytes) -> Office:
    """Put gifts, deposits, receipts, one of them cancelled, papers and a seal into a dossier."""
    office.do(FillDemo(donors=30, gifts=120, seed=3, year=2025))
    due = office.ask(PreviewReceipts(2025))
    issued = office.do(IssueReceipts(2025, due.count))
    office.do(CancelReceipt(issued.first, "Montant contesté"))
    donor = office.do(CreateDonor(Donor(last_name="Odile", notes=ODD)))
    office.do(AttachDocument(donor.id, "courrier à relire.png", PNG))
    with a_drawer():
        office.do(InstallSeal(key, office.ask(KeepSealPassword(PASSWORD, key))))
    return office


def _read(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _table(files: dict[str, bytes], name: str) -> Rows:
    text = files[f"{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _by_year(rows: Iterable[dict[str, str]], day: str) -> set[tuple[str, str, str]]:
    counts, cents = Counter[str](), Counter[str]()
    for row in rows:
        counts[row[day][:4]] += 1
        cents[row[day][:4]] += int(row["cents"])
    return {(year, str(counts[year]), f"{cents[year] / 100:.2f}") for year in counts}


def _controls(rows: Iterable[dict[str, str]], begins: str) -> set[tuple[str, str, str]]:
    return {
        (row["Year"], row["Count"], row["Amount"])
        for row in rows
        if row["Control"].startswith(begins)
    }


def test_text_tables_read_again_hold_every_row_and_the_same_sums(
    any_office: Office, key: bytes, tmp_path: Path
) -> None:
    out = _filled(any_office, key).do(ExportWhole(tmp_path / "a.zip"))
    files = _read(out.path)
    controls = _table(files, "controls")
    gifts = [row for row in _table(files, "tables/gift") if row["state"] == "posted"]
    made = [row for row in _table(files, "tables/deposit") if row["state"] != "cancelled"]
    assert _controls(controls, "Gifts") == _by_year(gifts, "received_on")
    assert _controls(controls, "Deposits") == _by_year(made, "made_on")
    assert _controls(controls, "Receipts") == _by_year(_table(files, "tables/tax_receipt"), "year")
    assert len(gifts) == 120
    counts = {row["Control"]: int(row["Count"]) for row in controls if not row["Year"]}
    for table in metadata.tables:
        if left_out(table):
            assert f"tables/{table}.csv" not in files
        else:
            rows = len(_table(files, f"tables/{table}"))
            assert counts.pop(f"Rows of {table}") == rows
    assert counts == {}


def test_no_secret_leaves_and_every_text_comes_back(
    office: Office, key: bytes, tmp_path: Path
) -> None:
    full = _filled(office, key)
    clerk = full.do(SaveUser(User(name="Lucie", role=Role.ENTRY), "neuf signes ou plus"))
    files = _read(full.do(ExportWhole(tmp_path / "a.zip")).path)
    assert clerk.passphrase_hash
    for secret in (key, clerk.passphrase_hash.encode()):
        assert not any(secret in body for body in files.values())
    assert "passphrase_hash" not in _table(files, "tables/app_user")[0]
    index = _table(files, "documents")
    (seal,) = [row for row in index if row["Table"] == "receipt_seal"]
    assert (seal["File"], seal["Remark"]) == ("", "left out: a secret")
    (donor,) = [row for row in _table(files, "tables/donor") if row["last_name"] == "Odile"]
    assert donor["notes"] == f"'{ODD}"
    assert b"Never in it" in files["READ ME.txt"]


def test_documents_stand_under_their_names(office: Office, key: bytes, tmp_path: Path) -> None:
    out = _filled(office, key).do(ExportWhole(tmp_path / "a.zip"))
    files = _read(out.path)
    index = [row for row in _table(files, "documents") if row["File"]]
    assert {row["File"] for row in index} == {n for n in files if n.startswith("documents/")}
    assert len({row["File"] for row in index}) == out.documents
    for row in index:
        assert hashlib.sha256(files[row["File"]]).hexdigest() == row["Fingerprint"]
    receipts = {
        f"documents/tax_receipt/{int(row['year'])}-{int(row['sequence']):06d}.pdf"
        for row in _table(files, "tables/tax_receipt")
    }
    assert receipts
    assert receipts <= set(files)
    (scan,) = [name for name in files if name.endswith("-courrier à relire.png")]
    assert files[scan] == PNG


def test_the_manifest_names_every_file(office: Office, tmp_path: Path) -> None:
    files = _read(office.do(ExportWhole(tmp_path / "a.zip")).path)
    lines = files.pop("sha256.txt").decode().splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert told == {name: hashlib.sha256(body).hexdigest() for name, body in files.items()}


@pytest.mark.slow
def test_an_office_suite_computes_the_same_controls(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_out, "_LONGEST_CELL", 400)
    office.do(FillDemo(donors=30, gifts=120, seed=3, year=2025))
    office.do(CreateDonor(Donor(last_name="Odile", notes="o" * 401)))
    due = office.ask(PreviewReceipts(2025))
    office.do(IssueReceipts(2025, due.count))
    files = _read(office.do(ExportWhole(tmp_path / "a.zip", WholeForm.WORKBOOK)).path)
    assert any(
        body == b"o" * 401 for name, body in files.items() if name.startswith("texts/donor-")
    )
    book = tmp_path / "dossier.xlsx"
    book.write_bytes(files["dossier.xlsx"])
    told = load_workbook(book, data_only=True, read_only=True)["controls"]
    (sheets,) = recomputed([book], tmp_path)
    head, *found = sheets["controls"]
    assert head[2:] == ["Count", "Amount"]
    rows = list(told.iter_rows(min_row=2, max_row=len(found) + 1, values_only=True))
    assert len(found) == len(rows) > 50
    for (name, _year, count, amount), line in zip(rows, found, strict=True):
        assert (line[0], float(line[2] or 0), float(line[3] or 0)) == (name, count, amount or 0)
    assert sum(float(line[3] or 0) for line in found) > 0


def test_every_column_has_a_meaning_in_both_languages() -> None:
    for language in ("en", "fr"):
        with use_language(language):
            for table in metadata.sorted_tables:
                assert table_meaning(table.name)
                for column in () if left_out(table.name) else table.columns:
                    assert column_meaning(table.name, column.name), f"{table.name}.{column.name}"


def test_words_and_references_are_those_of_the_schema() -> None:
    facts = {one.name: one for one in facts_of(metadata.tables["gift"]).columns}
    assert facts["donor_id"].refers == "donor.id"
    assert facts["donor_id"].empty
    assert facts["id"].key
    assert facts["state"].words == ("draft", "posted")


def test_who_may_not_is_refused_and_a_stop_leaves_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stops:
        def step(self, _done: int, _total: int, _what: str = "") -> None:
            raise Cancelled

    monkeypatch.setattr(whole_out, "_SHOWN_EVERY", 1)
    with pytest.raises(Cancelled):
        office.do(ExportWhole(tmp_path / "a.zip"), Stops())
    with pytest.raises(Refused) as refused:
        office.do(ExportWhole(tmp_path / "a.csv"))
    assert refused.value.code == "whole.ending"
    reader = office.as_user(User(name="Lucie", role=Role.READER))
    with pytest.raises(Refused):
        reader.do(ExportWhole(tmp_path / "a.zip"))
    with pytest.raises(Trouble):
        office.do(ExportWhole(tmp_path / "nulle" / "part.zip"))
    assert [path.name for path in tmp_path.iterdir() if "dossier" not in path.name] == []


def test_a_document_that_is_damaged_is_told_and_the_rest_leaves(
    office: Office, tmp_path: Path
) -> None:
    donor = office.do(CreateDonor(Donor(last_name="Odile")))
    office.do(AttachDocument(donor.id, "lettre.png", PNG))
    with sqlite3.connect(tmp_path / "dossier.obole") as file:
        file.execute("UPDATE document SET body = x'00'")
    out = office.do(ExportWhole(tmp_path / "a.zip"))
    assert (out.documents, len(out.missing)) == (0, 1)
    assert "lettre.png" in whole_sentence(out)
    remark = next(row["Remark"] for row in _table(_read(out.path), "documents"))
    assert "damaged" in remark
