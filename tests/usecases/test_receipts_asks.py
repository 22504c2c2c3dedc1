# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users of such programs asked of receipts, and cases other programs are tested with."""

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from app.domain.addresses import Address
from app.domain.batches import BatchKind
from app.domain.donors import ReceiptWish
from app.domain.gifts import Expense, GiftDetails, GiftPurpose, Means
from app.domain.organisation import Fund
from app.domain.receipts import Bucket, EventKind, Scope
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.kernel.progress import Cancelled
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.donors import EditDonor, ShowDonor
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office
from app.usecases.organisation import EditOrganisation, GetOrganisation, SaveFund
from app.usecases.receipts import (
    CancelReceipt,
    CopyReceipt,
    DonorReceipts,
    IssueReceipts,
    IssueReport,
    PreviewReceipts,
    ReceiptDocument,
    ReceiptRegister,
    ReceiptRuns,
    RunDocuments,
    ShowReceipt,
    Specimen,
    VerifyReceipts,
)
from app.usecases.receipts.hand_over import ReceiptsToPrint
from tests.support.giving import IN_2025, give, new_donor
from tests.support.pdf import is_sound, text_of


class Listener:
    """Hears how far an issue is, and may stop it at once."""

    def __init__(self, *, stops: bool = False) -> None:
        """Hear nothing yet."""
        self.told: list[tuple[int, int]] = []
        self._stops = stops

    def step(self, done: int, total: int, what: str = "") -> None:
        """Hear one step."""
        del what
        self.told.append((done, total))
        if self._stops:
            raise Cancelled


def issue(
    office: Office, scope: Scope = Scope.ANNUAL, year: int = 2025, ids: tuple[int, ...] = ()
) -> IssueReport:
    """Issue what is due, as the preview tells it."""
    preview = office.ask(PreviewReceipts(year, scope, ids))
    report = office.do(IssueReceipts(year, preview.count, scope, ids))
    assert (report.count, report.cents) == (preview.count, preview.cents)
    assert office.ask(VerifyReceipts()).ok
    return report


def amounts(office: Office, year: int = 2025) -> dict[str, int]:
    """Return the cents of each live receipt of a year, by donor."""
    lines = office.ask(ReceiptRegister(year))
    return {one.donor_name: one.cents for one in lines if one.state == "issued"}


def _services(office: Office) -> int:
    return office.do(SaveFund(Fund(code="SERV", name="Services", eligible=False))).id


def test_ask_1_a_list_of_cheques_becomes_receipts_in_two_acts(office: Office) -> None:
    names = [f"Cheque{letter}" for letter in "ABCDE"]
    give(office, *((new_donor(office, name), 1_000 + place) for place, name in enumerate(names)))
    report = issue(office)
    assert (report.count, report.first, report.last) == (5, "2025-000001", "2025-000005")
    assert len(office.ask(RunDocuments(report.run_id))) == 5


def test_ask_2_every_receipt_of_a_year_prints_as_one_file_for_an_inspection(
    office: Office,
) -> None:
    """Two issues, a cancelled receipt among them: all pages, in the order of the numbers."""
    give(office, (new_donor(office, "Premier"), 1_000), (new_donor(office, "Annule"), 2_000))
    issue(office)
    office.do(CancelReceipt("2025-000001", "asked for none"))
    give(office, (new_donor(office, "Tardif"), 3_000))
    issue(office)
    numbers = tuple(one.number for one in office.ask(ReceiptRegister(2025)))
    assert len(numbers) == 4
    text = text_of(office.ask(ReceiptsToPrint(numbers)))
    places = [text.index(number) for number in numbers]
    assert places == sorted(places)


def test_asks_3_and_4_numbers_follow_and_every_one_is_accounted_for(office: Office) -> None:
    donors = [new_donor(office, f"Suite{letter}") for letter in "ABC"]
    give(office, *((donor, 1_000) for donor in donors))
    issue(office)
    office.do(CancelReceipt("2025-000002", "misspelt", replace=True))
    office.do(CancelReceipt("2025-000003", "asked for none"))
    register = office.ask(ReceiptRegister(2025))
    assert [one.number for one in register] == [f"2025-{rank:06d}" for rank in (1, 2, 3, 4)]
    assert [(one.state, one.reason, one.replaced_by) for one in register] == [
        ("issued", "", ""),
        ("cancelled", "misspelt", "2025-000004"),
        ("cancelled", "asked for none", ""),
        ("issued", "", ""),
    ]


