# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What checks find, and the form every check takes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.domain.quality.facts import Facts


@dataclass(frozen=True, slots=True)
class Finding:
    """Something doubtful on file.

    Attributes:
        check: The id of the check.
        one: Whose sheet it is on; of several donors, the one that came on file first.
        told: What was found, in the user's words.
        about: The fact itself. An exception holds for it, and ends when it changes.
        value: What the field says; empty where the check mends no field.
        proposal: What it should perhaps say.
        sure: Whether the proposal can be taken without a look.
        others: The other donors concerned.
    """

    check: str
    one: Facts
    told: str
    about: str
    value: str = ""
    proposal: str = ""
    sure: bool = False
    others: tuple[Facts, ...] = ()

    @property
    def cents(self) -> int:
        """What those concerned have given in all."""
        return self.one.cents + sum(other.cents for other in self.others)


class Look(Protocol):
    """One passage of a check over the file."""

    def see(self, one: Facts) -> Finding | None:
        """Look at a donor; return what is wrong with this one whatever the others are."""

    def end(self) -> Iterator[Finding]:
        """Return what only the whole file tells."""


@dataclass(frozen=True, slots=True)
class Check:
    """Something the file is looked over for.

    Attributes:
        id: Stable: exceptions are remembered under it.
        title: Message id: what the findings are.
        advice: Message id: what to do about one.
        start: Begins a passage, on a day.
        field: The field of a donor that is mended in place; empty when the sheet is the place.
    """

    id: str
    title: str
    advice: str
    start: Callable[[date], Look]
    field: str = ""


class Each:
    """A passage that looks at each donor alone."""

    def __init__(self, look: Callable[[Facts], Finding | None]) -> None:
        """Look with a function."""
        self._look = look

    def see(self, one: Facts) -> Finding | None:
        """Look at a donor."""
        return self._look(one)

    def end(self) -> Iterator[Finding]:
        """Return nothing: each donor was told alone."""
        return iter(())


class Shared:
    """A passage that looks for what belongs to one donor and is said of several."""

    def __init__(
        self,
        check: str,
        keys: Callable[[Facts], Iterable[str]],
        told: Callable[[str, str], str],
    ) -> None:
        """Look for a check.

        Args:
            check: Its id.
            keys: What a donor has that no other should.
            told: Words for such a thing and the names of those who have it.
        """
        self._check, self._keys, self._told = check, keys, told
        self._had: defaultdict[str, list[Facts]] = defaultdict(list)

    def see(self, one: Facts) -> None:
        """Note what the donor has."""
        for key in self._keys(one):
            self._had[key].append(one)

    def end(self) -> Iterator[Finding]:
        """Return what several have."""
        for key, holders in self._had.items():
            if len(holders) > 1:
                first, *others = sorted(holders, key=lambda one: one.id)
                told = self._told(key, ", ".join(sorted(one.name for one in holders)))
                about = ",".join(str(one.id) for one in (first, *others))
                yield Finding(self._check, first, told, about, others=tuple(others))
