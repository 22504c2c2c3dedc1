# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What controls a batch: parts, cash, tape, rules, models, amounts keyed twice, comparison."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.batches import (
    BatchKind,
    BatchRules,
    BatchState,
    BatchTemplate,
    ExpectedPart,
    LeadKind,
    Tape,
    Verdict,
)
from app.domain.deposits import CashPile, read_piles
from app.domain.gifts import Means
from app.domain.users import Role, User
from app.kernel.errors import Refused
from app.usecases.audit import VerifyAudit
from app.usecases.batches import (
    BatchFilters,
    BatchIds,
    BatchReport,
    CheckBatch,
    CompareBatch,
    EditBatch,
    GetBatchRules,
    KeyAgain,
    ListBatches,
    ListTemplates,
    NextAmount,
    OpenBatch,
    PostBatch,
    RemoveTemplate,
    SaveBatchRules,
    SaveTemplate,
    ShowBatch,
    TapeReport,
    TotalsOf,
)
from app.usecases.deposits import DepositSlip
from app.usecases.dossier import Examine
from app.usecases.gifts import AddGift, EditGift, GiftDraft, RemoveGift
from app.usecases.office import Office
from app.usecases.ports.batches import BatchFilter
from app.usecases.users import SaveUser
from tests.support.desk import keyed, posted, put_on_file
from tests.support.pdf import text_of

_PARTS = (ExpectedPart(Means.CHEQUE, 1, 50_00), ExpectedPart(Means.CASH, 1, 20_00))


def _mixed(office: Office, *lines: tuple[int, Means]) -> int:
    batch = office.do(OpenBatch(BatchKind.MIXED, expected_parts=_PARTS))
    donor = put_on_file(office)
    for cents, means in lines:
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=cents, means=means)))
    return batch.id


def test_the_parts_of_a_mixed_batch_make_its_control(office: Office) -> None:
    batch_id = _mixed(office)
    batch = office.ask(ShowBatch(batch_id)).batch
    assert (batch.expected_count, batch.expected_total_cents) == (2, 70_00)


def test_a_whole_that_agrees_in_the_wrong_parts_is_refused(office: Office) -> None:
    batch_id = _mixed(office, (50_00, Means.CHEQUE), (20_00, Means.CHEQUE))
    totals = office.ask(TotalsOf(batch_id))
    assert (totals.difference_cents, totals.count_difference) == (0, 0)
    assert not totals.agree
    with pytest.raises(Refused, match=r"Cheque: €20\.00 too much, 1 gift too many"):
        office.do(PostBatch(batch_id))
    (lead,) = [
        told
        for told in office.ask(CheckBatch(batch_id)).leads
        if told.lead.kind is LeadKind.OTHER_MEANS
    ]
    assert lead.position == 2
    gift = office.ask(ShowBatch(batch_id)).lines[0]
    office.do(RemoveGift(gift.id))
    office.do(AddGift(batch_id, GiftDraft(donor_id=gift.donor_id, cents=20_00, means=Means.CASH)))
    assert office.do(PostBatch(batch_id)).totals.agree


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (OpenBatch(BatchKind.CHEQUES, expected_parts=_PARTS), "batch.parts_kind"),
        (OpenBatch(BatchKind.MIXED, 3, 70_00, expected_parts=_PARTS), "batch.parts"),
        (OpenBatch(BatchKind.CASH, 1, 30_00, counted=(CashPile(20_00, 1),)), "batch.counted"),
        (
            OpenBatch(BatchKind.CHEQUES, 1, 20_00, counted=(CashPile(20_00, 1),)),
            "batch.counted_kind",
        ),
        (OpenBatch(BatchKind.CASH, 1, counted=(CashPile(3_00, 1),)), "deposit.denomination"),
    ],
)
def test_figures_that_contradict_one_another_are_refused(
    office: Office, command: OpenBatch, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        office.do(command)
    assert refused.value.code == code


def test_notes_and_coins_make_the_total_and_stand_on_the_slip(office: Office) -> None:
    piles = (CashPile(20_00, 2), CashPile(5_00, 1))
    batch = office.do(OpenBatch(BatchKind.CASH, 2, counted=piles))
    assert batch.expected_total_cents == 45_00
    donor = put_on_file(office)
    for cents in (40_00, 5_00):
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=cents)))
    (deposit,) = office.do(PostBatch(batch.id)).deposits
    assert read_piles(deposit.counted) == piles
    assert "€20.00" in text_of(office.ask(DepositSlip(deposit.id)))


def test_cash_kept_for_later_takes_its_count_along(office: Office) -> None:
    batch = office.do(OpenBatch(BatchKind.CASH, 1, counted=(CashPile(20_00, 1),)))
    draft = GiftDraft(donor_id=put_on_file(office).id, cents=20_00)
    gift = office.do(AddGift(batch.id, draft))
    assert office.do(PostBatch(batch.id, later=(gift.id,))).deposits == []