def test_asks_5_and_6_cancelled_by_whom_and_the_gift_gets_another(office: Office) -> None:
    donor = new_donor(office, "Repris")
    give(office, (donor, 1_000))
    issue(office)
    office.do(CancelReceipt("2025-000001", "the amount is wrong"))
    *_others, event = office.ask(ShowReceipt("2025-000001")).events
    assert (event.kind, event.by, event.reason) == (
        EventKind.CANCELLED,
        "Anne",
        "the amount is wrong",
    )
    assert issue(office).first == "2025-000002"


def test_ask_7_a_lost_receipt_is_printed_again_and_known_to_have_been(office: Office) -> None:
    give(office, (new_donor(office, "Perdu"), 1_000))
    issue(office)
    original = office.ask(ReceiptDocument("2025-000001"))
    copy = office.do(CopyReceipt("2025-000001", "lost in the move"))
    assert "DUPLICATA" in text_of(copy)
    assert office.ask(ReceiptDocument("2025-000001")) == original
    (line,) = office.ask(ReceiptRegister(2025))
    assert (line.copies, line.state) == (1, "issued")


def test_ask_8_the_yearly_receipt_leaves_out_what_was_receipted(office: Office) -> None:
    donor = new_donor(office, "Deuxfois")
    give(office, (donor, 1_000))
    issue(office, Scope.SINGLE, ids=(donor.id,))
    give(office, (donor, 2_500), day=date(2025, 9, 1))
    issue(office)
    shown = office.ask(ShowReceipt("2025-000002")).snapshot
    assert (shown.cents, shown.supplementary) == (2_500, True)


def test_asks_9_and_10_one_donor_later_whatever_was_tried_before(office: Office) -> None:
    """A rehearsal in spring blocks nothing in December, nor does the issue of all the others."""
    donor, other = new_donor(office, "Sansrue", address=Address()), new_donor(office, "Vu")
    give(office, (donor, 1_000), (other, 2_000))
    for _again in range(3):
        office.ask(PreviewReceipts(2025))
        office.ask(Specimen(2025, other.id))
    assert not office.ask(ReceiptRegister(2025))
    issue(office)
    home = Address(street="1 rue Basse", postal_code="35000", city="Rennes")
    office.do(EditDonor(replace(office.ask(ShowDonor(donor.id)).donor, address=home)))
    assert issue(office, ids=(donor.id,)).count == 1
    assert amounts(office) == {"SANSRUE Zoé": 1_000, "VU Zoé": 2_000}


def test_ask_11_two_gifts_of_one_day_are_two_lines(office: Office) -> None:
    donor = new_donor(office, "Jumeaux")
    give(office, (donor, 1_000), (donor, 1_000))
    issue(office)
    shown = office.ask(ShowReceipt("2025-000001")).snapshot
    assert [(line.day, line.cents) for line in shown.lines] == [(IN_2025, 1_000)] * 2
    assert shown.cents == 2_000


def test_asks_13_and_14_the_preview_is_the_issue_and_says_why_not(office: Office) -> None:
    give(
        office,
        (new_donor(office, "Bon"), 1_000),
        (new_donor(office, "Sansrue", address=Address(city="Rennes")), 200),
        (new_donor(office, "Aucun", receipt_wish=ReceiptWish.NONE), 300),
        (None, 400),
    )
    preview = office.ask(PreviewReceipts(2025))
    assert {one.bucket: one.cents for one in preview.buckets} == {
        Bucket.ADDRESS_INCOMPLETE: 200,
        Bucket.WISH_NONE: 300,
        Bucket.UNIDENTIFIED: 400,
    }
    assert preview.cents + 900 == preview.ledger_cents
    assert issue(office).cents == preview.cents


def test_ask_15_stopped_before_the_first_nothing_was_issued(office: Office) -> None:
    """Whoever stops an issue is told what was issued: nothing hides behind a closed dialog."""
    give(office, (new_donor(office, "Attend"), 1_000))

    with pytest.raises(Cancelled):
        office.do(IssueReceipts(2025, 1), progress=Listener(stops=True))
    assert not office.ask(ReceiptRegister(2025))
    (run,) = office.ask(ReceiptRuns(2025))
    assert run.finished_at is None
    assert issue(office).count == 1


def test_ask_16_case_d02_what_was_printed_stays_whatever_changes(office: Office) -> None:
    donor = new_donor(office, "Ancien")
    give(office, (donor, 1_000))
    issue(office)
    moved = Address(street="9 quai Neuf", postal_code="29200", city="Brest")
    known = office.ask(ShowDonor(donor.id)).donor
    office.do(EditDonor(replace(known, last_name="Nouveau", address=moved)))
    copy = text_of(office.do(CopyReceipt("2025-000001", "lost")))
    assert "ANCIEN" in copy.upper()
    assert "12 rue du Pré" in copy
    assert "Brest" not in copy


