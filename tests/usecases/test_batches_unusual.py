# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was unusual about a line stays with it, and is counted before the batch is posted."""

from app.domain.gifts import Share
from app.domain.organisation import Fund
from app.usecases.batches import ShowBatch
from app.usecases.gifts import AddGift, GiftDraft, PaymentOf, RemoveGift
from app.usecases.office import Office
from app.usecases.organisation import SaveFund
from tests.support.desk import keyed, put_on_file


def test_what_was_unusual_while_keying_is_told_again_before_posting(any_office: Office) -> None:
    office = any_office
    donor = put_on_file(office)
    batch, (first, *_others) = keyed(office, [20_00, 20_00], donor=donor)
    told = ("gift.unusual", "gift.unusual gift.this_week", "gift.same_cheque", "gift.benefit")
    roof = office.do(SaveFund(Fund(code="ROOF", name="Roof")))
    shares = (Share(fund_id=1, cents=1_00), Share(fund_id=roof.id, cents=2_00))
    for codes in told:
        draft = GiftDraft(donor_id=donor.id, cents=3_00, unusual=codes)
        last = office.do(AddGift(batch.id, draft, shares))
    office.do(RemoveGift(last.id))
    sheet = office.ask(ShowBatch(batch.id))
    assert sheet.counts.unusual == {"gift.unusual": 2, "gift.this_week": 1, "gift.same_cheque": 1}
    assert sheet.hints[1:] == [
        "2 unusual amounts confirmed",
        "1 cheque confirmed although keyed before",
        "1 gift of a donor who gave that week already",
    ]
    assert {line.unusual for line in sheet.lines} == {"", *told[:3]}
    assert office.ask(PaymentOf(first.id)).gift.unusual == ""
