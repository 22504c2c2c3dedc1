# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk by words: the keys of the JSON answers are a contract."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.cli.main import run
from app.domain.donors import Donor, number_text
from app.domain.users import Role, User
from app.kernel.clock import FixedClock
from app.usecases.batches import TakeBatch
from app.usecases.donors import CreateDonor
from app.usecases.users import SaveUser
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole

_NOBODY = number_text(10002)
Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def number(dossier: Path) -> str:
    """The number, with its key, of a donor on file."""
    office = ShippedDoors().open(str(dossier))
    try:
        return office.do(CreateDonor(Donor(last_name="Dupont", first_name="Marie"))).number_text
    finally:
        office.close()


def _post_54_for_45(obole: Obole, number: str) -> None:
    assert obole("batches", "rules", "--difference-allowed", "yes")[1]["difference_allowed"]
    obole("batches", "open", "--expected-count", "2", "--expected-total", "95,00")
    words = ("batches", "add", "2026-001", "--donor", number)
    obole(*words, "--amount", "54", "--cheque", "0000012", "--bank", "LBP")
    obole("batches", "add", "2026-001", "--clue", "M. Durand", "--amount", "50")
    assert obole("batches", "post", "2026-001", "--difference-reason", "on purpose")[0] == 0


def test_a_batch_is_opened_with_its_control(obole: Obole) -> None:
    status, told = obole(
        "batches", "open", "--kind", "mixed", "--expected-count", "3", "--expected-total",
        "1 234,50", "--received", "2026-01-05", "--fund", "general fund", "--account",
        "MAIN ACCOUNT", "--comment", "Noël",
    )  # fmt: skip
    assert status == 0
    assert told == {
        "batch": "2026-001",
        "kind": "mixed",
        "received_on": "2026-01-05",
        "expected_count": 3,
        "expected_total_cents": 123450,
    }


def test_a_line_is_added_and_the_totals_follow(obole: Obole, number: str) -> None:
    obole("batches", "open", "--expected-count", "2", "--expected-total", "95")
    status, told = obole("batches", "add", "2026-001", "--donor", number, "--amount", "1 054,00")
    assert status == 0
    assert told["amount_cents"] == 105400
    assert (told["line"], told["position"]) == (1, 1)
    assert (told["count"], told["total_cents"]) == (1, 105400)
    assert (told["count_difference"], told["difference_cents"]) == (-1, 95900)
    assert [hint["code"] for hint in told["hints"]] == ["gift.large"]
    (line,) = obole("batches", "show", "2026-001")[1]["lines"]
    assert line["unusual"] == ["gift.large"]


def test_check_leads_to_the_swapped_digits_and_post_refuses(obole: Obole, number: str) -> None:
    obole("batches", "open", "--expected-count", "1", "--expected-total", "45")
    obole("batches", "add", "2026-001", "--donor", number, "--amount", "54")
    status, told = obole("batches", "check", "2026-001")
    assert status == 0
    assert (told["agree"], told["count"], told["difference_cents"]) == (False, 1, 900)
    assert told["leads"] == [
        {
            "kind": "swapped_digits",
            "line": 1,
            "position": 1,
            "amount_cents": 5400,
            "expected_cents": 4500,
            "sentence": "Line 1: €54.00 instead of €45.00? Two digits are swapped.",
        }
    ]
    status, told = obole("batches", "post", "2026-001")
    assert status == 3
    assert told["refused"]["code"] == "batch.difference"


def test_posting_makes_a_deposit_whose_slip_is_written_whole(
    obole: Obole, number: str, tmp_path: Path
) -> None:
    obole("batches", "open", "--expected-count", "1", "--expected-total", "45")
    obole("batches", "add", "2026-001", "--donor", number, "--amount", "45")
    status, told = obole("batches", "post", "2026-001")
    assert (status, told["deposit"], told["deposits"]) == (0, "2026-001", ["2026-001"])
    (deposit,) = obole("deposits", "list")[1]["deposits"]
    assert deposit == {
        "deposit": "2026-001",
        "made_on": "2026-01-06",
        "means": "cheque",
        "count": 1,
        "total_cents": 4500,
        "state": "open",
        "account": "Main account",
        "batch": "2026-001",
        "banked_on": None,
        "credited_on": None,
        "credited_cents": None,
        "difference_cents": 0,
    }
    pdf = tmp_path / "slip.pdf"
    status, told = obole("deposits", "slip", "2026-001", "--out", str(pdf))
    assert (status, told["count"], told["total_cents"]) == (0, 1, 4500)
    assert told["pdf"] == str(pdf)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in tmp_path.glob("*.pdf*")) == ["slip.pdf"]


def test_a_slip_that_cannot_be_written_is_trouble(
    obole: Obole, number: str, tmp_path: Path
) -> None:
    _post_54_for_45(obole, number)
    lost = tmp_path / "nowhere" / "slip.pdf"
    status, told = obole("deposits", "slip", "2026-001", "--out", str(lost))
    assert status == 4
    assert told["trouble"]["code"] == "system"


def test_show_and_list_tell_the_batch(obole: Obole, number: str) -> None:
    _post_54_for_45(obole, number)
    _status, sheet = obole("batches", "show", "2026-001")
    assert (sheet["state"], sheet["difference_reason"]) == ("posted", "on purpose")
    assert sheet["by_means"] == [{"label": "cheque", "count": 2, "cents": 10400}]
    assert sheet["deposits"] == ["2026-001"]
    first, second = sheet["lines"]
    assert (first["donor"], first["cheque"], first["bank"]) == (number, "0000012", "LBP")
    assert (second["donor"], second["clue"]) == (None, "M. Durand")
    obole("batches", "open")
    _status, told = obole("batches", "list")
    assert [line["batch"] for line in told["batches"]] == ["2026-002", "2026-001"]
    _status, drafts = obole("batches", "list", "--drafts")
    assert [line["batch"] for line in drafts["batches"]] == ["2026-002"]


