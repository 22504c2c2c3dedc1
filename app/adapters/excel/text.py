# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text tables: encoding, separator and quotes found out, then read row by row."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from app.adapters.excel.guards import not_a_workbook
from app.domain.imports.cells import Cell
from app.kernel.errors import Trouble
from app.kernel.i18n import _
from app.usecases.ports.tables import FOUND_OUT, SheetHead, TextForm

TEXT_ENDINGS = frozenset({".csv", ".txt", ".tsv", ".tab", ".ssv", ".psv"})
_SAMPLE = 1 << 18
_BLOCK = 1 << 20
_FIELD_LIMIT = 1 << 20
_SEPARATORS = (";", ",", "\t", "|")
_CODE_PAGES = ["cp1252", "utf_8", "utf_16", "iso8859_15", "mac_roman", "cp850"]
"""What French programs write; left free, the guesser finds Polish in French files."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f]")


class TextTable:
    """A .csv and its kin: one sheet."""

    epoch_1904 = False

    def __init__(self, path: Path, sha256: str, form: TextForm = FOUND_OUT) -> None:
        """Find out how it is written, where nobody said.

        Raises:
            Trouble: When it is not text, or not in the encoding it is said to be in.
        """
        self.name = path.name
        self.sha256 = sha256
        self._path = path
        self._told = bool(form.encoding)
        self.encoding = form.encoding or find_encoding(path)
        sample = self._sample()
        if len(_CONTROLS.findall(sample)) > len(sample) // 100:
            raise not_a_workbook(path)
        self.quote = find_quote(sample)
        self.separator = form.separator or find_separator(sample, self.quote)
        self.form = TextForm(self.encoding, self.separator)
        sign = _("“{sign}”").format(sign=self.separator)
        shown = {"\t": _("tab")}.get(self.separator, sign)
        self.conventions = f"{self.encoding}, {shown}"
        self.sheets = (SheetHead(path.stem, visible=True, rows=_lines_of(path)),)

    def rows(self, _sheet: str) -> Iterator[tuple[int, list[Cell]]]:
        """Yield line number and cells; blank rows are left out.

        Raises:
            Trouble: When a quote is never closed; the message names the line.
        """
        widest = 0
        with self._open() as stream:
            lines = self._mended(stream)
            reader = csv.reader(lines, delimiter=self.separator, quotechar=self.quote)
            previous = csv.field_size_limit(_FIELD_LIMIT)
            try:
                line = 1
                for cells in reader:
                    self._check_quotes(cells, line, widest)
                    if any(cell.strip() for cell in cells):
                        yield line, [cell.strip() for cell in cells]
                        widest = max(widest, len(cells))
                    line = reader.line_num + 1
            except csv.Error as error:
                raise self._unclosed(reader.line_num) from error
            except UnicodeError as error:
                message = _("{file}, line {line}: a character is not in {encoding}. Save it again.")
                told = message.format(
                    file=self.name, line=reader.line_num + 1, encoding=self.encoding
                )
                raise Trouble("table.damaged", told) from error
            finally:
                csv.field_size_limit(previous)

    def close(self) -> None:
        """Nothing is held open."""

    def _open(self) -> io.TextIOWrapper:
        return self._path.open(encoding=self.encoding, newline="")

    def _sample(self) -> str:
        try:
            with self._open() as stream:
                return stream.read(_SAMPLE)
        except UnicodeError as error:
            if not self._told:
                raise not_a_workbook(self._path) from error
            message = _(
                "{file} is not written in {encoding}: choose another encoding, "
                "or let it be found out."
            )
            told = message.format(file=self.name, encoding=self.encoding)
            raise Trouble("table.encoding", told) from error

    def _mended(self, stream: io.TextIOWrapper) -> Iterator[str]:
        """Drop stray NULs, and double a quote that stands inside a word, such as ``l'Oisans``."""
        plain = rf"[^{re.escape(self.separator)}\s]"
        inside = re.compile(rf"(?<={plain}){self.quote}(?={plain})")
        for line in stream:
            bare = line.replace("\0", "")
            yield inside.sub(self.quote * 2, bare) if self.quote == "'" else bare

    def _check_quotes(self, cells: list[str], line: int, widest: int) -> None:
        """A cell that swallowed whole rows comes from a quote left open: its sums would be lost."""
        for cell in cells:
            for part in cell.splitlines()[1:]:
                if widest > 1 and part.count(self.separator) >= widest - 1:
                    raise self._unclosed(line)

    def _unclosed(self, line: int) -> Trouble:
        message = _("{file}, line {line}: a quotation mark is opened and never closed. Close it.")
        return Trouble("table.quote", message.format(file=self.name, line=line))


def _lines_of(path: Path) -> int:
    """Return how many lines a file has; as good as exact, to tell how far a reading is."""
    ends = (b"\n", b"\r")
    found = [0, 0]
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found = [had + block.count(end) for had, end in zip(found, ends, strict=True)]
    # A line ends in \n, in \r\n, or in the \r of old Macintosh files; the last in nothing.
    return max(found) + 1


def find_encoding(path: Path) -> str:
    """Return the encoding of a text file: its mark, UTF-8 if all of it is, else a good guess.

    Raises:
        Trouble: When it is no text in any of them.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if sample.count(b"\0") > len(sample) // 4:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    if _is_utf8(path):
        return "utf-8"
    best = from_bytes(sample.replace(b"\0", b""), cp_isolation=_CODE_PAGES).best()
    if best is None:
        raise not_a_workbook(path)
    return best.encoding


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def find_quote(sample: str) -> str:
    """Return the quotation mark of a text table."""
    double = len(re.findall(r'(?:^|[;,\t|])"', sample, re.MULTILINE))
    single = len(re.findall(r"(?:^|[;,\t|])'", sample, re.MULTILINE))
    return "'" if single > double else '"'


def find_separator(sample: str, quote: str) -> str:
    """Return the separator that parts the most lines into the same number of cells."""
    lines = [line for line in sample.splitlines()[:-1] or [sample] if line.strip()]
    best, most = ",", 0.0
    for separator in _SEPARATORS:
        widths = Counter(
            len(cells)
            for cells in csv.reader(lines[:200], delimiter=separator, quotechar=quote)
            if any(cells)
        )
        width, count = max(
            widths.items(), key=lambda told: (told[0] > 1, told[1], told[0]), default=(1, 0)
        )
        score = count * (width > 1) + min(width, 50) / 100
        if score > most:
            best, most = separator, score
    return best
