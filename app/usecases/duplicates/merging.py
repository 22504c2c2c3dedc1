# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two donors side by side, made one, told apart, and two again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.donors import Donor, check_donor, refuse_erased
from app.domain.duplicates import Comparison, card_of, compare
from app.domain.duplicates.merging import Part, contested, merged, refuse_unlike
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Conflict
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.context import Context
from app.usecases.duplicates.oppositions import keep_oppositions, share_oppositions
from app.usecases.duplicates.ways import drop_main_ways, keep_ways
from app.usecases.ports.duplicates import Merge, SameYear, Unmerged
from app.usecases.ports.people import DonorLine


@dataclass(frozen=True, slots=True)
class PairView:
    """Two donors side by side.

    Attributes:
        kept, gone: The record that would be kept, and the one that would be put away.
        contested: What is to be chosen: both say something, and not the same.
        same_years: Years for which both have a receipt that stands; both numbers stay.
    """

    kept: Donor
    gone: Donor
    kept_line: DonorLine
    gone_line: DonorLine
    comparison: Comparison
    contested: tuple[Part, ...]
    same_years: Sequence[SameYear]


@dataclass(frozen=True, slots=True)
class ShowPair(Query[PairView]):
    """Tell all there is to choose between two donors."""

    kept_id: int
    gone_id: int


@handles(ShowPair)
def show_pair(query: ShowPair, ctx: Context) -> PairView:
    """Return the two, and what they contest.

    Raises:
        Refused: When one is no longer on file.
    """
    kept, gone = (ctx.uow.donors.get(one) for one in (query.kept_id, query.gone_id))
    lines = {line.id: line for line in ctx.uow.donors.lines([kept.id, gone.id])}
    return PairView(
        kept=kept,
        gone=gone,
        kept_line=lines[kept.id],
        gone_line=lines[gone.id],
        comparison=compare(card_of(kept), card_of(gone)),
        contested=contested(kept, gone),
        same_years=ctx.uow.duplicates.same_years(kept.id, gone.id),
    )


@dataclass(frozen=True, slots=True)
class MergeDonors(Command[Merge]):
    """Make one record of two, from the versions that were read; see ``merged`` for the rules.

    Attributes:
        take: The parts taken from the record put away.
    """

    permission: ClassVar[str] = Permission.DONORS_EDIT
    kept: Donor
    gone: Donor
    take: frozenset[Part] = frozenset()


@handles(MergeDonors)
def merge_donors(cmd: MergeDonors, ctx: Context) -> Merge:
    """Move everything to the record kept, and put the other away.

    Raises:
        Refused: When the two cannot be one donor.
        Conflict: When one was changed since it was read.
    """
    refuse_unlike(cmd.kept, cmd.gone)
    for read in (cmd.kept, cmd.gone):
        refuse_erased(read)
        if ctx.uow.donors.get(read.id).version != read.version:
            message = _(
                "{donor} was changed meanwhile: nothing was merged. Look at the pair again."
            )
            raise Conflict("duplicates.stale", message.format(donor=read.display_name))
    after = merged(cmd.kept, cmd.gone, cmd.take)
    refuse_errors(check_donor(after))
    for before in (cmd.kept, cmd.gone):
        keep_ways(ctx, before, after)
    keep_oppositions(ctx, cmd.kept.id, cmd.gone.id)
    return ctx.uow.duplicates.merge(cmd.kept, cmd.gone, after)


@dataclass(frozen=True, slots=True)
class UnmergeDonors(Command[Unmerged]):
    """Make two records of one again, whenever the merge was."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    merge_id: int


@handles(UnmergeDonors)
def unmerge_donors(cmd: UnmergeDonors, ctx: Context) -> Unmerged:
    """Give back to the record put away all that was its own, and what came since by its number."""
    undone = ctx.uow.duplicates.undo(cmd.merge_id)
    for donor_id in (undone.restored.id, undone.kept_id):
        drop_main_ways(ctx, ctx.uow.donors.get(donor_id))
    share_oppositions(ctx, undone)
    return undone


@dataclass(frozen=True, slots=True)
class ListMerges(Query[Sequence[Merge]]):
    """Tell every merge, the latest first, those undone too."""


@handles(ListMerges)
def list_merges(_query: ListMerges, ctx: Context) -> Sequence[Merge]:
    """Return the merges."""
    return ctx.uow.duplicates.merges()


@dataclass(frozen=True, slots=True)
class KeepApart(Command[None]):
    """Remember that two donors are two, so that they are never proposed again."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    one_id: int
    other_id: int


@handles(KeepApart)
def keep_apart(cmd: KeepApart, ctx: Context) -> None:
    """Write it once."""
    ends = (min(cmd.one_id, cmd.other_id), max(cmd.one_id, cmd.other_id))
    one, other = (ctx.uow.donors.get(end) for end in ends)
    refuse_unlike(one, replace(other, kind=one.kind))
    if ends not in ctx.uow.duplicates.apart():
        ctx.uow.duplicates.keep_apart(one, other)


@dataclass(frozen=True, slots=True)
class LetMeet(Command[None]):
    """Forget that two donors were said to be two."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    one_id: int
    other_id: int


@handles(LetMeet)
def let_meet(cmd: LetMeet, ctx: Context) -> None:
    """Forget it, if it was said."""
    ends = (min(cmd.one_id, cmd.other_id), max(cmd.one_id, cmd.other_id))
    if ends in ctx.uow.duplicates.apart():
        one, other = (ctx.uow.donors.get(end) for end in ends)
        ctx.uow.duplicates.let_meet(one, other)
