# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fiscal years and accounts from a terminal."""

from pathlib import Path

from app.domain.organisation import Fund
from app.usecases.organisation import SaveFund
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole
from tests.support.giving import give, new_donor


def test_a_year_is_shown_closed_and_opened_again(obole: Obole, dossier: Path) -> None:
    office = ShippedDoors().open(str(dossier))
    give(office, (new_donor(office, "Essai"), 10_000))
    office.do(SaveFund(Fund(code="PUITS", name="Un puits", restricted=True)))
    office.close()
    status, told = obole("years", "show", "2025-12-31")
    assert (status, told["cents"], told["closable"]) == (0, 10_000, True)
    assert told["funds"] == [
        {"code": "PUITS", "left_cents": 0, "received_cents": 0, "spent_cents": 0}
    ]
    assert obole("years", "close", "2025-12-31", "--spent", "TOITURE=1")[0] == 3
    assert (
        obole("years", "close", "2025-12-31", "--spent", "puits=20", "--left", "puits=12")[0] == 3
    )
    status, told = obole("years", "close", "2025-12-31", "--spent", "puits=5", "--left", "PUITS=12")
    assert (status, told["closed"], told["cents"]) == (0, True, 10_000)
    assert told["debit_cents"] == 10_000 + 500
    assert obole("years", "reopen", "2025-12-31", "--reason", " ")[0] == 3
    status, told = obole("years", "list")
    assert [one["closed"] for one in told["years"] if one["last_on"] == "2025-12-31"] == [True]
    assert obole("years", "reopen", "2025-12-31", "--reason", "essai")[1]["closed"] is False
    status, told = obole("years", "end", "8")
    assert (status, told["years"][0]["last_on"][5:]) == (0, "08-31")
    assert obole("years", "end", "13")[0] == 3


def test_accounts_are_told_and_set(obole: Obole) -> None:
    status, told = obole("accounts", "list")
    assert status == 0
    card = {"subject": "means", "key": "card"}
    assert next(one for one in told["accounts"] if card.items() <= one.items())["number"] == "512"
    words = ("accounts", "set", "means", "card")
    status, told = obole(*words, "--number", "5115", "--label", "Cartes")
    assert (status, told["accounts"][0]["number"], told["accounts"][0]["own"]) == (0, "5115", True)
    assert obole(*words, "--number", "754", "--label", "x")[0] == 3
    assert obole("accounts", "set", "means", "cheque", "--number", "512", "--label", "x")[0] == 3
    assert obole(*words)[1]["accounts"][0]["own"] is False
