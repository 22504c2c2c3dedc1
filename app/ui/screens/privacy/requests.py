# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of requests: what was asked, by when it is to be answered, and what was."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.donors import Donor
from app.domain.privacy import Answer, PrivacyRequest, RequestKind
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.kernel.text import digits
from app.ui.kit.fields import ChoiceField, DateField
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, button, text_label
from app.ui.screens.privacy import presenter
from app.ui.screens.privacy.columns import REQUESTS
from app.usecases.donors import DonorByNumber
from app.usecases.privacy import (
    AnswerRequest,
    ExtendRequest,
    ListRequests,
    RequestLine,
    WriteRequest,
)


class RequestsPane(QWidget):
    """Requests, the next to answer first; under them, a new one."""

    person_wanted = Signal(int)
    """What is known of a donor is wanted: carries the id."""

    def __init__(self, services: Services) -> None:
        """Show no request yet."""
        super().__init__()
        self.services = services
        self._today = services.office.clock.today
        self.bar = Bar("info")
        self.table: RowsTable[RequestLine] = RowsTable(REQUESTS, _("Requests"))
        self.table.setObjectName("requestsTable")
        self.table.moved.connect(self._tell_current)
        self.table.opened.connect(self._see)
        self.told = text_label("", wrap=True)
        self.reply = _field(_("What the person was told"), "requestReply")
        answers = {
            Answer.DONE: _("Do&ne"),
            Answer.PARTLY: _("Done in &part"),
            Answer.REFUSED: _("Ref&used, with its reason"),
        }
        self.acts = {
            answer: button(words, partial(self._answer, answer))
            for answer, words in answers.items()
        }
        self.extend = button(_("Two months &more"), self._extend)
        self.see = button(_("&What is known…"), self._see)
        self.who = _field(_("Number of the donor, or name"), "requestWho")
        self.kind = ChoiceField(presenter.kinds())
        self.kind.setAccessibleName(_("What is asked"))
        self.asked = DateField(self._today)
        self.asked.setAccessibleName(_("Asked on"))
        self.asked.setPlaceholderText(_("Asked on"))
        self.asked.setMaximumWidth(theme_of().px(130))
        self.proof = _field(_("How the identity was proved"), "requestProof")
        self.write = button(_("Write it &down"), self._write, role="primary")
        self.proof.returnPressed.connect(self._write)
        self._lay_out()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.addWidget(self.bar)
        register = Card()
        self.table.setMinimumHeight(theme_of().px(150))
        register.box.addWidget(self.table, 1)
        register.box.addWidget(self.told)
        register.box.addWidget(self.reply)
        register.box.addLayout(Flow(*self.acts.values(), self.extend, self.see))
        box.addWidget(register, 1)
        new = Card()
        new.box.addWidget(text_label(_("A new request"), "heading", wrap=True))
        new.box.addWidget(self.who)
        new.box.addLayout(Flow(self.kind, self.asked))
        new.box.addWidget(self.proof)
        new.box.addLayout(Flow(self.write))
        box.addWidget(new)

    def refresh(self) -> None:
        """Read the register again."""
        self.services.jobs.read(ListRequests(), self._show, owner=self)

    def focus_first(self) -> None:
        """Put the caret on the requests, or where the first one is written down."""
        (self.table if self.table.rows_model.rowCount() else self.who).setFocus()

    def begin(self, number: str) -> None:
        """Write down what the donor of a number asks."""
        self.who.setText(number)
        self.asked.set_day(self._today())
        self.kind.setFocus()

    def _show(self, lines: Sequence[RequestLine]) -> None:
        self.table.set_rows(lines)
        if lines and self.table.current_row() < 0:
            self.table.selectRow(0)
        self._tell_current()

    def _tell_current(self) -> None:
        line = self.table.current()
        nothing = _("No request is written down yet.")
        said = presenter.request_sentence(line, self._today()) if line else nothing
        self.told.setText(said)
        waits = line is not None and line.request.answered_on is None
        why = "" if waits else _("Choose a request that waits for its answer first.")
        for one in (*self.acts.values(), self.extend):
            _allow(one, why)
        self.reply.setVisible(waits)
        known = line is not None and line.request.donor_id is not None
        _allow(self.see, "" if known else _("This person has no sheet: nothing is known."))

    def _answer(self, answer: Answer) -> None:
        line = self.table.current()
        if line is not None:
            command = AnswerRequest(line.request.id, answer, self.reply.text())
            self.services.jobs.write(command, self._answered, self._tell, owner=self)

    def _answered(self, _request: PrivacyRequest) -> None:
        self.reply.clear()
        self.bar.hide()
        self.table.setFocus()

    def _extend(self) -> None:
        line = self.table.current()
        if line is not None:
            self.services.jobs.write(
                ExtendRequest(line.request.id), self._extended, self._tell, owner=self
            )

    def _extended(self, _request: PrivacyRequest) -> None:
        message = _("Two months were added: tell the person, and why, within the first month.")
        self.bar.tell(message, "info")

    def _see(self) -> None:
        line = self.table.current()
        if line is not None and line.request.donor_id is not None:
            self.person_wanted.emit(line.request.donor_id)

    def _write(self) -> None:
        text = self.who.text().strip()
        if text and len(digits(text)) == len(text.replace("-", "").replace(" ", "")):
            self.services.jobs.read(DonorByNumber(text), self._write_of, self._tell, owner=self)
        else:
            self._write_down(PrivacyRequest(person=text))

    def _write_of(self, donor: Donor) -> None:
        self._write_down(PrivacyRequest(donor_id=donor.id))

    def _write_down(self, who: PrivacyRequest) -> None:
        try:
            asked = self.asked.day() or self._today()
        except Refused as refused:
            self._tell(refused)
            return
        request = PrivacyRequest(
            donor_id=who.donor_id,
            person=who.person,
            kind=RequestKind(self.kind.currentData()),
            asked_on=asked,
            proof=self.proof.text(),
        )
        self.services.jobs.write(WriteRequest(request), self._written, self._tell, owner=self)

    def _written(self, _request: PrivacyRequest) -> None:
        for field in (self.who, self.asked, self.proof):
            field.clear()
        self.bar.tell(_("The request is written down: the home page tells when it is due."), "info")
        self.who.setFocus()

    def _tell(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")


def _field(words: str, name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setAccessibleName(words)
    made.setPlaceholderText(words)
    return made


def _allow(made: QWidget, why: str) -> None:
    """Grey what cannot be done, and say why."""
    made.setEnabled(not why)
    made.setToolTip(why)
    made.setAccessibleDescription(why)
