# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files, folders and printers are chosen without opening any file that is listed (ADR 0033).

Windows locks files by handle, and the panels of macOS run in another process: their own dialogs
are shown. Elsewhere locks are the process's, and the dialogs Qt's, with icons by names.
"""

import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QIcon
from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: TID251 - its one door
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialogButtonBox,
    QFileDialog,  # noqa: TID251 - its one door
    QFileIconProvider,  # noqa: TID251 - its one door
    QFileSystemModel,  # noqa: TID251 - its one door
    QHeaderView,
    QWidget,
)

from app.kernel.i18n import _
from app.ui.kit.theme import theme_of

_SIZE = (820, 480)
_OURS = sys.platform not in {"win32", "darwin"}
_NAME = 0
"""The column of names."""


class Chooser:
    """A dialog that asks once for a file or a folder.

    Args:
        parent: Above what it is shown.
        title: What is to be chosen.
        kinds: Names of kinds with their patterns, as Qt writes them; empty for folders.
    """

    def __init__(self, parent: QWidget | None, title: str, kinds: str = "") -> None:
        """Make it; nothing is shown yet."""
        self._dialog = QFileDialog(parent, title, "", kinds)
        if _OURS:
            self._dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
            self._dialog.setIconProvider(_icons(_("Folder")))

    def file_to_open(self, folder: str) -> Path | None:
        """Ask for a file that exists; None when the person goes back."""
        self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return self._ask(folder)

    def file_to_write(self, proposed: str) -> Path | None:
        """Ask where to write; the person confirms before a file is replaced."""
        self._dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        self._dialog.selectFile(proposed)
        return self._ask()

    def folder(self, folder: str) -> Path | None:
        """Ask for a folder; None when the person goes back."""
        self._dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return self._ask(folder)

    def _ask(self, folder: str = "") -> Path | None:
        if folder:
            self._dialog.setDirectory(folder)
        if _OURS:
            _dress(self._dialog)
        try:
            return Path(self._dialog.selectedFiles()[0]) if self._dialog.exec() else None
        finally:
            self._dialog.deleteLater()


def printer_dialog(printer: QPrinter, parent: QWidget) -> QPrintDialog:
    """Return the dialog that sets a printer; a document goes to a file by other ways.

    Qt's lists the home folder, to propose names of files.
    """
    dialog = QPrintDialog(printer, parent)
    if _OURS:
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)
        for model in dialog.findChildren(QFileSystemModel):
            model.setIconProvider(_icons(_("Folder")))
    return dialog


class _Icons(QFileIconProvider):
    """Tells files by their names alone.

    Qt's looks inside a file whose name says nothing to it; to close it again lets go of every
    lock this process has on it, and one of those listed may be the dossier itself.

    Args:
        folder: What a folder is called; told beforehand, since Qt asks from a thread of its own.
    """

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder

    def icon(self, what: QFileIconProvider.IconType | QFileInfo) -> QIcon:
        """Return the icon of a folder or of a file."""
        if not isinstance(what, QFileInfo):
            return super().icon(what)
        kinds = QFileIconProvider.IconType
        return super().icon(kinds.Folder if what.isDir() else kinds.File)

    def type(self, info: QFileInfo) -> str:
        """Say what a file is."""
        return self._folder if info.isDir() else info.suffix()


@cache
def _icons(folder: str) -> _Icons:
    """Return the one provider of a language: no dialog owns it, and each may outlive its caller."""
    return _Icons(folder)


def _dress(dialog: QFileDialog) -> None:
    """Give Qt's dialog the words it lacks in French, and names the room there is."""
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("In:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("Kind:"))
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    for header in dialog.findChildren(QHeaderView):
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
    for box in dialog.findChildren(QDialogButtonBox):
        for button in box.findChildren(QAbstractButton):
            button.setIcon(QIcon())
    width, height = _SIZE
    dialog.resize(theme_of().px(width), theme_of().px(height))