def test_the_tape_finds_what_was_not_keyed_and_what_was_keyed_wrong(office: Office) -> None:
    batch = office.do(OpenBatch(BatchKind.CHEQUES, 2, 95_00, tape=Tape((50_00, 45_00))))
    donor = put_on_file(office)
    for cents in (50_00, 54_00):
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=cents)))
    leads = office.ask(CheckBatch(batch.id)).leads
    assert [told.sentence for told in leads[:2]] == [
        "€45.00 is on the tape of the adding machine and in no line.",
        "Line 2: €54.00 is not on the tape of the adding machine.",
    ]


def test_a_difference_is_refused_until_the_association_allows_it(office: Office) -> None:
    batch = office.do(OpenBatch(expected_count=1, expected_total_cents=60_00))
    office.do(AddGift(batch.id, GiftDraft(donor_id=put_on_file(office).id, cents=50_00)))
    with pytest.raises(Refused) as refused:
        office.do(PostBatch(batch.id, "one cheque was torn"))
    assert refused.value.code == "batch.difference_rule"
    rules = office.do(SaveBatchRules(BatchRules(difference_allowed=True)))
    assert office.ask(GetBatchRules()) == rules
    office.do(PostBatch(batch.id, "one cheque was torn"))
    assert "one cheque was torn" in text_of(office.ask(BatchReport(batch.id)))
    assert office.ask(ListBatches())[0].difference_reason == "one cheque was torn"


def test_who_keyed_does_not_post_where_two_persons_are_asked(office: Office) -> None:
    with pytest.raises(Refused) as alone:
        office.do(SaveBatchRules(BatchRules(two_persons=True)))
    assert alone.value.code == "batch_rules.alone"
    other = office.as_user(office.do(SaveUser(User(name="Tom", role=Role.TREASURER))))
    office.do(SaveBatchRules(BatchRules(two_persons=True)))
    batch, _gifts = keyed(office, [50_00])
    with pytest.raises(Refused) as refused:
        office.do(PostBatch(batch.id))
    assert refused.value.code == "batch.two_persons"
    assert other.do(PostBatch(batch.id)).batch.posted_by == "Tom"


def test_who_keyed_the_amounts_again_does_not_post_either(office: Office) -> None:
    other = office.as_user(office.do(SaveUser(User(name="Tom", role=Role.TREASURER))))
    third = office.as_user(office.do(SaveUser(User(name="Zoé", role=Role.TREASURER))))
    office.do(SaveBatchRules(BatchRules(two_persons=True, double_keying=True)))
    batch, gifts = keyed(office, [50_00])
    other.do(KeyAgain(batch.id, gifts[0].id, 50_00))
    with pytest.raises(Refused, match="Tom keyed amounts of batch") as refused:
        other.do(PostBatch(batch.id))
    assert refused.value.code == "batch.two_persons"
    assert third.do(PostBatch(batch.id)).batch.posted_by == "Zoé"


def test_only_who_sets_up_the_dossier_changes_the_rules(office: Office) -> None:
    treasurer = office.as_user(User(name="Tom", role=Role.TREASURER))
    with pytest.raises(Refused) as refused:
        treasurer.do(SaveBatchRules(BatchRules(difference_allowed=True)))
    assert refused.value.code == "permission"


def test_amounts_are_keyed_twice_before_posting(office: Office) -> None:
    office.do(SaveBatchRules(BatchRules(double_keying=True)))
    batch, gifts = keyed(office, [50_00, 45_00, 20_00])
    with pytest.raises(Refused, match="3 amounts are not yet keyed a second time"):
        office.do(PostBatch(batch.id))
    assert office.do(KeyAgain(batch.id, gifts[0].id, 50_00)).verdict is Verdict.AGREE
    assert office.do(KeyAgain(batch.id, gifts[1].id, 54_00)).verdict is Verdict.LOOK
    asked = office.ask(NextAmount(batch.id))
    assert asked.line is not None
    assert (asked.line.position, asked.look, asked.done, asked.wanted) == (2, True, 1, 3)
    corrected = office.do(KeyAgain(batch.id, gifts[1].id, 54_00))
    assert (corrected.verdict, corrected.before_cents) == (Verdict.CORRECTED, 45_00)
    assert office.do(KeyAgain(batch.id, gifts[2].id, 2_00)).verdict is Verdict.LOOK
    assert office.do(KeyAgain(batch.id, gifts[2].id, 20_00)).verdict is Verdict.AGREE
    assert office.ask(NextAmount(batch.id)).line is None
    assert office.ask(TotalsOf(batch.id)).difference_cents == 9_00
    assert office.ask(VerifyAudit()).ok


