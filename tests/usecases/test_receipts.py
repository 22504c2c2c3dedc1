# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts issued, copied, cancelled and proved, on real dossiers."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from app.domain.addresses import Address
from app.domain.donors import DonorKind, ReceiptWish
from app.domain.gifts import Means
from app.domain.organisation import Fund, Organisation
from app.domain.receipts import Bucket, EventKind, Scope
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.usecases.donors import EditDonor
from app.usecases.gifts import CorrectGift
from app.usecases.office import Office
from app.usecases.organisation import EditOrganisation, GetOrganisation, SaveFund
from app.usecases.receipts import (
    CancelReceipt,
    ContinueRegister,
    CopyReceipt,
    DeclareReceipts,
    DonorReceipts,
    IssueReceipts,
    IssueReport,
    PreviewReceipts,
    ReceiptDocument,
    ReceiptPreview,
    ReceiptRegister,
    ReceiptRuns,
    ReceiptSeries,
    RunDocuments,
    RunToPrint,
    ShowReceipt,
    Specimen,
    VerifyReceipts,
)
from app.wiring import ShippedDoors
from tests.support.giving import give, new_donor
from tests.support.pdf import text_of


def issue(office: Office, scope: Scope = Scope.ANNUAL, year: int = 2025) -> IssueReport:
    """Issue whatever is due."""
    due = office.ask(PreviewReceipts(year, scope)).count
    return office.do(IssueReceipts(year, due, scope))


def bucket_of(preview: ReceiptPreview) -> dict[Bucket, tuple[int, int]]:
    """Return count and cents of each bucket."""
    return {total.bucket: (total.count, total.cents) for total in preview.buckets}


def assert_adds_up(preview: ReceiptPreview) -> None:
    """Every cent of the year is in one place."""
    held = preview.cents + sum(total.cents for total in preview.buckets)
    assert held == preview.ledger_cents
    assert sum(one.cents for one in preview.due) == preview.cents


def test_every_donor_stands_in_one_bucket_and_every_cent_too(any_office: Office) -> None:
    office = any_office
    other = office.do(SaveFund(Fund(code="SERV", name="Services", eligible=False)))
    whole = new_donor(office, "Complet")
    give(office, (whole, 14_000), (None, 700))
    give(office, (whole, 1_000), fund_id=other.id)
    give(office, (new_donor(office, "Service"), 2_000), fund_id=other.id)
    give(
        office,
        (new_donor(office, "Sansrue", address=Address(city="Rennes")), 300),
        (new_donor(office, "Revenu", returned_on=date(2025, 11, 2)), 400),
        (new_donor(office, "Sansprenom", first_name="", civility=""), 500),
        (new_donor(office, "山田"), 600),
        (new_donor(office, "Aucun", receipt_wish=ReceiptWish.NONE), 800),
        (new_donor(office, "Chaque", receipt_wish=ReceiptWish.PER_GIFT), 900),
        (
            new_donor(office, "", kind=DonorKind.ORGANISATION, organisation_name="Éts Fictifs"),
            1_100,
        ),
    )
    give(office, (new_donor(office, "Brouillon"), 9_900), post=False)
    give(office, (whole, 5_500), day=date(2024, 12, 31))

    preview = office.ask(PreviewReceipts(2025))
    assert (preview.count, preview.cents) == (1, 14_000)
    assert_adds_up(preview)
    assert preview.ledger_cents == 22_300
    assert bucket_of(preview) == {
        Bucket.UNIDENTIFIED: (1, 700),
        Bucket.ORGANISATION: (1, 1_100),
        Bucket.NAME_INCOMPLETE: (1, 500),
        Bucket.ADDRESS_INCOMPLETE: (1, 300),
        Bucket.UNPRINTABLE: (1, 600),
        Bucket.MAIL_RETURNED: (1, 400),
        Bucket.WISH_NONE: (1, 800),
        Bucket.WISH_OTHER: (1, 900),
        Bucket.NOT_ELIGIBLE: (1, 3_000),
    }
    report = issue(office)
    assert (report.count, report.cents, report.left_out) == (1, 14_000, ())
    after = office.ask(PreviewReceipts(2025))
    assert_adds_up(after)
    assert bucket_of(after)[Bucket.ALREADY_ISSUED] == (1, 14_000)
    assert office.ask(VerifyReceipts()).ok


