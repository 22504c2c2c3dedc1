# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns of the deposit tables."""

from app.domain.deposits import DepositState, state_word
from app.kernel.formats import format_day
from app.kernel.i18n import N_
from app.kernel.money import format_amount
from app.ui.kit.lines import Column, Mark
from app.ui.screens.deposits import presenter
from app.usecases.ports.desk import DepositLine, GiftLine


def _mark_state(deposit: DepositLine) -> Mark:
    return Mark.BOLD if deposit.state is DepositState.OPEN else Mark.PLAIN


def _mark_number(deposit: DepositLine) -> Mark:
    return Mark.STRUCK if deposit.state is DepositState.CANCELLED else Mark.PLAIN


def _mark_difference(deposit: DepositLine) -> Mark:
    return Mark.WARNING if deposit.difference_cents else Mark.PLAIN


def _mark_reversed(line: GiftLine) -> Mark:
    return Mark.STRUCK if line.reversed_by is not None else Mark.PLAIN


DEPOSITS: tuple[Column[DepositLine], ...] = (
    Column("number", N_("No."), lambda d: d.number, width=10, mark=_mark_number),
    Column("day", N_("Date"), lambda d: format_day(d.made_on), width=11),
    Column("means", N_("Content"), lambda d: presenter.means_word(d.means), width=12, spare=3),
    Column("count", N_("Count"), lambda d: str(d.count), width=8, right=True, spare=4),
    Column(
        "cents",
        N_("Total"),
        lambda d: format_amount(d.cents),
        width=14,
        right=True,
        mark=_mark_number,
    ),
    Column(
        "difference",
        N_("Difference"),
        lambda d: format_amount(d.difference_cents) if d.difference_cents else "",
        width=12,
        right=True,
        mark=_mark_difference,
        spare=5,
    ),
    Column("batch", N_("Batch"), lambda d: d.batch_number, width=11, spare=1),
    Column("account", N_("Account"), lambda d: d.account_label, width=20, spare=2),
    Column("state", N_("State"), lambda d: state_word(d.state), mark=_mark_state),
)
LINES: tuple[Column[GiftLine], ...] = (
    Column("position", N_("#"), lambda g: str(g.position), width=5, right=True),
    Column("issuer", N_("Drawer"), presenter.issuer, mark=_mark_reversed),
    Column("bank", N_("Drawing bank"), lambda g: g.cheque_bank, width=18),
    Column("cheque", N_("Cheque no."), lambda g: g.cheque_number, width=12),
    Column("cents", N_("Amount"), lambda g: format_amount(g.cents), width=14, right=True),
)
ON_HAND: tuple[Column[GiftLine], ...] = (
    Column("received", N_("Received"), lambda g: format_day(g.received_on), width=11),
    Column("batch", N_("Batch"), lambda g: g.batch_number, width=11, spare=1),
    Column("means", N_("Content"), lambda g: presenter.means_word(g.means), width=12, spare=2),
    *LINES[1:],
)
