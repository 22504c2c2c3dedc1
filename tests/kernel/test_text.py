# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Folding: what is typed without accents finds what is written with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.text import clean, digits, fold, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("L'HÔTELLIER-D'ARCY", "l hotellier d arcy"),
        ("Łukasz Søren", "lukasz soren"),
        ("Œuvre Ægir Straße Đặng", "oeuvre aegir strasse dang"),
        ("  Le\u00a0Gall,  Yann ", "le gall yann"),
        ("İstanbul", "istanbul"),
    ],
)
def test_folds_accents_and_ligatures(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == " ".join(words(text))


def test_keeps_digits_only() -> None:
    assert digits("06 12-34.56/78") == "0612345678"
    assert clean(" a \u00a0\u202f b\n") == "a b"
