# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody said is right, however doubtful it looks."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityException:
    """A finding that is right as it is; it is not told again while the fact stays the same.

    Attributes:
        check_id: The check that found it.
        about: The fact it holds for; see ``Finding.about``.
        why: Why it is right, in the words of whoever said so.
    """

    id: int = 0
    version: int = 0
    check_id: str
    donor_id: int
    about: str
    why: str = ""
    by: str = ""
    on_day: date
