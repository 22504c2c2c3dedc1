# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The month's standing gifts, keyed as one batch: each once, whoever asks again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.domain.batches import BatchKind, GiftBatch
from app.domain.donors import StandingGift
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.batches import OpenBatch
from app.usecases.batches.headers import open_batch
from app.usecases.context import Context
from app.usecases.gifts.keying import AddGift, GiftDraft, add_gift
from app.usecases.ports.people import DonorLine


@dataclass(frozen=True, slots=True)
class StandingDue:
    """A standing gift that is due, and whose."""

    standing: StandingGift
    donor: DonorLine


@dataclass(frozen=True, slots=True)
class DueStanding(Query[Sequence[StandingDue]]):
    """Tell the standing gifts of a month that are in no batch yet.

    Attributes:
        month: Any day of it.
    """

    month: date


@handles(DueStanding)
def due_standing(query: DueStanding, ctx: Context) -> Sequence[StandingDue]:
    """Return them by name of the donor."""
    due = ctx.uow.details.standing(query.month.replace(day=1))
    lines = {line.id: line for line in ctx.uow.donors.lines([one.donor_id for one in due])}
    return [StandingDue(one, lines[one.donor_id]) for one in due]


@dataclass(frozen=True, slots=True)
class OpenStandingBatch(Command[GiftBatch]):
    """Open a batch that holds the standing gifts of a month, to be compared with the bank's list.

    Attributes:
        month: Any day of it.
        reference: What the bank calls it, typed once for all lines.
        received_on: The day the sums were credited; today by default.
    """

    permission: ClassVar[str] = Permission.GIFTS_KEY
    month: date
    reference: str = ""
    received_on: date | None = None


@handles(OpenStandingBatch)
def open_standing_batch(cmd: OpenStandingBatch, ctx: Context) -> GiftBatch:
    """Write the batch with its lines, as a draft: what did not come is taken out before posting.

    Raises:
        Refused: When none is due that is not in a batch already.
    """
    month = cmd.month.replace(day=1)
    due = ctx.uow.details.standing(month)
    if not due:
        message = _("No standing gift of {month} is left to key: they are in a batch already.")
        raise Refused("standing.none", message.format(month=f"{month:%m/%Y}"), "month")
    batch = open_batch(
        OpenBatch(
            kind=BatchKind.TRANSFERS,
            expected_count=len(due),
            expected_total_cents=sum(one.cents for one in due),
            received_on=cmd.received_on,
            comment=cmd.reference,
        ),
        ctx,
    )
    for one in due:
        draft = GiftDraft(
            donor_id=one.donor_id, cents=one.cents, means=one.means, note=cmd.reference
        )
        gift = add_gift(AddGift(batch.id, draft), ctx)
        ctx.uow.details.collect(one.id, month, gift.id)
    return batch
