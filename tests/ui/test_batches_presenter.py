# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the batch pages say, and how the lines on their way are shown; no window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.batches import (
    LEASE_LIFE,
    BatchKind,
    BatchState,
    BatchTotals,
    GiftBatch,
    Lease,
    kind_word,
)
from app.domain.donors import Donor, ReceiptChannel, ReceiptWish
from app.domain.gifts import Gift, GiftState, Means
from app.kernel.errors import Refused
from app.kernel.i18n import use_language
from app.ui.screens.batches import presenter
from app.ui.screens.batches.ledger import Ledger
from app.ui.screens.batches.totals import TotalsState, totals_view
from app.usecases.duplicates import Likeness, LookAlike
from app.usecases.ports.desk import BatchLine, GiftLine
from app.usecases.ports.people import DonorLine

TODAY = date(2026, 1, 6)
BATCH = GiftBatch(
    id=7, year=2026, sequence=14, received_on=TODAY, fund_id=1, expected_count=3,
    expected_total_cents=15000,
)  # fmt: skip
MARIE = DonorLine(
    id=1, number=10428, kind="person", name="DUPONT Marie", street="12 rue du Pré",
    postal_code="35000", city="RENNES", phone="", email="", returned_on=date(2025, 11, 3),
    deceased_on=None, archived_on=None, gifts=1, cents=5000, last_on=date(2025, 12, 3),
    last_cents=5000, last_means=Means.CHEQUE,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    """The volunteer reads French."""
    with use_language("fr"):
        yield


def gift(**more: object) -> Gift:
    made = Gift(batch_id=7, donor_id=1, cents=5000, received_on=TODAY, fund_id=1)
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(BATCH, {1: "Fonds général"})


def arrive(ledger: Ledger, gift_id: int, **more: object) -> GiftLine:
    """Send a line, have it saved, and return it as the disk has it."""
    token = ledger.send(gift(**more), MARIE)
    ledger.arrived(token, gift(id=gift_id, version=1, position=gift_id, **more))
    return ledger.rows()[0]


@pytest.mark.parametrize(
    ("count", "cents", "checked", "state", "word"),
    [
        (1, 5000, False, TotalsState.RUNNING, "en cours"),
        (1, 5000, True, TotalsState.DIFFERENCE, "Écart de 100,00\u00a0€"),
        (3, 15000, False, TotalsState.AGREE, "Le compte est juste"),
        (3, 14100, False, TotalsState.DIFFERENCE, "Écart de 9,00\u00a0€"),
        (2, 15900, False, TotalsState.DIFFERENCE, "Écart de 9,00\u00a0€"),
        (4, 15000, False, TotalsState.DIFFERENCE, "Écart de 1 don"),
    ],
)
def test_the_totals_have_three_states(
    count: int,
    cents: int,
    *,
    checked: bool,
    state: TotalsState,
    word: str,
) -> None:
    view = totals_view(BatchTotals(count, cents, 3, 15000), checked=checked)
    assert (view.state, view.word) == (state, word)


def test_a_batch_without_control_never_says_it_agrees() -> None:
    view = totals_view(BatchTotals(2, 900, None, None), checked=True)
    assert (view.state, view.expected, view.rest) == (TotalsState.RUNNING, "sans pointage", "")


def test_what_is_left_counts_down() -> None:
    view = totals_view(BatchTotals(1, 5000, 3, 15000))
    assert view.expected == "3 dons · 150,00\u00a0€"
    assert view.keyed == "1 don · 50,00\u00a0€"
    assert view.rest == "2 · 100,00\u00a0€"


def test_a_line_shows_before_it_is_saved(ledger: Ledger) -> None:
    token = ledger.send(gift(), MARIE)
    assert [(row.id, row.fund_name) for row in ledger.rows()] == [(0, "Fonds général")]
    assert not ledger.settled
    assert ledger.last() is None
    ledger.lost(token)
    assert (ledger.rows(), ledger.settled) == ([], True)


def test_a_line_is_never_shown_twice(ledger: Ledger) -> None:
    saved = arrive(ledger, 1)
    ledger.take([saved])
    assert [row.id for row in ledger.rows()] == [1]
    assert ledger.totals().count == 1


def test_the_sheet_may_come_before_the_answer(ledger: Ledger) -> None:
    token = ledger.send(gift(), MARIE)
    ledger.take([replace(ledger.rows()[0], id=1, version=1, position=1)])
    ledger.arrived(token, gift(id=1, version=1, position=1))
    assert [row.id for row in ledger.rows()] == [1]


def test_a_changed_line_keeps_its_place(ledger: Ledger) -> None:
    first, second = arrive(ledger, 1), arrive(ledger, 2)
    ledger.take([second, first])
    ledger.send(gift(id=1, version=1, position=1, cents=5500), MARIE)
    assert [(row.id, row.cents) for row in ledger.rows()] == [(2, 5000), (1, 5500)]
    assert [row.position for row in ledger.of_donor(1)] == [2, 1]


def test_the_card_echoes_the_donor() -> None:
    donor = Donor(receipt_wish=ReceiptWish.PER_GIFT, receipt_channel=ReceiptChannel.EMAIL)
    text = presenter.card_text(MARIE, donor)
    assert "n°\u00a010428-9" in text
    assert "12 rue du Pré 35000 RENNES" in text
    assert "reçu par don par mél" in text
    assert "dernier don 50,00\u00a0€ chèque 03/12/2025" in text


def test_the_card_warns(ledger: Ledger) -> None:
    dead = MARIE._replace(deceased_on=date(2023, 1, 1))
    warning = presenter.card_warning(dead, [arrive(ledger, 1)])
    assert "Décédé en 2023" in warning
    assert "pli revenu le 03/11/2025" in warning
    assert "déjà ligne 1 (50,00\u00a0€)" in warning


@pytest.mark.parametrize(
    ("wish", "channel", "told"),
    [
        (ReceiptWish.NONE, ReceiptChannel.PAPER, "ne veut pas de reçu"),
        (ReceiptWish.ANNUAL, ReceiptChannel.PAPER, "reçu annuel papier"),
        (ReceiptWish.ANNUAL, ReceiptChannel.EMAIL, "reçu annuel par mél"),
        (ReceiptWish.PER_GIFT, ReceiptChannel.PAPER, "reçu par don papier"),
    ],
)
def test_the_card_says_what_receipt_is_wished(
    wish: ReceiptWish, channel: ReceiptChannel, told: str
) -> None:
    donor = Donor(receipt_wish=wish, receipt_channel=channel)
    assert told in presenter.card_text(MARIE._replace(last_on=None), donor)


@pytest.mark.parametrize(
    ("text", "parts"),
    [("dupo mar", ("DUPO", "Mar")), ("l'hôte", ("L'HÔTE", "")), ("06 12", ("", ""))],
)
def test_what_was_typed_becomes_a_name(text: str, parts: tuple[str, str]) -> None:
    assert presenter.name_parts(text) == parts


def test_a_look_alike_says_why() -> None:
    alike = LookAlike(MARIE, (Likeness.PHONE, Likeness.PLACE))
    text = presenter.look_alike_text(alike, 1)
    assert text.startswith("F8 prend DUPONT Marie, 35000 RENNES")
    assert "même téléphone, même code postal" in text


@pytest.mark.parametrize(("text", "count"), [("", None), (" 200 ", 200)])
def test_the_expected_count_is_read(text: str, count: int | None) -> None:
    assert presenter.read_count(text) == count


@pytest.mark.parametrize("text", ["0", "-3", "vingt", "2,5", "٣"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        presenter.read_count(text)
    assert refused.value.field == "expected_count"


def test_the_list_shows_a_difference_for_ever() -> None:
    line = BatchLine(
        id=1, kind=BatchKind.CORRECTION, year=2026, sequence=3, state=BatchState.POSTED,
        received_on=TODAY, expected_count=3, expected_total_cents=15000, count=3, cents=14000,
        unidentified=0, opened_by="Anne", opened_at=None, posted_at=None,
        difference_reason="cheque lost",
    )  # fmt: skip
    assert presenter.number_of(line) == "2026-C03"
    assert presenter.state_word(line) == "Validé *"
    assert presenter.gap_text(line) == "-10,00\u00a0€"
    assert presenter.gap_text(replace(line, state=BatchState.DRAFT)) == "…"
    assert presenter.gap_text(replace(line, expected_total_cents=None)) == "—"
    assert kind_word(line.kind) == "Correction"


def test_the_list_says_whose_a_batch_is_and_who_keys_in_it() -> None:
    now = datetime(2026, 1, 6, 12, tzinfo=UTC)
    line = BatchLine(
        id=1, kind=BatchKind.CHEQUES, year=2026, sequence=3, state=BatchState.DRAFT,
        received_on=TODAY, expected_count=3, expected_total_cents=15000, count=3, cents=14000,
        unidentified=0, opened_by="Anne", opened_at=None, posted_at=None,
        difference_reason="", owned_by="Anne",
    )  # fmt: skip
    lease = Lease(
        batch_id=1, user="Anne", workstation="ACCUEIL", window="w", since=now, seen_at=now
    )
    at = f"{now.astimezone():%H:%M}"
    assert presenter.whose_text(line, now) == "Anne"
    open_here = replace(line, lease=lease)
    assert presenter.whose_text(open_here, now) == f"Anne, sur ACCUEIL depuis {at}"
    assert presenter.whose_text(open_here, now + LEASE_LIFE) == "Anne"
    other = replace(lease, user="Basile", since=now - timedelta(days=2))
    told = presenter.whose_text(replace(line, lease=other), now)
    assert told == "Anne · Basile, ACCUEIL, 04/01/2026"


def test_january_recalls_which_day_counts() -> None:
    assert "2026" in presenter.tax_year_note(TODAY)
    assert presenter.tax_year_note(date(2026, 2, 1)) == ""


def test_an_unidentified_line_shows_its_clue(ledger: Ledger) -> None:
    ledger.send(gift(donor_id=None, clue="LBP"), None)
    row = ledger.rows()[0]
    assert presenter.donor_name(row) == "(à identifier) LBP"
    assert row.state is GiftState.DRAFT
