# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings: what is saved, what is refused in place, what a role may not do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from app.domain.organisation import BankAccount, Fund
from app.domain.users import Role, User, role_words
from app.ui.kit import dialogs
from app.ui.kit.fields import ChoiceField
from app.ui.kit.jobs import Jobs, Lanes
from app.ui.kit.screen import Services
from app.ui.kit.theme import Look, theme_of
from app.ui.screens.settings.appearance import AppearancePage
from app.ui.screens.settings.association import AssociationPage, ReceiptsPage
from app.ui.screens.settings.lists import AccountsPage, FundsPage, UsersPage
from app.ui.screens.settings.screen import SettingsScreen
from app.usecases.office import Office
from app.usecases.organisation import GetOrganisation, ListBankAccounts, ListFunds, SaveFund
from app.usecases.receipts.preview import ReceiptCategories
from app.usecases.users import ListUsers

Settle = Callable[[], None]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


def line_edit(field: object) -> QLineEdit:
    assert isinstance(field, QLineEdit)
    return field


def test_the_association_is_saved(
    services: Services, qtbot: QtBot, settle: Settle, office: Office
) -> None:
    page = AssociationPage(services)
    qtbot.addWidget(page)
    settle()
    assert line_edit(page.form.field("name")).text() == "Les Amis du Moulin"
    assert line_edit(page.form.field("city")).text() == "Rennes"
    page.form.fill({"city": "Saint-Malo", "phone": "02 99 00 00 00"})
    page.save.click()
    settle()
    saved = office.ask(GetOrganisation())
    assert (saved.address.city, saved.phone) == ("Saint-Malo", "02 99 00 00 00")
    assert saved.address.street == "3 rue du Moulin"
    assert services.toast.text == "The association is saved."


def test_a_miscopied_number_is_refused_beside_its_field(
    services: Services, qtbot: QtBot, settle: Settle, office: Office
) -> None:
    page = AssociationPage(services)
    qtbot.addWidget(page)
    settle()
    page.form.fill({"siren": "732829321"})
    page.save.click()
    settle()
    assert "miscopied" in page.form._lines["siren"].text
    assert office.ask(GetOrganisation()).siren == "732829320"


def test_what_is_wrong_on_another_page_is_told(
    services: Services, qtbot: QtBot, settle: Settle
) -> None:
    page = AssociationPage(services)
    qtbot.addWidget(page)
    settle()
    other = ReceiptsPage(services)
    qtbot.addWidget(other)
    settle()
    page.form.fill({"purpose": ""})
    page.save.click()
    settle()
    assert page.form._lines["purpose"].text
    assert other._organisation is not None


def test_the_right_to_issue_is_written(
    services: Services, qtbot: QtBot, settle: Settle, office: Office
) -> None:
    page = ReceiptsPage(services)
    qtbot.addWidget(page)
    settle()
    status = page.form.field("receipt_status")
    assert isinstance(status, ChoiceField)
    assert status.currentData() == "oig_association"
    page.form.fill({"receipt_threshold_cents": 0, "receipt_status": "oig_rup"})
    assert page.form.values()["receipt_threshold_cents"] == 0
    page.form.fill({"receipt_threshold_cents": 1_000})
    page.save.click()
    settle()
    saved = office.ask(GetOrganisation())
    assert (saved.receipt_threshold_cents, saved.receipt_status) == (1_000, "oig_rup")


def test_every_box_of_the_form_can_be_chosen(
    services: Services, qtbot: QtBot, settle: Settle, office: Office
) -> None:
    page = ReceiptsPage(services)
    qtbot.addWidget(page)
    settle()
    status = page.form.field("receipt_status")
    assert isinstance(status, ChoiceField)
    offered = [(status.itemData(i), status.itemText(i)) for i in range(1, status.count())]
    assert offered == list(office.ask(ReceiptCategories()))
    assert ("fonds_dotation", "Fonds de dotation") in offered


