# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page on which the columns of a list are chosen, ordered, and kept by name."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.domain.exports import Column
from app.kernel.errors import OboleError
from app.kernel.i18n import N_, _
from app.ui.kit.binding import Form
from app.ui.kit.flow import Flow
from app.ui.kit.lines import Column as Shown
from app.ui.kit.picks import Pick, PickTable
from app.ui.kit.shortcuts import bind
from app.ui.kit.widgets import Bar, button, page_box, text_label
from app.ui.screens.exports import presenter
from app.usecases.exports import ExportKind, ExportModel

_TITLE: Shown[Column] = Shown("title", N_("Column"), lambda column: column.title)


class ColumnsPage(QWidget):
    """Every column of a list, those that leave ticked, in the order they are to stand."""

    used = Signal(object)
    """Carries the keys of the columns, for this time."""
    kept = Signal(object)
    """Carries the ``ExportModel`` that is to be kept."""
    forget_wanted = Signal(object)
    """Carries the ``ExportModel`` that is to be kept no longer."""
    left = Signal()

    def __init__(self) -> None:
        """Lay out the page; ``begin`` fills it."""
        super().__init__()
        self._begun = ExportModel()
        self.bar = Bar("info")
        self.title = text_label(role="title", wrap=True)
        self.table = PickTable(
            (_TITLE,), _("Columns of the list"), N_("Leaves"), presenter.leaves_words
        )
        self.table.setObjectName("exportColumns")
        self.table.setMinimumHeight(240)
        self.up = button(_("Move &up"), lambda: self._move(-1))
        self.down = button(_("Move &down"), lambda: self._move(1))
        self.every = button(_("&All or none"), self._turn_all)
        self.keep = Form()
        self.keep.add("name", _("&Name, to keep these columns for everybody"), QLineEdit(), 6)
        self.keep.field("name").setObjectName("modelName")
        self.keep.add("usual", _("&Propose them first"), QCheckBox(), 6)
        self.forget = button(_("Keep it no longe&r"), self._forget, role="danger")
        self.back = button(_("Go back"), self.left.emit)
        self.act = button(_("&Take these columns"), self._take, role="primary")
        self._lay_out()
        bind(self, "Alt+Up", lambda: self._move(-1))
        bind(self, "Alt+Down", lambda: self._move(1))
        bind(self, "Ctrl+Return", self._take)

    def _lay_out(self) -> None:
        box = page_box(self)
        hint = _(
            "Space takes a column or leaves it out; Alt+Up and Alt+Down move it. With a name "
            "the columns are kept as a model; another name renames the model."
        )
        for part in (self.title, self.bar, text_label(hint, "muted", wrap=True)):
            box.addWidget(part)
        box.addLayout(Flow(self.up, self.down, self.every))
        box.addWidget(self.table, 1)
        box.addWidget(self.keep)
        box.addLayout(Flow(self.forget, self.back, self.act, lead=1))

    def begin(self, columns: Sequence[Column], chosen: Sequence[str], model: ExportModel) -> None:
        """Show the columns of a list, those chosen first in their order.

        Args:
            columns: In the list's own order.
            chosen: Keys of those taken; none for all.
            model: The model begun from; without an id, none is.
        """
        self._begun = model
        self.bar.hide()
        self.title.setText(presenter.columns_title(ExportKind(model.kind)))
        by_key = {column.key: column for column in columns}
        taken = [by_key[key] for key in chosen or by_key if key in by_key]
        rest = [column for column in columns if column not in taken]
        picks = [*(Pick(one, on=True) for one in taken), *(Pick(one, on=False) for one in rest)]
        self.table.set_rows(picks)
        self.table.selectRow(0)
        self.keep.fill({"name": model.name, "usual": model.usual})
        self.forget.setVisible(bool(model.id))
        self.table.setFocus()

    def refuse(self, error: OboleError) -> None:
        """Show why the model was not kept."""
        if not self.keep.show_refusal(error):
            self.bar.tell(error.message, "error")

    def _move(self, step: int) -> None:
        row, rows = self.table.current_row(), list(self.table.rows_model.rows)
        if row >= 0 and 0 <= row + step < len(rows):
            rows.insert(row + step, rows.pop(row))
            self.table.set_rows(rows)
            self.table.selectRow(row + step)

    def _turn_all(self) -> None:
        self.table.pick_all(on=bool(self.table.others))

    def _take(self) -> None:
        keys = tuple(column.key for column in self.table.chosen)
        if not keys:
            self.bar.tell(_("Take one column at least: Space on its row."), "error")
            return
        values = self.keep.values()
        if not str(values["name"]).strip():
            self.used.emit(keys)
            return
        self.kept.emit(
            ExportModel(
                id=self._begun.id,
                version=self._begun.version,
                kind=self._begun.kind,
                name=str(values["name"]),
                columns=",".join(keys),
                usual=bool(values["usual"]),
            )
        )

    def _forget(self) -> None:
        self.forget_wanted.emit(self._begun)
