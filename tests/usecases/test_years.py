# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fiscal years: closed for good, whatever is written later; opened again with a reason."""

import random
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.accounting import FiscalYear, LedgerRule, Subject
from app.domain.accounting.years import end_of_month, year_ending_before, year_holding
from app.domain.batches import BatchKind
from app.domain.deposits import DepositState
from app.domain.gifts import Means
from app.domain.organisation import BankAccount, Fund
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.usecases.accounting import (
    CloseYear,
    ListAccounts,
    ListYears,
    ReopenYear,
    ReviewYear,
    SaveAccount,
)
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.deposits import CancelDeposit, ListDeposits, MarkDeposit
from app.usecases.dossier import Examine
from app.usecases.exports import ExportAccountant, Packed
from app.usecases.gifts import AddGift, CorrectGift, GiftDraft, RefundGift, ReturnCheque
from app.usecases.office import Office
from app.usecases.organisation import (
    EditOrganisation,
    GetOrganisation,
    ListBankAccounts,
    ListFunds,
    SaveFund,
)
from tests.conftest import MakeOffice
from tests.support.desk import put_on_file

_LAST = date(2025, 12, 31)


def _pack(office: Office, folder: Path, closing: date = _LAST, *, names: bool = False) -> Packed:
    return office.do(ExportAccountant(folder / f"{closing}.zip", closing, names=names))


