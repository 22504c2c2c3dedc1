# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The receipts screen: what follows an issue. Rehearsing and issuing are in ``tests/ui/real``."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.addresses import Address
from app.domain.batches import BatchKind
from app.domain.donors import Donor, ReceiptChannel, ReceiptWish
from app.ui.kit import dialogs, papers, printing
from app.ui.kit.consequences import ConsequencesPage
from app.ui.kit.screen import Services
from app.ui.screens.receipts.presenter import Step
from app.ui.screens.receipts.screen import ReceiptsScreen
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.donors import CreateDonor
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office
from app.usecases.organisation import EditOrganisation, GetOrganisation
from app.usecases.receipts.register import ReceiptRegister
from tests.support.pdf import is_locked

Settle = Callable[[], None]
_HOME = Address(street="12 rue du Pré", postal_code="35000", city="Rennes")
_DONORS = (
    Donor(last_name="DUPONT", first_name="Marie", address=_HOME),
    Donor(
        last_name="LE GALL",
        first_name="Yann",
        address=replace(_HOME, postal_code="29200", city="Brest"),
        email="yann@exemple.fr",
        receipt_channel=ReceiptChannel.EMAIL,
    ),
    Donor(last_name="SANS", first_name="Adresse"),
    Donor(last_name="SANS", first_name="Reçu", address=_HOME, receipt_wish=ReceiptWish.NONE),
)


def _fill(office: Office) -> None:
    """Post one gift of 50 € for each of four donors, two of whom can be receipted."""
    batch = office.do(OpenBatch(kind=BatchKind.CHEQUES, received_on=date(2025, 12, 1)))
    for donor in _DONORS:
        saved = office.do(CreateDonor(donor))
        office.do(AddGift(batch.id, GiftDraft(donor_id=saved.id, cents=5000)))
    office.do(PostBatch(batch.id))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes]]:
    """The documents shown to the person, by name."""
    shown: list[tuple[str, bytes]] = []
    monkeypatch.setattr(papers, "show_pdf", lambda _parent, body, name: shown.append((name, body)))
    monkeypatch.setattr(
        printing,
        "print_paper",
        lambda _services, _on, paper: shown.append((paper.name, paper.body)),
    )
    return shown


@pytest.fixture
def screen(
    services: Services, window: QWidget, settle: Settle, opened: list[tuple[str, bytes]]
) -> ReceiptsScreen:
    """The screen on a dossier of four gifts."""
    _fill(services.office)
    made = ReceiptsScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    settle()
    return made


def _confirm(screen: ReceiptsScreen, settle: Settle, typed: str) -> None:
    screen.assistant.check(2025)
    settle()
    screen.assistant.check_page.next.click()
    page = screen.assistant.current
    assert isinstance(page, ConsequencesPage)
    assert page.typed.hasFocus()
    QTest.keyClicks(page.typed, typed)
    QTest.keyClick(page.typed, Qt.Key.Key_Enter)
    settle()


def test_an_exception_opens_the_screen_that_repairs_it(
    screen: ReceiptsScreen, services: Services, settle: Settle
) -> None:
    screen.assistant.check(2025)
    settle()
    QTest.keyClick(screen.assistant.check_page.piles, Qt.Key.Key_F2)
    visits = services.navigator.visits  # type: ignore[attr-defined]
    assert visits == [("donors", {"ids": (3,), "why": "incomplete address"})]
    screen.assistant.check_page.piles.selectRow(1)
    assert not screen.assistant.check_page.repair.isEnabled()
    assert screen.assistant.check_page.repair.toolTip()


def test_the_right_count_issues_and_sorts_paper_from_mail(
    screen: ReceiptsScreen, services: Services, settle: Settle, opened: list[tuple[str, bytes]]
) -> None:
    _confirm(screen, settle, "2")
    assert screen.assistant.step is Step.HAND_OVER
    assert [r.number for r in services.office.ask(ReceiptRegister(2025))] == [
        "2025-000001",
        "2025-000002",
    ]
    page = screen.assistant.hand_over
    assert page.paper.text() == "On paper: 1 receipt"
    assert page.mail.text() == "By e-mail: 1 receipt"
    page.print.click()
    settle()
    assert opened[-1][1].startswith(b"%PDF")


def test_what_jammed_is_printed_again_from_its_number_even_another_day(
    screen: ReceiptsScreen, services: Services, settle: Settle, opened: list[tuple[str, bytes]]
) -> None:
    office = services.office
    for name in ("AUBE", "BOIS", "CIEL"):
        donor = office.do(CreateDonor(Donor(last_name=name, first_name="Zoé", address=_HOME)))
        batch = office.do(OpenBatch(kind=BatchKind.CHEQUES, received_on=date(2025, 12, 2)))
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=1000)))
        office.do(PostBatch(batch.id))
    _confirm(screen, settle, "5")
    page = screen.assistant.hand_over
    assert page.paper.text() == "On paper: 4 receipts"
    page.print.click()
    settle()
    assert opened[-1][0] == "2025-000001_2025-000004"
    page.last.setText("douze")
    page.resume.click()
    assert "“douze” is no receipt of this packet" in page.bar.label.text()
    page.last.setText("2")
    QTest.keyClick(page.last, Qt.Key.Key_Return)
    settle()
    assert page.paper.text() == "On paper: 2 receipts · 2 printed already"
    screen.assistant._go(screen.assistant.what, Step.WHAT)
    screen.assistant.what.hand_over.click()
    settle()
    assert screen.assistant.step_back()
    screen.assistant.what.hand_over.click()
    settle()
    page.even.setChecked(True)
    page.print.click()
    settle()
    assert opened[-1][0].startswith("2025-000003_")
    with pikepdf.open(BytesIO(opened[-1][1])) as pdf:
        assert len(pdf.pages) == 4, "each begins on a front"
    page.all_out.click()
    settle()
    assert not page.print.isEnabled()
    assert page.packet_text.text() == "No receipt on paper waits."


