# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The proof of the register: numbers, links, documents and gifts."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.receipts import GENESIS, NumberSeries, TaxReceipt, link_of, read_snapshot
from app.kernel.command import Query, handles
from app.kernel.errors import Trouble
from app.kernel.i18n import _
from app.usecases.audit import Verdict
from app.usecases.context import Context
from app.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class VerifyReceipts(Query[Verdict]):
    """Prove the register: no gap, no double, nothing altered, every gift as receipted."""


@handles(VerifyReceipts)
def verify_receipts(_query: VerifyReceipts, ctx: Context) -> Verdict:
    """Walk every series from its first link."""
    series = {one.year: one for one in ctx.uow.receipts.years()}
    ends: dict[int, NumberSeries] = {}
    problems: list[str] = []
    checked = 0
    for receipt in ctx.uow.receipts.chain():
        checked += 1
        start = series.get(receipt.year, NumberSeries(receipt.year))
        before = ends.get(receipt.year, NumberSeries(receipt.year, start.first, start.first - 1))
        problems.extend(_place(receipt, before))
        problems.extend(_content(receipt, ctx.uow))
        problems.extend(_gifts(receipt, ctx.uow))
        ends[receipt.year] = NumberSeries(receipt.year, start.first, receipt.sequence, receipt.hash)
    for year, told in series.items():
        found = ends.get(year, NumberSeries(year, told.first, told.first - 1))
        if found != told:
            message = _("The numbers of {year} do not end where the series says: {found}, {told}.")
            problems.append(message.format(year=year, found=found.last, told=told.last))
    return Verdict(checked, tuple(problems))


def _place(receipt: TaxReceipt, before: NumberSeries) -> Iterator[str]:
    if receipt.sequence != before.last + 1:
        message = _("Before receipt {number}, numbers are missing.")
        yield message.format(number=receipt.number)
    if receipt.previous_hash != (before.head if before.begun else GENESIS):
        message = _("Receipt {number} is not bound to the one before it.")
        yield message.format(number=receipt.number)
    if receipt.hash != link_of(receipt):
        message = _("Receipt {number} was altered after its issue.")
        yield message.format(number=receipt.number)


def _content(receipt: TaxReceipt, uow: UnitOfWork) -> Iterator[str]:
    if receipt.erased:
        # Its links and its gifts still prove it; what it printed is gone with its term.
        return
    try:
        uow.documents.read(receipt.document_sha256)
    except Trouble as trouble:
        yield f"{receipt.number}: {trouble.message}"
    try:
        snapshot = read_snapshot(receipt.snapshot)
    except ValueError:
        message = _("What receipt {number} printed cannot be read any more.")
        yield message.format(number=receipt.number)
        return
    kept = {(line.gift_id, line.cents) for line in uow.receipts.kept_lines(receipt.id)}
    printed = {(line.gift_id, line.cents) for line in snapshot.lines}
    total = sum(line.cents for line in snapshot.lines)
    same = (snapshot.number, snapshot.cents, total) == (
        receipt.number,
        receipt.cents,
        receipt.cents,
    )
    if not same or kept != printed:
        message = _("The lines of receipt {number} do not make its amount.")
        yield message.format(number=receipt.number)


def _gifts(receipt: TaxReceipt, uow: UnitOfWork) -> Iterator[str]:
    cancelled = uow.receipts.line(receipt.id).state == "cancelled"
    named = _named(receipt, uow)
    for line in uow.receipts.kept_lines(receipt.id):
        if line.live is cancelled:
            message = _("Gift {gift} and receipt {number} disagree on whether it is cancelled.")
            yield message.format(gift=line.gift_id, number=receipt.number)
        if cancelled:
            continue
        now = (line.gift_cents, line.gift_year, line.stands)
        theirs = line.gift_donor_id in named
        if now != (line.cents, receipt.year, True) or not theirs:
            message = _("Gift {gift} is no longer what receipt {number} says: cancel the receipt.")
            yield message.format(gift=line.gift_id, number=receipt.number)


def _named(receipt: TaxReceipt, uow: UnitOfWork) -> frozenset[int]:
    """Return whose gifts a receipt may hold; who lived in its household is never taken off it."""
    if receipt.household_id is None:
        return frozenset({receipt.donor_id})
    members = uow.households.members(receipt.household_id)
    return frozenset({receipt.donor_id, *(one.donor_id for one in members)})
