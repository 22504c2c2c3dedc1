# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules a file of accounting entries is examined by, each a function.

Sources: Livre des procédures fiscales, art. A47 A-1; BOI-CF-IOR-60-40-20. A rule of the A series
is about the writing, of the B series about the sums, of the C series about the days.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from app.domain.exports.fec import COLUMNS

_ASKED = (
    *("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib"),
    *("PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit"),
)
_NUMBER = re.compile(r"[+-]?\d+(,\d+)?[+-]?")
_LINE_END = re.compile(r"\r\n|\r|\n")
_THIRD_PARTY = "4"


class Finding(NamedTuple):
    """A rule that is broken, and where: the line of the file from 1, or 0 for the whole."""

    rule: str
    line: int


@dataclass(frozen=True, slots=True)
class FecFile:
    """A file as it was read.

    Attributes:
        rows: Its lines after the header, by field, each with its number in the file.
        head: The fields of its first line.
        parts: How each line after the header is cut, with its number.
        period: First and last day of the fiscal year, when it is known.
    """

    text: str
    separator: str
    head: tuple[str, ...]
    parts: tuple[tuple[int, tuple[str, ...]], ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    period: tuple[date, date] | None


Rule = Callable[[FecFile], Iterator[int]]


def examine(body: bytes, period: tuple[date, date] | None = None) -> list[Finding]:
    """Return the rules a file breaks, C08 among them, which only warns."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("iso8859-15")
    if body.startswith((b"\xff\xfe", b"\xfe\xff")) or "\0" in text:
        return [Finding("A01", 0)]
    file = _read(text, period)
    writing = [Finding(code, line) for code, rule in _WRITING.items() for line in rule(file)]
    if any(one.rule in {"A02", "A03", "A04", "A05"} for one in writing):
        return writing
    return writing + [Finding(code, line) for code, rule in _SENSE.items() for line in rule(file)]


def _read(text: str, period: tuple[date, date] | None) -> FecFile:
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    first = lines[0]
    separator = "\t" if "\t" in first else "|"
    head = tuple(first.split(separator))
    parts = tuple(
        (number, tuple(line.split(separator))) for number, line in enumerate(lines[1:], 2) if line
    )
    rows = tuple((number, dict(zip(head, cells, strict=False))) for number, cells in parts)
    return FecFile(text, separator, head, parts, rows, period)


def _one_separator(file: FecFile) -> Iterator[int]:
    other = "|" if file.separator == "\t" else "\t"
    for number, cells in file.parts:
        if len(cells) == 1 and other in cells[0]:
            yield number


def _all_columns(file: FecFile) -> Iterator[int]:
    if set(COLUMNS) - set(file.head):
        yield 1


def _in_order(file: FecFile) -> Iterator[int]:
    if not set(COLUMNS) - set(file.head) and file.head[: len(COLUMNS)] != COLUMNS:
        yield 1


def _whole_lines(file: FecFile) -> Iterator[int]:
    for number, cells in file.parts:
        if 1 < len(cells) != len(file.head):
            yield number


def _one_line_end(file: FecFile) -> Iterator[int]:
    if len(set(_LINE_END.findall(file.text))) > 1:
        yield 0


def _nothing_missing(file: FecFile) -> Iterator[int]:
    for number, row in file.rows:
        if not all(row.get(name, "").strip() for name in _ASKED):
            yield number


def _entries_balance(file: FecFile) -> Iterator[int]:
    sums: dict[tuple[str, str], list[Decimal | int]] = {}
    for number, row in file.rows:
        key = row["JournalCode"], row["EcritureNum"]
        kept = sums.setdefault(key, [number, Decimal(0)])
        kept[1] += _decimal(row["Debit"]) - _decimal(row["Credit"])
    yield from (int(first) for first, gap in sums.values() if gap)


def _file_balances(file: FecFile) -> Iterator[int]:
    if sum(_decimal(row["Debit"]) - _decimal(row["Credit"]) for _line, row in file.rows):
        yield 0


def _are_numbers(file: FecFile) -> Iterator[int]:
    for number, row in file.rows:
        if not all(_NUMBER.fullmatch(row[name].strip() or "0") for name in ("Debit", "Credit")):
            yield number


def _one_side(file: FecFile) -> Iterator[int]:
    for number, row in file.rows:
        if _decimal(row["Debit"]) and _decimal(row["Credit"]):
            yield number


def _auxiliary_named(file: FecFile) -> Iterator[int]:
    for number, row in file.rows:
        if bool(row["CompAuxNum"].strip()) != bool(row["CompAuxLib"].strip()):
            yield number


def _auxiliary_third_party(file: FecFile) -> Iterator[int]:
    for number, row in file.rows:
        if row["CompAuxNum"].strip() and not row["CompteNum"].startswith(_THIRD_PARTY):
            yield number


def _days_of(name: str) -> Rule:
    def rule(file: FecFile) -> Iterator[int]:
        for number, row in file.rows:
            if row[name].strip() and _day(row[name]) is None:
                yield number

    return rule


def _inside_year(file: FecFile) -> Iterator[int]:
    if file.period is None:
        return
    first, last = file.period
    for number, row in file.rows:
        day = _day(row["EcritureDate"])
        if day is not None and not first <= day <= last:
            yield number


def _final_after(file: FecFile) -> Iterator[int]:
    for number, row in file.rows:
        entered, final = _day(row["EcritureDate"]), _day(row["ValidDate"])
        if entered is not None and final is not None and final < entered:
            yield number


def _chronological(file: FecFile) -> Iterator[int]:
    last: dict[str, date] = {}
    for number, row in file.rows:
        day = _day(row["EcritureDate"])
        if day is None or not row["ValidDate"].strip():
            continue
        if day < last.get(row["JournalCode"], day):
            yield number
        last[row["JournalCode"]] = day


def _final(file: FecFile) -> Iterator[int]:
    if any(not row["ValidDate"].strip() for _line, row in file.rows):
        yield 0


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{8}", text):
        return None
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def _decimal(text: str) -> Decimal:
    """Return an amount, or zero: what is no number is told by B03."""
    told = text.strip()
    if not _NUMBER.fullmatch(told):
        return Decimal(0)
    if told[-1] in "+-":
        told = told[-1] + told[:-1]
    return Decimal(told.replace(",", "."))


_WRITING: Mapping[str, Rule] = {
    "A02": _one_separator,
    "A03": _all_columns,
    "A04": _in_order,
    "A05": _whole_lines,
    "A06": _one_line_end,
    "A07": _nothing_missing,
}
_SENSE: Mapping[str, Rule] = {
    "B01": _entries_balance,
    "B02": _file_balances,
    "B03": _are_numbers,
    "B04": _one_side,
    "B05": _auxiliary_named,
    "B06": _auxiliary_third_party,
    "C01": _days_of("EcritureDate"),
    "C02": _days_of("PieceDate"),
    "C03": _days_of("ValidDate"),
    "C04": _days_of("DateLet"),
    "C05": _inside_year,
    "C06": _final_after,
    "C07": _chronological,
    "C08": _final,
}


def blocking(findings: Sequence[Finding]) -> Mapping[str, int]:
    """Return how often each rule is broken that makes the file refused; C08 only warns."""
    return Counter(one.rule for one in findings if one.rule != "C08")
