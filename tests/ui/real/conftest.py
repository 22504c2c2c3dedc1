# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A display for the session, and a dossier of twenty thousand donors to work on."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.addresses import Address
from app.domain.batches import BatchKind
from app.domain.donors import Donor
from app.domain.organisation import Organisation
from app.kernel.clock import FixedClock
from app.kernel.i18n import use_language
from app.ui.kit.state import State
from app.ui.kit.theme import Look
from app.usecases.batches import CancelBatch, OpenBatch
from app.usecases.demo import FillDemo
from app.usecases.donors import CreateDonor
from app.usecases.quality import KeepCounts, LookOver
from app.wiring import ShippedDoors
from tests.conftest import TODAY
from tests.ui.real.desktop import Desktop, desktop, missing
from tests.ui.real.program import Program

DONORS = 20_000
_MADE_WITHIN_S = 180.0
KNOWN = (
    ("Zyvatel", "Quentin", "35000", "RENNES"),
    ("Querzoal", "Anne", "29000", "QUIMPER"),
    ("Querzoal", "Anne", "56000", "VANNES"),
)
"""Donors no demonstration makes: one alone of the name, and two homonyms."""


@pytest.fixture(scope="session")
def display() -> Iterator[Desktop]:
    """A display with a French keyboard."""
    if lacking := missing():
        told = f"a real window system needs {', '.join(lacking)}"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    with desktop() as made:
        yield made


@pytest.fixture(scope="session")
def filled_dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed dossier of twenty thousand donors, to be copied; made once for all who test."""
    base = tmp_path_factory.getbasetemp()
    path = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "filled.obole"
    try:
        path.with_suffix(".claimed").touch(exist_ok=False)
    except FileExistsError:
        end = time.monotonic() + _MADE_WITHIN_S
        while not path.exists():
            assert time.monotonic() < end, "the dossier of twenty thousand donors is not made"
            time.sleep(0.1)
        return path
    making = path.with_suffix(".making")
    _fill(making)
    return making.replace(path)


def _fill(path: Path) -> None:
    association = Organisation(name="Les Amis du Moulin")
    with use_language("fr"):
        office = ShippedDoors().create(str(path), association, clock=FixedClock(TODAY), user="Anne")
        office.do(FillDemo(donors=DONORS, gifts=4_000))
        for last, first, code, city in KNOWN:
            address = Address(street="12 rue du Pré", postal_code=code, city=city)
            office.do(CreateDonor(Donor(last_name=last, first_name=first, address=address)))
        # The kind of the last batch is proposed for the next: cheques, whatever the demonstration.
        office.do(CancelBatch(office.do(OpenBatch(BatchKind.CHEQUES)).id))
        # Looked over today: the program does not do it again behind each test.
        office.do(KeepCounts.of(office.ask(LookOver())))
        office.close()


@pytest.fixture
def dossier(filled_dossier: Path, tmp_path: Path) -> Path:
    """A dossier of one's own, of twenty thousand donors."""
    path = tmp_path / "moulin.obole"
    shutil.copy(filled_dossier, path)
    return path


Start = Callable[..., Program]


@pytest.fixture
def start(display: Desktop, dossier: Path, tmp_path: Path) -> Iterator[Start]:
    """Return what starts the program on the dossier; every run is ended."""
    runs: list[Program] = []

    def begin(
        language: str = "fr", awaited: str = "", *, look: Look = Look.LIGHT, zoom: int = 100
    ) -> Program:
        settings = tmp_path / "settings"
        settings.mkdir(exist_ok=True)
        remembered = State(settings / "Obole" / "window.ini")
        remembered.keep("look", look.value)
        remembered.keep("zoom", zoom)
        remembered.save()
        program = Program(display, dossier, settings, language, awaited)
        runs.append(program)
        return program

    yield begin
    for run in runs:
        run.close()


@pytest.fixture
def program(start: Start) -> Program:
    """The program, on its first page."""
    return start()
