# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The verb that takes a posted batch back whole."""

import argparse

from app.cli.console import Console
from app.cli.main import Verbs
from app.cli.receipts import replaced_sentences, told_replaced
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.batches import BatchByNumber
from app.usecases.gifts import Reversal, ReverseBatch
from app.usecases.gifts.whole import tell_gaps, tell_left
from app.usecases.office import Office


def add_to(batches: Verbs) -> None:
    """Add ``reverse``."""
    reverse = batches.add("reverse", _("reverse every gift of a posted batch"), _reverse)
    reverse.add_argument("batch", metavar=_("BATCH"))
    reverse.add_argument("--reason", required=True, metavar=_("REASON"))
    reverse.add_argument(
        "--with-receipts",
        action="store_true",
        help=_("cancel the tax receipts its gifts are on, and replace them where due"),
    )


def _reverse(office: Office, options: argparse.Namespace, console: Console) -> None:
    batch = office.ask(BatchByNumber(options.batch))
    done = office.do(ReverseBatch(batch.id, options.reason, options.with_receipts))
    whole = done.whole
    document = {
        "batch": done.batch.number,
        "reversed": whole.batch.number,
        "lines": whole.lines,
        "count": whole.count,
        "total_cents": whole.cents,
        "skipped": whole.skipped,
        "standing": [line.id for line in whole.standing],
        "deposits": [
            {"deposit": gap.deposit_number, "bank_difference_cents": gap.cents}
            for gap in whole.gaps
        ],
        "receipts": [told for one in done.receipts for told in told_replaced(office, one)],
    }
    console.answer(document, _sentences(done))


def _sentences(done: Reversal) -> list[str]:
    whole = done.whole
    message = _("Batch {number}: {amount} reversed.")
    told = [message.format(number=done.batch.number, amount=format_amount(whole.cents))]
    told += [left] if (left := tell_left(whole)) else []
    told += tell_gaps(whole)
    for one in done.receipts:
        told.extend(replaced_sentences(one))
    return told
