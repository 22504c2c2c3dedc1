# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Anywhere in an open list of 1 000 000 gifts, until its rows are painted."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.perf.frame import Baseline, Contenders, Row
from tests.perf.rows.table import ROWS, TUPLES, Lists


@contextmanager
def _prepare(_folder: Path) -> Iterator[Contenders]:
    lists = Lists()
    ours, naive = lists.ours(), lists.naive()
    chance = random.Random(2026)
    yield {
        "job": lambda: lists.jump(ours, chance.randrange(ROWS)),
        TUPLES: lambda: lists.jump(naive, chance.randrange(ROWS)),
    }
    lists.close()


ROW = Row(
    name="jump",
    job="a jump in a list of 1 000 000 gifts, until its rows are painted",
    baselines=(
        Baseline(TUPLES, 2, slower=False),
        Baseline(TUPLES, 2.5, slower=False, percentile=95),
    ),
    prepare=_prepare,
    rounds=100,
)
