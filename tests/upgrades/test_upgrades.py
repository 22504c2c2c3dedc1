# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every dossier ever released opens in this program, whole and proved."""

import gzip
from pathlib import Path

import pytest

from app.kernel.clock import FixedClock
from app.usecases.audit import VerifyAudit
from app.usecases.dossier import Examine
from app.usecases.receipts.verify import VerifyReceipts
from app.wiring import ShippedDoors
from db.schema import HEAD, file_version
from tests.upgrades.make import HERE, kept


def test_the_present_schema_has_its_dossier() -> None:
    assert kept(HEAD).exists()


@pytest.mark.slow
@pytest.mark.parametrize("packed", sorted(HERE.glob("*.obole.gz")), ids=lambda path: path.name)
def test_an_older_dossier_opens(
    packed: Path, tmp_path: Path, doors: ShippedDoors, clock: FixedClock
) -> None:
    path = tmp_path / "dossier.obole"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    office = doors.open(str(path), clock=clock)
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyAudit()).ok
    proved = office.ask(VerifyReceipts())
    assert proved.ok
    assert proved.checked > 0
    office.close()
    assert file_version(path) == int(HEAD)
