# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A posted batch is taken back whole, in one act; what stands in its way is told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.batches import BatchKind, BatchState
from app.domain.gifts import Means, Share
from app.domain.organisation import Fund
from app.domain.users import Role, User
from app.kernel.errors import Refused
from app.usecases.audit import VerifyAudit
from app.usecases.batches import CancelBatch, OpenBatch, PostBatch, ShowBatch
from app.usecases.deposits import OnHand, ReconcileDeposit, ShowDeposit
from app.usecases.donors import ShowDonor
from app.usecases.dossier import Examine
from app.usecases.gifts import (
    AddGift,
    CorrectGift,
    ForeseeReversal,
    GiftDraft,
    Reversal,
    ReverseBatch,
)
from app.usecases.office import Office
from app.usecases.organisation import SaveFund
from app.usecases.receipts import (
    IssueReceipts,
    PreviewReceipts,
    ReceiptRegister,
    ShowReceipt,
    VerifyReceipts,
)
from tests.conftest import TODAY, MakeOffice
from tests.support.desk import keyed, posted, put_on_file
from tests.support.giving import IN_2025, give, new_donor

_WHY = "the pile of another association"
_new = count(1)


def _agree(office: Office, batch_id: int) -> Reversal:
    """Take a batch back with its receipts, and hold it against what was told before."""
    told = office.ask(ForeseeReversal(batch_id))
    done = office.do(ReverseBatch(batch_id, _WHY, with_receipts=True))
    assert told.whole == done.whole
    assert told.dated == done.batch.received_on
    assert [(one.number, one.cents, one.obstacle) for one in told.receipts] == [
        (
            one.cancelled.number,
            one.replacement.cents if one.replacement else 0,
            one.obstacle,
        )
        for one in done.receipts
    ]
    return done


def _sound(office: Office) -> None:
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyAudit()).ok
    assert office.ask(VerifyReceipts()).problems == ()


def _refusal(office: Office, batch_id: int, reason: str = _WHY) -> Refused:
    with pytest.raises(Refused) as refused:
        office.do(ReverseBatch(batch_id, reason))
    return refused.value


def test_each_line_gets_its_reversal_in_one_dated_batch(any_office: Office) -> None:
    office = any_office
    donor = put_on_file(office)
    made, gifts = posted(office, [20_00, 30_00, 1], donor=donor)
    done = _agree(office, made.batch.id)
    assert (done.whole.lines, done.whole.count, done.whole.cents) == (3, 3, 50_01)
    assert (done.batch.kind, done.batch.state) == (BatchKind.CORRECTION, BatchState.POSTED)
    assert (done.batch.number, done.batch.received_on) == ("2026-C01", TODAY)
    reversals = office.ask(ShowBatch(done.batch.id)).lines[::-1]
    assert [line.reverses_id for line in reversals] == [gift.id for gift in gifts]
    assert [line.cents for line in reversals] == [-20_00, -30_00, -1]
    original = office.ask(ShowBatch(made.batch.id))
    assert {line.reversed_by for line in original.lines} == {line.id for line in reversals}
    assert (original.totals.cents, original.batch.state) == (50_01, BatchState.POSTED)
    assert office.ask(ShowDonor(donor.id)).line.cents == 0
    (deposit,) = made.deposits
    assert [(gap.deposit_number, gap.cents) for gap in done.whole.gaps] == [
        (deposit.number, -50_01)
    ]
    assert office.ask(ShowDeposit(deposit.id)).expected_cents == 0
    assert _WHY in done.batch.comment
    assert made.batch.number in done.batch.comment
    _sound(office)


def test_twice_is_refused(office: Office) -> None:
    made, _gifts = posted(office, [20_00])
    office.do(ReverseBatch(made.batch.id, _WHY))
    assert _refusal(office, made.batch.id).code == "batch.reversed"


def test_lines_corrected_before_are_left_alone_and_told(any_office: Office) -> None:
    office = any_office
    made, (first, second, third) = posted(office, [20_00, 30_00, 40_00])
    once = office.do(CorrectGift(gift_id=first.id, reason="misread", cents=21_00))
    assert once.line is not None
    again = office.do(CorrectGift(gift_id=once.line.id, reason="misread", cents=22_00))
    office.do(CorrectGift(gift_id=second.id, reason="misread", cents=31_00))
    done = _agree(office, made.batch.id)
    assert (done.whole.lines, done.whole.cents, done.whole.skipped) == (1, 40_00, 2)
    assert [line.cents for line in done.whole.standing] == [22_00, 31_00]
    assert again.line is not None
    assert done.whole.standing[0].id == again.line.id
    (reversal,) = office.ask(ShowBatch(done.batch.id)).lines
    assert reversal.reverses_id == third.id
    _sound(office)


def test_a_draft_a_cancelled_batch_and_corrections_are_refused(office: Office) -> None:
    draft, _gifts = keyed(office, [20_00])
    assert _refusal(office, draft.id).code == "batch.not_reversible"
    draft = office.do(OpenBatch())
    office.do(CancelBatch(draft.id))
    assert "was cancelled" in _refusal(office, draft.id).message
    made, (gift,) = posted(office, [20_00])
    correction = office.do(CorrectGift(gift_id=gift.id, reason="misread", cents=21_00))
    refusal = _refusal(office, correction.batch.id)
    assert correction.batch.number in refusal.message
    assert _refusal(office, made.batch.id).code == "batch.reversed"


