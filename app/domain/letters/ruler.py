# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet on which one reads how far a printer is off."""

from collections.abc import Iterator

from app.domain.letters.layout import window_frame
from app.domain.paper import Align, Item, Page, Paragraph, Rule, Text
from app.kernel.i18n import _

_ACROSS, _DOWN = 100.0, 100.0
"""Where each rule has the line to measure to, in mm from the edge of the sheet."""
_ROW, _COLUMN = 200.0, 60.0
"""Where the rules lie: under the window, and left of it."""
_FIRST, _LAST = 20, 140


def ruler_page(window: tuple[float, float]) -> Page:
    """Return two rules in millimetres from the edges, and the window of an envelope.

    Args:
        window: The corner of the address block in mm.
    """
    return Page((window_frame(window), *_words(window), *_across(), *_down()))


def _words(window: tuple[float, float]) -> Iterator[Item]:
    yield Text(20, 20, _("Ruler sheet"), 14, bold=True)
    yield Text(window[0] + 3, window[1] + 6, _("Window of the envelope"), 9)
    told = _(
        "With a ruler, measure from the left edge of the sheet to the line marked 100 below, and "
        "from the top edge to the one marked 100 beside. Where you read 98, type 2; where you "
        "read 101.5, type -1.5. Print the sheet again: both lines are then at 100, and the "
        "address is in the window."
    )
    yield Paragraph(20, 225, 170, told, 11, leading=16)


def _across() -> Iterator[Item]:
    yield Rule(_FIRST, _ROW, _LAST, _ROW, 0.5)
    for mm in range(_FIRST, _LAST + 1):
        yield Rule(mm, _ROW, mm, _ROW - _height(mm), 0.3)
        if mm % 10 == 0:
            bold = mm == _ACROSS
            yield Text(mm, _ROW + 4, str(mm), 8, bold=bold, align=Align.CENTRE)


def _down() -> Iterator[Item]:
    yield Rule(_COLUMN, _FIRST + 10, _COLUMN, _LAST, 0.5)
    for mm in range(_FIRST + 10, _LAST + 1):
        yield Rule(_COLUMN, mm, _COLUMN + _height(mm), mm, 0.3)
        if mm % 10 == 0:
            yield Text(_COLUMN - 2, mm + 1, str(mm), 8, bold=mm == _DOWN, align=Align.RIGHT)


def _height(mm: int) -> float:
    """Return how long the line of a millimetre is: tens and fives stand out, a hundred most."""
    if mm == _ACROSS:
        return 14
    if mm % 10 == 0:
        return 7
    return 5 if mm % 5 == 0 else 3
