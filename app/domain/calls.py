# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephone calls: the number that calls, and the lists of whom to call."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import unquote

from app.kernel.i18n import _, ngettext

SCHEMES = ("tel", "callto")
"""What links that are called begin with (RFC 3966, and the older way)."""


def number_in(text: str) -> str:
    """Return the number in a link such as ``tel:+33-6-12-34-56-78;ext=2``, or the text itself."""
    scheme, colon, rest = text.strip().partition(":")
    number = unquote(rest if colon and scheme.lower() in SCHEMES else text)
    return number.removeprefix("//").partition(";")[0].partition("?")[0].strip()


def is_link(text: str) -> bool:
    """Tell whether a word is a link to call somebody."""
    scheme, colon, _rest = text.partition(":")
    return bool(colon) and scheme.lower() in SCHEMES


class CallReason(StrEnum):
    """What donors are called for."""

    THANK = "thank"
    REMIND = "remind"
    RENEW = "renew"


class CallOutcome(StrEnum):
    """What came of a call; who is absent is called again, the others are not."""

    REACHED = "reached"
    ABSENT = "absent"
    WRONG = "wrong"
    REFUSES = "refuses"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """Donors to call one after the other, by whoever has time."""

    id: int = 0
    version: int = 0
    name: str = ""
    reason: CallReason = CallReason.THANK
    made_on: date = date.min
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """One donor of a call list.

    Attributes:
        outcome: What came of the last call; None before the first.
        on_day, by: When and by whom that was.
    """

    id: int = 0
    version: int = 0
    list_id: int = 0
    donor_id: int = 0
    outcome: CallOutcome | None = None
    on_day: date | None = None
    by: str = ""

    @property
    def waits(self) -> bool:
        """Whether the donor is still to be called."""
        return self.outcome in {None, CallOutcome.ABSENT}


def call_order(line: CallLine) -> tuple[int, int]:
    """Put those never called first, as they were listed; then the absent, the longest ago first."""
    return (line.on_day.toordinal() if line.on_day else 0, line.id)


def reason_words() -> dict[CallReason, str]:
    """Name what donors are called for."""
    return {
        CallReason.THANK: _("To thank"),
        CallReason.REMIND: _("To remind"),
        CallReason.RENEW: _("To renew"),
    }


def outcome_words() -> dict[CallOutcome, str]:
    """Name what came of a call."""
    return {
        CallOutcome.REACHED: _("Reached"),
        CallOutcome.ABSENT: _("Absent"),
        CallOutcome.WRONG: _("Wrong number"),
        CallOutcome.REFUSES: _("Wants no calls"),
    }


def made_words(donors: int, opposed: int, unreachable: int) -> str:
    """Say how many are on a list just made, and how many were left out and why."""
    told = ngettext("{count} donor to call.", "{count} donors to call.", donors)
    parts = [told.format(count=donors)]
    if opposed:
        left = ngettext("Left out: {count} opposed.", "Left out: {count} opposed.", opposed)
        parts.append(left.format(count=opposed))
    if unreachable:
        message = _("Without a number, deceased or archived: {count}.")
        parts.append(message.format(count=unreachable))
    return " ".join(parts)
