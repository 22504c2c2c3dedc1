# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page of the migration notebook says, without widgets."""

from app.domain.notebook import Compared, NotebookStep, Subject, step_words, subject_words
from app.kernel.formats import format_count, format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.notebook import Shown


def step_name(step: NotebookStep) -> str:
    """Name a step."""
    return step_words()[step.step][0]


def step_state(step: NotebookStep) -> str:
    """Tell whether a step is done, when and by whom."""
    if step.done_on is None:
        return _("to do")
    return _("done on {day} by {who}").format(day=format_day(step.done_on), who=step.done_by)


def step_help(step: NotebookStep, hint: str) -> str:
    """Say how a step is done; the hint of the former program goes with its exports."""
    told = step_words()[step.step][1]
    return f"{told} {hint}" if hint and step.step.value.startswith("export") else told


def figure_name(one: Compared) -> str:
    """Name a figure."""
    words = subject_words()[one.subject]
    return f"{words} {one.year}" if one.year else words


def former_text(one: Compared) -> str:
    """Tell what the former program says."""
    return "" if one.former is None else _both(one, one.former.count, one.former.cents)


def here_text(one: Compared) -> str:
    """Tell what is here."""
    return _both(one, one.count, one.cents)


def gap_text(one: Compared) -> str:
    """Tell how much more is here, with its sign."""
    if one.former is None:
        return ""
    return _both(one, one.missing, one.missing_cents)


def _both(one: Compared, count: int, cents: int) -> str:
    if one.subject is Subject.DONORS:
        return format_count(count)
    return f"{format_count(count)} · {format_amount(cents)}"


def clues(one: Compared) -> str:
    """Tell what may make the difference, a line each."""
    return "\n".join(f"• {told}" for told in one.clues)


def state(shown: Shown) -> tuple[str, str]:
    """Return a sentence on the whole notebook, and how it looks."""
    book = shown.notebook
    if book is not None and book.finished_on is not None:
        message = _("Found right on {day} by {who}. The report is kept.")
        return message.format(day=format_day(book.finished_on), who=book.finished_by), "success"
    if not shown.typed:
        return _("Type the former program's figures: each is compared to the cent."), "info"
    if shown.open:
        names = ", ".join(figure_name(one) for one in shown.open)
        message = _("These figures differ: {names}. Find the difference, or say why.")
        return message.format(names=names), "warning"
    return _("Every figure typed agrees, or is explained: finish the notebook."), "success"
