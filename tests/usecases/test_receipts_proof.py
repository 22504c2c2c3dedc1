# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The register proves whatever is done through the office, and nothing done behind its back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.clock import FixedClock
from app.kernel.errors import Conflict, Refused
from app.kernel.progress import Cancelled
from app.usecases.office import Office
from app.usecases.organisation import EditOrganisation, GetOrganisation
from app.usecases.receipts import (
    CancelReceipt,
    CopyReceipt,
    IssueReceipts,
    PreviewReceipts,
    ReceiptRegister,
    ReceiptRuns,
    VerifyReceipts,
)
from app.usecases.receipts import issue as issuing
from app.usecases.receipts.making import Press
from app.wiring import ShippedDoors
from tests.conftest import TODAY, MakeOffice
from tests.support.giving import give, new_donor

Act = tuple[str, int]


def _issue_all(office: Office) -> None:
    due = office.ask(PreviewReceipts(2025)).count
    if due:
        office.do(IssueReceipts(2025, due))


def _act(office: Office, act: Act) -> None:
    """Do one thing; what a rule refuses changes nothing."""
    kind, which = act
    if kind == "give":
        donors = [one.donor_id for one in office.ask(ReceiptRegister(2025))]
        name = f"Nom{which % 4}"
        give(office, (new_donor(office, name), 100 + which + len(donors)))
        return
    if kind == "issue":
        _issue_all(office)
        return
    register = office.ask(ReceiptRegister(2025))
    if not register:
        return
    number = register[which % len(register)].number
    try:
        if kind == "copy":
            office.do(CopyReceipt(number, "lost"))
        else:
            office.do(CancelReceipt(number, "wrong", replace=kind == "replace"))
    except Refused:
        return


@pytest.mark.slow
@settings(max_examples=8)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["give", "issue", "cancel", "replace", "copy"]), st.integers(0, 20)
        ),
        max_size=14,
    )
)
def test_whatever_is_done_the_register_proves(
    tmp_path_factory: pytest.TempPathFactory, make_office: MakeOffice, acts: list[Act]
) -> None:
    office = make_office(str(tmp_path_factory.mktemp("register") / "a.obole"))
    for act in [("give", 1), ("issue", 0), *acts]:
        _act(office, act)
        assert office.ask(VerifyReceipts()).problems == ()
        preview = office.ask(PreviewReceipts(2025))
        placed = preview.cents + sum(total.cents for total in preview.buckets)
        assert placed == preview.ledger_cents
    register = office.ask(ReceiptRegister(2025))
    assert [one.number for one in register] == [f"2025-{i + 1:06d}" for i in range(len(register))]
    for one in register:
        if one.replaces:
            (other,) = [line for line in register if line.number == one.replaces]
            assert (other.state, other.replaced_by) == ("cancelled", one.number)


@pytest.fixture
def three(office: Office) -> Office:
    """A dossier with three receipts, the second cancelled."""
    give(office, *((new_donor(office, f"Nom{i}"), 1_000 * (i + 1)) for i in range(3)))
    _issue_all(office)
    office.do(CancelReceipt("2025-000002", "wrong"))
    assert office.ask(VerifyReceipts()).checked == 3
    return office


@pytest.mark.parametrize(
    ("meddling", "sentence"),
    [
        ("UPDATE tax_receipt SET cents = cents + 1 WHERE sequence = 1", "2025-000001 was altered"),
        ("UPDATE tax_receipt SET issued_by = 'x' WHERE sequence = 3", "2025-000003 was altered"),
        (
            "UPDATE tax_receipt SET snapshot = '{}' WHERE sequence = 1",
            "cannot be read",
        ),
        (
            "UPDATE tax_receipt SET previous_hash = 'x' WHERE sequence = 2",
            "2025-000002 is not bound",
        ),
        (
            "UPDATE tax_receipt SET sequence = 9 WHERE sequence = 3",
            "Before receipt 2025-000009, numbers are missing",
        ),
        ("UPDATE number_series SET last_sequence = 4", "do not end where the series says"),
        ("UPDATE document SET body = x'00' WHERE base_sha256 IS NOT NULL", "is damaged"),
        ("UPDATE tax_receipt_line SET cents = 1 WHERE id = 1", "do not make its amount"),
        ("UPDATE tax_receipt_line SET live = 1", "disagree on whether it is cancelled"),
        ("UPDATE gift SET cents = 7 WHERE id = 1", "is no longer what receipt 2025-000001 says"),
        ("DELETE FROM receipt_event", "disagree on whether it is cancelled"),
    ],
)
def test_meddling_is_told(three: Office, tmp_path: Path, meddling: str, sentence: str) -> None:
    with closing(sqlite3.connect(tmp_path / "dossier.obole")) as file:
        file.execute(meddling)
        file.commit()
    problems = three.ask(VerifyReceipts()).problems
    assert any(sentence in problem for problem in problems), problems


