# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users of other programs ask of imports (asks 47 to 54), and their cases F07 and H."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.consents import Channel, Standing
from app.domain.donors import Donor
from app.domain.imports.fields import Field, ImportKind
from app.domain.imports.matching import UpdatePolicy
from app.domain.imports.values import DayOrder
from app.kernel.errors import Refused
from app.usecases.donors import FindDonors, ShowDonor
from app.usecases.imports import RunImport
from app.usecases.imports.choices import Choices
from app.usecases.imports.looking import LookAtTable
from app.usecases.imports.undoing import UndoImport
from app.usecases.office import Office
from tests.support.tables import others, text
from tests.usecases.test_imports import business

DONORS, GIFTS = ImportKind.DONORS, ImportKind.GIFTS
DAY_FIRST = DayOrder.DAY_FIRST
PEOPLE = "N°;Nom;Prénom;CP;Ville;Courriel\n"
GIVEN = "N°;Nom;Prénom;Date;Montant;Mode\n"


def _table(folder: Path, head: str, *rows: str, name: str = "a.csv") -> Path:
    return text(folder / name, head + "".join(f"{row}\n" for row in rows))


def _found(office: Office, words: str) -> Donor:
    (line,) = office.ask(FindDonors(words))
    return office.ask(ShowDonor(line.id)).donor


def test_ask_47_an_import_is_undone_whole(office: Office, tmp_path: Path) -> None:
    start = business(office)
    people = _table(tmp_path, PEOPLE, "1;Abricot;Marie;35000;Rennes;")
    office.do(RunImport(DONORS, people))
    between = business(office)
    run = office.do(RunImport(GIFTS, _table(tmp_path, GIVEN, "1;;;03/12/2024;50;CB", name="b.csv")))
    office.do(UndoImport(run.run))
    assert business(office) == between
    office.do(UndoImport(run.run - 1))
    assert business(office) == start


def test_ask_48_years_of_gifts_come_over(office: Office, tmp_path: Path) -> None:
    rows = [f"1;Abricot;Marie;03/12/{year};{year - 2000};CB" for year in range(2005, 2026)]
    told = office.do(RunImport(GIFTS, _table(tmp_path, GIVEN, *rows)))
    assert (told.created_donors, told.created_gifts) == (1, 21)
    years = [one for one in told.shares if one.axis.value == "year"]
    assert {one.name: one.cents_after for one in years} == {
        str(year): (year - 2000) * 100 for year in range(2005, 2026)
    }


def test_ask_49_the_mapping_is_kept_for_the_next_file(office: Office, tmp_path: Path) -> None:
    strange = "Qui;Quoi\n"
    first = _table(tmp_path, strange, "Abricot Marie;Rennes")
    look = office.ask(LookAtTable(DONORS, first))
    assert look.missing
    choices = Choices(columns={"Qui": Field.FULL_NAME, "Quoi": Field.CITY})
    office.do(RunImport(DONORS, first, choices))
    again = office.do(
        RunImport(DONORS, _table(tmp_path, strange, "Bleuet Paul;Brest", name="b.csv"))
    )
    assert again.created_donors == 1
    assert _found(office, "bleuet").address.city.upper() == "BREST"


def test_ask_50_no_double_is_made_and_blanks_overwrite_nothing(
    office: Office, tmp_path: Path
) -> None:
    office.do(RunImport(DONORS, _table(tmp_path, PEOPLE, "1;Abricot;Marie;35000;Rennes;m@ex.org")))
    again = _table(tmp_path, PEOPLE, "1;Abricot;Marie;;;", name="b.csv")
    for policy in UpdatePolicy:
        told = office.do(RunImport(DONORS, again, policy=policy))
        assert told.created_donors == 0
        kept = _found(office, "abricot")
        assert (kept.address.postal_code, kept.email) == ("35000", "m@ex.org")


def test_ask_51_an_identical_contact_is_not_made_again_and_consent_comes_in(
    office: Office, tmp_path: Path
) -> None:
    head = "Nom;Prénom;CP;Ville;Ne pas téléphoner\n"
    rows = ("Abricot;Marie;35000;Rennes;oui", "Abricot;Marie;35000;Rennes;oui")
    told = office.do(RunImport(DONORS, _table(tmp_path, head, *rows)))
    assert (told.created_donors, told.unchanged) == (1, 1)
    said = office.ask(ShowDonor(_found(office, "abricot").id)).details.consents
    assert [(one.channel, one.standing) for one in said] == [(Channel.PHONE, Standing.OPPOSED)]


