# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pile of returned letters with real keys on a French keyboard: eight keys a letter, no mouse."""

import time
from functools import partial

import pytest

from app.domain.addresses import ReturnReason
from app.usecases.donors import DonorByNumber, ShowDonor
from tests.ui.real.program import Program
from tests.ui.real.test_pages import go, open_office

pytestmark = pytest.mark.screen
KEYS, SECONDS = 8, 4.0
PILE = 5
UNSHIFTED = ("ampersand", "eacute", "quotedbl", "apostrophe", "parenleft")


def numbers(program: Program) -> list[str]:
    """Return the numbers of a few donors, as typed."""
    office = open_office(program.dossier)
    try:
        found = [office.ask(ShowDonor(place)).donor for place in range(101, 101 + PILE)]
    finally:
        office.close()
    return [donor.number_text.replace("-", "") for donor in found]


def reasons(program: Program, typed: list[str]) -> list[list[ReturnReason]]:
    """Return what the dossier holds about each."""
    office = open_office(program.dossier)
    try:
        sheets = [office.ask(ShowDonor(office.ask(DonorByNumber(one)).id)) for one in typed]
    finally:
        office.close()
    return [[letter.reason for letter in sheet.returned] for sheet in sheets]


def test_a_pile_of_letters(program: Program) -> None:
    """Eight keys and four seconds a letter; ``U`` takes the last one back."""
    typed = numbers(program)
    go(program, "Plis revenus")
    program.wait_focus("letter")
    for count, (number, key) in enumerate(zip(typed, UNSHIFTED, strict=True), 1):
        program.keys = 0
        begun = time.monotonic()
        program.type(number)
        program.key("Return")
        program.wait_focus("reason")
        program.key(key)
        program.wait_focus("letter")
        program.until(partial(_has_noted, program, count))
        assert program.keys <= KEYS
        assert time.monotonic() - begun <= SECONDS
    assert reasons(program, typed) == [[reason] for reason in list(ReturnReason)[:PILE]]
    program.type("u")
    program.until(partial(_has_noted, program, PILE - 1))
    program.wait_text("est repris")
    assert reasons(program, typed)[-1] == []
    assert program.ask("nameless") == []
    assert program.ask("clashes") == []


def _has_noted(program: Program, count: int) -> bool:
    return str(program.ask("widget", name="pileCount")["text"]).startswith(str(count))