def test_a_logo_is_kept_in_the_dossier(
    services: Services,
    qtbot: QtBot,
    settle: Settle,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = tmp_path / "logo.png"
    picture.write_bytes(PIXEL)
    monkeypatch.setattr(dialogs, "file_to_open", lambda *_arguments: picture)
    page = ReceiptsPage(services)
    qtbot.addWidget(page)
    settle()
    card = page.findChildren(type(page))  # the pictures stand in a card of their own
    assert card == []
    choose = [b for b in page.findChildren(type(page.save)) if b.accessibleName()]
    choose[0].click()
    settle()
    assert office.ask(GetOrganisation()).logo_sha256


def test_a_fund_is_added_and_refused_without_a_name(
    services: Services, qtbot: QtBot, settle: Settle, office: Office
) -> None:
    page = FundsPage(services)
    qtbot.addWidget(page)
    settle()
    page.new.click()
    page.form.fill({"code": "TOIT"})
    page.save.click()
    settle()
    assert page.form._lines["name"].text == "A fund needs a code and a name: fill in both."
    page.form.fill({"name": "Toiture"})
    page.save.click()
    settle()
    funds = office.ask(ListFunds())
    assert [fund.code for fund in funds] == ["GEN", "TOIT"]
    current = page.table.current()
    assert isinstance(current, Fund)
    assert current.code == "TOIT"


def test_what_is_typed_stays_when_a_colleague_adds_a_line(
    services: Services, qtbot: QtBot, settle: Settle, office: Office
) -> None:
    """A new line begun, then a known one being changed: the list follows, the keys do not."""
    page = FundsPage(services)
    qtbot.addWidget(page)
    settle()
    page.new.click()
    QTest.keyClicks(page.form.field("name"), "Toiture")
    office.do(SaveFund(Fund(code="AAA", name="Autre")))
    settle()
    assert page.table.model().rowCount() == 2
    assert page.form.values()["name"] == "Toiture"
    page.table.selectRow(0)
    assert page.form.values()["name"] != "Toiture"


def test_an_iban_is_checked(
    services: Services, qtbot: QtBot, settle: Settle, office: Office
) -> None:
    page = AccountsPage(services)
    qtbot.addWidget(page)
    settle()
    page.form.fill({"iban": "FR76 3000 6000 0112 3456 7890 180"})
    page.save.click()
    settle()
    assert page.form._lines["iban"].text
    page.form.fill({"iban": "FR76 3000 6000 0112 3456 7890 189"})
    page.save.click()
    settle()
    accounts = office.ask(ListBankAccounts())
    assert [account.iban for account in accounts] == ["FR7630006000011234567890189"]
    assert isinstance(page.table.current(), BankAccount)


def test_the_last_administrator_stays(
    services: Services, qtbot: QtBot, settle: Settle, office: Office
) -> None:
    page = UsersPage(services)
    qtbot.addWidget(page)
    settle()
    page.form.fill({"role": Role.READER})
    page.save.click()
    settle()
    assert "needs an administrator" in page.form._lines["role"].text
    page.new.click()
    page.form.fill({"name": "Paul", "role": Role.ENTRY, "passphrase": "court"})
    page.save.click()
    settle()
    assert "14" in page.form._lines["passphrase"].text
    page.form.fill({"passphrase": "une phrase assez longue"})
    page.save.click()
    settle()
    paul = next(user for user in office.ask(ListUsers()) if user.name == "Paul")
    assert paul.passphrase_hash
    assert paul.passphrase_hash != "une phrase assez longue"


def test_a_reader_reads(
    services: Services, qtbot: QtBot, settle: Settle, office: Office, lanes: Lanes
) -> None:
    reader = office.as_user(User(name="Zoé", role=Role.READER))
    seen = Services(
        office=reader,
        jobs=Jobs(lanes, reader),
        feed=services.feed,
        navigator=services.navigator,
        state=services.state,
        toast=services.toast,
    )
    page = AssociationPage(seen)
    qtbot.addWidget(page)
    funds = FundsPage(seen)
    qtbot.addWidget(funds)
    settle()
    assert not page.save.isEnabled()
    assert "does not change them" in page._bar.label.text()
    assert not funds.new.isEnabled()


def test_every_role_has_a_name() -> None:
    assert len({role_words(role) for role in Role}) == len(Role)


def test_looks_change_at_once_and_the_language_at_the_next_start(
    services: Services, qtbot: QtBot
) -> None:
    page = AppearancePage(services)
    qtbot.addWidget(page)
    choices = {made.text(): made for made in page.findChildren(QRadioButton)}
    choices["Dark"].click()
    choices["125 %"].click()
    assert (theme_of().look, theme_of().zoom) == (Look.DARK, 125)
    choices["Français"].click()
    assert services.state.text("language") == "fr"
    theme_of().apply(Look.LIGHT, 100)


def test_a_page_is_asked_for_by_name(services: Services, qtbot: QtBot, settle: Settle) -> None:
    screen = SettingsScreen(services)
    qtbot.addWidget(screen)
    screen.open(page="users")
    settle()
    assert isinstance(screen.pages.currentWidget(), UsersPage)
    screen.open()
    assert isinstance(screen.pages.currentWidget(), UsersPage)
