# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables over rows at hand, or over any number of ids whose rows come by blocks.

The scroll bar of a ``PagedTable`` is honest, End is exact, and a selection survives sorting.
"""

from collections.abc import Sequence
from typing import Any, Generic

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui.kit.jobs import Jobs
from app.ui.kit.lines import Column, Line, LineModel, RowsModel
from app.ui.kit.paged import PagedModel, Source
from app.ui.kit.theme import theme_of

_ROW_HEIGHT = 28
_LEAST_STRETCHED = 14
"""Characters under which a column that takes what room is left would say nothing."""


class _LineTable(QTableView):
    """Looks and keys of both tables: whole rows, one Tab stop, Enter opens."""

    opened = Signal()
    """Enter or a double click on a row."""
    moved = Signal()
    """The current row changed."""
    selected = Signal()
    """Other rows are selected."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self._theme = theme_of()
        self._theme.changed.connect(self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, go to the ends on Home and End, copy with tabs."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit()
        elif event.key() == Qt.Key.Key_End and self.model().rowCount():
            self.selectRow(self.model().rowCount() - 1)
        elif event.key() == Qt.Key.Key_Home and self.model().rowCount():
            self.selectRow(0)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def current_row(self) -> int:
        """Return the number of the current row, or -1."""
        return self.currentIndex().row()

    def _install(self, model: LineModel[Any]) -> None:
        self.setModel(model)
        self.selectionModel().currentRowChanged.connect(lambda _new, _old: self.moved.emit())
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self.selected.emit())
        self._fit()

    def _fit(self) -> None:
        model = self.model()
        if not isinstance(model, LineModel):
            return
        self.verticalHeader().setDefaultSectionSize(self._theme.px(_ROW_HEIGHT))
        self.verticalHeader().setMinimumSectionSize(self._theme.px(_ROW_HEIGHT))
        character = self.fontMetrics().averageCharWidth()
        header = self.horizontalHeader()
        for number, column in enumerate(model.columns):
            if column.width:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(number, column.width * character + self._theme.px(24))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the spare columns go where the table is narrow, and come back where it is not."""
        self._make_room()
        super().resizeEvent(event)

    def _make_room(self) -> None:
        model = self.model()
        if not isinstance(model, LineModel):
            return
        character, margin = self.fontMetrics().averageCharWidth(), self._theme.px(24)
        widths = [
            (column.width or _LEAST_STRETCHED) * character + margin for column in model.columns
        ]
        missing = sum(widths) - self.viewport().width()
        spares = [(column.spare, number) for number, column in enumerate(model.columns)]
        for spare, number in sorted(spares, reverse=True):
            goes = spare > 0 and missing > 0
            missing -= widths[number] if goes else 0
            self.setColumnHidden(number, goes)

    def _copy(self) -> None:
        model = self.model()
        if isinstance(model, LineModel):
            line = model.line(self.current_row())
            if line is not None:
                cells = (column.get(line) for column in model.columns)
                QGuiApplication.clipboard().setText("\t".join(cells))


class RowsTable(_LineTable, Generic[Line]):
    """A table over rows at hand."""

    def __init__(
        self, columns: Sequence[Column[Line]], name: str, parent: QWidget | None = None
    ) -> None:
        """Show no row yet; ``name`` is what screen readers say."""
        super().__init__(name, parent)
        self.rows_model: RowsModel[Line] = RowsModel(columns)
        self._install(self.rows_model)

    def set_rows(self, rows: Sequence[Line]) -> None:
        """Show these rows, keeping the current row's number."""
        row = self.current_row()
        self.rows_model.set_rows(rows)
        if rows and row >= 0:
            self.selectRow(min(row, len(rows) - 1))

    def current(self) -> Line | None:
        """Return the current row, or None."""
        return self.rows_model.line(self.current_row())


