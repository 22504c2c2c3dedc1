# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amounts in words: agreement of vingt, cent, million, and the centimes."""

import pytest

from app.kernel.spelling import spell_amount

FRENCH = {
    50: "cinquante centimes",
    100: "un euro",
    101: "un euro et un centime",
    2100: "vingt et un euros",
    6100: "soixante et un euros",
    7000: "soixante-dix euros",
    7100: "soixante et onze euros",
    7700: "soixante-dix-sept euros",
    8000: "quatre-vingts euros",
    8080: "quatre-vingts euros et quatre-vingts centimes",
    8100: "quatre-vingt-un euros",
    9000: "quatre-vingt-dix euros",
    9100: "quatre-vingt-onze euros",
    9999: "quatre-vingt-dix-neuf euros et quatre-vingt-dix-neuf centimes",
    10000: "cent euros",
    10100: "cent un euros",
    18000: "cent quatre-vingts euros",
    20000: "deux cents euros",
    20100: "deux cent un euros",
    28000: "deux cent quatre-vingts euros",
    30020: "trois cents euros et vingt centimes",
    100000: "mille euros",
    110000: "mille cent euros",
    198000: "mille neuf cent quatre-vingts euros",
    208000: "deux mille quatre-vingts euros",
    7100000: "soixante et onze mille euros",
    8000000: "quatre-vingt mille euros",
    20000000: "deux cent mille euros",
    100000000: "un million d'euros",
    200000000: "deux millions d'euros",
    200000100: "deux millions un euros",
    8000000000: "quatre-vingts millions d'euros",
}


@pytest.mark.parametrize(("cents", "words"), FRENCH.items())
def test_french_words_agree(cents: int, words: str) -> None:
    assert spell_amount(cents, "fr") == words


@pytest.mark.parametrize(
    ("cents", "words"),
    [(100, "one euro"), (215, "two euros and fifteen cents"), (1, "one cent")],
)
def test_english_words_agree(cents: int, words: str) -> None:
    assert spell_amount(cents, "en") == words


def test_a_negative_amount_has_no_spelling() -> None:
    with pytest.raises(ValueError, match="negative"):
        spell_amount(-1)
