# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One of several people at work in the same dossier, each at a workstation of her own.

Run as ``python -m tests.support.colleague DOSSIER WORK TIMES``. It says ``ready``, waits for a
line so that all begin together, and says ``done`` with what it did.
"""

import sys
from collections.abc import Callable
from datetime import date

from app.domain.donors import Donor
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.usecases.batches import OpenBatch, PostBatch, TakeBatch
from app.usecases.donors import CreateDonor
from app.usecases.gifts import AddGift, EditGift, GetGift, GiftDraft
from app.usecases.office import Office
from app.usecases.receipts import IssueReceipts, PreviewReceipts
from app.wiring import ShippedDoors

PILE = 8
CENTS = 10_00


def key(office: Office, times: int) -> None:
    """Open, key and post batches, all for the same donor as the colleagues'."""
    for _batch in range(times):
        batch = office.do(OpenBatch(expected_count=PILE, expected_total_cents=PILE * CENTS))
        for _line in range(PILE):
            gift = office.do(AddGift(batch.id, GiftDraft(donor_id=1, cents=CENTS)))
        office.do(EditGift(office.ask(GetGift(gift.id))))
        office.do(PostBatch(batch.id))


def share(office: Office, times: int) -> None:
    """Key in the one batch that every colleague keys in too."""
    for _line in range(times):
        office.do(AddGift(1, GiftDraft(donor_id=1, cents=CENTS)))


def hold(office: Office, times: int) -> None:
    """Open so many batches, from the first on, and sit there until the end."""
    for batch_id in range(1, times + 1):
        office.do(TakeBatch(batch_id))
    print("held", flush=True)
    sys.stdin.readline()


def issue(office: Office, times: int) -> None:
    """Issue whatever is due, while a colleague does the same."""
    for _issue in range(times):
        due = office.ask(PreviewReceipts(2025)).count
        try:
            office.do(IssueReceipts(2025, due))
        except Refused as refused:
            print("refused", refused.code, flush=True)


def register(office: Office, times: int) -> None:
    """Put donors on file."""
    for place in range(times):
        office.do(CreateDonor(Donor(last_name=f"Essai {place}")))


WORK: dict[str, Callable[[Office, int], None]] = {
    "key": key,
    "share": share,
    "hold": hold,
    "issue": issue,
    "register": register,
}

if __name__ == "__main__":
    opened = ShippedDoors().open(sys.argv[1], clock=FixedClock(date(2026, 1, 6)))
    print("ready", flush=True)
    sys.stdin.readline()
    WORK[sys.argv[2]](opened, int(sys.argv[3]))
    opened.close()
    print("done", flush=True)
