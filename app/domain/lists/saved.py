# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that are kept by name, for everybody who opens the dossier."""

from dataclasses import dataclass

from app.domain.lists.columns import USUAL, ListColumn, read_columns
from app.domain.lists.conditions import Condition
from app.domain.lists.reading import read_conditions
from app.kernel.i18n import _
from app.kernel.problem import Problem
from app.kernel.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedList:
    """What a list is made by, not who is on it: opened again it holds whoever answers then.

    Attributes:
        written: The conditions in the notation, one a line.
        columns: Names of the columns parted by commas.
    """

    id: int = 0
    version: int = 0
    name: str = ""
    written: str = ""
    columns: str = ",".join(USUAL)
    sort: ListColumn = ListColumn.NAME
    descending: bool = False

    @property
    def folded(self) -> str:
        """The folded name: ``Élus`` and ``elus`` are one list."""
        return fold(self.name)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What the donors must answer."""
        return read_conditions(self.written)

    @property
    def shown(self) -> tuple[ListColumn, ...]:
        """The columns."""
        return read_columns(self.columns)


def check_list(saved: SavedList) -> list[Problem]:
    """Return what is wrong with a list that is to be kept."""
    if saved.folded:
        return []
    return [Problem("name", "list.name", _("Type the name of the list."))]
