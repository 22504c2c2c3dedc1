# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What else can be done with a batch being keyed, behind one button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from app.kernel.i18n import _


class DeskTools(QPushButton):
    """Adding machine, pile counted again, second keying, pointing list, slip of a pause."""

    machine_wanted = Signal()
    recount_wanted = Signal()
    again_wanted = Signal()
    report_wanted = Signal()
    marker_wanted = Signal()

    def __init__(self) -> None:
        """Offer them."""
        super().__init__(_("Control tools"))
        self.setObjectName("btnControl")
        menu = QMenu(self)
        menu.addAction(_("Adding machine   Ctrl+T"), self.machine_wanted.emit)
        menu.addAction(_("Count the pile again…"), self.recount_wanted.emit)
        menu.addAction(_("Key the amounts again"), self.again_wanted.emit)
        menu.addAction(_("Pointing list   Ctrl+P"), self.report_wanted.emit)
        menu.addAction(_("Pause slip"), self.marker_wanted.emit)
        self.setMenu(menu)
