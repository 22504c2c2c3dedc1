# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last acts that change what people see, and how each is taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from app.domain.audit import AuditEntry
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import N_, _, ngettext
from app.usecases.addresses import UndoReturn
from app.usecases.audit.putting_back import PutBack, why_not_back
from app.usecases.calls import DropCallList
from app.usecases.context import Context
from app.usecases.duplicates import UnmergeDonors
from app.usecases.imports.undoing import UndoImport
from app.usecases.ports import UnitOfWork

_READS = (2_000, 50_000)
"""Entries of the trail looked at: keying writes many between two acts that are told."""
_NAMED = 3
"""Donors of one act who are named; the others are counted."""

_WORDS = {
    "CreateDonor": N_("Donor put on file"),
    "EditDonor": N_("Sheet changed"),
    "ArchiveDonor": N_("In or out of the archive"),
    "Mend": N_("Mended on the quality page"),
    "MendAll": N_("Mended on the quality page"),
    "MergeDonors": N_("Donors merged"),
    "UnmergeDonors": N_("Merge undone"),
    "RecordReturn": N_("Letter returned"),
    "UndoReturn": N_("Returned letter taken back"),
    "LiftReturns": N_("Address said good after all"),
    "AddTags": N_("Tag put"),
    "TakeTag": N_("Tag taken off"),
    "MakeCallList": N_("Call list made"),
    "DropCallList": N_("Call list taken away"),
    "RunImport": N_("Import"),
    "UndoImport": N_("Import undone"),
    "PutBack": N_("Act taken back"),
    "JoinHousehold": N_("Household joined"),
    "LeaveHousehold": N_("Household left"),
    "MakeLetters": N_("Letters made"),
    "TakeBackLetters": N_("Letters taken back"),
    "MarkThanked": N_("Said to be thanked"),
    "PostBatch": N_("Batch posted"),
    "ReverseBatch": N_("Batch reversed"),
    "CorrectGift": N_("Gift corrected"),
    "ReturnCheque": N_("Cheque unpaid"),
    "RefundGift": N_("Gift refunded"),
    "MakeDeposits": N_("Deposit made"),
    "CancelDeposit": N_("Deposit cancelled"),
    "IssueReceipts": N_("Receipts issued"),
    "CancelReceipt": N_("Receipt cancelled"),
    "ErasePerson": N_("Person erased"),
}
"""The acts that are told; those of keying and of settings are in the trail alone."""

_FINAL = frozenset(
    {"PostBatch", "ReverseBatch", "CorrectGift", "ReturnCheque", "RefundGift", "MakeDeposits"}
) | {"CancelDeposit", "IssueReceipts", "CancelReceipt", "ErasePerson"}
"""What is never undone: a contrary act, with its reason, is added on its own page."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing somebody did.

    Attributes:
        first, last: The entries of the trail that it wrote; ``first`` names it.
        what, about: In words: what was done, and to whom or to what.
        donor_id: The donor it is about, or 0.
        undo: What takes it back, or None.
        why_not: Why it cannot be taken back; empty when it can.
    """

    first: int
    last: int
    at: datetime
    by: str
    command: str
    what: str
    about: str = ""
    donor_id: int = 0
    undo: Command[object] | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class RecentActs(Query[Sequence[Act]]):
    """Tell the last acts, the newest first."""

    limit: int = 100


@handles(RecentActs)
def recent_acts(query: RecentActs, ctx: Context) -> Sequence[Act]:
    """Return them, each with what takes it back."""
    acts: list[list[AuditEntry]] = []
    for count in _READS:
        entries = ctx.uow.audit.last(count)
        acts = _acts(entries, whole=len(entries) < count)
        if len(acts) >= query.limit:
            break
    return [_told(written, ctx) for written in acts[: query.limit]]


def _acts(entries: Sequence[AuditEntry], *, whole: bool) -> list[list[AuditEntry]]:
    """Return the entries of each act, oldest first; the oldest act is whole, or left out."""
    written = [list(one)[::-1] for _key, one in groupby(entries, lambda e: (e.at, e.by, e.command))]
    kept = written if whole else written[:-1]
    return [one for one in kept if one[0].command in _WORDS]


