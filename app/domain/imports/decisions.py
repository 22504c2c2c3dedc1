# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person decided about rows whose donor may be on file already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Decisions:
    """Whom rows of a file speak of.

    Attributes:
        same: The row, and who it is: the number of a donor on file, or minus a row above that
            makes the donor.
        apart: Rows whose donor is somebody new, whoever it looks like.
        later: Rows left out until it is known.
    """

    same: Mapping[int, int] = field(default_factory=dict)
    apart: frozenset[int] = frozenset()
    later: frozenset[int] = frozenset()

    def as_one(self, row: int, whom: int) -> "Decisions":
        """Return these, with a row whose donor is another's."""
        bare = self.without((row,))
        return replace(bare, same={**bare.same, row: whom})

    def as_new(self, row: int) -> "Decisions":
        """Return these, with a row whose donor is new."""
        bare = self.without((row,))
        return replace(bare, apart=bare.apart | {row})

    def put_off(self, row: int) -> "Decisions":
        """Return these, with a row left out for now."""
        bare = self.without((row,))
        return replace(bare, later=bare.later | {row})

    def without(self, rows: Iterable[int]) -> "Decisions":
        """Return these, less what was decided about some rows."""
        gone = frozenset(rows)
        same = {row: whom for row, whom in self.same.items() if row not in gone}
        return Decisions(same, self.apart - gone, self.later - gone)

    @property
    def rows(self) -> frozenset[int]:
        """The rows about which something was decided."""
        return frozenset(self.same) | self.apart | self.later
