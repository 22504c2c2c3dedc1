# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of donors to call."""

from collections.abc import Sequence

from app.domain.calls import CallLine, CallList
from db.mapping import Mapper
from db.repos.base import Repo
from db.tables.donors import call_line, call_list
from db.work import Work


class _Lists(Repo[CallList]):
    mapper = Mapper(CallList, call_list)
    room = "calls"

    def all(self) -> list[CallList]:
        """Return every one, the newest first."""
        return self._many(self._select().order_by(call_list.c.id.desc()))


class _Lines(Repo[CallLine]):
    mapper = Mapper(CallLine, call_line)
    room = "calls"

    def of(self, list_id: int) -> list[CallLine]:
        """Return the lines of a list, as they were listed."""
        return self._many(self._select().where(call_line.c.list_id == list_id).order_by("id"))


class SqlCallRepo:
    """Lists of donors to call."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._lists, self._lines = _Lists(work), _Lines(work)

    def all(self) -> list[CallList]:
        """Return every list, the newest first."""
        return self._lists.all()

    def get(self, list_id: int) -> CallList:
        """Return one; raise ``Refused`` when there is none."""
        return self._lists.get(list_id)

    def lines(self, list_id: int) -> list[CallLine]:
        """Return the lines of a list, as they were listed."""
        return self._lines.of(list_id)

    def line(self, line_id: int) -> CallLine:
        """Return one line; raise ``Refused`` when it is no longer there."""
        return self._lines.get(line_id)

    def make(self, made: CallList, donor_ids: Sequence[int]) -> CallList:
        """Write a list of these donors and return it with its id."""
        kept = self._lists.add(made)
        for donor_id in donor_ids:
            self._lines.add(CallLine(list_id=kept.id, donor_id=donor_id))
        return kept

    def drop(self, made: CallList) -> None:
        """Take a list away with its lines; raise ``Conflict`` when it was written since."""
        for line in self._lines.of(made.id):
            self._lines.remove(line)
        self._lists.remove(made)

    def save_line(self, line: CallLine) -> CallLine:
        """Write what came of a call; raise ``Conflict`` when somebody called meanwhile."""
        return self._lines.save(line)
