# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key of a donor number catches every slip it promises to catch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.damm import check_digit, is_valid

numbers = st.text("0123456789", min_size=2, max_size=8)


@given(numbers)
def test_a_number_with_its_key_is_valid(number: str) -> None:
    assert is_valid(f"{number}{check_digit(number)}")


@given(numbers, st.data())
def test_one_wrong_digit_is_caught(number: str, data: st.DataObject) -> None:
    whole = f"{number}{check_digit(number)}"
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != whole[place]]))
    assert not is_valid(whole[:place] + other + whole[place + 1 :])


@given(numbers, st.data())
def test_two_swapped_neighbours_are_caught(number: str, data: st.DataObject) -> None:
    whole = f"{number}{check_digit(number)}"
    place = data.draw(st.integers(0, len(whole) - 2))
    first, second = whole[place], whole[place + 1]
    if first != second:
        assert not is_valid(whole[:place] + second + first + whole[place + 2 :])


def test_only_digits_have_a_key() -> None:
    assert check_digit("10428") == 9
    with pytest.raises(ValueError, match="decimal"):
        check_digit("10A")
