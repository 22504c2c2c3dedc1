# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What moves the assistant from one step to the next: reads, one irrevocable write, papers."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.receipts import NumberSeries, Scope
from app.domain.users import Permission
from app.kernel.command import Query
from app.kernel.errors import OboleError
from app.kernel.i18n import _, ngettext
from app.ui.kit import dialogs, papers, printing
from app.ui.kit.consequences import ConsequencesPage
from app.ui.kit.jobs import Handle
from app.ui.kit.printing import Paper
from app.ui.kit.screen import Services
from app.ui.screens.receipts import handing, presenter
from app.ui.screens.receipts.archive import ArchivePage
from app.ui.screens.receipts.check import CheckPage
from app.ui.screens.receipts.hand_over import HandOverPage
from app.ui.screens.receipts.issue import IssuingPage
from app.ui.screens.receipts.presenter import Pile, Simulation, Step
from app.ui.screens.receipts.what import WhatPage
from app.usecases.letters.covers import CoveredReceipts
from app.usecases.letters.planning import Mailing
from app.usecases.letters.runs import MakeLetters, RunReport
from app.usecases.organisation import GetOrganisation
from app.usecases.receipts.hand_over import (
    NotePrinted,
    ReceiptsToPrint,
    SaveReceipts,
    Sheet,
    SheetsOfYear,
)
from app.usecases.receipts.issue import IssueReceipts, IssueReport
from app.usecases.receipts.preview import PreviewReceipts, ReceiptPreview
from app.usecases.receipts.register import ReceiptSeries
from app.usecases.receipts.specimen import Specimen
from app.usecases.receipts.verify import VerifyReceipts

_INNER = (-24, -16, -24, 0)
"""The page of consequences brings margins of its own; it stands inside one that has them."""
TurnTo = Callable[[QWidget, Step | None], None]


