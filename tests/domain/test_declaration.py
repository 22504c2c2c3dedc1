# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When receipts are declared, and the sum of gifts that asks for more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.receipts import accounts_limit, due_on


@pytest.mark.parametrize(
    ("last_on", "due"),
    [
        (date(2022, 12, 31), date(2023, 5, 3)),  # 1 May is a Monday
        (date(2023, 12, 31), date(2024, 5, 3)),
        (date(2025, 12, 31), date(2026, 5, 5)),  # 1 May is a Friday
        (date(2024, 6, 30), date(2024, 9, 30)),
        (date(2024, 11, 30), date(2025, 2, 28)),
        (date(2024, 8, 31), date(2024, 11, 30)),
    ],
)
def test_the_declaration_is_due_as_the_tax_code_says(last_on: date, due: date) -> None:
    assert due_on(last_on) == due


@given(st.dates(date(2021, 1, 1), date(2090, 1, 1)))
def test_it_is_due_two_to_six_months_after_the_period(last_on: date) -> None:
    assert 85 <= (due_on(last_on) - last_on).days <= 130


def test_the_limit_is_told_near_it_and_over_it() -> None:
    limit = accounts_limit(date(2026, 1, 6))
    assert limit is not None
    assert [limit.is_near(cents) for cents in (13_769_999, 13_770_000)] == [False, True]
    assert [limit.is_over(cents) for cents in (15_300_000, 15_300_001)] == [False, True]
    assert accounts_limit(date(1999, 1, 1)) is None