def test_numbers_follow_the_names_and_begin_again_with_the_year(any_office: Office) -> None:
    office = any_office
    zoe, abel = new_donor(office, "Zoll"), new_donor(office, "Abel")
    give(office, (zoe, 1_000), (abel, 2_000))
    give(office, (abel, 3_000), day=date(2024, 5, 1))
    assert issue(office).last == "2025-000002"
    assert issue(office, year=2024).first == "2024-000001"
    register = office.ask(ReceiptRegister(2025))
    assert [(one.number, one.donor_id, one.cents) for one in register] == [
        ("2025-000001", abel.id, 2_000),
        ("2025-000002", zoe.id, 1_000),
    ]
    assert [one.number for one in office.ask(DonorReceipts(abel.id))] == [
        "2025-000001",
        "2024-000001",
    ]
    (run,) = office.ask(ReceiptRuns(2025))
    assert run.finished_at is not None
    assert [(one.year, one.last) for one in office.ask(ReceiptSeries())] == [(2024, 1), (2025, 2)]
    verdict = office.ask(VerifyReceipts())
    assert (verdict.checked, verdict.problems) == (3, ())


def test_the_document_is_what_was_printed_then(office: Office) -> None:
    donor = new_donor(office, "Łukasiewicz-Sørensen", first_name="Œdipe", civility="M.")
    give(office, (donor, 123_456), day=date(2025, 3, 1), means=Means.CASH)
    give(office, (donor, 100), day=date(2025, 6, 2))
    issue(office)
    office.do(EditDonor(replace(donor, last_name="Autre")))
    document = office.ask(ReceiptDocument("2025-1"))
    text = " ".join(text_of(document).split())
    for mention in (
        "Reçu des dons et versements effectués par les particuliers",
        "au titre des articles 200 et 978 du code général des impôts",
        "N° 11580*05",
        "2025-000001",
        "Les Amis du Moulin",
        "732829320",
        "Restaurer le moulin de la commune",
        "Association loi 1901",
        "ŁUKASIEWICZ-SØRENSEN",
        "Œdipe",
        "***1\u202f235,56***",
        "mille deux cent trente-cinq euros et cinquante-six centimes",
        "cumul de l’année 2025 (2 versements, liste ci-dessous)",
        "200 du CGI",
        "Déclaration de don manuel",
        "01/03/2025 Espèces 1\u202f234,56 €",
        "02/06/2025 Chèque 1,00 €",
        "Rennes, le 06/01/2026",
        "amende prévue à l’article 1740 A",
    ):
        assert mention.replace("\u202f", " ") in text.replace("\u202f", " ").replace("\xa0", " ")
    sheet = office.ask(ShowReceipt("2025-000001"))
    assert sheet.snapshot.recipient.last_name == "ŁUKASIEWICZ-SØRENSEN"
    assert sheet.line.document_sha256 == sheet.receipt.document_sha256


def test_the_typed_count_must_be_that_of_the_preview(office: Office) -> None:
    give(office, (new_donor(office, "Un"), 1_000))
    with pytest.raises(Refused, match="You confirmed 2 receipts, but 1 are due"):
        office.do(IssueReceipts(2025, 2))
    with pytest.raises(Refused, match="has not begun"):
        office.do(IssueReceipts(2031, 1))
    issue(office)
    with pytest.raises(Refused, match="No receipt is due"):
        office.do(IssueReceipts(2025, 1))
    assert office.ask(VerifyReceipts()).checked == 1


def test_an_association_without_the_right_issues_nothing(office: Office) -> None:
    give(office, (new_donor(office, "Un"), 1_000))
    known = office.ask(GetOrganisation())
    office.do(EditOrganisation(replace(known, receipts_allowed=False)))
    assert office.ask(PreviewReceipts(2025)).obstacles
    with pytest.raises(Refused, match="1740 A"):
        office.do(IssueReceipts(2025, 1))


def test_a_late_gift_makes_a_supplementary_receipt(office: Office) -> None:
    donor = new_donor(office, "Tardif")
    give(office, (donor, 1_000))
    issue(office)
    give(office, (donor, 500))
    preview = office.ask(PreviewReceipts(2025))
    assert_adds_up(preview)
    issue(office)
    sheet = office.ask(ShowReceipt("2025-000002"))
    assert (sheet.snapshot.supplementary, sheet.snapshot.cents) == (True, 500)


