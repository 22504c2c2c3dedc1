# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables brought in: all or nothing, twice is once, every cent is somewhere, and back again."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.imports.fields import Field, ImportKind
from app.domain.imports.matching import UpdatePolicy
from app.kernel.errors import Refused
from app.kernel.progress import Cancelled
from app.usecases.audit import VerifyAudit
from app.usecases.donors import EditDonor, FindDonors, ShowDonor
from app.usecases.dossier import Examine
from app.usecases.gifts import CorrectGift
from app.usecases.imports import ListImports, RunImport, bringing
from app.usecases.imports.choices import Choices
from app.usecases.imports.report import ImportReport
from app.usecases.imports.undoing import UndoImport
from app.usecases.office import Office
from app.usecases.receipts import IssueReceipts, PreviewReceipts
from db.store import SqlStore
from tests.conftest import MakeOffice
from tests.support.tables import others, text, workbook

DONORS, GIFTS = ImportKind.DONORS, ImportKind.GIFTS
BUSINESS = ("donor", "gift", "gift_batch", "donor_year", "donor_total", "fund", "appeal")

PEOPLE = """Liste des donateurs
;
N°;Nom complet;Adresse;CP;Ville;Mail
M1;ABRICOT Marie;3 rue des Lilas;35000;RENNES;marie@exemple.invalid
M2;M. et Mme Jean BLEUET;12 avenue du Port;1000;BOURG;jean-exemple.invalid
M3;Association du Pain;1 place;29200;BREST;
;Total;;;;
"""
GIVEN = """N° donateur;Nom;Prénom;CP;Date;Montant;Mode;N° chèque
M1;Abricot;Marie;35000;03/12/25;50;CHQ;123
M2;;;;12/31/2025;10;CB;
M3;;;;45994;1 234,50 €;VIR;
;Colibri;Paul;44000;15/11/2025;20;ESP;
;Anonyme;;;16/11/2025;5;ESP;
M9;;;;16/11/2025;7;ESP;
;Total;;;;1 326,50;;
"""


def bring(office: Office, kind: ImportKind, path: Path, **options: object) -> ImportReport:
    report = office.do(RunImport(kind, path, **options))  # type: ignore[arg-type]
    everyone = report.created_donors + report.updated + report.unchanged
    rows = everyone if kind is DONORS else report.created_gifts + report.duplicates
    assert report.read == rows + len(report.rejected)
    assert report.file_cents == (
        report.imported_cents + report.rejected_cents + report.duplicate_cents
    )
    return report


def business(office: Office) -> dict[str, Sequence[object]]:
    """Return every row of the business tables."""
    store = office._store
    assert isinstance(store, SqlStore)
    found: dict[str, Sequence[object]] = {}
    with store.engine.connect() as connection:
        for name in BUSINESS:
            rows = connection.execute(sa.text(f"SELECT * FROM {name} ORDER BY 1, 2"))
            found[name] = [tuple(row) for row in rows]
    return found


def sound(office: Office) -> bool:
    return office.ask(Examine()).ok and office.ask(VerifyAudit()).ok


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return text(tmp_path / "donateurs.csv", PEOPLE)


@pytest.fixture
def given_(tmp_path: Path) -> Path:
    return text(tmp_path / "dons.csv", GIVEN)


def test_donors_then_gifts_with_every_row_told(
    any_office: Office, people: Path, given_: Path
) -> None:
    told = bring(any_office, DONORS, people)
    assert (told.read, told.created_donors, told.header_row) == (3, 3, 3)
    assert [(row.row, row.why) for row in told.ignored_rows] == [(7, "looks like a total")]
    assert [(doubt.row, doubt.found) for doubt in told.doubts] == [(5, "jean-exemple.invalid")]
    assert any_office.ask(FindDonors("bleuet 01000"))[0].city == "BOURG"

    told = bring(any_office, GIFTS, given_)
    assert (told.created_gifts, told.created_donors, told.imported_cents) == (4, 1, 130_950)
    assert [(r.row, r.column, r.found, r.cents) for r in told.rejected] == [
        (3, "Date", "12/31/2025", 1000),
        (7, "N° donateur", "M9", 700),
    ]
    assert "agrees" in told.ignored_rows[-1].why
    assert told.after.cents == told.before.cents + 130_950
    line = any_office.ask(FindDonors("abricot"))[0]
    assert (line.gifts, line.cents) == (1, 5000)
    assert sound(any_office)


