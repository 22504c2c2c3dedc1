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
