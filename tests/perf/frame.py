# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame of ``make bench``: a job and its baselines, run in turn, told as ratios.

Absolute times drift on a shared machine; the ratio of two jobs run one after the other does not.
Each round runs every contender once; the ratio is the median of the rounds' ratios.
"""

import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a job is compared with.

    Attributes:
        name: The naive way, a peer's, or the bare limit of the machine.
        goal: The ratio to reach.
        slower: True when the baseline should be slower, so its time over the job's must be at
            least ``goal``; False for a limit, where the job's over its must be at most ``goal``.
        percentile: None compares round by round; 95 compares the slow ends of both.
        times: How many times as long the baseline would take on the whole job, where only a
            sample of it was run: the way itself makes the rest a matter of counting.
    """

    name: str
    goal: float
    slower: bool
    percentile: int | None = None
    times: float = 1


Contenders = Mapping[str, Work]
"""``job``, and each baseline's name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table.

    Attributes:
        prepare: Sets the scene in a folder; the contenders live inside the context.
        rounds: How often each contender runs.
    """

    name: str
    job: str
    baselines: Sequence[Baseline]
    prepare: Callable[[Path], AbstractContextManager[Contenders]]
    rounds: int = 7


@dataclass(frozen=True, slots=True)
class Result:
    """What a row measured against one baseline; times in milliseconds, memory in MiB."""

    row: str
    job: str
    baseline: str
    job_ms: float
    baseline_ms: float
    ratio: float
    goal: float
    slower: bool
    peak_mib: float

    @property
    def reached(self) -> bool:
        """Tell whether the goal is met."""
        return self.ratio >= self.goal if self.slower else self.ratio <= self.goal

    def as_json(self) -> dict[str, object]:
        """Return the result for a machine to read."""
        return {**asdict(self), "reached": self.reached}


def measure(row: Row, folder: Path, clock: Callable[[], float] = time.perf_counter) -> list[Result]:
    """Run a row and return its results, one for each baseline."""
    with row.prepare(folder) as contenders:
        times: dict[str, list[float]] = {name: [] for name in contenders}
        for work in contenders.values():
            work()
        for _round in range(row.rounds):
            for name, work in contenders.items():
                begun = clock()
                work()
                times[name].append(clock() - begun)
    peak = peak_mib()
    return [_compare(row, baseline, times, peak) for baseline in row.baselines]


def _compare(row: Row, baseline: Baseline, times: Mapping[str, list[float]], peak: float) -> Result:
    jobs, others = times["job"], [one * baseline.times for one in times[baseline.name]]
    if baseline.percentile is None:
        job, other = statistics.median(jobs), statistics.median(others)
        pairs = list(zip(jobs, others, strict=True))
    else:
        job, other = (_percentile(some, baseline.percentile) for some in (jobs, others))
        pairs = [(job, other)]
    ratios = [theirs / ours if baseline.slower else ours / theirs for ours, theirs in pairs]
    end = "" if baseline.percentile is None else f", p{baseline.percentile}"
    return Result(
        row=row.name,
        job=row.job,
        baseline=baseline.name + end,
        job_ms=1000 * job,
        baseline_ms=1000 * other,
        ratio=statistics.median(ratios),
        goal=baseline.goal,
        slower=baseline.slower,
        peak_mib=peak,
    )


def _percentile(times: Sequence[float], percent: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


def peak_mib() -> float:
    """Return the most memory this process held, in MiB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


HEADERS = ("row", "against", "job", "baseline", "ratio", "goal", "peak", "")


def table(results: Sequence[Result]) -> str:
    """Return the results as a table to read."""
    rows = [HEADERS, *(_cells(result) for result in results)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADERS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _cells(result: Result) -> tuple[str, ...]:
    sign = "≥" if result.slower else "≤"
    return (
        result.row,
        result.baseline,
        f"{result.job_ms:.2f} ms",
        f"{result.baseline_ms:.2f} ms",
        f"{result.ratio:.2f}",
        f"{sign} {result.goal:g}",
        f"{result.peak_mib:.0f} MiB",
        "reached" if result.reached else "missed",
    )