def test_one_receipt_for_each_gift_for_who_wants_it(office: Office) -> None:
    each = new_donor(office, "Chaque", receipt_wish=ReceiptWish.PER_GIFT)
    yearly = new_donor(office, "Annuel")
    give(office, (each, 1_000), (each, 2_000), (yearly, 3_000))
    preview = office.ask(PreviewReceipts(2025, Scope.SINGLE))
    assert (preview.count, preview.cents) == (2, 3_000)
    assert_adds_up(preview)
    issue(office, Scope.SINGLE)
    named = PreviewReceipts(2025, Scope.SINGLE, (yearly.id,))
    assert office.ask(named).count == 1
    assert [one.cents for one in office.ask(ReceiptRegister(2025))] == [1_000, 2_000]
    assert office.ask(VerifyReceipts()).ok


def test_below_the_threshold_no_annual_receipt_unless_asked(office: Office) -> None:
    donor = new_donor(office, "Petit")
    give(office, (donor, 500))
    known = office.ask(GetOrganisation())
    office.do(EditOrganisation(replace(known, receipt_threshold_cents=1_000)))
    assert bucket_of(office.ask(PreviewReceipts(2025))) == {Bucket.BELOW_THRESHOLD: (1, 500)}
    assert office.ask(PreviewReceipts(2025, Scope.ANNUAL, (donor.id,))).count == 1


def test_a_former_register_is_continued(any_office: Office) -> None:
    any_office.do(ContinueRegister(2025, 413))
    give(any_office, (new_donor(any_office, "Un"), 1_000))
    assert issue(any_office).first == "2025-000413"
    assert any_office.ask(VerifyReceipts()).ok
    with pytest.raises(Refused, match="no second beginning"):
        any_office.do(ContinueRegister(2025, 1))
    with pytest.raises(Refused, match="1 or more"):
        any_office.do(ContinueRegister(2026, 0))


def test_cancelled_then_replaced_both_numbers_stay(any_office: Office) -> None:
    office = any_office
    donor = new_donor(office, "Faute")
    give(office, (donor, 1_000))
    issue(office)
    with pytest.raises(Refused, match="Say why"):
        office.do(CancelReceipt("2025-000001", " "))
    done = office.do(CancelReceipt("2025-000001", "name misspelt", replace=True))
    assert done.replacement is not None
    assert done.replacement.number == "2025-000002"
    old, new = office.ask(ReceiptRegister(2025))
    assert (old.state, old.reason, old.replaced_by) == ("cancelled", "name misspelt", new.number)
    assert (new.state, new.replaces) == ("issued", old.number)
    assert "Annule et remplace le reçu n° 2025-000001" in text_of(
        office.ask(ReceiptDocument(new.number))
    )
    assert "ANNULÉ" in text_of(office.ask(ReceiptDocument(old.number)))
    assert office.ask(DeclareReceipts(2025)).figures.covering == 1
    assert office.ask(DeclareReceipts(2026)).figures.count == 1
    assert office.ask(DeclareReceipts(2026)).figures.cancelled == 1
    with pytest.raises(Refused, match="cancelled already"):
        office.do(CancelReceipt(old.number, "again"))
    with pytest.raises(Refused, match="was cancelled"):
        office.do(CopyReceipt(old.number))
    assert office.ask(VerifyReceipts()).problems == ()


def test_a_gift_corrected_after_cancelling_replaces_the_receipt(office: Office) -> None:
    donor = new_donor(office, "Erreur")
    (gift,) = give(office, (donor, 2_000))
    issue(office)
    office.do(CancelReceipt("2025-000001", "misread"))
    office.do(CorrectGift(gift_id=gift.id, reason="misread", cents=2_500))
    issue(office)
    sheet = office.ask(ShowReceipt("2025-000002"))
    assert (sheet.snapshot.cents, sheet.snapshot.replaces) == (2_500, "2025-000001")
    assert len(sheet.snapshot.lines) == 1
    assert office.ask(VerifyReceipts()).ok


def test_nothing_left_nothing_replaces(office: Office) -> None:
    donor = new_donor(office, "Parti")
    give(office, (donor, 2_000))
    issue(office)
    office.do(EditDonor(replace(donor, address=Address())))
    with pytest.raises(Refused, match="Nothing can replace"):
        office.do(CancelReceipt("2025-000001", "moved", replace=True))
    assert office.ask(ReceiptRegister(2025))[0].state == "issued"


