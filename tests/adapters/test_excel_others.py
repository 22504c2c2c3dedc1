# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every table of others gives: its sheets, the head proposed, its rows, or its refusal.

The notes beside these files say what a reader must find in them. Where the program holds to a law
of its own, the row says why. What an import makes of them is told with the profiles and the asks.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

import pytest

from app.adapters.excel.reader import open_table
from app.domain.imports.cells import Cell
from app.domain.imports.fields import ImportKind
from app.kernel.errors import OboleError
from app.usecases.imports.choices import Choices
from app.usecases.imports.plan import settle
from tests.support.tables import OTHERS, others

_FOLDERS = ("exports", "spreadsheets")


@dataclass(frozen=True)
class Gives:
    """What a file gives.

    Attributes:
        head: The row proposed as its head; 0 when it has none, None when it is no list of donors or
            gifts and a person has to say.
        filled: Its rows that hold something.
        first: The first cells of its head, or of its first row.
        then: Those of the row below.
        sheet: The sheet proposed, where there are several.
        sheets: All of them, where there are several.
        merged: Its ranges of merged cells.
        why: Where the notes beside the file and the program differ.
    """

    head: int | None
    filled: int
    first: list[Cell]
    then: list[Cell] = field(default_factory=list)
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    merged: tuple[str, ...] = ()
    why: str = ""


REFUSED = {
    "spreadsheets/xl/calamine_empty_sheet.xlsx": "import.empty",
    "spreadsheets/xl/calamine_pass_protected.xlsx": "table.protected",
    "spreadsheets/xl/calamine_too_small.xls": "table.foreign",
    "spreadsheets/xl/messytables_libreoffice.xlsx": "import.empty",
}

