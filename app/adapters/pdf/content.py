# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the items of a page to the drawing operators of a PDF (ISO 32000-1, 8 and 9)."""

from collections.abc import Sequence
from itertools import groupby
from math import cos, radians, sin
from operator import itemgetter

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.utils import simpleSplit

from app.adapters.pdf.fonts import Codes, font, text_width
from app.domain.paper import HEIGHT_MM, Align, Bars, Box, Item, Paragraph, Picture, Rule, Text, Tick

POINTS = 72 / 25.4
"""Points in a millimetre."""

_LEADING = 1.2
_REMEMBERED = 10_000
"""Texts whose operators are kept at hand: some five megabytes at the most."""
_SHRINK = 0.96
_LEAN = 0.21
"""Twelve degrees, as drawn italics have; a face of its own would double every file's fonts."""
_PLAIN = frozenset(range(0x20, 0x7F)) - set(b"\\()")


class Draughtsman:
    """Writes operators for one document.

    Args:
        codes: How each letter is written, plain (False) and bold (True).
        pictures: The name of each picture in the resources, and its width and height in pixels.
    """

    def __init__(
        self, codes: dict[bool, Codes], pictures: dict[str, tuple[str, float, float]]
    ) -> None:
        """Write for one document."""
        self._codes = codes
        self._pictures = pictures
        self._done: dict[Item, list[bytes]] = {}
        self._said: dict[tuple[str, float, bool], bytes] = {}

    def content(self, items: Sequence[Item]) -> bytes:
        """Return the operators that draw ``items``."""
        return b"\n".join(operators for item in items for operators in self._drawn(item))

    def _drawn(self, item: Item) -> list[bytes]:
        """Draw an item; documents that share a base have most of theirs in common."""
        known = self._done.get(item)
        if known is None:
            if len(self._done) >= _REMEMBERED:
                self._done.clear()
            known = self._done[item] = self._draw(item)
        return known

    def _draw(self, item: Item) -> list[bytes]:
        match item:
            case Text():
                return [self._text(item)]
            case Paragraph():
                return self._paragraph(item)
            case Picture():
                return self._picture(item)
            case _:
                return _shape(item)

    def _text(self, item: Text) -> bytes:
        size = item.size
        width = text_width(item.text, size, bold=item.bold)
        if item.fit and width > item.fit * POINTS:
            size *= item.fit * POINTS / width
            width = item.fit * POINTS
        back = {Align.LEFT: 0.0, Align.RIGHT: width, Align.CENTRE: width / 2}[item.align]
        x, y = _point(item.x, item.y)
        turn = radians(item.angle)
        lean = _LEAN if item.italic else 0.0
        matrix = (cos(turn), sin(turn), lean * cos(turn) - sin(turn), cos(turn) + lean * sin(turn))
        x, y = x - back * matrix[0], y - back * matrix[1]
        shown = self._shown(item.text, size, bold=item.bold)
        if item.angle or item.italic:
            place = b"%.4f %.4f %.4f %.4f %.2f %.2f Tm" % (*matrix, x, y)
        else:
            place = b"%.2f %.2f Td" % (x, y)
        return b"BT %.2f g %s %s ET" % (item.grey, place, shown)

    def _shown(self, text: str, size: float, *, bold: bool) -> bytes:
        """Write a text; documents that share a base say much the same."""
        key = (text, size, bold)
        known = self._said.get(key)
        if known is None:
            if len(self._said) >= _REMEMBERED:
                self._said.clear()
            codes = self._codes[bold]
            written = (codes[letter] for letter in text)
            known = self._said[key] = b" ".join(
                b"/%s %.2f Tf %s Tj" % (name, size, _string(bytes(code for _name, code in run)))
                for name, run in groupby(written, key=itemgetter(0))
            )
        return known

    def _paragraph(self, item: Paragraph) -> list[bytes]:
        name = font(bold=item.bold).fontName
        size = item.size
        lines = simpleSplit(item.text, name, size, item.width * POINTS)
        while item.lines and len(lines) > item.lines:
            size *= _SHRINK
            lines = simpleSplit(item.text, name, size, item.width * POINTS)
        leading = (item.leading or size * _LEADING) / POINTS
        return [
            self._text(
                Text(
                    item.x,
                    item.y + i * leading,
                    line,
                    size,
                    item.bold,
                    grey=item.grey,
                    fit=item.width,
                )
            )
            for i, line in enumerate(lines)
        ]

    def _picture(self, item: Picture) -> list[bytes]:
        name, wide, high = self._pictures[item.sha256]
        scale = min(item.width / wide, item.height / high)
        width, height = wide * scale, high * scale
        x, y = _point(item.x, item.y + height)
        return [
            b"q %.2f 0 0 %.2f %.2f %.2f cm /%s Do Q"
            % (width * POINTS, height * POINTS, x, y, name.encode())
        ]


def _string(codes: bytes) -> bytes:
    """Write codes as a string of plain ASCII: ReportLab would recode anything else."""
    return b"(%s)" % codes if _PLAIN.issuperset(codes) else b"<%s>" % codes.hex().encode()


def _point(x: float, y: float) -> tuple[float, float]:
    return x * POINTS, (HEIGHT_MM - y) * POINTS


def _shape(item: Rule | Box | Tick | Bars) -> list[bytes]:
    match item:
        case Rule():
            ends = (*_point(item.x1, item.y1), *_point(item.x2, item.y2))
            return [b"%.2f G %.2f w %.2f %.2f m %.2f %.2f l S" % (item.grey, item.thickness, *ends)]
        case Box():
            return [_box(item)]
        case Tick():
            return _tick(item)
        case Bars():
            return [_bars(item)]


def _box(item: Box) -> bytes:
    x, y = _point(item.x, item.y + item.height)
    shape = b"%.2f %.2f %.2f %.2f re" % (x, y, item.width * POINTS, item.height * POINTS)
    if item.fill is None:
        return b"0 G %.2f w %s S" % (item.thickness, shape)
    if item.thickness:
        return b"%.2f g 0 G %.2f w %s B" % (item.fill, item.thickness, shape)
    return b"%.2f g %s f" % (item.fill, shape)


def _bars(item: Bars) -> bytes:
    """Draw a code as ReportLab spells it: capitals are bars, small letters gaps, A is one wide."""
    code = Code128(item.digits, quiet=0)
    for step in (code.validate, code.encode, code.decompose):
        step()
    widths = [ord(letter.lower()) - ord("a") + 1 for letter in code.decomposed]
    one = item.width / sum(widths)
    drawn, x = [b"0 g"], item.x
    for letter, width in zip(code.decomposed, widths, strict=True):
        if letter.isupper():
            corner = _point(x, item.y + item.height)
            size = (width * one * POINTS, item.height * POINTS)
            drawn.append(b"%.3f %.3f %.3f %.3f re" % (*corner, *size))
        x += width * one
    return b" ".join([*drawn, b"f"])


def _tick(item: Tick) -> list[bytes]:
    top = item.y - item.side + 0.3
    drawn = [_box(Box(item.x, top, item.side, item.side, thickness=0.7))]
    if item.on:
        left, right = item.x + 0.6, item.x + item.side - 0.6
        high, low = top + 0.6, top + item.side - 0.6
        for y1, y2 in ((high, low), (low, high)):
            ends = (*_point(left, y1), *_point(right, y2))
            drawn.append(b"0 G 1.2 w %.2f %.2f m %.2f %.2f l S" % ends)
    return drawn
