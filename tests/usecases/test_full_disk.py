# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The disk fills up under the dossier: a sentence, nothing lost, nothing half-written.

The disk is a real one of a few megabytes. Mounting it needs root: whoever is not becomes root of a
namespace of her own, and the tests run there.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.batches import BatchState
from app.domain.donors import Donor
from app.kernel.clock import FixedClock
from app.kernel.errors import Trouble
from app.usecases.audit import VerifyAudit
from app.usecases.backups import ListBackups, TakeBackup
from app.usecases.batches import OpenBatch, PostBatch, ShowBatch
from app.usecases.donors import CreateDonor
from app.usecases.dossier import Examine
from app.usecases.exports import ExportKind, ExportTable, ExportWhole, WholeForm
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office
from app.usecases.receipts import IssueReceipts, PreviewReceipts, ReceiptRegister, VerifyReceipts
from app.wiring import ShippedDoors
from tests.conftest import MakeOffice
from tests.support.giving import give, new_donor

_ROOT = Path(__file__).resolve().parents[2]
_ROOT_HERE = os.geteuid() == 0
_SIZE = 12_000_000


class Disk:
    """A disk of twelve megabytes, and a weight on it."""

    def __init__(self, place: Path) -> None:
        """Stand on a mounted disk."""
        self.place = place
        self._ballast = place / "ballast"

    def fill(self, *, leave: int = 0) -> None:
        """Leave so many bytes free, none by default."""
        with self._ballast.open("wb") as file:
            free = os.statvfs(self.place).f_bavail * os.statvfs(self.place).f_frsize
            file.write(b"\0" * max(free - leave, 0))

    def free(self) -> None:
        """Give the room back."""
        self._ballast.unlink()

    def names(self) -> set[str]:
        """Return what stands on it, the log of the dossier left out."""
        return {
            str(path.relative_to(self.place))
            for path in self.place.rglob("*")
            if not path.name.endswith(("-wal", "-shm"))
        }


