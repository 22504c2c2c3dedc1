# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is made of a list of donors: workbooks, with their trace."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.addresses import Address
from app.domain.consents import Channel, Consent, Purpose
from app.domain.donors import DatedAddress, Donor, Tag
from app.domain.exports import Conventions
from app.domain.lists import USUAL, ListColumn, SavedList, read_conditions, told
from app.domain.users import Role, User
from app.kernel.errors import Refused
from app.usecases import lists
from app.usecases.audit import VerifyAudit
from app.usecases.demo import FillDemo
from app.usecases.donors import AddDetail, CreateDonor, DonorIds, DueTasks
from app.usecases.exports import ExportModel, SaveModel, Solicitation
from app.usecases.lists import (
    AddTags,
    AddTasks,
    DropTasks,
    ExportList,
    ForgetList,
    ListNamed,
    ListSum,
    PrintLabels,
    PrintList,
    SavedLists,
    SaveList,
    TakeTag,
    Unreached,
)
from app.usecases.office import Office
from tests.support.pdf import text_of

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
    sheet = load_workbook(path, data_only=True).active
    head, *rows, _blank, total = sheet.iter_rows(values_only=True)
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


_HOME = Donor(
    last_name="?", address=Address(street="1 rue du Pré", postal_code="35000", city="Rennes")
)


def _person(office: Office, donor: Donor) -> int:
    return office.do(CreateDonor(donor)).id


def test_labels_leave_out_whom_no_letter_should_reach_and_tell(
    any_office: Office, tmp_path: Path
) -> None:
    zola = _person(any_office, replace(_HOME, last_name="Zola", civility="M.", first_name="Émile"))
    hugo = _person(any_office, replace(_HOME, last_name="Hugo"))
    day = any_office.clock.today()
    others = (
        _person(any_office, replace(_HOME, last_name="Sand", returned_on=day)),
        _person(any_office, replace(_HOME, last_name="Dumas", archived_on=day)),
        _person(any_office, replace(_HOME, last_name="Verne", deceased_on=day)),
        _person(any_office, replace(_HOME, last_name="Nemo", address=Address(city="Rennes"))),
    )
    away = Address(street="2 quai du Port", postal_code="22000", city="Saint-Brieuc")
    any_office.do(AddDetail(DatedAddress(donor_id=others[0], address=away)))
    no = Consent(donor_id=hugo, purpose=Purpose.APPEALS, on_day=day)
    any_office.do(AddDetail(no))
    path, ids = tmp_path / "a.pdf", (hugo, zola, *others)
    done = any_office.do(PrintLabels(ids, path, Solicitation(Purpose.APPEALS, Channel.POST)))
    assert dict(done.left_out) == {
        Unreached.OPPOSED: 1,
        Unreached.ARCHIVED: 1,
        Unreached.DECEASED: 1,
        Unreached.ADDRESS: 1,
    }
    text = text_of(path.read_bytes())
    assert "M EMILE ZOLA" in text
    assert "2 QUAI DU PORT" in text
    assert "HUGO" not in text
    assert any_office.do(PrintLabels(ids, path)).count == 3
    with pytest.raises(Refused) as refused:
        any_office.do(PrintLabels(others[1:], path))
    assert refused.value.code == "labels.nobody"


def test_those_opposed_are_on_no_list_that_solicits(office: Office, tmp_path: Path) -> None:
    zola = _person(
        office, replace(_HOME, last_name="Zola", phone="0612345678", email="z@exemple.invalid")
    )
    hugo = _person(office, replace(_HOME, last_name="Hugo"))
    day = office.clock.today()
    for who, channel in ((hugo, Channel.ALL), (zola, Channel.PHONE)):
        office.do(AddDetail(Consent(donor_id=who, channel=channel, on_day=day)))
    columns, path = (ListColumn.NAME, ListColumn.PHONE, ListColumn.EMAIL), tmp_path / "a.xlsx"
    solicit = Solicitation(Purpose.NEWSLETTER)
    done = office.do(ExportList((hugo, zola), columns, path, solicit=solicit))
    assert (done.rows, done.left_out) == (1, 1)
    row = next(load_workbook(path).active.iter_rows(min_row=2, values_only=True))
    assert row == ("ZOLA", None, "z@exemple.invalid")
    paper = tmp_path / "a.pdf"
    assert office.do(PrintList((hugo, zola), columns, paper, solicit=solicit)).rows == 1
    assert office.do(PrintList((hugo, zola), columns, paper, "tous")).rows == 2
    text = text_of(paper.read_bytes())
    assert "HUGO" in text
    assert "06 12 34 56 78" in text
    assert "tous" in text


