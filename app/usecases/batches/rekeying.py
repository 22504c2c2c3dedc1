# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The amounts of a draft keyed a second time, blind; each is on the disk at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.batches import Reading, Verdict, judge_reading
from app.domain.gifts import Gift
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.batches.headers import draft_batch
from app.usecases.context import Context
from app.usecases.ports.desk import GiftLine


@dataclass(frozen=True, slots=True)
class ToKeyAgain:
    """How far the second keying is.

    Attributes:
        line: The next line whose amount is to be read again, in pile order; None at the end.
            Whoever shows it keeps its amount covered.
        look: Whether its two readings differ: the cheque decides.
        done, wanted: How many lines agree, of how many.
    """

    line: GiftLine | None
    look: bool
    done: int
    wanted: int


@dataclass(frozen=True, slots=True)
class NextAmount(Query[ToKeyAgain]):
    """Tell which amount is keyed again next; the answer outlives a crash."""

    batch_id: int


@handles(NextAmount)
def next_amount(query: NextAmount, ctx: Context) -> ToKeyAgain:
    """Return the first line that has no second reading, or one that differs."""
    payments = payments_of(ctx.uow.gifts.of_batch(query.batch_id))
    readings = ctx.uow.readings.of_batch(query.batch_id)
    left = unread(payments, readings)
    first = ctx.uow.gifts.lines(left[:1])
    look = bool(left) and left[0] in readings
    return ToKeyAgain(first[0] if first else None, look, len(payments) - len(left), len(payments))


def payments_of(gifts: Iterable[Gift]) -> dict[int, int]:
    """Return what each payment makes, by its first line: parts of a split one are one cheque."""
    payments: dict[int, int] = {}
    for gift in gifts:
        payment_id = gift.part_of_id or gift.id
        payments[payment_id] = payments.get(payment_id, 0) + gift.cents
    return payments


def unread(payments: Mapping[int, int], readings: Mapping[int, Reading]) -> list[int]:
    """Return the payments whose second reading is missing or differs, in pile order."""
    return [
        payment_id
        for payment_id, cents in payments.items()
        if payment_id not in readings or readings[payment_id].cents != cents
    ]


@dataclass(frozen=True, slots=True)
class KeptReading:
    """What became of an amount keyed again; ``before_cents`` is what the line held."""

    verdict: Verdict
    gift: Gift
    before_cents: int


@dataclass(frozen=True, slots=True)
class KeyAgain(Command[KeptReading]):
    """Key the amount of a line a second time.

    Attributes:
        cents: What is read on the cheque now; more than zero.
    """

    permission: ClassVar[str] = Permission.GIFTS_KEY
    alone: ClassVar[bool] = False
    batch_id: int
    gift_id: int
    cents: int


@handles(KeyAgain)
def key_again(cmd: KeyAgain, ctx: Context) -> KeptReading:
    """Keep the reading; a line read twice alike against it takes the amount.

    Raises:
        Refused: When the batch is no draft, the line is another batch's, or the amount is none.
    """
    batch = draft_batch(cmd.batch_id, ctx)
    gift = ctx.uow.gifts.get(cmd.gift_id)
    if gift.batch_id != batch.id:
        message = _("This line is not in batch {number}: open its own batch.")
        raise Refused("batch.other_line", message.format(number=batch.number))
    if cmd.cents <= 0:
        message = _("A gift is more than zero: type the amount the cheque says.")
        raise Refused("gift.cents", message, "amount")
    payments = payments_of(ctx.uow.gifts.of_batch(batch.id))
    before = payments.get(gift.id, 0)
    kept = ctx.uow.readings.of_batch(batch.id).get(gift.id)
    verdict = judge_reading(before, kept.cents if kept else None, cmd.cents)
    if verdict is Verdict.CORRECTED and before != gift.cents:
        message = _(
            "Line {line} is split over several funds: correct its parts, then key it again."
        )
        raise Refused("batch.split_reading", message.format(line=gift.position), "amount")
    reading = Reading(
        gift_id=gift.id, cents=cmd.cents, keyed_by=ctx.actor.name, keyed_at=ctx.clock.now()
    )
    if kept is None:
        ctx.uow.readings.add(reading)
    else:
        ctx.uow.readings.save(replace(reading, id=kept.id, version=kept.version))
    if verdict is Verdict.CORRECTED:
        gift = ctx.uow.gifts.save(replace(gift, cents=cmd.cents))
    return KeptReading(verdict, gift, before)
