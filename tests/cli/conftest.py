# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A dossier worked on by words alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import run
from app.wiring import ShippedDoors

Obole = Callable[..., tuple[int, Any]]


@pytest.fixture
def dossier(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new dossier, made by ``obole new``."""
    path = tmp_path / "dossier.obole"
    assert run(["--json", "new", str(path), "--name", "Les Amis du Moulin"], ShippedDoors()) == 0
    capsys.readouterr()
    return path


@pytest.fixture
def obole(dossier: Path, capsys: pytest.CaptureFixture[str]) -> Obole:
    """Run a verb on the sixth of January 2026; return its status and its JSON answer."""

    def call(*words: str) -> tuple[int, Any]:
        shared = ["--json", "--lang", "en", "-d", str(dossier), "--today", "2026-01-06"]
        status = run([*words, *shared], ShippedDoors())
        said = capsys.readouterr().out
        return status, json.loads(said)

    return call


@pytest.fixture
def say(dossier: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a verb without ``--json``; return its status, its answer and what it said besides."""

    def call(*words: str, language: str = "en") -> tuple[int, str, str]:
        shared = ["--lang", language, "-d", str(dossier), "--today", "2026-01-06"]
        status = run([*words, *shared], ShippedDoors())
        said = capsys.readouterr()
        return status, said.out, said.err

    return call
