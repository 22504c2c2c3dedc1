# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The trail, and the proof that nobody rewrote it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.audit import GENESIS, AuditEntry, chain_of, digest_of
from app.kernel.command import Query, handles
from app.kernel.i18n import _
from app.usecases.context import Context


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found.

    Attributes:
        checked: How many things were looked at.
        problems: One sentence for each thing that is wrong; empty when all is well.
    """

    checked: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class VerifyAudit(Query[Verdict]):
    """Recompute the whole chain of the trail."""


@handles(VerifyAudit)
def verify_audit(_query: VerifyAudit, ctx: Context) -> Verdict:
    """Walk the chain from its first link."""
    previous, checked, problems = GENESIS, 0, []
    for entry in ctx.uow.audit.stream():
        checked += 1
        if chain_of(previous, entry) != entry.chain:
            message = _("Entry {id} of the trail was altered or an entry before it is missing.")
            problems.append(message.format(id=entry.id))
        kept = entry.values is not None and entry.salt is not None
        if kept and digest_of(entry.salt or "", entry.values or "") != entry.digest:
            message = _("The values of entry {id} of the trail were altered.")
            problems.append(message.format(id=entry.id))
        previous = entry.chain
    return Verdict(checked, tuple(problems))


@dataclass(frozen=True, slots=True)
class LastActs(Query[Sequence[AuditEntry]]):
    """Tell what was done last."""

    limit: int = 20


@handles(LastActs)
def last_acts(query: LastActs, ctx: Context) -> Sequence[AuditEntry]:
    """Return the latest entries, newest first."""
    return ctx.uow.audit.last(query.limit)
