# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cell whose formula ended in an error is told, whatever the program that saved it.

``files/errors.xls`` and ``files/errors.ods`` are one workbook of ours saved by LibreOffice 7.4,
the second without the parts that hold no cell.
"""

import struct
import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.adapters.excel.compound import check_compound
from app.adapters.excel.reader import open_table
from app.adapters.excel.records import old_errors
from app.domain.imports.cells import Cell
from app.kernel.errors import OboleError, Trouble
from tests.adapters.test_excel_reader import ODS, code_of, ods, rows_of
from tests.fuzz.breaking import broken
from tests.support.tables import others

FILES = Path(__file__).parent / "files"
HEAD: list[Cell] = ["Nom", "Montant", "Fonds"]


def test_the_errors_of_a_newer_workbook() -> None:
    found = rows_of(others("spreadsheets", "xl", "calamine_errors.xlsx"))
    errors = ["#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#REF!", "#NUM!", "#N/A"]
    assert found == [(number, [told]) for number, told in enumerate(errors, 1)]


@pytest.mark.parametrize(
    ("name", "root", "index"),
    [("errors.xls", "#VALUE!", "#VALUE!"), ("errors.ods", "Err:502", "Err:502")],
)
def test_the_errors_of_older_and_open_workbooks(name: str, root: str, index: str) -> None:
    assert rows_of(FILES / name, "Dons") == [
        (1, HEAD),
        (2, ["Abricot", "#N/A", "x"]),
        (3, ["Bleuet", "#DIV/0!", "x"]),
        (4, ["Cassis", "#VALUE!", "x"]),
        (5, ["Datte", "#NAME?", "x"]),
        (6, ["Epine", root, "x"]),
        (7, ["Figue", 12.0, "x"]),
        (8, ["Genet", index, "x"]),
        (9, ["Houx", "#REF!", "x"]),
        (10, ["Iris", "ok", "x"]),
        (11, ["Jonc", 5.0, "#N/A"]),
        (12, ["Kiwi", "#DIV/0!", ""]),
    ]
    below = [(number, cells[-2:]) for number, cells in rows_of(FILES / name, "Plus bas")]
    assert below == [(4, ["Nom", "Montant"]), (5, ["Lilas", "#DIV/0!"])]


def test_errors_stand_in_the_sheet_and_the_cell_they_are_in(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Un"
    book.active.append(["Nom", "Montant"])
    second = book.create_sheet("Deux")
    second.append(["Nom", "Montant"])
    second.append(["A", "#N/A"])
    second["B2"].data_type = "e"
    third = book.create_sheet("Plus bas")
    third["D4"] = "#REF!"
    third["D4"].data_type = "e"
    third["C5"] = "Lilas"
    book.save(tmp_path / "a.xlsx")
    assert rows_of(tmp_path / "a.xlsx", "Plus bas") == [(4, ["", "#REF!"]), (5, ["Lilas", ""])]
    assert rows_of(tmp_path / "a.xlsx", "Un") == [(1, ["Nom", "Montant"])]
    assert rows_of(tmp_path / "a.xlsx", "Deux") == [(1, ["Nom", "Montant"]), (2, ["A", "#N/A"])]


CELL = "<table:table-cell {told}>{note}<text:p>{shown}</text:p></table:table-cell>"
NUMBER = 'table:formula="of:=A1" office:value-type="float" office:value="{value}"'
SAID = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
NOTE = "<office:annotation><text:p>#REF!</text:p></office:annotation>"


@pytest.mark.parametrize(
    ("told", "shown", "expected"),
    [
        (NUMBER.format(value="0"), "#VALEUR !", "#VALEUR !"),
        (NUMBER.format(value="0"), "Err:504", "Err:504"),
        (NUMBER.format(value="0"), "0,00 €", 0.0),
        (NUMBER.format(value="12.5"), "12,50 €", 12.5),
        (SAID, "#NOM\N{NO-BREAK SPACE}?", "#NOM\N{NO-BREAK SPACE}?"),
        (SAID, "#BEZUG!", "#N/A"),
        (SAID, "", "#N/A"),
    ],
)
def test_what_other_programs_leave_as_zero_is_told_as_it_is_shown(
    tmp_path: Path, told: str, shown: str, expected: Cell
) -> None:
    cell = CELL.format(told=told, shown=shown, note=NOTE)
    row = f"<table:table-row>{cell}<table:table-cell/></table:table-row>"
    path = ods(tmp_path / "a.ods", ODS.format(rows=row))
    assert [cells[:1] for _number, cells in rows_of(path)] == [[expected]]


def test_errors_are_repeated_with_their_cell_and_their_row(tmp_path: Path) -> None:
    cell = CELL.format(
        told=SAID + ' table:number-columns-repeated="{times}"', shown="#N/A", note=""
    )
    row = '<table:table-row table:number-rows-repeated="{times}">' + cell + "</table:table-row>"
    twice = ods(tmp_path / "a.ods", ODS.format(rows=row.format(times=2) + row.format(times=1)))
    assert [(number, cells[0]) for number, cells in rows_of(twice)] == [
        (1, "#N/A"),
        (2, "#N/A"),
        (3, "#N/A"),
    ]
    assert rows_of(twice)[0][1] == ["#N/A", "#N/A"]
    full = ods(tmp_path / "b.ods", ODS.format(rows=row.format(times=5000)))
    assert code_of(full) == "table.too_big"


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


BEGIN, END = record(0x0809, b"\0" * 8), record(0x000A)
FAULT = record(0x0205, struct.pack("<HHHBB", 3, 2, 0, 0x2A, 1))


def test_sheets_that_lie_within_each_other_are_refused() -> None:
    sheets = 400
    start = len(BEGIN) + sheets * 8 + len(END)
    listed = record(0x0085, struct.pack("<I", start)) * sheets
    stream = BEGIN + listed + END + BEGIN + FAULT * sheets + END
    with pytest.raises(Trouble) as told:
        old_errors(Path("a.xls"), stream)
    assert told.value.code == "table.damaged"
    once = BEGIN + record(0x0085, struct.pack("<I", len(BEGIN) + 8 + len(END))) + END
    assert old_errors(Path("a.xls"), once + BEGIN + FAULT + END) == ({(4, 2): "#N/A"},)


def xlsb(path: Path, cells: bytes) -> Path:
    """Write a binary workbook of one sheet, whose cells are these records."""

    def one(kind: int, body: bytes = b"") -> bytes:
        told = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        return told + bytes([len(body)]) + body

    def words(told: str) -> bytes:
        return struct.pack("<I", len(told)) + told.encode("utf-16-le")

    sheet = struct.pack("<II", 0, 1) + words("rId1") + words("Dons")
    area = struct.pack("<4I", 0, 9, 0, 9)
    book = [one(131), one(153, b"\0" * 12), one(143), one(156, sheet), one(144), one(157), one(132)]
    body = one(129) + one(148, area) + one(145) + cells + one(146) + one(130)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relation = f'<Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet1.bin"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"".join(book))
        archive.writestr("xl/_rels/workbook.bin.rels", RELATIONS.format(space, relation))
        archive.writestr("xl/worksheets/sheet1.bin", body)
    return path


RELATIONS = '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{}">{}</Relationships>'


def cell_of(kind: int, column: int, value: bytes) -> bytes:
    body = struct.pack("<II", column, 0) + value
    return bytes([kind, len(body)]) + body


def row_of(number: int) -> bytes:
    body = struct.pack("<I", number) + b"\0" * 13
    return bytes([0, len(body)]) + body


FAULTY = cell_of(3, 1, b"\x2a") + cell_of(11, 2, b"\x07" + b"\0" * 8)


def test_the_errors_of_a_binary_workbook_and_its_far_cells(tmp_path: Path) -> None:
    name, amount = cell_of(6, 1, struct.pack("<I", 1) + b"A\0"), struct.pack("<d", 12.5)
    good = row_of(2) + name + cell_of(5, 2, amount)
    bad = row_of(3) + FAULTY
    found = rows_of(xlsb(tmp_path / "a.xlsb", good + bad))
    assert found == [(3, ["A", 12.5]), (4, ["#N/A", "#DIV/0!"])]
    far = good + row_of(1_048_575) + cell_of(5, 16_383, amount)
    assert code_of(xlsb(tmp_path / "far.xlsb", far)) == "table.too_big"
    assert code_of(xlsb(tmp_path / "cut.xlsb", good + b"\x80")) == "table.foreign"


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_any_records_are_gone_over_or_refused(body: bytes) -> None:
    start = len(BEGIN) + 8 + len(END)
    stream = BEGIN + record(0x0085, struct.pack("<I", start)) + END + BEGIN + FAULT + body
    found = old_errors(Path("a.xls"), stream)
    assert found[0][4, 2].startswith("#")


@pytest.mark.parametrize("name", ["errors.xls", "errors.ods", "errors.xlsb"])
def test_errors_in_files_broken_anywhere_are_read_or_refused(tmp_path: Path, name: str) -> None:
    known = FILES / name
    source = known if known.exists() else xlsb(tmp_path / "own.xlsb", row_of(2) + FAULTY)
    body, chance = source.read_bytes(), Random(11)
    ends = set()
    for _each in range(100):
        path = tmp_path / name
        path.write_bytes(broken(body, chance))
        try:
            table = open_table(path)
            assert all(cells for sheet in table.sheets for _n, cells in table.rows(sheet.name))
            ends.add("read")
        except OboleError as trouble:
            assert trouble.message
            ends.add("refused")
    assert ends == {"read", "refused"}


def test_the_stream_of_cells_is_found_in_small_and_large_sectors() -> None:
    small, large = FILES / "errors.xls", others("spreadsheets", "xl", "messytables_simple.xls")
    for path in (small, large):
        assert check_compound(path).startswith(b"\x09\x08")
