# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rehearsal tells whom it would put on file a second time, as the desk of duplicates would."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.imports.decisions import Decisions
from app.domain.imports.fields import ImportKind
from app.domain.imports.matching import UpdatePolicy
from app.kernel.progress import Cancelled
from app.usecases.donors import FindDonors, ShowDonor
from app.usecases.duplicates import ScanDuplicates
from app.usecases.imports import RunImport
from app.usecases.imports.choices import Choices
from app.usecases.imports.likely import FindLikely
from app.usecases.imports.report import ImportReport
from app.usecases.imports.undoing import UndoImport
from app.usecases.office import Office
from tests.support.giving import new_donor
from tests.support.tables import text

_COMING = """Nom;Prénom;Adresse;CP;Ville;Mail
DUPOND;Marie;3 rue des Lilas;35000;RENNES;marie@exemple.invalid
ABRICOT;Paul;8 quai Neuf;44000;NANTES;
ABRICOTT;Paul;8 quai Neuf;44000;NANTES;
ZORN;Ugo;1 place du Port;29200;BREST;
"""


@pytest.fixture
def coming(tmp_path: Path) -> Path:
    """A table of four donors: one who is on file under Dupont, two who are one."""
    return text(tmp_path / "coming.csv", _COMING)


def _rehearse(office: Office, path: Path, **options: object) -> ImportReport:
    kind = ImportKind.DONORS
    report = office.do(RunImport(kind, path, dry_run=True, **options))  # type: ignore[arg-type]
    assert report.likely == []
    report.likely.extend(office.ask(FindLikely(report.arrivals)))
    return report


def test_a_rehearsal_lists_who_is_perhaps_on_file(any_office: Office, coming: Path) -> None:
    known = new_donor(any_office, "Dupont", first_name="Marie", email="marie@exemple.invalid")
    told = _rehearse(any_office, coming)
    assert {(one.row, one.name, one.other) for one in told.likely} == {
        (4, "ABRICOTT Paul", "ABRICOT Paul, row 3"),
        (2, "DUPOND Marie", f"DUPONT Marie, {known.number_text}"),
    }
    assert [one.sure for one in told.likely] == sorted(
        (one.sure for one in told.likely), reverse=True
    )
    assert "same e-mail" in next(one for one in told.likely if one.row == 2).reasons
    assert told.as_json()["likely"][0]["row"] == told.likely[0].row
    assert told.created_donors == 4
    assert any_office.ask(FindDonors("dupont"))[0].id == known.id
    assert any_office.ask(FindDonors("zorn")) == []


def test_the_score_is_that_of_the_desk(office: Office, coming: Path) -> None:
    new_donor(office, "Dupont", first_name="Marie", email="marie@exemple.invalid")
    rehearsed = _rehearse(office, coming).likely
    office.do(RunImport(ImportKind.DONORS, coming))
    desk = office.ask(ScanDuplicates())
    assert sorted((one.score, one.sure) for one in rehearsed) == sorted(
        (pair.comparison.score, pair.comparison.sure) for pair in desk
    )


def test_who_is_recognised_is_nobody_s_double(office: Office, coming: Path) -> None:
    office.do(RunImport(ImportKind.DONORS, coming))
    longer = text(coming.with_name("longer.csv"), _COMING + "NEUF;Zoé;2 cours Vert;69000;LYON;\n")
    told = _rehearse(office, longer)
    assert (told.created_donors, told.likely) == (1, [])


def test_the_import_itself_takes_no_time_to_compare(office: Office, coming: Path) -> None:
    report = office.do(RunImport(ImportKind.DONORS, coming))
    assert not report.arrivals.donors
    assert office.ask(FindLikely(report.arrivals)) == []


class _Impatient:
    def step(self, _done: int, _total: int, what: str = "") -> None:
        if what == "comparisons":
            raise Cancelled


