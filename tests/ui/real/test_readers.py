# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bar-code and a cheque reader on a French keyboard, between the keys of a person."""

from pathlib import Path

import pytest

from app.domain.readers.scans import Coupon
from app.usecases.batches import ToResume
from app.usecases.gifts import GetGift
from tests.ui.real.program import Program
from tests.ui.real.test_keying import KNOWN_NUMBER, key_line, open_batch
from tests.ui.real.test_pages import open_office

pytestmark = pytest.mark.screen
DONOR = int(KNOWN_NUMBER[:-1])
APPEAL = 2
COUPON, ANSWERING = Coupon(DONOR).digits, Coupon(DONOR, APPEAL).digits
ACCOUNT = "067800123456030041234567"
READER_MS = 0
"""Between two keys of a reader: as fast as keys can be sent. A person's are 120 apart here."""
PERSON_MS = 120
_TURNS = 5
AMERICAN = str.maketrans("1234567890", "&é\"'(-è_çà")


def cheque(number: str) -> str:
    """Return what a cheque reader sends: the three zones and what parts them."""
    return f"c{number}c e{ACCOUNT[:12]}a{ACCOUNT[12:]}b"


@pytest.fixture
def batch(program: Program) -> Program:
    """The program with a batch of three cheques and 150 euros open."""
    open_batch(program, "3", "150")
    return program


def scan(program: Program, text: str) -> None:
    """Send what a reader sends; on a machine busy elsewhere it may stutter, and is passed again."""
    for _turn in range(_TURNS):
        program.scan(text, READER_MS)
        program.until(lambda: program.ask("still"))
        if text not in (program.ask("focus") or {}).get("text", ""):
            return
        program.key("ctrl+a", "BackSpace")


def test_a_burst_while_the_caret_is_in_the_amount(batch: Program, dossier: Path) -> None:
    """Check 6: the amount is untouched, donor and appeal set; slow digits are ordinary typing."""
    batch.key("Tab")
    batch.wait_focus("amount")
    batch.type(COUPON, PERSON_MS)
    assert batch.ask("focus")["text"] == COUPON
    assert batch.ask("widget", name="finder")["text"] == ""
    batch.key("ctrl+a", "BackSpace")
    scan(batch, ANSWERING)
    batch.until(lambda: batch.ask("widget", name="finder")["text"] not in ("", ANSWERING))
    assert batch.wait_focus("amount")["text"] == ""
    batch.keys = 0
    batch.type("50")
    batch.key("ctrl+Return")
    line = batch.wait_lines(1)[0]
    assert batch.keys == 4
    assert line[3] == "50,00\u00a0€"
    batch.type(COUPON, PERSON_MS)
    assert batch.ask("widget", name="finder")["text"] == COUPON
    assert batch.ask("mouse") == 0
    batch.close()
    office = open_office(dossier)
    try:
        (draft,) = office.ask(ToResume())
        assert draft.last is not None
        gift = office.ask(GetGift(draft.last.id))
        assert (draft.last.donor_number, gift.appeal_id) == (DONOR, APPEAL)
    finally:
        office.close()


def test_a_reader_set_to_another_keyboard(batch: Program) -> None:
    """Check 7: what it types is decoded, and told once."""
    for line, (amount, told) in enumerate((("50", True), ("60", False)), 1):
        scan(batch, COUPON.translate(AMERICAN))
        if not told:
            batch.wait_text("a déjà la ligne 1")
            batch.key("Return")
        batch.wait_focus("amount")
        shown = " ".join(batch.ask("texts"))
        assert ("clavier américain" in shown) is told
        batch.type(amount)
        batch.key("Return")
        rows = batch.wait_lines(line)
    assert [row[3] for row in rows] == ["60,00\u00a0€", "50,00\u00a0€"]


def test_a_cheque_is_learned_once_and_known_ever_after(batch: Program) -> None:
    scan(batch, cheque("0001234"))
    batch.wait_text("À qui est ce compte")
    key_line(batch, KNOWN_NUMBER, "50")
    batch.wait_lines(1)
    scan(batch, cheque("0001235"))
    batch.wait_focus("amount")
    assert batch.ask("widget", name="chequeNo")["text"] == "0001235"
    batch.keys = 0
    batch.type("30")
    batch.key("KP_Enter")
    batch.wait_lines(2)
    assert batch.keys == 3


def test_a_scan_never_breaks_into_an_unfinished_line(batch: Program) -> None:
    scan(batch, COUPON)
    batch.wait_focus("amount")
    scan(batch, COUPON)
    batch.wait_text("le montant manque")
    assert batch.ask("widget", name="amount")["text"] == ""


def test_ask_27_equal_gifts_take_a_coupon_and_one_key_each(batch: Program) -> None:
    """The amount stays, envelopes are scanned one after the other; another amount goes over it."""
    batch.key("Tab")
    batch.wait_focus("amount")
    batch.type("20")
    batch.key("ctrl+g")
    batch.wait_text("20,00\u00a0€ reste pour les lignes suivantes")
    for place, number in enumerate((DONOR, DONOR + 1), 1):
        scan(batch, Coupon(number).digits)
        batch.until(lambda: batch.ask("focus")["text"] == "20,00")
        batch.keys = 0
        batch.key("Return")
        batch.wait_lines(place)
        assert batch.keys == 1
    scan(batch, Coupon(DONOR + 2).digits)
    batch.until(lambda: batch.ask("focus")["text"] == "20,00")
    batch.type("35")
    batch.key("Return")
    assert [row[3] for row in batch.wait_lines(3)] == [f"{n},00\u00a0€" for n in (35, 20, 20)]