def test_a_line_changed_after_its_second_reading_is_read_again(office: Office) -> None:
    batch, (gift,) = keyed(office, [50_00])
    office.do(KeyAgain(batch.id, gift.id, 50_00))
    office.do(EditGift(replace(gift, cents=55_00)))
    asked = office.ask(NextAmount(batch.id))
    assert asked.look
    assert office.do(KeyAgain(batch.id, gift.id, 55_00)).verdict is Verdict.AGREE


def test_a_line_read_twice_can_still_be_removed(office: Office) -> None:
    batch, (gift,) = keyed(office, [50_00])
    office.do(KeyAgain(batch.id, gift.id, 50_00))
    office.do(RemoveGift(gift.id))
    assert office.ask(NextAmount(batch.id)).wanted == 0
    assert office.ask(Examine()).ok


def test_an_amount_is_keyed_again_in_its_own_draft_only(office: Office) -> None:
    batch, (gift,) = keyed(office, [50_00])
    other = office.do(OpenBatch())
    for command, code in (
        (KeyAgain(other.id, gift.id, 50_00), "batch.other_line"),
        (KeyAgain(batch.id, gift.id, 0), "gift.cents"),
    ):
        with pytest.raises(Refused) as refused:
            office.do(command)
        assert refused.value.code == code


def test_a_model_is_saved_written_over_and_removed(office: Office) -> None:
    first = office.do(SaveTemplate(BatchTemplate(name=" Sunday  collection ", kind=BatchKind.CASH)))
    assert first.name == "Sunday collection"
    again = office.do(SaveTemplate(BatchTemplate(name="Sunday collection", comment="11 am")))
    assert (again.id, again.kind, again.comment) == (first.id, BatchKind.CHEQUES, "11 am")
    assert office.ask(ListTemplates()) == [again]
    office.do(RemoveTemplate(again.id))
    assert office.ask(ListTemplates()) == []
    for name, kind in (("", BatchKind.CASH), ("Imported", BatchKind.IMPORT)):
        with pytest.raises(Refused):
            office.do(SaveTemplate(BatchTemplate(name=name, kind=kind)))


def test_the_list_is_narrowed(office: Office) -> None:
    done, _gifts = posted(office, [50_00])
    draft = office.do(OpenBatch(comment="Appel de Noël"))
    before = office.do(OpenBatch(received_on=date(2025, 12, 30)))
    narrowed = {
        BatchFilter(state=BatchState.POSTED): [done.batch.id],
        BatchFilter(year=2025): [before.id],
        BatchFilter(text="noel"): [draft.id],
        BatchFilter(text="2026-001"): [done.batch.id],
        BatchFilter(owner="Anne"): [before.id, draft.id, done.batch.id],
        BatchFilter(owner="Zoé"): [],
    }
    for wanted, ids in narrowed.items():
        assert list(office.ask(BatchIds(wanted))) == ids
        assert [line.id for line in office.ask(ListBatches(wanted))] == ids
    found = office.ask(BatchFilters())
    assert (found.years, found.owners) == ([2026, 2025], ["Anne"])


def test_a_batch_stands_beside_the_last_one_and_the_week_a_year_ago(office: Office) -> None:
    donor = put_on_file(office)
    for day, cents in ((date(2025, 1, 1), 11_00), (date(2024, 12, 30), 7_00)):
        old = office.do(OpenBatch(received_on=day))
        office.do(AddGift(old.id, GiftDraft(donor_id=donor.id, cents=cents, received_on=day)))
        office.do(PostBatch(old.id))
    batch, _gifts = keyed(office, [50_00], donor=donor)
    batch = office.do(EditBatch(replace(batch, received_on=date(2026, 1, 2))))
    found = office.ask(CompareBatch(batch.id))
    assert found.last is not None
    assert (found.last.count, found.last.cents) == (1, 11_00)
    assert (found.week_from, found.week_to) == (date(2024, 12, 30), date(2025, 1, 5))
    assert (found.week_count, found.week_cents) == (2, 18_00)


def test_the_pointing_list_reads_in_the_order_of_the_pile(office: Office) -> None:
    batch, _gifts = keyed(office, [amount * 100 for amount in range(1, 61)])
    text = text_of(office.ask(BatchReport(batch.id)))
    places = [text.index(f"€{amount}.00") for amount in (1, 20, 60)]
    assert places == sorted(places)
    assert "Draft" in text
    assert "€1,830.00" in text
    assert "Totals agree" in text


def test_the_tape_is_printed(office: Office) -> None:
    text = text_of(office.ask(TapeReport(Tape((12_50, 30_00)))))
    assert "€12.50" in text
    assert "2 gifts, €42.50" in text
