# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts, batches, deposits and calls as they leave the dossier."""

from collections.abc import Iterator, Sequence

from app.domain.batches import batch_number, batch_state_word, kind_word
from app.domain.calls import outcome_words, reason_words
from app.domain.consents import Channel, Purpose, opposes
from app.domain.deposits import DepositState, state_word
from app.domain.donors import Details, number_text
from app.domain.exports import CellKind, Column
from app.domain.gifts import means_words
from app.kernel.i18n import _
from app.usecases.ports import UnitOfWork
from app.usecases.ports.batches import BatchFilter
from app.usecases.ports.receipts import RegisterLine

_BLOCK = 500
_EMPTY = Details()


def receipt_rows(year: int | None, uow: UnitOfWork) -> Iterator[Sequence[object]]:
    """Yield a row for each receipt, of a year or of all."""
    return map(_receipt_row, uow.receipts.register(year))


def receipt_columns() -> list[Column]:
    """Return the columns of the register of receipts."""
    return [
        Column(_("Receipt"), width=14, key="receipt"),
        Column(_("Issued on"), CellKind.DAY, 12, key="issued_on"),
        Column(_("Issued by"), width=18, key="issued_by"),
        Column(_("Donor number"), width=14, key="donor_number"),
        Column(_("Donor"), width=30, key="donor"),
        Column(_("Form"), width=14, key="form"),
        Column(_("Amount"), CellKind.MONEY, 14, key="amount"),
        Column(_("Of which cancelled"), CellKind.MONEY, 14, total=True, key="cancelled"),
        Column(_("Of which in force"), CellKind.MONEY, 14, total=True, key="in_force"),
        Column(_("Reason"), width=30, key="reason"),
        Column(_("Replaces"), width=14, key="replaces"),
        Column(_("Replaced by"), width=14, key="replaced_by"),
        Column(_("Fingerprint of the document"), width=66, key="fingerprint"),
    ]


def _receipt_row(line: RegisterLine) -> Sequence[object]:
    in_force = line.cents if line.state == "issued" else 0
    return (
        line.number,
        line.issued_on,
        line.issued_by,
        number_text(line.donor_number),
        line.donor_name,
        line.form,
        line.cents,
        line.cents - in_force,
        in_force,
        line.reason,
        line.replaces,
        line.replaced_by,
        line.document_sha256,
    )


def batch_columns() -> list[Column]:
    """Return the columns of the list of batches."""
    return [
        Column(_("Batch"), width=12, key="batch"),
        Column(_("Kind"), width=16, key="kind"),
        Column(_("State"), width=12, key="state"),
        Column(_("Received on"), CellKind.DAY, 12, key="received_on"),
        Column(_("Gifts announced"), CellKind.COUNT, 12, key="announced_gifts"),
        Column(_("Total announced"), CellKind.MONEY, 14, key="announced_total"),
        Column(_("Gifts"), CellKind.COUNT, 10, total=True, key="gifts"),
        Column(_("Total"), CellKind.MONEY, 14, total=True, key="total"),
        Column(_("To identify"), CellKind.COUNT, 12, total=True, key="unidentified"),
        Column(_("Why it differs"), width=36, key="difference"),
        Column(_("Opened by"), width=18, key="opened_by"),
        Column(_("Answered for by"), width=18, key="owner"),
        Column(_("Posted on"), CellKind.DAY, 12, key="posted_on"),
    ]


def batch_rows(year: int | None, uow: UnitOfWork) -> Iterator[Sequence[object]]:
    """Yield a row for each batch numbered in a year, or in any; those of today first."""
    ids = uow.batches.ids(BatchFilter(year=year))
    for start in range(0, len(ids), _BLOCK):
        for one in uow.batches.lines(ids[start : start + _BLOCK]):
            yield (
                batch_number(one.kind, one.year, one.sequence),
                kind_word(one.kind),
                batch_state_word(one.state),
                one.received_on,
                one.expected_count,
                one.expected_total_cents,
                one.count,
                one.cents,
                one.unidentified,
                one.difference_reason,
                one.opened_by,
                one.owned_by,
                one.posted_at.astimezone().date() if one.posted_at else None,
            )


def deposit_columns() -> list[Column]:
    """Return the columns of the list of deposits."""
    return [
        Column(_("Deposit"), width=12, key="deposit"),
        Column(_("Day"), CellKind.DAY, 12, key="day"),
        Column(_("State"), width=22, key="state"),
        Column(_("Payment method"), width=16, key="means"),
        Column(_("Account"), width=24, key="account"),
        Column(_("Batch"), width=12, key="batch"),
        Column(_("Payments"), CellKind.COUNT, 10, key="payments"),
        Column(_("On the slip"), CellKind.MONEY, 14, key="slip"),
        Column(_("Of which cancelled"), CellKind.MONEY, 14, total=True, key="cancelled"),
        Column(_("Of which in force"), CellKind.MONEY, 14, total=True, key="in_force"),
        Column(_("Taken to the bank on"), CellKind.DAY, 12, key="banked_on"),
        Column(_("Credited on"), CellKind.DAY, 12, key="credited_on"),
        Column(_("Credited"), CellKind.MONEY, 14, total=True, key="credited"),
    ]


def deposit_rows(year: int | None, uow: UnitOfWork) -> Iterator[Sequence[object]]:
    """Yield a row for each deposit of a year, or of all; the latest first."""
    words = means_words()
    for one in uow.deposits.lines():
        if year not in {None, one.made_on.year}:
            continue
        gone = one.cents if one.state is DepositState.CANCELLED else 0
        yield (
            *(one.number, one.made_on, state_word(one.state), words[one.means]),
            *(one.account_label, one.batch_number, one.count, one.cents),
            *(gone, one.cents - gone, one.banked_on, one.credited_on, one.credited_cents),
        )


def call_columns() -> list[Column]:
    """Return the columns of the lists of calls."""
    return [
        Column(_("List"), width=28, key="list"),
        Column(_("What for"), width=14, key="reason"),
        Column(_("List made on"), CellKind.DAY, 12, key="made_on"),
        Column(_("Donor number"), width=14, key="donor_number"),
        Column(_("Donor"), width=30, key="donor"),
        Column(_("Telephone"), width=18, key="phone"),
        Column(_("What came of it"), width=20, key="outcome"),
        Column(_("Called on"), CellKind.DAY, 12, key="called_on"),
        Column(_("Called by"), width=18, key="called_by"),
    ]


def call_rows(year: int | None, uow: UnitOfWork) -> Iterator[Sequence[object]]:
    """Yield a row for each donor of each list; whoever wants no calls now has no telephone."""
    reasons, outcomes = reason_words(), outcome_words()
    for made in uow.calls.all():
        if year not in {None, made.made_on.year}:
            continue
        every = uow.calls.lines(made.id)
        for start in range(0, len(every), _BLOCK):
            lines = every[start : start + _BLOCK]
            ids = [line.donor_id for line in lines]
            donors = {donor.id: donor for donor in uow.donors.lines(ids)}
            sheets = uow.details.of_donors(ids)
            for line in lines:
                donor = donors[line.donor_id]
                consents = sheets.get(donor.id, _EMPTY).consents
                silent = opposes(consents, Purpose.APPEALS, Channel.PHONE)
                yield (
                    *(made.name, reasons[made.reason], made.made_on),
                    *(number_text(donor.number), donor.name),
                    "" if silent else donor.phone,
                    outcomes[line.outcome] if line.outcome else "",
                    *(line.on_day, line.by),
                )
