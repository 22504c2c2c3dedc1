# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deposits and money that left again, by words: the keys of the JSON answers are a contract."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.donors import Donor
from app.domain.organisation import Organisation
from app.kernel.clock import FixedClock
from app.usecases.donors import CreateDonor
from app.usecases.organisation import EditOrganisation, GetOrganisation
from app.usecases.receipts import IssueReceipts
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole
from tests.conftest import TODAY
from tests.support.giving import give, new_donor


@pytest.fixture
def number(dossier: Path) -> str:
    """The number, with its key, of a donor on file."""
    office = ShippedDoors().open(str(dossier))
    try:
        return office.do(CreateDonor(Donor(last_name="Dupont", first_name="Marie"))).number_text
    finally:
        office.close()


def _post(obole: Obole, number: str, *cents: int, later: tuple[str, ...] | None = None) -> None:
    kind = ("batches", "open")
    batch = obole(*kind)[1]["batch"]
    for amount in cents:
        obole("batches", "add", batch, "--donor", number, "--amount", str(amount))
    words = () if later is None else ("--later", *later)
    assert obole("batches", "post", batch, *words)[0] == 0


def test_cheques_are_kept_listed_and_deposited_later(obole: Obole, number: str) -> None:
    _post(obole, number, 75, 50, later=("2",))
    _post(obole, number, 30, later=())
    status, told = obole("deposits", "on-hand")
    assert (status, told["count"], told["total_cents"]) == (0, 2, 80_00)
    assert [(one["line"], one["amount_cents"]) for one in told["gifts"]] == [(2, 50_00), (3, 30_00)]
    status, told = obole("deposits", "make", "3", "--comment", "market day")
    assert (status, told) == (0, {"deposits": ["2026-002"], "count": 1, "total_cents": 30_00})
    assert obole("deposits", "make", "--account", "Main account")[1]["total_cents"] == 50_00
    assert obole("deposits", "on-hand")[1]["count"] == 0
    status, told = obole("deposits", "make")
    assert (status, told["refused"]["code"]) == (3, "deposit.nothing")
    sheet = obole("deposits", "show", "2026-002")[1]
    assert (sheet["comment"], sheet["batch"]) == ("market day", None)
    assert sheet["made_by"]
    assert [gift["line"] for gift in sheet["gifts"]] == [3]


def test_cash_is_deposited_note_by_note(obole: Obole, number: str) -> None:
    batch = obole("batches", "open", "--kind", "cash")[1]["batch"]
    obole("batches", "add", batch, "--donor", number, "--amount", "54,50")
    obole("batches", "post", batch, "--later")
    words = ("deposits", "make", "--counted")
    assert obole(*words, "50x1 2")[1]["refused"]["code"] == "deposit.counted"
    assert obole(*words, "3x1")[1]["refused"]["code"] == "deposit.denomination"
    assert obole(*words, "50x1 2x2 0,50x1")[0] == 0
    assert obole("deposits", "show", "2026-001")[1]["counted"] == [
        {"value_cents": 50_00, "pieces": 1},
        {"value_cents": 2_00, "pieces": 2},
        {"value_cents": 50, "pieces": 1},
    ]


def test_a_deposit_is_followed_to_the_statement(obole: Obole, number: str) -> None:
    _post(obole, number, 75)
    status, told = obole("deposits", "bank", "2026-001", "--on", "2026-01-06")
    assert (status, told["state"], told["banked_on"]) == (0, "banked", "2026-01-06")
    words = ("deposits", "reconcile", "2026-001", "--on", "2026-01-06", "--amount", "70")
    assert obole(*words)[1]["refused"]["code"] == "deposit.difference"
    status, told = obole(*words, "--reason", "the bank kept five")
    assert (status, told["state"], told["difference_cents"]) == (0, "reconciled", -5_00)
    (line,) = obole("deposits", "list")[1]["deposits"]
    assert (line["credited_cents"], line["difference_cents"]) == (70_00, -5_00)


