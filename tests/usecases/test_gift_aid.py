# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gift Aid claimed: once for each gift, adjusted when one falls."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.addresses import Address
from app.domain.donors import DonorKind, GiftAid
from app.domain.gifts import Means
from app.kernel.currency import use_currency
from app.kernel.errors import Refused
from app.usecases.donors import ShowDonor
from app.usecases.donors.details import AddDetail
from app.usecases.gifts import CorrectGift
from app.usecases.office import Office
from app.usecases.receipts.countries import ChooseCountry
from app.usecases.receipts.giftaid import ClaimGiftAid, GiftAidDue, left_out
from tests.support.giving import give, new_donor

LONDON = Address(street="12b Fictive Road", postal_code="SW1A 1AA", city="London", country="GB")
AID = GiftAid(said_on=date(2025, 3, 1), from_on=date(2025, 3, 1))


def test_each_gift_is_claimed_once_and_what_fell_is_adjusted(
    any_office: Office, tmp_path: Path
) -> None:
    office = any_office
    with pytest.raises(Refused, match="Gift Aid is British"):
        office.ask(GiftAidDue())
    office.do(ChooseCountry("GB", {"hmrc_reference": "AB12345"}))
    donor = new_donor(office, "Essai-Modèle", civility="Mrs", address=LONDON)
    office.do(AddDetail(replace(AID, donor_id=donor.id)))
    assert len(office.ask(ShowDonor(donor.id)).details.gift_aid) == 1
    (first, _second) = give(office, (donor, 10_000), (donor, 2_500))
    give(office, (donor, 4_000), day=date(2025, 2, 1))
    give(office, (new_donor(office, "Silent", address=LONDON), 9_999))
    shop = new_donor(
        office, "", kind=DonorKind.ORGANISATION, organisation_name="Shop", address=LONDON
    )
    office.do(AddDetail(replace(AID, donor_id=shop.id)))
    give(office, (shop, 7_000))
    give(office, (None, 3_000), (None, 3_001), (donor, 500), means=Means.CASH)

    due = office.ask(GiftAidDue())
    assert (len(due.schedule.gifts), due.schedule.cents, due.schedule.uncovered) == (3, 13_000, 1)
    assert [(one.last_on, one.cents) for one in due.small] == [
        (date(2026, 4, 5), 0),
        (date(2025, 4, 5), 3_000),
        (date(2024, 4, 5), 0),
    ]
    with use_currency("GBP"):
        assert left_out(due)[-1].endswith("£30.00 (£8,000.00 at most), to claim by 05/04/2027")
    out = tmp_path / "claim.csv"
    with pytest.raises(Refused, match="look at it again"):
        office.do(ClaimGiftAid(out, 12_999))
    claim = office.do(ClaimGiftAid(out, 13_000))
    assert (claim.count, claim.cents, claim.by) == (3, 13_000, "Anne")
    head, *rows = out.read_text("utf-8-sig").splitlines()
    assert "Postcode" in head
    assert "Essai Modèle" in rows[0]
    assert "03/04/25" in rows[0]
    assert "100.00" in rows[0]
    with pytest.raises(Refused, match="No gift can be claimed"):
        office.do(ClaimGiftAid(out, 0))

    office.do(CorrectGift(gift_id=first.id, reason="misread", cents=8_000))
    again = office.ask(GiftAidDue())
    assert (again.schedule.cents, again.adjusted_cents) == (8_000, 10_000)
    with use_currency("GBP"):
        assert left_out(again)[-1].endswith("as an adjustment: £100.00")
    assert office.do(ClaimGiftAid(out, 8_000)).adjusted_cents == 10_000
    last = office.ask(GiftAidDue())
    assert (last.schedule.cents, last.adjusted_cents, len(last.claims)) == (0, 0, 2)
