# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A letter laid out on sheets: window of the envelope, paragraphs, list of gifts, coupon.

The width of letters is asked of whoever prints, so that lines break where they are drawn.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from app.domain.letters.body import Bullet, Emblem, GiftsBlock, PictureBlock, Span, TextBlock
from app.domain.letters.sheet import LetterSheet
from app.domain.paper import (
    HEIGHT_MM,
    WIDTH_MM,
    Align,
    Box,
    Column,
    Item,
    Page,
    Picture,
    Rule,
    Table,
    Text,
    heading_of,
    rows_on,
)
from app.domain.readers.coupons import coupon_items
from app.kernel.assets import asset_path
from app.kernel.currency import current_currency, symbol_of
from app.kernel.i18n import _


class Measure(Protocol):
    """Whoever prints tells how wide letters are."""

    def __call__(self, text: str, *, bold: bool) -> float:
        """Return the width in mm of a text at one point."""

    def __hash__(self) -> int:
        """Be told apart from others: what was set for one printer is not for another."""


_LEFT, _RIGHT = 20.0, 190.0
_WIDTH = _RIGHT - _LEFT
_TOP, _BODY_TOP, _FOOT = 25.0, 108.0, 277.0
_SENDER_TOP, _LOGO_WIDE, _LOGO_HIGH = 22.0, 45.0, 20.0
_LEADING = 1.32 * 25.4 / 72
"""Millimetres from one baseline to the next, for each point."""
_INDENT = 6.0
_PICTURE_SHAPE = 0.4
"""A picture is given so much of its width as height, and fits itself in."""
_ADDRESS_LEADING = 4.6
_ADDRESS_INSET = (3.0, 5.0)
_COUPON_TOP = 228.0
_COLUMNS = (30.0, 46.0, 60.0, 34.0)


@cache
def _window_data() -> dict[str, float]:
    told = json.loads(asset_path("data", "letter_window.json").read_text("utf-8"))
    first, second = told["folds"]
    return {
        **{name: told[name] / 10 for name in ("left", "top", "width", "height")},
        "first": first / 10,
        "second": second / 10,
    }


def window_place(left: int, top: int) -> tuple[float, float]:
    """Return the corner of the address block in mm, from tenths; 0 for the usual place."""
    usual = _window_data()
    return (left / 10 or usual["left"], top / 10 or usual["top"])


def letter_pages(sheet: LetterSheet, measure: Measure) -> list[Page]:
    """Return the sheets of a letter; the same letter always gives the same sheets."""
    return _Layout(sheet, measure).pages()


