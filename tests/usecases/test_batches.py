# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches: opened with a control, held to it, posted whole or not at all."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.batches import BatchKind, BatchRules, BatchState, LeadKind
from app.domain.gifts import GiftState, Means
from app.domain.organisation import BankAccount, Fund, Organisation
from app.domain.users import Role, User
from app.kernel.clock import FixedClock
from app.kernel.errors import Conflict, Refused
from app.usecases.batches import (
    BatchByNumber,
    CancelBatch,
    CheckBatch,
    EditBatch,
    ListBatches,
    OpenBatch,
    PostBatch,
    SaveBatchRules,
    SavePartialLine,
    ShowBatch,
    ToResume,
    TotalsOf,
)
from app.usecases.dashboards import ShowHome
from app.usecases.deposits import DepositSlip
from app.usecases.donors import ShowDonor
from app.usecases.dossier import Examine
from app.usecases.gifts import AddGift, EditGift, GiftDraft
from app.usecases.office import Office
from app.usecases.organisation import ListFunds, SaveBankAccount, SaveFund
from app.usecases.users import SaveUser
from app.wiring import ShippedDoors
from tests.support.desk import keyed, posted, put_on_file


def test_numbers_follow_one_another_within_the_year_the_gifts_arrived(office: Office) -> None:
    numbers = [office.do(OpenBatch()).number for _ in range(3)]
    last_year = office.do(OpenBatch(received_on=date(2025, 12, 31)))
    assert numbers == ["2026-001", "2026-002", "2026-003"]
    assert last_year.number == "2025-001"
    assert office.ask(BatchByNumber("2026-002")).number == "2026-002"


def test_defaults_are_today_the_first_fund_and_the_first_account(office: Office) -> None:
    batch = office.do(OpenBatch())
    assert (batch.received_on, batch.fund_id, batch.bank_account_id) == (date(2026, 1, 6), 1, 1)
    assert batch.opened_by == "Anne"


def test_a_batch_needs_an_active_fund(office: Office) -> None:
    (fund,) = office.ask(ListFunds())
    office.do(SaveFund(replace(fund, active=False)))
    with pytest.raises(Refused) as refused:
        office.do(OpenBatch())
    assert refused.value.code == "fund.none"
    other = office.do(SaveFund(Fund(code="ROOF", name="Roof")))
    assert office.do(OpenBatch()).fund_id == other.id


