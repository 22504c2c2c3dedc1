# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logs and crash reports tell what the program did, and nothing about anybody."""

import logging
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.adapters.crash import CrashReports
from app.adapters.log import MASK, log_folder, mask, start_log

PRIVATE = (
    "DUPONT Marie",
    "L'HÔTELLIER-D'ARCY",
    "marie.dupont@exemple.fr",
    "06 12 34 56 78",
    "+33 6 12 34 56 78",
    "0612345678",
    "FR76 3000 6000 0112 3456 7890 189",
    "FR7630006000011234567890189",
    "1\u202f234,50\u00a0€",
    "€1,234.50",
    "50 €",
    "12 rue du Pré",
)


@pytest.mark.parametrize("private", PRIVATE[:-1])
def test_what_is_private_is_masked(private: str) -> None:
    text = mask(f"saving {private} in the batch")
    assert private not in text
    assert MASK in text
    assert text.startswith("saving ")
    assert text.endswith(" in the batch")


def test_what_was_typed_is_quoted_hence_masked() -> None:
    assert mask("cannot read “12 rue du Pré”") == f"cannot read {MASK}"


def test_what_the_program_did_stays() -> None:
    text = "opened in 167 ms, 12 blocks of 200 rows, ERROR SQLITE 5"
    assert mask(text) == text


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    """A log in a folder of its own; the path of its file."""
    root = logging.getLogger()
    level = root.level
    handler = start_log(tmp_path / "log")
    yield tmp_path / "log" / "obole.log"
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()


def test_the_file_holds_the_act_and_not_the_person(logged: Path) -> None:
    log = logging.getLogger("test")
    log.info("gift of %s by %s", "50,00 €", "DUPONT Marie")
    log.error("lookup failed", exc_info=crash("no such donor: DUPONT Marie"))
    text = logged.read_text(encoding="utf-8")
    assert f"gift of {MASK} by {MASK}" in text
    assert "lookup failed" in text
    assert "test_log.py" in text
    assert "ValueError: no such donor: " + MASK in text
    assert "by DUPONT" not in text


@pytest.fixture
def reports(tmp_path: Path) -> Iterator[CrashReports]:
    """Crash reports in a folder of their own."""
    reports = CrashReports(tmp_path)
    reports.install()
    yield reports
    reports.remove()


def crash(message: str) -> ValueError:
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        raise ValueError(message)
    return caught.value


def test_a_bug_leaves_a_masked_report(reports: CrashReports, tmp_path: Path) -> None:
    told: list[Path] = []
    reports.tell = told.append
    error = crash("IBAN FR7630006000011234567890189 of DUPONT Marie")
    sys.excepthook(ValueError, error, error.__traceback__)
    text = told[0].read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "in crash" in text
    assert "FR7630006000011234567890189 of DUPONT" not in text.splitlines()[-1]
    assert text.splitlines()[-1].count(MASK) == 3
    assert told[0].parent == tmp_path


def test_a_bug_in_a_thread_is_caught_too(reports: CrashReports) -> None:
    told: list[Path] = []
    reports.tell = told.append
    error = crash("in a lane")
    arguments = threading.ExceptHookArgs((ValueError, error, error.__traceback__, None))
    threading.excepthook(arguments)
    assert len(told) == 1


def test_only_the_last_ten_reports_are_kept(reports: CrashReports, tmp_path: Path) -> None:
    for number in range(13):
        reports.write(crash(f"number {number}"))
    kept = sorted(tmp_path.glob("crash-*.txt"))
    assert len(kept) == 10
    assert "number 12" in kept[-1].read_text(encoding="utf-8")


def test_what_a_native_crash_left_is_told_once(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path)
    assert reports.left_behind() is None
    (tmp_path / "native-crash.txt").write_text("Fatal Python error", encoding="utf-8")
    found = reports.left_behind()
    assert found is not None
    assert found.read_text(encoding="utf-8") == "Fatal Python error"
    assert reports.left_behind() is None


def test_interrupting_is_not_a_bug(
    reports: CrashReports, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not list(tmp_path.glob("crash-*.txt"))
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_logs_have_a_place_of_their_own() -> None:
    assert "Obole" in str(log_folder()) or "obole" in str(log_folder())