def _told(entries: Sequence[AuditEntry], ctx: Context) -> Act:
    one = entries[0]
    donors = list(dict.fromkeys(e.subject_id for e in entries if e.room == "donors"))
    act = Act(
        first=one.id,
        last=entries[-1].id,
        at=one.at,
        by=one.by,
        command=one.command,
        what=_(_WORDS[one.command]),
        about=_about(entries, donors, ctx.uow),
        donor_id=donors[0] if donors else 0,
    )
    if one.command in _FINAL:
        why = _("It is never undone: a contrary act, with its reason, is added on its own page.")
        return replace(act, why_not=why)
    undo, why = _WAYS.get(one.command, _no_way)(entries, ctx.uow)
    if undo is not None and undo.permission and not ctx.actor.may(undo.permission):
        undo, why = None, _("Your role does not allow it: ask the treasurer.")
    return replace(act, undo=undo, why_not=why)


def _about(entries: Sequence[AuditEntry], donors: Sequence[int], uow: UnitOfWork) -> str:
    room, subject = entries[0].room, entries[0].subject_id
    if donors:
        names = [line.name for line in uow.donors.lines(donors[:_NAMED])]
        others = len(donors) - _NAMED
        if others > 0:
            more = ngettext("{count} more", "{count} more", others)
            names.append(more.format(count=others))
        return ", ".join(names)
    try:
        if room == "imports":
            return uow.imports.get(subject).file_name
        if room == "calls":
            return uow.calls.get(subject).name
        if room == "batches":
            return uow.batches.get(subject).number
    except Refused:
        return ""
    return ""


_Way = tuple[Command[object] | None, str]


def _no_way(_entries: Sequence[AuditEntry], _uow: UnitOfWork) -> _Way:
    return None, _("This is taken back by hand, on its own page.")


def _sheets(entries: Sequence[AuditEntry], uow: UnitOfWork) -> _Way:
    why = why_not_back(entries[-1], uow)
    return (None, why) if why else (PutBack(entries[0].id, entries[-1].id), "")


def _merge(entries: Sequence[AuditEntry], uow: UnitOfWork) -> _Way:
    ends = {entry.subject_id for entry in entries}
    for merge in uow.duplicates.merges():
        if merge.undone_at is None and {merge.kept_id, merge.gone_id} == ends:
            return UnmergeDonors(merge.id), ""
    return _already()


def _returned(entries: Sequence[AuditEntry], uow: UnitOfWork) -> _Way:
    letters = {entry.subject_id for entry in entries if entry.room == "addresses"}
    donors = {entry.subject_id for entry in entries if entry.room == "donors"}
    held = [one for donor in donors for one in uow.returned_letters.of_donor(donor)]
    if not letters & {one.id for one in held}:
        return _already()
    return UndoReturn(letters.pop()), ""


def _imported(entries: Sequence[AuditEntry], uow: UnitOfWork) -> _Way:
    run = uow.imports.get(entries[0].subject_id)
    return (UndoImport(run.id), "") if run.undone_at is None else _already()


def _call_list(entries: Sequence[AuditEntry], uow: UnitOfWork) -> _Way:
    listed = {made.id for made in uow.calls.all()}
    list_id = entries[0].subject_id
    if list_id not in listed:
        return _already()
    if any(line.outcome is not None for line in uow.calls.lines(list_id)):
        return None, _("Somebody on this list was called already.")
    return DropCallList(list_id), ""


def _already() -> _Way:
    return None, _("It was taken back already.")


_WAYS: dict[str, Callable[[Sequence[AuditEntry], UnitOfWork], _Way]] = {
    **dict.fromkeys(
        ("EditDonor", "ArchiveDonor", "Mend", "MendAll", "AddTags", "TakeTag", "PutBack"), _sheets
    ),
    "MergeDonors": _merge,
    "RecordReturn": _returned,
    "RunImport": _imported,
    "MakeCallList": _call_list,
}


def act_of(first: int, acts: Sequence[Act]) -> Act:
    """Return the act of a number; raise ``Refused`` when it is not among the last."""
    for act in acts:
        if act.first == first:
            return act
    message = _("Act {number} is not among the last ones: look at the list again.")
    raise Refused("audit.act", message.format(number=first), "act")
