# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts shown before they exist: without number, marked on every sheet."""

from dataclasses import dataclass, replace

from app.domain.receipts import Scope
from app.kernel.command import Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.context import Context
from app.usecases.receipts.forms import scheme_in_force
from app.usecases.receipts.making import Press, gather
from app.usecases.receipts.preview import PreviewReceipts


@dataclass(frozen=True, slots=True)
class Specimen(Query[bytes]):
    """Show the receipts one donor would be issued, as one PDF."""

    year: int
    donor_id: int
    scope: Scope = Scope.ANNUAL


@handles(Specimen)
def specimen(query: Specimen, ctx: Context) -> bytes:
    """Return the PDF.

    Raises:
        Refused: When the donor would be issued none, or the association may not issue any.
    """
    today = ctx.clock.today()
    gathered = gather(PreviewReceipts(query.year, query.scope, (query.donor_id,)), ctx.uow)
    scheme = scheme_in_force(ctx.tools, gathered.organisation, today)
    refuse_errors(scheme.obstacles(gathered.organisation, today))
    numbered = gathered.snapshots(ctx.tools, today)
    if not numbered:
        message = _("There is no receipt to show: this donor would be issued none for {year}.")
        raise Refused("receipts.nothing", message.format(year=query.year))
    press = Press(ctx.tools, today)
    press.take_pictures(gathered.organisation, ctx.uow)
    return press.specimen([replace(one.snapshot, number="") for one in numbered])
