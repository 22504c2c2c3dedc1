# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A treasurer who issues and cancels without end, telling each act once it was confirmed.

Run as ``python -m tests.support.issuer DOSSIER``; the tests cut the power under it.
"""

import sys

from app.usecases.office import Office
from app.usecases.receipts import (
    CancelReceipt,
    IssueReceipts,
    PreviewReceipts,
    ReceiptRegister,
)
from app.wiring import ShippedDoors

YEAR = 2025


def work(office: Office) -> None:
    """Issue what is due, cancel a few with and without replacement, again and again."""
    while True:
        due = office.ask(PreviewReceipts(YEAR)).count
        if due:
            office.do(IssueReceipts(YEAR, due))
        live = [one for one in office.ask(ReceiptRegister(YEAR)) if one.state == "issued"]
        for line in live:
            _tell("issued", line.number)
        for place, line in enumerate(live):
            office.do(CancelReceipt(line.number, "rehearsal", replace=place % 3 == 0))
            _tell("cancelled", line.number)


def _tell(*words: object) -> None:
    print(*words, flush=True)


if __name__ == "__main__":
    opened = ShippedDoors().open(sys.argv[1])
    _tell("ready")
    work(opened)