def test_ask_52_a_gift_is_that_of_the_donor_the_file_names(office: Office, tmp_path: Path) -> None:
    people = [f"{number};Nom{number};Paul;35000;Rennes;" for number in (90, 7, 3000)]
    office.do(RunImport(DONORS, _table(tmp_path, PEOPLE, *people)))
    rows = [f"{number};;;03/12/2025;{number};CB" for number in (3000, 7, 90)]
    office.do(RunImport(GIFTS, _table(tmp_path, GIVEN, *rows, name="b.csv")))
    for number in (90, 7, 3000):
        donor = _found(office, f"nom{number}")
        assert [gift.cents for gift in office.ask(ShowDonor(donor.id)).gifts] == [number * 100]


def test_ask_53_every_row_skipped_is_told_with_its_reason(office: Office, tmp_path: Path) -> None:
    rows = (
        "1;Abricot;Marie;31/02/2025;5;CB",
        "2;Bleuet;Paul;03/12/2025;x;CB",
        ";;;;;",
        "Total;;;;5;",
    )
    told = office.do(RunImport(GIFTS, _table(tmp_path, GIVEN, *rows)))
    assert [(one.row, one.found) for one in told.rejected] == [(2, "31/02/2025"), (3, "x")]
    assert all(one.expected for one in told.rejected)
    assert [one.row for one in told.ignored_rows] == [5]
    assert told.created_gifts == 0


def test_ask_54_a_gift_is_not_given_to_who_is_only_credited(office: Office) -> None:
    path = others("exports", "civicrm_contributions_amount_validate.csv")
    look = office.ask(LookAtTable(GIFTS, path))
    credited = [one for one in look.columns if "soft" in one.column.title.casefold()]
    assert all(one.column.field is None for one in credited)


def test_case_f07_who_has_no_name_is_refused_and_who_cannot_be_reached_is_told(
    office: Office,
) -> None:
    """A donor without a means of contact is kept, told, and waits on the page Quality."""
    path = others("spreadsheets", "csv", "openpetra_samplePartnerImport_invalid.csv")
    told = office.do(RunImport(DONORS, path))
    assert [(one.row, one.expected) for one in told.rejected] == [(2, "a name")]
    assert [one.row for one in told.doubts if "no address" in one.told] == [4]
    assert "Gender" in [one.column for one in told.columns if not one.field]


def test_case_f07_who_cannot_be_reached_is_refused_where_that_is_wanted(office: Office) -> None:
    """The next file with the same heads is held to the same."""
    path = others("spreadsheets", "csv", "openpetra_samplePartnerImport_invalid.csv")
    choices = Choices(contact_needed=True)
    told = office.do(RunImport(DONORS, path, choices))
    refused = [(one.row, one.expected) for one in told.rejected]
    assert refused == [(2, "a name"), (4, "an address, a telephone or an e-mail")]
    office.do(UndoImport(told.run))
    assert len(office.do(RunImport(DONORS, path)).rejected) == 2


def test_case_h01_the_same_table_again_doubles_nobody_and_says_so(office: Office) -> None:
    path = others("spreadsheets", "csv", "paheko_creation.csv")
    office.do(RunImport(DONORS, path))
    told = office.do(RunImport(DONORS, path))
    assert told.already_imported
    assert (told.created_donors, told.unchanged) == (0, 105)


def test_case_h02_a_number_that_is_another_s_changes_nobody(office: Office) -> None:
    """Such a row is set aside, and told."""
    office.do(RunImport(DONORS, others("spreadsheets", "csv", "paheko_creation.csv")))
    before = business(office)["donor"]
    told = office.do(RunImport(DONORS, others("spreadsheets", "csv", "paheko_maj.csv")))
    assert told.updated == 0
    assert len(told.rejected) == 8
    assert all("1000" in one.expected for one in told.rejected)
    assert business(office)["donor"][: len(before)] == before


