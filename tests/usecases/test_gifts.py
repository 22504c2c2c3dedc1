# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts: keyed in a draft, questioned when unusual, corrected by a contrary line only."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.batches import BatchKind
from app.domain.gifts import Gift, GiftState, Means
from app.domain.organisation import Fund
from app.domain.users import Role, User
from app.kernel.errors import Conflict, Refused
from app.kernel.money import MAX_CENTS
from app.usecases.audit import VerifyAudit
from app.usecases.batches import ListBatches, OpenBatch, PostBatch, ShowBatch, TotalsOf
from app.usecases.dashboards import ShowHome
from app.usecases.donors import ShowDonor
from app.usecases.dossier import Examine
from app.usecases.gifts import (
    AddGift,
    CorrectGift,
    EditGift,
    GetGift,
    GiftDraft,
    IdentifyGift,
    RemoveGift,
    ReturnCheque,
    ShowGift,
    UnidentifiedGifts,
    UnusualHints,
)
from app.usecases.office import Office
from app.usecases.organisation import SaveFund
from tests.support.desk import keyed, posted, put_on_file

_REASON = "misread on the cheque"


def test_a_line_takes_what_it_does_not_say_from_its_batch(office: Office) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch(received_on=date(2025, 12, 31)))
    line = office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=50_00)))
    assert (line.position, line.fund_id, line.means) == (1, batch.fund_id, Means.CHEQUE)
    assert (line.received_on, line.keyed_by) == (date(2025, 12, 31), "Anne")
    told = office.ask(ShowGift(line.id))
    assert (told.donor_name, told.state) == ("DUPONT Marie", GiftState.DRAFT)
    assert office.ask(GetGift(line.id)) == line


@pytest.mark.parametrize(
    ("draft", "code", "field"),
    [
        (GiftDraft(donor_id=1, cents=0), "amount.zero", "amount"),
        (GiftDraft(donor_id=1, cents=-5), "amount.zero", "amount"),
        (GiftDraft(donor_id=1, cents=MAX_CENTS + 1), "amount.huge", "amount"),
        (
            GiftDraft(donor_id=1, cents=1, received_on=date(2026, 1, 7)),
            "gift.future",
            "received_on",
        ),
        (
            GiftDraft(donor_id=1, cents=1, cheque_dated_on=date(2024, 12, 28)),
            "gift.cheque_expired",
            "cheque_dated_on",
        ),
        (GiftDraft(donor_id=1, cents=1, means=Means.CASH), "gift.means", "means"),
        (GiftDraft(donor_id=99, cents=1), "donors.gone", None),
        (GiftDraft(donor_id=1, cents=1, fund_id=99), "organisation.gone", None),
        (GiftDraft(donor_id=1, cents=1, appeal_id=99), "campaigns.gone", None),
    ],
)
def test_b07_a_wrong_line_is_refused_beside_its_field(
    office: Office, draft: GiftDraft, code: str, field: str | None
) -> None:
    """B07: dated in the future, or of zero: each by a message of its own."""
    put_on_file(office)
    batch = office.do(OpenBatch())
    with pytest.raises(Refused) as refused:
        office.do(AddGift(batch.id, draft))
    assert (refused.value.code, refused.value.field) == (code, field)
    assert office.ask(TotalsOf(batch.id)).count == 0


def test_a_draft_line_changes_and_a_stale_change_is_a_conflict(office: Office) -> None:
    batch, (line, other) = keyed(office, [50_00, 20_00])
    changed = office.do(EditGift(replace(line, cents=55_00, batch_id=99, position=7)))
    assert (changed.batch_id, changed.position, changed.cents) == (batch.id, 1, 55_00)
    with pytest.raises(Conflict, match="Anne changed it"):
        office.do(EditGift(replace(line, cents=1_00)))
    office.do(RemoveGift(other.id))
    assert office.ask(TotalsOf(batch.id)).cents == 55_00
    with pytest.raises(Refused) as refused:
        office.do(RemoveGift(other.id))
    assert refused.value.code == "gifts.gone"


def test_a_posted_line_is_never_edited_nor_removed(office: Office) -> None:
    _result, (line,) = posted(office, [50_00])
    for command in (EditGift(replace(line, cents=1)), RemoveGift(line.id)):
        with pytest.raises(Refused) as refused:
            office.do(command)
        assert refused.value.code == "batch.posted"
    assert office.ask(ShowGift(line.id)).cents == 50_00


