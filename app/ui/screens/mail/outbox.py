# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The messages: put on the pile, sent one after the other, decided on, moved to paper."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.mail import MailState, answer_words, state_words
from app.kernel.errors import OboleError
from app.kernel.i18n import N_, _, ngettext
from app.ui.kit.fields import ChoiceField
from app.ui.kit.flow import Flow
from app.ui.kit.lines import Column, Mark
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, button, text_label
from app.ui.screens.mail.courier import Courier
from app.usecases.mail.outbox import (
    DecideMail,
    MoveToPaper,
    Outbox,
    OutboxLine,
    QueueReceipts,
    ShowOutbox,
)

_YEARS = 4
_WIDE = 260
_TOLD = (MailState.WAITING, MailState.SENT, MailState.REFUSED, MailState.UNSURE, MailState.PAPER)
_TO_PAPER = frozenset({MailState.WAITING, MailState.REFUSED, MailState.UNSURE})


def _what(line: OutboxLine) -> str:
    return answer_words(line.message) or line.message.answer


def _number(line: OutboxLine) -> str:
    if line.message.copied_on is None:
        return line.number
    return _("{number}, duplicate").format(number=line.number)


def _mark(line: OutboxLine) -> Mark:
    if line.message.state in {MailState.REFUSED, MailState.UNSURE}:
        return Mark.BOLD
    done = line.message.state in {MailState.SENT, MailState.PAPER, MailState.WITHDRAWN}
    return Mark.MUTED if done else Mark.PLAIN


COLUMNS: tuple[Column[OutboxLine], ...] = (
    Column("number", N_("Receipt"), _number, 13, mark=_mark),
    Column("name", N_("Donor"), lambda one: one.name, 20, mark=_mark),
    Column("address", N_("Address"), lambda one: one.message.address, 24, spare=1, mark=_mark),
    Column("state", N_("State"), lambda one: state_words(one.message.state), 14, mark=_mark),
    Column("what", N_("What happened"), _what, spare=2, mark=_mark),
)


