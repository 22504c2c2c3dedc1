# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""PySide6 keeps the counts of Python's own objects right.

PySide6 6.12 on Python 3.11 drops a reference to ``True`` at each signal and one to ``None`` at
each call that returns nothing; after some hundreds the interpreter aborts. The pins in
pyproject.toml keep clear of it: this watches every upgrade.
"""

import subprocess
import sys

import pytest

EMITS = 5_000
_SLACK = 200
"""Counts move a little for other reasons; the fault loses one reference a call."""

_PREAMBLE = f"""
import sys
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage, QPainter

class Bell(QObject):
    rung = Signal(bool)

class Ear(QObject):
    @Slot(bool)
    def hear(self, loud):
        pass

def lost(value, call):
    before = sys.getrefcount(value)
    for _round in range({EMITS}):
        call()
    return before - sys.getrefcount(value)
"""

_SIGNALS = """
bell, ear = Bell(), Ear()
bell.rung.connect(ear.hear)
print(lost(True, lambda: bell.rung.emit(True)))
"""

_PAINTING = """
image = QImage(10, 10, QImage.Format.Format_RGB32)
painter = QPainter(image)
print(lost(None, lambda: painter.drawRect(1, 1, 4, 4)))
painter.end()
"""


@pytest.mark.parametrize("job", [_SIGNALS, _PAINTING], ids=["signals", "painting"])
def test_no_reference_is_lost(job: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PREAMBLE + job],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < _SLACK
