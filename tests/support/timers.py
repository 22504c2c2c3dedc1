# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Timers a test left running: they would fire in the middle of another one."""

import gc
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer

_KNOWN: WeakSet[QTimer] = WeakSet()
"""Every timer met so far that is still there: what rests today may be left running tomorrow."""


def owners_of_living_timers() -> list[str]:
    """Return who owns each timer still running once what is to be deleted is gone.

    A timer without a parent is its own owner: nothing but the end of the program stops it.
    """
    if QCoreApplication.instance() is None:
        return []
    _delete_what_is_due()
    gc.collect()  # what only waits for the collector is no leak
    _delete_what_is_due()
    left = [_described(timer) for timer in _running()]
    # What lives on was looked at: neither the next look nor the collector goes through it again.
    gc.freeze()
    return left


def _delete_what_is_due() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _running() -> list[QTimer]:
    # The type is looked at, not isinstance: quicker, and a weak proxy may raise when asked.
    kinds = {QTimer, *QTimer.__subclasses__()}
    _KNOWN.update(found for found in gc.get_objects() if type(found) in kinds)
    return [timer for timer in _KNOWN if shiboken6.isValid(timer) and timer.isActive()]


def _described(timer: QTimer) -> str:
    owner = timer.parent() or timer
    name = f" “{owner.objectName()}”" if owner.objectName() else ""
    return f"{type(owner).__name__}{name}, every {timer.interval()} ms"
