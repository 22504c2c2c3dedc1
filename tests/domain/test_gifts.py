# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong or doubtful with a gift, told beside its field."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.gifts import CHEQUE_LIFE, Gift, Means, check_gift
from app.kernel.problem import Severity

_TODAY = date(2026, 1, 6)


def _gift(**facts: Any) -> Gift:  # noqa: ANN401 - any field of a gift
    usual = {"batch_id": 1, "donor_id": 1, "cents": 50_00, "received_on": _TODAY, "fund_id": 1}
    return Gift(**{**usual, **facts})


def _told(gift: Gift) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in check_gift(gift, _TODAY)]


def test_a_plain_gift_has_no_problem() -> None:
    assert _told(_gift()) == []


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"cents": 0}, ("amount", "amount.zero")),
        ({"cents": 10**13}, ("amount", "amount.huge")),
        ({"received_on": date(2026, 1, 7)}, ("received_on", "gift.future")),
        (
            {"means": Means.CASH, "cheque_number": "1"},
            ("cheque_number", "gift.cheque_number"),
        ),
        (
            {"means": Means.CASH, "cheque_dated_on": _TODAY},
            ("cheque_dated_on", "gift.cheque_day"),
        ),
        (
            {"cheque_dated_on": _TODAY - CHEQUE_LIFE - timedelta(1)},
            ("cheque_dated_on", "gift.cheque_expired"),
        ),
    ],
)
def test_what_is_wrong_blocks(facts: dict[str, Any], problem: tuple[str, str]) -> None:
    gift = _gift(**facts)
    assert _told(gift) == [problem]
    assert check_gift(gift, _TODAY)[0].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"donor_id": None}, "gift.clue"),
        ({"cheque_dated_on": date(2026, 1, 7)}, "gift.cheque_ahead"),
        ({"cheque_dated_on": date(2025, 12, 24)}, "gift.cheque_year"),
    ],
)
def test_what_is_doubtful_is_said_and_passes(facts: dict[str, Any], code: str) -> None:
    (problem,) = check_gift(_gift(**facts), _TODAY)
    assert (problem.code, problem.severity) == (code, Severity.WARNING)


@given(age=st.integers(0, 800))
def test_a_cheque_lives_one_year_and_eight_days(age: int) -> None:
    """CMF L131-32 and L131-59: eight days to present it, then one year."""
    told = {code for _field, code in _told(_gift(cheque_dated_on=_TODAY - timedelta(age)))}
    expired = "gift.cheque_expired" in told
    assert expired == (age > 373)
