# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of the quality page."""

from app.domain.donors import number_text
from app.domain.quality import Finding
from app.domain.quality.checks import BY_ID
from app.kernel.formats import format_count
from app.kernel.i18n import N_, _
from app.ui.kit.lines import Column, Mark
from app.ui.screens.quality import presenter
from app.ui.screens.quality.presenter import CheckRow
from app.usecases.quality import ExceptionLine


def _mark_count(row: CheckRow) -> Mark:
    return Mark.BOLD if row.found and row.id != presenter.EXCEPTIONS else Mark.MUTED


CHECKS: tuple[Column[CheckRow], ...] = (
    Column("title", N_("What is checked"), lambda row: row.title),
    Column(
        "found",
        N_("Count"),
        lambda row: format_count(row.found),
        width=8,
        right=True,
        mark=_mark_count,
    ),
)
FINDINGS: tuple[Column[Finding], ...] = (
    Column("number", N_("No."), presenter.number, width=9, spare=3),
    Column("name", N_("Name"), lambda one: one.one.name, width=20),
    Column("told", N_("What is found"), lambda one: one.told),
    Column("proposal", N_("Proposal"), lambda one: one.proposal, width=18, spare=1),
    Column("cents", N_("Given"), presenter.given, width=12, right=True, spare=2),
)


def _check_of(line: ExceptionLine) -> str:
    return _(BY_ID[line.exception.check_id].title)


EXCEPTIONS: tuple[Column[ExceptionLine], ...] = (
    Column("number", N_("No."), lambda one: number_text(one.number), width=9, spare=2),
    Column("name", N_("Name"), lambda one: one.name, width=22),
    Column("check", N_("What is checked"), _check_of, spare=1),
    Column("why", N_("Why"), lambda one: one.exception.why, width=24),
    Column("who", N_("Said by"), presenter.exception_facts, width=22, spare=3),
)
