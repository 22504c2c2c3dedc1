# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole file looked through for donors that may be one, with doubles planted in it.

Each double is a donor on file with one slip of the fingers in the name and without the telephone.
A run that finds fewer than 99 in 100 of them fails.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path

from app.domain.duplicates.cards import Card, make_card
from app.domain.duplicates.likeness import compare
from app.domain.duplicates.scan import block_keys, scan
from app.kernel.text import fold
from tests.perf.dossiers import people
from tests.perf.frame import Baseline, Contenders, Row
from tests.perf.rows.finder import slipped

_DONORS, _PLANTED = 50_000, 500
_FOUND = 0.99
_LARGE, _WINDOW = 150, 24
_PER_PAIR = "the same blocks, compared pair by pair"
_SAMPLE = 1_000
_EVERY_PAIR = f"every pair, of a sample of {_SAMPLE}, for the whole"


def _cards() -> tuple[list[Card], set[tuple[int, int]]]:
    """Return everybody, and which two are one."""
    chance = random.Random(2026)
    rows = list(people(_DONORS))
    cards = [_card(ref, row) for ref, row in enumerate(rows)]
    planted = set()
    for place in chance.sample(range(_DONORS), _PLANTED):
        last, *rest, _phone = rows[place]
        planted.add((place, len(cards)))
        cards.append(_card(len(cards), (slipped(fold(last), chance), *rest, "")))
    return cards, planted


def _card(ref: int, row: tuple[str, ...]) -> Card:
    last, first, street, code, city, phone = row
    return make_card(
        ref=ref, kind="person", civility="", last=last, first=first, street=street,
        postal_code=code, city=city, phone=phone, email="",
    )  # fmt: skip


def _pair_by_pair(cards: list[Card]) -> set[tuple[int, int]]:
    """Return the pairs a plain loop finds: each two of a block, or neighbours in a large one."""
    blocks: defaultdict[int, list[int]] = defaultdict(list)
    for place, card in enumerate(cards):
        for key in block_keys(card):
            blocks[key].append(place)
    seen: set[tuple[int, int]] = set()
    found = set()
    for block in blocks.values():
        pairs = combinations(block, 2) if len(block) <= _LARGE else _neighbours(cards, block)
        for one, other in pairs:
            pair = (one, other) if one < other else (other, one)
            if pair not in seen:
                seen.add(pair)
                if compare(cards[one], cards[other]).possible:
                    found.add(pair)
    return found


def _neighbours(cards: list[Card], block: list[int]) -> Iterator[tuple[int, int]]:
    ordered = sorted(block, key=lambda place: cards[place].name)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + _WINDOW]:
            yield one, other


def _every_pair(cards: list[Card]) -> set[tuple[int, int]]:
    """Return the pairs found by comparing each two, blocks or no blocks."""
    return {
        (one.ref, other.ref)
        for one, other in combinations(cards, 2)
        if compare(one, other).possible
    }


@contextmanager
def _prepare(_folder: Path) -> Iterator[Contenders]:
    cards, planted = _cards()

    def job() -> None:
        found = planted & {(pair.one, pair.other) for pair in scan(cards)}
        assert len(found) >= _FOUND * _PLANTED, f"{len(found)} of {_PLANTED} doubles found"

    sample = random.Random(2026).sample(cards, _SAMPLE)
    yield {
        "job": job,
        _PER_PAIR: lambda: _pair_by_pair(cards),
        _EVERY_PAIR: lambda: _every_pair(sample),
    }


ROW = Row(
    name="duplicates",
    job="50 000 donors looked through for doubles",
    baselines=(
        Baseline(_PER_PAIR, 2, slower=True),
        Baseline(_EVERY_PAIR, 100, slower=True, times=(_DONORS / _SAMPLE) ** 2),
    ),
    prepare=_prepare,
    rounds=3,
)
