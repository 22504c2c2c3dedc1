# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Companies: form 16216, only with SIREN and legal form, never astride two fiscal years."""

from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.addresses import Address
from app.domain.donors import Donor, DonorKind, ReceiptWish
from app.domain.receipts import Bucket, fiscal_year_of
from app.usecases.office import Office
from app.usecases.organisation import EditOrganisation, GetOrganisation
from app.usecases.receipts import (
    CancelReceipt,
    IssueReceipts,
    PreviewReceipts,
    ReceiptDocument,
    ReceiptPreview,
    ReceiptRegister,
    ShowReceipt,
    Specimen,
    VerifyReceipts,
)
from tests.conftest import MakeOffice
from tests.support.giving import give, new_donor
from tests.support.pdf import text_of

SIREN = "552100554"


def patron(office: Office, articles: str = "200, 238 bis") -> Office:
    """Let the association give right under these articles."""
    organisation = office.ask(GetOrganisation())
    office.do(EditOrganisation(replace(organisation, receipt_articles=articles)))
    return office


def company(office: Office, **told: object) -> Donor:
    """Make a company whose record is whole, but for what is told."""
    whole = {
        "kind": DonorKind.ORGANISATION,
        "organisation_name": "Menuiserie Fictive",
        "first_name": "",
        "civility": "",
        "siren": SIREN,
        "legal_form": "SARL",
    }
    return new_donor(office, "", **{**whole, **told})


def issue(office: Office) -> ReceiptPreview:
    """Issue what is due, and check that it is what the preview told."""
    preview = office.ask(PreviewReceipts(2025))
    report = office.do(IssueReceipts(2025, preview.count))
    assert (report.count, report.cents, report.left_out) == (preview.count, preview.cents, ())
    assert office.ask(VerifyReceipts()).ok
    return preview


def test_companies_and_persons_share_one_register_each_on_its_form(any_office: Office) -> None:
    office = patron(any_office)
    give(office, (company(office), 150_000), (new_donor(office, "Abel"), 2_000))
    assert issue(office).count == 2
    person, firm = office.ask(ReceiptRegister(2025))
    assert (person.number, person.form) == ("2025-000001", "11580*05")
    assert (firm.number, firm.form) == ("2025-000002", "16216*03")
    assert firm.donor_name == "Menuiserie Fictive"
    shown = text_of(office.ask(ReceiptDocument(firm.number)))
    assert all(told in shown for told in ("SARL", SIREN, "mille cinq cents euros"))


@pytest.mark.parametrize(
    ("articles", "told", "bucket"),
    [
        ("200", {}, Bucket.ORGANISATION),
        ("200, 238 bis", {"siren": ""}, Bucket.SIREN_MISSING),
        ("200, 238 bis", {"legal_form": " "}, Bucket.SIREN_MISSING),
        ("200, 238 bis", {"address": Address(city="Rennes")}, Bucket.ADDRESS_INCOMPLETE),
        ("200, 238 bis", {"receipt_wish": ReceiptWish.NONE}, Bucket.WISH_NONE),
        ("200, 238 bis", {"returned_on": date(2025, 11, 2)}, Bucket.MAIL_RETURNED),
    ],
)
def test_what_is_missing_is_told_and_holds_nobody_else(
    office: Office, articles: str, told: dict[str, object], bucket: Bucket
) -> None:
    patron(office, articles)
    give(office, (company(office, **told), 900), (new_donor(office, "Abel"), 2_000))
    preview = issue(office)
    assert (preview.count, preview.cents) == (1, 2_000)
    assert [(one.bucket, one.count, one.cents) for one in preview.buckets] == [(bucket, 1, 900)]


def test_a_year_that_ends_in_june_makes_two_receipts(office: Office) -> None:
    """Note 9 of the form: none is astride two fiscal years of the company."""
    patron(office)
    donor = company(office, fiscal_year_end="30/06")
    for day, cents in ((date(2025, 2, 1), 100), (date(2025, 6, 30), 200), (date(2025, 7, 1), 400)):
        give(office, (donor, cents), day=day)
    assert office.ask(Specimen(2025, donor.id))
    assert issue(office).count == 2
    shown = [office.ask(ShowReceipt(one.number)) for one in office.ask(ReceiptRegister(2025))]
    assert [[line.cents for line in one.snapshot.lines] for one in shown] == [[100, 200], [400]]
    assert not any(one.snapshot.supplementary for one in shown)
    first = shown[0].snapshot.number
    office.do(CancelReceipt(first, "montant", replace=True))
    assert [one.replaces for one in office.ask(ReceiptRegister(2025))] == ["", "", first]
    assert office.ask(VerifyReceipts()).ok


_new = count()
_DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))
_YEAR_ENDS = st.sampled_from(["", "31/12", "30/06", "28/02", "29/02", "31/08"])


@pytest.mark.slow
@settings(max_examples=8)
@given(data=st.data())
def test_no_receipt_straddles_two_fiscal_years_and_no_cent_is_lost(
    make_office: MakeOffice, tmp_path: Path, data: st.DataObject
) -> None:
    gifts = data.draw(st.lists(st.tuples(_DAYS, st.integers(1, 10_000_00)), min_size=1, max_size=6))
    year_end = data.draw(_YEAR_ENDS)
    office = patron(make_office(str(tmp_path / f"{next(_new)}.obole")))
    donor = company(office, fiscal_year_end=year_end)
    for day, cents in gifts:
        give(office, (donor, cents), day=day)
    assert issue(office).cents == sum(cents for _day, cents in gifts)
    covered: list[tuple[date, int]] = []
    for one in office.ask(ReceiptRegister(2025)):
        lines = office.ask(ShowReceipt(one.number)).snapshot.lines
        covered.extend((line.day, line.cents) for line in lines)
        assert len({fiscal_year_of(line.day, year_end) for line in lines}) == 1
    assert sorted(covered) == sorted(gifts)
    periods = {fiscal_year_of(day, year_end) for day, _cents in gifts}
    assert len(office.ask(ReceiptRegister(2025))) == len(periods)


@pytest.mark.parametrize(
    ("day", "year_end", "year"),
    [
        (date(2025, 6, 30), "", 2025),
        (date(2025, 12, 31), "31/12", 2025),
        (date(2025, 6, 30), "30/06", 2025),
        (date(2025, 7, 1), "30/06", 2026),
        (date(2025, 2, 28), "29/02", 2025),
        (date(2025, 3, 1), "29/02", 2026),
    ],
)
def test_the_fiscal_year_is_that_in_which_it_ends(day: date, year_end: str, year: int) -> None:
    assert fiscal_year_of(day, year_end) == year
