# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts of other countries, from the choice of the law to the register."""

from dataclasses import replace

import pytest

from app.domain.addresses import Address
from app.domain.donors import ReceiptWish
from app.domain.gifts import Means
from app.domain.receipts import Bucket, Scope
from app.kernel.errors import Refused
from app.usecases.office import Office
from app.usecases.organisation import EditOrganisation, GetOrganisation
from app.usecases.receipts import (
    CancelReceipt,
    CopyReceipt,
    IssueReceipts,
    PreviewReceipts,
    ReceiptDocument,
    VerifyReceipts,
)
from app.usecases.receipts.countries import ChooseCountry, ReceiptCountries
from tests.support.giving import give, new_donor
from tests.support.pdf import text_of

BRUSSELS = Address(street="1 rue Fictive", postal_code="1000", city="Bruxelles", country="BE")
ENTERPRISE = {"enterprise_number": "0403.019.261"}


def test_belgian_attestations_are_yearly_from_forty_euros_and_gapless(office: Office) -> None:
    chosen = office.do(ChooseCountry("BE", ENTERPRISE))
    assert (chosen.receipt_country, chosen.currency, chosen.address.country) == ("BE", "EUR", "BE")
    enough = new_donor(office, "Assez", address=BRUSSELS, receipt_wish=ReceiptWish.PER_GIFT)
    little = new_donor(office, "Peu", address=BRUSSELS)
    thing = new_donor(office, "Chose", address=BRUSSELS)
    give(office, (enough, 2_500), (enough, 1_500), (little, 3_999))
    give(office, (thing, 9_000), means=Means.EXPENSES)

    preview = office.ask(PreviewReceipts(2025))
    assert (preview.count, preview.cents) == (1, 4_000)
    assert {one.bucket: one.cents for one in preview.buckets} == {
        Bucket.BELOW_THRESHOLD: 3_999,
        Bucket.NOT_ELIGIBLE: 9_000,
    }
    single = office.ask(PreviewReceipts(2025, Scope.SINGLE, (enough.id,)))
    assert [one.bucket for one in single.buckets] == [Bucket.SCOPE]

    report = office.do(IssueReceipts(2025, 1))
    assert report.first == "2025-000001"
    text = text_of(office.ask(ReceiptDocument(report.first)))
    assert "article 145/33, § 1er, alinéa 2" in text
    assert "0403.019.261" in text
    assert "DUPLICATA" in text_of(office.do(CopyReceipt(report.first)))
    office.do(CancelReceipt(report.first, "adresse", replace=True))
    assert "ANNULÉ" in text_of(office.ask(ReceiptDocument(report.first)))
    assert "Annule et remplace le reçu n° 2025-000001" in text_of(
        office.ask(ReceiptDocument("2025-000002"))
    )
    assert office.ask(VerifyReceipts()).problems == ()


def test_what_the_law_asks_is_missing_until_it_is_typed(office: Office) -> None:
    office.do(ChooseCountry("BE", {}))
    donor = new_donor(office, "Assez", address=BRUSSELS)
    give(office, (donor, 5_000))
    (problem,) = office.ask(PreviewReceipts(2025)).obstacles
    assert "“Enterprise number”" in problem.message
    with pytest.raises(Refused, match="Enterprise number"):
        office.do(IssueReceipts(2025, 1))


@pytest.mark.parametrize(
    ("country", "values", "code", "field"),
    [
        ("ZZ", {}, "country.unknown", "country"),
        ("BE", {"enterprise_number": "0403.019.262"}, "country.mention", "enterprise_number"),
        ("BE", {"language": "klingon"}, "country.mention", "language"),
        ("BE", {"siren": "732829320"}, "country.mention", "country"),
    ],
)
def test_a_country_and_its_mentions_are_checked(
    office: Office, country: str, values: dict[str, str], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        office.do(ChooseCountry(country, values))
    assert (refused.value.code, refused.value.field) == (code, field)
    assert office.ask(GetOrganisation()).receipt_country == "FR"


def test_the_law_stays_once_receipts_were_issued(office: Office) -> None:
    give(office, (new_donor(office, "Premier"), 5_000))
    office.do(IssueReceipts(2025, 1))
    assert office.ask(ReceiptCountries()).fixed
    with pytest.raises(Refused, match="the register keeps to it"):
        office.do(ChooseCountry("BE", ENTERPRISE))


def test_the_identity_page_leaves_the_law_alone(office: Office) -> None:
    chosen = office.do(ChooseCountry("BE", ENTERPRISE))
    stale = replace(chosen, receipt_country="FR", name="Autre nom")
    saved = office.do(EditOrganisation(stale))
    assert (saved.name, saved.receipt_country) == ("Autre nom", "BE")
    assert saved.mentions.values == ENTERPRISE
