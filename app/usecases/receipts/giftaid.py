# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Claiming Gift Aid: the schedule written once, its gifts never claimed twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from app.domain.donors import aid_limits
from app.domain.exports import Column
from app.domain.receipts.giftaid import (
    AidClaim,
    Schedule,
    SmallGifts,
    row_of,
    schedule_of,
    small_gifts,
    tax_years,
)
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.context import Context

_BRITISH = "GB"
_COLUMNS = (
    *("Title", "First name", "Last name", "House name or number", "Postcode"),
    *("Aggregated donations", "Sponsored event", "Donation date", "Amount"),
)
"""The columns of HMRC's schedule, in its language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AidDue:
    """What could be claimed now.

    Attributes:
        adjusted_cents: Gifts claimed before that do not stand any more.
        small: Small gifts in cash, by tax year; they are claimed on HMRC's form, not here.
        claims: Those made, the latest first.
    """

    until: date
    schedule: Schedule
    adjusted_cents: int
    small: Sequence[SmallGifts]
    claims: Sequence[AidClaim]


@dataclass(frozen=True, slots=True)
class GiftAidDue(Query[AidDue]):
    """Tell what Gift Aid can be claimed on.

    Attributes:
        until: Only gifts received up to that day; today by default.
    """

    until: date | None = None


@handles(GiftAidDue)
def gift_aid_due(query: GiftAidDue, ctx: Context) -> AidDue:
    """Return it.

    Raises:
        Refused: When the receipts do not follow the law of the United Kingdom.
    """
    if ctx.uow.organisation.get().receipt_country != _BRITISH:
        message = _("Gift Aid is British: choose the United Kingdom in the settings.")
        raise Refused("gift_aid.country", message)
    until = query.until or ctx.clock.today()
    aid = ctx.uow.gift_aid
    small = [
        small_gifts(last_on, aid.small(first_on, last_on, aid_limits()["small_each_cents"]))
        for first_on, last_on in tax_years(ctx.clock.today())
    ]
    schedule = schedule_of(aid.unclaimed(until), aid.declarations())
    return AidDue(
        until=until,
        schedule=schedule,
        adjusted_cents=aid.fallen()[1],
        small=small,
        claims=aid.all(),
    )


@dataclass(frozen=True, slots=True)
class ClaimGiftAid(Command[AidClaim]):
    """Write the schedule, and note its gifts as claimed.

    Attributes:
        path: Its ending tells the format: .xlsx, .ods or .csv.
        confirmed_cents: The total that was shown; the claim must still make it.
    """

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    path: Path
    confirmed_cents: int
    until: date | None = None


@handles(ClaimGiftAid)
def claim_gift_aid(cmd: ClaimGiftAid, ctx: Context) -> AidClaim:
    """Write the file, then the note: a file without its note is written again by the next try.

    Raises:
        Refused: When nothing can be claimed, or the total is not the one that was shown.
        Trouble: When the folder or the disk does not take the file.
    """
    due = gift_aid_due(GiftAidDue(cmd.until), ctx)
    if not due.schedule.gifts:
        message = _("No gift can be claimed: a declaration covers none that was not claimed yet.")
        raise Refused("gift_aid.nothing", message)
    if due.schedule.cents != cmd.confirmed_cents:
        message = _("The schedule makes {now} by now, {shown} was shown: look at it again.")
        now, shown = format_amount(due.schedule.cents), format_amount(cmd.confirmed_cents)
        raise Refused("gift_aid.moved", message.format(now=now, shown=shown), "confirm")
    columns = [Column(title) for title in _COLUMNS]
    rows = [row_of(gift) for gift in due.schedule.gifts]
    ctx.tools.tables.write(cmd.path, "Gift Aid", columns, rows)
    fallen, adjusted_cents = ctx.uow.gift_aid.fallen()
    claim = AidClaim(
        made_on=ctx.clock.today(),
        by=ctx.actor.name,
        until_on=due.until,
        count=len(rows),
        cents=due.schedule.cents,
        adjusted_cents=adjusted_cents,
    )
    gift_ids = [gift_id for gift in due.schedule.gifts for gift_id in gift.gift_ids]
    return ctx.uow.gift_aid.claim(claim, gift_ids, fallen)


def left_out(due: AidDue) -> list[str]:
    """Return what a claim leaves out or adjusts, a sentence for each that there is."""
    plan = due.schedule
    counts = (
        (plan.uncovered, _("Covered by no declaration: {count}")),
        (plan.incomplete, _("Without name, house or postcode: {count}")),
        (plan.left, _("Left for the next schedule: {count}")),
    )
    told = [sentence.format(count=count) for count, sentence in counts if count]
    message = _(
        "Small donations scheme, cash of the tax year to {day}: {amount} ({most} at most), to "
        "claim by {by}"
    )
    told += [
        message.format(
            day=format_day(one.last_on),
            amount=format_amount(one.cents),
            most=format_amount(one.most_cents),
            by=format_day(one.claim_by),
        )
        for one in due.small
        if one.cents
    ]
    if due.adjusted_cents:
        message = _("Claimed before and fallen since, to tell HMRC as an adjustment: {amount}")
        told.append(message.format(amount=format_amount(due.adjusted_cents)))
    return told
