# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line being keyed, on the screen: fields, card, pins, the donors found, a new donor."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.gifts import Payment
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.screen import Services
from app.ui.kit.widgets import set_look
from app.ui.screens.batches.amountpin import AmountPin
from app.ui.screens.batches.card import DonorCard
from app.ui.screens.batches.extras import Extras, shares_text
from app.ui.screens.batches.finder import ASKED
from app.ui.screens.batches.finderbox import NEW_DONOR, Answers, Row, below, rows_for
from app.ui.screens.batches.keyfields import KeyFields
from app.ui.screens.batches.line import EntryLine, Notice, Step, Tone, codes_of, question_of
from app.ui.screens.batches.more import MorePanels
from app.ui.screens.batches.newdonor import NewDonorPanel
from app.ui.screens.batches.partial import Field, Partial
from app.ui.screens.batches.patient import PatientEdit
from app.ui.screens.batches.pinstrip import PinStrip
from app.ui.screens.batches.presenter import hint_text
from app.ui.screens.batches.scanning import ScanDesk
from app.usecases.donors import DonorLines, DonorSheet, FindDonors, ShowDonor
from app.usecases.gifts import Hint
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.people import DonorLine


class LineBox(QWidget):
    """What stands between the totals and the table.

    Args:
        services: For reading donors and hints.
        already: Tells the lines a donor has in this batch.
    """

    finished = Signal(object, object)
    """The line is whole: its ``Payment``, and the ``DonorLine`` or None."""
    recalled = Signal()
    """Up in an empty finder."""
    typed = Signal()
    """Something was typed."""
    exited = Signal()
    """A field was left."""

    def __init__(self, services: Services, already: Callable[[int], Sequence[GiftLine]]) -> None:
        """Show no line yet; ``begin`` starts one."""
        super().__init__()
        self._services = services
        self._already = already
        self._answers: Sequence[DonorLine] = ()
        self._asked = ""
        self.line: EntryLine | None = None
        self.fields = KeyFields(self._save_clicked)
        self.finder, self.amount = self.fields.finder, self.fields.amount
        self.cheque, self.cheque_day = self.fields.cheque, self.fields.cheque_day
        self.save, self._edits = self.fields.save, self.fields.edits
        self.pins = PinStrip(services.office.clock.today())
        keyed = {name.value: edit for name, edit in self._edits.items()}
        self.more = MorePanels(services)
        self.card = DonorCard({**keyed, "received_on": self.pins.day, **self.more.fields})
        self.new_donor = NewDonorPanel(services)
        self.popup = Answers(self)
        self.scans, self.amount_pin = ScanDesk(services, self), AmountPin(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.fields)
        box.addWidget(self.card)
        box.addWidget(self.scans.learn)
        box.addWidget(self.pins)
        box.addWidget(self.new_donor)
        box.addWidget(self.more)

    def _connect(self) -> None:
        self.finder.asked.connect(self._ask)
        self.finder.judged.connect(self._enter_donor)
        self.finder.moved.connect(self._move)
        self.finder.recalled.connect(self.recalled.emit)
        for edit in (self.amount, self.cheque, self.cheque_day):
            edit.entered.connect(partial(self._enter_money, edit))
            edit.textEdited.connect(lambda _text: self._edited())
        for edit in self._edits.values():
            edit.installEventFilter(self)
            edit.editingFinished.connect(self.exited.emit)
        self.cheque_day.editingFinished.connect(self._tell_cheque_day)
        self.popup.chosen.connect(self._choose)
        self.pins.changed.connect(self._take_pins)
        self.pins.left.connect(self.focus_caret)
        self.new_donor.created.connect(self._accept_id)
        self.more.closed.connect(self._take_extras)

    def begin(self, line: EntryLine) -> None:
        """Key this line."""
        self.line = line
        self.close_new_donor(focus=False)
        self.more.close_panels()
        self.show_line()

    def hold(self) -> None:
        """Keep the keys that come before the line is there."""
        self.finder.put("")
        self.finder.setFocus()
        self.finder.wait()

    def let_go(self) -> None:
        """Hand the keys that came early to where the caret stands now."""
        self.finder.go_on()

    def show_line(self) -> None:
        """Show the line as it stands, without a notice."""
        line = self._line()
        self._answers = ()
        self.finder.put(line.finder_text)
        self.amount.setText(line.amount_text)
        self.cheque.setText(line.cheque_text)
        self.cheque_day.setText(line.cheque_day_text)
        self.fields.show_cheque(wanted=line.wants_cheque)
        self.pins.show_pins(line.pins)
        self.popup.hide()
        self._show_card()

    def restore(self, saved: Partial, payment: Payment | None, donor: DonorLine | None) -> None:
        """Take a half-typed line up again: texts, pins, and the caret to the character."""
        line = self._line()
        line.restore(saved, payment, donor)
        self.show_line()
        edit = self._edits[saved.caret]
        edit.setFocus()
        edit.setCursorPosition(saved.position)
        if saved.caret is Field.DONOR and donor is None and not saved.unidentified:
            self._ask(saved.finder)

    def focus_caret(self) -> None:
        """Put the caret where the line stands."""
        self._edits[self._line().caret].setFocus()

    def caret_here(self) -> bool:
        """Tell whether the caret stands in a field of the line."""
        return any(edit.hasFocus() for edit in self._edits.values())

    def position(self) -> int:
        """Return where the caret stands in its field, in characters."""
        return self._edits[self._line().caret].cursorPosition()

    def show_step(self, step: Step) -> None:
        """Show what a key did."""
        self.card.show_notice(step.notice)
        if step.notice is not None and step.notice.field in self.more.fields:
            self.open_details(step.notice.field)
            return
        edit = self._edits[step.caret]
        edit.setFocus()
        if step.notice is not None and step.notice.tone is Tone.ERROR:
            edit.selectAll()
        self.exited.emit()

    def _line(self) -> EntryLine:
        if self.line is None:
            message = "no line was begun"
            raise RuntimeError(message)
        return self.line

    def _show_card(self) -> None:
        line = self._line()
        self.card.show_notice(None)
        set_look(self.finder, "accepted", "yes" if line.donor or line.unidentified else "no")
        if line.extras.shares:
            names = {fund: name for name, fund in self.pins.funds()}
            self.card.show_text(shares_text(line.extras, line.cents(), names))
        elif line.donor is not None:
            donor = line.donor
            self.card.show_donor(donor, None, self.others(donor.id))
            self._services.jobs.read(ShowDonor(donor.id), self._show_sheet, owner=self)
        elif line.unidentified and not line.extras.anonymous:
            text = _("To identify: counted and deposited, no receipt until the donor is known.")
            self.card.show_text(text)
        else:
            self.card.show_text(hint_text())

    def others(self, donor_id: int) -> list[GiftLine]:
        """Return the other lines of a donor in this batch."""
        editing = self._line().editing
        mine = editing.id if editing else -1
        return [line for line in self._already(donor_id) if line.id != mine]

    def _show_sheet(self, sheet: DonorSheet) -> None:
        line = self._line()
        same = line.donor is not None and line.donor.id == sheet.donor.id
        if line.donor is not None and same and not line.extras.shares:
            self.card.show_donor(line.donor, sheet.donor, self.others(sheet.donor.id))

    def offer(self, donors: Sequence[DonorLine], *, listed: bool) -> None:
        """Have Enter choose among these donors, who stand below the finder when ``listed``."""
        self._asked, self._answers = self.finder.text(), donors
        if listed:
            self.popup.show_rows(rows_for("", donors), below(self.finder, self.card))

    def _ask(self, text: str) -> None:
        line = self._line()
        if line.donor is not None or line.unidentified:
            line.type_donor(text)
            self._show_card()
        line.type_donor(text)
        self.card.show_notice(None)
        self._asked = text
        self.typed.emit()
        if text.strip():
            self._services.jobs.read(
                FindDonors(text, ASKED),
                lambda lines: self._answer(text, lines),
                self._fail_to_answer,
                owner=self,
            )
        else:
            self._answer(text, ())

    def _answer(self, text: str, lines: Sequence[DonorLine]) -> None:
        if text != self._asked:
            return
        self._answers = lines
        if text.strip() and self.finder.hasFocus():
            self.popup.show_rows(rows_for(text, lines), below(self.finder, self.card))
        else:
            self.popup.hide()
        self.finder.answered(text)

    def _fail_to_answer(self, error: OboleError) -> None:
        self.finder.let_go()
        self.card.show_notice(Notice(Field.DONOR, error.message, Tone.ERROR))

    def _move(self, by: int) -> None:
        if self.popup.isVisible():
            said = self.popup.move_by(by)
            if said:
                say(self.finder, said)

    def _enter_donor(self) -> None:
        reached = self.popup.reached()
        if reached is not None and reached.action:
            self._choose(reached)
            return
        step = self._line().enter_donor(self._answers, reached.donor if reached else None)
        if step.caret is not Field.DONOR:
            self._show_accepted()
        self.show_step(step)

    def _show_accepted(self) -> None:
        self.popup.hide()
        self.finder.put(self._line().finder_text)
        self._show_card()

    def _choose(self, chosen: Row) -> None:
        if chosen.donor is not None:
            step = self._line().accept(chosen.donor)
            self._show_accepted()
            self.show_step(step)
        elif chosen.action == NEW_DONOR:
            self.open_new_donor()
        else:
            self.set_aside()

    def set_aside(self) -> None:
        """Leave the donor to be found later."""
        step = self._line().set_aside()
        self._show_accepted()
        self.show_step(step)

    def open_new_donor(self) -> None:
        """Ask for a new donor in the place of the pins."""
        self.popup.hide()
        self.pins.hide()
        self.card.hide()
        self.new_donor.start(self._line().finder_text if not self._line().donor else "")

    def close_new_donor(self, *, focus: bool = True) -> None:
        """Give the pins their place back."""
        self.new_donor.hide()
        self.pins.show()
        self.card.show()
        if focus:
            self.finder.setFocus()

    def open_details(self, field: str = "") -> None:
        """Ask what the gift is besides money (F4), or mend one field of it."""
        self._take_pins()
        self.more.open_details(self._line(), field)

    def open_shares(self) -> None:
        """Ask which funds the payment is split between (Ctrl+R)."""
        self._take_pins()
        line = self._line()
        if line.cents() is None:
            self.show_step(line.enter_amount())
        else:
            self.more.open_shares(line, self.pins.funds())

    def _take_extras(self, extras: Extras) -> None:
        step = self._line().take_extras(extras)
        self.show_line()
        self.show_step(step)

    def _accept_id(self, donor_id: int) -> None:
        def accept(lines: Sequence[DonorLine]) -> None:
            self.close_new_donor(focus=False)
            self._choose(Row(("", "", "", ""), lines[0]))

        self._services.jobs.read(DonorLines((donor_id,)), accept, owner=self)

    def _edited(self) -> None:
        line = self._line()
        line.amount_text, line.cheque_text = self.amount.text(), self.cheque.text()
        line.cheque_day_text = self.cheque_day.text()
        self.card.show_notice(None)
        self.typed.emit()

    def _tell_cheque_day(self) -> None:
        if self.line is not None and self.cheque_day.text().strip():
            self.card.show_notice(self.line.cheque_note())

    def _take_pins(self) -> None:
        line = self._line()
        try:
            line.pins = self.pins.pins()
        except Refused as refused:
            self.card.show_notice(Notice("received_on", refused.message, Tone.ERROR))
            return
        self.fields.show_cheque(wanted=line.wants_cheque)
        self.exited.emit()

    def _save_clicked(self) -> None:
        self._enter_money(self.amount)

    def _enter_money(self, edit: PatientEdit) -> None:
        self._take_pins()
        line = self._line()
        query = line.hints_query()
        if query is None:
            self._judge_money(edit, ())
            return
        edit.wait()
        line.caret = next(name for name, one in self._edits.items() if one is edit)
        self._services.jobs.read(
            query,
            lambda hints: self._judge_money(edit, hints),
            lambda _error: self._judge_money(edit, ()),
            owner=self,
        )

    def _judge_money(self, edit: PatientEdit, hints: Sequence[Hint]) -> None:
        line = self._line()
        donor, account, bank = line.donor, line.account, line.pins.cheque_bank
        step = line.enter_amount(question_of(hints), unusual=codes_of(hints))
        if step.payment is not None:
            self.show_line()
            self.finished.emit(step.payment, donor)
            self.scans.finish(account, donor, bank)
        self.show_step(step)
        edit.go_on()

    def escape(self) -> bool:
        """Go one step back: the list of answers, then the notice; False when there is none."""
        waiting = [edit for edit in self._edits.values() if edit.waiting]
        if waiting:
            waiting[0].let_go()
        elif not self.new_donor.isHidden():
            self.close_new_donor()
        elif self.more.close_panels() or self.scans.give_up():
            self.focus_caret()
        elif self.popup.isVisible():
            self.popup.hide()
        elif self.card.notice_text:
            self.card.show_notice(None)
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Know where the caret is; the answers show while the finder has the focus only."""
        if event.type() == QEvent.Type.FocusIn and self.line:
            self.line.caret = next(n for n, edit in self._edits.items() if edit is watched)
            unknown = not (self.line.donor or self.line.unidentified)
            if watched is self.finder and unknown and self.finder.text().strip():
                self._ask(self.finder.text())
        elif event.type() == QEvent.Type.FocusOut and watched is self.finder:
            self.popup.hide()
        return super().eventFilter(watched, event)
