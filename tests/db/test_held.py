# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody lays a hand on the file of an open dossier: the process would lose its locks on it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.adapters.excel.reader import open_table
from app.kernel.errors import Trouble
from app.kernel.files import put_whole, read_whole, write_whole
from app.usecases.donors import DonorIds
from app.usecases.office import Office
from app.wiring import ShippedDoors
from tests.support.locks import counted, locks_on


def _write(path: Path) -> None:
    with put_whole(path) as fresh:
        fresh.write_bytes(b"x")


HANDS: tuple[Callable[[Path], object], ...] = (
    read_whole,
    open_table,
    _write,
    lambda path: write_whole(path, b"x"),
)


@counted
def test_a_dossier_open_here_is_neither_read_nor_replaced(office: Office, tmp_path: Path) -> None:
    office.ask(DonorIds())
    dossier = tmp_path / "dossier.obole"
    before = locks_on(dossier)
    assert min(before.values()) > 0
    linked = tmp_path / "table.xlsx"
    linked.symlink_to(dossier)
    for path in (dossier, linked, Path(f"{dossier}-wal"), Path(f"{dossier}-shm")):
        for hand in HANDS:
            with pytest.raises(Trouble, match="is the dossier open here") as told:
                hand(path)
            assert told.value.code == "file.held"
    assert locks_on(dossier) == before


@counted
def test_the_locks_are_lost_to_whoever_opens_the_file_by_another_way(
    office: Office, tmp_path: Path
) -> None:
    office.ask(DonorIds())
    dossier = tmp_path / "dossier.obole"
    dossier.open("rb").close()
    assert locks_on(dossier)[dossier.name] == 0


def test_a_dossier_closed_is_a_file_like_another(office: Office, tmp_path: Path) -> None:
    dossier = tmp_path / "dossier.obole"
    office.close()
    office.close()
    assert read_whole(dossier).startswith(b"SQLite format 3")


def test_a_dossier_open_twice_is_held_until_both_are_closed(office: Office, tmp_path: Path) -> None:
    dossier = tmp_path / "dossier.obole"
    second = ShippedDoors().open(str(dossier))
    office.close()
    with pytest.raises(Trouble, match="is the dossier open here"):
        read_whole(dossier)
    second.close()
    assert read_whole(dossier)


def test_files_of_no_open_dossier_are_left_alone(office: Office, tmp_path: Path) -> None:
    write_whole(tmp_path / "list.csv", b"a;b\n1;2\n")
    assert read_whole(tmp_path / "list.csv") == b"a;b\n1;2\n"
    with pytest.raises(Trouble, match="cannot be read"):
        read_whole(tmp_path / "nowhere.csv")
