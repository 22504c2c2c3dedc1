# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the home page shows: what to resume, what to do, and the year's figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.audit import AuditEntry
from app.domain.organisation import HOME
from app.domain.receipts import AccountsLimit, accounts_limit
from app.domain.users import Permission
from app.kernel.command import Query, handles
from app.usecases.batches.lists import Resumable, ToResume, to_resume
from app.usecases.context import Context
from app.usecases.donors.follow_up import DueTask, DueTasks, due_tasks
from app.usecases.letters.queue import Waiting, waiting_of
from app.usecases.privacy.requests import ListRequests, RequestLine, list_requests

_LAST_ACTS = 5


@dataclass(frozen=True, slots=True)
class Home:
    """The home page.

    Attributes:
        donors: How many donors are on file.
        drafts: Batches to resume, the latest first, each with its last line.
        unidentified_count, unidentified_cents: Posted gifts that wait for a donor; the parts of
            a split one are one.
        unidentified_since: The day the oldest of them was received, None without any.
        requests: Requests about personal data to answer, the next due first; only for who may.
        due: Tasks for donors that are due, the oldest first: the actor's own and anyone's.
        on_hand_count, on_hand_cents: Cheques and gifts in cash kept for a deposit to come.
        on_hand_since: The day the oldest of them was received, None without any.
        returned: Donors whose mail came back and who have no new address yet.
        to_thank: How many donors wait for thanks, and since when.
        doubtful: What the last look over the file found; see ``app.usecases.quality``.
        looked_on: The day of that look, None before any.
        months: (count, cents) for each month of the year.
        previous_months: The same for the year before.
        count, cents: This year's posted gifts to date.
        previous_count, previous_cents: The year before, up to the same day.
        accounts: The receiptable gifts of the year, once they come near the sum that asks for an
            auditor and published accounts, with that sum.
        acts: What was done last, newest first.
    """

    today: date
    association: str
    donors: int
    drafts: Sequence[Resumable]
    unidentified_count: int
    unidentified_cents: int
    unidentified_since: date | None
    requests: Sequence[RequestLine]
    due: Sequence[DueTask]
    on_hand_count: int
    on_hand_cents: int
    on_hand_since: date | None
    returned: int
    to_thank: Waiting
    doubtful: int
    looked_on: date | None
    months: Sequence[tuple[int, int]]
    previous_months: Sequence[tuple[int, int]]
    count: int
    cents: int
    previous_count: int
    previous_cents: int
    accounts: tuple[int, AccountsLimit] | None
    acts: Sequence[AuditEntry]


@dataclass(frozen=True, slots=True)
class ShowHome(Query[Home]):
    """Tell what the home page shows."""


@handles(ShowHome)
def show_home(_query: ShowHome, ctx: Context) -> Home:
    """Gather the home page from one reading of the dossier."""
    today = ctx.clock.today()
    waiting = ctx.uow.gifts.unidentified()
    on_hand = ctx.uow.gifts.on_hand()
    doubtful, looked_on = ctx.uow.quality.last_look()
    count, cents = ctx.uow.gifts.sum_between(date(today.year, 1, 1), today)
    before = _same_day(today, today.year - 1)
    previous_count, previous_cents = ctx.uow.gifts.sum_between(date(before.year, 1, 1), before)
    return Home(
        today=today,
        association=ctx.uow.organisation.get().name,
        donors=ctx.uow.donors.count(),
        drafts=to_resume(ToResume(), ctx),
        unidentified_count=len({line.payment_id for line in waiting}),
        unidentified_cents=sum(line.cents for line in waiting),
        unidentified_since=min((line.received_on for line in waiting), default=None),
        requests=_requests(ctx),
        due=due_tasks(DueTasks(), ctx),
        on_hand_count=len({line.payment_id for line in on_hand}),
        on_hand_cents=sum(line.cents for line in on_hand),
        on_hand_since=min((line.received_on for line in on_hand), default=None),
        returned=ctx.uow.donors.count_returned(),
        to_thank=waiting_of(ctx.uow, today),
        doubtful=doubtful,
        looked_on=looked_on,
        months=ctx.uow.gifts.by_month(today.year),
        previous_months=ctx.uow.gifts.by_month(today.year - 1),
        count=count,
        cents=cents,
        previous_count=previous_count,
        previous_cents=previous_cents,
        accounts=_accounts(today, cents, ctx),
        acts=ctx.uow.audit.last(_LAST_ACTS),
    )


def _accounts(today: date, cents: int, ctx: Context) -> tuple[int, AccountsLimit] | None:
    """Return what comes near the limit; gifts that are fewer in all are not looked through."""
    limit = accounts_limit(today)
    if limit is None or not limit.is_near(cents):
        return None
    if ctx.uow.organisation.get().receipt_country != HOME:
        return None  # the limit is that of French law
    receiptable = ctx.uow.declarations.receiptable(date(today.year, 1, 1), today)
    return (receiptable, limit) if limit.is_near(receiptable) else None


def _requests(ctx: Context) -> Sequence[RequestLine]:
    """Return what is to be answered; nothing for who may not see requests."""
    if not ctx.actor.may(Permission.PRIVACY):
        return ()
    lines = list_requests(ListRequests(waiting=True), ctx)
    return sorted(lines, key=lambda line: line.request.due_on)


def _same_day(day: date, year: int) -> date:
    """Return the day a year before; 29 February becomes 28 February."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
