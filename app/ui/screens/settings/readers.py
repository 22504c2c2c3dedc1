# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readers of this workstation: looked out for or not, tried, and the coupons they read."""

from collections.abc import Sequence

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.domain.campaigns import Appeal
from app.domain.readers.scans import ChequeLine, Coupon, as_digits, read_scan
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.ui.kit.printing import Paper, print_paper
from app.ui.kit.screen import Services
from app.ui.kit.wedge import WANTED, Act, Wedge
from app.ui.kit.widgets import Bar, Card, button, row, text_label
from app.usecases.organisation import ListAppeals
from app.usecases.readers import CouponSheet


class ReadersPage(QWidget):
    """Reply coupons and cheques, read instead of typed."""

    def __init__(self, services: Services) -> None:
        """Show what is in force; try what is passed."""
        super().__init__()
        self._services = services
        self._wedge = Wedge(self._take, self)
        self.on = QCheckBox(_("Look out for readers &while gifts are keyed"))
        self.on.setChecked(bool(services.state.number(WANTED, 1)))
        self.on.toggled.connect(lambda on: services.state.keep(WANTED, int(on)))
        self.sample = QLineEdit()
        self.sample.setObjectName("readerSample")
        self.sample.setPlaceholderText(_("click here, then pass a coupon or a cheque"))
        self.verdict = Bar("info")
        self.appeal = QComboBox()
        self.appeal.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.coupons = button(_("Coupons as &PDF"), self._draw, icon_name="print")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 12, 0)
        box.setSpacing(12)
        box.addWidget(self._use_card())
        box.addWidget(self._coupons_card())
        box.addStretch()
        services.feed.watch(self, ("campaigns",), lambda _changes: self._read_appeals())
        self._read_appeals()

    def _use_card(self) -> Card:
        why = _(
            "A bar-code or cheque reader types very fast: Obole takes what it sends out of the "
            "field it fell in, fills in donor, appeal and cheque number, and learns whose account "
            "a cheque is drawn on."
        )
        card = Card()
        card.box.addWidget(text_label(_("Readers"), "heading"))
        card.box.addWidget(text_label(why, "muted", wrap=True))
        card.box.addWidget(self.on)
        label = text_label(_("&Try my reader"), "label")
        label.setBuddy(self.sample)
        card.box.addWidget(label)
        card.box.addWidget(self.sample)
        card.box.addWidget(self.verdict)
        return card

    def _coupons_card(self) -> Card:
        why = _("A sheet of coupons to cut out, fourteen a page: donor, appeal and a key digit.")
        card = Card()
        card.box.addWidget(text_label(_("Reply coupons"), "heading"))
        card.box.addWidget(text_label(why, "muted", wrap=True))
        label = text_label(_("&Appeal"), "label")
        label.setBuddy(self.appeal)
        card.box.addWidget(label)
        card.box.addLayout(row(self.appeal, None, self.coupons))
        return card

    def showEvent(self, event: QShowEvent) -> None:
        """Listen to the reader while the page is in sight."""
        super().showEvent(event)
        self._wedge.watch(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the keys to the others."""
        super().hideEvent(event)
        self._wedge.watch(on=False)

    def _take(self, burst: str) -> Act:
        """Say what was read."""
        try:
            told, kind = _verdict(read_scan(burst), turned=as_digits(burst) != burst), "info"
        except Refused as refused:
            told, kind = refused.message, "error"
        return lambda: self.verdict.tell(told, kind)

    def _read_appeals(self) -> None:
        self._services.jobs.read(ListAppeals(), self._offer, owner=self)

    def _offer(self, appeals: Sequence[Appeal]) -> None:
        chosen = self.appeal.currentData()
        self.appeal.clear()
        self.appeal.addItem(_("No appeal"), 0)
        for appeal in appeals:
            if appeal.active:
                self.appeal.addItem(appeal.name, appeal.id)
        self.appeal.setCurrentIndex(max(self.appeal.findData(chosen), 0))

    def _draw(self) -> None:
        query = CouponSheet(int(self.appeal.currentData() or 0))
        self._services.jobs.read(
            query,
            lambda body: print_paper(
                self._services, self, Paper(body, _("coupons"), "labels", bulk=True)
            ),
            owner=self,
        )


def _verdict(scan: Coupon | ChequeLine | None, *, turned: bool) -> str:
    match scan:
        case Coupon():
            told = _("A coupon: its key is right.")
        case ChequeLine():
            told = _("Cheque {number}: its line is whole.").format(number=scan.number)
        case None:
            told = _("Read well, but this is neither a coupon of ours nor the line of a cheque.")
    if not turned:
        return told
    layout = _("The reader is set to an American keyboard; Obole translates, or set it to French.")
    return f"{told} {layout}"