def _entries(path: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as archive:
        name = next(one for one in archive.namelist() if one.endswith("1231.txt"))
        head, *rows = archive.read(name).decode().splitlines()
    return [dict(zip(head.split("\t"), row.split("\t"), strict=True)) for row in rows]


def _balances(path: Path) -> Mapping[str, int]:
    sums: dict[str, int] = {}
    for row in _entries(path):
        cents = [int(row[side].replace(",", "")) for side in ("Debit", "Credit")]
        sums[row["CompteNum"]] = sums.get(row["CompteNum"], 0) + cents[0] - cents[1]
    return {account: cents for account, cents in sums.items() if cents}


def _give(office: Office, draft: GiftDraft, kind: BatchKind = BatchKind.MIXED) -> int:
    batch = office.do(OpenBatch(kind, received_on=draft.received_on, fund_id=draft.fund_id))
    gift = office.do(AddGift(batch.id, draft))
    office.do(PostBatch(batch.id, "no control here"))
    return gift.id


def _draft(donor_id: int, cents: int, day: date, means: Means = Means.TRANSFER) -> GiftDraft:
    return GiftDraft(donor_id=donor_id, cents=cents, received_on=day, means=means)


@pytest.fixture
def donor(office: Office) -> int:
    return put_on_file(office).id


def test_a_closed_year_keeps_its_package_to_the_byte(any_office: Office, tmp_path: Path) -> None:
    office, day = any_office, date(2025, 5, 5)
    donor = put_on_file(office).id
    gift = _give(office, _draft(donor, 5000, day))
    review = office.ask(ReviewYear(_LAST))
    assert (review.gifts, review.cents, review.closable) == (1, 5000, True)
    assert [one.code for one in review.checks] == ["receipts"]
    before = _pack(office, tmp_path)
    assert not before.final
    year = office.do(CloseYear(last_on=_LAST))
    assert (year.first_on, year.gifts, year.cents) == (date(2025, 1, 1), 1, 5000)
    closed = _pack(office, tmp_path)
    assert closed.final
    assert closed.ok
    kept = closed.path.read_bytes()
    assert {row["ValidDate"] for row in _entries(closed.path)} == {"20260106"}
    _give(office, _draft(donor, 700, date(2025, 12, 30)))
    office.do(CorrectGift(gift_id=gift, reason="misread", cents=4000))
    again = _pack(office, tmp_path)
    assert again.path.read_bytes() == kept
    assert again.ok
    following = _pack(office, tmp_path, date(2026, 12, 31))
    assert following.ok, following.controls
    assert _balances(following.path) == {"512": -300, "75411": 300}
    assert office.ask(Examine()).ok


def test_names_are_a_workbook_beside_what_was_kept(
    office: Office, donor: int, tmp_path: Path
) -> None:
    _give(office, _draft(donor, 5000, date(2025, 5, 5)))
    office.do(CloseYear(last_on=_LAST))
    plain, named = _pack(office, tmp_path), _pack(office, tmp_path / "..", names=True)
    with zipfile.ZipFile(plain.path) as one, zipfile.ZipFile(named.path) as other:
        assert set(one.namelist()) < set(other.namelist())
        assert all(one.read(name) == other.read(name) for name in one.namelist())
    assert any(name.startswith("2-") for name in named.files)
    named.path.unlink()


def test_a_late_cheque_returned_and_refunded_stays_out_of_the_closed_year(
    office: Office, donor: int, tmp_path: Path
) -> None:
    office.do(CloseYear(last_on=_LAST))
    cheque = _give(office, _draft(donor, 900, date(2025, 12, 29), Means.CHEQUE))
    office.do(ReturnCheque(cheque, "no funds", 150, on=date(2025, 12, 31)))
    cash = _give(office, _draft(donor, 300, date(2025, 12, 29), Means.CASH), BatchKind.CASH)
    office.do(RefundGift(gift_id=cash, reason="asked", means=Means.CASH, on=date(2025, 12, 30)))
    assert not _entries(_pack(office, tmp_path).path)
    following = _pack(office, tmp_path, date(2026, 12, 31))
    assert following.ok, following.controls
    assert _balances(following.path) == {
        "512": 300 - 150,
        "530": -300,
        "627": 150,
    }


def test_a_deposit_of_a_closed_year_keeps_its_day(make_office: MakeOffice, tmp_path: Path) -> None:
    office = make_office(str(tmp_path / "a.obole"))
    office.clock = FixedClock(date(2025, 12, 30))
    _give(office, _draft(put_on_file(office).id, 900, office.clock.today(), Means.CHEQUE))
    office.clock = FixedClock(date(2026, 2, 1))
    review = office.ask(ReviewYear(_LAST))
    assert {one.code for one in review.checks} == {"deposits", "receipts"}
    office.do(CloseYear(last_on=_LAST))
    (deposit,) = office.ask(ListDeposits())
    with pytest.raises(Refused, match=r"closed year"):
        office.do(CancelDeposit(deposit.id, "never went"))
    office.do(MarkDeposit(deposit.id, DepositState.BANKED, date(2026, 1, 3)))
    packed = _pack(office, tmp_path)
    assert packed.ok
    assert _balances(packed.path) == {"512": 900, "75411": -900}
    assert not _entries(_pack(office, tmp_path, date(2026, 12, 31)).path)
    office.do(ReopenYear(_LAST, "the slip went in January"))
    assert _balances(_pack(office, tmp_path).path) == {"5112": 900, "75411": -900}


def test_years_are_closed_one_after_the_other(make_office: MakeOffice, tmp_path: Path) -> None:
    office = make_office(str(tmp_path / "a.obole"))
    office.clock = FixedClock(date(2026, 3, 1))
    first, second, third = (date(year, 12, 31) for year in (2023, 2024, 2025))
    with pytest.raises(Refused, match=r"from the day after"):
        office.do(CloseYear(last_on=date(2026, 12, 31)))
    office.do(CloseYear(last_on=first))
    with pytest.raises(Refused, match=r"year before it is still open"):
        office.do(CloseYear(last_on=third))
    with pytest.raises(Refused, match=r"was closed on"):
        office.do(CloseYear(last_on=first))
    with pytest.raises(Refused, match=r"older"):
        office.do(CloseYear(last_on=date(2022, 12, 31)))
    office.do(CloseYear(last_on=second))
    with pytest.raises(Refused, match=r"closed after it"):
        office.do(ReopenYear(first, "an error"))
    with pytest.raises(Refused, match=r"Say why"):
        office.do(ReopenYear(second, " "))
    office.do(ReopenYear(second, "an error"))
    with pytest.raises(Refused, match=r"is not closed"):
        office.do(ReopenYear(second, "an error"))
    years = office.ask(ListYears())
    assert [(one.last_on.year, one.closed, one.over) for one in years] == [
        (2026, False, False),
        (2025, False, True),
        (2024, False, True),
        (2023, True, True),
    ]
    assert years[2].kept is not None
    assert years[2].kept.reason == "an error"
    again: FiscalYear = office.do(CloseYear(last_on=second))
    assert (again.closed, again.reason) == (True, "")


def test_a_year_that_ends_in_august(make_office: MakeOffice, tmp_path: Path) -> None:
    office = make_office(str(tmp_path / "a.obole"))
    office.clock = FixedClock(date(2026, 10, 1))
    office.do(CloseYear(last_on=_LAST))
    moved = replace(office.ask(GetOrganisation()), closing_month=8)
    office.do(EditOrganisation(moved))
    donor = put_on_file(office).id
    _give(office, _draft(donor, 4000, date(2026, 8, 31)))
    _give(office, _draft(donor, 100, date(2026, 9, 1)))
    years = office.ask(ListYears())
    assert [(one.first_on, one.last_on) for one in years[:3]] == [
        (date(2026, 9, 1), date(2027, 8, 31)),
        (date(2026, 1, 1), date(2026, 8, 31)),
        (date(2025, 1, 1), _LAST),
    ]
    assert office.do(CloseYear(last_on=date(2026, 8, 31))).cents == 4000
    with pytest.raises(Refused, match=r"between 1 and 12"):
        office.do(EditOrganisation(replace(moved, closing_month=13)))


def _restricted(office: Office) -> Fund:
    return office.do(SaveFund(Fund(code="PUITS", name="Un puits", restricted=True)))


def test_what_is_left_of_a_restricted_fund_is_carried_over(
    make_office: MakeOffice, tmp_path: Path
) -> None:
    """ANC 2018-06: 6896 and 196 for what is left, 7896 for what was spent of former years."""
    office = make_office(str(tmp_path / "a.obole"))
    office.clock = FixedClock(date(2026, 2, 1))
    fund, donor = _restricted(office), put_on_file(office).id
    _give(office, replace(_draft(donor, 10_000, date(2025, 5, 5)), fund_id=fund.id))
    (line,) = office.ask(ReviewYear(_LAST)).funds
    assert (line.year.received_cents, line.first) == (10_000, True)
    with pytest.raises(Refused, match=r"there was only"):
        office.do(CloseYear(last_on=_LAST, spent={fund.id: 12_001}, left={fund.id: 2_000}))
    with pytest.raises(Refused, match=r"zero or more"):
        office.do(CloseYear(last_on=_LAST, spent={fund.id: -1}))
    with pytest.raises(Refused, match=r"restricted"):
        office.do(CloseYear(last_on=_LAST, spent={fund.id + 99: 1}))
    office.do(CloseYear(last_on=_LAST, spent={fund.id: 4_000}, left={fund.id: 2_000}))
    packed = _pack(office, tmp_path)
    assert _balances(packed.path) == {
        "512": 10_000,
        "75411": -10_000,
        "6896": 6_000,
        "196": -6_000,
    }
    office.clock = FixedClock(date(2027, 2, 1))
    following = date(2026, 12, 31)
    (line,) = office.ask(ReviewYear(following)).funds
    assert (line.year.opening_cents, line.first) == (8_000, False)
    office.do(CloseYear(last_on=following, spent={fund.id: 5_000}))
    packed = _pack(office, tmp_path, following)
    assert _balances(packed.path) == {"196": 5_000, "7896": -5_000}


def test_accounts_of_its_own(office: Office, donor: int, tmp_path: Path) -> None:
    plain = office.ask(ListFunds())[0]
    fund = office.do(SaveFund(Fund(code="ECOLE", name="Une école")))
    bank: BankAccount = office.ask(ListBankAccounts())[0]
    rules = (
        LedgerRule(subject=Subject.BANK, key=str(bank.id), number="51210", label="La banque"),
        LedgerRule(subject=Subject.MEANS, key="card", number="5115", label="Cartes"),
        LedgerRule(
            subject=Subject.FUND, key=str(fund.id), number="754111", label="École", analytic="E-1"
        ),
        LedgerRule(subject=Subject.JOURNAL, key="gifts", number="DON", label="Les dons"),
        LedgerRule(subject=Subject.ACCOUNT, key="cash", number="5301", label="Caisse du local"),
    )
    for rule in rules:
        line = office.do(SaveAccount(rule))
        assert (line.number, line.label) == (rule.number, rule.label)
    day = date(2025, 5, 5)
    _give(office, replace(_draft(donor, 100, day, Means.CARD), fund_id=fund.id))
    _give(office, replace(_draft(donor, 20, day, Means.CASH), fund_id=plain.id), BatchKind.CASH)
    packed = _pack(office, tmp_path)
    assert packed.ok, packed.controls
    rows = _entries(packed.path)
    assert {row["CodeAnalytique"] for row in rows if row["CompteNum"] == "754111"} == {"E-1"}
    assert {row["CodeAnalytique"] for row in rows if row["CompteNum"] != "754111"} == {""}
    assert {row["JournalCode"] for row in rows} == {"DON"}
    assert _balances(packed.path) == {"5115": 100, "5301": 20, "754111": -100, "75411": -20}
    banked = _balances(_pack(office, tmp_path, date(2026, 12, 31)).path)
    assert banked == {"51210": 20, "5301": -20}
    own = {(one.subject, one.rule.key): one for one in office.ask(ListAccounts())}
    kept = own[Subject.FUND, str(fund.id)]
    office.do(SaveAccount(replace(kept.rule, number="", label="", analytic="")))
    assert "CodeAnalytique" not in _entries(_pack(office, tmp_path).path)[0]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (LedgerRule(subject=Subject.FUND, key="1", number="401", label="x"), "not one of income"),
        (LedgerRule(subject=Subject.ACCOUNT, key="gifts", number="512", label="x"), "of income"),
        (LedgerRule(subject=Subject.MEANS, key="card", number="754", label="x"), "holds no money"),
        (LedgerRule(subject=Subject.ACCOUNT, key="cash", number="5a", label="x"), "no account"),
        (LedgerRule(subject=Subject.ACCOUNT, key="cash", number="530", label=" "), "Type the name"),
        (LedgerRule(subject=Subject.JOURNAL, key="bank", number="b q", label="x"), "no journal"),
        (LedgerRule(subject=Subject.JOURNAL, key="bank", number="DO", label="x"), "Two journals"),
        (LedgerRule(subject=Subject.MEANS, key="cash", number="530", label="x"), "Nothing is"),
        (LedgerRule(subject=Subject.FUND, key="1", analytic="a b"), "no analytic code"),
        (LedgerRule(subject=Subject.ACCOUNT, key="cash", analytic="A"), "goes with the gifts"),
    ],
)
def test_an_account_that_cannot_be_is_refused(office: Office, rule: LedgerRule, told: str) -> None:
    fund = office.ask(ListFunds())[0]
    if rule.subject is Subject.FUND:
        rule = replace(rule, key=str(fund.id))
    with pytest.raises(Refused, match=told):
        office.do(SaveAccount(rule))
    assert all(not one.rule.id for one in office.ask(ListAccounts()))


