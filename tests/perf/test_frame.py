# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame of the measures: medians of paired ratios, goals either way, every row loadable."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.perf.__main__ import ROWS, row_named
from tests.perf.frame import Baseline, Contenders, Row, measure, table


class _Ticker:
    """A clock that each contender moves by its own cost."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def spend(self, *costs: float) -> Contenders:
        turns = iter(costs)

        def work() -> None:
            self.now += next(turns)

        return {"work": work}


def test_a_ratio_is_the_median_of_the_rounds(tmp_path: Path) -> None:
    clock = _Ticker()

    @contextmanager
    def prepare(_folder: Path) -> Iterator[Contenders]:
        yield {
            "job": clock.spend(9, 1, 1, 2)["work"],
            "slow": clock.spend(9, 10, 90, 10)["work"],
            "limit": clock.spend(9, 1, 1, 1)["work"],
        }

    baselines = (Baseline("slow", 10, slower=True), Baseline("limit", 0.5, slower=False))
    row = Row("x", "a job", baselines, prepare, rounds=3)
    slow, limit = measure(row, tmp_path, clock)
    assert (slow.job_ms, slow.baseline_ms, slow.ratio) == (1000, 10_000, 10)
    assert slow.reached
    assert (limit.ratio, limit.reached) == (1, False)
    told = table([slow, limit])
    assert "≥ 10" in told
    assert "missed" in told.splitlines()[-1]


@pytest.mark.parametrize("name", ROWS)
def test_every_row_can_be_named(name: str) -> None:
    row = row_named(name)
    assert row.name == name
    assert row.baselines
