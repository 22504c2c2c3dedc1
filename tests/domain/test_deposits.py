# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slips: how cheques are split, what stands on the sheets, and how cash is counted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deposits import (
    CashPile,
    Correcting,
    SlipLine,
    SlipSnapshot,
    check_counted,
    corrections_cents,
    denominations,
    read_piles,
    slip_pages,
    split_piles,
    write_piles,
)
from app.domain.gifts import Means
from app.domain.iban import read_iban, rib_of
from app.domain.paper import HEIGHT_MM, WIDTH_MM, Box, Page, Text
from app.kernel.errors import Refused

DAY = date(2026, 1, 6)


def _slip(
    count: int, means: Means = Means.CHEQUE, piles: tuple[CashPile, ...] = ()
) -> SlipSnapshot:
    lines = tuple(
        SlipLine(f"DONATEUR {rank}", "LBP", f"{rank:07d}", rank) for rank in range(1, count + 1)
    )
    return SlipSnapshot(
        association="Les Amis du Moulin",
        holder="",
        bank="La Banque Postale",
        iban="FR1420041010050500013M02606",
        number="2026-009",
        bic="PSSTFRPPREN",
        batch_numbers=("2026-014",),
        made_on=DAY,
        means=means,
        lines=lines,
        comment="Quête de Noël",
        piles=piles,
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
    both = slip_pages(_slip(count))
    pages = both[: len(both) // 2]
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
    page, _copy = slip_pages(_slip(3, Means.CASH))
    texts = _texts(page)
    assert "Cash deposit" in texts
    assert "3 gifts in cash" in texts
    assert "Cheque number" not in texts
    assert "0000001" not in texts


def test_the_holder_is_the_association_unless_the_account_says_otherwise() -> None:
    page, _copy = slip_pages(_slip(1))
    assert _texts(page).count("Les Amis du Moulin") == 2


@pytest.mark.parametrize("count", [1, 30, 200])
def test_the_association_keeps_the_same_sheets_as_the_bank(count: int) -> None:
    pages = slip_pages(_slip(count))
    half = len(pages) // 2
    bank, own = ([_texts(page) for page in part] for part in (pages[:half], pages[half:]))
    named = [
        [text.replace("Copy for the bank", "Copy for the association") for text in texts]
        for texts in bank
    ]
    assert named == own
    assert bank != own


def test_the_slip_tells_the_account_in_every_way_banks_ask() -> None:
    page, _copy = slip_pages(_slip(1))
    texts = _texts(page)
    assert "FR14 2004 1010 0505 0001 3M02 606" in texts
    assert "PSSTFRPPREN" in texts
    assert "bank 20041 · branch 01005 · account 0500013M026 · key 06" in texts
    assert "Quête de Noël" in texts


@pytest.mark.parametrize("iban", ["", "DE89370400440532013000", "FR14 2004"])
def test_only_a_french_account_has_a_rib(iban: str) -> None:
    assert rib_of(iban) is None


def test_an_account_at_a_bank_no_list_knows_is_taken_and_a_miscopied_one_is_not() -> None:
    assert read_iban("be68 5390 0754 7034") == "BE68539007547034"
    for wrong in ("BE68539007547035", "BE6853900754703", "XX68539007547034", ""):
        with pytest.raises(Refused):
            read_iban(wrong)


PILES = st.lists(
    st.builds(CashPile, st.sampled_from(denominations(DAY)), st.integers(1, 500)),
    unique_by=lambda pile: pile.value_cents,
)


@given(piles=PILES)
def test_counted_cash_is_written_and_read_back(piles: list[CashPile]) -> None:
    read = read_piles(write_piles(piles))
    assert sorted(read, key=lambda p: p.value_cents) == sorted(piles, key=lambda p: p.value_cents)
    check_counted(read, sum(pile.cents for pile in piles), DAY)


@given(piles=PILES.filter(bool), gap=st.integers(-500, 500).filter(bool))
def test_cash_counted_otherwise_is_refused_telling_both_sums(
    piles: list[CashPile], gap: int
) -> None:
    with pytest.raises(Refused) as refused:
        check_counted(piles, sum(pile.cents for pile in piles) + gap, DAY)
    assert refused.value.code == "deposit.counted"


def test_there_is_no_note_of_three_euros() -> None:
    with pytest.raises(Refused, match=r"€3\.00"):
        check_counted([CashPile(3_00, 1)], 3_00, DAY)


def test_counted_cash_is_on_the_slip_note_by_note() -> None:
    page, _copy = slip_pages(_slip(1, Means.CASH, (CashPile(50_00, 3), CashPile(2_00, 7))))
    texts = _texts(page)
    assert [text for text in texts if text in {"€150.00", "€14.00"}] == ["€150.00", "€14.00"]
    assert "DONATEUR 1" not in texts


@pytest.mark.parametrize(
    ("one", "effect"),
    [
        (Correcting(50_00, Means.CHEQUE, 55_00, Means.CHEQUE), 5_00),
        (Correcting(50_00, Means.CHEQUE, 50_00, Means.CASH), -50_00),
        (Correcting(50_00, Means.CHEQUE, 50_00, Means.CHEQUE), 0),
        (Correcting(50_00, Means.CHEQUE, None, None, settled_apart=True), 0),
        (Correcting(50_00, Means.CHEQUE, None, None), -50_00),
    ],
)
def test_what_a_correction_changes_at_the_bank(one: Correcting, effect: int) -> None:
    assert corrections_cents([one]) == effect