def window_frame(window: tuple[float, float]) -> Box:
    """Return the edge of the address block, for a sheet one holds against an envelope."""
    size = _window_data()
    return Box(*window, size["width"], size["height"], thickness=0.3)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Letters of one look that hold together."""

    text: str
    bold: bool
    italic: bool
    width: float


_Word = tuple[_Piece, ...]


class _Layout:
    def __init__(self, sheet: LetterSheet, measure: Measure) -> None:
        self._sheet = sheet
        self._measure = measure
        self._sheets: list[list[Item]] = [[]]
        self._y = _BODY_TOP
        self._number = 0

    def pages(self) -> list[Page]:
        self._sheets[0].extend(_address(self._sheet))
        for block in self._sheet.body:
            match block:
                case TextBlock():
                    self._paragraph(block)
                case GiftsBlock():
                    self._gifts()
                case PictureBlock():
                    self._picture(block)
            if not (isinstance(block, TextBlock) and block.bullet is Bullet.NUMBER):
                self._number = 0
        if self._sheet.coupon is not None:
            self._coupon()
        count = len(self._sheets)
        head = tuple(_head(self._sheet))
        return [
            Page((*items, *_folio(place, count)), head if place == 1 else ())
            for place, items in enumerate(self._sheets, 1)
        ]

    def _room(self, height: float) -> None:
        """Begin another sheet when so many mm do not fit on this one."""
        if self._y + height > _FOOT:
            self._sheets.append([])
            self._y = _TOP

    def _paragraph(self, block: TextBlock) -> None:
        leading = block.size * _LEADING
        left, width = _LEFT, _WIDTH
        if block.bullet:
            left, width = left + _INDENT, width - _INDENT
        for place, line in enumerate(_set(block.spans, block.size, width, self._measure)):
            self._room(leading)
            if not place and block.bullet:
                self._bullet(block, self._y + leading)
            self._y += leading
            self._line(line, block, left, width)

    def _line(self, line: "_Line", block: TextBlock, left: float, width: float) -> None:
        x = left
        if block.align is Align.RIGHT:
            x += width - line.width
        elif block.align is Align.CENTRE:
            x += (width - line.width) / 2
        fit = width if line.width > width else 0
        for run in line.runs:
            self._sheets[-1].append(
                Text(x, self._y, run.text, block.size, run.bold, fit=fit, italic=run.italic)
            )
            x += run.width

    def _bullet(self, block: TextBlock, y: float) -> None:
        text = "•"
        if block.bullet is Bullet.NUMBER:
            self._number += 1
            text = f"{self._number}."
        self._sheets[-1].append(Text(_LEFT + 1, y, text, block.size))

    def _picture(self, block: PictureBlock) -> None:
        sha256 = self._sheet.picture(block.emblem)
        if not sha256:
            return
        height = block.width * _PICTURE_SHAPE
        self._room(height)
        x = _LEFT
        if block.align is Align.RIGHT:
            x = _RIGHT - block.width
        elif block.align is Align.CENTRE:
            x = (_LEFT + _RIGHT - block.width) / 2
        self._sheets[-1].append(Picture(x, self._y, block.width, height, sha256))
        self._y += height

    def _gifts(self) -> None:
        """Draw the list of gifts, its heading again on each sheet it runs on to."""
        ends = (Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT)
        columns = tuple(
            Column(title, width, align)
            for title, width, align in zip(self._sheet.heads, _COLUMNS, ends, strict=True)
        )
        table = Table(columns, self._sheet.gifts, 9.5, 6.0)
        rows = list(table.rows)
        self._y += 2
        while rows:
            self._room(3 * table.row_height)
            items = heading_of(table, _LEFT, self._y)
            room = int((_FOOT - self._y) / table.row_height) - 1
            taken, rows = rows[:room], rows[room:]
            drawn, self._y = rows_on(table, tuple(taken), _LEFT, self._y + table.row_height)
            self._sheets[-1].extend([*items, *drawn])
        self._room(table.row_height)
        self._total(table)

    def _total(self, table: Table) -> None:
        word, amount = self._sheet.total
        y = self._y + table.row_height * 0.7
        at = _LEFT + sum(_COLUMNS) - 1
        self._sheets[-1].extend(
            [
                Text(_LEFT + 1, y, word, table.size, bold=True),
                Text(at, y, amount, table.size, bold=True, align=Align.RIGHT),
            ]
        )
        self._y += table.row_height + 2

    def _coupon(self) -> None:
        coupon = self._sheet.coupon
        if coupon is None:
            return
        if self._y > _COUPON_TOP - 4:
            self._sheets.append([])
        self._y = HEIGHT_MM
        top = _COUPON_TOP
        middle = (_LEFT + _RIGHT) / 2 + 10
        gift = _("My gift: ................ {currency}")
        told = _("Reply coupon: please return it with your gift")
        items: list[Item] = [
            Rule(10, top, WIDTH_MM - 10, top, 0.3, grey=0.5),
            Text(_LEFT, top + 6, told, 9, bold=True),
            *coupon_items(coupon, _LEFT - 5, top + 8),
            Text(middle, top + 17, gift.format(currency=symbol_of(current_currency())), 10),
        ]
        items.extend(
            Text(middle, top + 27 + place * 4.4, line, 9)
            for place, line in enumerate(self._sheet.sender)
        )
        self._sheets[-1].extend(items)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a paragraph, in runs of one look."""

    runs: tuple[_Piece, ...]
    width: float


