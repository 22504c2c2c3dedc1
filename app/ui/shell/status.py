# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The foot of the window: which dossier, who, and what the hands are doing."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

from app.kernel.i18n import _
from app.ui.kit.widgets import set_look, text_label

if TYPE_CHECKING:
    from app.ui.shell.session import Session


class Status:
    """The status bar of a window."""

    def __init__(self, window: QMainWindow) -> None:
        """Put the labels in place."""
        bar = window.statusBar()
        bar.setSizeGripEnabled(False)
        self._file = text_label()
        self._user = text_label()
        self._saved = text_label()
        self._backup = text_label()
        bar.addWidget(self._file)
        bar.addWidget(self._user)
        bar.addPermanentWidget(self._backup)
        bar.addPermanentWidget(self._saved)

    def show_session(self, session: "Session | None") -> None:
        """Show the open dossier, or that there is none."""
        if session is None:
            self._file.setText(_("No dossier is open"))
            self._user.setText("")
            self._saved.setText("")
            self._backup.setText("")
            return
        location = session.office.location
        self._file.setText(location if "://" in location else Path(location).name)
        self._file.setToolTip(location)
        self._user.setText(session.office.actor.name)
        self._saved.setText(_("Everything is saved as you type"))

    def show_backup(self, text: str, look: str) -> None:
        """Tell the age of the last backup; ``look`` is empty, ``warning`` or ``error``."""
        self._backup.setText(f"! {text}" if look else text)
        set_look(self._backup, "tone", look)

    @property
    def backup(self) -> str:
        """What is told of the last backup."""
        return self._backup.text()
