# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which row of a sheet is its head; which rows are totals or remarks."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from app.domain.imports.cells import Cell, is_blank
from app.domain.imports.fields import ColumnMap, Confidence, Field, ImportKind, name_column
from app.kernel.text import fold

_LOOKED_AT = 40
_ENOUGH = 2
_TOTAL = re.compile(
    r"(?:sous |grand )?(?:totaux|total|somme|cumul|sum)"
    r"(?: general| generaux| global| des? dons?| de l annee| a reporter| exercice| du mois| page)?"
    r"(?: \d{4})?(?: en)?(?: eur| euros)?"
)

_HINT = re.compile("tot|som|cum|sum")

Row = tuple[int, Sequence[Cell]]


def find_head(rows: Sequence[Row], kind: ImportKind) -> int | None:
    """Return the place in ``rows`` of the likeliest head, or None when none looks like one."""
    best, most = None, 0.0
    for place, (_number, cells) in enumerate(rows[:_LOOKED_AT]):
        score = head_score(cells, kind)
        if score > most:
            best, most = place, score
    return best


def named_head(rows: Sequence[Row], titles: Iterable[str]) -> int | None:
    """Return the place of the row that bears the most of ``titles``, or None when none does."""
    wanted = {fold(title) for title in titles}
    found = [
        sum(isinstance(cell, str) and fold(cell) in wanted for cell in cells)
        for _number, cells in rows[:_LOOKED_AT]
    ]
    most = max(found, default=0)
    return found.index(most) if most else None


def plain_head(rows: Sequence[Row]) -> int | None:
    """Return the place of the first row of several words and no value, for want of a better one."""
    for place, (_number, cells) in enumerate(rows[:_LOOKED_AT]):
        filled = [cell for cell in cells if not is_blank(cell)]
        words = [c for c in filled if isinstance(c, str) and not any(map(str.isdigit, c))]
        if len(filled) >= _ENOUGH and len(words) == len(filled):
            return place
    return None


def head_score(cells: Sequence[Cell], kind: ImportKind) -> float:
    """Return how much a row looks like a head: names of fields count, values count against."""
    known: set[Field] = set()
    score = 0.0
    for cell in cells:
        if is_blank(cell):
            continue
        if not isinstance(cell, str):
            score -= 1
            continue
        found, confidence = name_column(cell, kind)
        if found is not None and found not in known:
            known.add(found)
            score += 2 if confidence is Confidence.SURE else 1
    return score if len(known) >= _ENOUGH else 0.0


def is_total(cells: Sequence[Cell], columns: ColumnMap, *, adds_up: bool) -> bool:
    """Tell whether a row adds up those above rather than being one of them.

    Args:
        cells: The row.
        columns: What its columns hold.
        adds_up: Whether its amount is the sum of the rows above.
    """
    if adds_up and len([cell for cell in cells if not is_blank(cell)]) == 1:
        return True
    texts = [cell for cell in cells if isinstance(cell, str)]
    # One search over the whole row: hardly any has even the beginning of such a word.
    if not _HINT.search("\n".join(texts).lower()):
        return False
    if not any(_HINT.search(text.lower()) and _TOTAL.fullmatch(fold(text)) for text in texts):
        return False
    someone = (Field.NUMBER, Field.POSTAL_CODE)
    if any(columns.text(cells, one) and not _is_label(columns, cells, one) for one in someone):
        return False
    dated = columns.text(cells, Field.DAY) and not _is_label(columns, cells, Field.DAY)
    return adds_up or not dated


def _is_label(columns: ColumnMap, cells: Sequence[Cell], wanted: Field) -> bool:
    return _TOTAL.fullmatch(fold(columns.text(cells, wanted))) is not None


def is_remark(cells: Sequence[Cell]) -> bool:
    """Tell whether a row is one lone text: a remark between the lines."""
    filled = list(islice((cell for cell in cells if not is_blank(cell)), 2))
    return len(filled) == 1 and isinstance(filled[0], str) and any(c.isalpha() for c in filled[0])


def repeats_head(cells: Sequence[Cell], head: Sequence[Cell]) -> bool:
    """Tell whether a row is the head again, as at the top of each printed page."""
    seen = 0
    for cell, title in zip(cells, head, strict=False):
        if is_blank(title):
            continue
        if not (isinstance(cell, str) and isinstance(title, str) and fold(cell) == fold(title)):
            return False
        seen += 1
    return seen > 1
