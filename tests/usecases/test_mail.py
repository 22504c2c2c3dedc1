# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts by e-mail through a real server: each at most once, and whatever happens is told."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from app.domain.donors import Donor, ReceiptChannel
from app.domain.mail import Fate, MailMessage, MailState, Security, answer_words
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused, Trouble
from app.usecases.donors import EditDonor, ShowDonor
from app.usecases.mail.account import (
    KeepMailAccount,
    KeepMailPassword,
    ShowMailAccount,
    TryMailAccount,
    try_account,
)
from app.usecases.mail.outbox import DecideMail, MoveToPaper, QueueReceipts, ShowOutbox
from app.usecases.mail.posting import CarryMail, TakeMail, post_next
from app.usecases.office import Office
from app.usecases.receipts import CancelReceipt, IssueReceipts, ReceiptRegister
from app.wiring import ShippedDoors
from tests.conftest import MakeOffice
from tests.support.giving import give, new_donor
from tests.support.keyrings import Drawer
from tests.support.pdf import is_locked, text_of
from tests.support.post_office import PASSWORD, PostOffice, text_body

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
"""The library does not see that the whole line is enciphered from its first byte."""


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


@pytest.fixture
def office(make_office: MakeOffice, tmp_path: Path) -> Office:
    """A dossier of a file."""
    return make_office(str(tmp_path / "dossier.obole"))


def _issued(office: Office, *names: str) -> list[Donor]:
    """Put donors on file who want receipts by e-mail, and issue one for each."""
    donors = [
        new_donor(
            office, name, email=f"{name}@exemple.example", receipt_channel=ReceiptChannel.EMAIL
        )
        for name in names
    ]
    give(office, *((donor, 5_000) for donor in donors))
    office.do(IssueReceipts(2025, len(donors)))
    return donors


def _ready(office: Office, post: PostOffice, *names: str) -> list[Donor]:
    donors = _issued(office, *names)
    office.do(KeepMailAccount(post.account))
    try_account(office, PASSWORD)
    assert office.do(QueueReceipts(2025)) == len(names)
    post.kept.clear()
    return donors


def _all_posted(office: Office) -> list[MailMessage]:
    done: list[MailMessage] = []
    later: set[int] = set()
    while (message := post_next(office, PASSWORD, later)) is not None:
        done.append(message)
        if message.state is MailState.WAITING:
            later.add(message.id)
    return done


def test_a_receipt_reaches_its_donor_alone_in_the_donors_language(
    any_office: Office, post: PostOffice
) -> None:
    (french, english) = _issued(any_office, "abel", "bruno")
    any_office.do(EditDonor(replace(any_office.ask(ShowDonor(english.id)).donor, language="en")))
    any_office.do(KeepMailAccount(post.account))
    try_account(any_office, PASSWORD)
    assert any_office.do(QueueReceipts(2025)) == 2
    assert any_office.do(QueueReceipts(2025)) == 0, "a receipt is on the pile once"
    post.kept.clear()
    assert [one.state for one in _all_posted(any_office)] == [MailState.SENT, MailState.SENT]
    for (sender, to, _bytes), letter, donor in zip(
        post.kept, post.letters, (french, english), strict=True
    ):
        assert (sender, to) == ("recus@moulin.example", [donor.email])
        assert letter["To"] == donor.email
        assert not letter["Cc"]
        assert not letter["Bcc"]
        assert letter["From"].addresses[0].display_name == "Les Amis du Moulin, Œuvre"
        assert letter["Reply-To"] == "contact@moulin.example"
        (attached,) = letter.iter_attachments()
        document = attached.get_content()
        assert is_locked(document)
        assert "2025-00000" in text_of(document)
        assert str(attached.get_filename()).endswith(".pdf")
    words = [text_body(letter) for letter in post.letters]
    assert "Veuillez trouver ci-joint" in words[0]
    assert "Please find attached" in words[1]
    assert _all_posted(any_office) == []


def test_a_refusal_is_told_in_words_and_goes_to_paper_with_one_key(
    office: Office, post: PostOffice
) -> None:
    _ready(office, post, "inconnu", "plein", "abel")
    sent, gone, full = _all_posted(office)
    assert (gone.state, full.state, sent.state) == (
        MailState.REFUSED,
        MailState.REFUSED,
        MailState.SENT,
    )
    assert gone.answer == "550 5.1.1 No such user here"
    assert answer_words(gone).startswith("Nobody has this address any more")
    assert answer_words(full).startswith("The mailbox is full")
    assert office.do(MoveToPaper()) == ["2025-000002", "2025-000003"]
    assert office.ask(ShowOutbox()).counts == {MailState.PAPER: 2, MailState.SENT: 1}
    with pytest.raises(Refused, match="left"):
        office.do(MoveToPaper((sent.id,)))


def test_what_a_server_wants_later_waits_and_bears_the_same_identifier(
    office: Office, post: PostOffice
) -> None:
    (donor,) = _ready(office, post, "demain")
    (first,) = _all_posted(office)
    assert (first.state, first.tries) == (MailState.WAITING, 1)
    assert first.answer.startswith("451")
    there = office.ask(ShowDonor(donor.id)).donor
    office.do(EditDonor(replace(there, email="mieux@exemple.example")))
    (second,) = _all_posted(office)
    assert (second.state, second.tries) == (MailState.SENT, 2)
    assert second.message_id == first.message_id
    assert post.letters[0]["To"] == "mieux@exemple.example", "the address on the sheet today"


