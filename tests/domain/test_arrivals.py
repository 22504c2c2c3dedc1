# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Those who come in are compared as in a scan of everybody, without one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.addresses import Address
from app.domain.donors import Donor
from app.domain.duplicates.arrivals import arrivals
from app.domain.duplicates.cards import Card, card_of
from app.domain.duplicates.scan import block_keys, scan

_NAMES = st.sampled_from(("Dupont", "Dupond", "Le Gall", "Legall", "Abricot", "Zorn"))
_FIRST = st.sampled_from(("Marie", "Maria", "Paul", ""))
_PLACES = st.sampled_from(
    (Address(street="3 rue des Lilas", postal_code="35000", city="Rennes"), Address())
)
_PHONES = st.sampled_from(("", "06 39 98 12 34", "06 39 98 12 35"))
_DONORS = st.builds(
    lambda last, first, place, phone: Donor(
        last_name=last, first_name=first, address=place, phone=phone
    ),
    _NAMES, _FIRST, _PLACES, _PHONES,
)  # fmt: skip


def _cards(donors: list[Donor]) -> list[Card]:
    return [card_of(replace(donor, id=place + 1)) for place, donor in enumerate(donors)]


@given(st.lists(_DONORS, max_size=12), st.integers(0, 12))
def test_the_pairs_are_those_of_a_scan_of_everybody(donors: list[Donor], known: int) -> None:
    cards = _cards(donors)
    come = {card.ref for card in cards[known:]}
    found = {(pair.one, pair.other) for pair in arrivals(cards, come, lambda _done, _all: None)}
    whole = {(pair.one, pair.other) for pair in scan(cards)}
    assert found == {pair for pair in whole if come & set(pair)}


def test_who_has_nothing_in_common_is_never_compared() -> None:
    dupont, zorn = _cards([Donor(last_name="Dupont"), Donor(last_name="Zorn", first_name="Ugo")])
    assert block_keys(dupont).isdisjoint(block_keys(zorn))
    totals: list[int] = []
    assert (
        list(arrivals([dupont, zorn], {zorn.ref}, lambda _done, total: totals.append(total))) == []
    )
    whole: list[int] = []
    list(scan([dupont, zorn], lambda _done, total: whole.append(total)))
    assert max(totals) < max(whole)


def test_stopping_stops() -> None:
    class Stop(Exception):  # noqa: N818 - a request, not an error
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        list(arrivals(_cards([Donor(last_name="Dupont")]), {1}, stop))
