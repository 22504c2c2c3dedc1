# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page of personal data says; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.donors import number_text
from app.domain.privacy import ANSWER_WORDS, KIND_WORDS, Erasure, PrivacyRequest, RequestKind
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.privacy import Due, ErasureView, RequestLine
from app.usecases.privacy.words import (
    copies_words,
    gone_lines,
    stays_lines,
    warning_lines,
    why_words,
)

_SHOWN = 12
"""How many names a page of several tells before it counts the others."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, and its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """What a page before erasing says.

    Attributes:
        typed: What must be typed, a number or a count; empty when nothing can be erased.
        forbidden: Why it cannot be done; empty when it can.
    """

    title: str
    parts: tuple[Part, ...]
    typed: str
    verb: str
    forbidden: str = ""


def person_act(view: ErasureView) -> Act:
    """Return the page of one person."""
    erasure = view.erasure
    number = number_text(erasure.number)
    name = erasure.name or _("Somebody erased")
    gone = tuple(gone_lines(erasure)) or (_("Nothing more."),)
    parts = [Part(_("What goes"), gone)]
    if stays := stays_lines(erasure):
        parts.append(Part(_("What stays"), tuple(stays)))
    warnings = [line for line in warning_lines(erasure) if line not in erasure.obstacles]
    parts.append(Part(_("To know before"), (*warnings, copies_words(view.copies))))
    forbidden = " ".join(erasure.obstacles)
    if not erasure.gone:
        forbidden = _("There is nothing left to erase today.")
    title = _("{name}, no. {number}").format(name=name, number=number)
    return Act(title, tuple(parts), "" if forbidden else number, _("Erase this person"), forbidden)


def several_act(erasures: Sequence[Erasure]) -> Act:
    """Return the page of several persons whose time has come."""
    names = [
        _("{name}, no. {number}").format(
            name=one.name or _("Somebody erased"), number=number_text(one.number)
        )
        for one in erasures[:_SHOWN]
    ]
    if rest := len(erasures) - len(names):
        more = ngettext("and {count} other", "and {count} others", rest)
        names.append(more.format(count=rest))
    payments = sum(one.gifts for one in erasures)
    cents = sum(one.cents for one in erasures)
    message = ngettext(
        "{count} payment, {amount}: no amount changes; what the law wants of it is kept until its "
        "term, and proposed here then.",
        "{count} payments, {amount}: no amount changes; what the law wants of them is kept until "
        "its term, and proposed here then.",
        payments,
    )
    stays = message.format(count=payments, amount=format_amount(cents))
    forbidden = " ".join(line for one in erasures for line in one.obstacles)
    title = ngettext("{count} person to erase", "{count} persons to erase", len(erasures))
    return Act(
        title.format(count=len(erasures)),
        (Part(_("Who goes"), tuple(names)), Part(_("What stays"), (stays,))),
        "" if forbidden else str(len(erasures)),
        _("Erase them"),
        forbidden,
    )


def kinds() -> tuple[tuple[str, RequestKind], ...]:
    """Return what may be asked, in words."""
    return tuple((_(words), kind) for kind, words in KIND_WORDS.items())


def answer_words(line: RequestLine) -> str:
    """Tell what was answered and when."""
    request = line.request
    if request.answer is None or request.answered_on is None:
        return ""
    return f"{_(ANSWER_WORDS[request.answer])}, {format_day(request.answered_on)}"


def is_late(request: PrivacyRequest, today: date) -> bool:
    """Tell whether the last day to answer has passed."""
    return request.answered_on is None and request.due_on < today


def request_sentence(line: RequestLine, today: date) -> str:
    """Tell a request in full, under the table."""
    request = line.request
    parts = [
        _("{who} asked on {day}: {what}.").format(
            who=line.name, day=format_day(request.asked_on), what=_(KIND_WORDS[request.kind])
        )
    ]
    if request.proof:
        parts.append(_("Identity: {proof}.").format(proof=request.proof))
    if request.answer is not None:
        parts.append(_("Answer: {answer}.").format(answer=answer_words(line)))
        if request.told:
            parts.append(request.told)
    elif is_late(request, today):
        late = _("It was to be answered by {day}: answer now, and say why it took so long.")
        parts.append(late.format(day=format_day(request.due_on)))
    else:
        due = _("To be answered by {day} (GDPR, art. 12.3).")
        parts.append(due.format(day=format_day(request.due_on)))
    return " ".join(parts)


def due_told(due: Sequence[Due]) -> str:
    """Say how many are proposed, above their table."""
    if not due:
        return _("Nobody is to be erased: no time has come.")
    message = ngettext(
        "{count} person is proposed: nothing is erased before you choose.",
        "{count} persons are proposed: nothing is erased before you choose.",
        len(due),
    )
    return message.format(count=len(due))


def due_sentence(due: Due) -> str:
    """Tell why somebody is proposed, under the table."""
    why = why_words(due)
    return f"{why[:1].upper()}{why[1:]} ({due.article})."


def erased_words(erasures: Sequence[Erasure]) -> str:
    """Tell what was done."""
    message = ngettext(
        "{count} person was erased. Backups made before still hold them.",
        "{count} persons were erased. Backups made before still hold them.",
        len(erasures),
    )
    return message.format(count=len(erasures))


def archive_name(view: ErasureView) -> str:
    """Propose the name of the archive of a person: by number, so that no name is on the disk."""
    return _("donor-{number}.zip").format(number=number_text(view.erasure.number))
