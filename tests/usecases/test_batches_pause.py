# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The slip left in a pile that waits tells where it stopped."""

import pytest

from app.domain.batches import BatchKind
from app.domain.gifts import Share
from app.domain.organisation import Fund
from app.kernel.errors import Refused
from app.usecases.batches import OpenBatch, PauseMarker
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office
from app.usecases.organisation import SaveFund
from tests.support.desk import keyed, posted, put_on_file
from tests.support.pdf import text_of


def test_the_slip_names_the_last_envelope_and_what_was_keyed(office: Office) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch(BatchKind.CHEQUES, 3, 120_00))
    office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=20_00)))
    last = GiftDraft(donor_id=None, cents=50_00, clue="Mme X", cheque_number="0012345")
    office.do(AddGift(batch.id, last))
    told = text_of(office.ask(PauseMarker(batch.id)))
    for words in (
        "Batch 2026-001",
        "Pile stopped at line 2",
        "(to identify) Mme X · €50.00 · cheque 0012345",
        "Keyed: 2 gifts, €70.00",
        "Expected: 3 gifts, €120.00",
        "Anne",
    ):
        assert words in told


def test_a_split_cheque_is_one_envelope(office: Office) -> None:
    roof = office.do(SaveFund(Fund(code="ROOF", name="Roof")))
    batch, (gift,) = keyed(office, [20_00])
    shares = (Share(fund_id=1, cents=10_00), Share(fund_id=roof.id, cents=5_00))
    draft = GiftDraft(donor_id=gift.donor_id, cents=15_00)
    office.do(AddGift(batch.id, draft, shares))
    told = text_of(office.ask(PauseMarker(batch.id)))
    assert "Pile stopped at line 2" in told
    assert "€15.00" in told


def test_without_a_line_or_once_posted_there_is_none(office: Office) -> None:
    with pytest.raises(Refused):
        office.ask(PauseMarker(office.do(OpenBatch()).id))
    with pytest.raises(Refused):
        office.ask(PauseMarker(posted(office, [5_00])[0].batch.id))
