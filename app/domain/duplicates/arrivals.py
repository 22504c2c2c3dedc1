# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who comes in and may be on file already, or twice among those who come."""

from collections.abc import Callable, Collection, Iterator, Sequence

from app.domain.duplicates.cards import Card
from app.domain.duplicates.scan import Pair, block_keys, scan


def arrivals(
    cards: Sequence[Card], come: Collection[int], told: Callable[[int, int], None]
) -> Iterator[Pair]:
    """Yield every two donors that are possibly one, of which one at least comes in.

    Those on file who share no block with anybody who comes are left out before anything is
    compared: a few rows brought into a large file take no scan of it all.

    Args:
        cards: Everybody, those who come too.
        come: The ids of those who come.
        told: Called with how much of how much is done; it may raise to stop.
    """
    near = cards
    if any(card.ref not in come for card in cards):
        shared = set[int]().union(*(block_keys(card) for card in cards if card.ref in come))
        near = [
            card for card in cards if card.ref in come or not shared.isdisjoint(block_keys(card))
        ]
    for pair in scan(near, told):
        if pair.one in come or pair.other in come:
            yield pair
