# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of requests, and of whose time has come."""

from app.domain.donors import number_text
from app.domain.privacy import KIND_WORDS
from app.kernel.formats import format_day
from app.kernel.i18n import N_, _
from app.kernel.money import format_amount
from app.ui.kit.lines import Column, Mark
from app.ui.screens.privacy.presenter import answer_words
from app.usecases.privacy import Due, RequestLine


def _mark(line: RequestLine) -> Mark:
    return Mark.MUTED if line.request.answered_on is not None else Mark.PLAIN


REQUESTS: tuple[Column[RequestLine], ...] = (
    Column("who", N_("Who"), lambda one: one.name, mark=_mark),
    Column("what", N_("What"), lambda one: _(KIND_WORDS[one.request.kind]), 20, mark=_mark),
    Column("due", N_("Answer by"), lambda one: format_day(one.request.due_on), 13, mark=_mark),
    Column("answer", N_("Answer"), answer_words, 22, mark=_mark, spare=1),
)

DUE: tuple[Column[Due], ...] = (
    Column("name", N_("Name"), lambda one: one.name),
    Column("number", N_("Number"), lambda one: number_text(one.number), 10, spare=2),
    Column(
        "last", N_("Last contact"), lambda one: format_day(one.last_on) if one.last_on else "—", 13
    ),
    Column("given", N_("Given"), lambda one: format_amount(one.cents), 12, right=True, spare=1),
)
