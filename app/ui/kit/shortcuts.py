# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that work on a French keyboard.

Ctrl and a digit of the main row sends Ctrl+& on AZERTY, so no shortcut may use a digit. Ctrl and
"=/+" sends Ctrl+=: zooming in is bound to Ctrl+=, Ctrl++ and the keypad's. The keypad's Enter is
another key than Return: both are bound.
"""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_DIGIT = re.compile(r"(?:Ctrl|Alt)\+(?:Shift\+)?\d$")
_TWINS = {
    "Ctrl+=": ("Ctrl+=", "Ctrl++"),
    "Ctrl+Return": ("Ctrl+Return", "Ctrl+Enter"),
    "Return": ("Return", "Enter"),
}

_TOP_ROW = "&é\"'(-è_ç"
"""What the digits 1 to 9 of the main row give on AZERTY without Shift."""


def digit_of(text: str) -> int:
    """Return the digit 1 to 9 a key stands for, typed with Shift or without it; 0 for none."""
    if len(text) != 1:
        return 0
    return _TOP_ROW.find(text) + 1 or "123456789".find(text) + 1


def sequences(shortcut: str) -> list[QKeySequence]:
    """Return every key sequence a shortcut stands for.

    Raises:
        ValueError: When the shortcut cannot be typed on an AZERTY keyboard.
    """
    if _DIGIT.search(shortcut):
        message = f"{shortcut} cannot be typed on a French keyboard"
        raise ValueError(message)
    return [QKeySequence(one) for one in _TWINS.get(shortcut, (shortcut,))]


def bind(
    owner: QWidget,
    shortcut: str,
    call: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
) -> None:
    """Call on a shortcut while the focus is inside ``owner``."""
    for sequence in sequences(shortcut):
        made = QShortcut(sequence, owner)
        made.setContext(context)
        made.activated.connect(call)
