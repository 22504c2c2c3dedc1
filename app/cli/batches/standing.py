# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The month's standing gifts, as one batch."""

import argparse
from datetime import date

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.donors import number_text
from app.domain.gifts import means_words
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.gifts.standing import DueStanding, OpenStandingBatch
from app.usecases.office import Office


def add_to(batches: Verbs) -> None:
    """Add ``standing``."""
    parser = batches.add("standing", _("open a batch of the month's standing gifts"), _standing)
    parser.add_argument("--month", default="", metavar="YYYY-MM")
    parser.add_argument("--reference", default="", metavar=_("TEXT"))
    parser.add_argument("--received", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument(
        "--dry-run", action="store_true", help=_("write nothing, tell what would be")
    )


def _standing(office: Office, options: argparse.Namespace, console: Console) -> None:
    month = _month(options.month) if options.month else office.clock.today()
    due = office.ask(DueStanding(month))
    batch = None
    if not options.dry_run:
        batch = office.do(OpenStandingBatch(month, options.reference, options.received))
    headers = (_("Number"), _("Name"), _("Paid by"), _("Amount"))
    words = means_words()
    rows = [
        (
            number_text(one.donor.number),
            one.donor.name,
            words[one.standing.means],
            format_amount(one.standing.cents),
        )
        for one in due
    ]
    told = table(headers, rows)
    if batch is not None:
        told.append(_("Batch {number} is open.").format(number=batch.number))
    document = {
        "batch": batch.number if batch else None,
        "count": len(due),
        "cents": sum(one.standing.cents for one in due),
        "gifts": [
            {"number": row[0], "means": one.standing.means.value, "cents": one.standing.cents}
            for row, one in zip(rows, due, strict=True)
        ],
    }
    console.answer(document, told)


def _month(word: str) -> date:
    """Read a month.

    Raises:
        Refused: When it is none.
    """
    try:
        return date.fromisoformat(f"{word}-01")
    except ValueError:
        message = _("“{word}” is no month: write 2026-01.").format(word=word)
        raise Refused("standing.month", message, "month") from None
