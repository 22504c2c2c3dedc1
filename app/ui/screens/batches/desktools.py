# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What else can be done with a batch being keyed, behind one button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from app.kernel.i18n import _


class DeskTools(QPushButton):
    """The adding machine, the pile counted again, the second keying, the pointing list."""

    machine_wanted = Signal()
    recount_wanted = Signal()
    again_wanted = Signal()
    report_wanted = Signal()

    def __init__(self) -> None:
        """Offer the four."""
        super().__init__(_("Control tools"))
        self.setObjectName("btnControl")
        menu = QMenu(self)
        menu.addAction(_("Adding machine   Ctrl+T"), self.machine_wanted.emit)
        menu.addAction(_("Count the pile again…"), self.recount_wanted.emit)
        menu.addAction(_("Key the amounts again"), self.again_wanted.emit)
        menu.addAction(_("Pointing list   Ctrl+P"), self.report_wanted.emit)
        self.setMenu(menu)
