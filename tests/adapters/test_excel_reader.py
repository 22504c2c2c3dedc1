# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks and text tables are read as they are, or refused with a sentence."""

import zipfile
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.adapters.excel import guards
from app.adapters.excel.reader import open_table
from app.domain.imports.cells import Cell
from app.kernel.errors import OboleError, Trouble
from tests.fuzz.breaking import broken
from tests.support.tables import others, text, workbook


def rows_of(path: Path, sheet: str = "") -> list[tuple[int, list[Cell]]]:
    table = open_table(path)
    try:
        return list(table.rows(sheet or table.sheets[0].name))
    finally:
        table.close()


def code_of(path: Path) -> str:
    with pytest.raises(Trouble) as told:
        rows_of(path)
    assert path.name in told.value.message
    return told.value.code


def test_a_workbook_keeps_numbers_days_and_row_numbers(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", {"Dons": [["Titre"], [], ["Nom", "Date"], ["X ", date(2025, 12, 3)]]}
    )
    assert rows_of(path) == [
        (1, ["Titre", ""]),
        (3, ["Nom", "Date"]),
        (4, ["X", date(2025, 12, 3)]),
    ]


def test_hidden_sheets_and_merged_cells_are_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Vue"
    book.active.append(["Nom", "", "Montant"])
    book.active.merge_cells("A1:B1")
    book.create_sheet("Cachée").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    table = open_table(tmp_path / "a.xlsx")
    assert [(s.name, s.visible, s.merged) for s in table.sheets] == [
        ("Vue", True, ("A1:B1",)),
        ("Cachée", False, ()),
    ]


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("vide.xlsx", b"", "table.empty"),
        ("texte.xls", b"Attachment lost", "table.foreign"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" * 50, "table.foreign"),
        ("binaire.csv", bytes(range(256)) * 40, "table.foreign"),
        ("coupe.xlsx", b"PK\x03\x04" + b"\0" * 60, "table.damaged"),
        ("vieux.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "table.damaged"),
    ],
)
def test_what_is_no_table_is_refused_by_name(
    tmp_path: Path, name: str, body: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(body)
    assert code_of(tmp_path / name) == code


def test_a_missing_file_and_a_foreign_archive_are_refused(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nulle-part.xlsx") == "table.unreadable"
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("lisez-moi.txt", "rien")
    assert code_of(tmp_path / "a.xlsx") == "table.foreign"


def with_sheet(source: Path, target: Path, sheet: str) -> Path:
    """Copy a workbook with another body for its first sheet."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = sheet.encode() if name.endswith("sheet1.xml") else old.read(name)
            new.writestr(name, body)
    return target


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<dimension ref="A1:AMJ1048576"/><sheetData>{rows}</sheetData></worksheet>'
)


def test_a_million_declared_rows_cost_nothing_and_far_cells_are_refused(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", {"A": [["x"]]})
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    empty = SHEET.format(rows=near + '<row r="1048576"><c r="AMJ1048576"/></row>')
    assert rows_of(with_sheet(plain, tmp_path / "empty.xlsx", empty)) == [(1, [1.0])]
    far = SHEET.format(rows=near + '<row r="1048576"><c r="AMJ1048576"><v>1</v></c></row>')
    assert code_of(with_sheet(plain, tmp_path / "far.xlsx", far)) == "table.too_big"
    nameless = near + '<row r="1048576">' + "<c/>" * 99 + "<c><v>1</v></c></row>"
    refused = with_sheet(plain, tmp_path / "nameless.xlsx", SHEET.format(rows=nameless))
    assert code_of(refused) == "table.too_big"


def test_a_swelling_archive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MAX_UNPACKED", 10_000)
    plain = workbook(tmp_path / "plain.xlsx", {"A": [["x"]]})
    big = SHEET.format(rows=" " * 20_000)
    assert code_of(with_sheet(plain, tmp_path / "big.xlsx", big)) == "table.too_big"


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""
FILLED = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


def ods(path: Path, content: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def test_repeated_rows_of_an_open_document(tmp_path: Path) -> None:
    twice = f'<table:table-row table:number-rows-repeated="2">{FILLED}</table:table-row>'
    last = 'table:number-rows-repeated="1048574"'
    rest = f"<table:table-row {last}><table:table-cell/></table:table-row>"
    assert len(rows_of(ods(tmp_path / "a.ods", ODS.format(rows=twice + rest)))) == 2
    wide = FILLED.replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="999"'
    )
    bomb = f'<table:table-row table:number-rows-repeated="1000000">{wide}</table:table-row>'
    assert code_of(ods(tmp_path / "b.ods", ODS.format(rows=bomb))) == "table.too_big"
    assert code_of(ods(tmp_path / "c.ods", ODS.format(rows="<broken"))) == "table.damaged"
    entity = '<!DOCTYPE a [<!ENTITY lol "lol">]>' + ODS.format(rows=twice)
    assert code_of(ods(tmp_path / "d.ods", entity)) == "table.too_big"
    unknown = '<?xml version="1.0" encoding="TF-8"?>' + ODS.format(rows=twice)
    assert code_of(ods(tmp_path / "e.ods", unknown)) == "table.damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encoding_and_separator_are_found(tmp_path: Path, encoding: str, separator: str) -> None:
    head = ["Nom", "Prénom", "Ville", "Remarque"]
    people = [["Lefèvre", "Hélène", "Orléans", "à rappeler, été"]] * 8
    lines = [separator.join(f'"{cell}"' for cell in row) for row in [head, *people]]
    path = text(tmp_path / "a.csv", "\r\n".join(lines) + "\r\n", encoding)
    found = rows_of(path)
    assert [cells for _number, cells in found] == [head, *people]


def test_quotes_line_ends_and_stray_nulls(tmp_path: Path) -> None:
    single = text(tmp_path / "a.csv", "'nom','voie'\n'X','1 rue de l'Oisans'\n'','',\n")
    assert rows_of(single)[1] == (2, ["X", "1 rue de l'Oisans"])
    mac = text(tmp_path / "b.csv", "a,b,c\r1,2,3\r4,\0,6\r")
    assert [cells for _n, cells in rows_of(mac)] == [
        ["a", "b", "c"],
        ["1", "2", "3"],
        ["4", "", "6"],
    ]
    inside = text(tmp_path / "c.csv", 'a;b\n"deux\nlignes";2\n3;4\n')
    assert rows_of(inside) == [(1, ["a", "b"]), (2, ["deux\nlignes", "2"]), (4, ["3", "4"])]


def test_a_quote_left_open_never_swallows_rows(tmp_path: Path) -> None:
    lines = ["nom;montant", "A;1", '"B;2', "C;3", "D;4"]
    with pytest.raises(Trouble, match="line 3"):
        rows_of(text(tmp_path / "a.csv", "\n".join(lines) + "\n"))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, body: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("a.csv", "a.xlsx"):
        (folder / name).write_bytes(body)
        try:
            found = rows_of(folder / name)
        except OboleError as refused:
            assert refused.message
        else:
            assert all(cells for _number, cells in found)


def test_sound_tables_broken_anywhere_are_read_or_refused(tmp_path: Path) -> None:
    workbook(tmp_path / "own.xlsx", {"Dons": [["Nom", "Montant"], ["ABRICOT", 12.5]]})
    body, chance = (tmp_path / "own.xlsx").read_bytes(), Random(7)
    refused = 0
    for _each in range(150):
        path = tmp_path / "broken.xlsx"
        path.write_bytes(broken(body, chance))
        try:
            table = open_table(path)
            assert all(cells for sheet in table.sheets for _n, cells in table.rows(sheet.name))
        except OboleError as trouble:
            assert trouble.message
            refused += 1
    assert 0 < refused < 150


@pytest.mark.parametrize("name", ["tablib_dates.xls", "messytables_simple.xls"])
def test_an_old_workbook_whose_sectors_go_round_is_refused(tmp_path: Path, name: str) -> None:
    body = bytearray(others("spreadsheets", "xl", name).read_bytes())
    first = 512 + 512 * int.from_bytes(body[76:80], "little")
    body[first : first + 8] = b"\1\0\0\0\0\0\0\0"
    (tmp_path / name).write_bytes(body)
    assert code_of(tmp_path / name) == "table.damaged"


def test_a_text_table_alone_in_an_archive_is_read_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(unpacked))
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sous/dons.csv", "Nom;Montant\nA;5\n")
    assert rows_of(path) == [(1, ["Nom", "Montant"]), (2, ["A", "5"])]
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("autre.csv", "Nom;Montant\n")
    assert code_of(path) == "table.foreign"
    assert list(unpacked.iterdir()) == []
