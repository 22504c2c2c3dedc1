# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps 2 and 3: what the file would do, or did; every row and every cent is somewhere."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QTabWidget, QVBoxLayout, QWidget

from app.domain.imports.decisions import Decisions
from app.kernel.i18n import N_, _
from app.kernel.money import format_amount
from app.ui.kit.flow import Flow
from app.ui.kit.lines import Column, Mark
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, button, text_label
from app.ui.screens.imports import fieldwords, presenter
from app.ui.screens.imports.likely import LikelyTab
from app.ui.screens.imports.presenter import Tally
from app.usecases.imports.report import (
    DoubtfulValue,
    IgnoredRow,
    ImportReport,
    RejectedRow,
    ShareLine,
    ToldColumn,
)

_TALLY_HEIGHT = 136
_UNKNOWN = "…"

TALLY_COLUMNS: tuple[Column[Tally], ...] = (
    Column("what", N_("Totals"), lambda t: t.what),
    Column("before", N_("Before"), lambda t: t.before, 16, right=True),
    Column("after", N_("After"), lambda t: t.after, 16, right=True),
    Column("gap", N_("Difference"), lambda t: t.gap, 16, right=True, mark=lambda _t: Mark.BOLD),
)
FOUND_COLUMNS: tuple[Column[ToldColumn], ...] = (
    Column("title", N_("Column of the file"), lambda c: c.column),
    Column("field", N_("Taken for"), fieldwords.field_words, 28),
    Column(
        "sure",
        N_("Confidence"),
        fieldwords.confidence_words,
        12,
        mark=lambda c: Mark.PLAIN if c.field else Mark.MUTED,
    ),
)
REJECTED_COLUMNS: tuple[Column[RejectedRow], ...] = (
    Column("row", N_("Row"), lambda r: str(r.row), 6, right=True),
    Column("column", N_("Column"), lambda r: r.column, 16),
    Column("found", N_("Found"), lambda r: r.found, 22),
    Column("expected", N_("Expected instead"), lambda r: r.expected),
    Column(
        "amount",
        N_("Amount"),
        lambda r: format_amount(r.cents) if r.cents else "",
        11,
        right=True,
    ),
)
SHARE_COLUMNS: tuple[Column[ShareLine], ...] = (
    Column("axis", N_("By"), presenter.axis_words, 18),
    Column("name", N_("Name"), lambda s: s.name),
    Column("gifts", N_("Gifts"), presenter.share_gifts, 14, right=True, spare=1),
    Column("before", N_("Before"), lambda s: format_amount(s.cents_before), 14, right=True),
    Column("after", N_("After"), lambda s: format_amount(s.cents_after), 14, right=True),
    Column("gap", N_("Difference"), presenter.share_gap, 14, right=True, mark=lambda _s: Mark.BOLD),
)
IGNORED_COLUMNS: tuple[Column[IgnoredRow], ...] = (
    Column("row", N_("Row"), lambda r: str(r.row), 6, right=True),
    Column("why", N_("Why"), lambda r: r.why),
)
DOUBT_COLUMNS: tuple[Column[DoubtfulValue], ...] = (
    Column("row", N_("Row"), lambda r: str(r.row), 6, right=True),
    Column("column", N_("Column"), lambda r: r.column, 16),
    Column("found", N_("Found"), lambda r: r.found, 22),
    Column("told", N_("What was done"), lambda r: r.told),
)


