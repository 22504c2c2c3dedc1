# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fiscal year closed and opened again with real keys on a French keyboard, no mouse."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.organisation import Fund
from app.usecases.accounting import ReviewYear
from app.usecases.organisation import SaveFund
from tests.support.giving import give, new_donor
from tests.ui.real.conftest import Start
from tests.ui.real.program import Program
from tests.ui.real.test_pages import go, open_office

pytestmark = pytest.mark.screen
LAST = date(2025, 12, 31)


def _rows(program: Program) -> list[list[str]]:
    rows: list[list[str]] = program.ask("rows", name="yearsTable")
    return rows


def test_a_year_is_closed_then_opened_again(dossier: Path, start: Start) -> None:
    office = open_office(dossier)
    try:
        office.do(SaveFund(Fund(code="PUITS", name="Un puits", restricted=True)))
        give(office, (new_donor(office, "Quazimodor"), 10_000))
    finally:
        office.close()
    program = start()
    go(program, "Exercices")
    program.wait_focus("yearsTable")
    program.wait_text("L’exercice peut être clôturé")
    program.key("alt+l")
    program.wait_text("Clôturer l’exercice du 01/01/2025 au 31/12/2025")
    program.key("Tab")
    program.wait_focus("spentPUITS")
    program.type("0,00")
    program.key("F12")
    program.wait_text("L’exercice est clôturé.")
    program.key("alt+v")
    program.wait_focus("reopenReason")
    program.type("un don oublie")
    program.key("Return")
    program.wait_text("L’exercice au 31/12/2025 est rouvert.")
    program.until(lambda: "Rouvert\u00a0: un don oublie" in [row[2] for row in _rows(program)])
    assert (program.ask("clashes"), program.ask("nameless"), program.ask("mouse")) == ([], [], 0)
    program.close()
    office = open_office(dossier)
    try:
        review = office.ask(ReviewYear(LAST))
        assert (review.line.closed, review.line.kept is None) == (False, False)
    finally:
        office.close()