def test_a_gift_is_corrected_identified_and_returned(obole: Obole, number: str) -> None:
    _post_54_for_45(obole, number)
    status, told = obole("gifts", "correct", "1", "--amount", "45", "--reason", "misread")
    assert status == 0
    assert told == {
        "batch": "2026-C01",
        "reversal": 3,
        "line": 4,
        "receipts": [],
        "deposit": "2026-001",
        "bank_difference_cents": -900,
    }
    assert obole("gifts", "identify", "2", "--donor", number)[1] == {"line": 2, "donor": number}
    status, told = obole("gifts", "unpaid", "2", "--reason", "no funds")
    assert (status, told["line"], told["bank_difference_cents"]) == (0, None, -5000)
    status, told = obole("gifts", "unpaid", "2", "--reason", "no funds")
    assert (status, told["refused"]["code"]) == (3, "gift.reversed")
    _status, sheet = obole("donors", "show", number)
    assert sum(gift["amount_cents"] for gift in sheet["gifts"]) == 4500
    assert obole("doctor")[1]["ok"]
    assert obole("audit", "verify")[1]["ok"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("batches", "show", "2026-404"), "batch.unknown"),
        (("batches", "add", "2026-001", "--donor", "10001-9", "--amount", "5"), "donor.number_key"),
        (("batches", "add", "2026-001", "--donor", _NOBODY, "--amount", "5"), "donor.unknown"),
        (("batches", "add", "2026-001", "--clue", "x", "--amount", "0"), "amount.zero"),
        (("batches", "add", "2026-001", "--clue", "x", "--amount", "1.234"), "amount.unreadable"),
        (("batches", "open", "--fund", "no such"), "fund.unknown"),
        (("batches", "open", "--appeal", "no such"), "appeal.unknown"),
        (("batches", "open", "--account", "no such"), "account.unknown"),
        (("deposits", "slip", "2026-001", "--out", "slip.pdf"), "deposit.unknown"),
        (("gifts", "correct", "99", "--amount", "1", "--reason", "r"), "gifts.gone"),
    ],
)
def test_what_a_rule_refuses_is_three_with_its_code(
    obole: Obole, number: str, words: tuple[str, ...], code: str
) -> None:
    obole("batches", "open")
    status, told = obole(*words)
    assert (status, told["refused"]["code"]) == (3, code)


@pytest.mark.parametrize(
    "words",
    [
        ("batches",),
        ("batches", "add", "2026-001", "--amount", "5"),
        ("batches", "add", "2026-001", "--amount", "5", "--donor", "1", "--clue", "x"),
        ("batches", "open", "--kind", "correction"),
        ("batches", "open", "--received", "06/01/2026"),
        ("gifts", "correct", "one", "--reason", "r"),
        ("gifts", "unpaid", "1"),
        ("deposits", "slip", "2026-001"),
    ],
)
def test_wrong_words_are_two(dossier: Path, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as left:
        run([*words, "-d", str(dossier)], ShippedDoors())
    assert left.value.code == 2


def test_sentences_and_tables_without_json_in_both_languages(
    say: Say, obole: Obole, number: str
) -> None:
    _post_54_for_45(obole, number)
    status, out, _err = say("batches", "check", "2026-001")
    assert status == 0
    assert "2 gifts, €104.00 — €9.00 too much" in out
    _status, out, _err = say("batches", "check", "2026-001", language="fr")
    assert "54,00\u00a0€ au lieu de 45,00\u00a0€\u00a0? Deux chiffres inversés." in out
    assert "M. Durand" in say("batches", "show", "2026-001")[1]
    assert "on purpose" in say("batches", "list")[1]
    assert "104,00\u00a0€" in say("deposits", "list", language="fr")[1]
    _status, out, _err = say("gifts", "correct", "1", "--amount", "45", "--reason", "misread")
    assert out.splitlines() == [
        "Batch 2026-C01: €54.00 reversed.",
        "Written again as line 4: €45.00.",
        "Deposit 2026-001 will differ at the bank by -€9.00.",
    ]
    status, out, err = say("gifts", "correct", "1", "--amount", "45", "--reason", "again")
    assert (status, out) == (3, "")
    assert err == "This gift was reversed already: it cannot be reversed twice.\n"


def test_a_batch_is_freed_and_handed_over_by_words(
    obole: Obole, dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    obole("batches", "open")
    office = ShippedDoors().open(str(dossier), clock=FixedClock(date(2026, 1, 6)))
    try:
        basile = office.do(SaveUser(User(name="Basile", role=Role.ENTRY)))
        office.as_user(basile).do(TakeBatch(1))
    finally:
        office.close()
    held = ["batches", "add", "2026-001", "--clue", "Durand", "--amount", "5", "--json"]
    assert run([*held, "-d", str(dossier), "--today", "2026-01-06"], ShippedDoors()) == 3
    capsys.readouterr()
    shown = obole("batches", "list")[1]["batches"][0]
    assert shown["open"]["user"] == "Basile"
    assert set(shown["open"]) == {"user", "workstation", "since", "seen_at"}
    assert obole("batches", "take-over", "2026-001") == (0, {"batch": "2026-001"})
    assert obole("batches", "show", "2026-001")[1]["open"] is None
    assert obole("batches", "hand-over", "2026-001", "--to", "Basile") == (
        0,
        {"batch": "2026-001", "owner": "Basile"},
    )
    assert obole("batches", "list")[1]["batches"][0]["owner"] == "Basile"
