# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of the workstation, and volumes found by their names."""

from pathlib import Path

import pytest

from app.adapters.backups import BackupPlans, linux_volumes
from app.domain.backups import Plan


def test_the_plan_is_kept_and_found_again(tmp_path: Path) -> None:
    plan = Plan(tmp_path / "copies", "ASSO", "sauvegardes", at_exit=False)
    BackupPlans(tmp_path).keep(plan)
    assert BackupPlans(tmp_path).get() == plan


@pytest.mark.parametrize("said", ["", "{", "[]", '{"folder": ""}', "\xff"])
def test_a_spoiled_plan_is_as_shipped(tmp_path: Path, said: str) -> None:
    (tmp_path / "backups.json").write_bytes(said.encode("latin-1"))
    assert BackupPlans(tmp_path).get() == Plan(tmp_path / "backups")


def test_a_key_is_known_by_its_label_wherever_it_is_plugged_in(tmp_path: Path) -> None:
    labels, device = tmp_path / "by-label", tmp_path / "sdb1"
    labels.mkdir()
    device.touch()
    (labels / r"ASSO\x20\xc3\xa9t\xc3\xa9").symlink_to(device)
    mounts = tmp_path / "mounts"
    mounts.write_text(
        rf"{device} /media/anne/ASSO\040ete vfat rw 0 0" + "\nproc /proc proc rw 0 0\n"
    )
    assert list(linux_volumes(labels, mounts)) == [("ASSO été", Path("/media/anne/ASSO ete"))]


def test_a_system_without_labels_has_no_named_volume(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\n")
    assert list(linux_volumes(tmp_path / "nowhere", mounts)) == []
