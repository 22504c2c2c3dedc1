# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole file looked through for donors that may be one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.duplicates import POSSIBLE, Comparison
from app.domain.duplicates.scan import scan
from app.kernel.command import Query, handles
from app.kernel.i18n import _
from app.usecases.context import Context


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two donors that may be one; ``one_id`` came on file first."""

    one_id: int
    other_id: int
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class ScanDuplicates(Query[Sequence[Proposal]]):
    """Tell which donors may be one, the surest first; those said to be two are left out.

    Attributes:
        min_score: From how many points on; no less than what makes a pair possible.
        sure: Whether only sure pairs are told.
    """

    min_score: float = POSSIBLE
    sure: bool = False


def percents(ctx: Context) -> Callable[[int, int], None]:
    """Return what a scan is to tell its progress to: each whole percent is passed on once."""
    last = -1

    def told(done: int, total: int) -> None:
        nonlocal last
        percent = done * 100 // total if total else 100
        if percent != last:
            last = percent
            ctx.progress.step(percent, 100, _("comparisons"))

    return told


@handles(ScanDuplicates)
def scan_duplicates(query: ScanDuplicates, ctx: Context) -> Sequence[Proposal]:
    """Compare everybody who shares something; progress is told, and may stop it."""
    cards = list(ctx.uow.duplicates.cards())
    apart = ctx.uow.duplicates.apart()
    found = [
        Proposal(pair.one, pair.other, pair.comparison)
        for pair in scan(cards, percents(ctx))
        if pair.comparison.score >= query.min_score
        and (pair.comparison.sure or not query.sure)
        and (pair.one, pair.other) not in apart
    ]
    return sorted(
        found,
        key=lambda one: (not one.comparison.sure, -one.comparison.score, one.one_id, one.other_id),
    )
