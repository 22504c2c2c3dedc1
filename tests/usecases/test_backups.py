# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups: whole, counted, proved by reading; rotated; put back beside what was there."""

import gzip
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.backups import Freshness, copy_name
from app.domain.donors import Donor
from app.domain.imports.fields import ImportKind
from app.kernel.assets import asset_path
from app.kernel.errors import Refused, Trouble
from app.usecases.backups import CompareBackup, KeepPlan, ListBackups, TakeBackup
from app.usecases.batches import OpenBatch
from app.usecases.donors import CreateDonor
from app.usecases.dossier import Examine
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.imports import ListImports, RunImport
from app.usecases.office import Office
from app.usecases.receipts import IssueReceipts
from app.wiring import ShippedDoors

_ROOT = Path(__file__).resolve().parents[2]


def _key(office: Office, gifts: int) -> None:
    donor = office.do(CreateDonor(Donor(last_name="Abricot")))
    batch = office.do(OpenBatch())
    for _line in range(gifts):
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=10_50)))


def test_a_copy_holds_what_the_dossier_holds(office: Office, tmp_path: Path) -> None:
    _key(office, 3)
    taken = office.ask(TakeBackup(tmp_path / "copies"))
    (path,) = taken.paths
    assert (taken.tally.donors, taken.tally.gifts, taken.tally.cents) == (1, 3, 31_50)
    checked = ShippedDoors.backups.check(path)
    assert checked.tally == taken.tally
    assert checked.problems == ()
    assert [file.name for file in path.parent.iterdir()] == [path.name], "nothing beside it"
    assert path.stat().st_mode & 0o077 == 0, "personal data: its owner's alone"
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_copy_is_a_dossier_by_itself_on_a_read_only_key(office: Office, tmp_path: Path) -> None:
    _key(office, 1)
    (path,) = office.ask(TakeBackup(tmp_path / "copies")).paths
    path.chmod(0o400)
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert copy.execute("SELECT count(*) FROM gift").fetchone() == (1,)


def test_copies_are_taken_while_somebody_keys(office: Office, tmp_path: Path) -> None:
    class Keying:
        def step(self, *_where: object) -> None:
            """Key while the pages are copied: the copy is of the moment it was asked for."""
            _key(office, 1)

    _key(office, 2)
    taken = office.ask(TakeBackup(tmp_path / "copies"), Keying())
    assert taken.tally.gifts == 2
    assert ShippedDoors.backups.check(taken.paths[0]).tally == taken.tally


def test_the_plan_says_where(office: Office, tmp_path: Path) -> None:
    plan = office.ask(KeepPlan(folder=tmp_path / "elsewhere", at_exit=False))
    assert office.ask(KeepPlan()) == plan
    (path,) = office.ask(TakeBackup()).paths
    assert path.parent == tmp_path / "elsewhere"
    shelf = office.ask(ListBackups())
    assert [copy.path for copy in shelf.copies] == [path]
    assert shelf.age is Freshness.FRESH


def test_no_backup_yet_is_told(office: Office) -> None:
    assert office.ask(ListBackups()).age is Freshness.NONE


