# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of the list of donors no letter reaches."""

from app.domain.donors import number_text
from app.kernel.formats import format_day
from app.kernel.i18n import N_
from app.kernel.money import format_amount
from app.ui.kit.lines import Column, Mark
from app.ui.screens.addresses import presenter
from app.usecases.ports.addresses import Unreachable


def _mark_missing(line: Unreachable) -> Mark:
    return Mark.WARNING if line.unreceipted_cents else Mark.MUTED


UNREACHABLE: tuple[Column[Unreachable], ...] = (
    Column("number", N_("No."), lambda line: number_text(line.number), width=10),
    Column("name", N_("Name"), lambda line: line.name),
    Column("place", N_("Address on file"), presenter.place, width=38, spare=3),
    Column("why", N_("Why"), presenter.why_unreachable, width=22),
    Column(
        "since",
        N_("Returned on"),
        lambda line: format_day(line.returned_on) if line.returned_on else "",
        width=12,
        spare=1,
    ),
    Column("phone", N_("Telephone"), lambda line: line.phone, width=15, spare=2),
    Column("cents", N_("Given"), lambda line: format_amount(line.cents), width=13, right=True),
    Column(
        "missing",
        N_("On no receipt"),
        lambda line: format_amount(line.unreceipted_cents),
        width=14,
        right=True,
        mark=_mark_missing,
    ),
)
