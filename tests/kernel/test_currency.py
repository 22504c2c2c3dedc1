# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One dossier, one currency: typed, written and spelt."""

import pytest

from app.domain.deposits.cash import denominations
from app.kernel.currency import SYMBOLS, use_currency
from app.kernel.money import format_amount, parse_amount
from app.kernel.spelling import spell_amount
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("currency", "language", "written"),
    [
        ("EUR", "fr", "1\u202f234,50\u00a0€"),
        ("EUR", "de", "1.234,50\u00a0€"),
        ("EUR", "nl", "€\u00a01.234,50"),
        ("GBP", "en", "£1,234.50"),
        ("CHF", "fr", "1\u202f234,50\u00a0CHF"),
        ("CHF", "en", "CHF\u00a01,234.50"),
        ("CHF", "de-CH", "CHF\u00a01\u2019234.50"),
    ],
)
def test_amounts_bear_the_currency_in_force(currency: str, language: str, written: str) -> None:
    with use_currency(currency):
        assert format_amount(123_450, language) == written
        assert parse_amount(f"12.50 {SYMBOLS[currency]}") == 1_250
        assert parse_amount(f"{currency} 12,50") == 1_250
        assert denominations(TODAY)[-1] <= 5


@pytest.mark.parametrize(
    ("cents", "language", "currency", "words"),
    [
        (7_000, "fr-BE", "EUR", "septante euros"),
        (7_100, "fr-BE", "EUR", "septante et un euros"),
        (7_700, "fr-BE", "EUR", "septante-sept euros"),
        (8_000, "fr-BE", "EUR", "quatre-vingts euros"),
        (8_100, "fr-BE", "EUR", "quatre-vingt-un euros"),
        (9_000, "fr-BE", "CHF", "nonante francs"),
        (9_199, "fr-BE", "CHF", "nonante et un francs et nonante-neuf centimes"),
        (7_100_000, "fr-BE", "EUR", "septante et un mille euros"),
        (101, "de", "EUR", "ein Euro und ein Cent"),
        (123_400, "de", "EUR", "eintausendzweihundertvierunddreißig Euro"),
        (2_105, "nl", "EUR", "eenentwintig euro en vijf cent"),
        (200_000_000, "fr", "CAD", "deux millions de dollars"),
        (201, "en", "GBP", "two pounds and one penny"),
    ],
)
def test_amounts_are_spelt_in_their_currency(
    cents: int, language: str, currency: str, words: str
) -> None:
    assert spell_amount(cents, language, currency) == words