class ReportPage(QWidget):
    """The report of a dry run, with the import under the hand; then of the import itself."""

    import_wanted = Signal()
    decided = Signal(object)
    """Carries the ``Decisions`` to rehearse with."""
    undo_wanted = Signal(int)
    back_wanted = Signal()
    stop_wanted = Signal()
    columns_wanted = Signal()
    values_wanted = Signal()
    rejected_wanted = Signal(object)
    """Carries the rejected rows to write to a file."""

    def __init__(self) -> None:
        """Lay out an empty report."""
        super().__init__()
        self._run, self._why_not = 0, ""
        self._rejected: tuple[RejectedRow, ...] = ()
        self.bar = Bar("info")
        self.file = text_label(role="muted", wrap=True)
        self.outcome = text_label(role="heading", wrap=True)
        self.money = text_label(wrap=True)
        self.tally = RowsTable(TALLY_COLUMNS, _("Totals before and after"))
        self.tally.setFixedHeight(theme_of().px(_TALLY_HEIGHT))
        self.columns = RowsTable(FOUND_COLUMNS, _("Columns of the file"))
        self.rejected = RowsTable(REJECTED_COLUMNS, _("Rejected rows"))
        self.ignored = RowsTable(IGNORED_COLUMNS, _("Rows left out"))
        self.doubts = RowsTable(DOUBT_COLUMNS, _("Values to look at"))
        self.likely = LikelyTab()
        self.likely.decided.connect(self._show_decided)
        self.shares = RowsTable(SHARE_COLUMNS, _("Sums by year, payment method and fund"))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Details of the report"))
        self.tabs.setDocumentMode(True)
        self.progress = QProgressBar()
        self.progress.hide()
        self.stop = button(_("&Stop"), self.stop_wanted.emit)
        self.stop.hide()
        self.undo = button(_("&Undo the import"), self._undo, icon_name="undo")
        self.change = button(_("Columns and choices…"), self.columns_wanted.emit)
        self.values = button(_("Values…"), self.values_wanted.emit)
        self.save = button(_("Save the rejected rows…"), self._save)
        self.back = button(_("Go back"), self.back_wanted.emit)
        self.act = button(_("I&mport"), self._go, role="primary")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in (self.bar, self.outcome, self.file, self.money, self.tally):
            box.addWidget(part)
        box.addWidget(self.tabs, 1)
        box.addWidget(self.progress)
        verbs = (self.undo, self.stop, self.change, self.values, self.save, self.back, self.act)
        box.addLayout(Flow(*verbs, lead=5))

    def show_report(self, report: ImportReport, decisions: Decisions) -> None:
        """Show what a dry run found, or what an import did."""
        self._why_not = presenter.why_not_import(report)
        self._run, self._rejected = report.run, tuple(report.rejected)
        self.save.setVisible(bool(report.rejected))
        for verb in (self.change, self.values):
            verb.setVisible(report.dry_run)
        self.file.setText(presenter.file_sentence(report))
        self.outcome.setText(presenter.outcome_sentence(report))
        self.money.setText(presenter.money_sentence(report))
        self.money.setVisible(bool(self.money.text()))
        self.tally.set_rows(presenter.tallies(report))
        self.likely.show_report(report, decisions)
        self._show_tabs(report)
        self.progress.hide()
        self.stop.hide()
        done = not report.dry_run
        self.undo.setVisible(done)
        self.act.setVisible(not done)
        self.back.setText(_("Done") if done else _("Go back"))
        self._show_act()
        if done:
            self.bar.tell(presenter.done_sentence(report), "success")
        elif self._why_not:
            self.bar.tell(self._why_not, "warning")
        else:
            self.bar.tell(_("Dry run: nothing is written yet."), "info")

    def show_progress(self, done: int, total: int, _what: str) -> None:
        """Tell how far the work is."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.setAccessibleName(_("Rows imported"))
        self.progress.show()
        self.stop.show()
        self.act.setEnabled(False)
        self.act.setToolTip(_("The import is under way."))

    def show_comparing(self, done: int, total: int, _what: str) -> None:
        """Tell how far those who come are compared with those on file: the import waits for it."""
        self.show_progress(done, total, "")
        self.progress.setAccessibleName(_("Donors compared"))
        self.act.setToolTip(_("Those who come are being compared with everybody on file."))

    def show_likely(self, report: ImportReport, decisions: Decisions, *, stopped: bool) -> None:
        """Show who may be on file; when the comparison was stopped, say that nobody knows."""
        self.progress.hide()
        self.stop.hide()
        self.likely.show_report(report, decisions)
        count = _UNKNOWN if stopped else presenter.count_text(len(report.likely))
        self.tabs.setTabText(self.tabs.indexOf(self.likely), _likely_title(count))
        if report.likely and not report.rejected and self.tabs.currentIndex() == 0:
            self.tabs.setCurrentWidget(self.likely)
        self._show_act()
        if self.back.hasFocus():
            self.focus_first()  # the import could not be reached before
        if self._why_not:
            return
        told = _("Dry run: nothing is written yet.")
        likely = presenter.likely_sentence(report)
        if stopped:
            likely = _("The comparison was stopped: who is perhaps on file already is not known.")
        self.bar.tell(f"{told} {likely}".strip(), "warning" if likely else "info")

    def focus_first(self) -> None:
        """Put the focus on the next act."""
        (self.act if self.act.isVisible() and self.act.isEnabled() else self.back).setFocus()

    def _show_tabs(self, report: ImportReport) -> None:
        self.tabs.clear()
        parts = (
            (_("Columns"), self.columns, report.columns),
            (_("Rejected"), self.rejected, report.rejected),
            (_("To look at"), self.doubts, report.doubts),
            (_("Left out"), self.ignored, report.ignored_rows),
            (_("Sums"), self.shares, report.shares),
        )
        for name, table, rows in parts:
            table.set_rows(rows)  # type: ignore[arg-type]
            self.tabs.addTab(table, f"{name} ({presenter.count_text(len(rows))})")
        waits = report.arrivals.donors
        count = _UNKNOWN if waits else presenter.count_text(len(report.likely))
        self.tabs.insertTab(self.tabs.indexOf(self.shares), self.likely, _likely_title(count))
        if report.rejected:
            self.tabs.setCurrentWidget(self.rejected)

    def _show_act(self) -> None:
        """Import, or rehearse again first when something was decided since."""
        again = self.likely.changed
        self.act.setText(_("Dr&y run") if again else _("I&mport"))
        why = "" if again else self._why_not
        self.act.setEnabled(not why)
        self.act.setToolTip(why)
        self.act.setAccessibleDescription(why)

    def _show_decided(self) -> None:
        count = len(self.likely.decisions.rows)
        self.bar.tell(presenter.decided_sentence(count), "info")
        self._show_act()

    def _go(self) -> None:
        if self.likely.changed:
            self.decided.emit(self.likely.decisions)
        else:
            self.import_wanted.emit()

    def _save(self) -> None:
        self.rejected_wanted.emit(self._rejected)

    def _undo(self) -> None:
        self.undo_wanted.emit(self._run)


def _likely_title(count: str) -> str:
    return f"{_('On file?')} ({count})"