def test_a_list_leaves_in_the_columns_of_a_model_without_what_is_refused(
    any_office: Office, tmp_path: Path
) -> None:
    zola, hugo, _sand = (
        _person(any_office, replace(_HOME, last_name=name, email=f"{name}@exemple.invalid"))
        for name in ("Zola", "Hugo", "Sand")
    )
    day = any_office.clock.today()
    any_office.do(AddDetail(Consent(donor_id=hugo, channel=Channel.EMAIL, on_day=day)))
    any_office.do(SaveModel(ExportModel(name="Courriels", columns="email,last_name,tags")))
    path = tmp_path / "a.csv"
    asked = ExportList((zola, hugo), COLUMNS, path, model="courriels")
    asked = replace(asked, conventions=Conventions.INTERNATIONAL)
    assert any_office.do(asked).rows == 2
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1:] == ["Zola@exemple.invalid,Zola,", "Hugo@exemple.invalid,Hugo,"]
    done = any_office.do(replace(asked, solicit=Solicitation(Purpose.APPEALS, Channel.POST)))
    assert (done.rows, done.left_out) == (2, 0)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1:] == ["Zola@exemple.invalid,Zola,", ",Hugo,"]
    with pytest.raises(Refused) as refused:
        any_office.do(replace(asked, model="Étiquettes"))
    assert refused.value.code == "export.model"


def test_a_tag_is_put_on_all_and_taken_back_as_one(any_office: Office) -> None:
    ids = (
        _person(any_office, replace(_HOME, last_name="Zola")),
        _person(any_office, replace(_HOME, last_name="Hugo")),
        _person(any_office, replace(_HOME, last_name="Sand")),
    )
    any_office.do(AddDetail(Tag(donor_id=ids[0], name="BENEVOLE")))
    put = any_office.do(AddTags(tuple(Tag(donor_id=one, name="Bénévole") for one in ids)))
    assert [tag.donor_id for tag in put] == list(ids[1:])
    bearing = read_conditions("tag=bénévole")
    assert len(any_office.ask(DonorIds(conditions=bearing))) == 3
    gone = any_office.do(TakeTag(ids, "bénévole"))
    assert {tag.name for tag in gone} == {"BENEVOLE", "Bénévole"}
    back = any_office.do(AddTags(tuple(gone)))
    assert [(tag.donor_id, tag.name) for tag in back] == [(t.donor_id, t.name) for t in gone]
    assert any_office.ask(VerifyAudit()).ok
    for wrong in (AddTags((Tag(donor_id=ids[0], name=" "),)), TakeTag(ids, "-"), TakeTag((), "a")):
        with pytest.raises(Refused):
            any_office.do(wrong)


def test_a_task_is_noted_for_each_and_taken_back_as_one(any_office: Office) -> None:
    ids, day = (
        (
            _person(any_office, replace(_HOME, last_name="Zola")),
            _person(any_office, replace(_HOME, last_name="Hugo")),
        ),
        any_office.clock.today(),
    )
    noted = any_office.do(AddTasks(ids, " Remercier ", day, "Anne"))
    assert [task.donor_id for task in noted] == list(ids)
    assert {one.task.text for one in any_office.ask(DueTasks())} == {"Remercier"}
    any_office.do(DropTasks(tuple(noted)))
    assert any_office.ask(DueTasks()) == []
    for wrong in (
        AddTasks(ids, " ", day),
        AddTasks(ids, "Appeler", day, "Zoé"),
        AddTasks((), "a", day),
    ):
        with pytest.raises(Refused):
            any_office.do(wrong)