GIVEN = {
    "spreadsheets/csv/churchcrm_test_import_bareyear.csv": Gives(
        1,
        5,
        ["FamilyID", "LastName", "FirstName", "BirthDate"],
        ["800", "BareYrTest", "bareYrBday", "2020"],
        why="days of birth are not kept: a bare year is neither read nor refused",
    ),
    "spreadsheets/csv/civicrm_individual_parse_failure.csv": Gives(
        1, 2, ["First Name", "Last Name", "Street Address"], ["Sally", "Smith", "Grange House"]
    ),
    "spreadsheets/csv/civicrm_specialchar_with_BOM.csv": Gives(
        1, 2, ["First Name", "Last Name", "email"], ["Yogà", "Berà", "yogi@yellowstone.park"]
    ),
    "spreadsheets/csv/csvkit_mac_newlines.csv": Gives(
        None,
        3,
        ["a", "b", "c"],
        ["1", "2", "3"],
        why="four lines, the last two one row: the end of a line stands between quotes",
    ),
    "spreadsheets/csv/csvkit_null_byte.csv": Gives(None, 2, ["a", "b", "c"], ["", "2", "3"]),
    "spreadsheets/csv/csvkit_test_extra_header.csv": Gives(
        None, 2, ["a", "b", "c", "d"], ["1", "2", "3"]
    ),
    "spreadsheets/csv/csvkit_test_header_newline.csv": Gives(
        None, 2, ["start \t\n\x0b\x0c\r end", "b", "c"], ["d", "e", "f"]
    ),
    "spreadsheets/csv/csvkit_test_latin1.csv": Gives(None, 3, ["a", "b", "c"], ["1", "2", "3"]),
    "spreadsheets/csv/csvkit_test_utf16_big.csv": Gives(None, 3, ["a", "b", "c"], ["1", "2", "3"]),
    "spreadsheets/csv/diacamma_members_single_quotes.csv": Gives(
        1,
        6,
        ["nom", "prenom", "sexe", "adresse"],
        ["USIF", "Pierre", "Homme", "37 avenue de la plage"],
    ),
    "spreadsheets/csv/messytables_excel_pasting.csv": Gives(
        None,
        19,
        ["CO2 emissions by different sub-groups in manufacturing sector, 2000 to 2007", "", "", ""],
        ["thousand tonnes carbon equivalent", "", "", ""],
        why="its heads are years and name nothing a donor or a gift has: a person says which row",
    ),
    "spreadsheets/csv/messytables_simple.csv": Gives(
        None, 7, ["date", "temperature", "place"], ["2011-01-01", "1", "Galway"]
    ),
    "spreadsheets/csv/messytables_simple.ssv": Gives(
        None, 7, ["date", "temperature", "place"], ["2011-01-01", "1", "Galway"]
    ),
    "spreadsheets/csv/messytables_simple.zip": Gives(
        None, 7, ["date", "temperature", "place"], ["2011-01-01", "1", "Galway"]
    ),
    "spreadsheets/csv/messytables_skip_initials.csv": Gives(
        None,
        3,
        ["field1", "field2"],
        ["hello", "goodbye"],
        why="its heads name nothing a donor or a gift has: a person says which row",
    ),
    "spreadsheets/csv/messytables_utf8bom.csv": Gives(None, 1, ["kitten", "win"]),
    "spreadsheets/csv/openpetra_samplePartnerImport_dates_dmy.csv": Gives(
        1,
        3,
        ["PartnerKey", "FirstName", "FamilyName", "DateOfBirth"],
        ["", "Dalton", "Lloyd", "19/08/79"],
        why="days of birth are not kept, so nothing is rejected for them in either order",
    ),
    "spreadsheets/csv/openpetra_samplePartnerImport_invalid.csv": Gives(
        1, 4, ["Partner Key", "FirstName", "FamilyName", "Gender"], ["", "", "", "Male"]
    ),
    "spreadsheets/csv/paheko_auto.csv": Gives(
        1,
        10,
        ["Numéro de membre", "Nom & prénom", "Adresse E-Mail", "Adresse postale"],
        ["2", "Poqucz Bcmbul", "giccaq7h@u6hhp.fr", "2 rue des arbres"],
        why="links between members are not kept: households are made on the sheets",
    ),
    "spreadsheets/csv/paheko_creation.csv": Gives(
        1,
        106,
        ["Numéro de membre", "Nom & prénom", "Adresse E-Mail", "Adresse postale"],
        ["2", "Mueôpé Bùilma", "2sicmyb1@k3aks.fr", ""],
    ),
    "spreadsheets/csv/paheko_maj.csv": Gives(
        1,
        10,
        ["Numéro de membre", "Nom & prénom", "Adresse E-Mail", "Adresse postale"],
        ["1", "Grunberg Laurence", "lgrun@example.org", "28 rue Nemours"],
    ),
    "spreadsheets/xl/agate_test_ambiguous_date.xlsx": Gives(
        0, 2, ["s"], [date(1900, 1, 1)], sheet="Sheet1", sheets=["Sheet1", "Sheet2", "Sheet3"]
    ),
    "spreadsheets/xl/agate_test_sheets.xlsx": Gives(
        1,
        4,
        ["number", "text", "boolean", "date"],
        [1.0, "a", True, date(2015, 11, 4)],
        sheet="data",
        sheets=["not this sheet", "data"],
    ),
    "spreadsheets/xl/agate_test_skip_lines.xlsx": Gives(
        4, 4, ["number", "text", "boolean", "date"], [1.0, "a", True, date(2015, 11, 4)]
    ),
    "spreadsheets/xl/calamine_any_sheets.xlsx": Gives(
        0,
        4,
        [1.0, 2.0],
        [3.0, 4.0],
        sheet="Visible",
        sheets=["Visible", "hidden: Hidden", "hidden: VeryHidden"],
    ),
    "spreadsheets/xl/calamine_biff5_write.xls": Gives(
        None, 4, [1.0, 2.0, 3.0, ""], [True, False, "", "sheetjs"]
    ),
    "spreadsheets/xl/calamine_date.ods": Gives(
        0, 4, [date(2021, 1, 1), 15.0], [datetime.combine(date(2021, 1, 1), time(10, 10, 10)), 16.0]
    ),
    "spreadsheets/xl/calamine_date.xlsx": Gives(
        0, 3, [date(2021, 1, 1), 15.0], [date(2021, 1, 2), 16.0]
    ),
    "spreadsheets/xl/calamine_date_1904.xlsx": Gives(
        0, 3, [date(2021, 1, 1), 15.0], [date(2021, 1, 2), 16.0]
    ),
    "spreadsheets/xl/calamine_encoded_entities.xlsx": Gives(0, 1, ["&"]),
    "spreadsheets/xl/calamine_errors.xlsx": Gives(
        0, 7, ["#DIV/0!"], ["#NAME?"], sheet="Feuil1", sheets=["Feuil1", "Feuil2", "Feuil3"]
    ),
    "spreadsheets/xl/calamine_has_x000D_.xlsx": Gives(0, 1, ["ABC\nDEF"]),
    "spreadsheets/xl/calamine_header-row.xlsx": Gives(
        9, 3, ["Columns", "Column A", "Column B", "Column C"], ["put data here", 1.0, 2.0, 3.0]
    ),
    "spreadsheets/xl/calamine_inlineStr_with_value.xlsx": Gives(
        1, 2, ["NN", "Hierarchy", "", "Outline Number"], [1.0, "+", "", "1."]
    ),
    "spreadsheets/xl/calamine_merge_cells.xlsx": Gives(
        None,
        2,
        ["Row Merge", "", "Not Merged"],
        ["Column Merge", "Chunk Merged", ""],
        merged=("A1:B1", "A2:A4", "B2:D4"),
    ),
    "spreadsheets/xl/calamine_merged_range.xlsx": Gives(
        None,
        3,
        ["A1", "B1", "C1", ""],
        ["A3", "B3", "C3", ""],
        sheet="Sheet1",
        sheets=["Sheet1", "Sheet2"],
        merged=("H1:H2", "A1:A2", "B1:B2", "C1:D2", "C3:D3", "C4:D4", "E1:E2", "F1:F2", "G1:G2"),
    ),
    "spreadsheets/xl/calamine_no-header.xlsx": Gives(0, 2, ["a", 0.0], ["b", 1.0]),
    "spreadsheets/xl/calamine_number_rows_repeated.ods": Gives(
        1,
        5,
        ["A", "B"],
        ["C", "D"],
        sheet="Sheet1",
        sheets=["Sheet1", "Sheet2", "Sheet3"],
        why="eight rows, three of them blank: blank rows are left out",
    ),
    "spreadsheets/xl/calamine_special_cells.ods": Gives(
        0, 5, ["Split\nLine"], ["Value  With spaces"]
    ),
    "spreadsheets/xl/calamine_whitespace_trim.xlsx": Gives(
        None,
        3,
        ["trimmed value", "value with tabs", "", "clean text"],
        ["line1\nline2", "line1\nline2", "", ""],
        sheet="inlineStr",
        sheets=["inlineStr", "SharedStrings"],
    ),
    "spreadsheets/xl/messytables_blank_line.ods": Gives(
        1, 4, ["Name", "Age", "When"], ["Bob", 20.0, date(2010, 10, 10)]
    ),
    "spreadsheets/xl/messytables_multilineods.ods": Gives(
        0, 1, ["1\n2\n3\n4"], sheet="Sheet1", sheets=["Sheet1", "Sheet2", "Sheet3"]
    ),
    "spreadsheets/xl/messytables_simple.xls": Gives(
        None, 7, ["date", "temperature", "place"], [date(2011, 1, 1), 1.0, "Galway"]
    ),
    "spreadsheets/xl/messytables_simple.xlsx": Gives(
        None, 7, ["date", "temperature", "place"], [date(2011, 1, 1), 1.0, "Galway"]
    ),
    "spreadsheets/xl/messytables_span_rich.xls": Gives(
        None, 6, ["I", "h", "g", "f"], ["j", "MERGE", "", "e"], merged=("B2:C3",)
    ),
    "spreadsheets/xl/tablib_bad_dimensions.xlsx": Gives(
        1, 4, ["PN", "Qty", "Price"], ["EP00001", 10000.0, 0.0367]
    ),
    "spreadsheets/xl/tablib_book.ods": Gives(
        0,
        1,
        [date(2023, 3, 12), datetime.combine(date(2023, 3, 14), time(13, 43)), 124.0, time(16, 45)],
        sheet="Sheet1",
        sheets=["Sheet1", "Sheet2"],
    ),
    "spreadsheets/xl/tablib_dates.xls": Gives(0, 2, ["birth_date"], [date(2015, 4, 12)]),
    "spreadsheets/xl/tablib_ragged.xlsx": Gives(None, 2, ["a", "b"], [1.0, ""]),
    "exports/civicrm_contributions_amount_validate.csv": Gives(
        1,
        3,
        ["Total Amount", "Receive Date", "Financial Type", "External identifier"],
        ["1,230.99", "2008-09-20", "Donation", "ext-1"],
    ),
    "exports/helloasso_2019_membership_champ_additionnel.csv": Gives(
        1,
        5,
        ["Numéro", "Formule", "Montant adhésion", "Code promo"],
        ["37", "Inscription Adulte HORS COMMUNE  - Assurance Base +", "223,00", ""],
    ),
    "exports/helloasso_payments_17col.csv": Gives(
        1,
        3,
        ["Référence commande", "Référence paiement", "Montant total", "Date du paiement"],
        ["82810", "53041", "45,00", "03/04/2026 18:23:13"],
    ),
    "exports/helloasso_payments_31col.csv": Gives(
        1,
        9,
        ["Référence commande", "Référence paiement", "Montant total", "Date du paiement"],
        ["90001", "70001", "50,00", "03/01/2026 09:12:44"],
    ),
    "exports/oca_paypal_activity_en.csv": Gives(
        1, 77, ["Date", "Time", "TimeZone", "Name"], ["29/12/2015", "07:45:51", "PST", "PARTNER1"]
    ),
    "exports/oca_paypal_statement_es.csv": Gives(
        1,
        5,
        ["Fecha", "Hora", "Zona horaria", "Descripción"],
        ["2/1/2020", "11:05:56", "Europe/Berlin", "Pago estándar"],
    ),
    "exports/openpetra_GiftBatch.csv": Gives(
        0,
        5,
        ["B", "NUnit Gift Batch", "6200", "0.0000000000"],
        ["T", "43005001", "Donor, Test, Mr", ""],
    ),
    "exports/paypal_fr_39col.csv": Gives(
        1,
        7,
        ["Date", "Heure", "Fuseau horaire", "Nom"],
        ["03/01/2026", "09:15:00", "CET", "Hélène Martin"],
    ),
}


