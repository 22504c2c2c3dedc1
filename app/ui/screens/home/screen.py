# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The home page: tasks by urgency on the left, the year on the right, last acts at the foot."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.audit import AuditEntry
from app.kernel.i18n import N_, _
from app.ui.kit.icons import pixmap
from app.ui.kit.lines import Column, Mark
from app.ui.kit.screen import Screen, Services
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of, tokens
from app.ui.kit.widgets import (
    Bar,
    Card,
    Pill,
    button,
    hairline,
    page_box,
    row,
    scrolling,
    tab_path,
    text_label,
)
from app.ui.screens.home.chart import MonthBars
from app.ui.screens.home.presenter import (
    Figures,
    Task,
    accounts_notice,
    act_lines,
    figures,
    safety,
    subtitle,
    tasks,
    wants_a_look,
)
from app.usecases.backups import ListBackups, Shelf
from app.usecases.dashboards import Home, ShowHome
from app.usecases.quality import Checked, KeepCounts, LookOver

_ROOMS = ("donors", "gifts", "batches", "deposits", "receipts", "organisation", "quality")
_SIDE_BY_SIDE = 900


class HomeScreen(Screen):
    """Accueil."""

    def __init__(self, services: Services) -> None:
        """Build the page; figures come with ``open``."""
        super().__init__(services)
        self._home: Home | None = None
        self._figures: Figures | None = None
        self._looking = False
        self.subtitle = text_label("", "muted")
        self._task_card = Card()
        self._age = Pill()
        self.back_up = button(
            _("Back up"), lambda: self._go("backups", {"do": "now"}), icon_name="save"
        )
        self._safety_card = Card()
        self._safety_card.box.addWidget(text_label(_("Safety"), "label"))
        self._safety_card.box.addLayout(row(self._age, None, self.back_up))
        self.see_acts = button(
            _("Take one back… (Ctrl+J)"), lambda: self._go("audit", {}), role="quiet"
        )
        self._acts_lines = QVBoxLayout()
        self._acts_card = Card()
        head = text_label(_("Last acts"), "label")
        self._acts_card.box.addLayout(row(head, None, self.see_acts))
        self._acts_card.box.addLayout(self._acts_lines)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self._task_card)
        left.addWidget(self._safety_card)
        left.addWidget(self._acts_card)
        left.addStretch()
        self._columns.addLayout(left, 1)
        right = QVBoxLayout()
        right.addWidget(self._figures_card())
        right.addStretch()
        self._columns.addLayout(right, 1)
        inner = QWidget()
        box = page_box(inner)
        box.setContentsMargins(24, 0, 24, 16)
        box.addWidget(self.subtitle)
        box.addLayout(self._columns, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(inner)
        whole.addWidget(self._area)
        services.feed.watch(self, _ROOMS, lambda _changes: self._reload())
        services.feed.watch(self, ("backups",), lambda _changes: self._look_at_backups())
        theme_of().changed.connect(self._redraw)

    def open(self, **_arguments: Any) -> None:
        """Read the page anew."""
        self._reload()

    def focus_first(self) -> None:
        """Put the focus on the first task, so that Enter does it."""
        self._focus_wanted = True
        for act in self._acts()[:1]:
            act.setFocus()

    _focus_wanted = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figures under the tasks when the window is narrow."""
        super().resizeEvent(event)
        wide = self.width() >= theme_of().px(_SIDE_BY_SIDE)
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def _reload(self) -> None:
        self.services.jobs.read(ShowHome(), self._show, owner=self)
        self._look_at_backups()

    def _look_at_backups(self) -> None:
        # Apart: a folder of backups on a slow key does not hold the page up.
        self.services.jobs.read(ListBackups(), self._show_safety, owner=self)

    def _show_safety(self, shelf: Shelf) -> None:
        self._age.show_state(*safety(shelf))
        self.back_up.setHidden(shelf.server)

    def _redraw(self) -> None:
        if self._home:
            self._show(self._home)

    def _show(self, home: Home) -> None:
        self._home = home
        self.subtitle.setText(subtitle(home))
        self._show_tasks(home)
        self._show_acts(home.acts)
        self._show_figures(figures(home))
        if notice := accounts_notice(home):
            self._notice.tell(notice, "warning")
        else:
            self._notice.hide()
        if wants_a_look(home) and not self._looking:
            self._looking = True
            self.services.jobs.read(LookOver(), self._looked, self._not_looked, owner=self)

    def _looked(self, results: Sequence[Checked]) -> None:
        self._looking = False
        self.services.jobs.write(KeepCounts.of(results), owner=self)

    def _not_looked(self, _error: BaseException) -> None:
        """The page of the checks tells why, for whoever opens it; nobody asked for this look."""

    # ---- tasks

    def _show_tasks(self, home: Home) -> None:
        self._focus_wanted |= any(act.hasFocus() for act in self._acts())
        _empty(self._task_card.box)
        found = tasks(home)
        first: QWidget | None = None
        kinds = (("resume", _("To resume")), ("todo", _("To do")))
        for kind, heading in kinds:
            lines = [task for task in found if task.kind == kind]
            if not lines:
                continue
            self._task_card.box.addWidget(text_label(heading, "label"))
            for task in lines:
                role = "primary" if first is None else ""
                act = button(task.verb, self._goer(task), role=role)
                act.setAccessibleName(f"{task.verb} : {task.title}")
                self._task_card.box.addWidget(_task_row(task, act))
                first = first or act
        if not found:
            first = self._nothing_to_do(home)
        foot = (self.back_up, self.see_acts, self._table, self._switch, self._copy)
        path = [*self._acts(), *foot]
        tab_path(path[0], *path[1:])
        if self._focus_wanted and first is not None:
            first.setFocus()
            self._focus_wanted = False
            # The focus scrolls to a button that was not in its place yet.
            QTimer.singleShot(0, self._area, self._show_top)

    def _acts(self) -> list[QPushButton]:
        return self._task_card.findChildren(QPushButton)

    def _show_top(self) -> None:
        self._area.verticalScrollBar().setValue(0)

    def _nothing_to_do(self, home: Home) -> QWidget:
        text, verb = _("All is up to date. A pile to key?"), _("New batch")
        screen, arguments = "batches", {"do": "new"}
        if not home.donors:
            text = _("The dossier is empty: write your first donor, or key a first batch.")
            verb, screen = _("New donor"), "donors"
        self._task_card.box.addWidget(text_label(text, "heading", wrap=True))
        act = button(verb, lambda: self._go(screen, arguments), role="primary")
        self._task_card.box.addLayout(row(act, None))
        return act

    def _goer(self, task: Task) -> Callable[[], None]:
        return lambda: self._go(task.screen, dict(task.arguments))

    def _go(self, screen: str, arguments: dict[str, Any]) -> None:
        if self.services.navigator.has(screen):
            self.services.navigator.open(screen, **arguments)

    # ---- last acts

    def _show_acts(self, entries: Sequence[AuditEntry]) -> None:
        _empty(self._acts_lines)
        self._acts_card.setVisible(bool(entries))
        for what, who in act_lines(entries):
            self._acts_lines.addLayout(row(text_label(what), None, text_label(who, "small")))

    # ---- figures

    def _figures_card(self) -> Card:
        card = Card()
        self._amount = text_label("", "figure")
        self._gifts = text_label("", "muted")
        self._before = text_label("", "muted")
        self._bars = MonthBars()
        self._table: RowsTable[tuple[str, ...]] = RowsTable(_columns(), _("Gifts by month"))
        self._table.setMinimumHeight(theme_of().px(260))
        self._views = QStackedWidget()
        self._views.addWidget(self._bars)
        self._views.addWidget(self._table)
        self._switch = button(_("Show the table"), self._switch_view, role="quiet")
        self._copy = button(_("Copy"), self._copy_table, role="quiet", icon_name="copy")
        card.box.addWidget(text_label(_("This year"), "label"))
        head = QHBoxLayout()
        head.addWidget(self._amount)
        head.addStretch()
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (self._gifts, self._before):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            words.addWidget(label)
        head.addLayout(words)
        card.box.addLayout(head)
        self._notice = Bar("warning")
        card.box.addWidget(self._notice)
        card.box.addWidget(hairline())
        card.box.addWidget(self._views)
        self._legend = QLabel()
        card.box.addLayout(row(self._legend, None, self._switch, self._copy))
        return card

    def _show_figures(self, shown: Figures) -> None:
        self._figures = shown
        self._amount.setText(shown.amount)
        self._gifts.setText(shown.gifts)
        self._before.setText(shown.before)
        told = _("Gifts by month, {year} beside {before}; the table says the same.")
        self._bars.show_bars(shown.bars, told.format(year=shown.year, before=shown.year - 1))
        self._table.set_rows(shown.rows)
        colours = tokens()
        self._legend.setText(
            f'<span style="color:{colours.accent}">■</span> {shown.year}&nbsp;&nbsp; '
            f'<span style="color:{colours.border}">□</span> {shown.year - 1}'
        )

    def _switch_view(self) -> None:
        table = self._views.currentIndex() == 0
        self._views.setCurrentIndex(1 if table else 0)
        self._switch.setText(_("Show the bars") if table else _("Show the table"))

    def _copy_table(self) -> None:
        if self._figures:
            lines = ["\t".join(_(column.title) for column in _columns())]
            lines += ["\t".join(cells) for cells in self._figures.rows]
            QGuiApplication.clipboard().setText("\n".join(lines))
            self.services.toast.tell(_("The table is in the clipboard."))


def _columns() -> tuple[Column[tuple[str, ...]], ...]:
    titles = (
        N_("Month"),
        N_("Gifts"),
        N_("Amount"),
        N_("Gifts, year before"),
        N_("Amount, year before"),
    )
    return tuple(
        Column(
            id=str(number),
            title=title,
            get=_cell(number),
            width=(12, 7, 12, 0, 18)[number],
            right=number > 0,
            mark=_mark,
        )
        for number, title in enumerate(titles)
    )


def _cell(number: int) -> Callable[[tuple[str, ...]], str]:
    return lambda cells: cells[number]


def _mark(cells: tuple[str, ...]) -> Mark:
    return Mark.BOLD if cells[0] == _("Total") else Mark.PLAIN


def _task_row(task: Task, act: QWidget) -> QFrame:
    line = QFrame()
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 4, 0, 4)
    box.setSpacing(12)
    picture = QLabel()
    size = theme_of().px(24)
    colour = tokens().accent if task.kind == "resume" else tokens().muted
    picture.setPixmap(pixmap(task.icon, size, line.devicePixelRatioF(), colour))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(text_label(task.title, "heading"))
    words.addWidget(text_label(task.detail, "muted", wrap=True))
    box.addWidget(picture)
    box.addLayout(words, 1)
    box.addWidget(act)
    return line


def _empty(box: QBoxLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QBoxLayout):
            _empty(inner)
