# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is to be compared with whom: all with all would take hours from a hundred thousand donors on.

Donors meet in *blocks*, each made of those that share something: a place and the beginning of a
word of the name, a street, a telephone, a part of an e-mail address… Blocks are made one kind at a
time, so that memory holds one kind; two donors may meet several times and are then told once.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract_iter

from app.domain.duplicates.cards import Card
from app.domain.duplicates.likeness import Comparison, compare

Keys = Callable[[Card], Iterable[tuple[str, ...]]]
_LARGE = 150
"""From how many donors on a block is compared by neighbours in the order of the names."""
_WINDOW = 24
_FAR_NAMES = 35.0
"""Names less alike than this are two persons', whatever else agrees."""


class Pair(NamedTuple):
    """Two donors that may be one: ``one`` came on file first."""

    one: int
    other: int
    comparison: Comparison


def _words(card: Card) -> list[str]:
    return [word for word in card.name.split() if len(word) > 1]


def _place_and_word(card: Card) -> Iterable[tuple[str, ...]]:
    if card.postal_code:
        for word in _words(card):
            yield card.postal_code, word[:3]


def _city_begins(card: Card) -> Iterable[tuple[str, ...]]:
    if card.city:
        for word in _words(card):
            yield card.city[:4], word[:3]


def _city_ends(card: Card) -> Iterable[tuple[str, ...]]:
    if card.city:
        for word in _words(card):
            yield card.city[-4:], word[:3]


def _street(card: Card) -> Iterable[tuple[str, ...]]:
    if card.street:
        yield (card.street[:12],)
        if card.postal_code:
            yield card.postal_code, card.street[:4]


def _street_and_word(card: Card) -> Iterable[tuple[str, ...]]:
    if card.street:
        for word in _words(card):
            yield card.street[:6], word[:3]


def _two_words(card: Card) -> Iterable[tuple[str, ...]]:
    words = _words(card)
    for place, one in enumerate(words):
        for other in words[place + 1 :]:
            yield one[:3], other[:3]
            yield one[-3:], other[:3], "end"
            yield one[:3], other[-3:], "end"


def _contacts(card: Card) -> Iterable[tuple[str, ...]]:
    if card.phone:
        yield "phone", card.phone
    local, _at, domain = card.email.partition("@")
    if local:
        yield "local", local[:5]
        yield "end", local[-5:]
    if domain and local:
        yield "domain", domain[:5], local[:1]
        yield "tail", domain[-8:], local[:1]


_KINDS_OF_BLOCKS: tuple[Keys, ...] = (
    _place_and_word,
    _street,
    _street_and_word,
    _city_begins,
    _city_ends,
    _two_words,
    _contacts,
)


def scan(
    cards: Sequence[Card], told: Callable[[int, int], None] = lambda _done, _total: None
) -> Iterator[Pair]:
    """Yield every two donors that are possibly one, each two once.

    Args:
        cards: Everybody, in the order they came on file.
        told: Called with how many blocks of how many are done, a kind of blocks at a time; it may
            raise to stop.
    """
    seen: set[tuple[int, int]] = set()
    total = len(_KINDS_OF_BLOCKS) * len(cards)
    for turn, keys in enumerate(_KINDS_OF_BLOCKS):
        done = turn * len(cards)
        told(done, total)
        for block in _blocks(cards, keys):
            for left, right in _meetings(cards, block):
                if (left, right) not in seen:
                    comparison = compare(cards[left], cards[right])
                    if comparison.possible:
                        seen.add((left, right))
                        yield Pair(cards[left].ref, cards[right].ref, comparison)
            done = min(done + len(block), (turn + 1) * len(cards))
            told(done, total)
    told(total, total)


def block_keys(card: Card) -> set[int]:
    """Return the blocks of every kind a donor stands in: who shares none is never compared."""
    return {
        hash((card.kind, kind, *key))
        for kind, keys in enumerate(_KINDS_OF_BLOCKS)
        for key in keys(card)
    }


def _blocks(cards: Sequence[Card], keys: Keys) -> Iterator["array[int]"]:
    common = _LARGE if keys is _contacts else len(cards)
    met: defaultdict[int, array[int]] = defaultdict(lambda: array("l"))
    for place, card in enumerate(cards):
        for key in set(keys(card)):
            met[hash((card.kind, *key))].append(place)
    while met:
        block = met.popitem()[1]
        if 1 < len(block) <= common:  # a contact that hundreds share tells nothing
            yield block


def _meetings(cards: Sequence[Card], block: "array[int]") -> Iterator[tuple[int, int]]:
    """Yield the places of those in a block whose names are not far from one another."""
    places = sorted(block, key=lambda place: cards[place].name) if len(block) > _LARGE else block
    names = [cards[place].name for place in places]
    window = _WINDOW if len(block) > _LARGE else len(block)
    for at, place in enumerate(places):
        others = names[at + 1 : at + 1 + window]
        if not names[at]:
            near: Iterable[int] = range(len(others))
        else:
            near = (
                index
                for name, _likeness, index in extract_iter(
                    names[at], others, scorer=ratio, score_cutoff=_FAR_NAMES, processor=None
                )
            )
        for index in near:
            other = places[at + 1 + index]
            yield (place, other) if place < other else (other, place)
