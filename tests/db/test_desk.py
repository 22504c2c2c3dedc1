# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk on both databases: numbers, sums, and two people at once."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from threading import Barrier

import pytest
import sqlalchemy as sa

from app.domain.batches import BatchRules
from app.domain.gifts import Gift, Means
from app.kernel.clock import FixedClock
from app.kernel.command import Query
from app.kernel.errors import OboleError, Refused, Trouble
from app.usecases.audit import VerifyAudit
from app.usecases.batches import (
    BatchByNumber,
    CheckBatch,
    ListBatches,
    OpenBatch,
    PostBatch,
    SaveBatchRules,
    ShowBatch,
    ToResume,
    TotalsOf,
)
from app.usecases.deposits import DepositSlip, ListDeposits, ShowDeposit
from app.usecases.donors import ShowDonor
from app.usecases.dossier import Examine
from app.usecases.gifts import (
    AddGift,
    CorrectGift,
    GiftDraft,
    IdentifyGift,
    RemoveGift,
    UnidentifiedGifts,
    UnusualHints,
)
from app.usecases.office import Office
from app.usecases.ports.batches import BatchFilter
from app.wiring import ShippedDoors
from db import engine
from tests.conftest import MakeOffice
from tests.support.desk import keyed, posted, put_on_file


def test_the_whole_way_of_a_gift(any_office: Office) -> None:
    """Opened, keyed, checked, posted, corrected: the same on both databases."""
    office = any_office
    donor = put_on_file(office)
    batch = office.do(OpenBatch(expected_count=3, expected_total_cents=1_095_00))
    drafts = (
        GiftDraft(donor_id=donor.id, cents=54_00, cheque_number="0001", cheque_bank="LBP"),
        GiftDraft(donor_id=None, cents=50_00, clue="Durand", received_on=date(2025, 12, 31)),
        GiftDraft(donor_id=donor.id, cents=1_000_00),
    )
    lines = [office.do(AddGift(batch.id, draft)) for draft in drafts]
    assert "Two digits" in office.ask(CheckBatch(batch.id)).leads[0].sentence
    assert office.ask(ToResume())[0].batch.unidentified == 1
    hints = office.ask(UnusualHints(donor.id, 2_000_00, "0001", "LBP"))
    assert [hint.code for hint in hints] == [
        "gift.large",
        "gift.same_cheque",
        "gift.this_week",
    ]
    office.do(SaveBatchRules(BatchRules(difference_allowed=True)))
    result = office.do(PostBatch(batch.id, "keyed wrong on purpose"))
    sheet = office.ask(ShowBatch(batch.id))
    assert [tuple(part) for part in sheet.by_year] == [("2025", 1, 50_00), ("2026", 2, 1_054_00)]
    assert (sheet.counts.large, sheet.counts.first_gifts) == (1, 1)
    assert office.ask(DepositSlip(result.deposits[0].id)).startswith(b"%PDF")
    correction = office.do(CorrectGift(gift_id=lines[0].id, reason="misread", cents=45_00))
    assert office.ask(BatchByNumber("2026-c01")) == correction.batch
    (waiting,) = office.ask(UnidentifiedGifts())
    office.do(IdentifyGift(waiting.id, donor.id))
    assert office.ask(ShowDonor(donor.id)).line.cents == 1_095_00
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyAudit()).ok


def test_first_gifts_are_those_of_donors_who_have_none_elsewhere(any_office: Office) -> None:
    known, new = put_on_file(any_office), put_on_file(any_office, "Martin")
    keyed(any_office, [5_00], donor=known)
    batch = any_office.do(OpenBatch())
    for donor in (known, new, new):
        any_office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=1_00)))
    assert any_office.ask(ShowBatch(batch.id)).counts.first_gifts == 1


def _write(office: Office, *gifts: Gift) -> None:
    """Write gifts past every use case, as a bug would."""
    with office._store.write(actor="", at=office.clock.now(), command="") as uow:
        for gift in gifts:
            uow.gifts.add(gift)


def test_a_gift_is_reversed_once_whatever_the_use_case_thinks(any_office: Office) -> None:
    """The database itself refuses a second reversal, and says it in words."""
    _result, (gift,) = posted(any_office, [5_00])
    contrary = replace(gift, id=0, version=0, cents=-5_00, reverses_id=gift.id)
    _write(any_office, contrary)
    with pytest.raises(Refused) as refused:
        _write(any_office, contrary)
    assert refused.value.code == "constraint.uq_gift_reverses_id"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"cents": 0}, "constraint.ck_gift_sign"),
        ({"cents": -5}, "constraint.ck_gift_sign"),
        ({"means": Means.CASH, "cheque_number": "1"}, "constraint.ck_gift_cheque_number"),
        ({"deposit_id": 1}, "constraint.ck_gift_deposited"),
    ],
)
def test_the_database_holds_the_rules_of_a_gift(
    any_office: Office, wrong: dict[str, object], code: str
) -> None:
    _result, (gift,) = posted(any_office, [5_00])
    batch, (draft,) = keyed(any_office, [5_00])
    values = replace(draft, id=0, version=0, **wrong)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        _write(any_office, values)
    assert refused.value.code == code
    assert any_office.ask(TotalsOf(batch.id)).count == 1
    assert gift.id


