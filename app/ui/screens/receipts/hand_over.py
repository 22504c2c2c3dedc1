# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 4: the receipts leave the office, on paper by packets, or as files for e-mail."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.kernel.i18n import _
from app.ui.kit.flow import Flow
from app.ui.kit.widgets import Bar, Card, button, row, text_label
from app.ui.screens.receipts import presenter
from app.ui.screens.receipts.presenter import Issued


class HandOverPage(QWidget):
    """Packets to print, one after the other, and files to send."""

    packet_wanted = Signal(tuple)
    """Carries the numbers of the receipts to open as one PDF, in the order of the post."""
    files_wanted = Signal(tuple)
    """Carries the numbers of the receipts to save as one file each."""
    mail_wanted = Signal()
    """The messages of the receipts are to be looked at and sent."""
    next_wanted = Signal()

    def __init__(self) -> None:
        """Lay out the page; ``begin`` fills it."""
        super().__init__()
        self._issued: Issued | None = None
        self._packet = 0
        self.bar = Bar("success")
        self.paper = text_label(role="heading", wrap=True)
        self.packet_text = text_label(role="muted", wrap=True)
        self.covers = QCheckBox(_("A cover letter before the receipt of each donor"))
        self.covers.setObjectName("withCovers")
        self.previous = button(_("P&revious packet"), lambda: self._turn(-1))
        self.print = button("", self._print, icon_name="print")
        self.following = button(_("Ne&xt packet"), lambda: self._turn(1))
        self.mail = text_label(role="heading", wrap=True)
        self.save = button(_("&Save the PDF files…"), self._save, icon_name="save")
        self.send = button(_("Send them by e-&mail…"), self.mail_wanted.emit, icon_name="mail")
        self.next = button(_("&Continue"), self.next_wanted.emit, role="primary")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.bar)
        paper = Card()
        paper.box.addWidget(self.paper)
        paper.box.addWidget(self.packet_text)
        paper.box.addWidget(self.covers)
        paper.box.addLayout(row(self.print, None))
        paper.box.addLayout(row(self.previous, self.following, None))
        mail = Card()
        mail.box.addWidget(self.mail)
        mail.box.addWidget(
            text_label(
                _("Each file can be read and printed, but not changed by who receives it."),
                "muted",
                wrap=True,
            )
        )
        mail.box.addLayout(Flow(self.send, self.save))
        box.addWidget(paper)
        box.addWidget(mail)
        box.addLayout(row(None, self.next))
        box.addStretch()

    def begin(self, issued: Issued) -> None:
        """Start with the first packet."""
        self._issued, self._packet = issued, 0
        self.bar.tell(presenter.issued_sentence(issued), "success")
        self.paper.setText(presenter.paper_sentence(issued))
        self.mail.setText(presenter.mail_sentence(issued))
        self.save.setEnabled(bool(issued.by_mail))
        why = "" if issued.by_mail else _("Nobody wants a receipt by e-mail.")
        self.send.setEnabled(bool(issued.by_mail))
        for act in (self.save, self.send):
            act.setToolTip(why)
            act.setAccessibleDescription(why)
        self._show_packet()

    def focus_first(self) -> None:
        """Put the focus on the packet to print, or on the way on."""
        (self.print if self.print.isEnabled() else self.next).setFocus()

    def _turn(self, by: int) -> None:
        self._packet += by
        self._show_packet()

    def _show_packet(self) -> None:
        packets = presenter.packets(self._issued.on_paper if self._issued else ())
        nothing = "" if packets else _("Nobody wants a receipt on paper.")
        self.print.setText(
            _("Open &packet {number} of {count} to print").format(
                number=self._packet + 1 if packets else 0, count=len(packets)
            )
        )
        self.print.setEnabled(bool(packets))
        self.print.setToolTip(nothing)
        self.previous.setEnabled(self._packet > 0)
        self.previous.setToolTip("" if self._packet else _("This is the first packet."))
        last = self._packet >= len(packets) - 1
        self.following.setEnabled(not last)
        self.following.setToolTip(_("This is the last packet.") if last else "")
        self.packet_text.setText(
            presenter.packet_text(packets[self._packet]) if packets else nothing
        )

    def _print(self) -> None:
        if self._issued:
            packet = presenter.packets(self._issued.on_paper)[self._packet]
            self.packet_wanted.emit(tuple(sheet.number for sheet in packet))

    def _save(self) -> None:
        if self._issued:
            self.files_wanted.emit(tuple(sheet.number for sheet in self._issued.by_mail))
