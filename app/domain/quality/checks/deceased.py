# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors who died and whose sheet still waits for mail.

A gift of the year of death is receipted in the year after: before that, nothing is said.
"""

from collections.abc import Iterator
from datetime import date

from app.domain.donors import ReceiptWish
from app.domain.quality.facts import Facts
from app.domain.quality.findings import Check, Finding
from app.kernel.formats import format_day
from app.kernel.i18n import N_, _


class _Left:
    def __init__(self, today: date) -> None:
        self._done_before = date(today.year - 1, 1, 1)

    def see(self, one: Facts) -> Finding | None:
        """Look at whoever died long enough ago."""
        day = one.deceased_on
        if day is None or day >= self._done_before or one.receipt_wish == ReceiptWish.NONE:
            return None
        if one.last_on is not None and one.last_on >= self._done_before:
            return None
        told = _("died on {day}, still to be sent receipts").format(day=format_day(day))
        return Finding(CHECK.id, one, told, day.isoformat())

    def end(self) -> Iterator[Finding]:
        """Return nothing: each donor was told alone."""
        return iter(())


CHECK = Check(
    "deceased",
    N_("Deceased, and still to be written to"),
    N_("Open the sheet: archive it, or say that no receipt is wanted."),
    _Left,
)
