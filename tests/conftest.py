# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures every floor uses: a stopped clock, new dossiers, a real PostgreSQL."""

import gc
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

from app.domain.addresses import Address
from app.domain.organisation import Organisation
from app.kernel.clock import FixedClock
from app.kernel.currency import EURO, set_currency
from app.kernel.home import FRANCE, set_home
from app.kernel.i18n import use_language
from app.usecases.office import Office
from app.wiring import ShippedDoors
from db import engine, schema
from installer.catalogues import compile_stale
from tests.support.compiled import Compiled
from tests.support.mould import Mould
from tests.support.postgres import Cluster, find_binaries
from tests.support.timers import owners_of_living_timers

TODAY = date(2026, 1, 6)

settings.register_profile(
    "obole",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    max_examples=45,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("obole")


def pytest_configure() -> None:
    """Compile the catalogues once, before the first sentence is asked for."""
    compile_stale()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever shows widgets or prints, so that the fast core needs no hand to stay fast."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if {"qapp", "qtbot"} & asked:
            item.add_marker(pytest.mark.window)
        if "obole" in asked:
            item.add_marker(pytest.mark.terminal)


def pytest_collection_finish() -> None:
    """Spare the collector, and whoever asks it for living timers, what is imported for good."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tests read English unless they ask for French."""
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LC_MESSAGES", "en_GB.UTF-8")
    with use_language("en"):
        yield


@pytest.fixture(autouse=True)
def _euros() -> None:
    """Count in euros, at home in France: a test may open a dossier that does not."""
    set_currency(EURO)
    set_home(FRANCE)


@pytest.fixture(autouse=True)
def _settings_of_nobody(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Plans and backups of a test stay in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="obole-settings-") as home:
        monkeypatch.setenv("XDG_CONFIG_HOME", home)
        yield


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread alive."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and not t.daemon and t.is_alive()]
    for thread in left:
        thread.join(timeout=5)
    assert not [thread.name for thread in left if thread.is_alive()]


@pytest.fixture(autouse=True)
def _no_timer_left() -> Iterator[None]:
    """Fail a test that leaves a timer running, and name its owner."""
    yield
    assert not owners_of_living_timers()


@pytest.fixture
def clock() -> FixedClock:
    """The sixth of January 2026, ten o'clock UTC, for ever."""
    return FixedClock(TODAY)


@pytest.fixture
def doors() -> ShippedDoors:
    """What opens and makes dossiers."""
    return ShippedDoors()


@pytest.fixture
def organisation() -> Organisation:
    """A fictitious association that may issue receipts."""
    return Organisation(
        name="Les Amis du Moulin",
        siren="732829320",
        purpose="Restaurer le moulin de la commune",
        address=Address(street="3 rue du Moulin", postal_code="35000", city="Rennes"),
        receipts_allowed=True,
        receipt_status="oig_association",
        signatory_name="Le trésorier",
        signatory_title="Trésorier",
    )


@pytest.fixture(scope="session", autouse=True)
def _dossiers_made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Migrate the first new dossier of the session, then copy it: a thousand tests want one."""
    with pytest.MonkeyPatch.context() as patch:
        mould = Mould(tmp_path_factory.mktemp("schema"), schema._upgrade)
        patch.setattr(schema, "_upgrade", mould.cast)
        for kind in ("_file", "_server"):
            patch.setattr(engine, kind, Compiled(getattr(engine, kind)).engines)
        yield


MakeOffice = Callable[[str], Office]


@pytest.fixture
def make_office(
    doors: ShippedDoors, clock: FixedClock, organisation: Organisation
) -> Iterator[MakeOffice]:
    """Return a maker of new dossiers; each is closed at the end of the test."""
    made: list[Office] = []

    def make(location: str) -> Office:
        office = doors.create(location, organisation, clock=clock, user="Anne")
        made.append(office)
        return office

    yield make
    for office in made:
        office.close()


@pytest.fixture
def office(make_office: MakeOffice, tmp_path: Path) -> Office:
    """A new dossier in a file."""
    return make_office(str(tmp_path / "dossier.obole"))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL cluster for the whole session."""
    binaries = find_binaries()
    if binaries is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL's binaries are missing: install the package postgresql")
        pytest.skip("PostgreSQL's binaries are missing: install the package postgresql")
    cluster = Cluster(binaries)
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture
def pg_url(cluster: Cluster) -> str:
    """The address of a new, empty database."""
    return cluster.spare_database()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new dossier may be made: a file, then a server."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("pg_url"))
    return str(tmp_path / "dossier.obole")


@pytest.fixture
def any_office(make_office: MakeOffice, location: str) -> Office:
    """A new dossier, in a file and then on a server."""
    return make_office(location)
