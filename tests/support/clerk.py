# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clerk who keys and posts without end, telling each act once the office confirmed it.

Run as ``python -m tests.support.clerk DOSSIER``; the tests cut the power under it.
"""

import sys
from itertools import count

from app.usecases.batches import OpenBatch, PostBatch, SavePartialLine, ToResume
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office
from app.wiring import ShippedDoors

PILE = 5
"""Gifts in each batch; all of the same donor, each of ten euros."""


def work(office: Office) -> None:
    """Go on with the draft left open, then open, key and post batches for ever."""
    for draft in office.ask(ToResume()):
        _key(office, draft.batch.id, draft.batch.count)
    while True:
        batch = office.do(OpenBatch(expected_count=PILE, expected_total_cents=PILE * 10_00))
        _tell("opened", batch.number)
        _key(office, batch.id, 0)


def _key(office: Office, batch_id: int, already: int) -> None:
    for line in count(already + 1):
        if line > PILE:
            break
        office.do(SavePartialLine(batch_id, f"line {line}"))
        gift = office.do(AddGift(batch_id, GiftDraft(donor_id=1, cents=10_00)))
        _tell("keyed", gift.id)
    posted = office.do(PostBatch(batch_id))
    _tell("posted", posted.batch.number, posted.deposits[0].number)


def _tell(*words: object) -> None:
    print(*words, flush=True)


if __name__ == "__main__":
    work(ShippedDoors().open(sys.argv[1]))
