# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing the file of a dossier."""

from typing import TYPE_CHECKING

from app.kernel.i18n import _
from app.ui.kit import dialogs

if TYPE_CHECKING:
    from app.ui.shell.window import MainWindow


def choose_dossier(window: "MainWindow") -> None:
    """Ask for a file and open it."""
    kinds = _("Dossiers (*.obole)") + ";;" + _("All files (*)")
    path = dialogs.file_to_open(window, _("Open a dossier"), kinds, window.state.text("folder"))
    if path:
        window.state.keep("folder", str(path.parent))
        window.open_dossier(str(path))