def test_ask_18_the_means_are_named_all_of_them(office: Office) -> None:
    donor = new_donor(office, "Moyens")
    for means in (Means.CHEQUE, Means.CASH, Means.CARD):
        give(office, (donor, 1_000), means=means)
    issue(office)
    shown = office.ask(ShowReceipt("2025-000001")).snapshot
    assert shown.payment == ("especes", "cheque", "virement")  # one box with cards and debits
    assert shown.cents == 3_000


def test_asks_19_and_20_fees_without_return_count_and_services_do_not(office: Office) -> None:
    donor = new_donor(office, "Membre")
    batch = office.do(OpenBatch(BatchKind.MIXED, received_on=IN_2025))
    for purpose, cents in ((GiftPurpose.MEMBERSHIP, 2_000), (GiftPurpose.MEMBERSHIP_SERVED, 3_500)):
        details = GiftDetails(purpose=purpose)
        draft = GiftDraft(donor_id=donor.id, cents=cents, means=Means.CHEQUE, details=details)
        office.do(AddGift(batch.id, draft))
    office.do(PostBatch(batch.id))
    assert issue(office).cents == 2_000


def test_ask_23_some_are_thanked_and_never_receipted(office: Office) -> None:
    donor = new_donor(office, "Merci", receipt_wish=ReceiptWish.NONE)
    give(office, (donor, 5_000))
    (bucket,) = office.ask(PreviewReceipts(2025)).buckets
    assert (bucket.bucket, bucket.cents) == (Bucket.WISH_NONE, 5_000)


def test_asks_24_and_25_a_cheque_of_today_has_its_numbered_receipt_at_once(
    office: Office,
) -> None:
    donor = new_donor(office, "Presse")
    give(office, (donor, 7_500), day=date(2026, 1, 5))
    report = issue(office, Scope.SINGLE, 2026, (donor.id,))
    assert report.first == "2026-000001"
    assert "75,00" in text_of(office.ask(ReceiptDocument("2026-000001")))


def test_ask_26_the_yearly_receipt_lists_each_gift(office: Office) -> None:
    donor = new_donor(office, "Mensuel")
    for month in range(1, 13):
        give(office, (donor, 1_000 + month), day=date(2025, month, 5), means=Means.TRANSFER)
    issue(office)
    text = text_of(office.ask(ReceiptDocument("2025-000001")))
    for month in range(1, 13):
        assert f"05/{month:02d}/2025" in text
        assert f"10,{month:02d}" in text


def test_cases_a01_and_a03_what_is_not_posted_gives_no_receipt(office: Office) -> None:
    donor = new_donor(office, "Brouillon")
    (gift,) = give(office, (donor, 10_000), day=date(2025, 4, 3), means=Means.CASH, post=False)
    assert office.ask(PreviewReceipts(2025)).count == 0
    assert not office.ask(ReceiptRegister(2025))
    office.do(PostBatch(gift.batch_id, difference_reason="no control"))
    issue(office)
    shown = office.ask(ShowReceipt("2025-000001")).snapshot
    (line,) = shown.lines
    assert (shown.number, line.day, line.means, line.cents) == (
        "2025-000001",
        date(2025, 4, 3),
        Means.CASH,
        10_000,
    )
    kept = office.ask(ReceiptDocument("2025-000001"))
    assert office.ask(ReceiptDocument("2025-000001")) == kept


def test_case_a04_only_what_was_paid_and_gives_right(office: Office) -> None:
    donor, services = new_donor(office, "Facture"), _services(office)
    give(office, (donor, 10_000), day=date(2025, 6, 30), means=Means.CARD)
    give(office, (donor, 10_000), day=date(2025, 6, 30), means=Means.CARD, fund_id=services)
    give(office, (donor, 20_000), post=False)
    issue(office)
    shown = office.ask(ShowReceipt("2025-000001")).snapshot
    assert [(one.means, one.cents) for one in shown.lines] == [(Means.CARD, 10_000)]


def test_case_a07_waived_expenses_have_their_day_and_no_means(office: Office) -> None:
    donor = new_donor(office, "Benevole")
    batch = office.do(OpenBatch(BatchKind.OTHER, received_on=date(2025, 5, 2)))
    stamps = Expense(day=date(2025, 5, 2), purpose="Timbres", cents=10_000)
    draft = GiftDraft(donor_id=donor.id, cents=0, means=Means.EXPENSES, expenses=(stamps,))
    office.do(AddGift(batch.id, draft))
    office.do(PostBatch(batch.id))
    issue(office)
    shown = office.ask(ShowReceipt("2025-000001")).snapshot
    assert (shown.cents, shown.payment) == (10_000, ())
    assert "Frais engagés" in text_of(office.ask(ReceiptDocument("2025-000001")))


