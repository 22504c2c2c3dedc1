# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of lists kept by name."""

from collections.abc import Sequence
from typing import Protocol

from app.domain.lists import SavedList


class SavedListRepo(Protocol):
    """Lists kept by name."""

    def all(self) -> Sequence[SavedList]:
        """Return every one, by name."""

    def named(self, folded: str) -> SavedList | None:
        """Return the one of a folded name."""

    def get(self, list_id: int) -> SavedList:
        """Return one; raise ``Refused`` when it is no longer there."""

    def add(self, saved: SavedList) -> SavedList:
        """Write a new one and return it with its id."""

    def save(self, saved: SavedList) -> SavedList:
        """Write a changed one; raise ``Conflict`` when it is stale."""

    def remove(self, saved: SavedList) -> None:
        """Remove one; raise ``Conflict`` when it is stale."""
