# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What validation returns: a list of problems, each bound to a field, none raised."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.kernel.errors import Refused


class Severity(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"
    """Blocks saving."""
    WARNING = "warning"
    """Shown, and a second Enter confirms."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one field of a draft."""

    field: str
    code: str
    message: str
    severity: Severity = Severity.ERROR


def refuse_errors(problems: Iterable[Problem]) -> None:
    """Raise the first blocking problem as a ``Refused``; warnings pass.

    Raises:
        Refused: With the problem's code, sentence and field.
    """
    for problem in problems:
        if problem.severity is Severity.ERROR:
            raise Refused(problem.code, problem.message, problem.field)
