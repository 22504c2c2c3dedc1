# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows that would make a donor who may be on file already, told before anything is written."""

from collections.abc import Collection, Mapping

from app.domain.donors import number_text
from app.domain.duplicates import likeness_words
from app.domain.duplicates.arrivals import arrivals
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.duplicates.scanning import percents
from app.usecases.imports.report import ImportReport, LikelyDouble
from app.usecases.ports.people import DonorLine


def tell_likely(
    report: ImportReport, rows: Mapping[int, int], apart: Collection[int], ctx: Context
) -> None:
    """List the donors made of these rows who look like somebody, the surest first.

    They are compared as on the desk of duplicates, with those on file and with one another.

    Args:
        report: Where they are listed.
        rows: The row each donor was made of, by the id it has until all is undone.
        apart: Rows whose donor was decided to be somebody new.
        ctx: The transaction they were made in.
    """
    if not rows:
        return
    pairs = sorted(
        arrivals(list(ctx.uow.duplicates.cards()), rows.keys(), percents(ctx)),
        key=lambda pair: (not pair.comparison.sure, -pair.comparison.score, pair.other, pair.one),
    )
    ids = sorted({one for pair in pairs for one in (pair.one, pair.other)})
    lines = {line.id: line for line in ctx.uow.donors.lines(ids)}
    for pair in pairs:
        comes, other = sorted(
            (pair.one, pair.other), key=lambda one: rows.get(one, 0), reverse=True
        )
        if rows[comes] in apart:
            continue
        report.likely.append(
            LikelyDouble(
                row=rows[comes],
                name=lines[comes].name,
                other=_told(lines[other], rows.get(other)),
                whom=-rows[other] if other in rows else lines[other].number,
                score=pair.comparison.score,
                sure=pair.comparison.sure,
                reasons=tuple(likeness_words(reason) for reason in pair.comparison.reasons),
            )
        )


def _told(line: DonorLine, row: int | None) -> str:
    """Name who it may be: by the number on file, or by the row."""
    if row is None:
        return f"{line.name}, {number_text(line.number)}"
    return _("{name}, row {row}").format(name=line.name, row=row)
