# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts of other countries, from the choice of the law to the register."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.addresses import Address
from app.domain.batches import BatchKind
from app.domain.donors import ReceiptWish
from app.domain.gifts import GiftDetails, Means
from app.domain.organisation import Organisation
from app.domain.receipts import Bucket, Scope
from app.kernel.currency import current_currency, use_currency
from app.kernel.errors import Refused
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.demo import FillDemo, demo_organisation
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.gifts.hints import UnusualHints
from app.usecases.office import Office
from app.usecases.organisation import EditOrganisation, GetOrganisation
from app.usecases.receipts import (
    CancelReceipt,
    CopyReceipt,
    DeclareReceipts,
    IssueReceipts,
    PreviewReceipts,
    ReceiptDocument,
    VerifyReceipts,
)
from app.usecases.receipts.countries import ChooseCountry, ReceiptCountries
from app.wiring import ShippedDoors
from tests.support.giving import give, new_donor
from tests.support.pdf import text_of

BRUSSELS = Address(street="1 rue Fictive", postal_code="1000", city="Bruxelles", country="BE")
GERMAN = {
    "purposes": "der Jugendhilfe",
    "notice": "exempted",
    "tax_office": "Musterstadt",
    "tax_number": "27/123/45678",
    "notice_on": "12.05.2023",
}
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
    with pytest.raises(Refused, match="222 bis is that of French receipts only"):
        office.ask(DeclareReceipts(2025))

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


def test_one_currency_settled_before_the_first_gift(office: Office) -> None:
    give(office, (new_donor(office, "Premier"), 5_000), post=False)
    with pytest.raises(Refused, match="Gifts were keyed in EUR"):
        office.do(ChooseCountry("CH", {"exemption": "Décision"}))
    office.do(ChooseCountry("LU", {"approval": "Loi"}))
    assert office.ask(GetOrganisation()).receipt_country == "LU"


def test_a_swiss_dossier_counts_in_francs(office: Office) -> None:
    chosen = office.do(ChooseCountry("CH", {"exemption": "Décision"}))
    assert chosen.currency == "CHF"
    geneva = replace(BRUSSELS, city="Genève", country="CH")
    give(office, (new_donor(office, "Suisse", address=geneva), 12_345))
    report = office.do(IssueReceipts(2025, 1))
    text = text_of(office.ask(ReceiptDocument(report.first)))
    assert "123,45 CHF" in text.replace("\u00a0", " ")


def test_whoever_opens_a_dossier_is_at_home_in_it(doors: ShippedDoors, tmp_path: Path) -> None:
    swiss = Organisation(name="Suisse", receipt_country="CH")
    doors.create(str(tmp_path / "ch.obole"), swiss).close()
    assert (current_currency(), Address().country) == ("CHF", "CH")
    french = doors.create(str(tmp_path / "fr.obole"), demo_organisation())
    french.do(FillDemo(2, 4))
    french.close()
    assert (current_currency(), Address().country) == ("EUR", "FR")
    assert french.home == "FR"
    doors.open(str(tmp_path / "ch.obole")).close()
    assert current_currency() == "CHF"


def test_a_lost_canadian_receipt_is_cancelled_and_replaced_never_copied(office: Office) -> None:
    office.do(ChooseCountry("CA", {"registration": "123026635RR0001"}))
    montreal = replace(BRUSSELS, city="Montréal", country="CA")
    donor = new_donor(office, "Perdu", address=montreal, language="en")
    batch = office.do(OpenBatch(kind=BatchKind.MIXED, received_on=date(2025, 4, 3)))
    for cents, benefit in ((20_000, 17_500), (50_000, 4_000)):
        details = GiftDetails(benefit_cents=benefit)
        draft = GiftDraft(donor_id=donor.id, cents=cents, means=Means.CASH, details=details)
        office.do(AddGift(batch.id, draft))
    office.do(PostBatch(batch.id, difference_reason="no control"))
    preview = office.ask(PreviewReceipts(2025))
    assert preview.cents == 50_000
    assert [(one.bucket, one.cents) for one in preview.buckets] == [(Bucket.BENEFIT, 20_000)]
    report = office.do(IssueReceipts(2025, 1))
    with pytest.raises(Refused, match="knows no duplicate"):
        office.do(CopyReceipt(report.first))
    office.do(CancelReceipt(report.first, "lost", replace=True))
    text = text_of(office.ask(ReceiptDocument("2025-000002")))
    assert "This receipt cancels and replaces receipt no. 2025-000001" in text
    with use_currency("CAD"):
        (hint,) = (
            one
            for one in office.ask(UnusualHints(donor.id, 10_000, benefit_cents=9_000))
            if one.code == "gift.benefit"
        )
    assert "$90.00 given in return" in hint.sentence


def test_e01_only_what_may_be_confirmed_enters_a_german_run(office: Office) -> None:
    office.do(ChooseCountry("DE", GERMAN))
    berlin = replace(BRUSSELS, city="Berlin", country="DE")
    donor = new_donor(office, "Muster", address=berlin)
    batch = office.do(OpenBatch(kind=BatchKind.MIXED, received_on=date(2025, 4, 3)))
    thing = GiftDetails(description="Fahrrad")
    for cents, means, details in (
        (10_000, Means.CASH, GiftDetails()),
        (2_000, Means.TRANSFER, GiftDetails()),
        (7_000, Means.IN_KIND, thing),
        (3_000, Means.IN_KIND, thing),
        (9_000, Means.CASH, GiftDetails(benefit_cents=100)),
    ):
        draft = GiftDraft(donor_id=donor.id, cents=cents, means=means, details=details)
        office.do(AddGift(batch.id, draft))
    office.do(PostBatch(batch.id, difference_reason="no control"))
    give(office, (donor, 5_000), post=False)

    preview = office.ask(PreviewReceipts(2025))
    assert (preview.count, preview.cents) == (3, 22_000)
    assert [(one.bucket, one.cents) for one in preview.buckets] == [(Bucket.BENEFIT, 9_000)]
    office.do(IssueReceipts(2025, 3))
    titles = [
        text_of(office.ask(ReceiptDocument(f"2025-00000{number}"))).splitlines()
        for number in (1, 2, 3)
    ]
    found = [next(line for line in one if "estätigung über" in line).strip() for one in titles]
    assert found == [
        "Sammelbestätigung über Geldzuwendungen/Mitgliedsbeiträge",
        "Bestätigung über Sachzuwendungen",
        "Bestätigung über Sachzuwendungen",
    ]
    assert office.ask(PreviewReceipts(2025)).count == 0
    assert office.ask(VerifyReceipts()).problems == ()


class Counter:
    """Keeps what long work reports."""

    def __init__(self) -> None:
        """Have nothing told yet."""
        self.told: list[tuple[int, int]] = []

    def step(self, done: int, total: int, what: str = "") -> None:
        """Keep it."""
        assert not what
        self.told.append((done, total))


def test_e02_a_run_in_steps_tells_how_many_are_done(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.usecases.receipts.issue.CHUNK", 2)
    office.do(ChooseCountry("DE", GERMAN))
    berlin = replace(BRUSSELS, city="Berlin", country="DE")
    for name in ("Eins", "Zwei", "Drei", "Vier", "Fünf", "Sechs"):
        give(office, (new_donor(office, name, address=berlin), 1_000))
    counter = Counter()
    report = office.do(IssueReceipts(2025, 6), counter)
    assert counter.told == [(0, 6), (2, 6), (4, 6), (6, 6)]
    assert (report.count, report.last) == (6, "2025-000006")
    assert office.ask(PreviewReceipts(2025)).count == 0
