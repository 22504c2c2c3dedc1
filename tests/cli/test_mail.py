# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts by e-mail, by words alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.main import run
from app.domain.donors import ReceiptChannel
from app.usecases.receipts import IssueReceipts
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole
from tests.conftest import MakeOffice
from tests.support.giving import give, new_donor
from tests.support.post_office import PASSWORD, PostOffice

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """A server that is trusted, and whose password is said."""
    with PostOffice(tmp_path) as office:
        monkeypatch.setenv("SSL_CERT_FILE", str(office.certificate))
        monkeypatch.setenv("OBOLE_MAIL_PASSWORD", PASSWORD)
        yield office


@pytest.fixture
def dossier(tmp_path: Path, make_office: MakeOffice) -> Path:
    """Two receipts for e-mail, one to an address nobody has, and one for paper."""
    path = tmp_path / "dossier.obole"
    office = make_office(str(path))
    by_mail = {"receipt_channel": ReceiptChannel.EMAIL}
    donors = [
        new_donor(office, "Abel", email="abel@exemple.example", **by_mail),
        new_donor(office, "Bruno", email="inconnu@exemple.example", **by_mail),
        new_donor(office, "Carole"),
    ]
    give(office, *((donor, 1_000) for donor in donors))
    office.do(IssueReceipts(2025, 3))
    return path


@pytest.mark.slow
def test_receipts_are_sent_refused_and_moved_to_paper(obole: Obole, post: PostOffice) -> None:
    assert obole("mail", "settings") == (0, {"account": None})
    send = ("receipts", "send", "--year", "2025", "--pause", "0")
    assert obole(*send)[1]["refused"]["code"] == "mail.unset"
    account = ("--host", "localhost", "--port", str(post.port), "--login", post.account.user)
    names = ("--sender", "recus@moulin.example", "--sender-name", "Les Amis du Moulin")
    status, told = obole("mail", "settings", *account, *names)
    assert (status, told["account"]["security"], told["tested_at"]) == (0, "tls", None)
    assert obole("mail", "settings", "--sender", "nobody")[1]["refused"]["code"] == "mail.sender"
    assert obole(*send)[1]["refused"]["code"] == "mail.untried"
    assert obole("mail", "test")[1] == {"sent": True, "answer": "250 2.0.0 Taken"}
    status, told = obole(*send)
    assert (status, told["sent"]) == (0, 1)
    assert [one["state"] for one in told["messages"]] == ["sent", "refused"]
    status, told = obole("mail", "outbox")
    assert (told["counts"]["sent"], told["counts"]["refused"]) == (1, 1)
    assert told["messages"][1]["receipt"] == "2025-000002"
    assert obole("mail", "decide", "1", "--left")[1]["refused"]["code"] == "mail.decided"
    assert obole("mail", "paper") == (0, {"receipts": ["2025-000002"]})
    assert obole("mail", "send", "--pause", "0")[1] == {"sent": 0, "messages": []}
    assert [letter["To"] for letter in post.letters] == [
        "recus@moulin.example",
        "abel@exemple.example",
    ]


def test_the_pile_is_told_in_french(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "fr", "-d", str(dossier), "mail", "send"], ShippedDoors()) == 3
    assert "Aucun serveur de courriel n’est réglé" in capsys.readouterr().err
