# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of migration notebooks, and the counting of what arrived."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from app.domain.notebook import FormerFigure, Notebook, NotebookStep


@dataclass(frozen=True, slots=True)
class Count:
    """So many, of so many cents."""

    count: int
    cents: int


class Arrived(NamedTuple):
    """What imports brought that is here now, counted in the business tables.

    Attributes:
        donors: Those they made that are still on file.
        merged: Those they made that were merged into others since.
        gifts, receipts, reversed: By year of the gift; receipts are those of the former program.
    """

    donors: int
    merged: int
    gifts: Mapping[int, Count]
    receipts: Mapping[int, Count]
    reversed: Mapping[int, Count]


class NotebookRepo(Protocol):
    """Migration notebooks."""

    def add(self, value: Notebook) -> Notebook:
        """Write a new one."""

    def save(self, value: Notebook) -> Notebook:
        """Write one that was read."""

    def latest(self) -> Notebook | None:
        """Return the one begun last; None without one."""

    def steps(self, notebook_id: int) -> Sequence[NotebookStep]:
        """Return its steps that were done or noted."""

    def keep_step(self, value: NotebookStep) -> NotebookStep:
        """Write a step, new when its id is 0."""

    def figures(self, notebook_id: int) -> Sequence[FormerFigure]:
        """Return its figures, by subject and year."""

    def keep_figure(self, value: FormerFigure) -> FormerFigure:
        """Write a figure, new when its id is 0."""

    def drop_figure(self, value: FormerFigure) -> None:
        """Remove a figure."""

    def arrived(self) -> Arrived:
        """Count what imports brought that is here now."""