def test_a_second_place_must_have_a_name(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        office.ask(KeepPlan(second=Path("/proc")))
    assert caught.value.code == "backup.no_label"


def test_copies_of_another_dossier_are_neither_listed_nor_let_go(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    now = office.clock.now()
    others = [folder / copy_name("dossier", "00000000", now - timedelta(days=n)) for n in range(99)]
    (mine,) = office.ask(TakeBackup(folder)).paths
    mark = mine.name.split("-")[1]
    old = [folder / copy_name("dossier", mark, now - timedelta(days=n)) for n in range(2, 99)]
    for path in (*others, *old):
        path.write_bytes(b"copy")
    office.ask(TakeBackup(folder))
    assert all(path.exists() for path in others)
    assert sum(path.exists() for path in old) < 25


def test_what_a_killed_backup_left_is_cleared_away_the_day_after(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    (path,) = office.ask(TakeBackup(folder)).paths
    left, fresh = folder / f".abc.{path.name}", folder / f".def.{path.name}"
    for one in (left, fresh):
        one.write_bytes(b"half")
    old = (datetime(2026, 1, 4, tzinfo=UTC)).timestamp()
    os.utime(left, (old, old))
    office.ask(TakeBackup(folder))
    assert not left.exists()
    assert fresh.exists(), "it may be under way"


def test_a_folder_that_cannot_be_written_in_is_told(office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Trouble) as caught:
        office.ask(TakeBackup(tmp_path / "file" / "copies"))
    assert caught.value.code == "backup.folder"
    assert "Choose another one" in caught.value.message


def _spoil(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[5000:9000] = b"\xa5" * 4000
    path.write_bytes(body)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def _foreign(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (_spoil, "store.damaged"),
        (_cut, "dossier.truncated"),
        (_foreign, "dossier.foreign"),
        (_newer, "dossier.newer"),
        (Path.unlink, "dossier.missing"),
    ],
)
def test_a_copy_that_is_not_sound_is_refused_and_nothing_is_touched(
    office: Office, tmp_path: Path, harm: object, code: str
) -> None:
    _key(office, 2)
    (path,) = office.ask(TakeBackup(tmp_path / "copies")).paths
    harm(path)  # type: ignore[operator]
    for act in (
        lambda: office.ask(CompareBackup(path)),
        lambda: ShippedDoors.backups.restore(path, tmp_path / "new.obole"),
        lambda: ShippedDoors.backups.put_back(path, Path(office.location)),
    ):
        with pytest.raises(Trouble) as caught:
            act()
        assert caught.value.code == code
    assert not (tmp_path / "new.obole").exists()
    assert office.ask(Examine()).problems == ()
    assert not list(tmp_path.glob("*restore*"))


def test_a_damaged_dossier_gives_no_copy_under_a_good_name(
    office: Office, doors: ShippedDoors, tmp_path: Path
) -> None:
    _key(office, 50)
    office.close()
    with closing(sqlite3.connect(office.location)) as file:
        page = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'receipt_event'")
        (root,) = page.fetchone()
        (size,) = file.execute("PRAGMA page_size").fetchone()
    with Path(office.location).open("r+b") as raw:
        raw.seek((root - 1) * size)
        raw.write(b"\xa5" * size)
    reopened = doors.open(office.location)
    try:
        with pytest.raises(Trouble) as caught:
            reopened.ask(TakeBackup(tmp_path / "copies"))
    finally:
        reopened.close()
    assert caught.value.code == "store.damaged"
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_backup_is_compared_then_put_back_and_the_former_dossier_stays(
    office: Office, doors: ShippedDoors, tmp_path: Path
) -> None:
    _key(office, 2)
    (path,) = office.ask(TakeBackup(tmp_path / "copies")).paths
    _key(office, 3)
    compared = office.ask(CompareBackup(path))
    assert compared.same
    assert (compared.backup.tally.gifts, compared.current.gifts) == (2, 5)
    with pytest.raises(Trouble) as caught:
        doors.backups.put_back(path, Path(office.location))
    assert caught.value.code == "backup.in_use"
    office.close()
    kept = doors.backups.put_back(path, Path(office.location))
    for where, gifts in ((office.location, 2), (str(kept), 5)):
        opened = doors.open(where)
        assert opened.ask(TakeBackup(tmp_path / "after")).tally.gifts == gifts
        assert opened.ask(Examine()).problems == ()
        opened.close()
    assert path.exists()


def test_a_backup_takes_the_place_of_a_dossier_that_is_damaged_or_gone(
    office: Office, doors: ShippedDoors, tmp_path: Path
) -> None:
    _key(office, 2)
    (path,) = office.ask(TakeBackup(tmp_path / "copies")).paths
    office.close()
    location = Path(office.location)
    location.write_bytes(b"SQLite format 3\x00" + b"\xa5" * 9000)
    kept = doors.backups.put_back(path, location)
    assert kept.read_bytes().endswith(b"\xa5")
    location.unlink()
    doors.backups.put_back(path, location)
    opened = doors.open(str(location))
    assert opened.ask(TakeBackup(tmp_path / "after")).tally.gifts == 2
    opened.close()


def test_a_backup_of_an_older_program_is_restored_and_brought_up_to_date(
    doors: ShippedDoors, tmp_path: Path
) -> None:
    packed = _ROOT / "tests" / "upgrades" / "schema-0001.obole.gz"
    older = tmp_path / "older.obole"
    older.write_bytes(gzip.decompress(packed.read_bytes()))
    held = doors.backups.check(older).tally
    doors.backups.restore(older, tmp_path / "new.obole")
    opened = doors.open(str(tmp_path / "new.obole"))
    assert opened.ask(TakeBackup(tmp_path / "after")).tally == held
    opened.close()


@pytest.mark.server
def test_a_server_is_backed_up_by_whoever_looks_after_it(
    pg_url: str, make_office: object, tmp_path: Path
) -> None:
    office = make_office(pg_url)  # type: ignore[operator]
    with pytest.raises(Refused) as caught:
        office.ask(TakeBackup(tmp_path))
    assert "pg_dump" in caught.value.message
    assert office.ask(ListBackups()).server
    assert list(tmp_path.iterdir()) == []


def test_a_backup_killed_in_the_middle_leaves_no_good_name(office: Office, tmp_path: Path) -> None:
    _key(office, 2)
    folder = tmp_path / "copies"
    command = [sys.executable, "-m", "tests.support.backer", "take", office.location, str(folder)]
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as backer:
        assert backer.stdout is not None
        assert backer.stdout.readline().startswith("copying")
        backer.kill()
    assert [path for path in folder.iterdir() if not path.name.startswith(".")] == []
    assert len(list(folder.iterdir())) >= 1, "it was in the middle"
    assert office.ask(ListBackups()).copies == ()
    assert office.ask(Examine()).problems == ()
    assert len(office.ask(TakeBackup(folder)).paths) == 1


@pytest.mark.slow
def test_a_restore_killed_anywhere_leaves_one_whole_dossier(
    office: Office, doors: ShippedDoors, tmp_path: Path
) -> None:
    location = Path(office.location)
    _key(office, 2)
    (two,) = office.ask(TakeBackup(tmp_path / "copies")).paths
    _key(office, 3)
    (five,) = office.ask(TakeBackup(tmp_path / "copies")).paths
    office.close()
    chance = random.Random(20260106)
    seen = set()
    for _kill in range(6):
        words = ["swap", str(location), str(two), str(five)]
        with subprocess.Popen(
            [sys.executable, "-m", "tests.support.backer", *words],
            cwd=_ROOT,
            stdout=subprocess.PIPE,
            text=True,
        ) as backer:
            assert backer.stdout is not None
            assert backer.stdout.readline() == "swapped\n"
            time.sleep(chance.uniform(0, 0.4))
            backer.kill()
        found = doors.backups.check(location)
        assert found.problems == ()
        seen.add(found.tally.gifts)
        opened = doors.open(str(location))
        assert opened.ask(Examine()).problems == ()
        opened.close()
    assert seen <= {2, 5}
    shutil.rmtree(tmp_path / "copies")


def test_an_import_and_an_issue_are_preceded_by_a_copy(office: Office) -> None:
    workbook = asset_path("samples", "moulin-modele.xlsx")
    office.do(RunImport(ImportKind.GIFTS, workbook, dry_run=True))
    assert office.ask(ListBackups()).copies == (), "a rehearsal writes nothing"
    office.do(RunImport(ImportKind.GIFTS, workbook))
    (copy,) = office.ask(ListBackups()).copies
    assert ShippedDoors.backups.check(copy.path).tally.gifts == 0
    with pytest.raises(Refused):
        office.do(IssueReceipts(2025, 12345))
    assert len(office.ask(ListBackups()).copies) == 2


def test_nothing_is_imported_when_no_copy_can_be_made(office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    office.ask(KeepPlan(folder=tmp_path / "file"))
    with pytest.raises(Trouble) as caught:
        office.do(RunImport(ImportKind.GIFTS, asset_path("samples", "moulin-modele.xlsx")))
    assert caught.value.code == "backup.folder"
    assert office.ask(ListImports()) == []
