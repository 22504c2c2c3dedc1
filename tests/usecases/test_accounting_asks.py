# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users of other programs ask of an accounting export (asks 67 to 69)."""

import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.domain.batches import BatchKind
from app.domain.exports.fec import COLUMNS
from app.domain.exports.fec_rules import examine
from app.domain.gifts import Means, Share
from app.domain.organisation import Fund
from app.usecases.accounting import CloseYear
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.exports import ExportAccountant
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office
from app.usecases.organisation import ListFunds, SaveFund
from tests.support.desk import put_on_file

LAST = date(2025, 12, 31)


def _give(office: Office, draft: GiftDraft, *shares: Share) -> None:
    batch = office.do(OpenBatch(BatchKind.MIXED, received_on=LAST))
    donor = put_on_file(office)
    whole = replace(draft, donor_id=donor.id, received_on=LAST, means=Means.TRANSFER)
    office.do(AddGift(batch.id, whole, shares=shares))
    office.do(PostBatch(batch.id, "no control here"))


def _files(office: Office, folder: Path) -> dict[str, bytes]:
    packed = office.do(ExportAccountant(folder / "p.zip", LAST))
    assert packed.ok, packed.controls
    with zipfile.ZipFile(packed.path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _fec(files: dict[str, bytes]) -> list[list[str]]:
    (body,) = (body for name, body in files.items() if name.endswith("1231.txt"))
    return [line.split("\t") for line in body.decode().splitlines()]


def test_ask_67_no_line_is_there_twice(office: Office, tmp_path: Path) -> None:
    """A payment split between two funds is two lines of income, and one of money for each."""
    plain = office.ask(ListFunds())[0]
    other = office.do(SaveFund(Fund(code="ECOLE", name="Une école")))
    parts = Share(fund_id=plain.id, cents=600), Share(fund_id=other.id, cents=400)
    _give(office, GiftDraft(donor_id=None, cents=1000), *parts)
    first = _files(office, tmp_path)
    lines = [tuple(row) for row in _fec(first)[1:]]
    assert max(Counter(lines).values()) == 1
    credits_ = [row[12] for row in lines if row[4].startswith("754")]
    assert sorted(credits_) == ["4,00", "6,00"]
    assert _files(office, tmp_path) == first


def test_ask_68_no_tab_in_a_field_no_auxiliary_account_and_a_description(
    office: Office, tmp_path: Path
) -> None:
    awkward = office.do(SaveFund(Fund(code="ABRI", name="Un\tabri|pour\r\ntous")))
    _give(office, GiftDraft(donor_id=None, cents=1000, fund_id=awkward.id))
    files = _files(office, tmp_path)
    head, *rows = _fec(files)
    assert tuple(head) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert not any("|" in cell for row in rows for cell in row)
    assert {(row[6], row[7]) for row in rows} == {("", "")}
    (told,) = (body.decode() for name, body in files.items() if "description" in name)
    assert all(field in told for field in COLUMNS)


def test_ask_69_the_file_passes_the_public_rules(office: Office, tmp_path: Path) -> None:
    """Rules A01 to C08 of the official test tool; C08 warns until the year is closed."""
    _give(office, GiftDraft(donor_id=None, cents=1000))
    office.do(CloseYear(last_on=LAST))
    files = _files(office, tmp_path)
    (body,) = (body for name, body in files.items() if name.endswith("1231.txt"))
    assert examine(body, (date(2025, 1, 1), LAST)) == []
