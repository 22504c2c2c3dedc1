# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of donors to call: made without those opposed, worked through one by one, resumed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.calls import (
    CallLine,
    CallList,
    CallOutcome,
    CallReason,
    call_order,
    outcome_words,
    reason_words,
)
from app.domain.consents import Channel, Consent, Purpose, Standing, opposes
from app.domain.donors import ContactKind, Details, DonorEvent, EventKind, phone_words
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _, ngettext
from app.kernel.text import clean
from app.usecases.calls.answering import DonorCard, ShowCard, show_card
from app.usecases.context import Context
from app.usecases.ports import UnitOfWork

_CHUNK = 500
_EMPTY = Details()


@dataclass(frozen=True, slots=True)
class MadeCallList:
    """A list just made.

    Attributes:
        donors: How many are on it.
        opposed: Left out, because they want no calls.
        unreachable: Left out: no telephone, deceased or archived.
    """

    made: CallList
    donors: int
    opposed: int
    unreachable: int


@dataclass(frozen=True, slots=True)
class MakeCallList(Command[MadeCallList]):
    """Put donors on a list to be called, in this order."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    name: str
    reason: CallReason
    ids: tuple[int, ...]


@handles(MakeCallList)
def make_call_list(cmd: MakeCallList, ctx: Context) -> MadeCallList:
    """Write it.

    Raises:
        Refused: When it has no name, or nobody on it may be called.
    """
    name = clean(cmd.name)
    if not name:
        raise Refused("call.name", _("Type a name, so that others know whom to call."), "name")
    callable_, opposed = _sorted_out(ctx.uow, cmd.ids)
    if not callable_:
        message = _("Nobody of this list may be called: {count} oppose, the others have no number.")
        raise Refused("call.nobody", message.format(count=opposed), "list")
    made = CallList(name=name, reason=cmd.reason, made_on=ctx.clock.today(), by=ctx.actor.name)
    kept = ctx.uow.calls.make(made, callable_)
    left = len(cmd.ids) - len(callable_) - opposed
    return MadeCallList(kept, len(callable_), opposed, left)


@dataclass(frozen=True, slots=True)
class DropCallList(Command[CallList]):
    """Take a list away, as if it had not been made."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    list_id: int


@handles(DropCallList)
def drop_call_list(cmd: DropCallList, ctx: Context) -> CallList:
    """Return the list that was taken away.

    Raises:
        Refused: When there is no such list, or somebody on it was called already.
    """
    made = ctx.uow.calls.get(cmd.list_id)
    called = sum(line.outcome is not None for line in ctx.uow.calls.lines(made.id))
    if called:
        message = ngettext(
            "{count} donor of the list {name} was called already: it stays, with what was said.",
            "{count} donors of the list {name} were called already: it stays, with what was said.",
            called,
        )
        raise Refused("call.begun", message.format(count=called, name=made.name))
    ctx.uow.calls.drop(made)
    return made


@dataclass(frozen=True, slots=True)
class CallProgress:
    """How far a list is."""

    made: CallList
    donors: int
    waiting: int


@dataclass(frozen=True, slots=True)
class CallLists(Query[Sequence[CallProgress]]):
    """Tell the lists, the newest first, and how far each is."""


@handles(CallLists)
def call_lists(_query: CallLists, ctx: Context) -> Sequence[CallProgress]:
    """Return them."""
    told = []
    for made in ctx.uow.calls.all():
        lines = ctx.uow.calls.lines(made.id)
        told.append(CallProgress(made, len(lines), len(_waiting(ctx.uow, lines))))
    return told


@dataclass(frozen=True, slots=True)
class ToCall:
    """Whom to call now.

    Attributes:
        phones: The numbers as people read them, the main one first.
        waiting: How many are still to be called, this donor among them.
    """

    line: CallLine
    card: DonorCard
    phones: tuple[str, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class NextCall(Query[ToCall | None]):
    """Tell whom to call next.

    Those who opposed, died or were archived since the list was made are passed over, and so are
    those who have no number any more.
    """

    list_id: int


@handles(NextCall)
def next_call(query: NextCall, ctx: Context) -> ToCall | None:
    """Return the donor, or None when the list is done.

    Raises:
        Refused: When there is no such list.
    """
    made = ctx.uow.calls.get(query.list_id)
    waiting = _waiting(ctx.uow, ctx.uow.calls.lines(made.id))
    if not waiting:
        return None
    line = min(waiting, key=call_order)
    card = show_card(ShowCard(line.donor_id), ctx)
    details = ctx.uow.details.of_donor(line.donor_id)
    phones = tuple(phone_words(one) for one in _phones(card.donor.phone, details))
    return ToCall(line, card, phones, len(waiting))


@dataclass(frozen=True, slots=True)
class NoteOutcome(Command[CallLine]):
    """Keep what came of a call: on the list, on the sheet, and as an opposition when refused."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    line: CallLine
    outcome: CallOutcome
    text: str = ""


@handles(NoteOutcome)
def note_outcome(cmd: NoteOutcome, ctx: Context) -> CallLine:
    """Write it today.

    Raises:
        Refused: When the line is no longer there.
        Conflict: When somebody called this donor meanwhile.
    """
    made = ctx.uow.calls.get(cmd.line.list_id)
    today, name = ctx.clock.today(), ctx.actor.name
    line = replace(cmd.line, outcome=cmd.outcome, on_day=today, by=name)
    saved = ctx.uow.calls.save_line(line)
    told = (made.name, outcome_words()[cmd.outcome], cmd.text.strip())
    text = " — ".join(part for part in told if part)
    event = DonorEvent(
        donor_id=line.donor_id, kind=EventKind.CALL, on_day=today, text=text, by=name
    )
    ctx.uow.details.add(event)
    if cmd.outcome is CallOutcome.REFUSES:
        ctx.uow.details.add(
            Consent(
                donor_id=line.donor_id,
                purpose=Purpose.ALL,
                channel=Channel.PHONE,
                standing=Standing.OPPOSED,
                on_day=today,
                source=f"{made.name} ({reason_words()[made.reason].lower()})",
                by=name,
            )
        )
    return saved


def _waiting(uow: UnitOfWork, lines: Sequence[CallLine]) -> list[CallLine]:
    """Return the lines still to be called, of those who may be called today."""
    waiting = [line for line in lines if line.waits]
    able, _opposed = _sorted_out(uow, [line.donor_id for line in waiting])
    wanted = frozenset(able)
    return [line for line in waiting if line.donor_id in wanted]


def _sorted_out(uow: UnitOfWork, ids: Sequence[int]) -> tuple[list[int], int]:
    """Return those who may be called, in their order, and how many oppose."""
    able, opposed = [], 0
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        sheets = uow.details.of_donors(some)
        for line in uow.donors.lines(some):
            details = sheets.get(line.id, _EMPTY)
            if opposes(details.consents, Purpose.APPEALS, Channel.PHONE):
                opposed += 1
            elif not (line.deceased_on or line.archived_on) and _phones(line.phone, details):
                able.append(line.id)
    return able, opposed


def _phones(main: str, details: Details) -> list[str]:
    others = [one.value for one in details.contacts if one.kind is ContactKind.PHONE]
    return [phone for phone in (main, *others) if phone]