def test_a_dry_run_tells_the_same_and_writes_nothing(
    office: Office, people: Path, given_: Path
) -> None:
    before = business(office)
    rehearsal = bring(office, DONORS, people, dry_run=True)
    assert business(office) == before
    assert office.ask(ListImports()) == []
    real = bring(office, DONORS, people)
    told, done = rehearsal.as_json(), real.as_json()
    for name in ("run", "dry_run"):
        del told[name], done[name]
    assert told == done
    before = business(office)
    bring(office, GIFTS, given_, dry_run=True)
    assert business(office) == before


def test_the_same_file_twice_adds_nothing_and_says_so(
    office: Office, people: Path, given_: Path
) -> None:
    bring(office, DONORS, people)
    first = bring(office, GIFTS, given_)
    before = business(office)
    again = bring(office, GIFTS, given_)
    assert "already imported on" in again.already_imported
    assert (again.run, again.created_gifts, again.created_donors) == (first.run, 0, 0)
    assert (again.duplicates, again.duplicate_cents) == (4, 130_950)
    assert business(office) == before
    assert bring(office, DONORS, people).created_donors == 0


def test_gifts_on_file_are_set_aside_as_often_as_they_are_there(
    office: Office, tmp_path: Path
) -> None:
    head = "Nom;Prénom;CP;Date;Montant\n"
    twice = "Abricot;Marie;35000;03/12/2025;50\n" * 2
    told = bring(office, GIFTS, text(tmp_path / "a.csv", head + twice))
    assert (told.created_donors, told.created_gifts) == (1, 2)
    more = twice + "Abricot;Marie;35000;03/12/2025;50\nAbricot;Marie;35000;04/12/2025;50\n"
    told = bring(office, GIFTS, text(tmp_path / "b.csv", head + more))
    assert (told.duplicates, told.created_gifts, told.created_donors) == (2, 2, 0)
    referenced = "Nom;CP;Date;Montant;Réf\n" + "Bleuet;35000;03/12/2025;50;R7\n" * 2
    told = bring(office, GIFTS, text(tmp_path / "c.csv", referenced))
    assert (told.created_gifts, told.duplicates) == (1, 1)


def test_homonyms_are_never_guessed(office: Office, tmp_path: Path) -> None:
    head = "Nom;Prénom;Adresse;CP\n"
    rows = "Abricot;Jean;1 rue A;35000\nAbricot;Jean;9 rue B;35000\nAbricot;Jean;1 rue A;35000\n"
    told = bring(office, DONORS, text(tmp_path / "a.csv", head + rows))
    assert (told.created_donors, told.unchanged) == (2, 1)
    gifts = "Nom;Prénom;Adresse;CP;Date;Montant\n"
    one = "Abricot;Jean;9 rue B;35000;03/12/2025;10\nAbricot;Jean;;35000;03/12/2025;20\n"
    told = bring(office, GIFTS, text(tmp_path / "b.csv", gifts + one))
    assert told.created_gifts == 1
    assert "several donors" in told.rejected[0].expected


def test_a_donor_number_is_checked_by_its_key_and_its_name(
    office: Office, people: Path, tmp_path: Path
) -> None:
    bring(office, DONORS, people)
    line = office.ask(FindDonors("abricot"))[0]
    number = office.ask(ShowDonor(line.id)).donor.number_text
    wrong = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"
    rows = (
        f"N° donateur;Nom;Date;Montant\n{number};;03/12/2025;10\n{number};Abricot;03/12/2025;11\n"
        f"{number};Bleuet;03/12/2025;12\n{wrong};;03/12/2025;13\nM2;;03/12/2025;14\n"
    )
    told = bring(office, GIFTS, text(tmp_path / "a.csv", rows))
    assert told.imported_cents == 1000 + 1100 + 1400
    assert [row.row for row in told.rejected] == [4, 5]
    assert "miscopied" in told.rejected[1].expected


def test_undo_gives_back_every_business_table(
    any_office: Office, people: Path, given_: Path, tmp_path: Path
) -> None:
    bring(any_office, DONORS, people)
    start = business(any_office)
    found = any_office.ask(FindDonors("abricot"))
    changed = PEOPLE.replace("3 rue des Lilas", "").replace("jean-ex", "jean@ex") + "M4;Neuf;;;;\n"
    told = bring(any_office, DONORS, text(tmp_path / "b.csv", changed))
    assert (told.updated, told.created_donors) == (1, 1)
    assert any_office.do(UndoImport(told.run)).removed.donors == 1
    assert business(any_office) == start
    funds = GIVEN.replace("N° chèque", "Affectation").replace("CHQ;123", "CHQ;Toiture")
    told = bring(any_office, GIFTS, text(tmp_path / "f.csv", funds))
    undone = any_office.do(UndoImport(told.run))
    assert (undone.removed.gifts, undone.removed.cents) == (4, 130_950)
    assert business(any_office) == start
    assert any_office.ask(FindDonors("abricot")) == found
    assert sound(any_office)
    with pytest.raises(Refused, match="undone already"):
        any_office.do(UndoImport(told.run))


