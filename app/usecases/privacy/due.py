# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose time has come: nobody heard of them for the term, or a legal term has passed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from app.domain.privacy import Term, months_after, rule_of
from app.domain.users import Permission
from app.kernel.command import Query, handles
from app.usecases.context import Context


class Why(StrEnum):
    """Why erasing somebody is proposed."""

    PROSPECT = "prospect"
    DONOR = "donor"
    REMAINS = "remains"


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody whose time has come.

    Attributes:
        last_on: The last contact, or the day the sheet came on file; None for what remains.
        cents: Given in all.
        article: The rule it follows from.
    """

    donor_id: int
    number: int
    name: str
    why: Why
    last_on: date | None
    cents: int
    article: str


@dataclass(frozen=True, slots=True)
class DueForErasure(Query[Sequence[Due]]):
    """Tell whose time has come: prospects and donors not heard of, then ends of legal terms."""

    permission: ClassVar[str] = Permission.PRIVACY


@handles(DueForErasure)
def due_for_erasure(_query: DueForErasure, ctx: Context) -> Sequence[Due]:
    """Return them, by number; what remains of persons erased comes last."""
    return list(_due(ctx))


def due_ids(ctx: Context) -> set[int]:
    """Return whose time has come, by id."""
    return {one.donor_id for one in _due(ctx)}


def _due(ctx: Context) -> Iterator[Due]:
    today = ctx.clock.today()
    rules = {why: rule_of(Term(why), today) for why in (Why.PROSPECT, Why.DONOR)}
    limits = {why: months_after(today, -rule.months) for why, rule in rules.items()}
    for contact in ctx.uow.privacy.quiet(max(limits.values())):
        why = Why.PROSPECT if contact.gave_on is None else Why.DONOR
        if contact.last_on < limits[why]:
            donor = contact.donor
            yield Due(
                donor_id=donor.id,
                number=donor.number,
                name=donor.display_name,
                why=why,
                last_on=contact.last_on,
                cents=contact.cents,
                article=rules[why].article,
            )
    article = rule_of(Term.ACCOUNTS, today).article
    for donor in ctx.uow.privacy.ended(today):
        yield Due(donor.id, donor.number, donor.display_name, Why.REMAINS, None, 0, article)
