# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words one slip apart share a key; names that are written in two ways answer to both."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from db.spellings import LEADING, is_near, joined, keys_asked, keys_of, one_slip, written_too

_WORDS = st.text("abc", min_size=1, max_size=10)


@st.composite
def _slipped(draw: st.DrawFn) -> tuple[str, str]:
    """Return a word and the same with one slip of the fingers."""
    word = draw(st.text("abcd", min_size=2, max_size=10))
    place = draw(st.integers(0, len(word) - 2))
    before, after = word[:place], word[place:]
    ways = (
        f"{before}x{after}",
        f"{before}{after[1:]}",
        f"{before}x{after[1:]}",
        f"{before}{after[1]}{after[0]}{after[2:]}",
    )
    return word, draw(st.sampled_from(ways))


@given(_WORDS, _WORDS)
def test_one_slip_is_a_distance_of_one(one: str, other: str) -> None:
    assert one_slip(one, other) == one_slip(other, one) == (OSA.distance(one, other) <= 1)


@given(_slipped())
def test_a_slip_is_found_under_a_key_of_the_word(pair: tuple[str, str]) -> None:
    word, typed = pair
    assert one_slip(typed, word)
    assert keys_of(word) & keys_asked(typed)


@given(_slipped(), st.text("abcd", max_size=6))
def test_a_slip_in_a_long_beginning_is_found_too(pair: tuple[str, str], rest: str) -> None:
    begun, typed = pair
    if len(begun) > LEADING and len(typed) > LEADING:
        assert is_near(typed, begun + rest)
        assert keys_of(begun + rest) & keys_asked(typed)


@given(_WORDS)
def test_few_keys_are_kept_of_a_word_and_few_are_looked_up(word: str) -> None:
    assert len(keys_of(word)) <= LEADING + 1
    assert len(keys_asked(word)) <= 2 * LEADING + 2
    assert all(len(key) <= LEADING for key in keys_of(word) | keys_asked(word))


def test_the_first_letter_of_a_short_word_is_never_wrong() -> None:
    assert is_near("rury", "aury") is False
    assert is_near("fupont", "dupont") is True


def test_a_name_is_written_in_several_ways() -> None:
    assert set(written_too("Jean-Pierre de La Tour")) == {"jeanpierre", "delatour", "latour"}
    assert set(written_too("Ste Marie d'Arcy")) == {"sainte", "darcy"}
    assert set(written_too("Dupont")) == set()


def test_neighbours_are_joined_by_two_and_by_three() -> None:
    assert joined(("le", "fevre")) == [("lefevre",)]
    assert ("delatour", "anne") in joined(("de", "la", "tour", "anne"))
    assert joined(("seul",)) == []
