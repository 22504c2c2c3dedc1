# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of a form whose mentions flow down the page in the order its file tells them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import ceil
from string import Formatter
from typing import Any

from app.domain.paper import (
    Align,
    Box,
    Column,
    Item,
    Page,
    Paragraph,
    Picture,
    Rule,
    Table,
    Text,
    Tick,
)
from app.domain.receipts import Issuer, Recipient, Snapshot
from app.schemes.dated import words_of
from app.schemes.sheet import LEFT, RIGHT, SOFT, WIDTH, annexed, band, listing

_MM = 25.4 / 72
_LETTER = 0.54
"""What a letter takes of the size of the face, on average: lines are counted with it."""
_TITLE, _DONOR, _BODY, _SIGN, _SIGN_HEIGHT = 52.0, 68.0, 103.0, 229.0, 30.0
_SIGN_LEFT = 100.0
_VALUE = 62.0
_ROW = 4.6
_COLUMNS = {"day": 22.0, "means": 34.0, "kind": 34.0, "waiver": 38.0}
_AMOUNT = 34.0
_FIGURES = frozenset({"amount", "advantage", "eligible"})


class FreeSheet:
    """One receipt on paper.

    Args:
        text: The form in the language of the receipt.
        snapshot: What to print.
        values: What the form's texts name.
        rows: The payments, by column.
    """

    def __init__(
        self,
        text: Mapping[str, Any],
        snapshot: Snapshot,
        values: Mapping[str, str],
        rows: Sequence[Mapping[str, str]],
    ) -> None:
        """Lay out one receipt."""
        self._text = text
        self._snapshot = snapshot
        self._values = defaultdict(str, values)
        self._words = words_of(snapshot.language)
        self._table = self._table_of(rows)

    def background(self) -> tuple[Item, ...]:
        """Return what every first sheet of the association shares."""
        issuer = self._snapshot.issuer
        left = 64.0 if issuer.logo_sha256 else LEFT
        lines = [
            *issuer.street,
            *town_lines(issuer, self._text),
            *(self._filled(line) for line in self._text["issuer"] if self._told(line)),
        ]
        items: list[Item] = [
            Text(left, 16, issuer.name, 12, bold=True, fit=140 - left),
            *(
                Text(left, 21.5 + place * 4.2, line, 8.5, fit=140 - left)
                for place, line in enumerate(line for line in lines if line)
            ),
            Text(
                RIGHT, 16, self._text.get("number", self._words["number"]), 8.5, align=Align.RIGHT
            ),
            Box(147, 18.5, 45, 9, thickness=0.8),
            *self._signature(),
            *self._notes(),
        ]
        if issuer.logo_sha256:
            items.append(Picture(LEFT, 11, 42, 24, issuer.logo_sha256))
        return tuple(items)

    def pages(self) -> tuple[Page, ...]:
        """Return the first sheet, then the list of payments when it is too long for it."""
        items, y = self._body([*self._number(), *self._title(), *self._donor()])
        listed = len(self._table.rows) > 1 or self._text.get("listed") == "always"
        inline = y + 8 + (len(self._table.rows) + 2) * _ROW < _SIGN
        if listed and inline and self._text.get("listed") != "annex":
            items.extend(self._list(self._table.rows, y + 2, total=True))
            listed = False
        elif listed:
            told = self._text.get("see_annex", self._words["see_annex"])
            items.append(Text(LEFT, y + 2, told, 9))
        place = self._words["place"].format(
            place=self._snapshot.place, day=self._values["issued_on"]
        )
        items.append(Text(_SIGN_LEFT + 3, _SIGN + 6, place, 9.5, fit=RIGHT - _SIGN_LEFT - 6))
        first = Page(tuple(items), self.background())
        if not listed:
            return (first,)
        sheets = annexed(self._table)
        return (first, *(self._annex(rows, n, len(sheets)) for n, rows in enumerate(sheets, 1)))

    def _filled(self, text: str) -> str:
        return text.format_map(self._values)

    def _told(self, text: str) -> bool:
        """Tell whether everything a line of the issuer names was said."""
        named = (name for _before, name, _format, _conversion in Formatter().parse(text))
        return all(self._values[name] for name in named if name)

    def _holds(self, block: Mapping[str, Any]) -> bool:
        return all(
            bool(self._values[name.removeprefix("!")]) is not name.startswith("!")
            for name in block.get("when", ())
        )

    def _number(self) -> list[Item]:
        number = self._snapshot.number
        return (
            [Text(169.5, 25, number, 12, bold=True, align=Align.CENTRE, fit=43)] if number else []
        )

    def _title(self) -> list[Item]:
        snapshot, words = self._snapshot, self._words
        items: list[Item] = [
            Text(LEFT, _TITLE, self._filled(self._text["title"]), 13, bold=True, fit=WIDTH),
            Paragraph(
                LEFT, _TITLE + 5, WIDTH, self._filled(self._text.get("subtitle", "")), 8.5, lines=2
            ),
        ]
        told = []
        if snapshot.supplementary:
            told.append(words["supplementary"])
        if snapshot.replaces:
            replaces = self._text.get("replaces", words["replaces"])
            told.append(replaces.format(number=snapshot.replaces))
        if told:
            at = Text(RIGHT, 44, " — ".join(told), 9, bold=True, align=Align.RIGHT, fit=WIDTH)
            items.append(at)
        return items

    def _donor(self) -> list[Item]:
        donor = self._snapshot.recipient
        number = self._words["donor_number"].format(number=donor.number)
        lines = [*donor.street, *town_lines(donor, self._text)]
        return [
            *band(self._text.get("donor", self._words["donor"]), _DONOR),
            Text(RIGHT - 1, _DONOR + 4.3, number, 7.5, align=Align.RIGHT, grey=SOFT),
            Text(LEFT + 2, _DONOR + 12, self._values["donor"], 10.5, bold=True, fit=WIDTH - 4),
            *(
                Text(LEFT + 2, _DONOR + 17 + place * 4.5, line, 9.5, fit=WIDTH - 4)
                for place, line in enumerate(lines)
            ),
        ]

    def _body(self, items: list[Item]) -> tuple[list[Item], float]:
        """Return the mentions below what stands above, and where they end."""
        y = _BODY
        for block in self._text["body"]:
            if not self._holds(block):
                continue
            drawn, height = self._block(block, y)
            items.extend(drawn)
            y += height
        return items, y

    def _block(self, block: Mapping[str, Any], y: float) -> tuple[list[Item], float]:
        """Return one mention whose first baseline is at ``y``, and its height in mm."""
        size = block.get("size", 9.5)
        if "label" in block:
            return self._row(block, y)
        if "ticked" in block or "box" in block:
            told = self._filled(block.get("ticked") or block["box"])
            lines = _lines(told, WIDTH - 7, size)
            mark = Tick(LEFT + 1, y, on="ticked" in block)
            return [
                mark,
                Paragraph(LEFT + 7, y, WIDTH - 7, told, size, lines=lines),
            ], _height(lines, size)
        told = self._filled(block["text"])
        if "choice" in block:
            return self._choice(told, block["choice"], y), 7
        lines = _lines(told, WIDTH, size)
        bold = block.get("bold", False)
        drawn = Paragraph(LEFT, y + 1, WIDTH, told, size, bold=bold, lines=lines)
        return [drawn], _height(lines, size) + 1

    def _row(self, block: Mapping[str, Any], y: float) -> tuple[list[Item], float]:
        """Return a label and its value beside it."""
        value = self._filled(block["value"])
        size = 12 if block.get("large") else 9.5
        told = self._filled(block["label"])
        lines, under = _lines(value, WIDTH - _VALUE, size), _lines(told, _VALUE - 3, 8.5)
        items: list[Item] = [
            Paragraph(LEFT, y, _VALUE - 3, told, 8.5, grey=SOFT, lines=under),
            Paragraph(LEFT + _VALUE, y, WIDTH - _VALUE, value, size, bold=True, lines=lines),
        ]
        return items, max(_height(lines, size), _height(under, 8.5)) - 0.5

    def _choice(self, told: str, boxes: Sequence[Sequence[str]], y: float) -> list[Item]:
        """Return boxes at the end of a sentence, each ticked where its value holds."""
        items: list[Item] = [Text(LEFT, y, told, 9.5, fit=WIDTH - 24 * len(boxes) - 2)]
        for place, (text, name) in enumerate(boxes):
            x = RIGHT - 24 * (len(boxes) - place)
            items.append(Tick(x, y, on=self._holds({"when": [name]})))
            items.append(Text(x + 5, y, text, 9.5))
        return items

    def _signature(self) -> list[Item]:
        issuer, room = self._snapshot.issuer, RIGHT - _SIGN_LEFT
        told = self._text.get("signature", self._words["signature"])
        who = ", ".join(part for part in (issuer.signatory_name, issuer.signatory_title) if part)
        items: list[Item] = [
            Text(_SIGN_LEFT, _SIGN - 2, told, 9, bold=True, fit=room),
            Box(_SIGN_LEFT, _SIGN, room, _SIGN_HEIGHT, thickness=0.8),
            Text(_SIGN_LEFT + 3, _SIGN + 11, who, 8.5, fit=room - 6),
        ]
        if issuer.signature_sha256:
            picture = Picture(_SIGN_LEFT + 10, _SIGN + 13, 60, 15, issuer.signature_sha256)
            items.append(picture)
        return items

    def _notes(self) -> list[Item]:
        items: list[Item] = []
        y = _SIGN + _SIGN_HEIGHT + 5
        for note in self._text.get("notes", ()):
            told = self._filled(note)
            lines = _lines(told, WIDTH, 7)
            items.append(Paragraph(LEFT, y, WIDTH, told, 7, lines=lines, grey=0.2))
            y += lines * 7 * 1.2 * _MM + 1
        return items

    def _table_of(self, rows: Sequence[Mapping[str, str]]) -> Table:
        names = self._text.get("columns", ("day", "means", "amount"))
        titles = self._words["columns"]
        columns = tuple(
            Column(titles[name], _AMOUNT, Align.RIGHT)
            if name in _FIGURES
            else Column(titles[name], _COLUMNS[name])
            for name in names
        )
        cells = tuple(tuple(row[name] for name in names) for row in rows)
        return Table(columns, cells, 8.2, _ROW)

    def _list(self, rows: tuple[tuple[str, ...], ...], y: float, *, total: bool) -> list[Item]:
        title = self._filled(self._text.get("payments", self._words["payments"]))
        items = listing(self._table, rows, title, y)
        if total:
            sums = self._words["total"].format(amount=self._values["amount"])
            end = y + 7 + (len(rows) + 1) * _ROW
            items.append(Text(LEFT, end, sums, 9, bold=True))
        return items

    def _annex(self, rows: tuple[tuple[str, ...], ...], number: int, sheets: int) -> Page:
        """Return a further sheet of the list of payments."""
        words, snapshot = self._words, self._snapshot
        annex = self._filled(self._text.get("annex", words["annex"]))
        sheet = words["sheet"].format(sheet=number, sheets=sheets)
        return Page(
            (
                Text(LEFT, 19, snapshot.issuer.name, 11, bold=True, fit=80),
                Text(RIGHT, 19, annex, 10, bold=True, align=Align.RIGHT, fit=90),
                Text(LEFT, 25, self._values["donor"], 9.5, fit=100),
                Text(RIGHT, 25, sheet, 8, align=Align.RIGHT, grey=SOFT),
                Rule(LEFT, 28, RIGHT, 28, 0.8),
                *self._list(rows, 40, total=number == sheets),
            )
        )


def town_lines(where: Issuer | Recipient, text: Mapping[str, Any]) -> tuple[str, ...]:
    """Return town and country as the post of the form's country writes them."""
    pattern: str = text.get("town", "{code} {city}")
    town = pattern.format(code=where.postal_code, city=where.city).strip()
    return (town, where.country) if where.country else (town,)


def _lines(text: str, width: float, size: float) -> int:
    """Return how many lines a text takes; its letters shrink should it take more."""
    return max(1, ceil(len(text) * size * _LETTER * _MM / width))


def _height(lines: int, size: float) -> float:
    return lines * size * 1.2 * _MM + 2.5
