# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests of persons about their data: what was asked, how it was proved, what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.privacy.terms import reply_due
from app.kernel.i18n import N_, _
from app.kernel.problem import Problem


class RequestKind(StrEnum):
    """What a person asks for; the articles are those of the GDPR."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    OPPOSITION = "opposition"
    PORTABILITY = "portability"


class Answer(StrEnum):
    """What was answered."""

    DONE = "done"
    PARTLY = "partly"
    REFUSED = "refused"


KIND_WORDS: Mapping[RequestKind, str] = {
    RequestKind.ACCESS: N_("Access (art. 15)"),
    RequestKind.RECTIFICATION: N_("Rectification (art. 16)"),
    RequestKind.ERASURE: N_("Erasure (art. 17)"),
    RequestKind.OPPOSITION: N_("Opposition (art. 21)"),
    RequestKind.PORTABILITY: N_("Portability (art. 20)"),
}

ANSWER_WORDS: Mapping[Answer, str] = {
    Answer.DONE: N_("Done"),
    Answer.PARTLY: N_("Done in part"),
    Answer.REFUSED: N_("Refused"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyRequest:
    """What a person asked, and what came of it.

    Attributes:
        donor_id: Of the sheet it is about; None when the person is not on file, or no more.
        donor_number: The number of that sheet, which outlives it; 0 without any.
        person: Who asks, when it is somebody not on file.
        proof: How the identity was proved: a letter signed, an identity card seen. The document
            itself is not to be kept longer than it takes to answer.
        extended: Whether two more months were taken, which the person must be told of (12.3).
        answered_on, answer, told: When and what was answered; None and empty until then.
        by: Who wrote the request down.
    """

    id: int = 0
    version: int = 0
    donor_id: int | None = None
    donor_number: int = 0
    person: str = ""
    kind: RequestKind = RequestKind.ACCESS
    asked_on: date = date.min
    proof: str = ""
    extended: bool = False
    answered_on: date | None = None
    answer: Answer | None = None
    told: str = ""
    by: str = ""

    @property
    def due_on(self) -> date:
        """The last day to answer."""
        return reply_due(self.asked_on, extended=self.extended)


def check_request(request: PrivacyRequest, today: date) -> list[Problem]:
    """Return what is wrong with a request, field by field."""
    problems = []
    if request.donor_id is None and not request.donor_number and not request.person.strip():
        message = _("Say who asks: the number of a donor, or a name.")
        problems.append(Problem("person", "privacy.person", message))
    if request.asked_on == date.min:
        message = _("Type the day it was asked.")
        problems.append(Problem("asked_on", "privacy.asked", message))
    elif request.asked_on > today:
        message = _("This day is yet to come: type the day it was asked.")
        problems.append(Problem("asked_on", "privacy.asked", message))
    if request.answered_on is not None and request.answered_on < request.asked_on:
        message = _("The answer comes before the request: correct one of the days.")
        problems.append(Problem("answered_on", "privacy.answered", message))
    if request.answer is Answer.REFUSED and not request.told.strip():
        message = _("A refusal gives its reason: type what the person was told.")
        problems.append(Problem("told", "privacy.told", message))
    return problems