def test_undo_is_refused_for_what_rests_on_it(office: Office, people: Path, given_: Path) -> None:
    donors = bring(office, DONORS, people)
    gifts = bring(office, GIFTS, given_)
    with pytest.raises(Refused, match="given since"):
        office.do(UndoImport(donors.run))
    line = office.ask(FindDonors("abricot"))[0]
    gift = office.ask(ShowDonor(line.id)).gifts[0]
    office.do(CorrectGift(gift_id=gift.id, cents=6000, reason="Chèque mal lu par la banque"))
    before = business(office)
    with pytest.raises(Refused, match="corrected since"):
        office.do(UndoImport(gifts.run))
    assert business(office) == before
    with pytest.raises(Refused, match="no import"):
        office.do(UndoImport(99))


def test_a_policy_says_what_may_change(office: Office, people: Path, tmp_path: Path) -> None:
    bring(office, DONORS, people)
    moved = "N°;Nom complet;Adresse;CP;Ville;Tél\nM1;ABRICOT Marie;8 quai Neuf;44000;NANTES;\n"
    told = bring(office, DONORS, text(tmp_path / "a.csv", moved))
    assert (told.updated, told.unchanged) == (0, 1)
    assert "3 rue des Lilas" in told.doubts[0].told
    path = text(tmp_path / "b.csv", moved + ";;;;;\n")
    told = bring(office, DONORS, path, policy=UpdatePolicy.REPLACE)
    assert told.updated == 1
    assert office.ask(FindDonors("abricot nantes"))[0].street == "8 quai Neuf"


class _Stop:
    def step(self, done: int, total: int, what: str = "") -> None:
        message = f"{done}/{total} {what}"
        raise Cancelled(message)


def test_stopping_leaves_nothing(office: Office, people: Path) -> None:
    before = business(office)
    with pytest.raises(Cancelled):
        office.do(RunImport(DONORS, people), _Stop())
    assert business(office) == before


def test_what_must_be_there_is_asked_for(office: Office, tmp_path: Path) -> None:
    odd = text(tmp_path / "a.csv", "Qui;Combien;Quand\nAbricot;5;03/12/2025\n")
    with pytest.raises(Refused, match="Qui, Combien, Quand"):
        bring(office, GIFTS, odd)
    names = {"Qui": "full_name", "Combien": "amount", "Quand": "day"}
    choices = Choices(columns={head: Field(one) for head, one in names.items()})
    assert bring(office, GIFTS, odd, choices=choices).imported_cents == 500


def test_the_sheet_is_the_one_that_says_most_or_the_one_asked_for(
    office: Office, tmp_path: Path
) -> None:
    gifts: list[list[object]] = [["Nom", "Date", "Montant"], ["Abricot", "03/12/2025", 5]]
    sheets: dict[str, list[list[object]]] = {
        "Vide": [],
        "Notes": [["Ne pas toucher"]],
        "Dons": gifts,
        "2024": gifts,
    }
    path = workbook(tmp_path / "a.xlsx", sheets)
    told = bring(office, GIFTS, path)
    assert (told.sheet, told.other_sheets) == ("Dons", ("Vide", "Notes", "2024"))
    told = bring(office, GIFTS, path, choices=Choices(sheet="2024"))
    assert (told.duplicates, told.already_imported) == (1, "")
    with pytest.raises(Refused, match="has no sheet"):
        bring(office, GIFTS, path, choices=Choices(sheet="2019"))
    with pytest.raises(Refused, match="is empty"):
        bring(office, GIFTS, path, choices=Choices(sheet="Vide"))


CELLS = st.sampled_from(
    [
        "",
        "Abricot",
        "Total",
        "50",
        "1 234,50",
        "-3",
        "03/12/2025",
        "31/02/2025",
        "CHQ",
        "M1",
        "zéro",
    ]
)


