# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data by words alone: told, handed over, erased, asked and answered."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.kernel.clock import FixedClock
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole
from tests.support.giving import give, new_donor


@pytest.fixture
def number(dossier: Path) -> str:
    """The number of somebody who gave once, five years before."""
    office = ShippedDoors().open(str(dossier), clock=FixedClock(date(2021, 1, 6)))
    donor = new_donor(office, "Essai")
    give(office, (donor, 40_00), day=date(2021, 1, 5))
    office.close()
    return donor.number_text


def test_a_person_is_told_handed_over_and_erased(obole: Obole, number: str, tmp_path: Path) -> None:
    told = obole("privacy", "show", number)[1]
    assert (told["gifts"], told["cents"], told["erased"], told["whole"]) == (1, 40_00, False, False)
    (stays,) = told["stays"]
    assert (stays["until"], stays["count"]) == ("2031-12-31", 1)
    assert obole("privacy", "erase", number, "--dry-run")[1] == told
    assert obole("privacy", "erase", number)[1]["refused"]["code"] == "privacy.confirm"
    done = obole("privacy", "export", number, str(tmp_path / "tout.zip"))[1]
    assert done["files"] == ["person.json", "person.xlsx"]
    assert zipfile.is_zipfile(done["path"])
    after_export = obole("privacy", "show", number)[1]
    erased = obole("privacy", "erase", number, "--confirm", number)[1]
    assert erased == {**after_export, "erased": True}
    assert obole("privacy", "erase", number, "--confirm", number)[0] == 3
    for proof in (("doctor",), ("audit", "verify"), ("receipts", "verify")):
        assert obole(*proof)[1]["ok"]


def test_whose_time_has_come_is_told_and_erased(obole: Obole, number: str) -> None:
    due = obole("privacy", "due")[1]
    (one,) = due["due"]
    assert (one["number"], one["why"], one["last_on"]) == (number, "donor", "2021-01-05")
    rehearsed = obole("privacy", "due", "--erase", number, "--dry-run")[1]
    assert rehearsed == {"count": 1, "erased": False, "numbers": [number]}
    assert obole("privacy", "due", "--erase", number)[0] == 3
    assert obole("privacy", "due", "--erase", number, "--confirm", "1")[1]["erased"] is True
    assert obole("privacy", "due")[1] == {"count": 0, "due": []}


def test_a_request_is_written_down_extended_and_answered(
    obole: Obole, say: Callable[..., tuple[int, str, str]], number: str
) -> None:
    words = ("--donor", number, "--asked", "2026-01-05", "--proof", "letter")
    made = obole("privacy", "request", "access", *words)[1]
    assert (made["due_on"], made["number"]) == ("2026-02-05", number)
    request = str(made["request"])
    assert obole("privacy", "extend", request)[1]["due_on"] == "2026-04-05"
    assert "05/04/2026" in say("privacy", "requests", "--waiting", language="fr")[1]
    assert obole("privacy", "answer", request, "refused")[0] == 3
    assert obole("privacy", "answer", request, "done")[1]["answered_on"] == "2026-01-06"
    assert obole("privacy", "requests", "--waiting")[1] == {"requests": []}