@lru_cache(maxsize=4_000)
def _set(spans: tuple[Span, ...], size: int, width: float, measure: Measure) -> tuple[_Line, ...]:
    """Set a paragraph; most of those of a template are the same in every letter."""
    space = measure(" ", bold=False) * size
    lines = _broken(_words(spans, size, measure), width, space)
    made = []
    for words in lines:
        wide = sum(piece.width for word in words for piece in word) + space * (len(words) - 1)
        made.append(_Line(tuple(_runs(words, space)), wide))
    return tuple(made)


def _words(spans: tuple[Span, ...], size: int, measure: Measure) -> Iterator[_Word | None]:
    """Yield the words of a paragraph, and None where a line ends by itself."""
    word: list[_Piece] = []
    for span in spans:
        for place, line in enumerate(span.text.split("\n")):
            if place:
                yield tuple(word)
                yield None
                word = []
            first, *others = line.split(" ")
            word.extend(_piece(first, span, size, measure))
            for text in others:
                yield tuple(word)
                word = list(_piece(text, span, size, measure))
    yield tuple(word)


def _piece(text: str, span: Span, size: int, measure: Measure) -> Iterator[_Piece]:
    if text:
        yield _Piece(text, span.bold, span.italic, measure(text, bold=span.bold) * size)


def _broken(words: Iterator[_Word | None], width: float, space: float) -> list[list[_Word]]:
    """Fill lines of a width with words, one space between two; at least one, be it empty."""
    lines: list[list[_Word]] = []
    line: list[_Word] = []
    wide = 0.0
    for word in words:
        if word is None:
            lines.append(line)
            line, wide = [], 0.0
            continue
        own = sum(piece.width for piece in word)
        if line and wide + space + own > width:
            lines.append(line)
            line, wide = [], 0.0
        wide += own + (space if line else 0.0)
        line.append(word)
    return [*lines, line]


def _runs(line: Sequence[_Word], space: float) -> Iterator[_Piece]:
    """Join what stands side by side in one look, the space before a word in that of the word."""
    text, width, look = "", 0.0, (False, False)
    for place, word in enumerate(line):
        gap = " " if place else ""
        for piece in word:
            own = (piece.bold, piece.italic)
            if text and own != look:
                yield _Piece(text, *look, width)
                text, width = "", 0.0
            look = own
            text += gap + piece.text
            width += piece.width + (space if gap else 0.0)
            gap = ""
        if gap and text:  # two spaces typed side by side
            text += gap
            width += space
    if text:
        yield _Piece(text, *look, width)


def _head(sheet: LetterSheet) -> Iterator[Item]:
    """Yield what every first sheet of a run shares: the sender and the marks to fold by."""
    x, y = _LEFT, _SENDER_TOP
    if logo := sheet.picture(Emblem.LOGO):
        yield Picture(_LEFT, y - 6, _LOGO_WIDE, _LOGO_HIGH, logo)
        y += _LOGO_HIGH
    for place, line in enumerate(sheet.sender):
        first = not place
        yield Text(x, y, line, 11 if first else 9, bold=first, fit=80, grey=0 if first else 0.25)
        y += 4.8 if first else 4.2
    for name in ("first", "second"):
        at = _window_data()[name]
        yield Rule(4, at, 8, at, 0.2, grey=0.6)


def _address(sheet: LetterSheet) -> Iterator[Item]:
    left, top = sheet.window
    across, down = _ADDRESS_INSET
    for place, line in enumerate(sheet.to):
        y = top + down + place * _ADDRESS_LEADING
        yield Text(left + across, y, line, 10.5, fit=_window_data()["width"] - across)
    yield Text(_RIGHT, _BODY_TOP - 8, sheet.dated, 10.5, align=Align.RIGHT)


def _folio(place: int, count: int) -> Iterator[Item]:
    if count > 1:
        yield Text(_RIGHT, 288, f"{place}/{count}", 8, align=Align.RIGHT, grey=0.4)
