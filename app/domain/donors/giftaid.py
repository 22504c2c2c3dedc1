# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gift Aid: what a donor of the United Kingdom declared, and which gifts it covers.

A declaration may cover one gift, those of the four years before it and those to come; the donor
cancels it when he will (GOV.UK, Gift Aid declarations). The limits are dated data of
``resources/data/gb_gift_aid.json``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from app.kernel.assets import asset_path
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.problem import Problem


class AidWay(StrEnum):
    """How a declaration was made."""

    WRITTEN = "written"
    ONLINE = "online"
    ORAL = "oral"


def aid_way_words() -> Mapping[AidWay, str]:
    """Name the ways."""
    return {
        AidWay.WRITTEN: _("In writing"),
        AidWay.ONLINE: _("Online"),
        AidWay.ORAL: _("Orally, with a written record sent"),
    }


@cache
def aid_limits() -> Mapping[str, Any]:
    """Return the limits of HMRC."""
    path = asset_path("data", "gb_gift_aid.json")
    limits: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))["limits"]
    return limits


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftAid:
    """One declaration.

    Attributes:
        said_on: The day it was made.
        from_on: The first day whose gifts it covers.
        until_on: The last; None while it covers what is to come.
        cancelled_on: The day the donor took it back; gifts from that day on are not covered.
    """

    id: int = 0
    version: int = 0
    donor_id: int = 0
    said_on: date = date.min
    from_on: date = date.min
    until_on: date | None = None
    way: AidWay = AidWay.WRITTEN
    cancelled_on: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether a gift received on a day is covered.

        An oral declaration taken back within its days was never made.
        """
        if self.cancelled_on is not None:
            grace = timedelta(days=aid_limits()["oral_cancel_days"])
            undone = self.way is AidWay.ORAL and self.cancelled_on <= self.said_on + grace
            if undone or day >= self.cancelled_on:
                return False
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


def check_gift_aid(aid: GiftAid, today: date) -> list[Problem]:
    """Return what is wrong with a declaration, field by field."""
    if date.min in {aid.said_on, aid.from_on}:
        name = "said_on" if aid.said_on == date.min else "from_on"
        return [Problem(name, "donor.gift_aid_day", _("Type the day."))]
    problems = []
    if aid.said_on > today:
        message = _("A declaration is noted once it was made: this day is to come.")
        problems.append(Problem("said_on", "donor.gift_aid_future", message))
    years: int = aid_limits()["retroactive_years"]
    if (aid.said_on.year - years, aid.said_on.month, aid.said_on.day) > (
        aid.from_on.year,
        aid.from_on.month,
        aid.from_on.day,
    ):
        message = _("A declaration covers the gifts of the {years} years before it at most.")
        problems.append(Problem("from_on", "donor.gift_aid_past", message.format(years=years)))
    if aid.until_on is not None and aid.until_on < aid.from_on:
        message = _("The last day comes before the first: correct one of them.")
        problems.append(Problem("until_on", "donor.gift_aid_days", message))
    if aid.cancelled_on is not None and aid.cancelled_on < aid.said_on:
        message = _("A declaration is cancelled after it was made: correct one of the days.")
        problems.append(Problem("cancelled_on", "donor.gift_aid_cancelled", message))
    return problems


def aid_words(aid: GiftAid) -> tuple[str, str]:
    """Return which gifts it covers, and how and when it was made or taken back."""
    if aid.until_on is None:
        covered = _("gifts from {first} on").format(first=format_day(aid.from_on))
    else:
        covered = _("gifts from {first} to {last}").format(
            first=format_day(aid.from_on), last=format_day(aid.until_on)
        )
    way, day = aid_way_words()[aid.way], format_day(aid.said_on)
    if aid.cancelled_on is not None:
        return covered, _("cancelled on {day}").format(day=format_day(aid.cancelled_on))
    return covered, f"{way}, {day}"
