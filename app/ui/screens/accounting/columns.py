# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns of the list of fiscal years."""

from collections.abc import Sequence

from app.kernel.formats import format_day
from app.kernel.i18n import N_
from app.kernel.money import format_amount
from app.ui.kit.lines import Column, Mark
from app.usecases.accounting import YearLine, year_words


def _mark(line: YearLine) -> Mark:
    if line.closed:
        return Mark.MUTED
    return Mark.BOLD if line.over else Mark.PLAIN


COLUMNS: Sequence[Column[YearLine]] = (
    Column("first", N_("From"), lambda line: format_day(line.first_on), 12, mark=_mark),
    Column("last", N_("To"), lambda line: format_day(line.last_on), 12, mark=_mark),
    Column("state", N_("State"), year_words, mark=_mark),
    Column(
        "gifts",
        N_("Gifts"),
        lambda line: str(line.kept.gifts) if line.kept else "",
        8,
        right=True,
        spare=2,
    ),
    Column(
        "amount",
        N_("Amount"),
        lambda line: format_amount(line.kept.cents) if line.kept else "",
        16,
        right=True,
        spare=1,
    ),
)
