# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A receipt cancelled keeps its number for ever and lets go of its gifts."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.receipts import EventKind, TaxReceipt
from app.domain.users import Permission
from app.kernel.command import LongCommand, handles
from app.kernel.errors import Conflict, Refused
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.context import LongContext
from app.usecases.ports import UnitOfWork
from app.usecases.ports.receipts import Withdrawn
from app.usecases.receipts.forms import scheme_in_force
from app.usecases.receipts.making import Gathered, Press, Printed, gather_again, write

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A receipt cancelled, and the one that replaces it, if any."""

    cancelled: str
    replacement: TaxReceipt | None


@dataclass(frozen=True, slots=True)
class CancelReceipt(LongCommand[Cancellation]):
    """Cancel a receipt; with ``replace``, issue in the same stroke the one that replaces it."""

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    number: str
    reason: str
    replace: bool = False


@handles(CancelReceipt)
def cancel_receipt(cmd: CancelReceipt, ctx: LongContext) -> Generator[None, None, Cancellation]:
    """Print the replacement, then write both acts together.

    Raises:
        Refused: Without a reason, when it is cancelled already, or when nothing is left to
            replace it with.
        Conflict: When somebody keeps writing in between.
    """
    if not cmd.reason.strip():
        message = _("Say why the receipt is cancelled: the reason stays in the register.")
        raise Refused("receipt.reason", message, "reason")
    for _attempt in range(_TRIES):
        with ctx.read() as uow:
            old = _cancellable(cmd.number, uow)
            seen = _as_if_cancelled(old, uow) if cmd.replace else None
            printed = _replacement(old, seen, uow, ctx) if seen else []
        with ctx.begin() as uow:
            _cancellable(cmd.number, uow)
            if seen is not None and _as_if_cancelled(old, uow) != seen:
                continue
            uow.receipts.note(old.id, EventKind.CANCELLED, cmd.reason.strip())
            written = write(printed, uow)
        yield
        return Cancellation(old.number, written[0] if written else None)
    message = _("Somebody else issued receipts meanwhile: start the issue again.")
    raise Conflict("receipts.moved", message)


def _cancellable(number: str, uow: UnitOfWork) -> TaxReceipt:
    receipt = uow.receipts.by_number(number)
    line = uow.receipts.line(receipt.id)
    if line.state == "cancelled":
        message = _("Receipt {number} was cancelled already: {reason}.")
        told = message.format(number=line.number, reason=line.reason)
        raise Refused("receipt.cancelled", told)
    return receipt


def _as_if_cancelled(old: TaxReceipt, uow: UnitOfWork) -> Gathered:
    """Read what a replacement depends on, as it will be once the old one lets go."""
    seen = gather_again(old, uow)
    held = {line.gift_id for line in uow.receipts.kept_lines(old.id)}
    freed = [replace(gift, receipted=False) for gift in seen.gifts if gift.id in held]
    return replace(
        seen.holding(freed),
        withdrawn=[Withdrawn(old.id, old.number, old.donor_id, frozenset(held))],
        holders=uow.receipts.holders(old.year, sorted(seen.donors), besides=old.id),
    )


def _replacement(
    old: TaxReceipt, seen: Gathered, uow: UnitOfWork, ctx: LongContext
) -> list[Printed]:
    today = ctx.clock.today()
    scheme = scheme_in_force(ctx.tools, seen.organisation, today)
    refuse_errors(scheme.obstacles(seen.organisation, today))
    numbered = seen.snapshots(ctx.tools, today)
    if not numbered:
        message = _(
            "Nothing can replace receipt {number}: repair the donor's address or gifts first, "
            "or cancel it without replacement."
        )
        raise Refused("receipt.no_replacement", message.format(number=old.number))
    press = Press(ctx.tools, today)
    press.take_pictures(seen.organisation, uow)
    return press.print(numbered, seen.series, None, ctx.actor.name, ctx.clock.now())
