# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The verb that counts the pile of a draft again."""

import argparse

from app.cli.batches.keying import add_control, expected_part
from app.cli.console import Console
from app.cli.main import Verbs
from app.domain.deposits import parse_piles
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount, parse_amount
from app.usecases.batches import BatchByNumber, RecountBatch
from app.usecases.office import Office


def add_to(batches: Verbs) -> None:
    """Add ``recount``."""
    recount = batches.add("recount", _("change what a draft is expected to hold"), _recount)
    recount.add_argument("batch", metavar=_("BATCH"))
    add_control(recount)


def _recount(office: Office, options: argparse.Namespace, console: Console) -> None:
    total = options.expected_total
    command = RecountBatch(
        batch_id=office.ask(BatchByNumber(options.batch)).id,
        expected_count=options.expected_count,
        expected_total_cents=parse_amount(total) if total else None,
        expected_parts=tuple(expected_part(word) for word in options.part),
        counted=parse_piles(options.counted),
    )
    batch = office.do(command)
    document = {
        "batch": batch.number,
        "expected_count": batch.expected_count,
        "expected_total_cents": batch.expected_total_cents,
        "counted": batch.counted,
        "tape": bool(batch.tape),
    }
    if batch.expected_count is None:
        told = _("The batch goes without a control.")
    else:
        gifts = ngettext("{count} gift", "{count} gifts", batch.expected_count)
        count = gifts.format(count=batch.expected_count)
        amount = format_amount(batch.expected_total_cents or 0)
        told = _("Control of the batch: {sum}.").format(sum=f"{count}, {amount}")
    console.answer(document, [told])
