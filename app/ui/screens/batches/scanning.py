# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readers at the desk: a coupon or a cheque read becomes the donor, the appeal, the number."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QCheckBox

from app.domain.readers.scans import ChequeLine, as_digits, read_scan
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.ui.kit.screen import Services
from app.ui.kit.wedge import WANTED, Act, Wedge
from app.ui.screens.batches.line import EntryLine, Notice, Step, Tone
from app.ui.screens.batches.partial import Field
from app.ui.screens.batches.scanline import present, take_cheque, take_coupon, unfinished
from app.usecases.ports.people import DonorLine
from app.usecases.readers import Found, LearnAccount, ReadScan

if TYPE_CHECKING:
    from app.ui.screens.batches.linebox import LineBox

_LAYOUT_TOLD = "reader_layout_told"


class ScanDesk(QObject):
    """Takes what readers send while a line is being keyed.

    Args:
        services: For looking up and learning.
        box: The line.
    """

    def __init__(self, services: Services, box: "LineBox") -> None:
        """Look out for nothing yet."""
        super().__init__(box)
        self._services = services
        self._box = box
        self._wedge = Wedge(self.take, self)
        self._asking = False
        self.learn = QCheckBox(_("Remember this accou&nt"))
        self.learn.setToolTip(_("Uncheck it for a cheque drawn by a bank or for others."))
        self.learn.hide()
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look out for readers while the line is in sight, unless this workstation has none."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            wanted = self._services.state.number(WANTED, 1)
            self._wedge.watch(on=event.type() == QEvent.Type.Show and bool(wanted))
        return super().eventFilter(watched, event)

    def take(self, burst: str) -> Act | None:
        """Return what to do with a burst of keys; None when it is no coupon and no cheque."""
        try:
            scan = read_scan(burst)
        except Refused as refused:
            return partial(self._refuse, refused)
        line = self._box.line
        if scan is None or line is None:
            return None
        return partial(self._look_up, burst, line, cheque=isinstance(scan, ChequeLine))

    def _look_up(self, burst: str, line: EntryLine, *, cheque: bool) -> None:
        busy = unfinished(line, cheque=cheque)
        if busy is not None:
            QApplication.beep()
            self._box.show_step(busy)
            return
        told_layout = as_digits(burst) != burst
        # Keys that follow wait for the answer: a fast hand already types the amount.
        self._box.hold()
        self._services.jobs.read(
            ReadScan(burst),
            lambda found: self._found(found, told_layout=told_layout),
            self._refuse,
            owner=self,
        )

    def _found(self, found: Found, *, told_layout: bool) -> None:
        line = self._box.line
        if line is None:
            return
        if found.account:
            step = take_cheque(line, found)
            self._offer_to_learn(found, line.donor)
        else:
            step = take_coupon(line, found, self._box.others(found.donors[0].id))
        self._asking = not found.account and line.donor is None
        self._box.show_line()
        self._box.show_step(self._with_layout(step, told=told_layout))
        if step.caret is Field.DONOR and found.donors:
            self._box.offer(present(found) or found.donors, listed=bool(found.account))
        self._box.let_go()

    def _with_layout(self, step: Step, *, told: bool) -> Step:
        """Say once that the reader is set to another keyboard; everything works all the same."""
        if not told or self._services.state.number(_LAYOUT_TOLD, 0) or step.notice:
            return step
        self._services.state.keep(_LAYOUT_TOLD, 1)
        message = _("Your reader is set to an American keyboard; Obole translates.")
        return Step(step.caret, Notice(step.caret, message, Tone.INFO), step.payment)

    def _offer_to_learn(self, found: Found, donor: DonorLine | None) -> None:
        known = donor is not None and donor.id in {one.id for one in found.donors}
        self.learn.setChecked(True)
        self.learn.setVisible(not known)

    def _refuse(self, error: OboleError) -> None:
        QApplication.beep()
        caret = self._box.line.caret if self._box.line else Field.DONOR
        self._box.show_line()
        self._box.show_step(Step(caret, Notice(caret, error.message, Tone.ERROR)))
        self._box.let_go()

    def finish(self, account: str, donor: DonorLine | None, bank: str) -> None:
        """Learn the account of a line that is whole, unless the person says no."""
        self._asking = False
        wanted = self.learn.isChecked()
        self.learn.hide()
        if account and donor is not None and wanted:
            command = LearnAccount(account, donor.id, bank)
            self._services.jobs.write(command, owner=self)

    def give_up(self) -> bool:
        """Answer no to the question of a coupon read twice; False when none was asked."""
        line = self._box.line
        if not self._asking or line is None or line.donor is not None:
            return False
        self._asking = False
        line.start_over()
        self._box.show_line()
        return True
