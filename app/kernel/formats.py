# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Days and instants as people read them, in the language in force."""

from datetime import date, datetime

from app.kernel.i18n import current_language

_DAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


def format_day(day: date) -> str:
    """Write a day in figures, as ``06/01/2026``, the same in French and British English."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_long_day(day: date, language: str | None = None, *, weekday: bool = True) -> str:
    """Write a day in words: ``mardi 6 janvier 2026``, ``Tuesday 6 January 2026``."""
    language = language or current_language()
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    text = f"{number} {_MONTHS[language][day.month - 1]} {day.year}"
    return f"{_DAYS[language][day.weekday()]} {text}" if weekday else text


def format_count(count: int, language: str | None = None) -> str:
    """Write a whole number, its groups parted as the language does: ``1 234``, ``1,234``."""
    french = (language or current_language()) == "fr"
    return f"{count:,}".replace(",", "\u202f") if french else f"{count:,}"


def month_names(language: str | None = None) -> tuple[str, ...]:
    """Return the twelve names of the months, January first."""
    return _MONTHS[language or current_language()]


def format_instant(instant: datetime) -> str:
    """Write an instant in local time, as ``06/01/2026 10:42``."""
    local = instant.astimezone()
    return f"{format_day(local.date())} {local.hour:02d}:{local.minute:02d}"
