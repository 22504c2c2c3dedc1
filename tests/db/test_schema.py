# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening a dossier: what is missing, foreign, cut, newer or read-only is told in a sentence."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import db.tables  # noqa: F401 - makes the metadata whole
from app.domain.donors import Donor
from app.kernel.clock import FixedClock
from app.kernel.errors import Trouble
from app.usecases.donors import CreateDonor, FindDonors
from app.usecases.office import Office
from app.wiring import ShippedDoors
from db import engine, schema
from db.base import metadata
from db.engine import make_engines
from db.store import SqlStore
from tests.conftest import MakeOffice


def _refusal(path: Path, doors: ShippedDoors) -> Trouble:
    with pytest.raises(Trouble) as caught:
        doors.open(str(path))
    assert str(path) in caught.value.message or caught.value.code == "dossier.newer"
    return caught.value


@pytest.fixture
def dossier(make_office: MakeOffice, tmp_path: Path) -> Path:
    """A closed dossier."""
    path = tmp_path / "dossier.obole"
    make_office(str(path)).close()
    return path


def test_the_migrations_make_exactly_the_tables_of_the_metadata(
    make_office: MakeOffice, location: str
) -> None:
    make_office(location).close()
    writer, reader = make_engines(location)
    with writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [d for d in compare_metadata(context, metadata) if not _is_search(d)]
    writer.dispose()
    reader.dispose()
    assert differences == []


def _is_search(difference: object) -> bool:
    """Tell what belongs to the full-text index, which the metadata does not describe."""
    return "donor_search" in repr(difference)


def test_a_new_file_is_private_and_recognisable(dossier: Path) -> None:
    assert dossier.stat().st_mode & 0o777 == 0o600
    assert schema.file_version(dossier) == int(schema.HEAD)
    with closing(sqlite3.connect(dossier)) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_missing_file_is_told(tmp_path: Path, doors: ShippedDoors) -> None:
    assert _refusal(tmp_path / "nothing.obole", doors).code == "dossier.missing"


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough" * 9])
def test_a_foreign_file_is_told_and_left_alone(
    tmp_path: Path, doors: ShippedDoors, content: bytes
) -> None:
    path = tmp_path / "letter.obole"
    path.write_bytes(content)
    assert _refusal(path, doors).code == "dossier.foreign"
    assert path.read_bytes() == content


def test_another_programs_database_is_foreign(tmp_path: Path, doors: ShippedDoors) -> None:
    path = tmp_path / "other.obole"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE t (x)")
    assert _refusal(path, doors).code == "dossier.foreign"


def test_a_folder_is_no_dossier(tmp_path: Path, doors: ShippedDoors) -> None:
    assert _refusal(tmp_path, doors).code == "dossier.unreadable"


def test_a_file_cut_short_is_told(dossier: Path, doors: ShippedDoors) -> None:
    whole = dossier.read_bytes()
    dossier.write_bytes(whole[: len(whole) // 2])
    assert _refusal(dossier, doors).code == "dossier.truncated"


def test_a_newer_file_is_refused_untouched(dossier: Path, doors: ShippedDoors) -> None:
    with closing(sqlite3.connect(dossier)) as newer:
        newer.execute("PRAGMA user_version = 999")
    before = dossier.read_bytes()
    refusal = _refusal(dossier, doors)
    assert refusal.code == "dossier.newer"
    assert "999" in refusal.message
    assert dossier.read_bytes() == before


def test_a_read_only_file_is_told(
    dossier: Path, doors: ShippedDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier.chmod(0o400)
    if os.geteuid() == 0:
        # Root may write anywhere: ask as somebody else would be answered.
        monkeypatch.setattr(os, "access", lambda path, _mode: path != dossier)
    assert _refusal(dossier, doors).code == "dossier.read_only"


_PASSES_BY = """
import sqlite3, sys
guest = sqlite3.connect(sys.argv[1])
guest.execute("SELECT count(*) FROM donor").fetchone()
guest.close()
"""


def test_asking_for_the_version_keeps_the_locks_of_an_open_dossier(dossier: Path) -> None:
    """The log stays while somebody writes in it, whoever else comes and goes."""
    log = dossier.with_name(f"{dossier.name}-wal")
    with closing(sqlite3.connect(dossier)) as writer:
        writer.execute("CREATE TABLE written (x)")
        assert log.stat().st_size > 0
        schema.file_version(dossier)
        subprocess.run([sys.executable, "-c", _PASSES_BY, str(dossier)], check=True)
        assert log.exists()


def test_nothing_is_made_over_an_existing_file(
    dossier: Path, doors: ShippedDoors, make_office: MakeOffice
) -> None:
    before = dossier.read_bytes()
    with pytest.raises(Trouble) as caught:
        make_office(str(dossier))
    assert caught.value.code == "dossier.exists"
    assert dossier.read_bytes() == before


def test_a_missing_folder_is_told(tmp_path: Path, make_office: MakeOffice) -> None:
    with pytest.raises(Trouble) as caught:
        make_office(str(tmp_path / "nowhere" / "a.obole"))
    assert caught.value.code == "dossier.no_folder"


def test_an_older_file_is_copied_then_upgraded(
    dossier: Path, doors: ShippedDoors, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(dossier)) as older:
        older.execute("PRAGMA user_version = 0")
    doors.open(str(dossier), clock=clock).close()
    assert schema.file_version(dossier) == int(schema.HEAD)
    copies = list(dossier.parent.glob("dossier-v0-*.obole"))
    assert len(copies) == 1
    assert schema.file_version(copies[0]) == 0


def test_a_failed_upgrade_leaves_the_file_as_it_was(
    dossier: Path, doors: ShippedDoors, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(dossier)) as older:
        older.execute("PRAGMA user_version = 0")
        older.execute("PRAGMA foreign_keys = OFF")
        older.execute("INSERT INTO donor_year VALUES (2025, 12345, 1, 100)")
        older.commit()
    with pytest.raises(Trouble) as caught:
        doors.open(str(dossier), clock=clock)
    assert caught.value.code == "dossier.upgrade"
    assert schema.file_version(dossier) == 0


_HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_file_another_program_writes_in_is_told_after_a_wait(
    monkeypatch: pytest.MonkeyPatch, make_office: MakeOffice, tmp_path: Path
) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 500)
    office = make_office(str(tmp_path / "held.obole"))
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, office.location],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Trouble) as caught:
            office.do(CreateDonor(Donor(last_name="Abricot")))
        assert caught.value.code == "store.locked"
        holder.communicate("")
    assert office.do(CreateDonor(Donor(last_name="Abricot"))).number == 10001


def _fill(office: Office) -> None:
    for rank in range(5_000):
        office.do(CreateDonor(Donor(last_name=f"Belette {rank}", notes="x" * 3000)))


def test_a_full_disk_is_told_and_nothing_is_half_written(office: Office) -> None:
    office.do(CreateDonor(Donor(last_name="Abricot")))
    store = office._store
    assert isinstance(store, SqlStore)
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Trouble) as caught:
        _fill(office)
    assert caught.value.code == "store.full"
    found = office.ask(FindDonors("belette", 5_000))
    assert len(found) == len({line.number for line in found})
    assert sa.inspect(store.engine).has_table("donor")
