# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The verb on the yearly declaration of receipts."""

import argparse
from dataclasses import asdict
from pathlib import Path

from app.cli.console import Console
from app.cli.main import Verbs
from app.kernel.files import write_whole
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.office import Office
from app.usecases.receipts import Declaration, DeclaredList, DeclareReceipts, NoteDeclared


def add_declaration(receipts: Verbs) -> None:
    """Add the verb to those of ``receipts``."""
    parser = receipts.add("declaration", _("the yearly declaration (222 bis)"), _declare)
    parser.add_argument("--year", type=int, required=True, metavar="YYYY")
    parser.add_argument("--note", action="store_true", help=_("note that it was declared"))
    parser.add_argument(
        "--out", type=Path, metavar="CSV", help=_("write the list behind what was declared")
    )


def _declare(office: Office, options: argparse.Namespace, console: Console) -> None:
    told = office.ask(DeclareReceipts(options.year))
    if options.note:
        office.do(NoteDeclared(options.year, told.figures))
        told = office.ask(DeclareReceipts(options.year))
    if options.out:
        write_whole(options.out, office.ask(DeclaredList(options.year)))
    console.answer(_told(told), _lines(told))


def _told(told: Declaration) -> dict[str, object]:
    kept = told.declared
    return {
        "year": told.year,
        "first_on": told.first_on.isoformat(),
        "last_on": told.last_on.isoformat(),
        "due_on": told.due_on.isoformat(),
        **asdict(told.figures),
        "declared": kept
        and {
            "on": kept.declared_on.isoformat(),
            "by": kept.by,
            "count": kept.count,
            "cents": kept.cents,
            "changed_since": told.changed,
        },
    }


def _lines(told: Declaration) -> list[str]:
    message = ngettext(
        "Declaration of {year} (CGI 222 bis): {count} receipt delivered, {amount}; by {due}",
        "Declaration of {year} (CGI 222 bis): {count} receipts delivered, {amount}; by {due}",
        told.figures.count,
    )
    amount, due = format_amount(told.figures.cents), format_day(told.due_on)
    lines = [message.format(year=told.year, count=told.figures.count, amount=amount, due=due)]
    if told.declared is not None:
        message = _("Declared on {day} by {name}: {count}, {amount}")
        if told.changed:
            message = _("Declared on {day} by {name}: {count}, {amount}; receipts changed since")
        day, amount = format_day(told.declared.declared_on), format_amount(told.declared.cents)
        kept = told.declared
        lines.append(message.format(day=day, name=kept.by, count=kept.count, amount=amount))
    return lines
