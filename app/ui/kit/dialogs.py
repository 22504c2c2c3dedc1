# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Boxes that stop the person: few, short, with verbs on their buttons; choosers of files."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget  # noqa: TID251 - its one door

from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.chooser import Chooser


def _box(parent: QWidget | None, text: str, detail: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle("Obole")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(detail)
    return box


def ask(
    parent: QWidget | None, question: str, verb: str, detail: str = "", *, back: str = ""
) -> bool:
    """Ask before an act on many things; the default button goes back.

    Returns:
        True when the person chose the verb.
    """
    box = _box(parent, question, detail)
    yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(back or _("Go back"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes


def choose(parent: QWidget | None, question: str, verbs: Sequence[str], detail: str = "") -> int:
    """Ask for one of several verbs; return its place, or -1 when the person goes back."""
    box = _box(parent, question, detail)
    made = [box.addButton(verb, QMessageBox.ButtonRole.ActionRole) for verb in verbs]
    no = box.addButton(_("Go back"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    clicked = box.clickedButton()
    return next((place for place, one in enumerate(made) if one is clicked), -1)


def tell(parent: QWidget | None, text: str, detail: str = "") -> None:
    """Tell something that must be read before going on."""
    box = _box(parent, text, detail)
    box.setIcon(QMessageBox.Icon.Information)
    box.addButton(_("Continue"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def refuse(parent: QWidget | None, error: OboleError) -> None:
    """Tell why something was not done, where no field can say it."""
    box = _box(parent, error.message, "")
    box.setIcon(QMessageBox.Icon.Warning)
    box.addButton(_("Understood"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def file_to_open(parent: QWidget | None, title: str, kinds: str, folder: str = "") -> Path | None:
    """Ask for a file that exists; None when the person goes back."""
    return Chooser(parent, title, kinds).file_to_open(folder)


def file_to_write(parent: QWidget | None, title: str, proposed: str, kinds: str) -> Path | None:
    """Ask where to write; the person confirms before a file is replaced."""
    return Chooser(parent, title, kinds).file_to_write(proposed)


def folder_to_write(parent: QWidget | None, title: str, folder: str = "") -> Path | None:
    """Ask for a folder to write in; None when the person goes back."""
    return Chooser(parent, title).folder(folder)
