# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts of every kind by words: the keys of the JSON answers are a contract."""

from pathlib import Path

import pytest

from app.domain.donors import Donor
from app.domain.organisation import Fund
from app.usecases.donors import CreateDonor
from app.usecases.organisation import SaveFund
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole


@pytest.fixture
def number(dossier: Path) -> str:
    """The number, with its key, of a donor on file; fund ROOF is there too."""
    office = ShippedDoors().open(str(dossier))
    try:
        office.do(SaveFund(Fund(code="ROOF", name="Roof")))
        return office.do(CreateDonor(Donor(last_name="Dupont", first_name="Marie"))).number_text
    finally:
        office.close()


def test_a_cheque_is_split_and_stays_one(obole: Obole, number: str) -> None:
    obole("batches", "open", "--expected-count", "1", "--expected-total", "100")
    status, told = obole(
        "batches", "add", "2026-001", "--donor", number, "--amount", "100", "--cheque", "12",
        "--split", "ROOF=30", "--split", "GEN",
    )  # fmt: skip
    assert status == 0
    assert (told["count"], told["agree"], told["amount_cents"]) == (1, True, 3000)
    _status, sheet = obole("batches", "show", "2026-001")
    first, second = sheet["lines"]
    assert (first["part_of"], second["part_of"]) == (None, first["line"])
    assert (first["amount_cents"], second["amount_cents"]) == (3000, 7000)
    assert second["cheque"] == "12"
    _status, posted = obole("batches", "post", "2026-001")
    assert posted["deposits"] == ["2026-001"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--split", "ROOF", "--split", "GEN=30"), "share.flag"),
        (("--split", "ROOF=70", "--split", "GEN=20", "--means", "cash"), "share.total"),
        (("--split", "ROOF=100", "--split", "GEN"), "share.remainder"),
        (("--expense", "2026-01-02;stamps"), "expense.flag"),
        (("--expense", "2 January;stamps;5"), "expense.flag"),
        (("--journey", "2026-01-02;tour;bike;5;10"), "expense.flag"),
        (("--benefit", "100", "--means", "cash"), "gift.sale"),
        ((), "gift.no_means"),
        (("--means", "in_kind"), "gift.undescribed"),
    ],
)
def test_what_is_wrong_is_refused_in_words(
    obole: Obole, number: str, words: tuple[str, ...], code: str
) -> None:
    obole("batches", "open", "--kind", "mixed")
    status, told = obole("batches", "add", "2026-001", "--donor", number, "--amount", "100", *words)
    assert status == 3
    assert told["refused"]["code"] == code


def test_expenses_are_priced_shown_signed_and_proved(
    obole: Obole, number: str, tmp_path: Path
) -> None:
    obole("batches", "open", "--kind", "other")
    status, told = obole(
        "batches", "add", "2026-001", "--donor", number, "--means", "expenses",
        "--expense", "2026-01-02;stamps;12,50",
        "--journey", "2026-01-03;food bank;car;5;100;electric",
    )  # fmt: skip
    assert status == 0
    assert told["amount_cents"] == 12_50 + 76_32
    paper, bill = tmp_path / "waiver.pdf", tmp_path / "bill.pdf"
    assert obole("gifts", "waiver", "1", "--out", str(paper))[0] == 0
    assert paper.read_bytes().startswith(b"%PDF")
    bill.write_bytes(b"%PDF-1.7 a bill")
    _status, kept = obole("gifts", "attach", "1", str(bill))
    _status, shown = obole("gifts", "show", "1")
    assert shown["nature"] == "expenses"
    assert [one["amount_cents"] for one in shown["expenses"]] == [12_50, 76_32]
    assert shown["vouchers"] == [{"id": kept["vouchers"][0], "name": "bill.pdf"}]
    again = tmp_path / "again.pdf"
    assert obole("gifts", "voucher", "1", "1", "--out", str(again))[0] == 0
    assert again.read_bytes() == bill.read_bytes()
    assert obole("gifts", "attach", "1", str(tmp_path / "nowhere.pdf"))[0] == 4


def test_a_gift_says_who_for_whom_and_what_in_return(obole: Obole, number: str) -> None:
    obole("batches", "open", "--kind", "mixed", "--received", "2026-01-05")
    status, told = obole(
        "batches", "add", "2026-001", "--donor", number, "--amount", "100", "--cheque-date",
        "2025-12-30", "--benefit", "30", "--memory-of", "Ada Essai", "--purpose", "membership",
        "--form", "private_deed",
    )  # fmt: skip
    assert status == 0
    assert [hint["code"] for hint in told["hints"]] == ["gift.benefit"]
    _status, shown = obole("gifts", "show", "1")
    assert (shown["tribute"], shown["tribute_name"]) == ("memory", "Ada Essai")
    assert (shown["benefit_cents"], shown["purpose"]) == (3000, "membership")
    assert (shown["cheque_dated_on"], shown["form"]) == ("2025-12-30", "private_deed")
    obole("batches", "add", "2026-001", "--anonymous", "--amount", "5", "--means", "cash")
    obole("batches", "post", "2026-001")
    status, corrected = obole(
        "gifts", "correct", "1", "--benefit", "20", "--purpose", "donation", "--reason", "misread"
    )
    assert status == 0
    _status, right = obole("gifts", "show", str(corrected["line"]))
    assert (right["benefit_cents"], right["purpose"]) == (2000, "donation")
