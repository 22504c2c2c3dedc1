# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 5: the register and the files leave a copy, and the yearly declaration has its figures."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.screen import Services
from app.ui.kit.widgets import Card, button, row, show_text, text_label
from app.ui.screens.receipts import presenter
from app.ui.screens.receipts.declaration import DeclarationCard
from app.ui.screens.receipts.giftaid import GiftAidCard


class ArchivePage(QWidget):
    """What is kept, where, and the figures of the declaration."""

    register_wanted = Signal()
    files_wanted = Signal()
    verify_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, services: Services) -> None:
        """Lay out the page; ``show_year`` fills it."""
        super().__init__()
        self.kept = text_label(
            _(
                "Every receipt is kept in the dossier with its fingerprint, "
                "and leaves with each backup."
            ),
            wrap=True,
        )
        self.proof = text_label(role="muted", wrap=True)
        self.declaration = DeclarationCard(services)
        self.gift_aid = GiftAidCard(services)
        self.register = button(_("See the &register"), self.register_wanted.emit)
        self.files = button(_("&Save all the PDF files…"), self.files_wanted.emit, icon_name="save")
        self.verify = button(_("&Verify the chain"), self.verify_wanted.emit, icon_name="check")
        self.again = button(_("&Done"), self.again_wanted.emit, role="primary")
        kept = Card()
        kept.box.addWidget(self.kept)
        kept.box.addWidget(self.proof)
        kept.box.addLayout(row(self.files, self.verify, self.register, None))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(kept)
        box.addWidget(self.declaration)
        box.addWidget(self.gift_aid)
        box.addLayout(row(None, self.again))
        box.addStretch()

    def show_year(self, year: int, *, issued: bool) -> None:
        """Show the figures of a year; what was just issued can be saved as files."""
        self.declaration.show_year(year)
        self.files.setVisible(issued)
        show_text(self.proof, "")

    def show_proof(self, checked: int, problems: tuple[str, ...]) -> None:
        """Say what the verification found."""
        text = presenter.proof_text(checked, problems)
        show_text(self.proof, text)
        say(self, text)

    def focus_first(self) -> None:
        """Put the focus on the figures' button."""
        self.declaration.copy.setFocus()
