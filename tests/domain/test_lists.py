# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions of lists: read, written back, told in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.donors import DonorKind, ReceiptWish
from app.domain.lists import (
    Condition,
    Gave,
    Has,
    In,
    LastGift,
    ListColumn,
    Measure,
    OfKind,
    Period,
    Place,
    Tagged,
    Trait,
    Wishes,
    read_columns,
    read_condition,
    read_conditions,
    told,
)
from app.kernel.errors import Refused
from app.kernel.i18n import use_language
from app.kernel.text import clean, fold

_DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
_TEXTS = st.text("éRa -'12=<>!@", min_size=1, max_size=12).map(clean).filter(fold)
_PERIODS = st.builds(
    lambda one, other: Period(min(one, other), max(one, other)), _DAYS, _DAYS
) | st.builds(Period, st.none() | _DAYS)
CONDITIONS: st.SearchStrategy[Condition] = st.one_of(
    st.builds(OfKind, st.sampled_from(DonorKind)),
    st.builds(In, st.sampled_from(Place), _TEXTS),
    st.builds(Has, st.sampled_from(Trait), st.booleans()),
    st.builds(Tagged, _TEXTS, st.booleans()),
    st.builds(Wishes, st.sampled_from(ReceiptWish)),
    st.builds(LastGift, _DAYS, st.booleans()),
    st.builds(Gave, st.sampled_from(Measure), st.integers(1, 999_999), st.booleans(), _PERIODS),
)


@given(st.lists(CONDITIONS, max_size=4).map(tuple))
def test_what_is_written_is_read_back_the_same(conditions: tuple[Condition, ...]) -> None:
    written = "\n".join(condition.written for condition in conditions)
    assert read_conditions(written) == conditions
    for language in ("fr", "en"):
        with use_language(language):
            assert told(conditions).count(" · ") >= len(conditions) - 1
            assert "{" not in told(conditions)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "total@2025>=100",
            Gave(Measure.TOTAL, 10_000, period=Period(date(2025, 1, 1), date(2025, 12, 31))),
        ),
        (
            "gifts@2024-02..2024<3",
            Gave(Measure.GIFTS, 3, below=True, period=Period(date(2024, 2, 1), date(2024, 12, 31))),
        ),
        (
            "total@..2024-02 >= 12,50",
            Gave(Measure.TOTAL, 1_250, period=Period(None, date(2024, 2, 29))),
        ),
        ("city= Saint-*", In(Place.CITY, "Saint-*")),
        ("tag!=Grand donateur", Tagged("Grand donateur", on=False)),
        ("last_gift<2025", LastGift(date(2025, 1, 1), before=True)),
        ("email=no", Has(Trait.EMAIL, on=False)),
    ],
)
def test_short_forms_are_read(text: str, meant: Condition) -> None:
    assert read_condition(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "", "Rennes", "city=", "city=*", "town=Rennes", "tag=--", "kind=dog", "email=maybe",
        "receipt>=annual", "last_gift=2025-01-01", "last_gift<2025-02-30", "total>100",
        "gifts>=0", "gifts>=1.5", "gifts>=10000000", "gifts@2025..2024>=1", "gifts@2025-13>=1",
        "city@2025=Rennes",
    ],
)  # fmt: skip
def test_what_is_no_condition_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_condition(text)
    assert "city=Rennes" in refused.value.message


@pytest.mark.parametrize("text", ["total>=cent", "total>=0"])
def test_an_amount_that_is_none_is_refused_as_everywhere(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_condition(text)
    assert refused.value.code.startswith("amount.")


def test_conditions_are_told_as_one_reads_them() -> None:
    conditions = read_conditions(
        "city=Rennes\npostal_code=35*\ntotal@2025>=100\ngifts@2026<1\nlast_gift<2025-01-01\n"
        "tag!=Bénévole\nemail=no\nkind=person\nreceipt=none\ntotal@2024-03..2024-05<20"
    )
    assert told(conditions) == (
        "town: Rennes · postal code beginning with 35 · gave €100.00 or more in 2025 · "
        "no gift in 2026 · last gift before 01/01/2025 · without the tag Bénévole · no e-mail · "
        "kind: person · receipt: no receipt · gave less than €20.00 from 01/03/2024 to 31/05/2024"
    )
    with use_language("fr"):
        assert told(conditions[2:5]) == (
            "a donné 100,00\u00a0€ ou plus en 2025 · aucun don en 2026 · "
            "dernier don avant le 01/01/2025"
        )


def test_columns_are_read_in_order_and_once() -> None:
    assert read_columns("city, name,city") == (ListColumn.CITY, ListColumn.NAME)
    for text in ("", "name,colour"):
        with pytest.raises(Refused) as refused:
            read_columns(text)
        assert "postal_code" in refused.value.message
