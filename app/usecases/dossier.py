# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dossier as a whole: what a new one holds, and whether its sums are sound."""

from dataclasses import dataclass, replace
from datetime import timedelta

from app.domain.letters.values import LetterSettings
from app.domain.organisation import BankAccount, Fund, Organisation
from app.domain.users import Role, User
from app.kernel.command import Command, Query, handles
from app.kernel.i18n import _
from app.usecases.audit import Verdict
from app.usecases.context import Context
from app.usecases.receipts.countries import settled

_THANKED_BACK = timedelta(days=31)
"""Gifts of the month before the dossier was made may still wait for thanks."""


@dataclass(frozen=True, slots=True)
class FillNewDossier(Command[Organisation]):
    """Write what every dossier begins with: the association, its first user, fund, account.

    It counts in the currency of the country whose law its receipts follow.
    """

    organisation: Organisation
    administrator: str


@handles(FillNewDossier)
def fill_new_dossier(cmd: FillNewDossier, ctx: Context) -> Organisation:
    """Write them.

    Raises:
        Refused: When no receipts of the country are known.
    """
    uow = ctx.uow
    uow.users.add(User(name=cmd.administrator, role=Role.ADMINISTRATOR))
    uow.funds.add(Fund(code="GEN", name=_("General fund")))
    uow.bank_accounts.add(BankAccount(label=_("Main account"), holder=cmd.organisation.name))
    since = ctx.clock.today() - _THANKED_BACK
    uow.letters.save_settings(LetterSettings(since=since))
    organisation = settled(cmd.organisation, cmd.organisation.receipt_country, ctx.tools)
    return uow.organisation.add(replace(organisation, id=0))


@dataclass(frozen=True, slots=True)
class Examine(Query[Verdict]):
    """Look for anything unsound: pages, references, sums kept beside their source."""


@handles(Examine)
def examine(_query: Examine, ctx: Context) -> Verdict:
    """Return what the store's doctor finds."""
    checked, problems = ctx.uow.examine()
    return Verdict(checked, tuple(problems))