def test_a_copy_is_marked_dated_and_remembered(office: Office) -> None:
    give(office, (new_donor(office, "Perdu"), 1_000))
    issue(office)
    copy = office.do(CopyReceipt("2025-000001", "lost in the mail"))
    text = text_of(copy)
    assert "DUPLICATA" in text
    assert "Duplicata établi le 06/01/2026" in text
    assert "2025-000001" in text
    sheet = office.ask(ShowReceipt("2025-000001"))
    assert [(one.kind, one.by, one.reason) for one in sheet.events] == [
        (EventKind.COPIED, "Anne", "lost in the mail")
    ]
    assert sheet.line.copies == 1
    assert "DUPLICATA" not in text_of(office.ask(ReceiptDocument("2025-000001")))


def _picture(shade: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 30), (shade, shade, shade)).save(out, "PNG")
    return out.getvalue()


def test_logo_and_signature_are_on_the_sheet_and_shared(office: Office) -> None:
    known = office.ask(GetOrganisation())
    office.do(EditOrganisation(known, logo=_picture(10), signature=_picture(200)))
    give(office, (new_donor(office, "Un"), 1_000), (new_donor(office, "Deux"), 1_000))
    report = issue(office)
    for _number, body in office.ask(RunDocuments(report.run_id)):
        with pikepdf.open(BytesIO(body)) as pdf:
            assert len([one for one in pdf.objects if _is_image(one)]) == 2
    assert office.ask(VerifyReceipts()).ok


def _is_image(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"


def test_before_the_first_known_form_nothing_can_be_issued(
    doors: ShippedDoors, organisation: Organisation, tmp_path: Path
) -> None:
    early = FixedClock(date(2021, 1, 5))
    office = doors.create(str(tmp_path / "a.obole"), organisation, clock=early)
    try:
        with pytest.raises(Refused, match="No version of the form"):
            office.ask(PreviewReceipts(2020))
    finally:
        office.close()


def test_a_run_prints_as_one_file_of_the_archived_pages(office: Office) -> None:
    donors = [new_donor(office, f"Nom{i:02d}") for i in range(12)]
    give(office, *((one, 1_000) for one in donors))
    for day in range(1, 12):
        give(office, (donors[0], 100), day=date(2025, 5, day))
    report = issue(office)
    whole = office.ask(RunToPrint(report.run_id))
    with pikepdf.open(BytesIO(whole)) as pdf:
        assert len(pdf.pages) == 13
    text = text_of(whole)
    places = [text.index(f"2025-{i:06d}") for i in range(1, 13)]
    assert places == sorted(places)
    files = office.ask(RunDocuments(report.run_id, first=10))
    assert [name for name, _body in files] == ["2025-000011", "2025-000012"]
    assert len(whole) < 2 * len(files[0][1])


def test_specimens_have_no_number_and_say_so(office: Office) -> None:
    donor = new_donor(office, "Épreuve")
    give(office, (donor, 1_000))
    text = text_of(office.ask(Specimen(2025, donor.id)))
    assert "SPÉCIMEN" in text
    assert "2025-0" not in text
    assert not office.ask(ReceiptRegister(2025))
    with pytest.raises(Refused, match="would be issued none"):
        office.ask(Specimen(2024, donor.id))


def test_an_unknown_number_is_told(office: Office) -> None:
    with pytest.raises(Refused, match="No receipt bears number 2025-000009"):
        office.ask(ShowReceipt("2025-000009"))
    with pytest.raises(Refused, match="is not a receipt number"):
        office.ask(ShowReceipt("douze"))
    with pytest.raises(Refused, match="made no receipt"):
        office.ask(RunToPrint(99))


def test_who_is_no_longer_due_is_left_out_and_told(office: Office) -> None:
    first, second = new_donor(office, "Abel"), new_donor(office, "Bruno")
    give(office, (first, 1_000), (second, 2_000))
    steps = office.steps(IssueReceipts(2025, 2))
    next(steps)
    office.do(EditDonor(replace(first, address=Address())))
    report: IssueReport | None = None
    try:
        while True:
            next(steps)
    except StopIteration as end:
        report = end.value
    assert report is not None
    assert report.count == 1
    assert report.left_out == (f"{first.display_name} ({first.number_text})",)
    assert office.ask(VerifyReceipts()).ok
