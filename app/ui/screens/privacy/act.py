# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page before somebody is erased: what goes, what stays, and the number to be typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.kernel.i18n import _
from app.kernel.text import digits
from app.ui.kit.flow import Flow
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import (
    Bar,
    Card,
    bring_into_view,
    button,
    page_box,
    scrolling,
    text_label,
)
from app.ui.screens.privacy.presenter import Act


class ActPage(QWidget):
    """A full page; nothing is preselected, and the way back has the first place."""

    confirmed = Signal(str)
    """The number was typed as it stands: carries it."""
    left = Signal()
    handed = Signal()
    """All that is known of the person is wanted in one file."""

    def __init__(self, act: Act, *, alone: bool) -> None:
        """Say what will happen.

        Args:
            act: What goes, what stays, and what is typed to confirm.
            alone: Whether it is about one person, whose data may be handed over from here.
        """
        super().__init__()
        self._act = act
        inner = QWidget()
        box = page_box(inner)
        box.addWidget(text_label(act.title, "title", wrap=True))
        for part in act.parts:
            card = Card()
            card.box.addWidget(text_label(part.heading, "heading", wrap=True))
            for line in part.lines:
                card.box.addWidget(text_label(line, wrap=True))
            box.addWidget(card)
        self.bar = Bar("error")
        self.typed = QLineEdit()
        self.typed.setObjectName("eraseTyped")
        self.typed.setMaximumWidth(theme_of().px(160))
        self.typed.returnPressed.connect(self._confirm)
        # The page is read from its top; the field comes into sight as soon as one types in it.
        self.typed.textEdited.connect(lambda _text: bring_into_view(self.typed))
        self.back = button(_("Go &back"), self.left.emit)
        self.hand = button(_("Hand o&ver everything…"), self.handed.emit)
        self.act = button(act.verb, self._confirm, role="danger")
        asked = _("This is final. To erase, type {typed}:").format(typed=act.typed)
        self.asked = text_label(act.forbidden or asked, "label", wrap=True)
        self.asked.setBuddy(self.typed)
        self.typed.setAccessibleName(asked)
        for one in (self.typed, self.act):
            one.setVisible(not act.forbidden)
        self.hand.setVisible(alone)
        box.addWidget(self.bar)
        box.addWidget(self.asked)
        box.addLayout(Flow(self.typed, self.act, self.back, self.hand))
        box.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))

    def focus_first(self) -> None:
        """Put the caret where the number is typed, or on the way back."""
        (self.back if self._act.forbidden else self.typed).setFocus()

    def _confirm(self) -> None:
        if digits(self.typed.text()) != digits(self._act.typed):
            message = _("What was typed is not {typed}: nothing was erased.")
            self.bar.tell(message.format(typed=self._act.typed), "error")
            self.typed.setFocus()
            self.typed.selectAll()
            return
        self.bar.hide()
        self.confirmed.emit(self.typed.text())
