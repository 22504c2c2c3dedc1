# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of 1 000 000 gifts: opened, then jumped to its end and back, and painted."""

import sqlite3
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView

from app.kernel.command import Query, handles
from app.ui.kit.jobs import Jobs, Lanes
from app.ui.kit.lines import Column
from app.ui.kit.table import PagedTable
from app.ui.kit.theme import Look, Theme
from app.usecases.context import Context
from app.usecases.ports.desk import GiftLine
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK, large_dossier
from tests.perf.frame import Baseline, Contenders, Row, Work

ROWS = 1_000_000
TUPLES = "every row loaded as tuples"
_ALL = (
    "SELECT gift.id, received_on, cents, last_name FROM gift "
    "LEFT JOIN donor ON donor.id = gift.donor_id ORDER BY received_on DESC, gift.id DESC"
)


@dataclass(frozen=True, slots=True)
class AllGifts(Query["array[int]"]):
    """Every id."""


@handles(AllGifts)
def all_gifts(_query: AllGifts, ctx: Context) -> "array[int]":
    """Return the ids, newest first."""
    return ctx.uow.gifts.ids()


@dataclass(frozen=True, slots=True)
class SomeGifts(Query[Sequence[GiftLine]]):
    """The rows of some ids."""

    ids: tuple[int, ...]


@handles(SomeGifts)
def some_gifts(query: SomeGifts, ctx: Context) -> Sequence[GiftLine]:
    """Return the rows."""
    return ctx.uow.gifts.lines(query.ids)


class _Source:
    def ids(self, sort: str, *, descending: bool) -> AllGifts:  # noqa: ARG002 - one order
        return AllGifts()

    def lines(self, ids: tuple[int, ...]) -> SomeGifts:
        return SomeGifts(ids)


class _Everything(QAbstractTableModel):
    """The naive way: every row in memory before the first is shown."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return len(self._rows)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return 4

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        shown = role == Qt.ItemDataRole.DisplayRole
        return str(self._rows[index.row()][index.column()]) if shown else None


class Lists:
    """Shows every gift of a large dossier, in our way and in the naive one."""

    def __init__(self) -> None:
        """Open the dossier."""
        self._application = QApplication([])
        Theme(self._application).apply(Look.LIGHT, 100)
        self._path = large_dossier(200_000, 1_000_000)
        self._office = ShippedDoors().open(str(self._path), clock=CLOCK)
        self._lanes = Lanes()
        self._columns: list[Column[GiftLine]] = [
            Column("day", "Day", get=lambda line: line.received_on.isoformat()),
            Column("amount", "Amount", get=lambda line: str(line.cents)),
            Column("name", "Name", get=lambda line: line.donor_name),
        ]

    def ours(self) -> QTableView:
        """Return our list, filled and shown."""
        jobs = Jobs(self._lanes, self._office)
        table: PagedTable[GiftLine] = PagedTable(self._columns, _Source(), jobs, "gifts")
        table.resize(900, 600)
        table.show()
        table.reload()
        self.rest()
        assert table.paged_model.rowCount() == ROWS
        return table

    def naive(self) -> QTableView:
        """Return a list whose rows were all loaded as tuples."""
        with closing(sqlite3.connect(self._path)) as plain:
            model = _Everything(plain.execute(_ALL).fetchall())
        view = QTableView()
        model.setParent(view)
        view.setModel(model)
        view.resize(900, 600)
        view.show()
        self.rest()
        return view

    def jump(self, view: QTableView, row: int) -> None:
        """Have a row at the top of a list, and painted."""
        view.scrollTo(view.model().index(row, 0), QTableView.ScrollHint.PositionAtTop)
        self._application.processEvents()
        self.rest()
        view.viewport().repaint()

    def rest(self) -> None:
        """Wait until nothing is read any more."""
        self._application.processEvents()
        while self._lanes.busy:
            self._application.processEvents()
            # As the event loop does: the reading thread must not wait for this one to look again.
            time.sleep(0.0001)

    def close(self) -> None:
        """Let go of the dossier."""
        self._lanes.close()
        self._office.close()


@contextmanager
def _prepare(_folder: Path) -> Iterator[Contenders]:
    lists = Lists()

    def opened(show: Callable[[], QTableView]) -> Work:
        def work() -> None:
            view = show()
            for row in (ROWS - 1, 0):
                lists.jump(view, row)
            view.deleteLater()

        return work

    yield {"job": opened(lists.ours), TUPLES: opened(lists.naive)}
    lists.close()


ROW = Row(
    name="table",
    job="a list of 1 000 000 gifts opened, jumped to its end and back",
    baselines=(Baseline(TUPLES, 4, slower=True),),
    prepare=_prepare,
    rounds=3,
)
