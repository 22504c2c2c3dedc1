# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 5: the register and the files leave a copy, and the yearly declaration has its figures."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.ui.kit.announce import say
from app.ui.kit.widgets import Card, button, row, text_label
from app.ui.screens.receipts import presenter


class ArchivePage(QWidget):
    """What is kept, where, and the figures of the declaration."""

    register_wanted = Signal()
    files_wanted = Signal()
    verify_wanted = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        """Lay out the page; ``show_declaration`` fills it."""
        super().__init__()
        self._figures = ""
        self.kept = text_label(
            _(
                "Every receipt is kept in the dossier with its fingerprint, "
                "and leaves with each backup."
            ),
            wrap=True,
        )
        self.proof = text_label(role="muted", wrap=True)
        self.figures = text_label(role="figure", wrap=True)
        self.law = text_label(
            _(
                "Yearly declaration of the receipts issued (tax code, article 222 bis): "
                "copy these two figures in the association's tax account."
            ),
            "muted",
            wrap=True,
        )
        self.register = button(_("See the &register"), self.register_wanted.emit)
        self.files = button(_("&Save all the PDF files…"), self.files_wanted.emit, icon_name="save")
        self.verify = button(_("&Verify the chain"), self.verify_wanted.emit, icon_name="check")
        self.copy = button(_("&Copy the figures"), self._copy, icon_name="copy")
        self.again = button(_("&Done"), self.again_wanted.emit, role="primary")
        kept = Card()
        kept.box.addWidget(self.kept)
        kept.box.addWidget(self.proof)
        kept.box.addLayout(row(self.files, self.verify, self.register, None))
        declared = Card()
        declared.box.addWidget(self.figures)
        declared.box.addWidget(self.law)
        declared.box.addLayout(row(self.copy, None))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(kept)
        box.addWidget(declared)
        box.addLayout(row(None, self.again))
        box.addStretch()

    def show_declaration(self, year: int, count: int, cents: int) -> None:
        """Show the figures of a year."""
        self._figures = f"{count}\t{format_amount(cents)}"
        text = _("{year}: {count} receipts · {total}")
        self.figures.setText(
            text.format(year=year, count=presenter.count_text(count), total=format_amount(cents))
        )
        self.proof.setText("")

    def show_proof(self, checked: int, problems: tuple[str, ...]) -> None:
        """Say what the verification found."""
        text = presenter.proof_text(checked, problems)
        self.proof.setText(text)
        say(self, text)

    def focus_first(self) -> None:
        """Put the focus on the figures' button."""
        self.copy.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._figures)
        say(self, _("Copied."))
