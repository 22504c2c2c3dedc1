# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of requests: written when asked, answered within a month (GDPR, article 12.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.donors import number_text
from app.domain.privacy import Answer, PrivacyRequest, check_request
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.kernel.text import clean
from app.usecases.context import Context


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request, and who asks.

    Attributes:
        name: The donor's, or the one written down; a number for somebody erased since.
    """

    request: PrivacyRequest
    name: str


@dataclass(frozen=True, slots=True)
class ListRequests(Query[Sequence[RequestLine]]):
    """Tell the register, what waits for an answer first.

    Attributes:
        waiting: Whether only what waits is told.
    """

    permission: ClassVar[str] = Permission.PRIVACY
    waiting: bool = False


@handles(ListRequests)
def list_requests(query: ListRequests, ctx: Context) -> Sequence[RequestLine]:
    """Return the requests, each with its name."""
    requests = ctx.uow.privacy.requests(waiting=query.waiting)
    ids = tuple({one.donor_id for one in requests if one.donor_id is not None})
    names = {line.id: line.name for line in ctx.uow.donors.lines(ids)}
    return [RequestLine(one, _name(one, names)) for one in requests]


def _name(request: PrivacyRequest, names: dict[int, str]) -> str:
    if request.donor_id is not None:
        return names[request.donor_id]
    if request.person:
        return request.person
    number = number_text(request.donor_number) if request.donor_number else ""
    return _("no. {number}").format(number=number) if number else _("somebody erased")


@dataclass(frozen=True, slots=True)
class WriteRequest(Command[PrivacyRequest]):
    """Write down what somebody asks."""

    permission: ClassVar[str] = Permission.PRIVACY
    request: PrivacyRequest


@handles(WriteRequest)
def write_request(cmd: WriteRequest, ctx: Context) -> PrivacyRequest:
    """Check and write it.

    Raises:
        Refused: When nobody asks, or the day is wrong.
    """
    number = 0
    if cmd.request.donor_id is not None:
        number = ctx.uow.donors.get(cmd.request.donor_id).number
    request = replace(
        cmd.request,
        donor_number=number,
        person="" if number else clean(cmd.request.person),
        proof=clean(cmd.request.proof),
        by=ctx.actor.name,
    )
    refuse_errors(check_request(request, ctx.clock.today()))
    return ctx.uow.privacy.add(request)


@dataclass(frozen=True, slots=True)
class AnswerRequest(Command[PrivacyRequest]):
    """Keep what was answered.

    Attributes:
        told: What the person was told; a refusal needs it.
        on_day: Of the answer; today by default.
    """

    permission: ClassVar[str] = Permission.PRIVACY
    request_id: int
    answer: Answer
    told: str = ""
    on_day: date | None = None


@handles(AnswerRequest)
def answer_request(cmd: AnswerRequest, ctx: Context) -> PrivacyRequest:
    """Write the answer.

    Raises:
        Refused: When it was answered already, or a refusal gives no reason.
    """
    request, today = _waiting(cmd.request_id, ctx), ctx.clock.today()
    answered = replace(
        request, answered_on=cmd.on_day or today, answer=cmd.answer, told=clean(cmd.told)
    )
    refuse_errors(check_request(answered, today))
    return ctx.uow.privacy.save(answered)


@dataclass(frozen=True, slots=True)
class ExtendRequest(Command[PrivacyRequest]):
    """Take two more months for a complex request; the person is to be told, and why (12.3)."""

    permission: ClassVar[str] = Permission.PRIVACY
    request_id: int


@handles(ExtendRequest)
def extend_request(cmd: ExtendRequest, ctx: Context) -> PrivacyRequest:
    """Move the day the answer is due.

    Raises:
        Refused: When it was answered, or extended, already.
    """
    request = _waiting(cmd.request_id, ctx)
    if request.extended:
        message = _("Two months were added already: answer by {day}.")
        raise Refused("privacy.extended", message.format(day=format_day(request.due_on)))
    return ctx.uow.privacy.save(replace(request, extended=True))


def _waiting(request_id: int, ctx: Context) -> PrivacyRequest:
    request = ctx.uow.privacy.get(request_id)
    if request.answered_on is not None:
        message = _("This request was answered on {day}: what was answered stays as it is.")
        raise Refused("privacy.answered", message.format(day=format_day(request.answered_on)))
    return request