def test_an_unpaid_cheque_and_a_refund_are_listed(obole: Obole, number: str) -> None:
    _post(obole, number, 75, 50)
    assert obole("gifts", "unpaid", "1", "--reason", "no funds", "--fee", "12,50")[0] == 0
    words = ("gifts", "refund", "2", "--reason", "twice", "--amount", "20", "--means", "cheque")
    status, told = obole(*words, "--reference", "0000099")
    assert (status, told["bank_difference_cents"]) == (0, 0)
    refund, unpaid = obole("gifts", "returns")[1]["returns"]
    assert (unpaid["kind"], unpaid["fee_cents"], unpaid["donor"]) == ("unpaid", 12_50, number)
    assert unpaid["deposit"] == "2026-001"
    assert (refund["kind"], refund["amount_cents"], refund["means"]) == ("refund", 20_00, "cheque")
    assert refund["reference"] == "0000099"


@pytest.fixture
def receipted(dossier: Path, organisation: Organisation) -> int:
    """A gift of 20 on a live tax receipt of 2025: its line."""
    office = ShippedDoors().open(str(dossier), clock=FixedClock(TODAY))
    known = office.ask(GetOrganisation())
    office.do(EditOrganisation(replace(organisation, id=known.id, version=known.version)))
    (gift,) = give(office, (new_donor(office, "Essai"), 20_00))
    office.do(IssueReceipts(2025, 1))
    office.close()
    return gift.id


def test_correcting_a_receipted_gift_tells_both_receipts(obole: Obole, receipted: int) -> None:
    words = ("gifts", "correct", str(receipted), "--amount", "25", "--reason", "misread")
    status, told = obole(*words)
    assert status == 0
    old, new = told["receipts"]
    assert (old["number"], old["state"], old["replaced_by"]) == (
        "2025-000001",
        "cancelled",
        "2025-000002",
    )
    assert (new["number"], new["state"], new["cents"], new["replaces"]) == (
        "2025-000002",
        "issued",
        25_00,
        "2025-000001",
    )
    assert obole("receipts", "verify")[1]["ok"]
    told = obole("gifts", "unpaid", str(told["line"]), "--reason", "no funds")[1]
    assert [one["state"] for one in told["receipts"]] == ["cancelled"]
    assert obole("receipts", "verify")[1]["ok"]


def test_people_read_sentences(
    obole: Obole, say: Callable[..., tuple[int, str, str]], number: str
) -> None:
    _post(obole, number, 75, 50, later=("2",))
    assert "€50.00" in say("deposits", "on-hand")[1]
    assert say("deposits", "make")[1] == "Deposit 2026-002 is ready: €50.00.\n"
    assert say("deposits", "bank", "2026-002")[1] == "Deposit 2026-002 was taken to the bank.\n"
    words = ("deposits", "reconcile", "2026-002", "--on", "2026-01-06", "--amount", "50")
    assert say(*words)[1] == "Deposit 2026-002 is found on the statement: €50.00.\n"
    assert "0000" not in say("deposits", "show", "2026-002")[1]
    assert (
        "Deposit 2026-001 will differ"
        in say("gifts", "correct", "1", "--amount", "70", "--reason", "misread")[1]
    )
    assert "will differ" not in say("gifts", "unpaid", "2", "--reason", "no funds")[1]
    assert "Unpaid cheque" in say("gifts", "returns")[1]


def test_people_read_what_became_of_a_receipt(
    say: Callable[..., tuple[int, str, str]], receipted: int
) -> None:
    words = ("gifts", "correct", str(receipted), "--amount", "25", "--reason", "misread")
    assert "Receipt 2025-000001 is cancelled, receipt 2025-000002 replaces it." in say(*words)[1]


def test_a_deposit_is_cancelled_before_the_bank(obole: Obole, number: str) -> None:
    _post(obole, number, 75, 50)
    words = ("deposits", "cancel", "2026-001", "--reason", "wrong account")
    status, told = obole(*words)
    assert (status, told["state"], told["total_cents"]) == (0, "cancelled", 125_00)
    assert obole("deposits", "on-hand")[1]["total_cents"] == 125_00
    shown = obole("deposits", "show", "2026-001")[1]
    assert (shown["cancel_reason"], shown["expected_cents"]) == ("wrong account", 0)
    assert obole(*words)[0] == 3