def test_a_line_cut_after_the_message_is_for_a_person_to_decide(
    office: Office, post: PostOffice
) -> None:
    _ready(office, post, "coupe", "coupe2", "raccroche")
    one, two, hung_up = _all_posted(office)
    assert (one.state, two.state) == (MailState.UNSURE, MailState.UNSURE)
    assert hung_up.state is MailState.WAITING, "cut before the message was given"
    assert "Decide" in answer_words(one)
    assert post.times() == {one.message_id: 1, two.message_id: 1}
    assert [again.id for again in _all_posted(office)] == [hung_up.id]
    assert office.do(DecideMail(one.id, left=True)).state is MailState.SENT
    assert office.do(DecideMail(two.id, left=False)).state is MailState.WAITING
    assert two.id in [again.id for again in _all_posted(office)]
    with pytest.raises(Refused):
        office.do(DecideMail(one.id, left=False))


def test_nothing_leaves_before_a_message_to_oneself(office: Office, post: PostOffice) -> None:
    _issued(office, "abel")
    with pytest.raises(Refused, match="No server"):
        office.do(QueueReceipts(2025))
    office.do(KeepMailAccount(post.account))
    with pytest.raises(Refused, match="yourself first"):
        office.do(QueueReceipts(2025))
    with pytest.raises(Trouble, match="password"):
        try_account(office, "faux")
    assert office.ask(ShowMailAccount()).tested_at is None  # type: ignore[union-attr]
    assert try_account(office, PASSWORD).fate is Fate.SENT
    assert post.letters[0]["To"] == "recus@moulin.example"
    kept = office.ask(ShowMailAccount())
    assert kept is not None
    assert kept.tested_at is not None
    changed = office.do(KeepMailAccount(replace(kept, reply_to="")))
    assert changed.tested_at is None, "a changed account is tried anew"


def test_a_wrong_password_leaves_the_message_waiting(office: Office, post: PostOffice) -> None:
    _ready(office, post, "abel")
    with pytest.raises(Trouble, match="password"):
        post_next(office, "faux")
    assert office.ask(ShowOutbox()).counts == {MailState.WAITING: 1}
    assert post.kept == []


def test_a_server_nobody_vouches_for_gets_nothing(
    office: Office, post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ready(office, post, "abel")
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(Trouble, match="not reached safely"):
        post_next(office, PASSWORD)
    assert post.kept == []


def test_a_cancelled_receipt_does_not_leave(office: Office, post: PostOffice) -> None:
    _ready(office, post, "abel", "bruno")
    number = office.ask(ReceiptRegister(2025))[0].number
    office.do(CancelReceipt(number, "wrong", replace=False))
    assert [one.address for one in _all_posted(office)] == ["bruno@exemple.example"]
    assert office.ask(ShowOutbox()).counts[MailState.WITHDRAWN] == 1


def test_a_message_is_taken_by_one(office: Office, post: PostOffice) -> None:
    _ready(office, post, "abel")
    taken = office.do(TakeMail())
    assert taken is not None
    assert office.do(TakeMail()) is None
    with pytest.raises(Refused):
        office.ask(CarryMail(replace(taken, version=taken.version - 1), PASSWORD))


def test_starttls_is_spoken(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PostOffice(tmp_path, Security.STARTTLS) as post:
        monkeypatch.setenv("SSL_CERT_FILE", str(post.certificate))
        _ready(office, post, "abel")
        assert [one.state for one in _all_posted(office)] == [MailState.SENT]


def test_the_password_is_in_the_keyring_and_nowhere_in_the_dossier(
    office: Office, post: PostOffice, tmp_path: Path
) -> None:
    before = keyring.get_keyring()
    try:
        keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
        office.do(KeepMailAccount(post.account))
        with pytest.raises(Trouble, match="asked for each time"):
            office.ask(KeepMailPassword(PASSWORD))
        with pytest.raises(Trouble, match="password"):
            office.ask(TryMailAccount())
        keyring.set_keyring(Drawer())
        office.ask(KeepMailPassword(PASSWORD))
        assert office.ask(TryMailAccount()).fate is Fate.SENT
    finally:
        keyring.set_keyring(before)
    for path in tmp_path.glob("dossier.obole*"):
        assert PASSWORD.encode() not in path.read_bytes()
    assert PASSWORD not in repr(KeepMailPassword(PASSWORD)) + repr(TryMailAccount(PASSWORD))


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_sent_twice_by_itself(
    make_office: MakeOffice, post: PostOffice, tmp_path: Path
) -> None:
    """A process is killed again and again while it sends; what it cut waits for a person."""
    location = str(tmp_path / "dossier.obole")
    office = make_office(location)
    _ready(office, post, *(f"donateur{number}" for number in range(20)))
    office.close()
    chance = random.Random(20260106)
    words = ["-m", "app", "-d", location, "mail", "send", "--pause", "0"]
    environment = {**os.environ, "OBOLE_MAIL_PASSWORD": PASSWORD}
    for day in range(1, 4):
        arguments = [sys.executable, *words, "--today", f"2026-02-{day:02}"]
        with subprocess.Popen(
            arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as child:
            heard, until = len(post.kept), time.monotonic() + 20
            while len(post.kept) == heard and time.monotonic() < until and child.poll() is None:
                time.sleep(0.002)
            assert len(post.kept) > heard, "the process sends"
            time.sleep(chance.random() * 0.15)
            child.kill()
    last = ShippedDoors().open(location, clock=FixedClock(date(2026, 3, 1)))
    try:
        _all_posted(last)
        outbox = last.ask(ShowOutbox())
        times = post.times()
        assert set(times.values()) == {1}
        for line in outbox.lines:
            if line.message.state is MailState.SENT:
                assert times[line.message.message_id] == 1
            else:
                assert line.message.state is MailState.UNSURE
        assert outbox.counts[MailState.UNSURE] <= 3
    finally:
        last.close()
