# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From whom to write to, to letters printed: looked at, tried, confirmed, made, taken back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.domain.letters.values import SheetOrder, Way, order_words, way_words
from app.domain.users import Permission
from app.kernel.errors import OboleError
from app.kernel.files import read_whole
from app.kernel.i18n import _
from app.ui.kit import dialogs, papers, printing
from app.ui.kit.announce import say
from app.ui.kit.fields import ChoiceField
from app.ui.kit.flow import Flow
from app.ui.kit.jobs import Handle
from app.ui.kit.printing import Paper
from app.ui.kit.screen import Services
from app.ui.kit.widgets import Bar, button
from app.ui.screens.letters import presenter
from app.usecases.letters.planning import Mailing
from app.usecases.letters.preview import LetterPreview, PreviewLetters, PreviewPages
from app.usecases.letters.runs import LettersToPrint, MakeLetters, RunReport, TakeBackLetters
from app.usecases.letters.word import Merged, MergeWord


class MakeBar(QWidget):
    """Way, order, and what makes letters.

    Args:
        services: Of the dossier.
        mailing: Returns what is to be made, by a way and in an order; None while it is not said.
        bar: Where is told what went wrong.
    """

    turned = Signal()
    """Another way was chosen."""

    def __init__(
        self,
        services: Services,
        mailing: Callable[[Way | None, SheetOrder], Mailing | None],
        bar: Bar,
    ) -> None:
        """Make nothing yet; ``allow`` says what may be."""
        super().__init__()
        self._services = services
        self._mailing_of = mailing
        self._bar = bar
        self._tried = False
        self._handle: Handle | None = None
        self._why = ""
        ways = way_words()
        self.way = ChoiceField(
            (
                *((ways[way], way) for way in (Way.PAPER, Way.EMAIL)),
                (_("All of them on paper"), None),
            )
        )
        self.way.setAccessibleName(_("Way"))
        orders = tuple((words, order) for order, words in order_words().items())
        self.order = ChoiceField(orders)
        self.order.setAccessibleName(_("Order of the sheets"))
        self.look = button(_("See the first three"), partial(self._show, trial=False))
        self.trial = button(_("Trial sheet"), partial(self._show, trial=True))
        self.make = button(_("Make the letters"), self.ask_first, role="primary", icon_name="print")
        self.make.setObjectName("makeLetters")
        self.word = button(_("With my own document…"), self._choose_word)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Letters made"))
        self.stop = button(_("Stop after this packet"), self._stop)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(Flow(self.way, self.order, self.look, self.trial, self.word, self.make))
        box.addWidget(self.progress)
        box.addLayout(Flow(self.stop))
        self.way.currentIndexChanged.connect(lambda _index: self.turned.emit())
        self._working(on=False)

    def chosen_way(self) -> Way | None:
        """Return by which way letters go; None for all of them, on paper."""
        data = self.way.currentData()
        return None if data is None else Way(data)

    def allow(self, why_not: str) -> None:
        """Let letters be made, or say why not."""
        self._why = why_not
        role = presenter.why_not(self._services.office.actor, Permission.LETTERS_WRITE)
        why = role or why_not
        for act in (self.look, self.trial, self.word, self.make):
            act.setEnabled(not why and self._handle is None)
            act.setToolTip(why)
            act.setAccessibleDescription(why)

    def _mailing(self) -> Mailing | None:
        return self._mailing_of(self.chosen_way(), SheetOrder(self.order.currentData()))

    def _show(self, *, trial: bool) -> None:
        mailing = self._mailing()
        if mailing is None:
            return
        self._tried = self._tried or trial
        name = _("trial") if trial else _("letters")
        self._services.jobs.read(
            PreviewPages(mailing, trial=trial),
            lambda body: papers.show_pdf(self, body, name),
            self._tell,
            owner=self,
        )

    def ask_first(self) -> None:
        """Say what is made, then make it."""
        mailing = self._mailing()
        if mailing is not None and self.make.isEnabled():
            self._services.jobs.read(
                PreviewLetters(mailing),
                lambda preview: self._confirm(mailing, preview),
                self._tell,
                owner=self,
            )

    def _confirm(self, mailing: Mailing, preview: LetterPreview) -> None:
        if not preview.count:
            self._bar.tell(presenter.nobody_words(preview), "info")
            return
        question, detail = presenter.asked(preview)
        if preview.count > 1 and not self._tried:
            chosen = dialogs.choose(self, question, (_("Trial sheet first"), _("Make")), detail)
            if chosen == 0:
                self._show(trial=True)
            if chosen != 1:
                return
        elif not dialogs.ask(self, question, _("Make"), detail):
            return
        self._handle = self._services.jobs.write(
            MakeLetters(mailing, preview.count),
            self._made,
            self._failed,
            progress=self._progress,
            stopped=self._stopped,
            owner=self,
        )
        self._working(on=True)

    def _choose_word(self) -> None:
        """Write these letters with a document of the association, in place of a template."""
        mailing = self._mailing()
        if mailing is None:
            return
        kinds = _("Documents (*.docx)")
        found = dialogs.file_to_open(self, _("Choose the document"), kinds)
        if found is None:
            return
        try:
            body = read_whole(found)
        except OboleError as error:
            self._tell(error)
            return
        where = dialogs.file_to_write(
            self, _("Where to write the letters"), _proposed(found), kinds
        )
        if where is not None:
            command = MergeWord(mailing, body, found.stem, where)
            self._handle = self._services.jobs.write(
                command,
                self._merged,
                self._failed,
                progress=self._progress,
                stopped=self._stopped,
                owner=self,
            )
            self._working(on=True)

    def _merged(self, done: Merged) -> None:
        self._working(on=False)
        told = presenter.merged_words(done)
        self._services.toast.tell(told, lambda: self._take_back(done.run.id))
        say(self, told)

    def _working(self, *, on: bool) -> None:
        for part in (self.progress, self.stop):
            part.setVisible(on)
        if not on:
            self._handle = None
        self.allow(self._why)

    def _progress(self, done: int, total: int, _what: str) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        self.progress.setFormat(presenter.progress_words(done, total))

    def _stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()

    def _stopped(self) -> None:
        self._working(on=False)
        message = _("Stopped: the letters made stay; the others are under “Letters made”.")
        self._bar.tell(message, "info")

    def _failed(self, error: OboleError) -> None:
        self._working(on=False)
        self._tell(error)

    def _made(self, report: RunReport) -> None:
        self._working(on=False)
        told, run_id = presenter.made_words(report.count), report.run.id
        self._services.toast.tell(told, lambda: self._take_back(run_id))
        say(self, told)
        self._services.jobs.read(
            LettersToPrint(run_id),
            lambda body: printing.print_paper(
                self._services, self, Paper(body, _("letters"), "letters", bulk=True)
            ),
            self._tell,
            owner=self,
        )

    def _take_back(self, run_id: int) -> None:
        self._services.jobs.write(TakeBackLetters(run_id), None, self._tell, owner=self)

    def _tell(self, error: OboleError) -> None:
        self._bar.tell(error.message, "error")
        say(self, error.message, urgent=True)


def _proposed(template: Path) -> str:
    return str(template.with_name(_("{name}-letters.docx").format(name=template.stem)))
