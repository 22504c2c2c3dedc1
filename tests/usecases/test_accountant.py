# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The accountant's package: every sum told twice agrees, and a year handed over stays as it was."""

import random
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.domain.accounting import first_day
from app.domain.batches import BatchKind
from app.domain.donors import Donor, DonorKind
from app.domain.exports.fec_rules import examine
from app.domain.gifts import GiftDetails, GiftNature, GiftPurpose, Means
from app.kernel.errors import Refused, Trouble
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.demo import FillDemo
from app.usecases.deposits import CancelDeposit, MakeDeposits, OnHand
from app.usecases.donors import CreateDonor
from app.usecases.exports import ExportAccountant, Packed
from app.usecases.gifts import AddGift, CorrectGift, GiftDraft, RefundGift, ReturnCheque
from app.usecases.office import Office
from tests.conftest import MakeOffice
from tests.support.desk import posted, put_on_file

_LAST = date(2025, 12, 31)


def _pack(office: Office, path: Path, closing: date = _LAST, *, names: bool = False) -> Packed:
    return office.do(ExportAccountant(path / "package.zip", closing, names=names))


def _entries(path: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as archive:
        name = next(one for one in archive.namelist() if "FEC" in one and "desc" not in one)
        head, *rows = archive.read(name).decode().splitlines()
    return [dict(zip(head.split("\t"), row.split("\t"), strict=True)) for row in rows]


def _balances(path: Path) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in _entries(path):
        cents = [int(row[side].replace(",", "")) for side in ("Debit", "Credit")]
        sums[row["CompteNum"]] = sums.get(row["CompteNum"], 0) + cents[0] - cents[1]
    return {account: cents for account, cents in sums.items() if cents}


def _gift(office: Office, draft: GiftDraft, kind: BatchKind = BatchKind.MIXED) -> int:
    batch = office.do(OpenBatch(kind, received_on=draft.received_on))
    gift = office.do(AddGift(batch.id, draft))
    office.do(PostBatch(batch.id, "no control here"))
    return gift.id


def test_the_demonstration_agrees_year_by_year(office: Office, tmp_path: Path) -> None:
    office.do(FillDemo(donors=30, gifts=120, seed=3, year=2025))
    for year in (2024, 2025):
        packed = _pack(office, tmp_path, date(year, 12, 31))
        assert packed.ok, packed.controls
        assert packed.debit_cents == packed.credit_cents > 0
        rows = _entries(packed.path)
        assert len(rows) == packed.lines


def test_each_nature_has_its_account(office: Office, tmp_path: Path) -> None:
    company = office.do(
        CreateDonor(Donor(kind=DonorKind.ORGANISATION, organisation_name="Exemple SARL"))
    )
    person, day = put_on_file(office), date(2025, 3, 1)
    fee, served = GiftPurpose.MEMBERSHIP, GiftPurpose.MEMBERSHIP_SERVED
    kind = GiftDetails(nature=GiftNature.OTHER, description="Vingt chaises")
    drafts = [
        GiftDraft(donor_id=company.id, cents=100, received_on=day, means=Means.TRANSFER),
        GiftDraft(donor_id=person.id, cents=200, received_on=day, means=Means.TRANSFER),
        GiftDraft(
            donor_id=person.id,
            cents=300,
            received_on=day,
            means=Means.CARD,
            details=GiftDetails(purpose=fee),
        ),
        GiftDraft(
            donor_id=person.id,
            cents=400,
            received_on=day,
            means=Means.CARD,
            details=GiftDetails(purpose=served),
        ),
        GiftDraft(
            donor_id=person.id, cents=500, received_on=day, means=Means.IN_KIND, details=kind
        ),
    ]
    for draft in drafts:
        _gift(office, draft)
    packed = _pack(office, tmp_path)
    assert packed.ok, packed.controls
    assert _balances(packed.path) == {
        "512": 1000,
        "860": 500,
        "7542": -100,
        "75411": -200,
        "7561": -300,
        "7562": -400,
        "870": -500,
    }


def test_a_correction_goes_to_the_open_year(make_office: MakeOffice, tmp_path: Path) -> None:
    """Ask of an accountant: what was handed over for a year does not change afterwards."""
    office = make_office(str(tmp_path / "a.obole"))
    person = put_on_file(office)
    draft = GiftDraft(
        donor_id=person.id, cents=5000, received_on=date(2025, 5, 5), means=Means.TRANSFER
    )
    gift = _gift(office, draft)
    before = _entries(_pack(office, tmp_path).path)
    office.do(CorrectGift(gift_id=gift, reason="misread", cents=4000))
    after = _pack(office, tmp_path)
    assert _entries(after.path) == before
    assert after.ok, after.controls
    following = _pack(office, tmp_path, date(2026, 12, 31))
    assert following.ok, following.controls
    assert not following.final
    assert _balances(following.path) == {"512": -1000, "75411": 1000}


def test_a_returned_cheque_leaves_the_bank_with_its_fee(office: Office, tmp_path: Path) -> None:
    _done, gifts = posted(office, [5000, 7000])
    office.do(ReturnCheque(gifts[0].id, "no funds", 1250))
    packed = _pack(office, tmp_path, date(2026, 12, 31))
    assert packed.ok, packed.controls
    assert _balances(packed.path) == {"512": 7000 - 1250, "627": 1250, "75411": -7000}


@pytest.mark.slow
@settings(max_examples=3)
@given(seed=st.integers(0, 2**32))
def test_whatever_was_done_all_sums_agree(
    seed: int, make_office: MakeOffice, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance, folder = random.Random(seed), tmp_path_factory.mktemp("books")
    office = make_office(str(folder / "a.obole"))
    donors = [put_on_file(office).id, put_on_file(office, "Durand", "Paul").id]
    for _turn in range(3):
        day = date(chance.choice((2024, 2025)), chance.randrange(1, 13), 3)
        kind = chance.choice((BatchKind.CHEQUES, BatchKind.CASH))
        batch = office.do(OpenBatch(kind, received_on=day))
        drafts = [
            GiftDraft(donor_id=chance.choice(donors), cents=chance.randrange(100, 9900))
            for _place in range(4)
        ]
        gifts = [office.do(AddGift(batch.id, draft)) for draft in drafts]
        office.do(PostBatch(batch.id, "no control here", (gifts[-1].id,)))
        acts: list[CorrectGift | ReturnCheque | RefundGift] = [
            CorrectGift(gift_id=gifts[0].id, reason="misread", cents=chance.randrange(1, 9900)),
            RefundGift(
                gift_id=gifts[1].id,
                reason="asked for it",
                cents=50,
                means=chance.choice((Means.CASH, Means.TRANSFER)),
            ),
            CorrectGift(gift_id=gifts[3].id, reason="misread", means=Means.TRANSFER),
        ]
        if kind is BatchKind.CHEQUES:
            acts.append(ReturnCheque(gifts[2].id, "no funds", 1250))
        for act in chance.sample(acts, chance.randrange(len(acts) + 1)):
            office.do(act)
        waiting = tuple(line.id for line in office.ask(OnHand()))
        if waiting and chance.random() < 1 / 2:
            made = office.do(MakeDeposits(gift_ids=waiting, bank_account_id=1))
            if chance.random() < 1 / 2:
                office.do(CancelDeposit(made[0].id, "left at home"))
    for closing in (date(2024, 12, 31), date(2025, 6, 30), _LAST, date(2026, 12, 31)):
        packed = _pack(office, folder, closing)
        assert packed.ok, [one for one in packed.controls if not one.ok]


def test_the_controls_come_first_and_nobody_is_named(office: Office, tmp_path: Path) -> None:
    donor = put_on_file(office, "Zylberstein", "Aglae")
    draft = GiftDraft(donor_id=donor.id, cents=5000, received_on=date(2025, 12, 20))
    _gift(office, draft, BatchKind.CHEQUES)
    packed = _pack(office, tmp_path)
    assert packed.files[0].endswith(".xlsx")
    assert [one for one in packed.files if one.endswith(".pdf")] == []  # banked on 6 January
    with zipfile.ZipFile(packed.path) as archive:
        book = load_workbook(BytesIO(archive.read(packed.files[0])))
        assert not any("zylberstein" in one for one in _cells(book))
        assert book.sheetnames[0] == "Controls"
        assert "On hand" in book.sheetnames
        findings = examine(archive.read(packed.files[1]), (date(2025, 1, 1), _LAST))
        assert [one.rule for one in findings] == ["C08"]  # the year is not closed yet
    named = _pack(office, tmp_path, names=True)
    with zipfile.ZipFile(named.path) as archive:
        told = _cells(load_workbook(BytesIO(archive.read(named.files[0]))))
    assert any("zylberstein" in one for one in told)


def _cells(book: object) -> set[str]:
    return {str(cell).lower() for sheet in book for row in sheet.values for cell in row}  # type: ignore[attr-defined]


def test_slips_are_in_it(office: Office, tmp_path: Path) -> None:
    posted(office, [5000, 7000])
    packed = _pack(office, tmp_path, date(2026, 12, 31))
    with zipfile.ZipFile(packed.path) as archive:
        assert archive.read(packed.files[-1]).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("closing", "first"),
    [
        (date(2025, 12, 31), date(2025, 1, 1)),
        (date(2025, 8, 31), date(2024, 9, 1)),
        (date(2024, 2, 28), date(2023, 2, 28)),
        (date(2023, 2, 28), date(2022, 3, 1)),
    ],
)
def test_a_year_has_twelve_months(closing: date, first: date) -> None:
    assert first_day(closing) == first


def test_refusals(make_office: MakeOffice, office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"\.zip"):
        office.do(ExportAccountant(tmp_path / "a.xlsx", _LAST))
    with pytest.raises(Trouble, match="cannot be written"):
        office.do(ExportAccountant(tmp_path / "none" / "a.zip", _LAST))
    assert list(tmp_path.glob("*.zip")) == []
