# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A treasurer who posts, deposits, corrects, returns, refunds, takes back and cancels without end.

Run as ``python -m tests.support.teller DOSSIER``; each act is told once the office confirmed it,
and the tests cut the power under it.
"""

import random
import sys
from datetime import date

from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.deposits import CancelDeposit, MakeDeposits, OnHand
from app.usecases.gifts import (
    AddGift,
    CorrectGift,
    GiftDraft,
    RefundGift,
    ReturnCheque,
    ReverseBatch,
)
from app.usecases.office import Office
from app.usecases.receipts import IssueReceipts, PreviewReceipts
from app.wiring import ShippedDoors

YEAR = 2025
_DAY = date(YEAR, 4, 3)
_PILE = 4
_LEFT_AT_HOME = 0.5
"""How often a deposit is cancelled again."""


def work(office: Office, chance: random.Random) -> None:
    """Post four cheques, one of them kept; issue; take each back in its own way, then the rest."""
    while True:
        batch = office.do(OpenBatch(received_on=_DAY))
        gifts = [
            office.do(AddGift(batch.id, GiftDraft(donor_id=1 + place % 2, cents=10_00 + place)))
            for place in range(_PILE)
        ]
        office.do(PostBatch(batch.id, "no control here", (gifts[-1].id,)))
        _tell("posted", batch.number)
        if due := office.ask(PreviewReceipts(YEAR)).count:
            office.do(IssueReceipts(YEAR, due))
        acts: list[CorrectGift | ReturnCheque | RefundGift] = [
            CorrectGift(gift_id=gifts[0].id, reason="misread", cents=chance.randrange(1, 99_00)),
            ReturnCheque(gifts[1].id, "no funds", 12_50),
            RefundGift(gift_id=gifts[2].id, reason="asked for it", cents=5_00),
        ]
        chance.shuffle(acts)
        for act in acts:
            done = office.do(act)
            receipt = done.receipt.cancelled.number if done.receipt else "-"
            _tell("reversed", act.gift_id, done.reversal.id, receipt)
        waiting = tuple(line.id for line in office.ask(OnHand()))
        made = office.do(MakeDeposits(gift_ids=waiting, bank_account_id=1))
        for deposit in made:
            _tell("deposited", deposit.number)
        if chance.random() < _LEFT_AT_HOME:
            gone = office.do(CancelDeposit(made[0].id, "left at home"))
            _tell("cancelled", gone.number)
        whole = office.do(ReverseBatch(batch.id, "wrong pile", with_receipts=True))
        _tell("taken", batch.id, whole.whole.lines)


def _tell(*words: object) -> None:
    print(*words, flush=True)


if __name__ == "__main__":
    opened = ShippedDoors().open(sys.argv[1])
    _tell("ready")
    work(opened, random.Random())
