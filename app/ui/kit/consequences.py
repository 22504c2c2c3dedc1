# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page before what cannot be undone: what will happen, and the count to be typed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.kernel.i18n import _
from app.kernel.text import digits
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, button, page_box, row, text_label


class ConsequencesPage(QWidget):
    """A full page; the default button goes back, the act asks for the count."""

    confirmed = Signal()
    left = Signal()

    def __init__(
        self,
        title: str,
        sentence: str,
        facts: Sequence[tuple[str, str]],
        verb: str,
        count: int | None = None,
    ) -> None:
        """Say what will happen.

        Args:
            title: Where the person is.
            sentence: What will happen, and that it is final.
            facts: (label, value) pairs: counts, amounts, numbers.
            verb: The act, on its button.
            count: What must be typed; None when a control total did that job already.
        """
        super().__init__()
        self._count = count
        box = page_box(self)
        box.addWidget(text_label(title, "title"))
        card = Card()
        card.box.addWidget(text_label(sentence, "heading", wrap=True))
        for label, value in facts:
            name = text_label(label, "muted")
            name.setMinimumWidth(theme_of().px(220))
            card.box.addLayout(row(name, text_label(value), None))
        self.typed = QLineEdit()
        self.typed.setMaximumWidth(theme_of().px(120))
        self.bar = Bar("error")
        if count is not None:
            label_text = _("To confirm, type {count}:").format(count=count)
            asked = text_label(label_text)
            asked.setBuddy(self.typed)
            self.typed.setAccessibleName(label_text)
            card.box.addLayout(row(asked, self.typed, None))
            self.typed.returnPressed.connect(self._confirm)
        box.addWidget(card)
        box.addWidget(self.bar)
        self.back = button(_("Go back"), self.left.emit)
        self.act = button(verb, self._confirm, role="primary")
        box.addLayout(row(None, self.back, self.act))
        box.addStretch()

    def focus_first(self) -> None:
        """Put the caret where the count is typed, or on the way back."""
        (self.back if self._count is None else self.typed).setFocus()

    def _confirm(self) -> None:
        if self._count is not None and digits(self.typed.text()) != str(self._count):
            message = _("The number typed is not {count}: nothing was done.")
            self.bar.tell(message.format(count=self._count), "error")
            self.typed.setFocus()
            self.typed.selectAll()
            return
        self.bar.hide()
        self.confirmed.emit()
