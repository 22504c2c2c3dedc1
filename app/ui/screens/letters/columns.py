# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of the queue and of the letters made."""

from collections.abc import Callable

from app.domain.letters.conditions import Names
from app.domain.letters.values import Rule, kind_words, way_words
from app.kernel.formats import format_instant
from app.kernel.i18n import N_
from app.kernel.money import format_amount
from app.ui.kit.lines import Column, Mark
from app.ui.screens.letters import presenter
from app.usecases.letters.queue import QueueLine
from app.usecases.letters.runs import RunLine


def _late(line: QueueLine) -> Mark:
    return Mark.WARNING if line.late else Mark.PLAIN


def _unreached(line: QueueLine) -> Mark:
    return Mark.MUTED if line.to.way is None else Mark.PLAIN


def queue_columns(ticked: Callable[[QueueLine], bool]) -> tuple[Column[QueueLine], ...]:
    """Return the columns of the queue; the first tells who is written to."""
    return (
        Column("ticked", N_("✓"), lambda line: "✓" if ticked(line) else "", width=3),
        Column("number", N_("No."), lambda line: line.to.donor.number_text, width=9, spare=4),
        Column("name", N_("Name"), lambda line: line.to.donor.display_name),
        Column("gifts", N_("Gifts"), lambda line: str(line.due.payments), width=6, right=True,
               spare=2),
        Column("cents", N_("Total"), lambda line: format_amount(line.due.cents), width=12,
               right=True),
        Column("days", N_("Days"), lambda line: str(line.days), width=6, right=True, mark=_late),
        Column("way", N_("Way"), presenter.way_of, width=18, mark=_unreached, spare=1),
        Column("letter", N_("Template"), presenter.letter_of, width=26, spare=3),
        Column("why", N_("Why"), lambda line: line.why, width=24, spare=5),
    )  # fmt: skip


RUNS: tuple[Column[RunLine], ...] = (
    Column("made", N_("Made on"), lambda line: format_instant(line.run.made_at), width=16),
    Column("by", N_("By"), lambda line: line.run.made_by, width=16, spare=1),
    Column("kind", N_("Kind"), lambda line: kind_words()[line.run.kind]),
    Column("way", N_("Way"), lambda line: way_words()[line.run.way], width=14),
    Column("count", N_("Letters"), lambda line: str(line.count), width=9, right=True),
    Column("state", N_("State"), presenter.state_words, width=28),
)


def rule_columns(
    place: Callable[[Rule], int], names: Callable[[], Names], template: Callable[[str], str]
) -> tuple[Column[Rule], ...]:
    """Return the columns of the rules."""
    return (
        Column("place", N_("Rule"), lambda rule: str(place(rule)), width=6),
        Column("asked", N_("If"), lambda rule: presenter.asked_words(rule, names())),
        Column("template", N_("Template"), lambda rule: template(rule.template), width=30),
    )
