# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dossier before and after an import by year, payment method and fund, to the cent."""

from collections import Counter
from collections.abc import Callable

from app.domain.gifts import means_words
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.imports.report import Axis, ImportReport, ShareLine
from app.usecases.ports.imports import ShareKey, Shares


def tell_shares(report: ImportReport, before: Shares, added: Shares, ctx: Context) -> None:
    """Compare the dossier with what the rows should have made of it, and tell both.

    Args:
        report: Where it is told.
        before: What the dossier held.
        added: What the rows brought.
        ctx: The transaction.

    Raises:
        Refused: When they differ: nothing of the import is then kept.
    """
    after = ctx.uow.imports.shares()
    none = (0, 0)
    for key in before.keys() | after.keys() | added.keys():
        (had, had_cents), (more, more_cents) = before.get(key, none), added.get(key, none)
        if after.get(key, none) != (had + more, had_cents + more_cents):
            message = _(
                "The sums of the import do not meet: nothing was written. Report this fault."
            )
            raise Refused("import.sums", message)
    funds = {fund.id: fund.name for fund in ctx.uow.funds.all()}
    means = means_words()
    report.shares = [
        *_by(Axis.YEAR, before, after, lambda key: str(key[0])),
        *_by(Axis.MEANS, before, after, lambda key: means[key[1]]),
        *_by(Axis.FUND, before, after, lambda key: funds[key[2]]),
    ]


def _by(
    axis: Axis, before: Shares, after: Shares, name_of: Callable[[ShareKey], str]
) -> list[ShareLine]:
    had, has = _summed(before, name_of), _summed(after, name_of)
    names = sorted(had[0].keys() | has[0].keys())
    return [
        ShareLine(axis, name, had[0][name], had[1][name], has[0][name], has[1][name])
        for name in names
    ]


def _summed(
    shares: Shares, name_of: Callable[[ShareKey], str]
) -> tuple[Counter[str], Counter[str]]:
    gifts: Counter[str] = Counter()
    cents: Counter[str] = Counter()
    for key, (count, amount) in shares.items():
        gifts[name_of(key)] += count
        cents[name_of(key)] += amount
    return gifts, cents