@pytest.mark.parametrize(
    ("batch", "code"),
    [
        (OpenBatch(BatchKind.CORRECTION), "batch.kind"),
        (OpenBatch(received_on=date(2026, 1, 7)), "batch.future"),
        (OpenBatch(expected_count=3), "batch.half_control"),
        (OpenBatch(expected_total_cents=3_00), "batch.half_control"),
        (OpenBatch(expected_count=-1, expected_total_cents=1), "batch.negative_control"),
        (OpenBatch(fund_id=99), "organisation.gone"),
        (OpenBatch(appeal_id=99), "campaigns.gone"),
        (OpenBatch(bank_account_id=99), "organisation.gone"),
    ],
)
def test_a_header_that_cannot_be_true_is_refused(
    office: Office, batch: OpenBatch, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        office.do(batch)
    assert refused.value.code == code
    assert office.ask(ListBatches()) == []


def test_without_figures_there_is_no_control_and_it_is_told(office: Office) -> None:
    batch = office.do(OpenBatch(expected_count=0, expected_total_cents=0))
    office.do(AddGift(batch.id, GiftDraft(donor_id=None, cents=20_00, clue="M. Petit")))
    sheet = office.ask(ShowBatch(batch.id))
    assert not sheet.totals.controlled
    assert sheet.hints[0] == "No control total: nothing was counted before keying."
    assert office.do(PostBatch(batch.id)).batch.state is BatchState.POSTED


def test_a_header_changes_while_a_draft_and_never_after(office: Office) -> None:
    batch, _gifts = keyed(office, [50_00])
    edited = office.do(
        EditBatch(replace(batch, expected_total_cents=60_00, state=BatchState.POSTED, sequence=9))
    )
    assert edited.expected_total_cents == 60_00
    assert (edited.state, edited.number) == (BatchState.DRAFT, batch.number)
    with pytest.raises(Conflict):
        office.do(EditBatch(replace(batch, comment="from the version read before")))
    office.do(EditBatch(replace(edited, expected_total_cents=50_00)))
    office.do(PostBatch(batch.id))
    with pytest.raises(Refused) as refused:
        office.do(EditBatch(replace(edited, comment="too late")))
    assert refused.value.code == "batch.posted"


def test_a_batch_of_cheques_cannot_become_one_of_cash(office: Office) -> None:
    batch, _gifts = keyed(office, [50_00])
    with pytest.raises(Refused) as refused:
        office.do(EditBatch(replace(batch, kind=BatchKind.CASH)))
    assert refused.value.code == "batch.kind_of_lines"
    mixed = office.do(EditBatch(replace(batch, kind=BatchKind.MIXED)))
    assert mixed.kind is BatchKind.MIXED


def test_the_half_typed_line_survives_and_goes_with_the_whole_one(office: Office) -> None:
    batch, gifts = keyed(office, [50_00])
    trail = len(office.ask(ShowHome()).acts)
    office.do(SavePartialLine(batch.id, '{"name": "dupo"}'))
    (draft,) = office.ask(ToResume())
    assert draft.partial == '{"name": "dupo"}'
    assert draft.last is not None
    assert (draft.last.id, draft.batch.count) == (gifts[0].id, 1)
    assert office.ask(ShowHome()).drafts == [draft]
    assert len(office.ask(ShowHome()).acts) == trail
    office.do(AddGift(batch.id, GiftDraft(donor_id=gifts[0].donor_id, cents=1_00)))
    assert office.ask(ToResume())[0].partial == ""
    office.do(SavePartialLine(batch.id, "changing line 1"))
    office.do(EditGift(replace(gifts[0], cents=51_00)))
    assert office.ask(ToResume())[0].partial == ""


def test_an_empty_draft_has_no_last_line(office: Office) -> None:
    office.do(OpenBatch())
    assert office.ask(ToResume())[0].last is None


def test_only_an_empty_draft_is_cancelled_and_its_number_stays_taken(office: Office) -> None:
    batch, _gifts = keyed(office, [50_00])
    with pytest.raises(Refused) as refused:
        office.do(CancelBatch(batch.id))
    assert refused.value.code == "batch.not_empty"
    empty = office.do(OpenBatch())
    assert office.do(CancelBatch(empty.id)).state is BatchState.CANCELLED
    with pytest.raises(Refused) as gone:
        office.do(AddGift(empty.id, GiftDraft(donor_id=None, cents=1, clue="x")))
    assert gone.value.code == "batch.cancelled"
    assert office.do(OpenBatch()).number == "2026-003"


def test_b07_an_empty_batch_is_not_posted(office: Office) -> None:
    """B07: a batch with no line is refused by a message of its own."""
    with pytest.raises(Refused) as refused:
        office.do(PostBatch(office.do(OpenBatch()).id))
    assert refused.value.code == "batch.empty"


def test_b06_a_difference_is_refused_showing_both_sums(office: Office) -> None:
    """B06: the cheques were counted 100, the lines add up to another sum."""
    batch = office.do(OpenBatch(expected_count=2, expected_total_cents=100_00))
    donor = put_on_file(office)
    office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=91_00)))
    with pytest.raises(Refused) as refused:
        office.do(PostBatch(batch.id))
    assert refused.value.message == (
        "Batch 2026-001 does not agree (€9.00 missing, 1 gift missing): 2 gifts, €100.00 "
        "expected, 1 gift, €91.00 keyed. Check it before posting."
    )
    assert office.ask(ShowBatch(batch.id)).batch.state is BatchState.DRAFT


def test_the_count_alone_refuses_too(office: Office) -> None:
    batch = office.do(OpenBatch(expected_count=1, expected_total_cents=100_00))
    donor = put_on_file(office)
    for cents in (40_00, 60_00):
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=cents)))
    with pytest.raises(Refused, match="1 gift too many"):
        office.do(PostBatch(batch.id))
    check = office.ask(CheckBatch(batch.id))
    assert check.leads[0].lead.kind is LeadKind.COUNT_ONLY


def _short_batch(office: Office) -> int:
    """Key ten euros too little, where the association lets the treasurer post a difference."""
    office.do(SaveBatchRules(BatchRules(difference_allowed=True)))
    batch = office.do(OpenBatch(expected_count=1, expected_total_cents=60_00))
    draft = GiftDraft(donor_id=put_on_file(office).id, cents=50_00)
    office.do(AddGift(batch.id, draft))
    return batch.id


