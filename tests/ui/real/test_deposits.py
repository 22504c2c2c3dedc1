# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cheques kept for later, deposited; a gift on a receipt, corrected: with real keys, no mouse."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.deposits import DepositState
from app.domain.organisation import Organisation
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.deposits import ListDeposits, OnHand, ShowDeposit
from app.usecases.donors import FindDonors
from app.usecases.gifts import AddGift, GiftDraft, ListReturns
from app.usecases.office import Office
from app.usecases.organisation import EditOrganisation, GetOrganisation
from app.usecases.receipts import IssueReceipts, ReceiptRegister, VerifyReceipts
from tests.support.giving import give, new_donor
from tests.ui.real.conftest import Start
from tests.ui.real.program import Program
from tests.ui.real.test_correcting import correct_first_line
from tests.ui.real.test_keying import key_line, open_batch
from tests.ui.real.test_pages import go, open_office

pytestmark = pytest.mark.screen
Look = Callable[[Callable[[Office], None]], None]


@pytest.fixture
def outside(dossier: Path) -> Look:
    """Return what works on the dossier while the program is closed."""

    def work(job: Callable[[Office], None]) -> None:
        office = open_office(dossier)
        try:
            job(office)
        finally:
            office.close()

    return work


def keep_two_batches(office: Office) -> None:
    """Post two batches, all their cheques kept for another day."""
    (donor,) = office.ask(FindDonors("zyvatel"))
    for amounts in ((75_00, 50_00), (30_00,)):
        batch = office.do(OpenBatch(expected_count=len(amounts), expected_total_cents=sum(amounts)))
        gifts = [
            office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=cents)))
            for cents in amounts
        ]
        office.do(PostBatch(batch.id, later=tuple(gift.id for gift in gifts)))


def sound(program: Program) -> bool:
    return (program.ask("clashes"), program.ask("nameless"), program.ask("mouse")) == ([], [], 0)


def test_cheques_kept_for_later_are_deposited_another_day(outside: Look, start: Start) -> None:
    outside(keep_two_batches)
    program = start()
    go(program, "Remises")
    program.wait_text("3 dons attendent une remise")
    program.wait_focus("depositsTable")
    assert sound(program)
    program.key("alt+m")
    program.wait_focus("onHandTable")
    program.wait_text("3 choisis")
    assert sound(program)
    program.key("Home", "Down", "space")
    program.wait_text("2 choisis")
    program.key("ctrl+KP_Enter")
    program.wait_text("est faite.")
    program.wait_focus("btnSlip")
    assert sound(program)
    program.key("alt+p")
    program.wait_text("portée à la banque le 06/01/2026")
    program.key("alt+v")
    program.until(lambda: (program.ask("focus") or {}).get("text") == "06/01/2026")
    assert sound(program)
    program.key("alt+l")
    program.wait_text("créditée de 105,00")
    program.close()

    def look(office: Office) -> None:
        latest = office.ask(ListDeposits())[0]
        assert (latest.count, latest.cents, latest.state) == (2, 105_00, DepositState.RECONCILED)
        assert [line.cents for line in office.ask(OnHand())] == [50_00]

    outside(look)


def test_a_cheque_is_kept_from_the_posting_page(program: Program, outside: Look) -> None:
    open_batch(program, "2", "80")
    key_line(program, "104289", "50")
    key_line(program, "104289", "30")
    program.wait_lines(2)
    program.key("F12")
    program.wait_focus("btnConfirmPost")
    assert sound(program)
    program.key("alt+h")
    program.until(lambda: program.shows("laterTable"))
    assert sound(program)
    program.key("Tab")
    program.wait_focus("laterTable")
    program.key("End", "space")
    program.wait_text("gardé pour un autre jour\u00a0: 30,00")
    program.key("alt+v")
    program.wait_text("Merci.")
    assert program.ask("mouse") == 0
    program.close()

    def look(office: Office) -> None:
        assert office.ask(ShowDeposit(office.ask(ListDeposits())[0].id)).deposit.cents == 50_00
        assert [line.cents for line in office.ask(OnHand())] == [30_00]

    outside(look)


@pytest.fixture
def receipted(outside: Look, organisation: Organisation) -> None:
    """The newest batch holds one gift, on a live receipt of 2025."""

    def job(office: Office) -> None:
        known = office.ask(GetOrganisation())
        office.do(EditOrganisation(replace(organisation, id=known.id, version=known.version)))
        donor = new_donor(office, "Vraiment-Seule")
        give(office, (donor, 50_00))
        office.do(IssueReceipts(2025, 1, donor_ids=(donor.id,)))

    outside(job)


def open_newest_batch(program: Program) -> None:
    go(program, "Lots")
    program.wait_focus("batchesTable")
    program.key("Home", "Return")
    program.until(lambda: program.shows("postedTable"))
    correct_first_line(program)
    program.until(lambda: (program.ask("focus") or {}).get("spoken") == "Montant")


@pytest.mark.usefixtures("receipted")
def test_ctrl_e_on_a_receipted_gift_replaces_its_receipt(start: Start, outside: Look) -> None:
    program = start()
    open_newest_batch(program)
    program.type("55")
    program.wait_text("Le reçu fiscal 2025-000001 sera annulé, et un autre de 55,00")
    assert sound(program)
    program.key("alt+t")
    program.wait_focus("correctionReason")
    program.type("mal lu")
    program.key("ctrl+KP_Enter")
    program.wait_text("le reçu 2025-000002 l’annule et le remplace")
    assert program.ask("mouse") == 0
    program.close()

    def look(office: Office) -> None:
        old, new = office.ask(ReceiptRegister(2025))
        assert (old.state, old.replaced_by) == ("cancelled", new.number)
        assert (new.state, new.cents) == ("issued", 55_00)
        assert office.ask(VerifyReceipts()).ok

    outside(look)


@pytest.mark.usefixtures("receipted")
def test_an_unpaid_cheque_takes_its_receipt_and_its_fee_along(start: Start, outside: Look) -> None:
    program = start()
    open_newest_batch(program)
    program.key("alt+j")
    program.wait_text("il ne reste rien pour le remplacer")
    assert sound(program)
    program.key("alt+a")
    program.type("12,50")
    program.key("alt+t")
    program.wait_focus("correctionReason")
    program.type("sans provision")
    program.key("ctrl+Return")
    program.wait_text("Le reçu 2025-000001 est annulé.")
    program.close()

    def look(office: Office) -> None:
        (line,) = office.ask(ListReturns())
        assert (line.entry.fee_cents, line.entry.receipt_number) == (12_50, "2025-000001")
        assert [one.state for one in office.ask(ReceiptRegister(2025))] == ["cancelled"]

    outside(look)