class PagedTable(_LineTable, Generic[Line]):
    """A table over any number of ids."""

    def __init__(
        self,
        columns: Sequence[Column[Line]],
        source: Source[Line],
        jobs: Jobs,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """Show no row yet; ``reload`` fetches. ``name`` is what screen readers say."""
        super().__init__(name, parent)
        self.paged_model: PagedModel[Line] = PagedModel(columns, source, jobs)
        self._wanted_id = 0
        self._kept: frozenset[int] = frozenset()
        self._install(self.paged_model)
        self.paged_model.loaded.connect(self._restore)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._sort_by)
        self._show_sort()

    def reload(self, source: Source[Line] | None = None) -> None:
        """Fetch the list again, from another source when given; the selection follows its id."""
        if source is not None:
            self.paged_model.source = source
        self._keep()
        self.paged_model.reload()

    def let_select_several(self) -> None:
        """Let rows be selected with Shift, Ctrl and Ctrl+A; they stay so through a sort."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def show_columns(self, columns: Sequence[Column[Line]]) -> None:
        """Show other columns of the same rows."""
        self._keep()
        self.paged_model.show_columns(columns)
        self._fit()
        self._show_sort()
        self.reload()

    def selected_ids(self) -> tuple[int, ...]:
        """Return the ids of the rows selected, in the order shown."""
        ids = self.paged_model.ids
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.size())]
        spans = sorted((one.top(), one.bottom()) for one in ranges)
        rows = (row for top, bottom in spans for row in range(top, bottom + 1))
        return tuple(dict.fromkeys(ids[row] for row in rows if row < len(ids)))

    def _keep(self) -> None:
        """Remember who is current and who is selected, until the list stands again."""
        self._wanted_id = self._wanted_id or self.current_id()
        several = self.selected_ids()
        if len(several) > 1:
            self._kept = frozenset(several)

    def refresh(self) -> None:
        """Fetch the rows shown again."""
        self.paged_model.refresh()

    def current_id(self) -> int:
        """Return the id of the current row, or 0."""
        row = self.current_row()
        return self.paged_model.ids[row] if 0 <= row < len(self.paged_model.ids) else 0

    @property
    def wanted_id(self) -> int:
        """The id that becomes current when the list arrives, else the current one, or 0."""
        return self._wanted_id or self.current_id()

    def current(self) -> Line | None:
        """Return the current row's values, or None."""
        row = self.current_row()
        return self.paged_model.line(row) if row >= 0 else None

    def select_id(self, subject_id: int) -> None:
        """Make an id the current row, now or when the list arrives."""
        row = self.paged_model.row_of(subject_id)
        if row < 0:
            self._wanted_id = subject_id
            return
        self._wanted_id = 0
        index = self.paged_model.index(row, 0)
        self.selectionModel().setCurrentIndex(
            index,
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _restore(self, _count: int) -> None:
        wanted, self._wanted_id = self._wanted_id, 0
        kept, self._kept = self._kept, frozenset()
        if wanted and self.paged_model.row_of(wanted) >= 0:
            self.select_id(wanted)
        if kept:
            self._select(kept)

    def _select(self, ids: frozenset[int]) -> None:
        """Select these ids beside the current row, as few ranges as they stand in."""
        model, chosen, top = self.paged_model, QItemSelection(), -1
        last = len(model.columns) - 1
        for row, subject_id in enumerate((*model.ids, 0)):
            if subject_id in ids:
                top = row if top < 0 else top
            elif top >= 0:
                chosen.append(QItemSelectionRange(model.index(top, 0), model.index(row - 1, last)))
                top = -1
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)

    def _sort_by(self, section: int) -> None:
        model = self.paged_model
        sort = model.columns[section].sort
        if sort:
            model.descending = sort == model.order_by and not model.descending
            model.order_by = sort
            self.reload()
        self._show_sort()

    def _show_sort(self) -> None:
        model = self.paged_model
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        for number, column in enumerate(model.columns):
            if column.sort and column.sort == model.order_by:
                order = (
                    Qt.SortOrder.DescendingOrder
                    if model.descending
                    else (Qt.SortOrder.AscendingOrder)
                )
                self.horizontalHeader().setSortIndicator(number, order)
