# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A gift on a live receipt is corrected: that receipt is cancelled, another stands in its place.

All of it happens inside the transaction that corrects the gift.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from app.domain.receipts import EventKind, Scope, TaxReceipt, YearGift, assess
from app.domain.users import Permission
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.problem import Severity
from app.usecases.context import Context
from app.usecases.receipts.forms import forms_in_force
from app.usecases.receipts.making import Gathered, Press, gather_again, write
from app.usecases.receipts.preview import claimant_of
from app.usecases.receipts.words import reason_of


@dataclass(frozen=True, slots=True)
class Replaced:
    """What became of the receipt of a gift that was corrected.

    Attributes:
        cancelled: The receipt that no longer stands.
        replacement: The one that replaces it, if any.
        obstacle: Why a replacement that is due could not be issued; it waits for the next issue.
    """

    cancelled: TaxReceipt
    replacement: TaxReceipt | None
    obstacle: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of a receipt.

    Attributes:
        number: The receipt that would be cancelled.
        cents: Of its replacement; 0 when no other would be issued.
        obstacle: Why one that would be due could not be issued.
    """

    number: str
    cents: int
    obstacle: str


def cancel_within(number: str, reason: str, ctx: Context) -> TaxReceipt:
    """Cancel a live receipt so that its gifts are free.

    Raises:
        Refused: When the actor may not touch receipts.
    """
    if not ctx.actor.may(Permission.RECEIPTS_ISSUE):
        message = _("This gift is on tax receipt {number}: ask the treasurer to correct it.")
        raise Refused("gift.receipted", message.format(number=number))
    old = ctx.uow.receipts.by_number(number)
    ctx.uow.receipts.note(old.id, EventKind.CANCELLED, reason)
    return old


def replace_within(old: TaxReceipt, ctx: Context) -> Replaced:
    """Issue what replaces a receipt cancelled in this transaction, if anything is due."""
    seen = gather_again(old, ctx.uow)
    (withdrawn,) = (one for one in seen.withdrawn if one.id == old.id)
    left = [gift for gift in seen.gifts if gift.id in withdrawn.gift_ids]
    if old.scope is Scope.SINGLE:
        left = [replace(gift, payment_id=left[0].payment) for gift in left]
    seen = replace(seen.holding(left), withdrawn=[withdrawn])
    cents, obstacle = _verdict(seen, old, ctx)
    if not cents:
        return Replaced(old, None, obstacle)
    today = ctx.clock.today()
    press = Press(ctx.tools, today)
    press.take_pictures(seen.organisation, ctx.uow)
    numbered = seen.snapshots(ctx.tools, today)
    printed = press.print(numbered, seen.series, None, ctx.actor.name, ctx.clock.now())
    issued, *_of_other_periods = write(printed, ctx.uow)
    return Replaced(old, issued, "")


def foresee(number: str, gone: Container[int], into: Iterable[YearGift], ctx: Context) -> Foreseen:
    """Tell what would become of a receipt if some of its gifts were corrected; write nothing.

    Args:
        number: The live receipt.
        gone: Its gifts that would be reversed.
        into: The gifts as they would be; none where nothing follows the reversal.
        ctx: Where to read.
    """
    old = ctx.uow.receipts.by_number(number)
    seen = gather_again(old, ctx.uow)
    held = {line.gift_id for line in ctx.uow.receipts.kept_lines(old.id)}
    left = [
        replace(gift, receipted=False)
        for gift in seen.gifts
        if gift.id in held and gift.id not in gone
    ]
    left += [one for one in into if _is_of(one, old, seen)]
    seen = seen.holding(left)
    return Foreseen(old.number, *_verdict(seen, old, ctx))


def _is_of(gift: YearGift, old: TaxReceipt, seen: Gathered) -> bool:
    """Tell whether a gift would be receipted to whom the receipt is for."""
    if gift.donor_id is None or gift.day.year != old.year:
        return False
    return old.donor_id in seen.units.party_of(gift.donor_id, gift.day).member_ids


def _verdict(seen: Gathered, old: TaxReceipt, ctx: Context) -> tuple[int, str]:
    """Return the cents of the replacement, 0 for none, and what stands in the way of one due."""
    owed = {party: gifts for party, gifts in seen.money.items() if any(g.eligible for g in gifts)}
    if not owed:
        return 0, ""
    try:
        forms = forms_in_force(ctx.tools, seen.organisation, ctx.clock.today())
    except Refused as refused:
        return 0, refused.message
    cents = 0
    for party, gifts in owed.items():
        claimant = claimant_of(party, seen.claimants)
        found = assess(gifts, claimant, old.scope, chosen=True, terms=forms.terms)
        if not found.ready:
            return 0, reason_of(found.bucket)
        cents += sum(gift.cents for gift in found.ready)
    for problem in forms.obstacles:
        if problem.severity is Severity.ERROR:
            return 0, problem.message
    return cents, ""
