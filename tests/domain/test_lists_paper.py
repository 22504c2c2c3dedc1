# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Labels stand on their sheet, and a list on paper says what it could not show."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.lists import USUAL, ListColumn
from app.domain.lists.labels import LabelSheet, label_pages, label_sheet, label_sheets
from app.domain.lists.paper import PrintedList, fitting, list_pages
from app.domain.paper import HEIGHT_MM, WIDTH_MM, Text
from app.kernel.errors import Refused

TODAY = date(2026, 1, 6)
SHEETS = label_sheets(TODAY)
LINES = ("MME MARIE DUPONT", "ESC B", "LES LILAS", "12 RUE DU PRE", "BOURG", "35000 RENNES", "FR")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_a_sheet_fits_on_its_paper_and_no_two_labels_touch(sheet: LabelSheet) -> None:
    right = sheet.left + (sheet.columns - 1) * sheet.across + sheet.width
    bottom = sheet.top + (sheet.rows - 1) * sheet.down + sheet.height
    assert right <= WIDTH_MM
    assert bottom <= HEIGHT_MM
    assert sheet.width <= sheet.across
    assert sheet.height <= sheet.down
    assert str(sheet.labels) in sheet.words


@given(
    st.sampled_from(SHEETS),
    st.integers(0, 9),
    st.lists(st.integers(1, 7), min_size=1, max_size=60),
)
def test_every_line_of_every_label_stands_inside_its_own(
    sheet: LabelSheet, used: int, sizes: list[int]
) -> None:
    first = used % sheet.labels + 1
    pages = label_pages([LINES[:size] for size in sizes], sheet, first)
    assert len(pages) == -(-(len(sizes) + first - 1) // sheet.labels)
    texts = [(page, item) for page, one in enumerate(pages) for item in one.items]
    assert len(texts) == sum(sizes)
    at = iter(texts)
    for place, size in enumerate(sizes, first - 1):
        page, spot = divmod(place, sheet.labels)
        row, column = divmod(spot, sheet.columns)
        left, top = sheet.left + column * sheet.across, sheet.top + row * sheet.down
        for _line in range(size):
            found, text = next(at)
            assert isinstance(text, Text)
            assert found == page
            assert left < text.x < text.x + text.fit < left + sheet.width
            assert top < text.y - text.size * 0.3 < text.y < top + sheet.height


def test_a_sheet_or_a_label_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        label_sheet("A4", TODAY)
    assert "L7160" in refused.value.message
    for first in (0, 22):
        with pytest.raises(Refused):
            label_pages([LINES], label_sheet("L7160", TODAY), first)


def test_the_columns_without_room_are_told_and_every_sheet_is_numbered() -> None:
    columns = (*USUAL, ListColumn.EMAIL, ListColumn.STREET, ListColumn.TAGS)
    rows = tuple(tuple(f"{column} {row}" for column in columns) for row in range(120))
    printed = PrintedList(
        association="Les Amis", told="", made_on=TODAY, columns=columns, rows=rows, cents=500
    )
    pages = list_pages(printed)
    texts = [[getattr(item, "text", "") for item in page.items] for page in pages]
    assert len(pages) == 3
    assert all(f"06/01/2026 · Sheet {i} of 3" in told for i, told in enumerate(texts, 1))
    kept = fitting(columns)
    assert kept == columns[: len(kept)] != columns
    assert "120 donors, €5.00. Without room on the sheet: E-mail, Street, Tags." in texts[0]
    assert all(any(f"name {row}" in told for told in texts) for row in range(120))
    assert fitting((ListColumn.EMAIL,)) == (ListColumn.EMAIL,)
