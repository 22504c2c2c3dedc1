# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that together may leave nobody to post a batch: told before they do."""

from dataclasses import dataclass

from app.domain.batches import BatchRules
from app.domain.users import Permission
from app.kernel.command import Query, handles
from app.kernel.i18n import _
from app.usecases.context import Context

_ENOUGH = 3
"""Who keyed, who keyed again, who posts."""


@dataclass(frozen=True, slots=True)
class WarnOfRules(Query[str]):
    """Tell what some rules together may lead to, in a sentence; empty when nothing."""

    rules: BatchRules


@handles(WarnOfRules)
def warn_of_rules(query: WarnOfRules, ctx: Context) -> str:
    """Warn when one keys, another keys again, and there is no third to post."""
    rules = query.rules
    if not (rules.two_persons and rules.double_keying) or len(_able(ctx)) >= _ENOUGH:
        return ""
    return _(
        "Two users may post: where one keys a batch and the other keys its amounts again, nobody "
        "is left to post it. Let the same person key both times, or add a user."
    )


@dataclass(frozen=True, slots=True)
class WarnOfKeyingAgain(Query[str]):
    """Tell, before the actor keys amounts again, that nobody would be left to post the batch."""

    batch_id: int


@handles(WarnOfKeyingAgain)
def warn_of_keying_again(query: WarnOfKeyingAgain, ctx: Context) -> str:
    """Return the sentence; empty when somebody is left, or the actor keyed lines anyway."""
    if not ctx.uow.batch_rules.get().two_persons:
        return ""
    keyers = {gift.keyed_by for gift in ctx.uow.gifts.of_batch(query.batch_id)}
    readers = {one.keyed_by for one in ctx.uow.readings.of_batch(query.batch_id).values()}
    left = _able(ctx) - keyers - readers
    if left != {ctx.actor.name}:
        return ""
    message = _(
        "{user} is the only one left who may post this batch: who keys the amounts again does "
        "not. Let {others} do it."
    )
    return message.format(user=ctx.actor.name, others=", ".join(sorted(keyers)))


def _able(ctx: Context) -> set[str]:
    """Return the names of those who may post."""
    return {
        user.name
        for user in ctx.uow.users.all()
        if user.active and user.may(Permission.BATCHES_POST)
    }
