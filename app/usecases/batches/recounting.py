# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pile counted again while its batch is a draft: figures, notes and coins, means."""

from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.batches import ExpectedPart, GiftBatch, read_tape, write_parts
from app.domain.deposits import CashPile, write_piles
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.usecases.batches.headers import check_header, draft_batch, total_made
from app.usecases.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class RecountBatch(Command[GiftBatch]):
    """Write what a pile was counted to make, in place of the count before.

    A tape that makes something else goes with the count it stood for.

    Attributes:
        version: The version that was shown, or 0 for whatever stands.
        expected_count, expected_total_cents: Both None or 0 for a batch without control.
        expected_parts: By means of payment, in a mixed pile; they make the two figures where
            these are not given.
        counted: Notes and coins; they make the total of a cash pile where it is not given.
    """

    permission: ClassVar[str] = Permission.GIFTS_KEY
    alone: ClassVar[bool] = False
    batch_id: int
    version: int = 0
    expected_count: int | None = None
    expected_total_cents: int | None = None
    expected_parts: tuple[ExpectedPart, ...] = ()
    counted: tuple[CashPile, ...] = ()


@handles(RecountBatch)
def recount_batch(cmd: RecountBatch, ctx: Context) -> GiftBatch:
    """Check the figures against each other and write them.

    Raises:
        Refused: When they do not make the same, or the batch is no draft of this window.
        Conflict: When the batch was written since it was shown.
    """
    current = draft_batch(cmd.batch_id, ctx)
    parts, piles = cmd.expected_parts, cmd.counted
    count = cmd.expected_count or sum(part.count for part in parts) or None
    cents = cmd.expected_total_cents or total_made(current.kind, parts, piles) or None
    tape = read_tape(current.tape)
    recounted = replace(
        current,
        version=cmd.version or current.version,
        expected_count=count,
        expected_total_cents=cents,
        expected_parts=write_parts(parts),
        counted=write_piles(piles),
        tape=current.tape if (tape.count, tape.cents) == (count, cents) else "",
    )
    check_header(recounted, ctx)
    return ctx.uow.batches.save(recounted)
