# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves the dossier is all of it, adds up, comes back in, and leaves a trace."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.exports import Conventions
from app.domain.imports.fields import ImportKind
from app.domain.users import Role, User
from app.kernel.errors import Refused, Trouble
from app.kernel.i18n import use_language
from app.usecases.audit import VerifyAudit
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.demo import FillDemo
from app.usecases.exports import ExportKind, ExportTable, ListColumns
from app.usecases.exports import donors as donors_out
from app.usecases.exports import gifts as gifts_out
from app.usecases.gifts import AddGift, GiftDraft, UnidentifiedGifts
from app.usecases.imports import RunImport
from app.usecases.office import Office
from app.usecases.receipts import CancelReceipt, IssueReceipts, PreviewReceipts
from tests.conftest import MakeOffice


@pytest.fixture
def full(any_office: Office) -> Office:
    """A dossier of fictitious donors and gifts."""
    any_office.do(FillDemo(donors=30, gifts=120, seed=3, year=2025))
    return any_office


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_what_goes_out_comes_back_in(
    office: Office,
    make_office: MakeOffice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
    language: str,
) -> None:
    for module in (donors_out, gifts_out):
        monkeypatch.setattr(module, "_SHOWN_EVERY", 7)
    filled = office.do(FillDemo(donors=30, gifts=120, seed=3, year=2025))
    with use_language(language):
        donors, gifts = tmp_path / f"donors.{ending}", tmp_path / f"gifts.{ending}"
        assert office.do(ExportTable(ExportKind.DONORS, donors)).rows == 30
        assert office.do(ExportTable(ExportKind.GIFTS, gifts)).rows == 120
        other = make_office(str(tmp_path / "other.obole"))
        people = other.do(RunImport(ImportKind.DONORS, donors))
        given = other.do(RunImport(ImportKind.GIFTS, gifts))
    assert (people.created_donors, people.rejected) == (30, [])
    assert (given.created_gifts, given.created_donors, given.rejected) == (120, 0, [])
    assert given.after.cents == filled.cents


@pytest.mark.parametrize("among", ["stored", "made"])
def test_columns_chosen_hold_what_the_whole_list_holds(
    full: Office, tmp_path: Path, among: str
) -> None:
    keys = [column.key for column in full.ask(ListColumns(ExportKind.DONORS))]
    made = {"salutation", "tags", "numbers", "mail_goes_to", "opposition"} | {
        key for key in keys if key.startswith("other_")
    }
    chosen = [key for key in reversed(keys) if among == "made" or key not in made]
    whole, some = tmp_path / "whole.csv", tmp_path / "some.csv"
    full.do(ExportTable(ExportKind.DONORS, whole, conventions=Conventions.FRENCH))
    asked = ExportTable(ExportKind.DONORS, some, columns=tuple(chosen))
    full.do(replace(asked, conventions=Conventions.FRENCH))
    expected = [[row[keys.index(key)] for key in chosen] for row in _cells(whole)]
    assert _cells(some) == expected
    assert len(expected) == 31


def _cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_gifts_set_aside_come_back_set_aside(
    office: Office, make_office: MakeOffice, tmp_path: Path
) -> None:
    batch = office.do(OpenBatch())
    office.do(AddGift(batch.id, GiftDraft(donor_id=None, cents=500, clue="Signature illisible")))
    office.do(AddGift(batch.id, GiftDraft(donor_id=None, cents=600, cheque_number="7")))
    office.do(PostBatch(batch.id))
    office.do(ExportTable(ExportKind.GIFTS, tmp_path / "a.xlsx"))
    other = make_office(str(tmp_path / "other.obole"))
    told = other.do(RunImport(ImportKind.GIFTS, tmp_path / "a.xlsx"))
    assert (told.created_gifts, told.created_donors, told.rejected) == (2, 0, [])
    clues = {line.clue for line in other.ask(UnidentifiedGifts())}
    assert clues == {"Signature illisible", "to be identified"}


def test_a_year_is_that_year_only(full: Office, tmp_path: Path) -> None:
    rows = [
        full.do(ExportTable(ExportKind.GIFTS, tmp_path / f"{year}.csv", year)).rows
        for year in range(2021, 2026)
    ]
    assert sum(rows) == 120
    assert all(rows)


def test_the_register_of_receipts_adds_up(office: Office, tmp_path: Path) -> None:
    office.do(FillDemo(donors=30, gifts=120, seed=3, year=2025))
    due = office.ask(PreviewReceipts(2025))
    issued = office.do(IssueReceipts(2025, due.count))
    office.do(CancelReceipt(issued.first, "Montant contesté par le donateur"))
    path = tmp_path / "a.xlsx"
    assert office.do(ExportTable(ExportKind.RECEIPTS, path, 2025)).rows == issued.count
    *rows, total = load_workbook(path, data_only=True).active.iter_rows(min_row=2, values_only=True)
    assert rows[0][0] == issued.first
    assert round(100 * (total[7] + total[8])) == issued.cents
    assert total[7] == rows[0][6]


def test_the_trail_keeps_who_took_what_out(full: Office, tmp_path: Path) -> None:
    before = full.ask(VerifyAudit()).checked
    full.do(ExportTable(ExportKind.DONORS, tmp_path / "a.xlsx"))
    after = full.ask(VerifyAudit())
    assert after.ok
    assert after.checked == before + 1


def test_a_reader_may_not_and_a_missing_folder_is_told(office: Office, tmp_path: Path) -> None:
    reader = office.as_user(User(name="Lucie", role=Role.READER))
    with pytest.raises(Refused) as refused:
        reader.do(ExportTable(ExportKind.DONORS, tmp_path / "a.xlsx"))
    assert refused.value.code == "permission"
    with pytest.raises(Trouble):
        office.do(ExportTable(ExportKind.DONORS, tmp_path / "nulle" / "part.xlsx"))
    assert list(tmp_path.glob("*.xlsx")) == []