def test_cases_c01_and_c02_each_donor_once_without_the_fee_of_an_event(office: Office) -> None:
    one, two = new_donor(office, "Un"), new_donor(office, "Deux")
    give(office, (one, 1_000), (one, 2_000), (two, 4_000), day=date(2024, 5, 1))
    give(office, (one, 1_000), (two, 4_000))
    give(office, (one, 2_000), fund_id=_services(office))
    issue(office, year=2024)
    issue(office)
    assert amounts(office, 2024) == {"UN Zoé": 3_000, "DEUX Zoé": 4_000}
    assert amounts(office) == {"UN Zoé": 1_000, "DEUX Zoé": 4_000}


def test_case_d01_each_year_begins_at_one_and_has_no_hole(office: Office) -> None:
    for place, day in enumerate((date(2026, 5, 1), date(2026, 6, 1), date(2027, 1, 2))):
        office.clock = FixedClock(day)
        donor = new_donor(office, f"Rang{place}")
        give(office, (donor, 1_000), day=day)
        issue(office, Scope.SINGLE, day.year, (donor.id,))
    numbers = [one.number for year in (2026, 2027) for one in office.ask(ReceiptRegister(year))]
    assert numbers == ["2026-000001", "2026-000002", "2027-000001"]


def test_case_e01_only_what_is_final_and_free_enters_an_issue(office: Office) -> None:
    donor, free = new_donor(office, "Tout"), new_donor(office, "Libre")
    give(office, (donor, 1_000))
    issue(office)
    give(office, (donor, 2_000), post=False)
    give(office, (donor, 3_000), fund_id=_services(office))
    give(office, (free, 500))
    preview = office.ask(PreviewReceipts(2025))
    assert [(one.donor_id, one.cents) for one in preview.due] == [(free.id, 500)]


def test_case_e02_an_issue_tells_how_far_it_is(office: Office) -> None:
    give(office, *((new_donor(office, f"Six{letter}"), 1_000) for letter in "ABCDEF"))
    listener = Listener()
    office.do(IssueReceipts(2025, 6), progress=listener)
    assert listener.told == [(0, 6), (6, 6)]
    assert len(amounts(office)) == 6


def test_every_document_is_sound_readable_and_has_its_fonts(office: Office, tmp_path: Path) -> None:
    """As issued, copied, cancelled and joined: qpdf, pdftotext and pdffonts find nothing wrong."""
    give(office, (new_donor(office, "Lisible"), 123_456), (new_donor(office, "Éàüœ"), 1_000))
    issue(office)
    office.do(CancelReceipt("2025-000002", "wrong"))
    documents = (
        office.ask(ReceiptDocument("2025-000001")),
        office.do(CopyReceipt("2025-000001", "lost")),
        office.ask(ReceiptDocument("2025-000002")),
        office.ask(ReceiptsToPrint(("2025-000001", "2025-000002"))),
        office.ask(Specimen(2024, _given_in_2024(office))),
    )
    for place, document in enumerate(documents):
        assert is_sound(document)
        path = tmp_path / f"{place}.pdf"
        path.write_bytes(document)
        read = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True)
        assert "Les Amis du Moulin" in read.stdout.decode()
        fonts = subprocess.run(["pdffonts", path], check=True, capture_output=True)
        rows = fonts.stdout.decode().splitlines()[2:]
        assert rows
        assert all(row.split()[-5] == "yes" for row in rows), rows
        with pikepdf.open(path) as pdf:
            assert all(page.mediabox == [0, 0, 595.2756, 841.8898] for page in pdf.pages)


def _given_in_2024(office: Office) -> int:
    donor = new_donor(office, "Avant")
    give(office, (donor, 1_000), day=date(2024, 5, 1))
    return donor.id


def test_nobody_issues_twice_what_is_issued(office: Office) -> None:
    give(office, (new_donor(office, "Fini"), 1_000))
    issue(office)
    with pytest.raises(Refused, match="No receipt is due"):
        office.do(IssueReceipts(2025, 1))
    known = office.ask(GetOrganisation())
    office.do(EditOrganisation(replace(known, name="Les Nouveaux Amis")))
    assert "Les Amis du Moulin" in text_of(office.ask(ReceiptDocument("2025-000001")))
    (line,) = office.ask(DonorReceipts(1))
    assert line.state == "issued"
