# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The verb on Gift Aid claims."""

import argparse
from datetime import date
from pathlib import Path

from app.cli.console import Console
from app.cli.main import Verbs
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.office import Office
from app.usecases.receipts.giftaid import AidDue, ClaimGiftAid, GiftAidDue, left_out


def add_gift_aid(receipts: Verbs) -> None:
    """Add the verb to those of ``receipts``."""
    parser = receipts.add("gift-aid", _("what Gift Aid is due; with --out, claim it"), _gift_aid)
    parser.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--out", type=Path, metavar=_("FILE.xlsx|.ods|.csv"))


def _gift_aid(office: Office, options: argparse.Namespace, console: Console) -> None:
    due = office.ask(GiftAidDue(options.until))
    claim = None
    if options.out:
        claim = office.do(ClaimGiftAid(options.out, due.schedule.cents, options.until))
    document = {
        "until": due.until.isoformat(),
        "count": len(due.schedule.gifts),
        "cents": due.schedule.cents,
        "uncovered": due.schedule.uncovered,
        "incomplete": due.schedule.incomplete,
        "left": due.schedule.left,
        "adjusted_cents": due.adjusted_cents,
        "small": [
            {"until": one.last_on.isoformat(), "cents": one.cents, "most_cents": one.most_cents}
            for one in due.small
        ],
        "claim": claim.id if claim else None,
        "path": str(options.out) if options.out else None,
    }
    console.answer(document, _lines(due))


def _lines(due: AidDue) -> list[str]:
    message = ngettext(
        "{count} gift covered by a declaration: {amount}.",
        "{count} gifts covered by a declaration: {amount}.",
        len(due.schedule.gifts),
    )
    amount = format_amount(due.schedule.cents)
    return [
        message.format(count=len(due.schedule.gifts), amount=amount),
        *left_out(due),
    ]