def test_a_reason_is_asked_for(office: Office) -> None:
    made, _gifts = posted(office, [20_00])
    assert _refusal(office, made.batch.id, "  ").field == "reason"


def test_a_reconciled_deposit_stands_in_the_way_and_is_named(any_office: Office) -> None:
    office = any_office
    made, _gifts = posted(office, [20_00, 30_00])
    (deposit,) = made.deposits
    office.do(ReconcileDeposit(deposit_id=deposit.id, credited_on=TODAY, credited_cents=50_00))
    refusal = _refusal(office, made.batch.id)
    assert refusal.code == "batch.reconciled"
    assert deposit.number in refusal.message
    with pytest.raises(Refused):
        office.ask(ForeseeReversal(made.batch.id))


def test_live_receipts_stand_in_the_way_until_they_are_replaced_in_the_same_stroke(
    any_office: Office,
) -> None:
    office = any_office
    one, two = new_donor(office, "Essai"), new_donor(office, "Juste")
    other_id = give(office, (one, 5_00))[0].batch_id
    batch_id = give(office, (one, 20_00), (one, 10_00), (two, 30_00))[0].batch_id
    office.do(IssueReceipts(2025, 2))
    refusal = _refusal(office, batch_id)
    assert refusal.code == "batch.receipted"
    assert "2025-000001, 2025-000002" in refusal.message
    assert "2025-000003" not in {line.number for line in office.ask(ReceiptRegister(2025))}
    done = _agree(office, batch_id)
    states = {line.number: line.state for line in office.ask(ReceiptRegister(2025))}
    assert states == {
        "2025-000001": "cancelled",
        "2025-000002": "cancelled",
        "2025-000003": "issued",
    }
    sheet = office.ask(ShowReceipt("2025-000003"))
    assert (sheet.line.replaces, sheet.line.cents) == ("2025-000001", 5_00)
    assert [one.replacement is None for one in done.receipts] == [False, True]
    assert office.ask(ShowReceipt("2025-000002")).line.reason == _WHY
    assert office.ask(PreviewReceipts(2025)).count == 0
    assert all(line.reversed_by is None for line in office.ask(ShowBatch(other_id)).lines)
    _sound(office)


def test_who_keys_takes_nothing_back(office: Office) -> None:
    made, _gifts = posted(office, [20_00])
    clerk = office.as_user(User(name="Zoé", role=Role.ENTRY))
    with pytest.raises(Refused):
        clerk.do(ReverseBatch(made.batch.id, _WHY))
    assert all(line.reversed_by is None for line in office.ask(ShowBatch(made.batch.id)).lines)


def test_a_split_cheque_and_one_on_hand_go_whole(any_office: Office) -> None:
    office = any_office
    roof = office.do(SaveFund(Fund(code="ROOF", name="Roof")))
    donor = put_on_file(office)
    batch = office.do(OpenBatch(BatchKind.MIXED))
    shares = (Share(fund_id=1, cents=10_00), Share(fund_id=roof.id, cents=5_00))
    draft = GiftDraft(donor_id=donor.id, cents=15_00, means=Means.CHEQUE)
    split = office.do(AddGift(batch.id, draft, shares))
    kept = office.do(AddGift(batch.id, replace(draft, cents=7_00)))
    office.do(PostBatch(batch.id, "no control here", (kept.id,)))
    assert [line.id for line in office.ask(OnHand())] == [kept.id]
    done = _agree(office, batch.id)
    assert (done.whole.lines, done.whole.count, done.whole.cents) == (3, 2, 22_00)
    assert office.ask(OnHand()) == []
    assert split.id in {line.reverses_id for line in office.ask(ShowBatch(done.batch.id)).lines}
    _sound(office)


_LINE = st.tuples(
    st.integers(1, 10_000_00),
    st.sampled_from((Means.CHEQUE, Means.CASH, Means.TRANSFER)),
    st.integers(0, 2),
    st.integers(1, 2),
)


@pytest.mark.slow
@settings(max_examples=25)  # each example makes a dossier
@given(lines=st.lists(_LINE, min_size=1, max_size=8), day=st.sampled_from((IN_2025, TODAY)))
def test_batch_and_reversal_make_nothing_by_fund_means_and_donor(
    make_office: MakeOffice,
    tmp_path: Path,
    lines: Sequence[tuple[int, Means, int, int]],
    day: date,
) -> None:
    office = make_office(str(tmp_path / f"{next(_new)}.obole"))
    office.do(SaveFund(Fund(code="ROOF", name="Roof")))
    donors = [None, new_donor(office, "Essai"), new_donor(office, "Juste")]
    batch = office.do(OpenBatch(BatchKind.MIXED, received_on=day))
    for cents, means, giver, fund in lines:
        donor = donors[giver]
        donor_id, clue = (donor.id, "") if donor else (None, "a name nobody can read")
        office.do(
            AddGift(
                batch.id,
                GiftDraft(donor_id=donor_id, cents=cents, means=means, fund_id=fund, clue=clue),
            )
        )
    office.do(PostBatch(batch.id, "no control here"))
    done = office.do(ReverseBatch(batch.id, _WHY))
    sums: Counter[tuple[int, Means, int | None, int]] = Counter()
    for one in (batch.id, done.batch.id):
        for line in office.ask(ShowBatch(one)).lines:
            key = line.fund_id, line.means, line.donor_id, line.received_on.year
            sums[key] += line.cents
    assert set(sums.values()) == {0}
    for donor in donors[1:]:
        assert donor is not None
        assert office.ask(ShowDonor(donor.id)).line.cents == 0