def test_files_for_mail_are_saved_one_each(
    screen: ReceiptsScreen, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _confirm(screen, settle, "2")
    monkeypatch.setattr(dialogs, "folder_to_write", lambda *_arguments: tmp_path)
    screen.assistant.hand_over.save.click()
    settle()
    (sent,) = tmp_path.glob("*.pdf")
    assert sent.name == "2025-000002.pdf"
    assert is_locked(sent.read_bytes())
    kept = tmp_path / "kept"
    kept.mkdir()
    monkeypatch.setattr(dialogs, "folder_to_write", lambda *_arguments: kept)
    screen.assistant.hand_over.next.click()
    settle()
    screen.assistant.archive.files.click()
    settle()
    assert [is_locked(path.read_bytes()) for path in kept.glob("*.pdf")] == [False, False]


def test_the_archive_gives_the_figures_of_the_declaration_and_the_proof(
    screen: ReceiptsScreen, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _confirm(screen, settle, "2")
    screen.assistant.hand_over.next.click()
    settle()
    card = screen.assistant.archive.declaration
    assert card.figures.text() == "2025: 0 receipts · €100.00"
    assert "(receipts that mention them: 2)" in card.law.text()
    assert card.state.text == "not noted as declared"
    card.noted.click()
    settle()
    assert card.state.text == "declared on 06/01/2026 by Anne"
    assert not card.noted.isEnabled()
    target = tmp_path / "declared.csv"
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_arguments: target)
    card.listing.click()
    settle()
    assert target.read_bytes().count(b"2025-0000") == 2
    screen.assistant.archive.verify.click()
    settle()
    assert "2 receipts verified" in screen.assistant.archive.proof.text()


def test_a_year_is_declared_in_may_without_issuing_anything(
    screen: ReceiptsScreen, settle: Settle
) -> None:
    screen.assistant.what.archive.click()
    settle()
    assert screen.assistant.step is Step.ARCHIVE
    assert screen.assistant.archive.declaration.figures.text() == "2025: 0 receipts · €0.00"
    assert not screen.assistant.archive.files.isVisible()
    assert screen.assistant.step_back()
    assert screen.assistant.current is screen.assistant.what


def test_the_register_is_saved_as_a_workbook_and_printed(
    screen: ReceiptsScreen,
    settle: Settle,
    opened: list[tuple[str, bytes]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    _confirm(screen, settle, "2")
    screen.open(number="2025-000001")
    settle()
    path = tmp_path / "registre.xlsx"
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_arguments: path)
    screen.desk.register.workbook.click()
    settle()
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    assert sum("2025-00000" in str(row[0]) for row in rows) == 2
    screen.desk.register.print.click()
    settle()
    assert opened[-1][0] == "register-2025"


def test_a_receipt_is_copied_then_cancelled_and_replaced(
    screen: ReceiptsScreen, services: Services, settle: Settle, opened: list[tuple[str, bytes]]
) -> None:
    _confirm(screen, settle, "2")
    screen.open(number="2025-000001")
    settle()
    pane, page = screen.desk.register.pane, screen.desk.cancel_page
    assert pane.number.text() == "Receipt no. 2025-000001"
    pane.copy_button.click()
    settle()
    assert opened[-1][0] == "2025-000001_duplicate"
    pane.cancel_button.click()
    page.act.click()
    settle()
    assert len(services.office.ask(ReceiptRegister(2025))) == 2
    QTest.keyClicks(page.reason, "Name misspelt")
    page.act.click()
    settle()
    lines = services.office.ask(ReceiptRegister(2025))
    assert [(line.number, line.state) for line in lines] == [
        ("2025-000001", "cancelled"),
        ("2025-000002", "issued"),
        ("2025-000003", "issued"),
    ]
    assert "2025-000001" in pane.links.label.text()
    screen.desk.register.select("2025-000001")
    settle()
    assert not pane.cancel_button.isEnabled()
    assert pane.cancel_button.accessibleDescription()


def test_escape_goes_back_page_by_page(screen: ReceiptsScreen, settle: Settle) -> None:
    screen.assistant.check(2025)
    settle()
    screen.assistant.check_page.next.click()
    assert screen.step_back()
    assert screen.assistant.step is Step.CHECK
    screen.show_register()
    settle()
    assert screen.step_back()
    assert screen.assistant.step is Step.CHECK
    assert screen.step_back()
    assert not screen.step_back()


def test_without_the_right_to_issue_the_first_step_says_why(
    services: Services, window: QWidget, settle: Settle
) -> None:
    organisation = services.office.ask(GetOrganisation())
    services.office.do(EditOrganisation(replace(organisation, receipts_allowed=False)))
    screen = ReceiptsScreen(services)
    QVBoxLayout(window).addWidget(screen)
    window.show()
    settle()
    assert not screen.assistant.what.next.isEnabled()
    assert "article 200" in screen.assistant.what.bar.label.text()
