# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tax receipts behind their covers, in the order they are put into envelopes."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.kernel.command import Query, handles
from app.usecases.context import Context
from app.usecases.documents import one_file


@dataclass(frozen=True, slots=True)
class CoveredReceipts(Query[bytes]):
    """Give receipts as one file, the cover of each donor before the donor's first receipt.

    Attributes:
        run_id: The covers, made for these receipts.
        numbers: The receipts, in their order.
        even: Whether each page begins on a sheet of its own when both sides are printed.
    """

    run_id: int
    numbers: tuple[str, ...]
    even: bool = False


@handles(CoveredReceipts)
def covered_receipts(query: CoveredReceipts, ctx: Context) -> bytes:
    """Return one PDF of the archived pages."""
    return one_file(list(_names(query, ctx)), ctx, even=query.even)


def _names(query: CoveredReceipts, ctx: Context) -> Iterator[str]:
    covers = {one.donor_id: one.document_sha256 for one in ctx.uow.letters.of_run(query.run_id)}
    for receipt in ctx.uow.receipts.many(query.numbers):
        if cover := covers.pop(receipt.donor_id, None):
            yield cover
        yield receipt.document_sha256
