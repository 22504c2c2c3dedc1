# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches found: by number, in lists, and the drafts left open."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.batches import BatchState, GiftBatch
from app.kernel.command import Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.ports.batches import BatchFilter
from app.usecases.ports.desk import BatchLine, GiftLine


@dataclass(frozen=True, slots=True)
class BatchByNumber(Query[GiftBatch]):
    """Tell the batch written ``2026-014``."""

    number: str


@handles(BatchByNumber)
def batch_by_number(query: BatchByNumber, ctx: Context) -> GiftBatch:
    """Return the batch.

    Raises:
        Refused: When there is none.
    """
    batch = ctx.uow.batches.by_number(query.number)
    if batch is None:
        message = _("There is no batch {number}: see the list of batches.")
        raise Refused("batch.unknown", message.format(number=query.number), "batch")
    return batch


@dataclass(frozen=True, slots=True)
class BatchIds(Query["array[int]"]):
    """Tell the ids of the batches wanted, the latest first."""

    wanted: BatchFilter = field(default_factory=BatchFilter)


@handles(BatchIds)
def batch_ids(query: BatchIds, ctx: Context) -> "array[int]":
    """Return every id of the list."""
    return ctx.uow.batches.ids(query.wanted)


@dataclass(frozen=True, slots=True)
class BatchLines(Query[Sequence[BatchLine]]):
    """Tell the rows of these batches, in the order asked."""

    ids: tuple[int, ...]


@handles(BatchLines)
def batch_lines(query: BatchLines, ctx: Context) -> Sequence[BatchLine]:
    """Return the rows."""
    return ctx.uow.batches.lines(query.ids)


@dataclass(frozen=True, slots=True)
class ListBatches(Query[Sequence[BatchLine]]):
    """Tell batches, the latest first.

    Attributes:
        limit: So many at most, or None for all.
    """

    wanted: BatchFilter = field(default_factory=BatchFilter)
    limit: int | None = None


@handles(ListBatches)
def list_batches(query: ListBatches, ctx: Context) -> Sequence[BatchLine]:
    """Return their rows."""
    ids = ctx.uow.batches.ids(query.wanted)
    return ctx.uow.batches.lines(ids[: query.limit])


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of batches can be narrowed to."""

    years: Sequence[int]
    owners: Sequence[str]


@dataclass(frozen=True, slots=True)
class BatchFilters(Query[Filters]):
    """Tell the years and the persons that have batches."""


@handles(BatchFilters)
def batch_filters(_query: BatchFilters, ctx: Context) -> Filters:
    """Return them, the latest year first."""
    return Filters(ctx.uow.batches.years(), ctx.uow.batches.owners())


@dataclass(frozen=True, slots=True)
class Resumable:
    """A draft to go on with.

    Attributes:
        last: The line keyed last, or None.
        partial: The half-typed line, as the screen kept it.
    """

    batch: BatchLine
    last: GiftLine | None
    partial: str


@dataclass(frozen=True, slots=True)
class ToResume(Query[Sequence[Resumable]]):
    """Tell the drafts left open, the latest first."""


@handles(ToResume)
def to_resume(_query: ToResume, ctx: Context) -> Sequence[Resumable]:
    """Return each draft with its last line, whole and half-typed."""
    drafts = ctx.uow.batches.ids(BatchFilter(state=BatchState.DRAFT))
    return [
        Resumable(
            batch=draft,
            last=next(iter(ctx.uow.gifts.batch_lines(draft.id, 1)), None),
            partial=ctx.uow.batches.get(draft.id).partial,
        )
        for draft in ctx.uow.batches.lines(drafts)
    ]
