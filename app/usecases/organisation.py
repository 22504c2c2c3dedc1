# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The association: its identity, funds, bank accounts and appeals."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from app.domain.campaigns import Appeal, Campaign
from app.domain.iban import read_iban
from app.domain.organisation import BankAccount, Fund, Organisation, check_organisation
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.context import Context


@dataclass(frozen=True, slots=True)
class GetOrganisation(Query[Organisation]):
    """Tell the association's identity."""


@handles(GetOrganisation)
def get_organisation(_query: GetOrganisation, ctx: Context) -> Organisation:
    """Return the association of the dossier."""
    return ctx.uow.organisation.get()


@dataclass(frozen=True, slots=True)
class EditOrganisation(Command[Organisation]):
    """Write the association's identity; whose law its receipts follow is chosen apart.

    Attributes:
        logo, signature: New pictures (PNG or JPEG bytes), or None to keep those there are.
    """

    permission: ClassVar[str] = Permission.SETTINGS_EDIT
    organisation: Organisation
    logo: bytes | None = field(default=None, repr=False)
    signature: bytes | None = field(default=None, repr=False)


_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@handles(EditOrganisation)
def edit_organisation(cmd: EditOrganisation, ctx: Context) -> Organisation:
    """Check the identity, keep its pictures in the vault, write it."""
    now = ctx.uow.organisation.get()
    organisation = replace(
        cmd.organisation,
        receipt_country=now.receipt_country,
        currency=now.currency,
        mentions=now.mentions,
    )
    refuse_errors(check_organisation(organisation))
    if cmd.logo is not None:
        organisation = replace(organisation, logo_sha256=_keep_picture(cmd.logo, ctx))
    if cmd.signature is not None:
        organisation = replace(organisation, signature_sha256=_keep_picture(cmd.signature, ctx))
    return ctx.uow.organisation.save(organisation)


def _keep_picture(body: bytes, ctx: Context) -> str:
    if not body:
        return ""
    for start, media_type in _PICTURES.items():
        if body.startswith(start):
            return ctx.uow.documents.put(body, media_type)
    message = _("This file is not a picture the receipts can print: choose a PNG or a JPEG.")
    raise Refused("organisation.picture", message, "picture")


@dataclass(frozen=True, slots=True)
class ListFunds(Query[Sequence[Fund]]):
    """Tell every fund."""


@handles(ListFunds)
def list_funds(_query: ListFunds, ctx: Context) -> Sequence[Fund]:
    """Return the funds by code."""
    return ctx.uow.funds.all()


@dataclass(frozen=True, slots=True)
class SaveFund(Command[Fund]):
    """Write a fund, new when its id is 0."""

    permission: ClassVar[str] = Permission.SETTINGS_EDIT
    fund: Fund


@handles(SaveFund)
def save_fund(cmd: SaveFund, ctx: Context) -> Fund:
    """Write the fund."""
    if not cmd.fund.name.strip() or not cmd.fund.code.strip():
        message = _("A fund needs a code and a name: fill in both.")
        raise Refused("fund.name", message, "name")
    return ctx.uow.funds.save(cmd.fund) if cmd.fund.id else ctx.uow.funds.add(cmd.fund)


@dataclass(frozen=True, slots=True)
class ListBankAccounts(Query[Sequence[BankAccount]]):
    """Tell every bank account."""


@handles(ListBankAccounts)
def list_bank_accounts(_query: ListBankAccounts, ctx: Context) -> Sequence[BankAccount]:
    """Return the accounts."""
    return ctx.uow.bank_accounts.all()


@dataclass(frozen=True, slots=True)
class SaveBankAccount(Command[BankAccount]):
    """Write a bank account, new when its id is 0."""

    permission: ClassVar[str] = Permission.SETTINGS_EDIT
    account: BankAccount


@handles(SaveBankAccount)
def save_bank_account(cmd: SaveBankAccount, ctx: Context) -> BankAccount:
    """Check the IBAN and write the account."""
    account = cmd.account
    if not account.label.strip():
        message = _("Give the account a name, such as the bank's.")
        raise Refused("bank_account.label", message, "label")
    if account.iban:
        account = replace(account, iban=read_iban(account.iban))
    accounts = ctx.uow.bank_accounts
    return accounts.save(account) if account.id else accounts.add(account)


@dataclass(frozen=True, slots=True)
class ListAppeals(Query[Sequence[Appeal]]):
    """Tell every appeal."""


@handles(ListAppeals)
def list_appeals(_query: ListAppeals, ctx: Context) -> Sequence[Appeal]:
    """Return the appeals by code."""
    return ctx.uow.appeals.all()


@dataclass(frozen=True, slots=True)
class ListCampaigns(Query[Sequence[Campaign]]):
    """Tell every campaign."""


@handles(ListCampaigns)
def list_campaigns(_query: ListCampaigns, ctx: Context) -> Sequence[Campaign]:
    """Return the campaigns by code."""
    return ctx.uow.appeals.campaigns()


@dataclass(frozen=True, slots=True)
class SaveAppeal(Command[Appeal]):
    """Write an appeal, new when its id is 0."""

    permission: ClassVar[str] = Permission.SETTINGS_EDIT
    appeal: Appeal


@handles(SaveAppeal)
def save_appeal(cmd: SaveAppeal, ctx: Context) -> Appeal:
    """Write the appeal."""
    if not cmd.appeal.name.strip() or not cmd.appeal.code.strip():
        message = _("An appeal needs a code and a name: fill in both.")
        raise Refused("appeal.name", message, "name")
    return ctx.uow.appeals.save(cmd.appeal) if cmd.appeal.id else ctx.uow.appeals.add(cmd.appeal)
