# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is posted, deposited, corrected, returned and refunded, no cent is lost or doubled.

Cheques and cash in the books are what is on the slips, with what corrections and returns make of
it at the bank, and what is still on hand. Receipts prove all along.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st

from app.domain.batches import BatchKind
from app.domain.deposits import CARRIED, DepositState
from app.domain.gifts import GiftState, Means, Share
from app.domain.organisation import Fund
from app.kernel.command import Command, LongCommand
from app.kernel.errors import Refused
from app.usecases.audit import VerifyAudit
from app.usecases.batches import ListBatches, OpenBatch, PostBatch, ShowBatch
from app.usecases.deposits import (
    CancelDeposit,
    DepositSheet,
    DepositSlip,
    ListDeposits,
    MakeDeposits,
    OnHand,
    ReconcileDeposit,
    ShowDeposit,
)
from app.usecases.dossier import Examine
from app.usecases.gifts import (
    AddGift,
    CorrectGift,
    GiftDraft,
    RefundGift,
    ReturnCheque,
    ReverseBatch,
)
from app.usecases.office import Office
from app.usecases.organisation import GetOrganisation, ListBankAccounts, SaveBankAccount, SaveFund
from app.usecases.ports.desk import GiftLine
from app.usecases.receipts import IssueReceipts, PreviewReceipts, VerifyReceipts
from tests.conftest import TODAY, MakeOffice
from tests.support.giving import new_donor

CENTS = st.integers(1, 500_00)
PLACE = st.integers(0, 1_000)
_MEANS = (Means.CHEQUE, Means.CASH, Means.TRANSFER)
_DAYS = (date(2025, 12, 30), TODAY)
_new = count(1)
R = TypeVar("R")


@dataclass(frozen=True)
class Desk:
    """A dossier at work, and the slips made so far."""

    office: Office
    slips: dict[int, bytes]

    def do(self, command: Command[R] | LongCommand[R]) -> R:
        """Carry out a command; a failure tells all of them in order."""
        note(str(command))
        return self.office.do(command)

    def lines(self) -> list[GiftLine]:
        """Return every posted line, reversals included."""
        batches = self.office.ask(ListBatches())
        held = (line for one in batches for line in self.office.ask(ShowBatch(one.id)).lines)
        return [line for line in held if line.state is GiftState.POSTED]

    def standing(self, place: int) -> GiftLine | None:
        """Return one of the lines that stand."""
        lines = [x for x in self.lines() if x.reverses_id is None and x.reversed_by is None]
        return lines[place % len(lines)] if lines else None

    def sheets(self) -> list[DepositSheet]:
        """Return every deposit."""
        return [self.office.ask(ShowDeposit(one.id)) for one in self.office.ask(ListDeposits())]


Act = Callable[[Desk], None]


@st.composite
def posting(draw: st.DrawFn) -> Act:
    """A batch posted, some of it kept, one cheque perhaps shared between two gifts."""
    keyed = draw(st.lists(st.tuples(CENTS, st.sampled_from(_MEANS)), min_size=1, max_size=4))
    day, kept = draw(st.sampled_from(_DAYS)), draw(st.sets(PLACE))
    shared = draw(st.booleans())

    def act(desk: Desk) -> None:
        batch = desk.do(OpenBatch(BatchKind.MIXED, received_on=day))
        later = []
        for place, (cents, means) in enumerate(keyed):
            draft = GiftDraft(donor_id=1 + place % 2, cents=cents, means=means)
            halves: tuple[Share, ...] = ()
            if shared and cents > 1:
                halves = (Share(fund_id=1, cents=1), Share(fund_id=2, cents=cents - 1))
            gift = desk.do(AddGift(batch.id, draft, halves))
            if place in kept and means in CARRIED:
                later.append(gift.id)
        desk.do(PostBatch(batch.id, "no control here", tuple(later)))

    return act


@st.composite
def correcting(draw: st.DrawFn) -> Act:
    """A line that stands, said to be otherwise."""
    place = draw(PLACE)
    change = draw(
        st.builds(
            CorrectGift,
            gift_id=st.just(0),
            reason=st.just("misread"),
            cents=st.none() | CENTS,
            means=st.none() | st.sampled_from(_MEANS),
            donor_id=st.sampled_from((None, 1, 2)),
            received_on=st.sampled_from((None, *_DAYS)),
        )
    )

    def act(desk: Desk) -> None:
        line = desk.standing(place)
        if line is not None:
            desk.do(replace(change, gift_id=line.id))

    return act


