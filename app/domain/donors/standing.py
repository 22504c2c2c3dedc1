# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Standing gifts: what a donor gives each month, quarter or year by an order at the bank."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.gifts.means import Means
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.kernel.problem import Problem

STANDING_MEANS = (Means.TRANSFER, Means.DIRECT_DEBIT, Means.CARD)
"""What a standing gift is paid by: nobody writes a cheque by itself."""


class Pace(StrEnum):
    """How often it is given."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


_MONTHS = {Pace.MONTHLY: 1, Pace.QUARTERLY: 3, Pace.YEARLY: 12}


def pace_words() -> dict[Pace, str]:
    """Name how often it is given."""
    return {
        Pace.MONTHLY: _("Each month"),
        Pace.QUARTERLY: _("Each quarter"),
        Pace.YEARLY: _("Each year"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingGift:
    """An order at the bank that gives by itself.

    Attributes:
        first_on: The first day it is paid; its month sets which quarters or years follow.
        last_on: The last day it may be paid; None while nobody ends it.
        suspended: For a time nothing comes, and nothing is expected.
    """

    id: int = 0
    version: int = 0
    donor_id: int = 0
    cents: int = 0
    means: Means = Means.TRANSFER
    pace: Pace = Pace.MONTHLY
    first_on: date = date.min
    last_on: date | None = None
    suspended: bool = False

    def is_due(self, year: int, month: int) -> bool:
        """Tell whether it is paid in a month."""
        since = (year - self.first_on.year) * 12 + month - self.first_on.month
        ended = self.last_on is not None and (year, month) > (self.last_on.year, self.last_on.month)
        return not self.suspended and not ended and since >= 0 and since % _MONTHS[self.pace] == 0


def check_standing(standing: StandingGift) -> list[Problem]:
    """Return what is wrong with a standing gift, field by field."""
    problems = []
    if standing.cents <= 0:
        message = _("Type how much is given each time.")
        problems.append(Problem("cents", "donor.standing_amount", message))
    if standing.means not in STANDING_MEANS:
        message = _("A standing gift comes by transfer, direct debit or card.")
        problems.append(Problem("means", "donor.standing_means", message))
    if standing.first_on == date.min:
        message = _("Type the day it is paid for the first time.")
        problems.append(Problem("first_on", "donor.standing_first", message))
    elif standing.last_on is not None and standing.last_on < standing.first_on:
        message = _("The last day comes before the first: correct one of them.")
        problems.append(Problem("last_on", "donor.standing_days", message))
    return problems


def gift_words(standing: StandingGift) -> tuple[str, str]:
    """Return how much and how often, and since when or whether it rests."""
    told = f"{format_amount(standing.cents)}, {pace_words()[standing.pace].lower()}"
    if standing.suspended:
        return told, _("suspended")
    if standing.last_on is not None:
        return told, _("until {last}").format(last=format_day(standing.last_on))
    return told, _("from {first} on").format(first=format_day(standing.first_on))