class OutboxPane(QWidget):
    """The pile of messages.

    Args:
        services: To read, to write, and to tell.
    """

    receipts_wanted = Signal()
    """Receipts moved to paper are to be printed."""

    def __init__(self, services: Services) -> None:
        """Show nothing yet."""
        super().__init__()
        self._services = services
        self._waiting = 0
        self.courier = Courier(services)
        this = services.office.clock.today().year
        self.year = ChoiceField(tuple((str(this - ago), this - ago) for ago in range(_YEARS)))
        self.year.setAccessibleName(_("Year of the receipts"))
        self.year.setCurrentIndex(1)
        self.queue_button = button(_("&Put its receipts on the pile"), self.queue)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("Password, when no keyring holds it"))
        self.password.setAccessibleName(_("Password of the e-mail account"))
        self.password.setMinimumWidth(theme_of().px(_WIDE))
        self.send_button = button("", self.send, role="primary")
        self.send_button.setObjectName("sendMail")
        self.told = text_label(role="heading", wrap=True)
        self.bar = Bar("error")
        self.table: RowsTable[OutboxLine] = RowsTable(COLUMNS, _("Messages by e-mail"))
        self.table.setObjectName("outboxTable")
        self.whole = text_label(role="muted", wrap=True)
        self.left_button = button(_("It &left"), lambda: self._decide(left=True))
        self.again_button = button(_("Send agai&n"), lambda: self._decide(left=False))
        self.paper_button = button(_("&To paper"), self.to_paper)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 12, 0, 0)
        box.addWidget(self.told)
        box.addWidget(self.bar)
        box.addLayout(Flow(self.year, self.queue_button, self.password, self.send_button))
        box.addWidget(self.table, 1)
        box.addWidget(self.whole)
        box.addLayout(Flow(self.left_button, self.again_button, self.paper_button))

    def _connect(self) -> None:
        self.table.moved.connect(self._tell_current)
        self.courier.moved.connect(self.reload)
        self.courier.rested.connect(self._rested)
        self.courier.failed.connect(self._failed)
        self._services.feed.watch(self, ("mail", "receipts"), lambda _changes: self.reload())

    def reload(self) -> None:
        """Read the pile again."""
        self._services.jobs.read(ShowOutbox(), self._show, owner=self)

    def _show(self, outbox: Outbox) -> None:
        order = {MailState.UNSURE: 0, MailState.REFUSED: 1, MailState.WAITING: 2}
        lines = sorted(outbox.lines, key=lambda one: order.get(one.message.state, 3))
        self.table.set_rows(lines)
        self._waiting = outbox.counts.get(MailState.WAITING, 0)
        counted = [
            f"{state_words(state)} {outbox.counts[state]}"
            for state in _TOLD
            if outbox.counts.get(state)
        ]
        self.told.setText(" · ".join(counted) or _("No message yet."))
        self._tell_sending()
        self._tell_current()

    def _tell_sending(self) -> None:
        if self.courier.busy:
            self.send_button.setText(_("&Stop"))
        else:
            told = ngettext("&Send {count} message", "&Send {count} messages", self._waiting)
            self.send_button.setText(told.format(count=self._waiting))
        self.send_button.setEnabled(self.courier.busy or bool(self._waiting))

    def queue(self) -> None:
        """Put on the pile the receipts of the year whose donors want them by e-mail."""
        self.bar.hide()
        command = QueueReceipts(int(self.year.currentData()))
        self._services.jobs.write(command, self._queued, self._refuse, owner=self)

    def _queued(self, added: int) -> None:
        told = ngettext(
            "{count} receipt was put on the pile.", "{count} receipts were put on the pile.", added
        )
        self._services.toast.tell(told.format(count=added))

    def send(self) -> None:
        """Send what waits, or stop before the next message."""
        self.bar.hide()
        if self.courier.busy:
            self.courier.stop()
        else:
            self.courier.begin(self.password.text())
        self._tell_sending()

    def _rested(self, sent: int) -> None:
        told = ngettext("{count} message sent.", "{count} messages sent.", sent)
        self._services.toast.tell(told.format(count=sent))
        self.reload()

    def _failed(self, error: OboleError) -> None:
        self._refuse(error)
        self.reload()

    def _refuse(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")
        self._tell_sending()

    def _decide(self, *, left: bool) -> None:
        line = self.table.current()
        if line is not None:
            command = DecideMail(line.message.id, left)
            self._services.jobs.write(command, None, self._refuse, owner=self)

    def to_paper(self) -> None:
        """Have the current message printed and posted instead."""
        line = self.table.current()
        if line is not None:
            command = MoveToPaper((line.message.id,))
            self._services.jobs.write(command, self._moved_to_paper, self._refuse, owner=self)

    def _moved_to_paper(self, numbers: Sequence[str]) -> None:
        told = ngettext(
            "{count} receipt to print: {numbers}",
            "{count} receipts to print: {numbers}",
            len(numbers),
        )
        sentence = told.format(count=len(numbers), numbers=", ".join(numbers))
        self._services.toast.tell(sentence, self.receipts_wanted.emit, _("Print"))

    def _tell_current(self) -> None:
        line = self.table.current()
        state = line.message.state if line is not None else None
        self.whole.setText(_what(line) if line is not None else "")
        self.whole.setVisible(bool(self.whole.text()))
        for act in (self.left_button, self.again_button):
            act.setEnabled(state is MailState.UNSURE)
            act.setToolTip("" if act.isEnabled() else _("Choose a message that was cut first."))
        self.paper_button.setEnabled(state in _TO_PAPER)
        why = _("Choose a message that did not leave first.")
        self.paper_button.setToolTip("" if self.paper_button.isEnabled() else why)
        for act in (self.left_button, self.again_button, self.paper_button):
            act.setAccessibleDescription(act.toolTip())