@st.composite
def leaving(draw: st.DrawFn) -> Act:
    """A line that stands, returned by the bank or refunded, whole or in part."""
    place, cents = draw(PLACE), draw(st.none() | CENTS)
    returned = draw(st.booleans())

    def act(desk: Desk) -> None:
        line = desk.standing(place)
        if line is None:
            return
        if returned:
            desk.do(ReturnCheque(line.id, "no funds", 12_50))
        else:
            desk.do(RefundGift(gift_id=line.id, reason="asked for it", cents=cents))

    return act


@st.composite
def taking_back(draw: st.DrawFn) -> Act:
    """A batch taken back whole, whatever became of some of its gifts."""
    place = draw(PLACE)

    def act(desk: Desk) -> None:
        batches = desk.office.ask(ListBatches())
        if batches:
            batch = batches[place % len(batches)]
            desk.do(ReverseBatch(batch.id, "wrong pile", with_receipts=True))

    return act


@st.composite
def depositing(draw: st.DrawFn) -> Act:
    """Some of what is on hand, taken to the bank."""
    chosen = draw(st.sets(st.integers(0, 5), min_size=1))

    def act(desk: Desk) -> None:
        waiting = desk.office.ask(OnHand())
        ids = tuple(line.id for place, line in enumerate(waiting) if place in chosen)
        desk.do(MakeDeposits(gift_ids=ids, bank_account_id=1))

    return act


@st.composite
def cancelling(draw: st.DrawFn) -> Act:
    """A deposit that is not at the bank yet, given up."""
    place = draw(PLACE)

    def act(desk: Desk) -> None:
        sheets = desk.sheets()
        if sheets:
            desk.do(CancelDeposit(sheets[place % len(sheets)].deposit.id, "wrong account"))

    return act


@st.composite
def reconciling(draw: st.DrawFn) -> Act:
    """A deposit found on the statement, for what is expected of it."""
    place = draw(PLACE)

    def act(desk: Desk) -> None:
        sheets = desk.sheets()
        if sheets:
            sheet = sheets[place % len(sheets)]
            command = ReconcileDeposit(
                deposit_id=sheet.deposit.id, credited_on=TODAY, credited_cents=sheet.expected_cents
            )
            desk.do(command)

    return act


def issuing(desk: Desk) -> None:
    """Issue what is due for both years."""
    for year in (2025, 2026):
        if due := desk.office.ask(PreviewReceipts(year)).count:
            desk.do(IssueReceipts(year, due))


ACTS = st.lists(
    st.one_of(
        posting(), correcting(), correcting(), leaving(), depositing(), reconciling(),
        taking_back(), cancelling(), st.just(issuing),
    ),
    min_size=4,
    max_size=14,
)  # fmt: skip


def check(desk: Desk) -> None:
    """Hold the books against the slips, the bank and the drawer."""
    books = sum(line.cents for line in desk.lines() if line.means in CARRIED)
    sheets = desk.sheets()
    bank = sum(sheet.expected_cents - sheet.settled_apart_cents for sheet in sheets)
    drawer = sum(line.cents for line in desk.office.ask(OnHand()))
    assert books == bank + drawer
    for sheet in sheets:
        held = sum(line.cents for line in sheet.lines)
        if sheet.deposit.state is DepositState.CANCELLED:
            assert (held, sheet.expected_cents) == (0, 0)
            continue
        assert sheet.deposit.cents == held
        slip = desk.office.ask(DepositSlip(sheet.deposit.id))
        assert desk.slips.setdefault(sheet.deposit.id, slip) == slip
    assert desk.office.ask(VerifyReceipts()).problems == ()


@pytest.mark.slow
@settings(max_examples=10, phases=(Phase.reuse, Phase.generate))  # shrinking takes minutes
@given(acts=ACTS)
def test_no_cent_is_lost_nor_doubled(
    make_office: MakeOffice, tmp_path: Path, acts: list[Act]
) -> None:
    office = make_office(str(tmp_path / f"{next(_new)}.obole"))
    assert office.ask(GetOrganisation()).receipts_allowed
    (account,) = office.ask(ListBankAccounts())
    office.do(SaveBankAccount(replace(account, max_cheques=3)))
    office.do(SaveFund(Fund(code="ROOF", name="Roof")))
    for name in ("Essai", "Juste"):
        new_donor(office, name)
    desk = Desk(office, {})
    for act in acts:
        try:
            act(desk)
        except Refused:
            continue
        finally:
            check(desk)
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyAudit()).problems == ()
