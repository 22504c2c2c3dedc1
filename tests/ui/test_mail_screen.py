# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""E-mail under the hand, against a real server: tried, prepared, sent, refused, moved to paper."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.donors import ReceiptChannel
from app.domain.mail import MailState
from app.ui.kit.screen import Services
from app.ui.screens.mail import courier
from app.ui.screens.mail.account import AccountPane
from app.ui.screens.mail.screen import MailScreen
from app.usecases.mail.account import KeepMailAccount, try_account
from app.usecases.mail.outbox import ShowOutbox
from app.usecases.office import Office
from app.usecases.receipts import IssueReceipts
from tests.support.giving import give, new_donor
from tests.support.post_office import PASSWORD, PostOffice
from tests.ui.conftest import PATIENCE_MS

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
Settle = Callable[[], None]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostOffice]:
    """A server over TLS."""
    with PostOffice(tmp_path_factory.mktemp("post")) as office:
        yield office


@pytest.fixture
def post(server: PostOffice, monkeypatch: pytest.MonkeyPatch) -> PostOffice:
    """The server, trusted, with nothing taken yet; the pause between messages is short."""
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    monkeypatch.setattr(courier, "PAUSE_MS", 10)
    server.kept.clear()
    return server


def issued(office: Office, *names: str) -> None:
    """Issue a receipt to each of these, who want it by e-mail."""
    for name in names:
        address = f"{name}@exemple.example"
        donor = new_donor(office, name, email=address, receipt_channel=ReceiptChannel.EMAIL)
        give(office, (donor, 5_000))
    office.do(IssueReceipts(2025, len(names)))


def shown(services: Services, window: QWidget, settle: Settle) -> MailScreen:
    screen = MailScreen(services)
    QVBoxLayout(window).addWidget(screen)
    window.show()
    settle()
    return screen


def said(pane: AccountPane) -> str:
    return " ".join(label.text() for label in pane.bar.findChildren(QLabel))


def states(office: Office) -> dict[str, MailState]:
    lines = office.ask(ShowOutbox()).lines
    return {line.message.address.partition("@")[0]: line.message.state for line in lines}


def test_a_server_is_set_and_tried_from_the_page(
    services: Services, window: QWidget, settle: Settle, post: PostOffice
) -> None:
    page = shown(services, window, settle)
    page.open(part="server")
    pane = page.account
    assert not pane.try_button.isEnabled()
    pane.port.setText("smtp")
    pane.save()
    assert pane.port.hasFocus()
    account = post.account
    values = {"host": account.host, "port": str(account.port), "user": account.user}
    pane.form.fill(
        {
            **values,
            "security": account.security,
            "password": "",
            "sender": account.sender,
            "sender_name": account.sender_name,
            "reply_to": account.reply_to,
        }
    )
    pane.save()
    settle()
    assert "never tried" in said(pane)
    pane.password.setText(PASSWORD)
    pane.try_button.click()
    settle()
    assert "Tried with success" in said(pane)
    assert len(post.kept) == 1


def test_receipts_are_sent_one_by_one_and_a_refusal_goes_to_paper(
    services: Services, window: QWidget, settle: Settle, post: PostOffice, qtbot: QtBot
) -> None:
    office = services.office
    issued(office, "abel", "bruno", "inconnu")
    office.do(KeepMailAccount(post.account))
    try_account(office, PASSWORD)
    post.kept.clear()
    page = shown(services, window, settle)
    pane = page.outbox
    assert pane.told.text() == "No message yet."
    assert not pane.send_button.isEnabled()
    pane.queue_button.click()
    settle()
    assert pane.send_button.text() == "&Send 3 messages"
    QTest.keyClicks(pane.password, "wrong")
    pane.send_button.click()
    qtbot.waitUntil(lambda: not pane.courier.busy, timeout=PATIENCE_MS)
    settle()
    assert pane.bar.isVisible()
    assert set(states(office).values()) == {MailState.WAITING}
    pane.password.setText(PASSWORD)
    pane.send_button.click()
    assert pane.send_button.text() == "&Stop"
    qtbot.waitUntil(lambda: not pane.courier.busy, timeout=PATIENCE_MS)
    settle()
    assert states(office) == {
        "abel": MailState.SENT,
        "bruno": MailState.SENT,
        "inconnu": MailState.REFUSED,
    }
    assert len(post.kept) == 2
    pane.table.selectRow(0)
    assert "Nobody has this address any more" in pane.whole.text()
    assert not pane.left_button.isEnabled()
    pane.paper_button.click()
    settle()
    assert states(office)["inconnu"] is MailState.PAPER
    assert "1 receipt to print: 2025-00000" in services.toast.text


def test_stopped_it_goes_on_at_the_very_line(
    services: Services, window: QWidget, settle: Settle, post: PostOffice, qtbot: QtBot
) -> None:
    office = services.office
    issued(office, "abel", "bruno", "cyr")
    office.do(KeepMailAccount(post.account))
    try_account(office, PASSWORD)
    post.kept.clear()
    pane = shown(services, window, settle).outbox
    pane.queue()
    settle()
    pane.password.setText(PASSWORD)
    pane.send()
    pane.courier.stop()
    qtbot.waitUntil(lambda: not pane.courier.busy, timeout=PATIENCE_MS)
    settle()
    assert len(post.kept) == 1
    pane.send()
    qtbot.waitUntil(lambda: not pane.courier.busy, timeout=PATIENCE_MS)
    settle()
    assert set(states(office).values()) == {MailState.SENT}
    assert len(post.kept) == len({message[2] for message in post.kept}) == 3