def _interrupting(
    monkeypatch: pytest.MonkeyPatch, times: int, interrupt: Callable[[int], object]
) -> None:
    """Let somebody else write between printing and writing, the first ``times`` times."""
    print_ = Press.print
    done: list[int] = []

    def printing(press: Press, *arguments: object) -> object:
        printed = print_(press, *arguments)  # type: ignore[arg-type]
        if len(done) < times:
            done.append(1)
            interrupt(len(done))
        return printed

    monkeypatch.setattr(Press, "print", printing)


def test_two_people_issuing_at_once_cannot_collide(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    donors = [new_donor(office, f"Nom{i}") for i in range(4)]
    give(office, *((one, 1_000) for one in donors))
    other = ShippedDoors().open(str(tmp_path / "dossier.obole"), clock=FixedClock(TODAY))
    try:
        one_by_one = IssueReceipts(2025, 1, donor_ids=(donors[2].id,))
        _interrupting(monkeypatch, 1, lambda _n: other.do(one_by_one))
        report = office.do(IssueReceipts(2025, 4))
    finally:
        other.close()
    assert report.count == 3
    assert report.left_out == (f"{donors[2].display_name} ({donors[2].number_text})",)
    register = office.ask(ReceiptRegister(2025))
    assert register[0].donor_id == donors[2].id
    assert len({one.donor_id for one in register}) == 4
    assert office.ask(VerifyReceipts()).ok


def test_who_never_gets_a_word_in_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    donor = new_donor(office, "Nom")
    give(office, (donor, 1_000))
    _interrupting(monkeypatch, 99, lambda n: give(office, (donor, 1_000 + n)))
    with pytest.raises(Conflict, match="Somebody else"):
        office.do(IssueReceipts(2025, 1))
    assert not office.ask(ReceiptRegister(2025))


def test_a_replacement_printed_too_early_is_printed_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = new_donor(office, "Abel"), new_donor(office, "Bruno")
    give(office, (first, 1_000), (second, 2_000))
    office.do(IssueReceipts(2025, 1, donor_ids=(first.id,)))
    other = IssueReceipts(2025, 1, donor_ids=(second.id,))
    _interrupting(monkeypatch, 1, lambda _n: office.do(other))
    done = office.do(CancelReceipt("2025-000001", "misspelt", replace=True))
    assert done.replacement is not None
    assert done.replacement.number == "2025-000003"
    assert office.ask(VerifyReceipts()).problems == ()

    def change_the_letterhead(rank: int) -> None:
        known = office.ask(GetOrganisation())
        office.do(EditOrganisation(replace(known, purpose=f"Purpose {rank}")))

    _interrupting(monkeypatch, 99, change_the_letterhead)
    with pytest.raises(Conflict, match="Somebody else"):
        office.do(CancelReceipt("2025-000003", "again", replace=True))
    assert office.ask(VerifyReceipts()).problems == ()


class _StopAfter:
    """A person who stops after so many chunks."""

    def __init__(self, chunks: int) -> None:
        self._left = chunks

    def step(self, done: int, total: int, what: str = "") -> None:
        assert done <= total, what
        self._left -= 1
        if self._left < 0:
            raise Cancelled


def test_stopped_whole_chunks_stay_and_the_rest_goes_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuing, "CHUNK", 2)
    give(office, *((new_donor(office, f"Nom{i}"), 1_000) for i in range(7)))
    with pytest.raises(Cancelled):
        office.do(IssueReceipts(2025, 7), _StopAfter(2))
    assert len(office.ask(ReceiptRegister(2025))) == 4
    (run,) = office.ask(ReceiptRuns(2025))
    assert run.finished_at is None
    office.do(IssueReceipts(2025, 3))
    assert [one.number for one in office.ask(ReceiptRegister(2025))][-1] == "2025-000007"
    assert office.ask(VerifyReceipts()).ok
