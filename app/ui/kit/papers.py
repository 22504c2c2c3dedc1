# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents on their way to the eye: a PDF opened in the reader of the workstation."""

import time
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.kernel.errors import Trouble
from app.kernel.i18n import _
from app.ui.kit import dialogs

_KEPT_S = 24 * 3600
"""Seconds a copy made only to be looked at is kept on the disk."""
_PRIVATE = 0o700


def show_pdf(parent: QWidget, body: bytes, name: str) -> None:
    """Open a copy of a PDF in the workstation's reader.

    Args:
        parent: Over which a refusal is told.
        body: The document.
        name: The file name without suffix, such as a receipt number.
    """
    show_file(parent, body, f"{name}.pdf")


def show_file(parent: QWidget, body: bytes, name: str) -> None:
    """Open a copy of a document with the workstation's program; those of yesterday are removed.

    Args:
        parent: Over which a refusal is told.
        body: The document.
        name: The file name, whose suffix tells what it is.
    """
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    folder = Path(cache) / "papers"
    try:
        folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        _forget_old(folder)
        path = folder / Path(name).name
        path.write_bytes(body)
    except OSError as error:
        dialogs.refuse(parent, _not_written(error))
        return
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        message = _("No program of this computer opens such files: save the document instead.")
        dialogs.refuse(parent, Trouble("pdf.reader", message))


def save_file(parent: QWidget, body: bytes, title: str, proposed: str, kinds: str) -> Path | None:
    """Ask where to write a document, write it whole or not at all; None when it was not."""
    path = dialogs.file_to_write(parent, title, proposed, kinds)
    if path is None:
        return None
    partial = path.with_name(f"{path.name}.part")
    try:
        partial.write_bytes(body)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        dialogs.refuse(parent, _not_written(error))
        return None
    return path


def _forget_old(folder: Path) -> None:
    limit = time.time() - _KEPT_S
    for path in folder.iterdir():
        if path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)


def _not_written(error: OSError) -> Trouble:
    message = _("The document could not be written ({why}): choose another folder.")
    return Trouble("file.write", message.format(why=error.strerror or error))
