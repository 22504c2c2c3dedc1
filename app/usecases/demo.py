# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A dossier of fictitious donors and gifts, to learn and to measure with."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar

from app.domain.addresses import Address
from app.domain.batches import BatchState, GiftBatch
from app.domain.campaigns import Appeal, Campaign
from app.domain.demo import (
    YEARS,
    DemoBatch,
    demo_batches,
    demo_campaigns,
    demo_donors,
)
from app.domain.deposits import BankDeposit, DepositState
from app.domain.gifts import Gift, GiftState, Means
from app.domain.organisation import Fund, Organisation
from app.domain.users import Permission
from app.kernel.command import LongCommand, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import LongContext
from app.usecases.ports import UnitOfWork

_SHOWN_EVERY = 100
DEMO_RNA = "W999999999"
"""The number of the association that does not exist: its dossiers are told to be fictitious."""


def demo_organisation() -> Organisation:
    """Return the fictitious association of demonstrations."""
    return Organisation(
        name=_("The Friends of the Model Mill"),
        rna=DEMO_RNA,
        purpose=_("Restore the model mill and open it to everybody"),
        address=Address(street="1 rue des Essais", postal_code="35000", city="Rennes"),
        receipts_allowed=True,
        receipt_status="oig_association",
        signatory_name=_("The treasurer"),
        signatory_title=_("Treasurer"),
    )


@dataclass(frozen=True, slots=True)
class Filled:
    """What a demonstration was filled with."""

    donors: int
    gifts: int
    cents: int


@dataclass(frozen=True, slots=True)
class FillDemo(LongCommand[Filled]):
    """Fill a new dossier with fictitious donors and five years of posted gifts.

    The same numbers and the same seed always give the same donors and gifts.
    """

    permission: ClassVar[str] = Permission.SETTINGS_EDIT
    donors: int = 300
    gifts: int = 1200
    seed: int = 1
    year: int = 2025


@handles(FillDemo)
def fill_demo(cmd: FillDemo, ctx: LongContext) -> Generator[None, None, Filled]:
    """Write everything in one transaction: a demonstration is whole or is not."""
    if cmd.donors < 1 or cmd.gifts < 0:
        message = _("A demonstration needs at least one donor.")
        raise Refused("demo.size", message)
    cents = 0
    with ctx.begin() as uow:
        if uow.donors.count():
            message = _("This dossier has donors already: make the demonstration in a new one.")
            raise Refused("demo.not_empty", message)
        filler = _Filler(uow, ctx, cmd)
        for number, batch in enumerate(demo_batches(cmd.donors, cmd.gifts, cmd.seed, cmd.year), 1):
            cents += filler.add(batch)
            if number % _SHOWN_EVERY == 0:
                ctx.progress.step(filler.written, cmd.gifts)
        filler.finish()
        ctx.progress.step(cmd.gifts, cmd.gifts)
        told = {"donors": cmd.donors, "gifts": cmd.gifts, "cents": cents, "seed": cmd.seed}
        uow.audit.note("demo", 0, "filled", told)
    yield
    return Filled(cmd.donors, cmd.gifts, cents)


class _Filler:
    """Writes batches, deposits and gifts with ids counted here, not asked for one by one."""

    def __init__(self, uow: UnitOfWork, ctx: LongContext, cmd: FillDemo) -> None:
        self._uow = uow
        self._actor = ctx.actor.name
        self._first_donor = uow.bulk.add_donors(demo_donors(cmd.donors, cmd.seed, cmd.year))
        roof = uow.funds.add(Fund(code="TOIT", name=_("Roof"), restricted=True))
        self._funds = (uow.funds.all()[0].id, roof.id)
        self._account = uow.bank_accounts.all()[0].id
        self._appeals = _add_appeals(uow, cmd.year)
        self._sequences: dict[int, int] = {}
        self._deposits: dict[int, int] = {}
        self._batch_id = 0
        self._deposit_id = 0
        self.written = 0
        self._rows: tuple[list[GiftBatch], list[BankDeposit], list[Gift]] = ([], [], [])

    def add(self, batch: DemoBatch) -> int:
        """Add a batch and return its cents."""
        year = batch.day.year
        self._sequences[year] = self._sequences.get(year, 0) + 1
        self._batch_id += 1
        cents = sum(gift.cents for gift in batch.gifts)
        at = datetime(year, batch.day.month, batch.day.day, 14, tzinfo=UTC)
        self._rows[0].append(
            GiftBatch(
                id=self._batch_id,
                kind=batch.kind,
                year=year,
                sequence=self._sequences[year],
                state=BatchState.POSTED,
                expected_count=len(batch.gifts),
                expected_total_cents=cents,
                received_on=batch.day,
                fund_id=self._funds[0],
                bank_account_id=self._account,
                opened_by=self._actor,
                opened_at=at,
                posted_by=self._actor,
                posted_at=at,
            )
        )
        deposit_id = self._deposit(batch, cents)
        self._rows[2].extend(
            Gift(
                batch_id=self._batch_id,
                position=position,
                donor_id=None if gift.donor is None else self._first_donor + gift.donor,
                cents=gift.cents,
                received_on=gift.day,
                means=gift.means,
                cheque_number=gift.cheque_number,
                cheque_bank=gift.bank,
                fund_id=self._funds[gift.fund],
                appeal_id=self._appeals.get((gift.day.year, gift.campaign)),
                clue="" if gift.donor is not None else gift.bank,
                state=GiftState.POSTED,
                deposit_id=deposit_id,
                keyed_by=self._actor,
                keyed_at=at,
            )
            for position, gift in enumerate(batch.gifts, 1)
        )
        self.written += len(batch.gifts)
        if len(self._rows[2]) > 20_000:  # noqa: PLR2004 - a chunk that stays small in memory
            self._flush()
        return cents

    def _deposit(self, batch: DemoBatch, cents: int) -> int | None:
        means = batch.gifts[0].means
        if means not in {Means.CHEQUE, Means.CASH}:
            return None
        year = batch.day.year
        self._deposits[year] = self._deposits.get(year, 0) + 1
        self._deposit_id += 1
        self._rows[1].append(
            BankDeposit(
                id=self._deposit_id,
                year=year,
                sequence=self._deposits[year],
                batch_id=self._batch_id,
                bank_account_id=self._account,
                means=means,
                made_on=batch.day,
                count=len(batch.gifts),
                cents=cents,
                state=DepositState.BANKED,
                banked_on=batch.day,
                banked_by=self._actor,
            )
        )
        return self._deposit_id

    def _flush(self) -> None:
        batches, deposits, gifts = self._rows
        self._uow.bulk.add_batches(batches)
        self._uow.bulk.add_deposits(deposits)
        self._uow.bulk.add_gifts(gifts)
        for rows in self._rows:
            rows.clear()

    def finish(self) -> None:
        """Write what is left, and the sums."""
        self._flush()
        self._uow.donors.refresh_totals()


def _add_appeals(uow: UnitOfWork, last_year: int) -> dict[tuple[int, int | None], int]:
    appeals: dict[tuple[int, int | None], int] = {}
    for year in range(last_year - YEARS + 1, last_year + 1):
        for rank, (code, name, month) in enumerate(demo_campaigns()):
            mark = f"{code}{year % 100:02d}"
            title = f"{name} {year}"
            campaign = uow.appeals.add_campaign(Campaign(code=mark, name=title))
            appeal = Appeal(
                campaign_id=campaign.id, code=mark, name=title, sent_on=date(year, month, 1)
            )
            appeals[year, rank] = uow.appeals.add(appeal).id
    return appeals
