# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What two records oppose, when they become one and when they are two again."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.domain.consents import (
    Channel,
    Consent,
    Purpose,
    Standing,
    lost_oppositions,
    opposes,
)
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.ports.duplicates import Unmerged

_WRITTEN = "consent.created"


def keep_oppositions(ctx: Context, kept_id: int, gone_id: int) -> None:
    """Say again, before a merge, each opposition that the other record would outweigh.

    It is written on the record that opposes, so that undoing the merge gives it back to its own.
    """
    said = {one: ctx.uow.details.of_donor(one).consents for one in (kept_id, gone_id)}
    for mine, its in ((kept_id, gone_id), (gone_id, kept_id)):
        for purpose, channel in lost_oppositions(said[mine], said[its]):
            ctx.uow.details.add(
                Consent(
                    donor_id=mine,
                    purpose=purpose,
                    channel=channel,
                    standing=Standing.OPPOSED,
                    on_day=ctx.clock.today(),
                    source=_("Two records made one: the opposition holds"),
                    by=ctx.actor.name,
                )
            )


def share_oppositions(ctx: Context, undone: Unmerged) -> None:
    """Give the record restored what was opposed since the merge: nobody knows for whom it was."""
    restored = undone.restored.id
    for one in _opposed_since(ctx, undone):
        if not opposes(ctx.uow.details.of_donor(restored).consents, one.purpose, one.channel):
            ctx.uow.details.add(replace(one, donor_id=restored))


def _opposed_since(ctx: Context, undone: Unmerged) -> Iterator[Consent]:
    """Yield the oppositions written on the record kept after the merge, as the trail has them."""
    merged = max(
        entry.id
        for entry in ctx.uow.audit.of("donors", undone.restored.id)
        if entry.action == "merged"
    )
    standing = {
        (one.purpose, one.channel, one.on_day)
        for one in ctx.uow.details.of_donor(undone.kept_id).consents
    }
    for record in (undone.kept_id, *ctx.uow.duplicates.absorbed(undone.kept_id)):
        for entry in ctx.uow.audit.of("donors", record):
            if entry.id > merged and entry.action == _WRITTEN and entry.values is not None:
                after = {name: both[1] for name, both in json.loads(entry.values).items()}
                one = _read(after)
                still = (one.purpose, one.channel, one.on_day) in standing
                if still and one.standing is Standing.OPPOSED:
                    yield one


def _read(told: dict[str, str]) -> Consent:
    return Consent(
        purpose=Purpose(told["purpose"]),
        channel=Channel(told["channel"]),
        standing=Standing(told["standing"]),
        on_day=date.fromisoformat(told["on_day"]),
        source=told.get("source", ""),
        proof_sha256=told.get("proof_sha256"),
        by=told.get("by", ""),
    )
