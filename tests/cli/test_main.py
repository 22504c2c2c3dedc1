# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract of the command line: exit statuses, one JSON document, no traceback."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.main import run
from app.domain.donors import number_text
from app.kernel.version import VERSION
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole

Say = Callable[..., tuple[int, str, str]]


def test_wrong_words_give_two(capsys: pytest.CaptureFixture[str], doors: ShippedDoors) -> None:
    with pytest.raises(SystemExit) as caught:
        run(["fly"], doors)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_refusal_gives_three_and_one_document(obole: Obole) -> None:
    status, answer = obole("donors", "show", "104288")
    assert status == 3
    assert answer["refused"]["code"] == "donor.number_key"
    assert "miscopied" in answer["refused"]["message"]


def test_trouble_gives_four(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], doors: ShippedDoors
) -> None:
    missing = str(tmp_path / "missing.obole")
    assert run(["doctor", "-d", missing, "--json"], doors) == 4
    said = capsys.readouterr()
    assert json.loads(said.out)["trouble"]["code"] == "dossier.missing"
    assert missing in said.err


def test_a_dossier_must_be_named(
    capsys: pytest.CaptureFixture[str], doors: ShippedDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OBOLE_DOSSIER", raising=False)
    assert run(["doctor", "--lang", "en"], doors) == 3
    assert "OBOLE_DOSSIER" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "Dites"),
        ({"LANG": "C.UTF-8"}, "Dites"),
        ({}, "Dites"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "Say"),
    ],
)
def test_the_language_is_the_systems_else_french(
    variables: dict[str, str],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    doors: ShippedDoors,
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "OBOLE_DOSSIER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert run(["doctor"], doors) == 3
    assert sentence in capsys.readouterr().err


def test_a_sound_dossier_says_so(obole: Obole, say: Say) -> None:
    for verb in (("doctor",), ("audit", "verify")):
        status, answer = obole(*verb)
        assert (status, answer["ok"], answer["problems"]) == (0, True, [])
        assert say(*verb)[0] == 0
    assert say("doctor", language="fr")[1].strip() == "Le dossier est sain."


def test_an_unknown_user_is_refused(obole: Obole) -> None:
    status, answer = obole("doctor", "--user", "Nobody")
    assert (status, answer["refused"]["code"]) == (3, "user.unknown")


def test_a_demonstration_is_found_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], doors: ShippedDoors
) -> None:
    path = str(tmp_path / "demo.obole")
    words = ["--donors", "30", "--gifts", "90", "--json"]
    assert run(["demo", path, *words], doors) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["donors"], made["gifts"]) == (30, 90)
    assert run(["donors", "find", "e", "--limit", "3", "-d", path, "--json"], doors) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["count"] == len(found["donors"]) == 3
    assert not any(one["near"] for one in found["donors"])
    whole = max((one["name"].split()[0] for one in found["donors"]), key=len)
    assert run(["donors", "find", f"{whole}q", "-d", path, "--json"], doors) == 0
    near = json.loads(capsys.readouterr().out)["donors"]
    assert near
    assert all(one["near"] for one in near)
    number = found["donors"][0]["number"]
    assert run(["donors", "show", number, "-d", path, "--json"], doors) == 0
    sheet = json.loads(capsys.readouterr().out)
    assert sheet["number"] == number == number_text(int(number.split("-")[0]))
    assert len(sheet["address"]["lines"]) <= 6
    assert all(isinstance(gift["amount_cents"], int) for gift in sheet["gifts"])
    assert run(["donors", "show", number, "-d", path, "--lang", "fr"], doors) == 0
    assert number in capsys.readouterr().out


@pytest.mark.slow
def test_the_program_answers_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == f"Obole {VERSION}"
