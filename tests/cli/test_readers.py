# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readers from a terminal."""

from pathlib import Path

import pytest

from app.domain.readers.scans import Coupon
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole
from tests.support.giving import new_donor
from tests.support.pdf import text_of

CHEQUE = "C0001234C E067800123456A030041234567B"


@pytest.fixture
def number(dossier: Path) -> str:
    """The number of the one donor on file."""
    office = ShippedDoors().open(str(dossier))
    made = new_donor(office, "Coupon").number_text
    office.close()
    return made


def test_what_a_reader_sent_is_told(obole: Obole, number: str) -> None:
    coupon = Coupon(int(number.split("-", maxsplit=1)[0])).digits
    status, told = obole("readers", "read", coupon)
    assert (status, told["kind"], told["donors"][0]["number"]) == (0, "coupon", number)
    status, told = obole("readers", "read", CHEQUE)
    assert (status, told["kind"], told["cheque_number"]) == (0, "cheque", "0001234")
    assert obole("readers", "read", "dupont")[0] == 3
    assert obole("readers", "forget", number) == (0, {"forgotten": 0})


def test_coupons_are_drawn_whole(obole: Obole, tmp_path: Path, number: str) -> None:
    out = tmp_path / "coupons.pdf"
    status, told = obole("readers", "coupons", "--donor", number, "--out", str(out))
    assert (status, told["file"]) == (0, str(out))
    assert number in text_of(out.read_bytes())
    assert obole("readers", "coupons", "--appeal", "NOPE", "--out", str(out))[0] == 3
