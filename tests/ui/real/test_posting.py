# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A batch checked, corrected and posted with real keys; what it leaves behind."""

import subprocess
import time
from pathlib import Path

import pytest

from app.domain.batches import BatchRules
from app.kernel.clock import FixedClock
from app.usecases.batches import OpenBatch, SaveBatchRules
from app.usecases.deposits import DepositSlip, ListDeposits
from app.usecases.donors import DonorIds
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.letters.queue import ThankQueue
from app.usecases.receipts import PreviewReceipts
from app.wiring import ShippedDoors
from tests.conftest import TODAY
from tests.ui.real.conftest import Start
from tests.ui.real.program import Program
from tests.ui.real.test_keying import key_line, open_batch

pytestmark = pytest.mark.screen
CHEQUES = 200
POSTED_WITHIN_S = 2.0


def resume(program: Program) -> None:
    program.wait_text("Reprendre")
    program.key("Return")
    program.wait_focus("finder")


def key_forty_five_for_fifty_four(program: Program) -> None:
    open_batch(program, "2", "104")
    key_line(program, "104289", "50")
    key_line(program, "104289", "45")
    program.wait_lines(2)


def test_f9_finds_the_swapped_digits_and_the_mended_batch_agrees(program: Program) -> None:
    key_forty_five_for_fifty_four(program)
    program.key("F9")
    program.wait_focus("leadsTable")
    assert program.ask("widget", name="totalsState")["spoken"] == "Écart de 9,00\u00a0€"
    assert "Écart de 9,00\u00a0€" in program.ask("said")
    lead = program.ask("rows", name="leadsTable")[0][0]
    assert "54,00" in lead
    program.key("Return")
    assert program.wait_focus("amount")["text"] == "45,00"
    program.type("54")
    program.key("Return")
    program.wait_text("Le compte est juste")
    program.until(lambda: "Le compte est juste" in program.ask("said"))


@pytest.fixture
def lenient(dossier: Path) -> Path:
    """The dossier of an association that lets its treasurer post a difference."""
    office = ShippedDoors().open(str(dossier), clock=FixedClock(TODAY))
    office.do(SaveBatchRules(BatchRules(difference_allowed=True)))
    office.close()
    return dossier


@pytest.mark.usefixtures("lenient")
def test_a_difference_needs_a_reason_and_leaves_its_mark(start: Start) -> None:
    program = start()
    key_forty_five_for_fifty_four(program)
    program.key("F12")
    program.wait_text("Valider avec un écart")
    program.key("alt+v")
    program.wait_text("n’est pas juste")
    program.wait_focus("differenceReason")
    program.type("cheque perdu par la poste")
    program.key("Return")
    program.wait_focus("")
    program.wait_text("Validé avec un écart")
    program.key("alt+t")
    program.wait_focus("batchesTable")
    program.until(lambda: "Validé *" in next(iter(program.ask("rows", name="batchesTable")), []))


def test_a_difference_is_not_posted_unless_it_is_allowed(program: Program) -> None:
    key_forty_five_for_fifty_four(program)
    program.key("F12")
    program.wait_text("n’est pas juste")
    assert not program.ask("widget", name="btnConfirmPost")["enabled"]
    assert not program.ask("widget", name="differenceReason")["visible"]
    program.key("Escape")
    program.wait_focus("finder")


def test_the_adding_machine_makes_the_control_and_the_batch_is_posted(program: Program) -> None:
    program.key("ctrl+l")
    program.wait_focus("expectedCount")
    program.key("ctrl+t")
    program.wait_focus("tapeAmount")
    program.type("50")
    program.key("KP_Add")
    program.type("99")
    program.key("KP_Add", "u")
    program.type("54")
    program.key("KP_Enter", "KP_Enter")
    program.wait_focus("expectedCount")
    assert program.ask("widget", name="expectedTotal")["text"] == "104,00"
    program.key("Return", "Return")
    program.wait_focus("finder")
    key_line(program, "104289", "50")
    key_line(program, "104289", "45")
    program.wait_lines(2)
    program.key("F9")
    program.wait_focus("leadsTable")
    assert "bande" in program.ask("rows", name="leadsTable")[0][0]
    program.key("Down", "Return")
    assert program.wait_focus("amount")["text"] == "45,00"
    program.type("54")
    program.key("Return")
    program.wait_text("Le compte est juste")
    program.key("F12")
    program.wait_focus("btnConfirmPost")
    program.key("Return")
    program.wait_text("Merci.")


def test_a_posted_batch_is_read_only(program: Program) -> None:
    open_batch(program, "1", "50")
    key_line(program, "104289", "50")
    program.wait_lines(1)
    program.key("F12")
    program.wait_focus("btnConfirmPost")
    program.key("Return")
    program.wait_text("Merci.")
    assert not program.ask("widget", name="finder")["visible"]
    program.key("shift+Tab", "shift+Tab", "shift+Tab")
    program.key("Delete", "BackSpace", "F2")
    assert [row[3] for row in program.ask("rows", name="postedTable")] == ["50,00\u00a0€"]


@pytest.fixture
def full_batch(dossier: Path) -> Path:
    """The dossier with a batch of two hundred cheques keyed and ready to be posted."""
    office = ShippedDoors().open(str(dossier), clock=FixedClock(TODAY))
    donors = office.ask(DonorIds())
    batch = office.do(OpenBatch(expected_count=CHEQUES, expected_total_cents=CHEQUES * 2500))
    for place in range(CHEQUES):
        draft = GiftDraft(donor_id=donors[place], cents=2500, cheque_number=f"{1000000 + place}")
        office.do(AddGift(batch.id, draft))
    office.close()
    return dossier


def test_check_14_two_hundred_cheques_are_posted_with_their_slip_and_fill_the_queues(
    full_batch: Path, start: Start
) -> None:
    """Once posted, whoever gave waits for thanks and is due a receipt."""
    before, ledger = waiting(full_batch)
    program = start()
    resume(program)
    program.key("F12")
    program.wait_focus("btnConfirmPost")
    begun = time.monotonic()
    program.key("Return")
    program.wait_text("Merci.")
    took = time.monotonic() - begun
    program.close()
    assert took <= POSTED_WITHIN_S
    text = slip_text(full_batch)
    assert all(f"{1000000 + place}" in text for place in range(CHEQUES))
    assert "5\u202f000,00" in text or "5 000,00" in text
    assert str(CHEQUES) in text
    to_thank, receiptable = waiting(full_batch)
    assert to_thank == before | givers(full_batch) != before
    assert receiptable - ledger == CHEQUES * 2500


def waiting(dossier: Path) -> tuple[set[int], int]:
    """Return who waits for thanks, and the cents of the year that receipts are for."""
    office = ShippedDoors().open(str(dossier), clock=FixedClock(TODAY))
    queue = office.ask(ThankQueue())
    ledger = office.ask(PreviewReceipts(TODAY.year)).ledger_cents
    office.close()
    return {line.due.donor_id for line in queue.lines}, ledger


def givers(dossier: Path) -> set[int]:
    """Return the donors of the batch."""
    office = ShippedDoors().open(str(dossier), clock=FixedClock(TODAY))
    donors = office.ask(DonorIds())
    office.close()
    return set(donors[:CHEQUES])


def slip_text(dossier: Path) -> str:
    """Return the words of the newest deposit slip."""
    office = ShippedDoors().open(str(dossier), clock=FixedClock(TODAY))
    body = office.ask(DepositSlip(office.ask(ListDeposits())[0].id))
    office.close()
    told = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True
    )
    return told.stdout.decode()
