# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slips: how cheques are split, and what stands on the sheets."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deposits import SlipLine, SlipSnapshot, slip_pages, split_piles
from app.domain.gifts import Means
from app.domain.paper import HEIGHT_MM, WIDTH_MM, Box, Page, Text


def _slip(count: int, means: Means = Means.CHEQUE) -> SlipSnapshot:
    lines = tuple(
        SlipLine(f"DONATEUR {rank}", "LBP", f"{rank:07d}", rank) for rank in range(1, count + 1)
    )
    return SlipSnapshot(
        association="Les Amis du Moulin",
        holder="",
        bank="La Banque Postale",
        iban="FR1420041010050500013M02606",
        number="2026-009",
        batch_number="2026-014",
        made_on=date(2026, 1, 6),
        means=means,
        lines=lines,
    )


def _texts(page: Page) -> list[str]:
    return [item.text for item in page.items if isinstance(item, Text)]


@given(count=st.integers(0, 500), most=st.integers(0, 60))
def test_every_cheque_is_on_one_slip_and_no_slip_is_too_long(count: int, most: int) -> None:
    piles = split_piles(Means.CHEQUE, count, most)
    assert [place for pile in piles for place in pile] == list(range(count))
    assert all(0 < len(pile) <= (most or count) for pile in piles)


def test_cash_is_never_split() -> None:
    assert split_piles(Means.CASH, 40, 10) == [range(40)]


@given(count=st.integers(1, 130))
def test_every_line_is_printed_once_and_the_total_once(count: int) -> None:
    pages = slip_pages(_slip(count))
    texts = [text for page in pages for text in _texts(page)]
    assert [text for text in texts if text.startswith("DONATEUR")] == [
        f"DONATEUR {rank}" for rank in range(1, count + 1)
    ]
    assert sum(text.startswith("Total:") for text in texts) == 1
    assert texts.count("Slip no. 2026-009") == len(pages)
    assert any(text.startswith("Total:") for text in _texts(pages[-1]))


@pytest.mark.parametrize("count", [1, 29, 30, 31, 38, 69, 70, 200])
def test_nothing_leaves_the_sheet_nor_covers_the_signature(count: int) -> None:
    pages = slip_pages(_slip(count))
    for page in pages:
        for item in page.items:
            if isinstance(item, Text):
                assert 0 < item.x < WIDTH_MM
                assert 0 < item.y < HEIGHT_MM
    (total,) = [item for item in pages[-1].items if isinstance(item, Text) and "Total" in item.text]
    signature = min(
        item.y for item in pages[-1].items if isinstance(item, Box) and item.fill is None
    )
    assert total.y < signature - 5


def test_a_slip_of_cash_names_no_bank_and_no_cheque() -> None:
    (page,) = slip_pages(_slip(3, Means.CASH))
    texts = _texts(page)
    assert "Cash deposit" in texts
    assert "3 gifts in cash" in texts
    assert "Cheque number" not in texts
    assert "0000001" not in texts


def test_the_holder_is_the_association_unless_the_account_says_otherwise() -> None:
    (page,) = slip_pages(_slip(1))
    assert _texts(page).count("Les Amis du Moulin") == 2
