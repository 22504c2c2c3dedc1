# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns of the steps and of the figures."""

from collections.abc import Sequence

from app.domain.notebook import Compared, NotebookStep, Verdict, verdict_words
from app.kernel.i18n import N_
from app.ui.kit.lines import Column, Mark
from app.ui.screens.notebook import presenter

_MARKS = {
    Verdict.UNTOLD: Mark.MUTED,
    Verdict.AGREES: Mark.SUCCESS,
    Verdict.EXPLAINED: Mark.PLAIN,
    Verdict.DIFFERS: Mark.ERROR,
}


def _done(step: NotebookStep) -> Mark:
    return Mark.MUTED if step.done_on else Mark.PLAIN


STEPS: Sequence[Column[NotebookStep]] = (
    Column("step", N_("Step"), presenter.step_name, mark=_done),
    Column("state", N_("State"), presenter.step_state, 30, mark=_done),
    Column("note", N_("Note"), lambda step: step.note, 24, spare=1),
)

FIGURES: Sequence[Column[Compared]] = (
    Column("figure", N_("Figure"), presenter.figure_name),
    Column("former", N_("Former program"), presenter.former_text, 20, right=True),
    Column("here", N_("Here"), presenter.here_text, 20, right=True),
    Column("gap", N_("Difference"), presenter.gap_text, 20, right=True, spare=1),
    Column(
        "verdict",
        N_("Verdict"),
        lambda one: verdict_words()[one.verdict],
        12,
        mark=lambda one: _MARKS[one.verdict],
    ),
)