def test_a_deposit_holds_many_more_gifts_than_one_statement(office: Office) -> None:
    batch = office.do(OpenBatch())
    donor = put_on_file(office)
    gift = Gift(
        batch_id=batch.id,
        donor_id=donor.id,
        cents=1,
        received_on=date(2026, 1, 6),
        fund_id=batch.fund_id,
    )
    _write(office, *[gift] * 1_201)
    (deposit,) = office.do(PostBatch(batch.id)).deposits
    assert len(office.ask(ShowDeposit(deposit.id)).lines) == 1_201
    assert office.ask(Examine()).ok


def _few(office: Office) -> Callable[[int], int]:
    """Return a counter of the statements that saving a line takes in a batch of that many."""

    def count(lines: int) -> int:
        batch, _gifts = keyed(office, [1_00] * lines)
        donor = put_on_file(office)
        said: list[str] = []

        def hear(_c: object, _cur: object, statement: str, *_rest: object) -> None:
            said.append(statement)

        engine = office._store.engine  # type: ignore[attr-defined]
        sa.event.listen(engine, "before_cursor_execute", hear)
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=1_00)))
        sa.event.remove(engine, "before_cursor_execute", hear)
        return len(said)

    return count


def test_saving_a_line_takes_as_few_statements_in_a_long_batch(office: Office) -> None:
    count = _few(office)
    assert count(100) == count(1) <= 8


def _at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """Do everything at the same moment; return what each gave or refused."""
    barrier = Barrier(len(acts))

    def act(one: Callable[[], object]) -> object:
        barrier.wait(timeout=10)
        try:
            return one()
        except OboleError as refused:
            return refused

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


@pytest.fixture
def two_doors(
    any_office: Office, location: str, doors: ShippedDoors, clock: FixedClock
) -> Iterator[tuple[Office, Office]]:
    """Two people at the same dossier, each by a door of their own."""
    other = doors.open(location, clock=clock)
    yield any_office, other
    other.close()


def test_two_people_posting_one_batch_post_it_once(two_doors: tuple[Office, Office]) -> None:
    one, two = two_doors
    batch, _gifts = keyed(one, [5_00] * 30)
    told = _at_once([partial(door.do, PostBatch(batch.id)) for door in (one, two)])
    refused = [answer for answer in told if isinstance(answer, OboleError)]
    assert [failure.code for failure in refused] == ["batch.posted"]
    assert [line.number for line in one.ask(ListDeposits())] == ["2026-001"]
    assert one.ask(Examine()).problems == ()


def test_two_people_posting_two_batches_get_two_numbers(two_doors: tuple[Office, Office]) -> None:
    one, two = two_doors
    donor = put_on_file(one)
    batches = [keyed(one, [5_00] * 20, donor=donor)[0] for _ in range(6)]
    acts = [
        partial((one, two)[place % 2].do, PostBatch(batch.id))
        for place, batch in enumerate(batches)
    ]
    assert not [answer for answer in _at_once(acts) if isinstance(answer, OboleError)]
    numbers = sorted(line.number for line in one.ask(ListDeposits()))
    assert numbers == [f"2026-{rank:03d}" for rank in range(1, 7)]
    assert one.ask(ShowDonor(donor.id)).line.cents == 6 * 20 * 5_00
    assert one.ask(Examine()).problems == ()
    assert one.ask(VerifyAudit()).ok


def test_nobody_keys_a_line_into_a_batch_while_it_is_posted(
    two_doors: tuple[Office, Office],
) -> None:
    one, two = two_doors
    donor = put_on_file(one)
    for _ in range(5):
        batch = one.do(OpenBatch())
        draft = GiftDraft(donor_id=donor.id, cents=5_00)
        one.do(AddGift(batch.id, draft))
        acts: list[Callable[[], object]] = [
            partial(one.do, PostBatch(batch.id)),
            partial(two.do, AddGift(batch.id, draft)),
        ]
        _at_once(acts)
    assert one.ask(ToResume()) == []
    assert one.ask(Examine()).problems == ()


def test_two_people_opening_batches_get_gapless_numbers(two_doors: tuple[Office, Office]) -> None:
    one, two = two_doors
    acts = [partial(door.do, OpenBatch()) for door in (one, two) * 4]
    assert not [answer for answer in _at_once(acts) if isinstance(answer, OboleError)]
    assert sorted(line.sequence for line in one.ask(ListBatches())) == list(range(1, 9))