class Assistant(QObject):
    """Owns the pages of the five steps."""

    def __init__(
        self, services: Services, turn_to: TurnTo, show_register: Callable[[], None]
    ) -> None:
        """Build the pages; ``begin`` reads what the first one shows."""
        super().__init__()
        self._services = services
        self._turn_to = turn_to
        self._simulation: Simulation | None = None
        self._issuing: Handle | None = None
        self._run = 0
        self._covered: dict[tuple[str, ...], int] = {}
        self.what = WhatPage(services.office.clock.today().year)
        self.check_page = CheckPage()
        self.issuing = IssuingPage()
        self.hand_over = HandOverPage()
        self.archive = ArchivePage(services)
        self.pages: Sequence[QWidget] = (
            self.what,
            self.check_page,
            self.issuing,
            self.hand_over,
            self.archive,
        )
        self.current: QWidget = self.what
        self.step = Step.WHAT
        self.archive.register_wanted.connect(show_register)
        self._connect()

    def _connect(self) -> None:
        self.what.check_wanted.connect(lambda year, _scope: self.check(year))
        self.what.settings_wanted.connect(lambda: self._services.navigator.open("settings"))
        self.what.archive_wanted.connect(self._look_back)
        self.what.hand_over_wanted.connect(self._begin_again)
        self.check_page.again_wanted.connect(self.refresh)
        self.check_page.back_wanted.connect(lambda: self._go(self.what, Step.WHAT))
        self.check_page.next_wanted.connect(self._confirm)
        self.check_page.repair_wanted.connect(self._repair)
        self.check_page.specimen_wanted.connect(self._show_specimen)
        self.issuing.stop_wanted.connect(self._stop)
        self.hand_over.packet_wanted.connect(self._open_packet)
        self.hand_over.printed.connect(self._note_printed)
        self.hand_over.files_wanted.connect(self._save_files)
        self.hand_over.mail_wanted.connect(lambda: self._services.navigator.open("mail"))
        self.hand_over.next_wanted.connect(self._archive)
        self.archive.files_wanted.connect(lambda: self._save_files(()))
        self.archive.verify_wanted.connect(self._verify)
        self.archive.again_wanted.connect(lambda: self._go(self.what, Step.WHAT))
        self._services.feed.watch(self, ("organisation",), lambda _changes: self.begin())
        self._services.feed.watch(self, ("donors", "gifts"), lambda _changes: self.refresh())
        self._services.feed.watch(
            self, ("receipts", "mail"), lambda _changes: self._receipts_changed()
        )

    @property
    def year(self) -> int:
        """The year the assistant is on."""
        return int(self.what.year.currentData())

    def begin(self) -> None:
        """Read what the first step shows."""
        self._services.jobs.read(GetOrganisation(), self.what.show_organisation, owner=self)

    def check(self, year: int) -> None:
        """Rehearse the receipts of a year."""
        self.what.year.setCurrentIndex(max(self.what.year.findData(year), 0))
        self._simulation = None
        self._go(self.check_page, Step.CHECK)
        self._rehearse()

    def refresh(self) -> None:
        """Rehearse again when the rehearsal is on the screen."""
        if self.step is Step.CHECK:
            self._rehearse()

    def step_back(self) -> bool:
        """Go one step back; False at the first, and once receipts are issued."""
        if self.step is Step.ISSUE and self._issuing is not None:
            return True
        if self.step is Step.ISSUE:
            self._go(self.check_page, Step.CHECK)
            return True
        looked = self.step in {Step.HAND_OVER, Step.ARCHIVE} and not self._run
        if self.step is Step.CHECK or looked:
            self._go(self.what, Step.WHAT)
            return True
        return False

    def _go(self, page: QWidget, step: Step) -> None:
        self.current, self.step = page, step
        self._turn_to(page, step)

    # ---- step 2

    def _rehearse(self) -> None:
        query = PreviewReceipts(self.year, self.what.scope)
        self._services.jobs.read(query, self._number, owner=self)

    def _number(self, preview: ReceiptPreview) -> None:
        def take(series: Sequence[NumberSeries]) -> None:
            last = next((one.last for one in series if one.year == preview.year), 0)
            self._show(presenter.simulation_of(preview, last + 1))

        self._services.jobs.read(ReceiptSeries(), take, owner=self)

    def _show(self, simulation: Simulation) -> None:
        first = self._simulation is None
        self._simulation = simulation
        may = self._services.office.actor.may(Permission.RECEIPTS_ISSUE)
        self.check_page.show_simulation(simulation, may_issue=may)
        if first and self.current is self.check_page:
            self.check_page.focus_first()

    def _repair(self, pile: Pile) -> None:
        if pile.repair == "donors":
            self._services.navigator.open("donors", ids=pile.donor_ids, why=pile.words.lower())
        else:
            self._services.navigator.open(pile.repair)

    def _show_specimen(self, donor_id: int) -> None:
        query = Specimen(self.year, donor_id, self.what.scope)
        name = _("Specimen")
        self._services.jobs.read(
            query, lambda body: papers.show_pdf(self.check_page, body, name), owner=self
        )

    # ---- step 3

    def _confirm(self) -> None:
        simulation = self._simulation
        if simulation is None:
            return
        page = ConsequencesPage(
            _("Issue the receipts of {year}").format(year=simulation.year),
            presenter.consequence(simulation),
            presenter.consequence_facts(simulation),
            _("Iss&ue"),
            simulation.count,
        )
        page.setContentsMargins(*_INNER)
        page.typed.setObjectName("typedCount")
        page.left.connect(lambda: self._go(self.check_page, Step.CHECK))
        page.confirmed.connect(lambda: self._issue(simulation))
        if self.step is Step.CHECK:
            self._go(page, Step.ISSUE)

    def _issue(self, simulation: Simulation) -> None:
        self.issuing.begin(simulation.count)
        self._go(self.issuing, Step.ISSUE)
        command = IssueReceipts(
            simulation.year,
            simulation.count,
            Scope(self.what.scope),
            signatory=self.what.signatory.text(),
        )
        self._issuing = self._services.jobs.write(
            command,
            self._issued,
            self._not_issued,
            progress=self.issuing.show_progress,
            stopped=self._stopped,
            owner=self,
        )

    def _stop(self) -> None:
        if self._issuing is not None:
            self._issuing.cancel()

    def _stopped(self) -> None:
        self._issuing = None
        self._services.toast.tell(
            _("Stopped. The receipts issued so far stand; check again to issue the others.")
        )
        self.check(self.year)

    def _not_issued(self, error: OboleError) -> None:
        self._issuing = None
        self.check(self.year)
        dialogs.refuse(self.check_page, error)

    def _issued(self, report: IssueReport) -> None:
        self._issuing, self._run = None, report.run_id
        if not report.count:
            self.check(self.year)
            return
        self.hand_over.tell_issued(handing.issued_sentence(report))
        self._hand_over()

    # ---- steps 4 and 5

    def _hand_over(self) -> None:
        """Go to what waits to be handed over of the year, issued now or before."""
        self._go(self.hand_over, Step.HAND_OVER)
        self._read_sheets(arriving=True)

    def _begin_again(self) -> None:
        """Hand over what waits of the year, issued another day."""
        self._run = 0
        self.hand_over.tell_issued("")
        self._hand_over()

    def _read_sheets(self, *, arriving: bool = False) -> None:
        def take(sheets: Sequence[Sheet]) -> None:
            self.hand_over.show_sheets(sheets)
            if arriving:
                self.hand_over.focus_first()

        self._services.jobs.read(SheetsOfYear(self.year), take, owner=self)

    def _receipts_changed(self) -> None:
        if self.step is Step.HAND_OVER:
            self._read_sheets()

    def _note_printed(self, numbers: tuple[str, ...]) -> None:
        def noted(count: int) -> None:
            text = ngettext("Noted: {count} receipt came out", "Noted: {count} receipts came out",
                            count)  # fmt: skip
            self._services.toast.tell(text.format(count=count))

        self._services.jobs.write(NotePrinted(numbers), noted, owner=self)

    def _open_packet(self, numbers: tuple[str, ...]) -> None:
        even = self.hand_over.even.isChecked()
        if self.hand_over.covers.isChecked():
            self._cover(numbers, even=even)
        else:
            self._show_packet(ReceiptsToPrint(numbers, even), numbers)

    def _cover(self, numbers: tuple[str, ...], *, even: bool) -> None:
        """Make the covers of a packet once; opened again, it is as it was."""
        if numbers in self._covered:
            self._show_packet(CoveredReceipts(self._covered[numbers], numbers, even), numbers)
            return
        command = MakeLetters(Mailing(template="cover", way=None, receipts=numbers))

        def made(report: RunReport) -> None:
            self._covered[numbers] = report.run.id
            self._show_packet(CoveredReceipts(report.run.id, numbers, even), numbers)

        self._services.jobs.write(command, made, owner=self)

    def _show_packet(self, query: Query[bytes], numbers: tuple[str, ...]) -> None:
        name = f"{numbers[0]}_{numbers[-1]}"
        services = self._services

        def show(body: bytes) -> None:
            paper = Paper(body, name, "receipts", bulk=True)
            printing.print_paper(services, self.hand_over, paper)

        services.jobs.read(query, show, owner=self)

    def _save_files(self, numbers: tuple[str, ...]) -> None:
        folder = dialogs.folder_to_write(
            self.current, _("Where to save the PDF files"), self._services.state.text("folder")
        )
        if folder is None:
            return
        self._services.state.keep("folder", str(folder))
        query = SaveReceipts(self._run, folder, numbers, protected=bool(numbers))
        self._services.jobs.read(query, lambda count: self._saved(count, folder), owner=self)

    def _saved(self, count: int, folder: Path) -> None:
        self._services.toast.tell(presenter.saved_sentence(count, folder.name))

    def _archive(self) -> None:
        self.archive.show_year(self.year, issued=bool(self._run))
        self._go(self.archive, Step.ARCHIVE)

    def _look_back(self) -> None:
        """Show what is kept and declared of a year without issuing anything."""
        self._run = 0
        self.archive.show_year(self.year, issued=False)
        self.current, self.step = self.archive, Step.ARCHIVE
        self._turn_to(self.archive, Step.WHAT)  # no step was done: none is ticked

    def _verify(self) -> None:
        self._services.jobs.read(
            VerifyReceipts(),
            lambda verdict: self.archive.show_proof(verdict.checked, verdict.problems),
            owner=self,
        )
