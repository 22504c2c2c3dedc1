# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 4: the receipts leave the office, on paper by packets, or as files for e-mail."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.fields import ChoiceField
from app.ui.kit.flow import Flow
from app.ui.kit.shortcuts import bind
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, button, row, text_label
from app.ui.screens.receipts import handing
from app.ui.screens.receipts.handing import Handing, Order
from app.usecases.receipts.hand_over import Sheet

_NUMBER_WIDE = 130


class HandOverPage(QWidget):
    """Packets to print, one after the other, and files to send."""

    packet_wanted = Signal(tuple)
    """Carries the numbers of the receipts to print as one PDF, in their order."""
    printed = Signal(tuple)
    """Carries the numbers of the receipts that came out of the printer whole."""
    files_wanted = Signal(tuple)
    """Carries the numbers of the receipts to save as one file each."""
    mail_wanted = Signal()
    """The messages of the receipts are to be looked at and sent."""
    next_wanted = Signal()

    def __init__(self) -> None:
        """Lay out the page; ``show_sheets`` fills it."""
        super().__init__()
        self._sheets: Sequence[Sheet] = ()
        self._handing = Handing((), 0, ())
        self._packet = 0
        self.bar = Bar("success")
        self.paper = text_label(role="heading", wrap=True)
        self.packet_text = text_label(role="muted", wrap=True)
        words = handing.order_words()
        self.order = ChoiceField(tuple((text, order) for order, text in words.items()))
        self.order.setAccessibleName(_("Order of the receipts on paper"))
        self.covers = QCheckBox(_("A cover letter before the receipt of each donor"))
        self.covers.setObjectName("withCovers")
        self.even = QCheckBox(_("Printed on both sides: each receipt on a sheet of its own"))
        self.previous = button(_("P&revious packet"), lambda: self._turn(-1))
        self.print = button("", self._print, icon_name="print")
        self.following = button(_("Ne&xt packet"), lambda: self._turn(1))
        self.all_out = button(_("&All came out"), self._all_out, icon_name="check")
        self.last = QLineEdit()
        self.last.setObjectName("lastPrinted")
        self.last.setFixedWidth(theme_of().px(_NUMBER_WIDE))
        self.last.setAccessibleName(_("Number of the last receipt that came out whole"))
        self.resume = button(_("Go on aft&er it"), self._resume)
        self.mail = text_label(role="heading", wrap=True)
        self.save = button(_("&Save the PDF files…"), self._save, icon_name="save")
        self.send = button(_("Send them by e-&mail…"), self.mail_wanted.emit, icon_name="mail")
        self.next = button(_("&Continue"), self.next_wanted.emit, role="primary")
        self._lay_out()
        self.order.activated.connect(lambda _row: self._sort())
        self.last.returnPressed.connect(self._resume)
        bind(self, "Ctrl+P", self.print.click)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        paper = Card()
        paper.box.addWidget(self.paper)
        paper.box.addLayout(row(self.order, None))
        paper.box.addWidget(self.packet_text)
        paper.box.addWidget(self.covers)
        paper.box.addWidget(self.even)
        paper.box.addLayout(Flow(self.print, self.previous, self.following))
        out = text_label(_("Out of the printer: all of it, or up to the number"), "muted")
        paper.box.addLayout(Flow(out, self.all_out, self.last, self.resume))
        mail = Card()
        mail.box.addWidget(self.mail)
        told = _("Each file can be read and printed, but not changed by who receives it.")
        mail.box.addWidget(text_label(told, "muted", wrap=True))
        mail.box.addLayout(Flow(self.send, self.save))
        box.addWidget(self.bar)
        box.addWidget(paper)
        box.addWidget(mail)
        box.addLayout(row(None, self.next))
        box.addStretch()

    def tell_issued(self, sentence: str) -> None:
        """Say what was just issued; nothing when nothing was."""
        self._packet = 0
        if sentence:
            self.bar.tell(sentence, "success")
        else:
            self.bar.hide()

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show what is to be handed over of a year."""
        self._sheets = sheets
        self._sort()

    def _sort(self) -> None:
        self._handing = handing.handing_of(self._sheets, Order(self.order.currentData()))
        self._packet = min(self._packet, max(len(self._packets()) - 1, 0))
        self.paper.setText(handing.paper_sentence(self._handing))
        self.mail.setText(handing.mail_sentence(self._handing))
        why = "" if self._handing.by_mail else _("Nobody wants a receipt by e-mail.")
        for act in (self.save, self.send):
            act.setEnabled(not why)
            act.setToolTip(why)
            act.setAccessibleDescription(why)
        self._show_packet()

    def focus_first(self) -> None:
        """Put the focus on the packet to print, or on the way on."""
        (self.print if self.print.isEnabled() else self.next).setFocus()

    def _packets(self) -> list[Sequence[Sheet]]:
        return handing.packets(self._handing.waiting)

    def _turn(self, by: int) -> None:
        self._packet += by
        self._show_packet()

    def _show_packet(self) -> None:
        packets = self._packets()
        nothing = "" if packets else _("No receipt on paper waits.")
        self.print.setText(
            _("Print &packet {number} of {count}…").format(
                number=self._packet + 1 if packets else 0, count=len(packets)
            )
        )
        for act in (self.print, self.all_out, self.resume):
            act.setEnabled(bool(packets))
            act.setToolTip(nothing)
            act.setAccessibleDescription(nothing)
        self.previous.setEnabled(self._packet > 0)
        self.previous.setToolTip("" if self._packet else _("This is the first packet."))
        last = self._packet >= len(packets) - 1
        self.following.setEnabled(not last)
        self.following.setToolTip(_("This is the last packet.") if last else "")
        told = handing.packet_text(packets[self._packet]) if packets else nothing
        self.packet_text.setText(told)

    def _current(self) -> Sequence[Sheet]:
        packets = self._packets()
        return packets[self._packet] if packets else ()

    def _print(self) -> None:
        self.packet_wanted.emit(tuple(sheet.number for sheet in self._current()))

    def _all_out(self) -> None:
        self.printed.emit(tuple(sheet.number for sheet in self._current()))

    def _resume(self) -> None:
        """Note what came out up to a number: the next packet begins after it."""
        numbers = handing.came_out(self._current(), self.last.text())
        if not numbers:
            told = _(
                "“{text}” is no receipt of this packet: type the last one that came out whole."
            )
            message = told.format(text=self.last.text().strip())
            self.bar.tell(message, "error")
            say(self, message, urgent=True)
            self.last.setFocus()
            return
        self.bar.hide()
        self.last.clear()
        self.printed.emit(numbers)

    def _save(self) -> None:
        self.files_wanted.emit(tuple(sheet.number for sheet in self._handing.by_mail))
