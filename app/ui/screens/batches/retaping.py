# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tape of the adding machine beside another count of the same pile; no Qt."""

from dataclasses import replace

from app.domain.batches import BatchKind, GiftBatch, Tape, write_tape
from app.kernel.i18n import _
from app.ui.screens.batches.totals import count_and_total


def agrees(batch: GiftBatch, tape: Tape) -> bool:
    """Tell whether the tape makes what the notes and coins, or the means, were counted to make."""
    if not (batch.counted or batch.expected_parts):
        return True
    if batch.expected_total_cents != tape.cents:
        return False
    return batch.kind is BatchKind.CASH or batch.expected_count == tape.count


def retaped(batch: GiftBatch, tape: Tape) -> GiftBatch:
    """Return the batch controlled by the tape; another count stays where both make the same."""
    kept = agrees(batch, tape)
    return replace(
        batch,
        expected_count=tape.count,
        expected_total_cents=tape.cents,
        expected_parts=batch.expected_parts if kept else "",
        counted=batch.counted if kept else "",
        tape=write_tape(tape),
    )


def replacing_question(batch: GiftBatch, tape: Tape) -> tuple[str, str]:
    """Return what is asked before a count is given up for the tape, and what there is to know."""
    question = _("The adding machine makes {tape}, the count of this batch {count}.")
    told = question.format(
        tape=count_and_total(tape.count, tape.cents),
        count=count_and_total(batch.expected_count or 0, batch.expected_total_cents or 0),
    )
    detail = _(
        "Count again where you are not sure. Replacing removes the count by coin or by means."
    )
    return told, detail
