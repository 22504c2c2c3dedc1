# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A test that leaves a timer running fails and names its owner: proved on planted tests."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_HEAD = """
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

kept = []

def owner(qapp):
    made = QWidget()
    made.setObjectName("counter")
    timer = QTimer(made)
    timer.start(60_000)
    return made, timer
"""
_PLANTED = {
    "a living owner": "    kept.append(owner(qapp))",
    "no owner at all": "    kept.append(QTimer())\n    kept[0].start(60_000)",
    "owned by the application": "    QTimer(qapp).start(60_000)",
    "stopped": "    made, timer = owner(qapp)\n    kept.append(made)\n    timer.stop()",
    "its owner deleted later": "    made, timer = owner(qapp)\n    kept.append(timer)\n"
    "    made.deleteLater()",
    "its owner forgotten": "    made, timer = owner(qapp)\n    made.itself = made",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("a living owner", "QWidget “counter”, every 60000 ms"),
        ("no owner at all", "QTimer, every 60000 ms"),
        ("owned by the application", "QApplication, every 60000 ms"),
        ("stopped", ""),
        ("its owner deleted later", ""),
        ("its owner forgotten", ""),
    ],
)
def test_a_planted_timer_is_found_exactly_when_it_leaks(
    tmp_path: Path, planted: str, told: str
) -> None:
    file = tmp_path / "test_planted.py"
    body = f"{_HEAD}\ndef test_planted(qapp):\n{_PLANTED[planted]}\n"
    file.write_text(body, encoding="utf-8")
    words = ["-q", "-n", "0", "--no-cov", "-p", "tests.conftest", "--rootdir", str(tmp_path)]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *words, str(file)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "1 passed" in ran.stdout, ran.stdout + ran.stderr
    assert ran.returncode == (1 if told else 0)
    assert told in ran.stdout
