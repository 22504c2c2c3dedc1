# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tape of the adding machine: the amounts of a pile, added up before they are keyed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Tape:
    """Amounts in cents, in the order of the pile."""

    amounts: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """How many amounts there are."""
        return len(self.amounts)

    @property
    def cents(self) -> int:
        """What they make."""
        return sum(self.amounts)

    def added(self, cents: int) -> "Tape":
        """Return the tape with one more amount."""
        return replace(self, amounts=(*self.amounts, cents))

    def without(self, place: int) -> "Tape":
        """Return the tape without the amount at ``place``, counted from 0; -1 is the last."""
        left = list(self.amounts)
        if left:
            del left[place]
        return replace(self, amounts=tuple(left))


def write_tape(tape: Tape) -> str:
    """Write a tape as it is stored: cents, parted by spaces."""
    return " ".join(str(cents) for cents in tape.amounts)


def read_tape(text: str) -> Tape:
    """Return the tape ``write_tape`` wrote."""
    return Tape(tuple(int(word) for word in text.split()))


def compare_tape(tape: Tape, keyed: Iterable[int]) -> tuple[Counter[int], Counter[int]]:
    """Return the amounts that stand on the tape alone, and those that were keyed alone."""
    added, typed = Counter(tape.amounts), Counter(keyed)
    return added - typed, typed - added