@pytest.mark.slow
@settings(max_examples=5)
@given(seed=st.integers(0, 2**32))
def test_whatever_is_done_later_the_closed_year_stays(
    seed: int, make_office: MakeOffice, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Recomputed, a closed year gives the entries it was closed with, and every control agrees."""
    chance, folder = random.Random(seed), tmp_path_factory.mktemp("years")
    office = make_office(str(folder / "a.obole"))
    office.clock = FixedClock(date(2025, 12, 28))
    donor, gifts = put_on_file(office).id, []

    def act() -> None:
        kind = chance.choice((BatchKind.CHEQUES, BatchKind.CASH))
        means = Means.CASH if kind is BatchKind.CASH else Means.CHEQUE
        day = min(date(2025, 12, chance.randrange(20, 32)), office.clock.today())
        gifts.append(_give(office, _draft(donor, chance.randrange(1, 90_000), day, means), kind))
        some = chance.choice(gifts)
        command = chance.choice(
            (
                CorrectGift(gift_id=some, reason="misread", cents=chance.randrange(1, 90_000)),
                RefundGift(gift_id=some, reason="asked", means=Means.CASH, on=office.clock.today()),
                ReturnCheque(some, "no funds", 150, on=office.clock.today()),
            )
        )
        try:
            office.do(command)
        except Refused:
            return
        gifts.remove(some)

    for _turn in range(3):
        act()
    office.clock = FixedClock(date(2026, 1, 20))
    act()
    before = _balances(_pack(office, folder).path)
    office.do(CloseYear(last_on=_LAST))
    for _turn in range(3):
        act()
    office.do(ReopenYear(_LAST, "to be recomputed"))
    recomputed = _pack(office, folder)
    assert recomputed.ok, recomputed.controls
    assert _balances(recomputed.path) == before
    following = _pack(office, folder, date(2026, 12, 31))
    assert following.ok, following.controls


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 12))
def test_every_day_is_in_one_year(day: date, month: int) -> None:
    last = year_holding(day, month)
    before = year_ending_before(day, month)
    assert before < day <= last
    assert last == end_of_month(last.year, month)
    assert year_ending_before(last, month) == before or last == day
    assert last.year - before.year == 1
