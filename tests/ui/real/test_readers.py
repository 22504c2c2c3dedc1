# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bar-code and a cheque reader on a French keyboard, between the keys of a person."""

import pytest

from app.domain.readers.scans import Coupon
from tests.ui.real.program import Program
from tests.ui.real.test_keying import KNOWN_NUMBER, key_line, open_batch

pytestmark = pytest.mark.screen
DONOR = int(KNOWN_NUMBER[:-1])
COUPON = Coupon(DONOR).digits
ACCOUNT = "067800123456030041234567"
READER_MS = 5
"""Between two keys of a reader; a person's are 120 apart here."""
PERSON_MS = 120
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
    """Send what a reader sends, its Enter as close as its digits."""
    program.scan(text, READER_MS)


def test_a_burst_while_the_caret_is_in_the_amount(batch: Program) -> None:
    """Check 6: the amount is untouched, the donor is set; slow digits are ordinary typing."""
    batch.key("Tab")
    batch.wait_focus("amount")
    batch.type("12", PERSON_MS)
    batch.key("ctrl+a", "BackSpace")
    scan(batch, COUPON)
    batch.until(lambda: batch.ask("widget", name="finder")["text"] not in ("", COUPON))
    assert batch.ask("widget", name="amount")["text"] == ""
    batch.keys = 0
    batch.type("50")
    batch.key("Return")
    line = batch.wait_lines(1)[0]
    assert batch.keys == 3
    assert line[3] == "50,00\u00a0€"
    batch.type(COUPON, PERSON_MS)
    assert batch.ask("widget", name="finder")["text"] == COUPON


def test_a_reader_set_to_another_keyboard(batch: Program) -> None:
    """Check 7: what it types is decoded, and told once."""
    scan(batch, COUPON.translate(AMERICAN))
    batch.wait_text("clavier américain")
    batch.wait_focus("amount")
    batch.type("50")
    batch.key("Return")
    batch.wait_lines(1)


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