def _files() -> list[str]:
    return [
        path.relative_to(OTHERS).as_posix()
        for folder in _FOLDERS
        for path in OTHERS.joinpath(folder).rglob("*")
        if path.is_file() and path.suffix != ".md"
    ]


@pytest.mark.parametrize("name", GIVEN)
def test_a_table_of_others_gives_what_is_said_of_it(name: str) -> None:
    given, path = GIVEN[name], others(*name.split("/"))
    kind = ImportKind.GIFTS if name.startswith("exports") else ImportKind.DONORS
    table = open_table(path)
    try:
        plan = settle(table, kind, Choices(), 2026)
        rows = list(table.rows(plan.sheet.name))
        names = [one.name if one.visible else f"hidden: {one.name}" for one in table.sheets]
    finally:
        table.close()
    start = next(place for place, row in enumerate(rows) if row[0] >= (given.head or 1))
    below = rows[start + 1 :][:1]
    assert given.head in {None, plan.columns.header_row}
    assert (len(rows), rows[start][1][:4]) == (given.filled, given.first)
    assert [cells[:4] for _number, cells in below] == ([given.then] if given.then else [])
    assert names == (given.sheets or names[:1])
    assert plan.sheet.name == (given.sheet or plan.sheet.name)
    assert plan.sheet.merged == given.merged


