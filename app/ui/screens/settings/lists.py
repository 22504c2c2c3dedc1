# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The short lists of the settings: funds, appeals, bank accounts, users."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit

from app.domain.campaigns import Appeal
from app.domain.iban import format_iban
from app.domain.organisation import BankAccount, Fund
from app.domain.users import Role, User, role_words
from app.kernel.formats import format_day
from app.kernel.i18n import N_, _
from app.ui.kit.binding import Form
from app.ui.kit.fields import ChoiceField, DateField
from app.ui.kit.lines import Column, Mark
from app.ui.kit.screen import Services
from app.ui.screens.settings.list_page import ListPage
from app.usecases.organisation import (
    ListAppeals,
    ListBankAccounts,
    ListFunds,
    SaveAppeal,
    SaveBankAccount,
    SaveFund,
)
from app.usecases.users import ListUsers, SaveUser


def _yes(*, on: bool) -> str:
    return _("yes") if on else _("no")


def _retired(line: Any) -> Mark:
    return Mark.PLAIN if line.active else Mark.MUTED


class FundsPage(ListPage[Fund]):
    """What gifts are designated for."""

    def __init__(self, services: Services) -> None:
        """Show the funds."""
        columns: Sequence[Column[Fund]] = (
            Column("code", N_("Code"), lambda fund: fund.code, 10, mark=_retired),
            Column("name", N_("Name"), lambda fund: fund.name, mark=_retired),
            Column("eligible", N_("Receipt"), lambda fund: _yes(on=fund.eligible), 10),
            Column("active", N_("In use"), lambda fund: _yes(on=fund.active), 10),
        )
        super().__init__(
            services,
            title=_("Funds"),
            why=_("What a gift is designated for. A fund no longer used stays on past gifts."),
            columns=columns,
            rooms=("organisation",),
        )

    def _list(self) -> ListFunds:
        return ListFunds()

    def _blank(self) -> Fund:
        return Fund(code="", name="")

    def _fields(self, form: Form) -> None:
        form.add("code", _("Code"), QLineEdit(), 3)
        form.add("name", _("Name"), QLineEdit(), 9)
        form.add("eligible", _("Gives right to a tax receipt"), QCheckBox())
        form.add("restricted", _("Restricted fund (fonds dédié)"), QCheckBox())
        form.add("active", _("In use"), QCheckBox(), 12)

    def _save(self, line: Fund, values: dict[str, Any]) -> SaveFund:
        return SaveFund(replace(line, **values))


class AppealsPage(ListPage[Appeal]):
    """What gifts answer to."""

    def __init__(self, services: Services) -> None:
        """Show the appeals."""
        columns: Sequence[Column[Appeal]] = (
            Column("code", N_("Code"), lambda appeal: appeal.code, 10, mark=_retired),
            Column("name", N_("Name"), lambda appeal: appeal.name, mark=_retired),
            Column(
                "sent_on",
                N_("Sent on"),
                lambda appeal: format_day(appeal.sent_on) if appeal.sent_on else "",
                12,
            ),
            Column("active", N_("In use"), lambda appeal: _yes(on=appeal.active), 10),
        )
        super().__init__(
            services,
            title=_("Appeals"),
            why=_("The mailings and events that ask for gifts: a gift may say which it answers."),
            columns=columns,
            rooms=("campaigns",),
        )

    def _list(self) -> ListAppeals:
        return ListAppeals()

    def _blank(self) -> Appeal:
        return Appeal(code="", name="")

    def _fields(self, form: Form) -> None:
        form.add("code", _("Code"), QLineEdit(), 3)
        form.add("name", _("Name"), QLineEdit(), 9)
        form.add("sent_on", _("Sent on"), DateField(self.services.office.clock.today), 4)
        form.add("active", _("In use"), QCheckBox(), 12)

    def _save(self, line: Appeal, values: dict[str, Any]) -> SaveAppeal:
        return SaveAppeal(replace(line, **values))


class AccountsPage(ListPage[BankAccount]):
    """Where deposits are made."""

    def __init__(self, services: Services) -> None:
        """Show the accounts."""
        columns: Sequence[Column[BankAccount]] = (
            Column("label", N_("Name"), lambda account: account.label, mark=_retired),
            Column("iban", N_("IBAN"), lambda account: format_iban(account.iban), 36),
            Column("active", N_("In use"), lambda account: _yes(on=account.active), 10, spare=1),
        )
        super().__init__(
            services,
            title=_("Bank accounts"),
            why=_("Where cheques are deposited: the slip prints the account."),
            columns=columns,
            rooms=("organisation",),
        )

    def _list(self) -> ListBankAccounts:
        return ListBankAccounts()

    def _blank(self) -> BankAccount:
        return BankAccount(label="")

    def _fields(self, form: Form) -> None:
        form.add("label", _("Name"), QLineEdit(), 6)
        form.add("holder", _("Holder"), QLineEdit(), 6)
        form.add("bank", _("Bank"), QLineEdit(), 6)
        form.add("bic", _("BIC"), QLineEdit(), 6)
        form.add("iban", _("IBAN"), QLineEdit(), 12)
        form.add("active", _("In use"), QCheckBox(), 12)

    def _save(self, line: BankAccount, values: dict[str, Any]) -> SaveBankAccount:
        return SaveBankAccount(replace(line, **values))


class UsersPage(ListPage[User]):
    """Who opens the dossier, and what for."""

    def __init__(self, services: Services) -> None:
        """Show the users."""
        columns: Sequence[Column[User]] = (
            Column("name", N_("Name"), lambda user: user.name, mark=_retired),
            Column("role", N_("Role"), lambda user: role_words(user.role), 18),
            Column(
                "passphrase", N_("Passphrase"), lambda user: _yes(on=bool(user.passphrase_hash)), 14
            ),
            Column("active", N_("In use"), lambda user: _yes(on=user.active), 10, spare=1),
        )
        super().__init__(
            services,
            title=_("Users"),
            why=_("The journal writes who did what. A passphrase is optional: 14 characters."),
            columns=columns,
            rooms=("users",),
        )

    def _list(self) -> ListUsers:
        return ListUsers()

    def _blank(self) -> User:
        return User(name="")

    def _fields(self, form: Form) -> None:
        roles = tuple((role_words(role), role) for role in Role)
        passphrase = QLineEdit()
        passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        form.add("name", _("Name"), QLineEdit(), 6)
        form.add("role", _("Role"), ChoiceField(roles), 6)
        form.add(
            "passphrase", _("New passphrase"), passphrase, 6, _("Empty keeps the present one.")
        )
        form.add("active", _("In use"), QCheckBox(), 12)

    def _values(self, line: User) -> dict[str, Any]:
        return {"name": line.name, "role": line.role, "passphrase": "", "active": line.active}

    def _save(self, line: User, values: dict[str, Any]) -> SaveUser:
        passphrase = values.pop("passphrase") or None
        return SaveUser(replace(line, **values), passphrase)
