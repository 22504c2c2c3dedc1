# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Days as they are typed in a hurry (ux: 6, 0601, 060126, h, +2); no Qt here."""

import re
from datetime import date, timedelta

from app.kernel.errors import Refused
from app.kernel.i18n import _

_FIGURES = re.compile(r"(\d{1,2})(?:[/.\- ](\d{1,2}))?(?:[/.\- ](\d{2}|\d{4}))?")
_RUN = {1: (1,), 2: (2,), 4: (2, 2), 6: (2, 2, 2), 8: (2, 2, 4)}


def parse_day(text: str, today: date) -> date:
    """Read a day.

    ``6`` is the 6th of this month, ``0601`` and ``6/1`` the 6th of January, ``060126`` adds the
    year, ``h`` is yesterday (*hier*), ``t`` or ``a`` today (*aujourd'hui*), ``+2`` and ``-2`` count
    from today. A day and month without year is the latest that is not more than a month ahead.

    Raises:
        Refused: When it is no day.
    """
    typed = text.strip().lower()
    if typed in {"h", "y"}:
        return today - timedelta(days=1)
    if typed in {"a", "t"}:
        return today
    if re.fullmatch(r"[+-]\d{1,3}", typed):
        return today + timedelta(days=int(typed))
    parts = _split(typed)
    try:
        return _complete(parts, today)
    except ValueError:
        message = _("“{text}” is not a day: type 6, 0601 or 06/01/2026.")
        raise Refused("day.unreadable", message.format(text=text.strip())) from None


def _split(typed: str) -> list[int]:
    if typed.isdecimal():
        parts, rest = [], typed
        for width in _RUN.get(len(typed), ()):
            parts.append(int(rest[:width]))
            rest = rest[width:]
        return parts
    found = _FIGURES.fullmatch(typed)
    return [int(part) for part in found.groups() if part] if found else []


def _complete(parts: list[int], today: date) -> date:
    if not parts:
        raise ValueError
    if len(parts) == 1:
        return today.replace(day=parts[0])
    day, month = parts[0], parts[1]
    if len(parts) == 3:  # noqa: PLR2004 - day, month, year
        year = parts[2]
        return date(year if year >= 100 else 2000 + year, month, day)  # noqa: PLR2004 - two digits
    found = date(today.year, month, day)
    ahead = found - today > timedelta(days=31)
    return found.replace(year=today.year - 1) if ahead else found