@pytest.mark.parametrize("name", REFUSED)
def test_a_table_of_others_that_holds_nothing_is_refused(name: str) -> None:
    path = others(*name.split("/"))
    with pytest.raises(OboleError) as told:
        settle(open_table(path), ImportKind.DONORS, Choices(), 2026)
    assert told.value.code == REFUSED[name]
    assert path.name in told.value.message


def test_no_table_of_others_is_forgotten() -> None:
    others(*_FOLDERS[:1])
    assert sorted([*GIVEN, *REFUSED]) == sorted(_files())


TRAPS: dict[str, tuple[int, int, Cell]] = {
    "xl/messytables_blank_line.ods": (3, 1, 23.0),
    "xl/calamine_special_cells.ods": (5, 0, "Value   With 2 spaces before and after"),
    "xl/agate_test_skip_lines.xlsx": (6, 1, "\N{THUMBS UP SIGN}"),
    "xl/calamine_errors.xlsx": (7, 0, "#N/A"),
    "csv/csvkit_test_latin1.csv": (3, 2, "\N{COPYRIGHT SIGN}"),
    "csv/csvkit_test_utf16_big.csv": (3, 2, "\N{LATIN SMALL LETTER DEZH DIGRAPH}"),
}


def test_values_that_are_traps_are_read_as_they_are_shown() -> None:
    for name, (number, place, cell) in TRAPS.items():
        rows = dict(_rows(others("spreadsheets", *name.split("/"))))
        assert rows[number][place] == cell, name


def _rows(path: Path) -> list[tuple[int, list[Cell]]]:
    table = open_table(path)
    try:
        return list(table.rows(table.sheets[0].name))
    finally:
        table.close()
