# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A long batch: its two thousandth line costs what its twentieth did."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.usecases.batches import OpenBatch, TotalsOf
from app.usecases.gifts import AddGift, GiftDraft, RemoveGift
from tests.perf.dossiers import large_dossier, open_copy
from tests.perf.frame import Baseline, Contenders, Row, Work

_LONG = 2_000
_SHORT = 20
_EACH = 20


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    office = open_copy(large_dossier(20_000, 20_000), folder)

    def batch_of(lines: int) -> Work:
        batch = office.do(OpenBatch())
        draft = GiftDraft(donor_id=1, cents=10_00)
        for _line in range(lines - 1):
            office.do(AddGift(batch.id, draft))

        def last() -> None:
            """Save the last line and see the totals, then take it back, again and again."""
            for _line in range(_EACH):
                gift = office.do(AddGift(batch.id, draft))
                assert office.ask(TotalsOf(batch.id)).count == lines
                office.do(RemoveGift(gift.id))

        return last

    yield {"job": batch_of(_LONG), "line 20": batch_of(_SHORT)}
    office.close()


ROW = Row(
    name="lines",
    job="line 2 000 of a batch saved, its totals told, and taken back, twenty times",
    baselines=(Baseline("line 20", 1.2, slower=False),),
    prepare=_prepare,
    rounds=15,
)
