# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts with real keys: rehearsed, issued through a failure, copied, cancelled and replaced."""

import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.addresses import Address
from app.domain.batches import BatchKind
from app.domain.donors import Donor, ReceiptWish
from app.kernel.formats import format_day
from app.kernel.i18n import use_language
from app.kernel.money import format_amount
from app.ui.screens.receipts.presenter import count_text
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.donors import CreateDonor
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office
from app.usecases.organisation import EditOrganisation, GetOrganisation
from app.usecases.receipts.preview import PreviewReceipts, ReceiptPreview
from app.usecases.receipts.register import ReceiptDocument, ReceiptRegister, ReceiptSeries
from app.usecases.receipts.verify import VerifyReceipts
from tests.conftest import TODAY
from tests.support.pdf import text_of
from tests.ui.real.conftest import Start
from tests.ui.real.probe import FAILURE
from tests.ui.real.program import Program
from tests.ui.real.test_pages import go, open_office

pytestmark = pytest.mark.screen
YEAR = 2025
CHUNK = 50
"""How many receipts stand or fall together."""
_NUMBER = re.compile(r"2025-\d{6}")
_LIVE_GIFTS = """
    SELECT line.gift_id FROM tax_receipt_line AS line WHERE NOT EXISTS (
        SELECT 1 FROM receipt_event AS event
        WHERE event.receipt_id = line.receipt_id AND event.kind = 'cancelled')
"""


def allow(office: Office) -> None:
    """Let the association issue receipts."""
    allowed = replace(
        office.ask(GetOrganisation()),
        rna="W351000001",
        purpose="Restaurer le moulin",
        address=Address(street="3 rue du Moulin", postal_code="35000", city="Rennes"),
        receipts_allowed=True,
        receipt_status="oig_association",
        signatory_name="Le trésorier",
        signatory_title="Trésorier",
    )
    office.do(EditOrganisation(allowed))


def add_exceptions(office: Office) -> None:
    """Post two gifts each of a donor without an address and of one who wants no receipt."""
    home = Address(street="12 rue du Pré", postal_code="35000", city="RENNES")
    batch = office.do(OpenBatch(BatchKind.CHEQUES, received_on=TODAY.replace(year=YEAR)))
    for donor in (
        Donor(last_name="Sanzadresse", first_name="Luc"),
        Donor(last_name="Sanreçu", first_name="Léa", address=home, receipt_wish=ReceiptWish.NONE),
    ):
        saved = office.do(CreateDonor(donor))
        for _gift in range(2):
            office.do(AddGift(batch.id, GiftDraft(donor_id=saved.id, cents=3000)))
    office.do(PostBatch(batch.id))


@pytest.fixture
def due(dossier: Path) -> ReceiptPreview:
    """What the dossier would issue for the year."""
    office = open_office(dossier)
    try:
        allow(office)
        add_exceptions(office)
        return office.ask(PreviewReceipts(YEAR))
    finally:
        office.close()


def rehearse(program: Program) -> None:
    go(program, "Reçus fiscaux")
    program.key("alt+v")
    program.wait_focus("pilesTable")
    program.until(lambda: program.ask("rows", name="readyTable"))


def confirm(program: Program, typed: int) -> None:
    program.key("alt+n")
    program.wait_focus("typedCount")
    program.type(f"{typed}")
    program.key("KP_Enter")


def live_gifts(dossier: Path) -> Counter[int]:
    """Return how many receipts that stand each gift is on."""
    with closing(sqlite3.connect(f"file:{dossier}?mode=ro", uri=True)) as base:
        return Counter(gift for (gift,) in base.execute(_LIVE_GIFTS))


