# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns of the batch tables."""

from app.domain.batches import BatchState, kind_word
from app.domain.donors import number_text
from app.kernel.formats import format_day
from app.kernel.i18n import N_
from app.kernel.money import format_amount
from app.ui.kit.lines import Column, Mark
from app.ui.screens.batches import presenter
from app.usecases.gifts import Suggestion
from app.usecases.ports.desk import BatchLine, GiftLine


def _mark_gap(line: BatchLine) -> Mark:
    wrong = line.expected_total_cents not in {None, line.cents}
    return Mark.WARNING if wrong and line.state is not BatchState.DRAFT else Mark.PLAIN


def _mark_state(line: BatchLine) -> Mark:
    if line.state is BatchState.DRAFT:
        return Mark.BOLD
    return Mark.WARNING if line.difference_reason else Mark.PLAIN


def _mark_line(line: GiftLine) -> Mark:
    if line.reversed_by is not None:
        return Mark.STRUCK
    return Mark.PLAIN if line.id else Mark.MUTED


def _mark_alert(line: GiftLine) -> Mark:
    waits = line.donor_id is None and not line.anonymous
    return Mark.WARNING if waits or line.reverses_id is not None else Mark.MUTED


def _mark_deposit(line: GiftLine) -> Mark:
    return Mark.WARNING if line.on_hand else _mark_line(line)


def _alert(line: GiftLine) -> str:
    if line.reverses_id is not None:
        return presenter.reversal_text()
    if line.donor_id is None:
        return presenter.anonymous_text() if line.anonymous else presenter.unidentified_text()
    return presenter.kind_note(line)


BATCHES: tuple[Column[BatchLine], ...] = (
    Column("number", N_("No."), presenter.number_of, width=9),
    Column("day", N_("Received on"), lambda b: format_day(b.received_on), width=10),
    Column("kind", N_("Kind"), lambda b: kind_word(b.kind), width=11, spare=1),
    Column("count", N_("Gifts"), lambda b: str(b.count), width=6, right=True, spare=2),
    Column("cents", N_("Total"), lambda b: format_amount(b.cents), width=13, right=True),
    Column("gap", N_("Difference"), presenter.gap_text, width=10, right=True, mark=_mark_gap),
    Column("state", N_("State"), presenter.state_word, width=11, mark=_mark_state),
)
"""Of any batch; the list adds whose it is, which changes with the hour."""
LINES: tuple[Column[GiftLine], ...] = (
    Column(
        "position", N_("#"), lambda g: str(g.position or "…"), width=4, right=True, mark=_mark_line
    ),
    Column("donor", N_("Donor"), presenter.donor_name, mark=_mark_line),
    Column("place", N_("Place"), presenter.place_of, width=20, mark=_mark_line, spare=1),
    Column(
        "cents",
        N_("Amount"),
        lambda g: format_amount(g.cents),
        width=12,
        right=True,
        mark=_mark_line,
    ),
    Column("cheque", N_("Cheque no."), lambda g: g.cheque_number, width=10, mark=_mark_line),
    Column("fund", N_("Fund"), lambda g: g.fund_name, width=15, mark=_mark_line, spare=2),
    Column("alert", N_("To note"), _alert, width=16, mark=_mark_alert),
)
POSTED: tuple[Column[GiftLine], ...] = (
    *LINES[:-1],
    Column("deposit", N_("Deposit"), presenter.deposit_note, width=10, mark=_mark_deposit, spare=3),
    LINES[-1],
)
"""Once posted a line tells which slip it is on, or that it waits for one."""
SUGGESTED: tuple[Column[Suggestion], ...] = (
    Column("donor", N_("Donor"), lambda one: one.donor.name, width=26),
    Column("number", N_("No."), lambda one: number_text(one.donor.number), width=9),
    Column(
        "place",
        N_("Place"),
        lambda one: f"{one.donor.postal_code} {one.donor.city}".strip(),
        width=20,
        spare=1,
    ),
    Column("why", N_("Why"), lambda one: " ".join(one.reasons)),
)
WAITING: tuple[Column[GiftLine], ...] = (
    Column("batch", N_("Batch"), lambda g: g.batch_number, width=10),
    Column("day", N_("Received on"), lambda g: format_day(g.received_on), width=10),
    Column("clue", N_("What is known"), lambda g: g.clue),
    Column("cents", N_("Amount"), lambda g: format_amount(g.cents), width=12, right=True),
    Column("cheque", N_("Cheque no."), lambda g: g.cheque_number, width=12),
    Column("bank", N_("Bank"), lambda g: g.cheque_bank, width=16),
    Column("deposit", N_("Deposit"), lambda g: g.deposit_number, width=10),
)
