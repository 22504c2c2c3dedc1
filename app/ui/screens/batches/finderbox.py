# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The finder of the entry page: one line to type in, and the donors that answer it below.

The list is a child of the window that floats over the page; it never has the focus, the line edit
drives it. An Enter that comes while the answer is on its way waits for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.kernel.i18n import _
from app.ui.kit.lines import Column, Mark
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.screens.batches.finder import SHOWN, is_gone
from app.ui.screens.batches.patient import PatientEdit
from app.ui.screens.batches.presenter import candidate_texts
from app.usecases.ports.people import DonorLine

_ROW, _FRAME = 28, 2
_WAYS_OUT = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: a donor, or one of the two ways out."""

    texts: tuple[str, str, str, str]
    donor: DonorLine | None = None
    action: str = ""

    @property
    def mark(self) -> Mark:
        """How the row stands out."""
        if self.action:
            return Mark.BOLD
        return Mark.MUTED if self.donor and is_gone(self.donor) else Mark.PLAIN


NEW_DONOR, SET_ASIDE = "new", "aside"


def rows_for(text: str, answers: Sequence[DonorLine]) -> list[Row]:
    """Return the donors shown for a text, then the two ways out."""
    rows = [Row(candidate_texts(donor), donor) for donor in answers[:SHOWN]]
    new = _("New donor “{text}”").format(text=text.strip())
    rows.append(Row((new, "", "", _("Ctrl+N")), action=NEW_DONOR))
    rows.append(Row((_("Set aside, to identify later"), "", "", _("Ctrl+M")), action=SET_ASIDE))
    return rows


def _column(number: int, width: int, spare: int = 0) -> Column[Row]:
    return Column(
        str(number),
        "",
        lambda row: row.texts[number],
        width=width,
        mark=lambda row: row.mark,
        spare=spare,
    )


class Answers(RowsTable[Row]):
    """The donors that answer, floating under the finder."""

    chosen = Signal(object)
    """A row was clicked: a ``Row``."""

    def __init__(self, owner: QWidget) -> None:
        """Stay hidden until rows are shown; float over the window of ``owner``."""
        columns = [_column(0, 0), _column(1, 22), _column(2, 11), _column(3, 34, 1)]
        super().__init__(columns, _("Donors found"), owner)
        self._owner = owner
        self.setObjectName("choices")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._click)
        self.hide()

    def show_rows(self, rows: Sequence[Row], place: QRect) -> None:
        """Show rows below ``place``, in the window's coordinates; none is reached yet."""
        rows = self._fitting(rows, place)
        self.set_rows(rows)
        self.clearSpans()
        for number, row in enumerate(rows):
            if row.action:
                self.setSpan(number, 0, 1, 3)
        self._reach(-1)
        if self.parentWidget() is not self._owner.window():
            self.setParent(self._owner.window())
        height = len(rows) * theme_of().px(_ROW) + 2 * _FRAME
        self.setGeometry(place.x(), place.bottom() + 1, place.width(), height)
        self.show()
        self.raise_()

    def _fitting(self, rows: Sequence[Row], place: QRect) -> list[Row]:
        """Return as many donors as the window has room for; the two ways out always stay."""
        room = self._owner.window().height() - place.bottom() - theme_of().px(_ROW)
        most = max(room // theme_of().px(_ROW), _WAYS_OUT + 1)
        if len(rows) <= most:
            return list(rows)
        return [*rows[: most - _WAYS_OUT], *rows[-_WAYS_OUT:]]

    def reached(self) -> Row | None:
        """Return the row the arrows stand on."""
        return self.current() if self.isVisible() else None

    def move_by(self, by: int) -> str:
        """Go up or down; return what a screen reader should say."""
        rows = self.rows_model.rowCount()
        self._reach(min(max(self.current_row() + by, -1), rows - 1))
        current = self.current()
        return ", ".join(text for text in current.texts if text) if current else ""

    def _reach(self, row: int) -> None:
        if row >= 0:
            self.selectRow(row)
        else:
            self.setCurrentIndex(self.rootIndex())
            self.clearSelection()

    def _click(self) -> None:
        row = self.current()
        if row is not None:
            self.chosen.emit(row)


class FinderEdit(PatientEdit):
    """The line to type in. What it needs answered it asks with ``asked``."""

    asked = Signal(str)
    """The text changed and wants an answer."""
    judged = Signal()
    """Enter, and the answer to the text is there."""
    recalled = Signal()
    """Up in an empty finder: the last line is wanted."""
    moved = Signal(int)
    """The arrows move in the list."""

    def __init__(self) -> None:
        """Ask nothing yet."""
        super().__init__("finder")
        self._answered_text = ""
        self.textEdited.connect(self.asked.emit)
        self.entered.connect(self._enter)

    def answered(self, text: str) -> None:
        """Tell that the answer to ``text`` is there; an Enter that waited for it goes on."""
        self._answered_text = text
        if self.waiting and text == self.text():
            self.judged.emit()
            self.go_on()

    def put(self, text: str) -> None:
        """Show a text that needs no answer."""
        self.setText(text)
        self._answered_text = text

    def type_key(self, event: QKeyEvent) -> None:
        """The arrows move in the list, the rest is typed."""
        if event.key() == Qt.Key.Key_Down:
            self.moved.emit(1)
        elif event.key() == Qt.Key.Key_Up and self.text():
            self.moved.emit(-1)
        elif event.key() == Qt.Key.Key_Up:
            self.recalled.emit()
        else:
            super().type_key(event)

    def _enter(self) -> None:
        if self.text() == self._answered_text or not self.text().strip():
            self.judged.emit()
        else:
            self.wait()


def below(widget: QWidget, last: QWidget) -> QRect:
    """Return the room of ``widget`` down to the bottom of ``last``, in the window."""
    window = widget.window()
    top = widget.mapTo(window, QPoint(0, 0))
    bottom = last.mapTo(window, QPoint(0, last.height()))
    return QRect(top.x(), top.y(), last.width(), bottom.y() - top.y())
