# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rehearsal tells whom it would put on file a second time, as the desk of duplicates would."""

from pathlib import Path

import pytest

from app.domain.imports.fields import ImportKind
from app.kernel.progress import Cancelled
from app.usecases.donors import FindDonors
from app.usecases.duplicates import ScanDuplicates
from app.usecases.imports import RunImport
from app.usecases.imports.report import ImportReport
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
    return office.do(RunImport(kind, path, dry_run=True, **options))  # type: ignore[arg-type]


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
    assert office.do(RunImport(ImportKind.DONORS, coming)).likely == []


class _Impatient:
    def step(self, _done: int, _total: int, what: str = "") -> None:
        if what == "comparisons":
            raise Cancelled


def test_comparing_can_be_stopped_and_nothing_is_written(office: Office, coming: Path) -> None:
    with pytest.raises(Cancelled):
        office.do(RunImport(ImportKind.DONORS, coming, dry_run=True), _Impatient())
    assert office.ask(FindDonors("abricot")) == []
