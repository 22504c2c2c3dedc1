# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Duplicates by e-mail, and what became of each message, told where people look."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.donors import Donor, ReceiptChannel
from app.domain.mail import MailState
from app.kernel.errors import Refused
from app.usecases.donors import EditDonor, ShowDonor
from app.usecases.donors.timeline import ShowTimeline
from app.usecases.mail.account import KeepMailAccount, try_account
from app.usecases.mail.duplicates import SendDuplicate
from app.usecases.mail.outbox import MoveToPaper, QueueReceipts, ShowOutbox
from app.usecases.mail.posting import post_next
from app.usecases.office import Office
from app.usecases.receipts import (
    CancelReceipt,
    IssueReceipts,
    ReceiptDocument,
    ReceiptRegister,
    ShowReceipt,
)
from tests.support.giving import give, new_donor
from tests.support.pdf import is_locked, text_of
from tests.support.post_office import PASSWORD, PostOffice

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostOffice]:
    """A server over TLS."""
    with PostOffice(tmp_path_factory.mktemp("post")) as office:
        yield office


@pytest.fixture
def post(server: PostOffice, monkeypatch: pytest.MonkeyPatch) -> PostOffice:
    """The server, trusted, with nothing taken yet."""
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    server.kept.clear()
    return server


def _issued(office: Office, post: PostOffice, name: str) -> Donor:
    donor = new_donor(
        office, name, email=f"{name}@exemple.example", receipt_channel=ReceiptChannel.EMAIL
    )
    give(office, (donor, 5_000))
    office.do(IssueReceipts(2025, 1))
    office.do(KeepMailAccount(post.account))
    try_account(office, PASSWORD)
    post.kept.clear()
    return donor


def test_asks_7_17_21_and_22_the_duplicate_goes_to_the_donor_alone(
    any_office: Office, post: PostOffice
) -> None:
    office = any_office
    donor = _issued(office, post, "abel")
    kept = office.ask(ReceiptDocument("2025-000001"))
    office.do(QueueReceipts(2025))
    post_next(office, PASSWORD)
    put = office.do(SendDuplicate("2025-000001", "lost in the move"))
    assert office.do(QueueReceipts(2025)) == 0
    assert post_next(office, PASSWORD) == replace(
        office.ask(ShowOutbox()).lines[1].message, state=MailState.SENT
    )
    (_first, second) = post.letters
    assert (second["To"], second["Cc"], second["Bcc"]) == (donor.email, None, None)
    assert second["Subject"].startswith("Duplicata de votre reçu fiscal n° 2025-000001")
    (attached,) = second.iter_attachments()
    document = attached.get_content()
    assert is_locked(document)
    assert "Duplicata établi le 06/01/2026" in text_of(document)
    assert office.ask(ReceiptDocument("2025-000001")) == kept
    (line,) = office.ask(ReceiptRegister(2025))
    assert (line.copies, line.mail, put.copied_on) == (1, "sent", office.clock.today())


def test_what_became_of_messages_is_told_on_the_receipt_and_on_the_sheet(
    office: Office, post: PostOffice
) -> None:
    donor = _issued(office, post, "inconnu")
    assert [line.mail for line in office.ask(ReceiptRegister(2025))] == [""]
    office.do(QueueReceipts(2025))
    assert [line.mail for line in office.ask(ReceiptRegister(2025))] == ["waiting"]
    post_next(office, PASSWORD)
    assert [line.mail for line in office.ask(ReceiptRegister(2025))] == ["refused"]
    office.do(MoveToPaper())
    (told,) = office.ask(ShowReceipt("2025-000001")).messages
    assert (told.state, told.address) == (MailState.PAPER, "inconnu@exemple.example")
    texts = [one.text for one in office.ask(ShowTimeline(donor.id)) if one.what == "E-mail message"]
    (text,) = texts
    assert "2025-000001" in text
    assert "inconnu@exemple.example" in text


def test_no_duplicate_of_what_was_cancelled_nor_to_nowhere(
    office: Office, post: PostOffice
) -> None:
    donor = _issued(office, post, "abel")
    with_address = office.ask(ShowDonor(donor.id)).donor
    office.do(EditDonor(replace(with_address, email="")))
    with pytest.raises(Refused, match="has no e-mail address"):
        office.do(SendDuplicate("2025-000001"))
    office.do(EditDonor(replace(office.ask(ShowDonor(donor.id)).donor, email=donor.email)))
    office.do(SendDuplicate("2025-000001"))
    office.do(CancelReceipt("2025-000001", "misspelt", replace=True))
    with pytest.raises(Refused, match="was cancelled"):
        office.do(SendDuplicate("2025-000001"))
    assert post_next(office, PASSWORD) is None
    assert not post.kept
    (line,) = office.ask(ShowOutbox()).lines
    assert line.message.state is MailState.WITHDRAWN
    assert office.do(QueueReceipts(2025)) == 1, "the one that replaces it goes out instead"
