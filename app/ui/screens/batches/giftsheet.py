# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One posted gift, read only: all that is known of it, and the documents that prove it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.users import Permission
from app.kernel.errors import OboleError, Trouble
from app.kernel.files import read_whole
from app.kernel.i18n import _
from app.ui.kit import dialogs, papers
from app.ui.kit.flow import Flow
from app.ui.kit.printing import Paper, print_paper
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.widgets import Bar, Card, button, page_box, row, scrolling, text_label
from app.ui.screens.batches.giftwords import expense_text, gift_facts, gift_title
from app.usecases.gifts import AttachVoucher, Evidence, ReadVoucher, ShowEvidence, WaiverPaper
from app.usecases.ports.desk import GiftLine, Voucher

_NAME_WIDTH = 240
_PDF = ".pdf"


class GiftSheetPage(QWidget):
    """Facts, expenses and vouchers; nothing changes but the vouchers that are added."""

    left = Signal()

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``start`` does."""
        super().__init__()
        self._services = services
        self._line: GiftLine | None = None
        self.title = text_label("", "heading")
        self.bar = Bar("info")
        self._card = Card()
        self._facts = QWidget()
        self._card.box.addWidget(self._facts)
        self.back = button(_("&Back to the batch"), self.left.emit)
        self.waiver = button(_("&Declaration to sign   Ctrl+P"), self.print_waiver)
        self.attach = button(_("&Attach a document…"), self.choose_voucher, role="primary")
        bind(self, "Ctrl+P", self.print_waiver)
        box = page_box(self)
        box.addWidget(self.title)
        box.addWidget(self.bar)
        box.addWidget(scrolling(self._card), 1)
        box.addLayout(Flow(self.back, self.waiver, self.attach, lead=1))

    def start(self, line: GiftLine) -> None:
        """Show a gift."""
        self._line = line
        self.bar.hide()
        self.title.setText(gift_title(line))
        self.attach.setVisible(self._services.office.actor.may(Permission.GIFTS_KEY))
        self._read()

    def focus_first(self) -> None:
        """Put the focus on the way back."""
        self.back.setFocus()

    def _read(self) -> None:
        if self._line is not None:
            query = ShowEvidence(self._line.id)
            self._services.jobs.read(query, self._show, self._refuse, owner=self)

    def _show(self, evidence: Evidence) -> None:
        facts = QWidget()
        box = QVBoxLayout(facts)
        box.setContentsMargins(0, 0, 0, 0)
        for name, value in gift_facts(evidence.line):
            label = text_label(name, "muted")
            label.setMinimumWidth(_NAME_WIDTH)
            told = row(label, text_label(value, wrap=True))
            told.setStretch(1, 1)
            box.addLayout(told)
        for expense in evidence.expenses:
            box.addWidget(text_label(expense_text(expense)))
        box.addWidget(text_label(_("Documents kept with this gift"), "label"))
        if not evidence.vouchers:
            box.addWidget(text_label(_("None yet: attach a bill, a valuation, a signed waiver.")))
        for voucher in evidence.vouchers:
            open_ = partial(self._open_voucher, evidence.line.payment_id, voucher)
            box.addLayout(row(button(voucher.name, open_, role="quiet"), None))
        box.addStretch()
        self._card.box.replaceWidget(self._facts, facts)
        self._facts.deleteLater()
        self._facts = facts
        self.waiver.setVisible(bool(evidence.expenses) and evidence.line.donor_id is not None)

    def print_waiver(self) -> None:
        """Print the declaration the volunteer signs."""
        if self._line is None or self.waiver.isHidden():
            return
        name = f"abandon-de-frais-{self._line.payment_id}"
        self._services.jobs.read(
            WaiverPaper(self._line.payment_id),
            lambda body: print_paper(self._services, self, Paper(body, name, "letters")),
            self._refuse,
            owner=self,
        )

    def _open_voucher(self, gift_id: int, voucher: Voucher) -> None:
        def show(body: bytes) -> None:
            stem, suffix = Path(voucher.name).stem, Path(voucher.name).suffix
            if suffix.lower() == _PDF:
                papers.show_pdf(self, body, stem)
            else:
                papers.save_file(self, body, _("Save the document"), voucher.name, f"*{suffix}")

        query = ReadVoucher(gift_id, voucher.id)
        self._services.jobs.read(query, show, self._refuse, owner=self)

    def choose_voucher(self) -> None:
        """Ask for a document and keep it with the gift."""
        kinds = _("Documents (*.pdf *.png *.jpg *.jpeg)")
        path = dialogs.file_to_open(self, _("Attach a document"), kinds)
        if path is not None:
            self.attach_file(path)

    def attach_file(self, path: Path) -> None:
        """Keep a document with the gift."""
        if self._line is None:
            return
        try:
            command = AttachVoucher(self._line.id, path.name, read_whole(path))
        except Trouble as trouble:
            self._refuse(trouble)
            return

        def kept(_vouchers: Sequence[Voucher]) -> None:
            message = _("{name} is kept with this gift.")
            self.bar.tell(message.format(name=path.name), "success")
            self._read()

        self._services.jobs.write(command, kept, self._refuse, owner=self)

    def _refuse(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")