def _plan(office: Office, query: Query[object]) -> str:
    """Return how SQLite finds the rows of every statement of a query."""
    engine = office._store._reader  # type: ignore[attr-defined]
    said: list[tuple[str, object]] = []

    def hear(_c: object, _cur: object, statement: str, values: object, *_rest: object) -> None:
        said.append((statement, values))

    sa.event.listen(engine, "before_cursor_execute", hear)
    office.ask(query)
    sa.event.remove(engine, "before_cursor_execute", hear)
    with engine.connect() as connection:
        return "\n".join(
            row[3]
            for statement, values in said
            if statement.startswith("SELECT")
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        )


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (UnusualHints(None, 1, "0001", "LBP"), "ix_gift_cheque"),
        (UnidentifiedGifts(), "ix_gift_donor_id (donor_id=?)"),
        (TotalsOf(1), "sqlite_autoindex_gift_1 (batch_id=?)"),
    ],
)
def test_what_is_asked_at_every_line_reads_an_index(
    office: Office, query: Query[object], index: str
) -> None:
    """With a million gifts on file, none of these may walk through them all."""
    keyed(office, [5_00])
    plan = _plan(office, query)
    assert index in plan
    assert "SCAN gift" not in plan


def test_one_writes_at_a_time_on_both_databases(two_doors: tuple[Office, Office]) -> None:
    """What was read for a decision cannot change before it is written."""
    one, two = two_doors
    told: list[str] = []

    def second() -> None:
        two.do(OpenBatch())
        told.append("second")

    with ThreadPoolExecutor(1) as pool:
        with one._store.write(actor="", at=one.clock.now(), command="") as uow:
            other = pool.submit(second)
            with pytest.raises(TimeoutError):
                other.result(timeout=0.3)
            assert list(uow.batches.ids(BatchFilter())) == []
            told.append("first")
        other.result(timeout=10)
    assert told == ["first", "second"]


@pytest.mark.server
def test_two_batches_are_keyed_at_once_on_a_server(
    pg_url: str, make_office: MakeOffice, doors: ShippedDoors, clock: FixedClock
) -> None:
    """A line under way keeps its own batch, and whoever decides on the whole, waiting: no other."""
    one = make_office(pg_url)
    two = doors.open(pg_url, clock=clock)
    mine, other = (one.do(OpenBatch()).id for _batch in range(2))
    line = GiftDraft(donor_id=None, cents=5_00, clue="Durand")
    with ThreadPoolExecutor(2) as pool:
        with one._store.write(actor="", at=one.clock.now(), command="", alone=False) as uow:
            uow.batches.hold(mine)
            assert two.do(AddGift(other, line)).position == 1
            same_batch = pool.submit(two.do, AddGift(mine, line))
            whole = pool.submit(two.do, OpenBatch())
            with pytest.raises(TimeoutError):
                same_batch.result(timeout=0.3)
            assert not whole.done()
        assert same_batch.result(timeout=10).position == 1
        assert whole.result(timeout=10).number == "2026-003"
    assert one.ask(VerifyAudit()).ok
    two.close()


@pytest.mark.server
def test_a_payment_is_removed_with_the_share_a_colleague_was_adding(
    pg_url: str, make_office: MakeOffice, doors: ShippedDoors, clock: FixedClock
) -> None:
    one = make_office(pg_url)
    two = doors.open(pg_url, clock=clock)
    batch = one.do(OpenBatch()).id
    lead = one.do(AddGift(batch, GiftDraft(donor_id=None, cents=5_00, clue="Durand")))
    with ThreadPoolExecutor(1) as pool:
        with one._store.write(actor="", at=one.clock.now(), command="", alone=False) as uow:
            uow.batches.hold(batch)
            removing = pool.submit(two.do, RemoveGift(lead.id))
            with pytest.raises(TimeoutError):
                removing.result(timeout=0.3)
            uow.gifts.add(replace(lead, id=0, version=0, part_of_id=lead.id))
        removing.result(timeout=10)
    assert one.ask(ShowBatch(batch)).totals.count == 0
    two.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doors opened from now on wait half a second for another writer."""
    monkeypatch.setattr(engine, "BUSY_MS", 500)


@pytest.mark.usefixtures("impatient")
def test_whoever_waits_too_long_to_write_is_told(two_doors: tuple[Office, Office]) -> None:
    one, two = two_doors
    with (
        one._store.write(actor="", at=one.clock.now(), command=""),
        pytest.raises(Trouble, match="Another program is writing"),
    ):
        two.do(OpenBatch())
    assert two.do(OpenBatch()).number == "2026-001"