def test_the_treasurer_posts_a_difference_with_a_reason_that_stays(office: Office) -> None:
    batch_id = _short_batch(office)
    treasurer = office.do(SaveUser(User(name="Tom", role=Role.TREASURER)))
    door = office.as_user(treasurer)
    with pytest.raises(Refused) as refused:
        door.do(PostBatch(batch_id, "oops"))
    assert refused.value.code == "batch.difference_reason"
    door.do(PostBatch(batch_id, "one cheque was torn"))
    assert office.ask(ListBatches())[0].difference_reason == "one cheque was torn"


def test_a_clerk_may_not_post_a_difference_nor_a_reader_anything(office: Office) -> None:
    batch_id = _short_batch(office)
    clerk = office.as_user(User(name="Zoé", role=Role.ENTRY))
    with pytest.raises(Refused) as refused:
        clerk.do(PostBatch(batch_id, "one cheque was torn"))
    assert refused.value.code == "batch.difference_right"
    reader = office.as_user(User(name="Léo", role=Role.READER))
    for command in (OpenBatch(), PostBatch(batch_id), CancelBatch(batch_id)):
        with pytest.raises(Refused) as barred:
            reader.do(command)
        assert barred.value.code == "permission"


def test_a_reason_is_forgotten_when_the_batch_agrees(office: Office) -> None:
    batch, _gifts = keyed(office, [50_00])
    result = office.do(PostBatch(batch.id, "not needed after all"))
    assert result.batch.difference_reason == ""


def test_f01_posting_counts_the_gifts_and_makes_the_deposit(office: Office) -> None:
    """F01: 20 + 25 + 30 + 40 of two donors; the books are unchanged until it is posted."""
    marie, jean = put_on_file(office), put_on_file(office, "Martin", "Jean")
    batch = office.do(OpenBatch(expected_count=4, expected_total_cents=115_00))
    for donor, cents in ((marie, 20_00), (jean, 25_00), (marie, 30_00), (jean, 40_00)):
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=cents)))
    assert office.ask(ShowHome()).cents == 0
    assert office.ask(ShowDonor(marie.id)).line.gifts == 0
    result = office.do(PostBatch(batch.id))
    assert (result.totals.count, result.totals.cents) == (4, 115_00)
    assert result.counts.first_gifts == 2
    assert office.ask(ShowHome()).cents == 115_00
    sheet = office.ask(ShowDonor(marie.id))
    assert (sheet.line.gifts, sheet.line.cents) == (2, 50_00)
    assert {gift.state for gift in sheet.gifts} == {GiftState.POSTED}
    assert [(d.number, d.count, d.cents) for d in result.deposits] == [("2026-001", 4, 115_00)]
    assert office.ask(Examine()).ok


def test_a_posted_batch_is_posted_once_and_its_lines_no_longer_change(office: Office) -> None:
    result, gifts = posted(office, [50_00])
    for command in (
        PostBatch(result.batch.id),
        AddGift(result.batch.id, GiftDraft(donor_id=gifts[0].donor_id, cents=1)),
        EditGift(replace(gifts[0], cents=1)),
    ):
        with pytest.raises(Refused) as refused:
            office.do(command)
        assert refused.value.code == "batch.posted"


def test_nothing_is_posted_when_the_slip_cannot_be_drawn(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, _gifts = keyed(office, [50_00])

    def fail(*_pages: object, **_words: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(office._tools.printer, "render", fail)
    with pytest.raises(OSError, match="No space"):
        office.do(PostBatch(batch.id))
    monkeypatch.undo()
    sheet = office.ask(ShowBatch(batch.id))
    assert sheet.batch.state is BatchState.DRAFT
    assert {line.state for line in sheet.lines} == {GiftState.DRAFT}
    assert sheet.deposits == []
    assert office.do(PostBatch(batch.id)).deposits[0].number == "2026-001"


def test_cheques_are_split_by_what_the_bank_takes_and_cash_is_apart(office: Office) -> None:
    account = office.do(SaveBankAccount(BankAccount(label="Poste", max_cheques=2)))
    batch = office.do(OpenBatch(BatchKind.MIXED, bank_account_id=account.id))
    donor = put_on_file(office)
    for means in (Means.CHEQUE, Means.CASH, Means.CHEQUE, Means.TRANSFER, Means.CHEQUE):
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=10_00, means=means)))
    deposits = office.do(PostBatch(batch.id)).deposits
    assert [(d.number, d.means, d.count) for d in deposits] == [
        ("2026-001", Means.CHEQUE, 2),
        ("2026-002", Means.CHEQUE, 1),
        ("2026-003", Means.CASH, 1),
    ]
    slips = {office.ask(DepositSlip(deposit.id)) for deposit in deposits}
    assert len(slips) == 3
    assert all(slip.startswith(b"%PDF") for slip in slips)
    assert office.ask(Examine()).ok