def test_case_h02_a_number_that_is_another_s_stops_it_all_where_that_is_wanted(
    office: Office,
) -> None:
    office.do(RunImport(DONORS, others("spreadsheets", "csv", "paheko_creation.csv")))
    before = business(office)
    path = others("spreadsheets", "csv", "paheko_maj.csv")
    whole = Choices(all_or_nothing=True)
    with pytest.raises(Refused, match=r"^8 rows cannot be brought in.* first is row 3, .*1000"):
        office.do(RunImport(DONORS, path, whole))
    assert business(office) == before
    assert len(office.do(RunImport(DONORS, path, whole, dry_run=True)).rejected) == 8


def test_case_h04_what_is_missing_in_a_line_stops_it_all_where_that_is_wanted(
    office: Office, tmp_path: Path
) -> None:
    path = _table(tmp_path, PEOPLE, "1;Abricot;Marie;35000;Rennes;", "2;;;35000;Rennes;")
    start = business(office)
    with pytest.raises(Refused, match=r"^1 row cannot .* Row 3, Nom: “nothing”; expected a name"):
        office.do(RunImport(DONORS, path, Choices(all_or_nothing=True)))
    assert business(office) == start


def test_case_h04_the_line_of_what_is_missing_is_told(office: Office, tmp_path: Path) -> None:
    """An e-mail is refused to nobody: couples share one."""
    rows = ("1;Abricot;Marie;35000;Rennes;a@ex.org", "2;;;35000;Rennes;b@ex.org")
    told = office.do(RunImport(DONORS, _table(tmp_path, PEOPLE, *rows)))
    assert [(one.row, one.column, one.expected) for one in told.rejected] == [(3, "Nom", "a name")]
    shared = _table(tmp_path, PEOPLE, "3;Bleuet;Paul;35000;Rennes;a@ex.org", name="b.csv")
    assert office.do(RunImport(DONORS, shared)).created_donors == 1
    assert {_found(office, name).email for name in ("abricot", "bleuet")} == {"a@ex.org"}


def test_case_h06_birthdays_are_not_kept_and_that_is_told(office: Office) -> None:
    """Nothing Obole does needs a day of birth: such columns are left out, by name."""
    told = office.do(
        RunImport(DONORS, others("spreadsheets", "csv", "churchcrm_test_import_bareyear.csv"))
    )
    assert told.created_donors == 4
    left = {one.column for one in told.columns if not one.field}
    assert {"BirthDate", "BirthYear", "BirthMonth", "Birth Day"} <= left
    assert _found(office, "bareyrbday").address.country == "FR"


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("paheko_auto.csv", 9),
        ("openpetra_samplePartnerImport_dates_dmy.csv", 2),
        ("civicrm_specialchar_with_BOM.csv", 1),
        ("civicrm_individual_parse_failure.csv", 1),
    ],
)
def test_tables_of_others_come_in_whole(office: Office, name: str, people: int) -> None:
    told = office.do(RunImport(DONORS, others("spreadsheets", "csv", name)))
    assert (told.created_donors, told.rejected) == (people, [])


def test_a_day_that_can_be_read_two_ways_is_read_as_the_whole_column_says(
    office: Office, tmp_path: Path
) -> None:
    american = ("1;Abricot;Marie;12/31/2024;5;CB", "1;Abricot;Marie;03/04/2025;6;CB")
    office.do(RunImport(GIFTS, _table(tmp_path, GIVEN, *american)))
    gifts = office.ask(ShowDonor(_found(office, "abricot").id)).gifts
    assert date(2025, 3, 4) in {gift.received_on for gift in gifts}


@pytest.mark.parametrize(
    ("second", "order", "proved"),
    [("04/04/2025", None, False), ("13/04/2025", None, True), ("04/04/2025", DAY_FIRST, True)],
)
def test_days_that_nothing_tells_apart_are_said_to_be_guessed(
    office: Office, tmp_path: Path, second: str, order: DayOrder | None, *, proved: bool
) -> None:
    rows = ("1;Abricot;Marie;03/04/2025;5;CB", f"1;Abricot;Marie;{second};6;CB")
    path, choices = _table(tmp_path, GIVEN, *rows), Choices(order=order)
    assert office.ask(LookAtTable(GIFTS, path, choices)).proved is proved
    told = office.do(RunImport(GIFTS, path, choices, dry_run=True))
    assert ("nothing in the file proves it" in told.conventions) is not proved
