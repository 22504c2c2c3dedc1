# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An OpenDocument spreadsheet written row by row (OASIS OpenDocument 1.3).

The libraries at hand build the whole document in memory; a list of a million gifts must not.
"""

import re
import zipfile
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from xml.sax.saxutils import escape, quoteattr

from app.domain.exports import CellKind, Column
from app.domain.imports.cells import column_letters
from app.kernel.currency import current_currency, symbol_of
from app.kernel.money import CENTS

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"
    for name, urn in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
        ("config", "config"),
    )
}
_SPACES["of"] = "urn:oasis:names:tc:opendocument:xmlns:of:1.2"
_XMLNS = " ".join(f'xmlns:{name}="{urn}"' for name, urn in _SPACES.items())
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" \
manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" \
manifest:media-type="{_TYPE}"/><manifest:file-entry manifest:full-path="content.xml" \
manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="settings.xml" \
manifest:media-type="text/xml"/></manifest:manifest>"""
_STYLES = """<number:date-style style:name="Nday"><number:day number:style="long"/>\
<number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text>\
<number:year number:style="long"/></number:date-style>\
<number:number-style style:name="Nmoney"><number:number number:decimal-places="2" \
number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>\
<number:text> {symbol}</number:text></number:number-style>\
<style:style style:name="day" style:family="table-cell" style:data-style-name="Nday"/>\
<style:style style:name="money" style:family="table-cell" style:data-style-name="Nmoney"/>\
<style:style style:name="head" style:family="table-cell"><style:table-cell-properties \
fo:background-color="#E8EEF4"/><style:text-properties fo:font-weight="bold"/></style:style>"""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings {xmlns} xmlns:ooo="http://openoffice.org/2004/office" \
office:version="1.3"><office:settings>\
<config:config-item-set config:name="ooo:view-settings">\
<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>\
<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>\
<config:config-item-map-named config:name="Tables">\
<config:config-item-map-entry config:name={sheet}>\
<config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item>\
<config:config-item config:name="VerticalSplitPosition" config:type="int">1</config:config-item>\
<config:config-item config:name="ActiveSplitRange" config:type="short">2</config:config-item>\
<config:config-item config:name="PositionBottom" config:type="int">1</config:config-item>\
</config:config-item-map-entry></config:config-item-map-named></config:config-item-map-entry>\
</config:config-item-map-indexed></config:config-item-set></office:settings>\
</office:document-settings>"""
_MILLIMETRES = 2.2
"""The width of a character."""
_FORBIDDEN = {code: None for code in (*range(32), 0xFFFE, 0xFFFF) if code not in {9, 10, 13}}
_SPECIAL = re.compile("[&<>\x00-\x1f\x85\u2028\u2029\ufffe\uffff]")
"""What is escaped, has no place in XML, or begins another paragraph."""
_STRING = '<table:table-cell office:value-type="string">'
_BLANK = "<table:table-cell/>"
_CHUNK = 400
"""Rows compressed at once."""
_MADE = (2000, 1, 1, 0, 0, 0)


class OdsSheet:
    """One sheet under way; use as ``with OdsSheet(path, title, columns) as sheet``."""

    def __init__(self, path: Path, title: str, columns: Sequence[Column]) -> None:
        """Prepare; nothing is written before the ``with`` block."""
        self._archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._title = title
        self._columns = columns
        self._writers = [_writer(column.kind) for column in columns]
        self._waiting: list[str] = []
        self._content: IO[bytes] | None = None
        self._rows = 0

    def __enter__(self) -> Self:
        mimetype = zipfile.ZipInfo("mimetype", _MADE)
        self._archive.writestr(mimetype, _TYPE, zipfile.ZIP_STORED)
        settings = _SETTINGS.format(xmlns=_XMLNS, sheet=quoteattr(self._title))
        for name, text in (("META-INF/manifest.xml", _MANIFEST), ("settings.xml", settings)):
            entry = zipfile.ZipInfo(name, _MADE)
            self._archive.writestr(entry, text, zipfile.ZIP_DEFLATED)
        entry = zipfile.ZipInfo("content.xml", _MADE)
        entry.compress_type = zipfile.ZIP_DEFLATED
        self._content = self._archive.open(entry, "w", force_zip64=True)
        self._open_table()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        # Each is closed even where the disk is full: none is left open behind.
        with self._archive, self._content or nullcontext():
            if kind is None:
                self._close_table()

    def write(self, row: Sequence[object], *, record: bool = True, total: bool = False) -> None:
        """Write one row; what is no ``record`` stands below the filtered ones.

        Args:
            row: In the order of the columns.
            record: Whether it is one of those filtered.
            total: Whether the spreadsheet computes the columns that have a total again.
        """
        cells = [
            _BLANK if value is None or value == "" else write(value)
            for write, value in zip(self._writers, row, strict=True)
        ]
        if total and self._rows:
            cells = [self._summed(index, cell) for index, cell in enumerate(cells)]
        self._waiting.append(f"<table:table-row>{''.join(cells)}</table:table-row>\n")
        if len(self._waiting) == _CHUNK:
            self._flush()
        self._rows += record

    def _flush(self) -> None:
        self._put("".join(self._waiting))
        self._waiting.clear()

    def _summed(self, index: int, cell: str) -> str:
        if not self._columns[index].total:
            return cell
        letters = column_letters(index)
        formula = f"of:=SUM([.{letters}2:.{letters}{self._rows + 1}])"
        return cell.replace("<table:table-cell", f'<table:table-cell table:formula="{formula}"', 1)

    def _open_table(self) -> None:
        widths = "".join(
            f'<style:style style:name="co{i}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{c.width * _MILLIMETRES:.1f}mm"/>'
            "</style:style>"
            for i, c in enumerate(self._columns)
        )
        columns = "".join(
            f'<table:table-column table:style-name="co{i}"/>' for i in range(len(self._columns))
        )
        heads = "".join(
            f'<table:table-cell table:style-name="head" office:value-type="string">'
            f"<text:p>{_text(c.title)}</text:p></table:table-cell>"
            for c in self._columns
        )
        styles = _STYLES.format(symbol=symbol_of(current_currency()))
        self._put(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_XMLNS} '
            f'office:version="1.3"><office:automatic-styles>{styles}{widths}'
            "</office:automatic-styles><office:body><office:spreadsheet>"
            f"<table:table table:name={quoteattr(self._title)}>{columns}"
            f"<table:table-header-rows><table:table-row>{heads}</table:table-row>"
            "</table:table-header-rows>\n"
        )

    def _close_table(self) -> None:
        self._flush()
        name = "'" + self._title.replace("'", "''") + "'"
        last = column_letters(len(self._columns) - 1)
        address = quoteattr(f"{name}.A1:{name}.{last}{self._rows + 1}")
        self._put(
            "</table:table><table:database-ranges>"
            f'<table:database-range table:name="__Anonymous_Sheet_DB__0" '
            f"table:target-range-address={address} "
            'table:display-filter-buttons="true"/></table:database-ranges>'
            "</office:spreadsheet></office:body></office:document-content>"
        )

    def _put(self, text: str) -> None:
        if self._content is None:
            message = "a sheet is written inside its with block"
            raise ValueError(message)
        self._content.write(text.encode())


def _writer(kind: CellKind) -> Callable[[object], str]:
    """Return what writes the cells of a column."""
    if kind is CellKind.MONEY:
        return _amount
    return {CellKind.COUNT: _count, CellKind.DAY: _day}.get(kind, _paragraphs)


def _amount(value: object) -> str:
    if not isinstance(value, int):
        return _paragraphs(value)
    euros, cents = divmod(abs(value), CENTS)
    number = f"{'-' if value < 0 else ''}{euros}.{cents:02d}"
    return (
        '<table:table-cell table:style-name="money" office:value-type="float" '
        f'office:value="{number}"><text:p>{number}</text:p></table:table-cell>'
    )


def _count(value: object) -> str:
    if not isinstance(value, int):
        return _paragraphs(value)
    return (
        f'<table:table-cell office:value-type="float" office:value="{value:d}">'
        f"<text:p>{value:d}</text:p></table:table-cell>"
    )


def _day(value: object) -> str:
    if not isinstance(value, date):
        return _paragraphs(value)
    return (
        '<table:table-cell table:style-name="day" office:value-type="date" '
        f'office:date-value="{value.isoformat()}">'
        f"<text:p>{value:%d/%m/%Y}</text:p></table:table-cell>"
    )


def _paragraphs(value: object) -> str:
    text = str(value)
    if _SPECIAL.search(text) is None:
        return f"{_STRING}<text:p>{text}</text:p></table:table-cell>"
    paragraphs = "".join(f"<text:p>{_text(line)}</text:p>" for line in text.splitlines())
    return f"{_STRING}{paragraphs}</table:table-cell>"


def _text(text: str) -> str:
    return escape(text.translate(_FORBIDDEN))
