# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A treasurer who closes a year and opens it again without end.

Run as ``python -m tests.support.closer DOSSIER``; each act is told once the office confirmed it,
and the tests cut the power under it.
"""

import sys
from datetime import date

from app.kernel.clock import FixedClock
from app.usecases.accounting import CloseYear, ReopenYear
from app.usecases.office import Office
from app.wiring import ShippedDoors

LAST = date(2025, 12, 31)


def work(office: Office) -> None:
    """Close the year, open it, and say so each time."""
    while True:
        office.do(CloseYear(last_on=LAST))
        print("closed", flush=True)
        office.do(ReopenYear(LAST, "a cheque was forgotten"))
        print("open", flush=True)


if __name__ == "__main__":
    opened = ShippedDoors().open(sys.argv[1], clock=FixedClock(date(2026, 1, 6)))
    print("ready", flush=True)
    work(opened)