def test_something_to_carry_needs_an_account_and_transfers_do_not(office: Office) -> None:
    office.do(SaveBankAccount(BankAccount(id=1, version=1, label="Closed", active=False)))
    cheques, _lines = keyed(office, [5_00])
    with pytest.raises(Refused) as refused:
        office.do(PostBatch(cheques.id))
    assert refused.value.code == "batch.no_account"
    transfers, _lines = keyed(office, [5_00], kind=BatchKind.TRANSFERS)
    assert office.do(PostBatch(transfers.id)).deposits == []


def test_the_sheet_tells_the_parts_and_what_to_know(office: Office) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch(BatchKind.MIXED, 3, 1_120_00))
    drafts = (
        GiftDraft(donor_id=donor.id, cents=1_000_00, means=Means.CHEQUE),
        GiftDraft(donor_id=None, cents=20_00, clue="Durand", means=Means.CASH),
        GiftDraft(
            donor_id=donor.id, cents=100_00, cheque_number="7", received_on=date(2025, 12, 30)
        ),
    )
    for draft in drafts:
        office.do(AddGift(batch.id, draft))
    sheet = office.ask(ShowBatch(batch.id, limit=2))
    assert [line.position for line in sheet.lines] == [3, 2]
    assert [tuple(part) for part in sheet.by_fund] == [("General fund", 3, 1_120_00)]
    assert [tuple(part) for part in sheet.by_means] == [
        ("cash", 1, 20_00),
        ("cheque", 2, 1_100_00),
    ]
    assert [tuple(part) for part in sheet.by_year] == [("2025", 1, 100_00), ("2026", 2, 1_020_00)]
    assert sheet.unidentified == 1
    assert sheet.hints == [
        "1 gift to identify",
        "1 gift of €1,000.00 or more",
        "1 new donor",
        "Gifts of several tax years: 2025, 2026",
    ]


def test_nothing_to_hunt_when_all_agrees(office: Office) -> None:
    batch, _gifts = keyed(office, [45_00])
    check = office.ask(CheckBatch(batch.id))
    assert check.totals == office.ask(TotalsOf(batch.id))
    assert check.leads == []


def test_swapped_digits_are_found_and_told(office: Office) -> None:
    """54 keyed for 45: the difference of 9 opens that line."""
    donor = put_on_file(office)
    batch = office.do(OpenBatch(expected_count=3, expected_total_cents=95_00))
    for cents in (20_00, 54_00, 30_00):
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=cents)))
    told = office.ask(CheckBatch(batch.id)).leads[0]
    assert (told.lead.kind, told.position) == (LeadKind.SWAPPED_DIGITS, 2)
    assert told.sentence == "Line 2: €54.00 instead of €45.00? Two digits are swapped."


def test_an_unknown_batch_is_told(office: Office) -> None:
    for number in ("2026-099", "X", "2026-C01", ""):
        with pytest.raises(Refused) as refused:
            office.ask(BatchByNumber(number))
        assert refused.value.code == "batch.unknown"


@pytest.mark.slow
@settings(max_examples=8)
@given(
    piles=st.lists(
        st.lists(st.integers(min_value=1, max_value=10**9), min_size=1, max_size=4),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_posted_is_what_was_keyed_to_the_cent(
    tmp_path_factory: pytest.TempPathFactory, piles: list[list[int]]
) -> None:
    """Sums of gifts, of deposits and of the donor are all those of the amounts keyed."""
    folder: Path = tmp_path_factory.mktemp("posting")
    office = ShippedDoors().create(
        str(folder / "a.obole"), Organisation(name="Essai"), clock=FixedClock(date(2026, 1, 6))
    )
    try:
        donor = put_on_file(office)
        results = [posted(office, pile, donor=donor)[0] for pile in piles]
        whole = sum(sum(pile) for pile in piles)
        assert office.ask(ShowHome()).cents == whole
        assert office.ask(ShowDonor(donor.id)).line.cents == whole
        numbers = [d.number for result in results for d in result.deposits]
        assert numbers == [f"2026-{i:03d}" for i in range(1, len(piles) + 1)]
        assert office.ask(Examine()).ok
    finally:
        office.close()
