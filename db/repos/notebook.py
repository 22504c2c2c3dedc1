# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Migration notebooks, and the counting of what arrived."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from app.domain.gifts import GiftState
from app.domain.notebook import FormerFigure, Notebook, NotebookStep
from app.usecases.ports.notebook import Arrived, Count
from db.mapping import Mapper
from db.repos.base import Repo
from db.tables.desk import gift
from db.tables.donors import donor
from db.tables.duplicates import donor_merge
from db.tables.notebook import former_figure, notebook, notebook_step


class _StepRepo(Repo[NotebookStep]):
    mapper = Mapper(NotebookStep, notebook_step)
    room = "notebook"

    def of(self, notebook_id: int) -> list[NotebookStep]:
        mine = notebook_step.c.notebook_id == notebook_id
        return self._many(self._select().where(mine).order_by(notebook_step.c.id))


class _FigureRepo(Repo[FormerFigure]):
    mapper = Mapper(FormerFigure, former_figure)
    room = "notebook"

    def of(self, notebook_id: int) -> list[FormerFigure]:
        column = former_figure.c
        mine = column.notebook_id == notebook_id
        return self._many(self._select().where(mine).order_by(column.subject, column.year))


class SqlNotebookRepo(Repo[Notebook]):
    """Migration notebooks."""

    mapper = Mapper(Notebook, notebook)
    room = "notebook"

    def latest(self) -> Notebook | None:
        """Return the one begun last."""
        return self._one(self._select().order_by(notebook.c.id.desc()).limit(1))

    def steps(self, notebook_id: int) -> Sequence[NotebookStep]:
        """Return its steps."""
        return _StepRepo(self._work).of(notebook_id)

    def keep_step(self, value: NotebookStep) -> NotebookStep:
        """Write a step."""
        repo = _StepRepo(self._work)
        return repo.save(value) if value.id else repo.add(value)

    def figures(self, notebook_id: int) -> Sequence[FormerFigure]:
        """Return its figures."""
        return _FigureRepo(self._work).of(notebook_id)

    def keep_figure(self, value: FormerFigure) -> FormerFigure:
        """Write a figure."""
        repo = _FigureRepo(self._work)
        return repo.save(value) if value.id else repo.add(value)

    def drop_figure(self, value: FormerFigure) -> None:
        """Remove a figure."""
        _FigureRepo(self._work).remove(value)

    def arrived(self) -> Arrived:
        """Count what imports brought, in the tables themselves and never from their reports."""
        brought = gift.c.import_run_id.is_not(None), gift.c.state == GiftState.POSTED.value
        contrary = gift.alias("contrary")
        taken_back = sa.exists().where(contrary.c.reverses_id == gift.c.id)
        return Arrived(
            donors=self._number(donor, donor.c.import_run_id.is_not(None)),
            merged=self._number(
                donor_merge,
                donor_merge.c.import_run_id.is_not(None) & donor_merge.c.undone_at.is_(None),
            ),
            gifts=self._by_year(*brought),
            receipts=self._by_year(*brought, gift.c.foreign_receipt != ""),
            reversed=self._by_year(*brought, taken_back),
        )

    def _number(self, table: sa.Table, rule: sa.ColumnElement[bool]) -> int:
        statement = sa.select(sa.func.count()).select_from(table).where(rule)
        return int(self._work.connection.execute(statement).scalar_one())

    def _by_year(self, *rules: sa.ColumnElement[bool]) -> Mapping[int, Count]:
        year: sa.ColumnElement[Any] = sa.extract("year", gift.c.received_on)
        statement = (
            sa.select(year, sa.func.count(), sa.func.sum(gift.c.cents))
            .where(*rules, gift.c.reverses_id.is_(None))
            .group_by(year)
        )
        rows = self._work.connection.execute(statement)
        return {int(told): Count(count, int(cents)) for told, count, cents in rows}
