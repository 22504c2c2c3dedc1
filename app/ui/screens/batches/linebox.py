# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line being keyed, on the screen: fields, card, pins, the donors found, a new donor."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.gifts import Gift
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.screen import Services
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import button, set_look, text_label
from app.ui.screens.batches.card import DonorCard
from app.ui.screens.batches.finder import ASKED
from app.ui.screens.batches.finderbox import NEW_DONOR, Answers, FinderEdit, Row, below, rows_for
from app.ui.screens.batches.line import EntryLine, Notice, Step, Tone
from app.ui.screens.batches.newdonor import NewDonorPanel
from app.ui.screens.batches.partial import Field, Partial
from app.ui.screens.batches.patient import PatientEdit
from app.ui.screens.batches.pinstrip import PinStrip
from app.usecases.donors import DonorLines, DonorSheet, FindDonors, ShowDonor
from app.usecases.gifts import Hint
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.people import DonorLine

_CALM = frozenset({"gift.this_week"})
"""Hints that are worth a word on the card but no second Enter."""
_AMOUNT_WIDTH, _CHEQUE_WIDTH = 130, 110


class LineBox(QWidget):
    """What stands between the totals and the table.

    Args:
        services: For reading donors and hints.
        already: Tells the lines a donor has in this batch.
    """

    finished = Signal(object, object)
    """The line is whole: its ``Gift``, and the ``DonorLine`` or None."""
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
        self.finder = FinderEdit()
        self.amount = PatientEdit("amount")
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.cheque = PatientEdit("chequeNo")
        self._edits: dict[Field, PatientEdit] = {
            Field.DONOR: self.finder,
            Field.AMOUNT: self.amount,
            Field.CHEQUE: self.cheque,
        }
        self.pins = PinStrip(services.office.clock.today())
        self.card = DonorCard(
            {
                Field.DONOR: self.finder,
                Field.AMOUNT: self.amount,
                Field.CHEQUE: self.cheque,
                "received_on": self.pins.day,
            }
        )
        self.save = button(_("&Save"), self._save_clicked)
        self.new_donor = NewDonorPanel(services)
        self.popup = Answers(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        names = {
            Field.DONOR: _("&Donor"),
            Field.AMOUNT: _("A&mount"),
            Field.CHEQUE: _("&Cheque no."),
        }
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        self._labels = {}
        for column, (name, label) in enumerate(names.items()):
            title = text_label(label, "label")
            title.setBuddy(self._edits[name])
            self._edits[name].setAccessibleName(label.replace("&", ""))
            self._labels[name] = title
            grid.addWidget(title, 0, column)
            grid.addWidget(self._edits[name], 1, column)
        grid.addWidget(self.save, 1, 3)
        grid.setColumnStretch(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(grid)
        box.addWidget(self.card)
        box.addWidget(self.pins)
        box.addWidget(self.new_donor)
        self.finder.setPlaceholderText(_("name, number, telephone or town"))
        self._fit()
        theme_of().changed.connect(self._fit)

    def _fit(self) -> None:
        self.amount.setFixedWidth(theme_of().px(_AMOUNT_WIDTH))
        self.cheque.setFixedWidth(theme_of().px(_CHEQUE_WIDTH))

    def _connect(self) -> None:
        self.finder.asked.connect(self._ask)
        self.finder.judged.connect(self._enter_donor)
        self.finder.moved.connect(self._move)
        self.finder.recalled.connect(self.recalled.emit)
        self.amount.entered.connect(lambda: self._enter_money(self.amount))
        self.cheque.entered.connect(lambda: self._enter_money(self.cheque))
        for edit in (self.amount, self.cheque):
            edit.textEdited.connect(lambda _text: self._edited())
        for edit in self._edits.values():
            edit.installEventFilter(self)
            edit.editingFinished.connect(self.exited.emit)
        self.popup.chosen.connect(self._choose)
        self.pins.changed.connect(self._take_pins)
        self.pins.left.connect(self.focus_caret)
        self.new_donor.created.connect(self._accept_id)

    def begin(self, line: EntryLine) -> None:
        """Key this line."""
        self.line = line
        self.close_new_donor(focus=False)
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
        self._labels[Field.CHEQUE].setVisible(line.wants_cheque)
        self.cheque.setVisible(line.wants_cheque)
        self.pins.show_pins(line.pins)
        self.popup.hide()
        self._show_card()

    def restore(self, saved: Partial, gift: Gift | None, donor: DonorLine | None) -> None:
        """Take a half-typed line up again: texts, pins, and the caret to the character."""
        line = self._line()
        line.restore(saved, gift, donor)
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
        if line.donor is not None:
            donor = line.donor
            self.card.show_donor(donor, None, self._others(donor.id))
            self._services.jobs.read(ShowDonor(donor.id), self._show_sheet, owner=self)
        elif line.unidentified:
            text = _("To identify: counted and deposited, no receipt until the donor is known.")
            self.card.show_text(text)
        else:
            self.card.show_text(_("Enter: next field · ↑ edits the last line · F6 pins · F9 check"))

    def _others(self, donor_id: int) -> list[GiftLine]:
        editing = self._line().editing
        mine = editing.id if editing else -1
        return [line for line in self._already(donor_id) if line.id != mine]

    def _show_sheet(self, sheet: DonorSheet) -> None:
        line = self._line()
        if line.donor is not None and line.donor.id == sheet.donor.id:
            self.card.show_donor(line.donor, sheet.donor, self._others(sheet.donor.id))

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

    def _accept_id(self, donor_id: int) -> None:
        def accept(lines: Sequence[DonorLine]) -> None:
            self.close_new_donor(focus=False)
            self._choose(Row(("", "", "", ""), lines[0]))

        self._services.jobs.read(DonorLines((donor_id,)), accept, owner=self)

    def _edited(self) -> None:
        line = self._line()
        line.amount_text, line.cheque_text = self.amount.text(), self.cheque.text()
        self.card.show_notice(None)
        self.typed.emit()

    def _take_pins(self) -> None:
        line = self._line()
        try:
            line.pins = self.pins.pins()
        except Refused as refused:
            self.card.show_notice(Notice("received_on", refused.message, Tone.ERROR))
            return
        self._labels[Field.CHEQUE].setVisible(line.wants_cheque)
        self.cheque.setVisible(line.wants_cheque)
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
        line.caret = Field.CHEQUE if edit is self.cheque else Field.AMOUNT
        self._services.jobs.read(
            query,
            lambda hints: self._judge_money(edit, hints),
            lambda _error: self._judge_money(edit, ()),
            owner=self,
        )

    def _judge_money(self, edit: PatientEdit, hints: Sequence[Hint]) -> None:
        line = self._line()
        questions = [hint.sentence for hint in hints if hint.code not in _CALM]
        donor = line.donor
        step = line.enter_amount(" ".join(questions))
        if step.gift is not None:
            self.show_line()
            self.finished.emit(step.gift, donor)
        self.show_step(step)
        edit.go_on()

    def escape(self) -> bool:
        """Go one step back: the list of answers, then the notice; False when there is none."""
        waiting = [edit for edit in self._edits.values() if edit.waiting]
        if waiting:
            waiting[0].let_go()
        elif not self.new_donor.isHidden():
            self.close_new_donor()
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
