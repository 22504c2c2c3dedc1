# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is made of a list of donors: workbooks, with their trace."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.donors import Donor
from app.domain.lists import USUAL, ListColumn, SavedList, read_conditions, told
from app.domain.users import Role, User
from app.kernel.errors import Refused
from app.usecases import lists
from app.usecases.audit import VerifyAudit
from app.usecases.demo import FillDemo
from app.usecases.donors import CreateDonor, DonorIds
from app.usecases.lists import (
    ExportList,
    ForgetList,
    ListNamed,
    ListSum,
    SavedLists,
    SaveList,
)
from app.usecases.office import Office

COLUMNS = (ListColumn.CITY, ListColumn.NAME, ListColumn.TOTAL, ListColumn.LAST_GIFT)


def test_a_workbook_holds_exactly_the_donors_and_columns_shown(
    any_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists.making, "BLOCK", 7)
    any_office.do(FillDemo(donors=30, gifts=120, seed=3, year=2025))
    conditions = read_conditions("total>=100")
    ids = tuple(any_office.ask(DonorIds(ListColumn.TOTAL, descending=True, conditions=conditions)))
    before = any_office.ask(VerifyAudit()).checked
    path = tmp_path / "a.xlsx"
    done = any_office.do(ExportList(ids, COLUMNS, path, told(conditions)))
    head, *rows, _blank, total = load_workbook(path).active.iter_rows(values_only=True)
    assert head == ("City", "Name", "Total", "Last gift")
    assert done.rows == len(rows) == len(ids) > 7
    given = [row[2] for row in rows]
    assert given == sorted(given, reverse=True)
    assert round(100 * total[2]) == any_office.ask(ListSum(ids))
    after = any_office.ask(VerifyAudit())
    assert (after.ok, after.checked) == (True, before + 1)


def test_nobody_is_no_list_and_a_reader_takes_nothing_out(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(Refused) as refused:
        office.do(ExportList((), COLUMNS, path))
    assert refused.value.code == "list.empty"
    donor = office.do(CreateDonor(Donor(last_name="Zola")))
    reader = office.as_user(User(name="Lucie", role=Role.READER))
    with pytest.raises(Refused) as refused:
        reader.do(ExportList((donor.id,), COLUMNS, path))
    assert refused.value.code == "permission"
    assert not path.exists()


def test_a_list_is_kept_by_name_made_anew_and_forgotten(any_office: Office) -> None:
    made = SavedList(name=" Élus  ", written="city=Rennes", sort=ListColumn.TOTAL, descending=True)
    kept = any_office.do(SaveList(made))
    assert (kept.name, kept.shown) == ("Élus", USUAL)
    again = any_office.do(SaveList(SavedList(name="ELUS", written="city=Paris\ntag=Élu")))
    assert (again.id, again.version) == (kept.id, 2)
    assert any_office.ask(ListNamed("élus")) == again
    assert any_office.ask(SavedLists()) == [again]
    gone = any_office.do(ForgetList(again.id))
    assert any_office.ask(SavedLists()) == []
    assert any_office.do(SaveList(gone)).conditions == again.conditions
    with pytest.raises(Refused) as refused:
        any_office.ask(ListNamed("Autres"))
    assert "ELUS" in refused.value.message
    with pytest.raises(Refused) as refused:
        any_office.do(SaveList(SavedList(name=" - ")))
    assert refused.value.field == "name"
