# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a write touched, told to whoever shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Changes:
    """The rooms a committed transaction wrote in, with the ids it wrote.

    A room with an empty set of ids changed as a whole (an import, say).
    """

    ids: Mapping[str, frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def rooms(self) -> frozenset[str]:
        """The names of the rooms touched."""
        return frozenset(self.ids)

    def touches(self, room: str, subject_id: int | None = None) -> bool:
        """Tell whether ``room`` (and, if given, that id in it) may have changed."""
        if room not in self.ids:
            return False
        touched = self.ids[room]
        return subject_id is None or not touched or subject_id in touched