def test_rehearsing_twice_uses_no_number_and_tells_each_exception_once(
    start: Start, dossier: Path, due: ReceiptPreview
) -> None:
    aside = [line.donor_id for bucket in due.buckets for line in bucket.donors if line.donor_id]
    assert len(aside) == len(set(aside))
    assert not set(aside) & {one.donor_id for one in due.due}
    program = start()
    rehearse(program)
    first = program.ask("rows", name="pilesTable")
    with use_language("fr"):
        expected = [(count_text(b.count), format_amount(b.cents)) for b in due.buckets if b.count]
        told = {count_text(due.count), format_amount(due.cents)}
    assert sorted((count, amount) for _reason, count, amount in first) == sorted(expected)
    assert len({reason for reason, _count, _amount in first}) == len(first)
    assert {"adresse incomplète", "ne veut pas de reçu"} <= {row[0].lower() for row in first}
    assert told <= set(program.ask("texts"))
    program.key("alt+v")
    program.wait_text("aucun numéro n’est attribué")
    assert program.ask("rows", name="pilesTable") == first
    program.key("alt+s")
    specimen = text_of(program.wait_paper("Spécimen"))
    assert "SPÉCIMEN" in specimen
    assert not _NUMBER.search(specimen)
    assert program.ask("mouse") == 0
    program.close()
    office = open_office(dossier)
    try:
        assert not any(series.begun for series in office.ask(ReceiptSeries()))
        assert office.ask(ReceiptRegister(YEAR)) == []
    finally:
        office.close()


@pytest.mark.parametrize(("drawn", "kept"), [(3, 0), (CHUNK + 7, CHUNK)])
def test_a_wrong_count_is_refused_and_a_failure_leaves_no_gap(
    start: Start, dossier: Path, due: ReceiptPreview, drawn: int, kept: int
) -> None:
    assert due.count > 2 * CHUNK
    program = start()
    rehearse(program)
    confirm(program, due.count + 1)
    program.wait_text("rien n’a été fait")
    program.key("Escape")
    program.wait_focus("pilesTable")
    program.ask("jam", after=drawn)
    confirm(program, due.count)
    program.wait_text(FAILURE)
    assert numbers(dossier) == expected_numbers(kept)
    program.key("Return")
    program.wait_focus("pilesTable")
    with use_language("fr"):
        left = count_text(due.count - kept)
    program.until(lambda: left in program.ask("texts"))
    confirm(program, due.count - kept)
    program.wait_text("émis et archivés")
    assert program.ask("mouse") == 0
    program.close()
    assert numbers(dossier) == expected_numbers(due.count)
    assert set(live_gifts(dossier).values()) == {1}
    office = open_office(dossier)
    try:
        assert office.ask(VerifyReceipts()).ok
        assert sum(line.cents for line in office.ask(ReceiptRegister(YEAR))) == due.cents
        assert not office.ask(PreviewReceipts(YEAR)).count
    finally:
        office.close()


def numbers(dossier: Path) -> list[str]:
    """Return the numbers given so far."""
    office = open_office(dossier)
    try:
        return [line.number for line in office.ask(ReceiptRegister(YEAR))]
    finally:
        office.close()


def expected_numbers(count: int) -> list[str]:
    return [f"{YEAR}-{place:06d}" for place in range(1, count + 1)]


def test_a_receipt_is_copied_then_cancelled_and_replaced(
    start: Start, dossier: Path, due: ReceiptPreview
) -> None:
    old, new = f"{YEAR}-000001", f"{YEAR}-{due.count + 1:06d}"
    program = start()
    rehearse(program)
    confirm(program, due.count)
    program.wait_text("émis et archivés")
    program.key("alt+t")
    program.wait_focus("registerFilter")
    program.wait_text(f"Reçu n°\u00a0{old}")
    program.key("alt+d")
    copy = text_of(program.wait_paper(f"{old}_duplicata"))
    assert "DUPLICATA" in copy
    assert old in copy
    assert f"établi le {format_day(TODAY)}" in copy
    program.key("alt+l")
    program.wait_text("C’est définitif")
    program.type("Nom mal écrit")
    for _stop in range(3):
        program.key("Tab")
        if program.ask("focus").get("text") == "Annuler et remplacer":
            break
    program.key("Return")
    program.wait_text(f"Annule et remplace le n°\u00a0{old}")
    program.key("alt+p")
    successor = text_of(program.wait_paper(new))
    assert new in successor
    assert old in successor
    assert "remplace" in successor
    assert program.ask("mouse") == 0
    program.close()
    office = open_office(dossier)
    try:
        lines = {line.number: line for line in office.ask(ReceiptRegister(YEAR))}
        cancelled = text_of(office.ask(ReceiptDocument(old)))
    finally:
        office.close()
    assert list(lines) == expected_numbers(due.count + 1)
    assert (lines[old].state, lines[old].replaced_by) == ("cancelled", new)
    assert lines[old].reason == "Nom mal écrit"
    assert (lines[new].state, lines[new].replaces) == ("issued", old)
    assert "ANNULÉ" in cancelled
    assert set(live_gifts(dossier).values()) == {1}