def test_comparing_can_be_stopped(office: Office, coming: Path) -> None:
    report = office.do(RunImport(ImportKind.DONORS, coming, dry_run=True), _Impatient())
    with pytest.raises(Cancelled):
        office.ask(FindLikely(report.arrivals), _Impatient())


def test_donors_the_rows_below_complete_are_compared_as_they_become(
    office: Office, tmp_path: Path
) -> None:
    new_donor(office, "Dupont", first_name="Marie", email="marie@exemple.invalid")
    head = "Nom;Prénom;Adresse;CP;Ville;Mail\n"
    rows = "DUPOND;Marie;3 rue des Lilas;35000;RENNES;{mail}\n"
    path = text(tmp_path / "twice.csv", head + rows.format(mail=""))
    (one,) = _rehearse(office, path).likely
    assert "same e-mail" not in one.reasons
    mailed = rows.format(mail="marie@exemple.invalid")
    path = text(tmp_path / "twice.csv", head + rows.format(mail="") + mailed)
    (one,) = _rehearse(office, path).likely
    assert one.row == 2
    assert "same e-mail" in one.reasons


def test_what_is_decided_of_a_row_is_done(any_office: Office, coming: Path) -> None:
    known = new_donor(any_office, "Dupont", first_name="Marie", email="marie@exemple.invalid")
    told = _rehearse(any_office, coming)
    whom = {one.row: one.whom for one in told.likely}
    assert whom == {2: known.number, 4: -3}
    people = Decisions().as_one(2, whom[2]).as_one(4, whom[4]).put_off(5)
    choices, policy = Choices(people=people), UpdatePolicy.REPLACE
    again = any_office.do(RunImport(ImportKind.DONORS, coming, choices, policy))
    assert (again.created_donors, again.updated, again.likely) == (1, 1, [])
    assert [(one.row, one.found) for one in again.rejected] == [(5, "ZORN Ugo")]
    (dupont,) = any_office.ask(FindDonors("dupont"))
    assert any_office.ask(ShowDonor(dupont.id)).donor.address.street == "3 rue des Lilas"
    assert [line.name for line in any_office.ask(FindDonors("abricot"))] == ["ABRICOT Paul"]
    any_office.do(UndoImport(again.run))
    assert any_office.ask(ShowDonor(dupont.id)).donor == replace(
        known, version=any_office.ask(ShowDonor(dupont.id)).donor.version
    )


def test_whoever_is_decided_to_be_new_is_told_no_more(office: Office, coming: Path) -> None:
    new_donor(office, "Dupont", first_name="Marie", email="marie@exemple.invalid")
    people = Decisions().as_new(2).as_new(4)
    told = _rehearse(office, coming, choices=Choices(people=people))
    assert (told.created_donors, told.likely) == (4, [])


def test_all_gifts_of_a_row_decided_go_to_whom_it_is(office: Office, tmp_path: Path) -> None:
    known = new_donor(office, "Dupont", first_name="Marie")
    rows = "".join(f"DUPOND;Marie;35000;{day:02}/12/2025;5;CB\n" for day in (3, 4))
    path = text(tmp_path / "gifts.csv", "Nom;Prénom;CP;Date;Montant;Mode\n" + rows)
    people = Decisions().as_one(2, known.number)
    told = office.do(RunImport(ImportKind.GIFTS, path, Choices(people=people)))
    assert (told.created_donors, told.created_gifts) == (0, 2)
    assert len(office.ask(ShowDonor(known.id)).gifts) == 2
    more = text(tmp_path / "more.csv", "Nom;Prénom;CP;Date;Montant;Mode\n" + rows * 2)
    put_off = _rehearse_gifts(office, more, Decisions().put_off(2))
    assert (put_off.created_donors, len(put_off.rejected)) == (0, 4)
    gone = _rehearse_gifts(office, more, Decisions().as_one(2, 99_999))
    assert gone.rejected[0].row == 2


def _rehearse_gifts(office: Office, path: Path, people: Decisions) -> ImportReport:
    return office.do(RunImport(ImportKind.GIFTS, path, Choices(people=people), dry_run=True))
