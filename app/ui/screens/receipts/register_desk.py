# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What moves the register: reading a year, opening, copying, cancelling one receipt."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.mail import MailMessage
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit import dialogs, papers, printing
from app.ui.kit.printing import Paper
from app.ui.kit.screen import Services
from app.ui.screens.receipts import register_presenter as presenter
from app.ui.screens.receipts.cancel import CancelPage
from app.ui.screens.receipts.presenter import Step
from app.ui.screens.receipts.register import RegisterPage
from app.ui.screens.receipts.register_presenter import OneReceipt
from app.usecases.exports import Exported, ExportKind, ExportTable
from app.usecases.mail.duplicates import SendDuplicate
from app.usecases.ports.receipts import RegisterLine
from app.usecases.receipts.cancel import Cancellation, CancelReceipt
from app.usecases.receipts.register import (
    CopyReceipt,
    ReceiptDocument,
    ReceiptRegister,
    ReceiptSheet,
    ShowReceipt,
)
from app.usecases.receipts.register_paper import RegisterToPrint

TurnTo = Callable[[QWidget, Step | None], None]


class RegisterDesk(QObject):
    """Owns the register and the page that cancels."""

    def __init__(
        self, services: Services, turn_to: TurnTo, show_assistant: Callable[[], None]
    ) -> None:
        """Build the pages; ``show`` reads."""
        super().__init__()
        self._services = services
        self._turn_to = turn_to
        self._wanted = ""
        self._arriving = False
        self._year = services.office.clock.today().year
        self.register = RegisterPage(services.office.actor, self._year)
        self.cancel_page = CancelPage()
        self.pages: Sequence[QWidget] = (self.register, self.cancel_page)
        self._cancelling = False
        self.register.assistant_wanted.connect(show_assistant)
        self.register.year_wanted.connect(lambda year: self.show(year=year))
        self.register.receipt_wanted.connect(self._read)
        self.register.print_wanted.connect(self._print)
        self.register.workbook_wanted.connect(self._save_workbook)
        pane = self.register.pane
        pane.open_wanted.connect(self._open)
        pane.copy_wanted.connect(self._copy)
        pane.send_wanted.connect(self._send)
        pane.cancel_wanted.connect(self._begin_cancel)
        pane.donor_wanted.connect(lambda donor_id: services.navigator.open("donors", id=donor_id))
        self.cancel_page.left.connect(self._back_to_register)
        self.cancel_page.confirmed.connect(self._cancel)
        services.feed.watch(self, ("receipts", "mail"), lambda _changes: self._reload())

    def show(self, *, year: int = 0, number: str = "") -> None:
        """Show the register of a year, or of a receipt's year, on that receipt."""
        self._wanted = number
        self._year = int(number.partition("-")[0]) if number else year
        self._cancelling = False
        self._arriving = True
        self._turn_to(self.register, None)
        self._reload()

    def step_back(self) -> bool:
        """Leave the page that cancels; False in the register itself."""
        if self._cancelling:
            self._back_to_register()
            return True
        return False

    def _reload(self) -> None:
        self._services.jobs.read(ReceiptRegister(self._year), self._take, owner=self)

    def _take(self, lines: Sequence[RegisterLine]) -> None:
        self.register.show_register(self._year, lines)
        if self._wanted:
            self.register.select(self._wanted)
            self._wanted = ""
        self.register.tell_current()
        if self._arriving:
            self._arriving = False
            self.register.focus_first()

    def _read(self, number: str) -> None:
        self._services.jobs.read(ShowReceipt(number), self._show_one, owner=self)

    def _show_one(self, sheet: ReceiptSheet) -> None:
        self.register.pane.show_receipt(presenter.one_of(sheet))

    def _open(self, number: str) -> None:
        self._services.jobs.read(
            ReceiptDocument(number),
            lambda body: papers.show_pdf(self.register, body, number),
            owner=self,
        )

    def _copy(self, number: str) -> None:
        name = _("{number}_duplicate").format(number=number)
        self._services.jobs.write(
            CopyReceipt(number),
            lambda body: papers.show_pdf(self.register, body, name),
            owner=self,
        )

    def _print(self) -> None:
        name = _("register-{year}").format(year=self._year)

        def show(body: bytes) -> None:
            printing.print_paper(self._services, self.register, Paper(body, name, "lists"))

        self._services.jobs.read(RegisterToPrint(self._year), show, owner=self)

    def _save_workbook(self) -> None:
        folder = self._services.state.text("folder")
        name = _("register-{year}").format(year=self._year)
        path = dialogs.file_to_write(
            self.register,
            _("Save the register"),
            str(Path(folder) / f"{name}.xlsx"),
            _("Workbooks (*.xlsx *.ods *.csv)"),
        )
        if path is not None:
            self._services.state.keep("folder", str(path.parent))
            command = ExportTable(ExportKind.RECEIPTS, path, self._year)
            self._services.jobs.write(command, self._saved, owner=self)

    def _saved(self, done: Exported) -> None:
        self._services.toast.tell(_("Saved: {name}").format(name=done.path.name))

    def _send(self, number: str) -> None:
        self._services.jobs.write(SendDuplicate(number), self._on_the_pile, owner=self)

    def _on_the_pile(self, message: MailMessage) -> None:
        told = _("On the pile of messages: the duplicate for {address}")
        self._services.toast.tell(
            told.format(address=message.address),
            lambda: self._services.navigator.open("mail"),
            _("Send"),
        )

    def _begin_cancel(self, receipt: OneReceipt) -> None:
        self._cancelling = True
        self.cancel_page.begin(receipt)
        self._turn_to(self.cancel_page, None)

    def _back_to_register(self) -> None:
        self._cancelling = False
        self._turn_to(self.register, None)

    def _cancel(self, number: str, reason: str, replace: bool) -> None:  # noqa: FBT001 - a signal's
        command = CancelReceipt(number, reason, replace)
        self._services.jobs.write(command, self._cancelled, self._not_cancelled, owner=self)

    def _cancelled(self, done: Cancellation) -> None:
        replacement = done.replacement
        if replacement is None:
            text = _("Receipt {number} is cancelled.").format(number=done.cancelled)
        else:
            told = _("Receipt {number} is cancelled; no. {other} replaces it.")
            text = told.format(number=done.cancelled, other=replacement.number)
        self._services.toast.tell(text)
        self.show(number=replacement.number if replacement else done.cancelled)

    def _not_cancelled(self, error: OboleError) -> None:
        self.cancel_page.refuse(error)
