# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Address labels on sheets one buys, laid out on paper."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.domain.paper import Item, Page, Text
from app.kernel.assets import asset_path
from app.kernel.errors import Refused
from app.kernel.i18n import _, current_language

USUAL_SHEET = "L7160"
_PER_MM = 100
"""The data are in hundredths of a millimetre."""
_MARGIN_MM = 4.0
"""Kept white on each side of a label: printers feed a sheet a little askew."""
_LINES = 6
"""Of an envelope inland; a seventh line, the country, makes all of its label smaller."""
_SENDER_CORNER, _SENDER_LEADING_MM, _SENDER_WIDE = (10.0, 12.0), 3.6, 70.0
_LARGEST_LEADING_MM = 4.4
_SIZE_TO_LEADING = 2.3
"""Points of a letter for each millimetre between two baselines."""


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """An A4 sheet of labels, or an envelope; all measures in millimetres.

    Attributes:
        code: Its maker's reference; of an envelope, its format (ISO 269).
        left, top: Of the first label.
        across, down: From one label to the next.
        page: Width and height of an envelope; None for A4 sheets.
    """

    code: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float
    page: tuple[float, float] | None = None

    @property
    def labels(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    @property
    def words(self) -> str:
        """The sheet as one looks for it in a cupboard."""
        if self.page is not None:
            wide, high = (_millimetres(side) for side in self.page)
            told = _("Envelope {code}, {width} by {height} mm")
            return told.format(code=self.code, width=wide, height=high)
        told = _("{code}: {count} labels of {width} by {height} mm")
        size = {"width": _millimetres(self.width), "height": _millimetres(self.height)}
        return told.format(code=self.code, count=self.labels, **size)


def _millimetres(length: float) -> str:
    told = f"{length:g}"
    return told.replace(".", ",") if current_language() == "fr" else told


@cache
def _known() -> tuple[tuple[LabelSheet, date], ...]:
    told = json.loads(asset_path("data", "label_sheets.json").read_text("utf-8"))
    measures = ("width", "height", "left", "top", "across", "down")
    return tuple(
        (
            LabelSheet(
                code=one["code"],
                columns=one["columns"],
                rows=one["rows"],
                **{name: one[name] / _PER_MM for name in measures},
                page=_page(one.get("page")),
            ),
            date.fromisoformat(one["valid_from"]),
        )
        for one in told["sheets"]
    )


def _page(told: Sequence[int] | None) -> tuple[float, float] | None:
    return None if told is None else (told[0] / _PER_MM, told[1] / _PER_MM)


def label_sheets(day: date) -> tuple[LabelSheet, ...]:
    """Return the sheets there are on a day, in the order they are offered."""
    return tuple(sheet for sheet, since in _known() if since <= day)


def label_sheet(code: str, day: date) -> LabelSheet:
    """Return a sheet by its reference.

    Raises:
        Refused: When there is none; the sentence lists those there are.
    """
    sheets = label_sheets(day)
    found = next((sheet for sheet in sheets if sheet.code == code), None)
    if found is None:
        message = _("No sheet of labels is known as “{code}”: choose one of {codes}.")
        codes = ", ".join(sheet.code for sheet in sheets)
        raise Refused("labels.sheet", message.format(code=code, codes=codes), "sheet")
    return found


def label_pages(
    labels: Sequence[Sequence[str]],
    sheet: LabelSheet,
    first: int = 1,
    sender: Sequence[str] = (),
) -> list[Page]:
    """Lay labels out, row by row.

    Args:
        labels: The lines of each.
        sheet: What they are printed on.
        first: Which label of the first sheet is free, from 1; those before it were used.
        sender: What envelopes bear at their top left.

    Raises:
        Refused: When the sheet has no such label.
    """
    if not 1 <= first <= sheet.labels:
        message = _("The first free label is between 1 and {count} on this sheet.")
        raise Refused("labels.first", message.format(count=sheet.labels), "first")
    pages: list[list[Item]] = []
    for place, lines in enumerate(labels, first - 1):
        page, spot = divmod(place, sheet.labels)
        if page == len(pages):
            pages.append([])
        pages[page].extend(_label(lines, sheet, spot))
    corner = _sender(sender) if sheet.page is not None else ()
    return [Page((*corner, *items)) for items in pages]


def _sender(lines: Sequence[str]) -> tuple[Item, ...]:
    x, y = _SENDER_CORNER
    return tuple(
        Text(x, y + index * _SENDER_LEADING_MM, line, 8, fit=_SENDER_WIDE)
        for index, line in enumerate(lines)
    )


def _label(lines: Sequence[str], sheet: LabelSheet, spot: int) -> list[Item]:
    row, column = divmod(spot, sheet.columns)
    x = sheet.left + column * sheet.across + _MARGIN_MM
    room = sheet.height - _MARGIN_MM
    leading = min(_LARGEST_LEADING_MM, room / max(_LINES, len(lines)))
    white = (sheet.height - leading * len(lines)) / 2
    top = sheet.top + row * sheet.down + white + leading * 0.75
    size, fit = leading * _SIZE_TO_LEADING, sheet.width - 2 * _MARGIN_MM
    return [Text(x, top + index * leading, line, size, fit=fit) for index, line in enumerate(lines)]