def test_f02_a_correction_is_a_reversal_and_a_new_line(office: Office) -> None:
    """F02: from 20 to 25 and to another fund: old fund -20, new fund +25."""
    roof = office.do(SaveFund(Fund(code="ROOF", name="Roof")))
    donor = put_on_file(office)
    _result, (gift,) = posted(office, [20_00], donor=donor)
    correction = office.do(
        CorrectGift(gift_id=gift.id, reason=_REASON, cents=25_00, fund_id=roof.id)
    )
    assert correction.batch.number == "2026-C01"
    assert correction.batch.received_on == date(2026, 1, 6)
    sheet = office.ask(ShowBatch(correction.batch.id))
    assert [tuple(part) for part in sheet.by_fund] == [
        ("General fund", 1, -20_00),
        ("Roof", 1, 25_00),
    ]
    original = office.ask(ShowGift(gift.id))
    assert original.reversed_by == correction.reversal.id
    assert correction.reversal.reverses_id == gift.id
    assert correction.line is not None
    assert correction.line.corrects_id == gift.id
    standing = [
        line
        for line in office.ask(ShowDonor(donor.id)).gifts
        if line.reverses_id is None and line.reversed_by is None
    ]
    assert [line.cents for line in standing] == [25_00]
    assert office.ask(ShowDonor(donor.id)).line.cents == 25_00
    assert office.ask(Examine()).ok


def test_a_correction_keeps_the_tax_year_and_tells_the_bank_difference(office: Office) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch(received_on=date(2025, 12, 30)))
    gift = office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=50_00)))
    office.do(PostBatch(batch.id))
    correction = office.do(CorrectGift(gift_id=gift.id, reason=_REASON, cents=55_00))
    assert correction.reversal.received_on == date(2025, 12, 30)
    assert (correction.deposit_number, correction.bank_difference_cents) == ("2026-001", 5_00)
    assert office.ask(ShowHome()).cents == 0, "nothing of it is of this year"


def test_the_right_donor_gets_the_gift_and_the_wrong_one_loses_it(office: Office) -> None:
    wrong, right = put_on_file(office), put_on_file(office, "Martin", "Jean")
    _result, (gift,) = posted(office, [50_00], donor=wrong)
    correction = office.do(CorrectGift(gift_id=gift.id, reason=_REASON, donor_id=right.id))
    assert correction.bank_difference_cents == 0
    assert office.ask(ShowDonor(wrong.id)).line.cents == 0
    assert office.ask(ShowDonor(right.id)).line.cents == 50_00


def test_a_cheque_corrected_to_cash_leaves_its_number(office: Office) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch())
    draft = GiftDraft(donor_id=donor.id, cents=50_00, cheque_number="123", cheque_bank="LBP")
    gift = office.do(AddGift(batch.id, draft))
    office.do(PostBatch(batch.id))
    correction = office.do(CorrectGift(gift_id=gift.id, reason=_REASON, means=Means.CASH))
    assert correction.line is not None
    assert (correction.line.cheque_number, correction.line.cheque_bank) == ("", "")
    assert correction.bank_difference_cents == -50_00


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "gift.unchanged"),
        ({"cents": 20_00}, "gift.unchanged"),
        ({"cents": -1}, "amount.zero"),
        ({"reason": "  ", "cents": 1}, "gift.reason"),
        ({"donor_id": 99}, "donors.gone"),
        ({"fund_id": 99}, "organisation.gone"),
        ({"appeal_id": 99}, "campaigns.gone"),
        ({"received_on": date(2026, 1, 7)}, "gift.future"),
    ],
)
def test_a_correction_that_says_nothing_or_something_wrong_is_refused(
    office: Office, change: dict[str, object], code: str
) -> None:
    _result, (gift,) = posted(office, [20_00])
    with pytest.raises(Refused) as refused:
        office.do(CorrectGift(gift_id=gift.id, **{"reason": _REASON, **change}))  # type: ignore[arg-type]
    assert refused.value.code == code
    assert len(office.ask(ListBatches())) == 1


def _correct(gift: Gift) -> CorrectGift:
    return CorrectGift(gift_id=gift.id, reason=_REASON, cents=1_00)


def test_a_gift_is_reversed_once_and_a_reversal_never(office: Office) -> None:
    _result, (gift,) = posted(office, [20_00])
    first = office.do(_correct(gift))
    for target, code in ((gift, "gift.reversed"), (first.reversal, "gift.is_reversal")):
        with pytest.raises(Refused) as refused:
            office.do(_correct(target))
        assert refused.value.code == code
    assert first.line is not None
    again = office.do(CorrectGift(gift_id=first.line.id, reason=_REASON, cents=2_00))
    assert again.batch.number == "2026-C02"
    assert office.ask(ShowHome()).cents == 2_00


def test_a_draft_is_changed_not_corrected(office: Office) -> None:
    _batch, (line,) = keyed(office, [20_00])
    with pytest.raises(Refused) as refused:
        office.do(_correct(line))
    assert refused.value.code == "gift.draft"


def test_a_clerk_may_not_correct(office: Office) -> None:
    _result, (gift,) = posted(office, [20_00])
    clerk = office.as_user(User(name="Zoé", role=Role.ENTRY))
    for command in (_correct(gift), ReturnCheque(gift.id, _REASON)):
        with pytest.raises(Refused) as refused:
            clerk.do(command)
        assert refused.value.code == "permission"


