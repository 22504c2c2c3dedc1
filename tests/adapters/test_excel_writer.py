# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists out: true numbers and days, totals, nothing a spreadsheet would run, never half a file."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from app.adapters.excel import writer, xlsx
from app.adapters.excel.reader import open_table
from app.adapters.excel.writer import write_table
from app.domain.exports import CellKind, Column, Conventions, harmless
from app.kernel.errors import Refused, Trouble
from app.kernel.i18n import use_language

COLUMNS = [
    Column("Nom", width=20),
    Column("Date", CellKind.DAY),
    Column("Montant", CellKind.MONEY, total=True),
    Column("Dons", CellKind.COUNT, total=True),
]
ROWS = [
    ("Lefèvre", date(2025, 12, 3), 123_450, 2),
    ("=HYPERLINK(1)", None, -10, 1),
    ('A & "B" <c>', date(2024, 2, 29), 1, 0),
]


def test_a_workbook_read_by_another_program(tmp_path: Path) -> None:
    assert write_table(tmp_path / "a.xlsx", "Dons 2025", COLUMNS, ROWS) == 3
    sheet = load_workbook(tmp_path / "a.xlsx", data_only=True)["Dons 2025"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D4"
    assert sheet.column_dimensions["A"].width == pytest.approx(20, abs=1)
    assert [cell.value for cell in sheet[2]] == ["Lefèvre", datetime(2025, 12, 3), 1234.5, 2]  # noqa: DTZ001
    assert sheet["A3"].data_type == "s"
    assert sheet["C2"].number_format == '#,##0.00 "€"'
    assert [cell.value for cell in sheet[6]] == ["Total", None, 1234.41, 3]
    summed = load_workbook(tmp_path / "a.xlsx")["Dons 2025"][6]
    assert [cell.value for cell in summed] == ["Total", None, "=SUM(C2:C4)", "=SUM(D2:D4)"]


def test_what_a_workbook_cannot_hold_is_told_by_the_cell(tmp_path: Path) -> None:
    rows = [("n" * 40_000, date(1899, 12, 30), 1, 1), ("n", date(1900, 3, 1), 1, 1)]
    write_table(tmp_path / "a.xlsx", "Dons", COLUMNS, rows)
    first, second, *_total = load_workbook(tmp_path / "a.xlsx").active.iter_rows(
        min_row=2, values_only=True
    )
    assert (len(first[0]), first[0][-2:], first[1]) == (32_767, "n…", "1899-12-30")
    assert second[1] == datetime(1900, 3, 1)  # noqa: DTZ001


def test_every_text_is_read_back_by_other_programs(tmp_path: Path) -> None:
    texts = ["=1+1", "+33 6", "@x", "-1", "a & b < c > d", '"q"', "<r>r</r>", "http://x.org"]
    texts += ["007", "  l1\nl2 ", "\ttab", "é€😀", "]]>", "&lt;"]
    signs = ["\x00\x01\x0b\x1f", "_x0041_ _x00"]
    path = tmp_path / "a.xlsx"
    write_table(path, "Dons", [Column("Nom")], [(text,) for text in (*texts, *signs)])
    _head, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert [cells[0] for cells in rows] == texts + signs
    # openpyxl leaves the signs XML has no place for as sheets write them.
    last = len(texts) + 1
    rows = load_workbook(path).active.iter_rows(min_row=2, max_row=last, values_only=True)
    assert [cells[0] for cells in rows] == texts


def test_days_and_amounts_are_the_numbers_a_workbook_has_for_them(tmp_path: Path) -> None:
    days = [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2024, 2, 29), date.max]
    rows = [("", day, cents, 0) for day, cents in zip(days, (1, -10, 33, 10**13, 0), strict=True)]
    write_table(tmp_path / "a.xlsx", "Dons", COLUMNS, rows)
    with ZipFile(tmp_path / "a.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    # ECMA-376 part 1, 18.17.4.1: day 60 is a 29 February 1900 that was not.
    numbers = re.findall(r'<c r="B\d+" s="\d+"><v>(\d+)</v>', sheet)
    assert numbers == ["1", "59", "61", "45351", "2958465"]
    amounts = [row[2] for row in load_workbook(tmp_path / "a.xlsx").active.iter_rows(2, 6, 1, 3)]
    assert [cell.value for cell in amounts] == [0.01, -0.1, 0.33, 10**11, 0]


def test_a_sheet_longer_than_a_workbook_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "_MOST_BYTES", 100)
    with pytest.raises(Refused) as refused:
        write_table(tmp_path / "a.xlsx", "Dons", COLUMNS, ROWS)
    assert refused.value.code == "export.too_long"
    assert not list(tmp_path.iterdir())


def test_more_rows_than_a_sheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_MOST_ROWS", 2)
    for ending in ("xlsx", "ods"):
        with pytest.raises(Refused) as refused:
            write_table(tmp_path / f"a.{ending}", "Dons", COLUMNS, ROWS)
        assert refused.value.code == "export.too_many"
    assert write_table(tmp_path / "a.csv", "Dons", COLUMNS, ROWS) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_what_is_written_is_read_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    write_table(path, "Liste d'été", COLUMNS, ROWS)
    table = open_table(path)
    found = [cells for _number, cells in table.rows("Liste d'été")]
    assert found[1] == ["Lefèvre", date(2025, 12, 3), 1234.5, 2.0]
    assert found[2][0] == "=HYPERLINK(1)"
    assert found[3][0] == 'A & "B" <c>'
    assert found[-1] == ["Total", "", 1234.41, 3.0]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for ending in ("xlsx", "ods", "csv"):
        first, second = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
        write_table(first, "Dons", COLUMNS, ROWS)
        write_table(second, "Dons", COLUMNS, ROWS)
        assert first.read_bytes() == second.read_bytes()


def test_text_tables_follow_the_reader_s_habits(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with use_language("fr"):
        write_table(path, "Dons", COLUMNS, ROWS)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[:3] == [
        "Nom;Date;Montant;Dons",
        "Lefèvre;03/12/2025;1234,50;2",
        "'=HYPERLINK(1);;-0,10;1",
    ]
    with use_language("fr"):
        write_table(path, "Gifts", COLUMNS, ROWS, Conventions.INTERNATIONAL)
    assert path.read_text(encoding="utf-8-sig").splitlines()[1] == "Lefèvre,2025-12-03,1234.50,2"


@given(st.text(max_size=20) | st.text("'=+-@7 a", max_size=6))
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    safe = harmless(text)
    phone = safe.startswith("+") and safe[1:].replace(" ", "").isdecimal()
    assert phone or not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    marked = safe.startswith("'") and safe.lstrip("'").startswith(("=", "+", "-", "@", *"\t\r\n"))
    assert (safe[1:] if marked else safe) == text


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[object, ...]]:
        yield ROWS[0]
        raise OSError(28, "No space left on device")

    for ending in ("xlsx", "ods", "csv"):
        path = tmp_path / f"a.{ending}"
        path.write_bytes(b"old")
        with pytest.raises(Trouble, match="No space left"):
            write_table(path, "Dons", COLUMNS, failing())
        assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 3


def test_an_unknown_ending_or_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        write_table(tmp_path / "a.pdf", "Dons", COLUMNS, ROWS)
    assert refused.value.code == "export.format"
    with pytest.raises(Trouble):
        write_table(tmp_path / "nulle" / "part.xlsx", "Dons", COLUMNS, ROWS)
