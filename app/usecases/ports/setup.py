# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of what an association sets up once: itself, funds, accounts, appeals."""

from collections.abc import Sequence
from typing import Protocol

from app.domain.campaigns import Appeal, Campaign
from app.domain.organisation import BankAccount, Fund, Organisation


class OrganisationRepo(Protocol):
    """The one association of the dossier."""

    def get(self) -> Organisation:
        """Return it."""

    def add(self, organisation: Organisation) -> Organisation:
        """Write it, once, in a new dossier."""

    def save(self, organisation: Organisation) -> Organisation:
        """Write it; raise ``Conflict`` when it changed since it was read."""


class FundRepo(Protocol):
    """Funds."""

    def all(self) -> Sequence[Fund]:
        """Return every fund, by code."""

    def get(self, fund_id: int) -> Fund:
        """Return one; raise ``Refused`` when there is none."""

    def add(self, fund: Fund) -> Fund:
        """Write a new one and return it with its id."""

    def save(self, fund: Fund) -> Fund:
        """Write a changed one."""


class BankAccountRepo(Protocol):
    """Bank accounts."""

    def all(self) -> Sequence[BankAccount]:
        """Return every account, by id."""

    def get(self, account_id: int) -> BankAccount:
        """Return one; raise ``Refused`` when there is none."""

    def add(self, account: BankAccount) -> BankAccount:
        """Write a new one and return it with its id."""

    def save(self, account: BankAccount) -> BankAccount:
        """Write a changed one."""


class AppealRepo(Protocol):
    """Campaigns and appeals."""

    def campaigns(self) -> Sequence[Campaign]:
        """Return every campaign, by code."""

    def add_campaign(self, campaign: Campaign) -> Campaign:
        """Write a new campaign."""

    def all(self) -> Sequence[Appeal]:
        """Return every appeal, by code."""

    def get(self, appeal_id: int) -> Appeal:
        """Return one; raise ``Refused`` when there is none."""

    def add(self, appeal: Appeal) -> Appeal:
        """Write a new one and return it with its id."""

    def save(self, appeal: Appeal) -> Appeal:
        """Write a changed one."""