def test_a_returned_cheque_is_reversed_with_no_line_after_it(office: Office) -> None:
    donor = put_on_file(office)
    _result, (gift, kept) = posted(office, [20_00, 30_00], donor=donor)
    correction = office.do(ReturnCheque(gift.id, "no funds"))
    assert correction.line is None
    assert correction.bank_difference_cents == -20_00
    assert office.ask(ShowDonor(donor.id)).line.cents == kept.cents
    assert office.ask(ShowGift(correction.reversal.id)).cents == -20_00


def test_only_a_cheque_is_returned(office: Office) -> None:
    _result, (gift,) = posted(office, [20_00], kind=BatchKind.CASH)
    with pytest.raises(Refused) as refused:
        office.do(ReturnCheque(gift.id, "no funds"))
    assert refused.value.code == "gift.not_a_cheque"


def _set_aside(office: Office) -> Gift:
    batch = office.do(OpenBatch())
    gift = office.do(AddGift(batch.id, GiftDraft(donor_id=None, cents=20_00, clue="Durand")))
    office.do(PostBatch(batch.id))
    return gift


def test_a_gift_set_aside_waits_for_its_donor_and_gets_it_once(office: Office) -> None:
    gift = _set_aside(office)
    assert [line.clue for line in office.ask(UnidentifiedGifts())] == ["Durand"]
    donor = put_on_file(office, "Durand", "Paul")
    named = office.do(IdentifyGift(gift.id, donor.id))
    assert (named.donor_id, named.cents, named.clue) == (donor.id, 20_00, "Durand")
    assert office.ask(UnidentifiedGifts()) == []
    assert office.ask(ShowDonor(donor.id)).line.cents == 20_00
    assert office.ask(ShowHome()).acts[0].command == "IdentifyGift"
    with pytest.raises(Refused) as refused:
        office.do(IdentifyGift(gift.id, donor.id))
    assert refused.value.code == "gift.identified"
    assert office.ask(Examine()).ok
    assert office.ask(VerifyAudit()).ok


def test_a_gift_set_aside_and_taken_back_waits_no_longer(office: Office) -> None:
    gift = _set_aside(office)
    correction = office.do(ReturnCheque(gift.id, "no funds"))
    donor = put_on_file(office)
    assert office.ask(UnidentifiedGifts()) == []
    for line in (gift, correction.reversal):
        with pytest.raises(Refused):
            office.do(IdentifyGift(line.id, donor.id))


def test_a_draft_is_identified_too(office: Office) -> None:
    batch = office.do(OpenBatch())
    line = office.do(AddGift(batch.id, GiftDraft(donor_id=None, cents=20_00, clue="Durand")))
    donor = put_on_file(office)
    assert office.do(IdentifyGift(line.id, donor.id)).state is GiftState.DRAFT
    assert office.ask(ShowDonor(donor.id)).line.gifts == 0


def _codes(office: Office, hints: UnusualHints) -> list[str]:
    return [hint.code for hint in office.ask(hints)]


def test_ten_times_the_habit_or_a_thousand_euros_is_asked_about(office: Office) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch(received_on=date(2025, 11, 3)))
    for cents in (20_00, 30_00, 25_00):
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=cents)))
    office.do(PostBatch(batch.id))
    assert _codes(office, UnusualHints(donor.id, 249_99)) == []
    assert _codes(office, UnusualHints(donor.id, 250_00)) == ["gift.unusual"]
    assert _codes(office, UnusualHints(None, 999_99)) == []
    assert _codes(office, UnusualHints(None, 1_000_00)) == ["gift.large"]


def test_the_same_cheque_within_a_year_is_asked_about(office: Office) -> None:
    donor = put_on_file(office)
    for day, number in ((date(2025, 1, 2), "0001"), (date(2025, 3, 2), "0002")):
        batch = office.do(OpenBatch(received_on=day))
        draft = GiftDraft(donor_id=donor.id, cents=5_00, cheque_number=number, cheque_bank="LBP")
        line = office.do(AddGift(batch.id, draft))
    assert _codes(office, UnusualHints(None, 1, "0001", "LBP")) == []
    assert _codes(office, UnusualHints(None, 1, "0002", "BNP")) == []
    assert _codes(office, UnusualHints(None, 1, " 0002 ", "LBP")) == ["gift.same_cheque"]
    assert _codes(office, UnusualHints(None, 1, "0002", "LBP", gift_id=line.id)) == []


def test_a_gift_this_week_is_told_until_it_is_reversed(office: Office) -> None:
    donor = put_on_file(office)
    _result, (gift,) = posted(office, [20_00], donor=donor)
    (hint,) = office.ask(UnusualHints(donor.id, 20_00))
    assert hint.sentence == "Gave €20.00 already on 06/01/2026 (batch 2026-001). Enter confirms."
    office.do(ReturnCheque(gift.id, "no funds"))
    assert _codes(office, UnusualHints(donor.id, 20_00)) == []
