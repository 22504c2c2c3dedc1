# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of batches by words, and what a batch is compared with."""

import argparse
from typing import Any

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.batches import BatchState, Lease, batch_number
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.batches import Comparison, ListBatches
from app.usecases.office import Office
from app.usecases.ports.batches import BatchFilter
from app.usecases.ports.desk import BatchLine


def add_to(batches: Verbs) -> None:
    """Add ``list``."""
    listing = batches.add("list", _("list the batches"), _list)
    listing.add_argument("--drafts", action="store_true", help=_("those still open only"))
    states = [state.value for state in BatchState]
    listing.add_argument("--state", choices=states)
    listing.add_argument("--year", type=int, metavar="YYYY")
    listing.add_argument("--by", default="", metavar=_("NAME"), help=_("who answers for them"))
    listing.add_argument("--find", default="", help=_("part of the number or of the comment"))


def _list(office: Office, options: argparse.Namespace, console: Console) -> None:
    state = BatchState.DRAFT if options.drafts else options.state and BatchState(options.state)
    wanted = BatchFilter(state, options.year, options.by, options.find)
    lines = office.ask(ListBatches(wanted))
    headers = (_("Batch"), _("Day"), _("Gifts"), _("Total"), _("State"), _("Owner"), "")
    rows = [
        (
            batch_number(line.kind, line.year, line.sequence),
            format_day(line.received_on),
            line.count,
            format_amount(line.cents),
            line.state.value,
            line.owned_by,
            line.difference_reason,
        )
        for line in lines
    ]
    console.answer({"batches": [_summary(line) for line in lines]}, table(headers, rows))


def _summary(line: BatchLine) -> dict[str, Any]:
    return {
        "batch": batch_number(line.kind, line.year, line.sequence),
        "kind": line.kind,
        "state": line.state,
        "received_on": line.received_on,
        "count": line.count,
        "total_cents": line.cents,
        "expected_count": line.expected_count,
        "expected_total_cents": line.expected_total_cents,
        "unidentified": line.unidentified,
        "difference_reason": line.difference_reason,
        "owner": line.owned_by,
        "open": told_lease(line.lease),
    }


def told_lease(lease: Lease | None) -> dict[str, Any] | None:
    """Tell where a batch is open, or nothing."""
    if lease is None:
        return None
    return {
        "user": lease.user,
        "workstation": lease.workstation,
        "since": lease.since,
        "seen_at": lease.seen_at,
    }


def compared(comparison: Comparison) -> dict[str, Any]:
    """Tell what a batch stands beside."""
    last = comparison.last
    return {
        "last": _summary(last) if last else None,
        "week_from": comparison.week_from,
        "week_to": comparison.week_to,
        "week_count": comparison.week_count,
        "week_cents": comparison.week_cents,
    }
