# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Organisation, users, funds, bank accounts, campaigns and appeals."""

import sqlalchemy as sa

from app.domain.campaigns import Appeal, Campaign
from app.domain.organisation import BankAccount, Fund, Organisation
from app.domain.users import Role, User
from db.mapping import Mapper
from db.repos.base import Repo
from db.tables.campaigns import appeal, campaign
from db.tables.organisation import app_user, bank_account, fund, organisation

_ONLY = 1


class SqlOrganisationRepo(Repo[Organisation]):
    """The one association of the dossier."""

    mapper = Mapper(Organisation, organisation)
    room = "organisation"

    def get(self, row_id: int = _ONLY) -> Organisation:
        """Return it."""
        return super().get(row_id)


class SqlUserRepo(Repo[User]):
    """Who opens the dossier."""

    mapper = Mapper(User, app_user)
    room = "users"

    def all(self) -> list[User]:
        """Return every user, administrators first, then by name."""
        first = sa.case((app_user.c.role == Role.ADMINISTRATOR.value, 0), else_=1)
        return self._many(self._select().order_by(first, app_user.c.id))


class SqlFundRepo(Repo[Fund]):
    """Funds."""

    mapper = Mapper(Fund, fund)
    room = "organisation"

    def all(self) -> list[Fund]:
        """Return every fund, by code."""
        return self._many(self._select().order_by(fund.c.code))


class SqlBankAccountRepo(Repo[BankAccount]):
    """Bank accounts."""

    mapper = Mapper(BankAccount, bank_account)
    room = "organisation"

    def all(self) -> list[BankAccount]:
        """Return every account, by id."""
        return self._many(self._select().order_by(bank_account.c.id))


class _CampaignRepo(Repo[Campaign]):
    mapper = Mapper(Campaign, campaign)
    room = "campaigns"


class SqlAppealRepo(Repo[Appeal]):
    """Campaigns and appeals."""

    mapper = Mapper(Appeal, appeal)
    room = "campaigns"

    def all(self) -> list[Appeal]:
        """Return every appeal, by code."""
        return self._many(self._select().order_by(appeal.c.code))

    def campaigns(self) -> list[Campaign]:
        """Return every campaign, by code."""
        repo = _CampaignRepo(self._work)
        return repo._many(repo._select().order_by(campaign.c.code))  # noqa: SLF001 - same family

    def add_campaign(self, value: Campaign) -> Campaign:
        """Write a new campaign."""
        return _CampaignRepo(self._work).add(value)
