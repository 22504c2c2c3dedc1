# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists kept by name."""

from app.domain.lists import SavedList
from db.mapping import Mapper
from db.repos.base import Repo
from db.tables.lists import saved_list


class SqlSavedListRepo(Repo[SavedList]):
    """Lists kept by name."""

    mapper = Mapper(SavedList, saved_list, derived=("folded",))
    room = "lists"

    def all(self) -> list[SavedList]:
        """Return every one, by name."""
        return self._many(self._select().order_by(saved_list.c.folded))

    def named(self, folded: str) -> SavedList | None:
        """Return the one of a folded name."""
        return self._one(self._select().where(saved_list.c.folded == folded))