if _ROOT_HERE:

    @pytest.fixture
    def disk(tmp_path: Path) -> Iterator[Disk]:
        """A mounted disk, let go of at the end."""
        place = tmp_path / "disk"
        place.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(place)]
        subprocess.run(mount, check=True)
        yield Disk(place)
        subprocess.run(["umount", "-l", str(place)], check=True)

    @pytest.fixture
    def office(disk: Disk, make_office: MakeOffice) -> Office:
        """A new dossier on that disk."""
        return make_office(str(disk.place / "dossier.obole"))

    def _check_sound(office: Office) -> None:
        assert office.ask(Examine()).problems == ()
        assert office.ask(VerifyAudit()).ok

    def _full(caught: pytest.ExceptionInfo[Trouble]) -> None:
        assert caught.value.code == "store.full"
        assert "free some space" in caught.value.message

    def _use_up_the_log(office: Office) -> None:
        """Write until the room the log took before the disk was full is used up too."""
        with pytest.raises(Trouble) as caught:
            _put_on_file(office, 1_000)
        _full(caught)

    def _put_on_file(office: Office, count: int) -> None:
        for _donor in range(count):
            office.do(CreateDonor(Donor(last_name="Belette")))

    def test_keying_stops_with_a_sentence_and_every_confirmed_gift_stays(
        office: Office, disk: Disk
    ) -> None:
        donor = office.do(CreateDonor(Donor(last_name="Abricot")))
        batch = office.do(OpenBatch())
        draft = GiftDraft(donor_id=donor.id, cents=10_00)
        disk.fill(leave=200_000)
        confirmed: set[int] = set()

        def key_on() -> None:
            for _line in range(5_000):
                confirmed.add(office.do(AddGift(batch.id, draft)).id)

        with pytest.raises(Trouble) as caught:
            key_on()
        _full(caught)
        assert confirmed
        assert {line.id for line in office.ask(ShowBatch(batch.id)).lines} == confirmed
        disk.free()
        confirmed.add(office.do(AddGift(batch.id, draft)).id)
        assert {line.id for line in office.ask(ShowBatch(batch.id)).lines} == confirmed
        _check_sound(office)

    def test_a_batch_that_cannot_be_posted_stays_a_draft(office: Office, disk: Disk) -> None:
        donor = office.do(CreateDonor(Donor(last_name="Abricot")))
        batch = office.do(OpenBatch(expected_count=60, expected_total_cents=60 * 10_00))
        for _line in range(60):
            office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=10_00)))
        disk.fill()
        _use_up_the_log(office)
        with pytest.raises(Trouble) as caught:
            office.do(PostBatch(batch.id))
        _full(caught)
        assert office.ask(ShowBatch(batch.id)).batch.state is BatchState.DRAFT
        disk.free()
        office.do(PostBatch(batch.id))
        assert office.ask(ShowBatch(batch.id)).batch.state is BatchState.POSTED
        _check_sound(office)

    def test_an_issue_cut_short_goes_on_without_a_hole(
        office: Office, doors: ShippedDoors, clock: FixedClock, disk: Disk
    ) -> None:
        donors = [new_donor(office, f"Essai {place}") for place in range(130)]
        give(office, *((donor, 20_00) for donor in donors))
        office.close()  # the log goes, and the room it kept
        reopened = doors.open(office.location, clock=clock)
        due = reopened.ask(PreviewReceipts(2025)).count
        disk.fill(leave=250_000)
        with pytest.raises(Trouble) as caught:
            reopened.do(IssueReceipts(2025, due))
        _full(caught)
        assert len(reopened.ask(ReceiptRegister(2025))) < due
        assert reopened.ask(VerifyReceipts()).ok
        disk.free()
        reopened.do(IssueReceipts(2025, reopened.ask(PreviewReceipts(2025)).count))
        receipts = reopened.ask(ReceiptRegister(2025))
        assert len(receipts) == len({receipt.number for receipt in receipts}) == due
        assert reopened.ask(VerifyReceipts()).ok
        _check_sound(reopened)
        reopened.close()

    @pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
    def test_an_export_that_does_not_fit_leaves_no_file(
        office: Office, disk: Disk, ending: str
    ) -> None:
        for place in range(40):
            office.do(CreateDonor(Donor(last_name=f"Essai {place}")))
        before = disk.names()
        disk.fill()
        with pytest.raises(Trouble) as caught:
            office.do(ExportTable(ExportKind.DONORS, disk.place / f"list.{ending}"))
        assert "list" in caught.value.message
        disk.free()
        assert disk.names() == before
        office.do(ExportTable(ExportKind.DONORS, disk.place / f"list.{ending}"))
        _check_sound(office)

    def test_a_whole_dossier_that_does_not_fit_leaves_nothing(office: Office, disk: Disk) -> None:
        before = disk.names()
        disk.fill()
        for form in WholeForm:
            with pytest.raises(Trouble) as caught:
                office.do(ExportWhole(disk.place / "all.zip", form))
            assert "all.zip" in caught.value.message
        disk.free()
        assert disk.names() == before
        office.do(ExportWhole(disk.place / "all.zip"))
        _check_sound(office)

    def test_a_backup_that_does_not_fit_leaves_no_file_and_the_former_one(
        office: Office, disk: Disk
    ) -> None:
        (former,) = office.ask(TakeBackup(disk.place / "copies")).paths
        before = disk.names()
        disk.fill(leave=300_000)
        with pytest.raises(Trouble) as caught:
            office.ask(TakeBackup(disk.place / "copies"))
        _full(caught)
        assert str(former.parent) in caught.value.message
        disk.free()
        assert disk.names() == before
        assert former.exists()
        office.ask(TakeBackup(disk.place / "copies"))
        _check_sound(office)

    def test_a_full_disk_does_not_keep_a_dossier_from_being_copied_elsewhere(
        office: Office, disk: Disk
    ) -> None:
        office.do(CreateDonor(Donor(last_name="Abricot")))
        disk.fill()
        taken = office.ask(TakeBackup())
        assert taken.tally.donors == 1
        assert len(office.ask(ListBackups()).copies) == 1

else:

    def test_the_disk_fills_up_in_a_namespace_of_ones_own() -> None:
        pytest_here = [sys.executable, "-m", "pytest", "-q", "-n", "0", __file__]
        ran = subprocess.run(["unshare", "-Urm", *pytest_here], cwd=_ROOT, check=False)
        assert ran.returncode == 0