@pytest.mark.slow
@settings(max_examples=15)  # each example makes a dossier
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=12))
def test_any_rows_add_up_and_can_be_taken_back(
    make_office: MakeOffice, tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    office = make_office(str(folder / "dossier.obole"))
    start = business(office)
    lines = ["N°;Nom;Date;Montant;Mode", *(";".join(row) for row in rows)]
    told = bring(office, GIFTS, text(folder / "a.csv", "\n".join(lines) + "\n"))
    filled = [row for row in rows if any(row)]
    assert told.read + len(told.ignored_rows) - told.duplicates == len(filled)
    assert sound(office)
    office.do(UndoImport(told.run))
    assert business(office) == start


def test_a_table_of_others_with_five_members(office: Office) -> None:
    path = others("spreadsheets", "csv", "diacamma_members_single_quotes.csv")
    assert bring(office, DONORS, path).created_donors == 5


def test_members_of_others_then_their_updates(office: Office) -> None:
    told = bring(office, DONORS, others("spreadsheets", "csv", "paheko_creation.csv"))
    assert (told.created_donors, told.rejected) == (105, [])


def test_a_table_of_others_without_a_name_on_one_line(office: Office) -> None:
    path = others("spreadsheets", "csv", "openpetra_samplePartnerImport_invalid.csv")
    told = bring(office, DONORS, path)
    assert [row.row for row in told.rejected] == [2]


def test_amounts_of_others_grouped_two_ways(office: Office) -> None:
    path = others("exports", "civicrm_contributions_amount_validate.csv")
    told = bring(office, GIFTS, path)
    assert told.file_cents == 123_099
    assert "1,230.99" in {row.found for row in told.rejected}


def test_what_stands_on_a_receipt_is_not_taken_back(
    office: Office, people: Path, given_: Path
) -> None:
    bring(office, DONORS, people)
    run = bring(office, GIFTS, given_).run
    due = office.ask(PreviewReceipts(2025))
    assert office.do(IssueReceipts(2025, due.count)).count > 0
    before = business(office)
    with pytest.raises(Refused, match="tax receipt"):
        office.do(UndoImport(run))
    assert business(office) == before


def test_donors_edited_since_keep_their_edits(office: Office, people: Path, tmp_path: Path) -> None:
    first = bring(office, DONORS, people)
    more = PEOPLE.replace("jean-ex", "jean@ex")
    second = bring(office, DONORS, text(tmp_path / "b.csv", more))
    assert second.updated == 1
    known = office.ask(ShowDonor(office.ask(FindDonors("bleuet"))[0].id)).donor
    office.do(EditDonor(replace(known, phone="06 39 98 00 02")))
    for run in (first.run, second.run):
        with pytest.raises(Refused, match=known.number_text):
            office.do(UndoImport(run))


def test_gifts_to_come_and_gifts_of_nobody_are_rejected(office: Office, tmp_path: Path) -> None:
    rows = "Nom;Date;Montant\nAbricot;07/01/2026;5\n;06/01/2026;6\nAbricot;06/01/2026;7\n"
    told = bring(office, GIFTS, text(tmp_path / "a.csv", rows))
    assert [(row.row, row.cents) for row in told.rejected] == [(2, 500), (3, 600)]
    assert told.imported_cents == 700


def test_a_long_table_goes_by_blocks_and_tells_where_it_is(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "_BLOCK", 10)
    monkeypatch.setattr(bringing, "_MANY", 5)
    rows = [["Nom", "CP", "Date", "Montant"]]
    rows += [[f"Abricot{n % 20}", "35000", "03/12/2025", str(n + 1)] for n in range(95)]
    path = workbook(tmp_path / "a.xlsx", {"Dons": rows})
    steps: list[tuple[int, int]] = []

    class Seen:
        def step(self, done: int, total: int, what: str = "") -> None:
            assert what
            steps.append((done, total))

    told = office.do(RunImport(GIFTS, path), Seen())
    assert (told.created_donors, told.created_gifts) == (20, 95)
    assert told.imported_cents == 100 * sum(range(1, 96))
    assert len(steps) == 10
    assert steps[-1] == (96, 96)
    assert sound(office)


def test_pages_printed_with_their_head_again(office: Office, tmp_path: Path) -> None:
    head = "Nom;Date;Montant\n"
    rows = f"{head}Abricot;03/12/2025;5\n;;5\n{head}Bleuet;03/12/2025;6\nTotal;;11\n"
    told = bring(office, GIFTS, text(tmp_path / "a.csv", rows))
    assert (told.created_gifts, told.imported_cents) == (2, 1100)
    assert [row.row for row in told.ignored_rows] == [3, 4, 6]
    assert "agrees" in told.ignored_rows[0].why
