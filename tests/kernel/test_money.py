# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amounts as people type them, and as the program writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.kernel.money import MAX_CENTS, format_amount, format_number, parse_amount

TYPED = {
    "50": 5000,
    "12,5": 1250,
    "12.50": 1250,
    "50 €": 5000,
    "€50": 5000,
    ",5": 50,
    "1 234,50": 123450,
    "1\u00a0234,50": 123450,
    "1\u202f234,50\u00a0€": 123450,
    "1.234,50": 123450,
    "1,234.50": 123450,
    "1234567,8": 123456780,
}


@pytest.mark.parametrize(("typed", "cents"), TYPED.items())
def test_reads_what_people_type(typed: str, cents: int) -> None:
    assert parse_amount(typed) == cents


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abc", "amount.unreadable"),
        ("", "amount.unreadable"),
        ("1 23", "amount.unreadable"),
        ("1.234", "amount.unreadable"),
        ("1,2,3", "amount.unreadable"),
        ("12,345", "amount.unreadable"),
        ("٥٠", "amount.unreadable"),
        ("0", "amount.zero"),
        ("0,00", "amount.zero"),
        ("-5", "amount.negative"),
        ("999999999999999", "amount.huge"),
    ],
)
def test_refuses_what_is_no_amount(typed: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_amount(typed)
    assert caught.value.code == code
    assert caught.value.field == "amount"


def test_nothing_is_an_amount_where_it_is_an_answer() -> None:
    assert parse_amount("0,00", zero=True) == 0


@given(st.integers(1, MAX_CENTS), st.sampled_from(["fr", "en"]))
def test_what_is_written_reads_back_to_the_cent(cents: int, language: str) -> None:
    assert parse_amount(format_amount(cents, language)) == cents
    assert parse_amount(format_number(cents, language)) == cents


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        cents = parse_amount(text)
    except Refused as refused:
        assert refused.message
    else:
        assert 0 < cents <= MAX_CENTS


def test_writes_as_the_reader_expects() -> None:
    assert format_amount(123450, "fr") == "1\u202f234,50\u00a0€"
    assert format_amount(-123450, "en") == "-€1,234.50"
    assert format_number(-5, "fr") == "-0,05"
