# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 1: which year, which receipts; and whether the association may issue any."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QRadioButton, QVBoxLayout, QWidget

from app.domain.organisation import HOME, Organisation
from app.domain.receipts import Scope
from app.kernel.i18n import _
from app.ui.kit.fields import ChoiceField
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, button, row, text_label
from app.ui.screens.receipts import presenter

_YEARS = 6
_LABEL_WIDTH = 248
_BRITISH = "GB"


class WhatPage(QWidget):
    """The choice of year and kind of receipt."""

    check_wanted = Signal(int, str)
    """Carries the year and the scope."""
    hand_over_wanted = Signal()
    archive_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, year: int) -> None:
        """Propose the year before ``year``: annual receipts are issued in January."""
        super().__init__()
        self.bar = Bar("error")
        self.year = ChoiceField(tuple((str(y), y) for y in range(year, year - _YEARS, -1)))
        self.year.setCurrentIndex(1)
        self.year.setAccessibleName(_("Year"))
        self.annual = QRadioButton(_("One annual &receipt for each donor"))
        self.single = QRadioButton(_("One receipt for &each gift"))
        self.annual.setChecked(True)
        self.signatory = QLineEdit()
        self.signatory.setObjectName("signatory")
        self.signatory.setAccessibleName(_("Who signs, as name, title"))
        self.facts = Card()
        self.next = button(_("&Check"), self._go, role="primary", icon_name="forward")
        self.hand_over = button(_("Ha&nd over"), self.hand_over_wanted.emit)
        self.archive = button(_("Yearly &declaration"), self.archive_wanted.emit)
        self._lay_out()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.bar)
        card = Card()
        label = text_label(_("&Year of the gifts"))
        label.setMinimumWidth(theme_of().px(_LABEL_WIDTH))
        label.setBuddy(self.year)
        card.box.addLayout(row(label, self.year, None))
        kind = text_label(_("Receipts"))
        kind.setMinimumWidth(theme_of().px(_LABEL_WIDTH))
        kinds = QVBoxLayout()
        kinds.setSpacing(0)
        kinds.addWidget(self.annual)
        kinds.addWidget(self.single)
        line = row(kind)
        line.addLayout(kinds, 1)
        card.box.addLayout(line)
        who = text_label(_("&Signed by"))
        who.setMinimumWidth(theme_of().px(_LABEL_WIDTH))
        who.setBuddy(self.signatory)
        card.box.addLayout(row(who, self.signatory))
        box.addWidget(card)
        box.addWidget(self.facts)
        hint = _("Checking writes nothing: it can be done again for weeks, until all is right.")
        foot = row(
            text_label(hint, "muted", wrap=True),
            self.hand_over,
            self.archive,
            self.next,
            spacing=16,
        )
        foot.setStretch(0, 1)
        box.addLayout(foot)
        box.addStretch()

    @property
    def scope(self) -> Scope:
        """The kind of receipt chosen."""
        return Scope.ANNUAL if self.annual.isChecked() else Scope.SINGLE

    def show_organisation(self, organisation: Organisation) -> None:
        """Recall what every receipt will bear; block the step without the right to issue."""
        while self.facts.box.count():
            _clear(self.facts)
        for name, value in presenter.identity_facts(organisation):
            label = text_label(name, "muted")
            label.setMinimumWidth(theme_of().px(_LABEL_WIDTH))
            self.facts.box.addWidget(_line(label, text_label(value, wrap=True)))
        british = organisation.receipt_country == _BRITISH
        self.archive.setVisible(british or organisation.receipt_country == HOME)
        self.archive.setText(_("Gift Ai&d") if british else _("Yearly &declaration"))
        self.signatory.setPlaceholderText(presenter.signatory_text(organisation))
        reason = presenter.why_blocked(organisation)
        self.next.setEnabled(not reason)
        self.next.setToolTip(reason)
        self.next.setAccessibleDescription(reason)
        if reason:
            self.bar.tell(reason, "error", _("Open the settings"), self.settings_wanted.emit)
        else:
            self.bar.hide()

    def focus_first(self) -> None:
        """Put the focus on the year."""
        self.year.setFocus()

    def _go(self) -> None:
        self.check_wanted.emit(self.year.currentData(), self.scope.value)


def _line(*widgets: QWidget) -> QWidget:
    made = QWidget()
    box = row(*widgets)
    box.setStretch(len(widgets) - 1, 1)
    made.setLayout(box)
    return made


def _clear(card: Card) -> None:
    item = card.box.takeAt(0)
    widget = item.widget() if item else None
    if widget:
        widget.deleteLater()
