# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The queue "to thank": whom, for what, since when, by which way and with which letter."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.domain.donors import Details, mailing_address
from app.domain.letters.conditions import Names
from app.domain.letters.queue import DueThanks, LeftOut, Recipient, by_donor, recipient_of
from app.domain.letters.values import (
    Letter,
    LetterKind,
    LetterTemplate,
    Rule,
    Way,
    choose,
)
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_count
from app.kernel.i18n import _, ngettext
from app.usecases.context import Context
from app.usecases.letters.templates import names_of, rules_of, since_of, templates_of
from app.usecases.ports import UnitOfWork

_CHUNK = 500
_EMPTY = Details()


def recipients_of(
    kind: LetterKind, ids: Sequence[int], uow: UnitOfWork, today: date
) -> dict[int, Recipient]:
    """Return by which way a letter reaches each of these donors, by id."""
    found = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        sheets = uow.details.of_donors(chunk)
        for donor in uow.receipts.donors(chunk).values():
            details = sheets.get(donor.id, _EMPTY)
            address = mailing_address(donor, details.addresses, today)
            found[donor.id] = recipient_of(kind, donor, address, details.consents)
    return found


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A donor to thank.

    Attributes:
        days: For how long the oldest gift has been waiting.
        late: Whether that is longer than the association wants.
        template: The letter the rules choose, None when no rule answers.
        why: Why that one, in words.
    """

    due: DueThanks
    to: Recipient
    days: int
    late: bool
    template: LetterTemplate | None
    why: str


@dataclass(frozen=True, slots=True)
class Queue:
    """Whom to thank.

    Attributes:
        lines: Who waits longest first.
        within_days: In how many days a gift should be thanked for.
        anonymous, unknown: Payments nobody can be thanked for, and those whose donor is not
            known yet.
    """

    lines: Sequence[QueueLine]
    within_days: int
    anonymous: int
    unknown: int

    def count(self, way: Way) -> int:
        """Return how many letters go by a way."""
        return sum(line.to.way is way for line in self.lines)

    @property
    def left_out(self) -> Mapping[LeftOut, int]:
        """How many donors no letter reaches, and why."""
        return Counter(line.to.why_not for line in self.lines if line.to.why_not is not None)


@dataclass(frozen=True, slots=True)
class ThankQueue(Query[Queue]):
    """Tell whom to thank.

    Attributes:
        donor_ids: Only these; None for all.
    """

    donor_ids: tuple[int, ...] | None = None


@handles(ThankQueue)
def thank_queue(query: ThankQueue, ctx: Context) -> Queue:
    """Return the queue."""
    return queue_of(ctx.uow, ctx.clock.today(), query.donor_ids)


def queue_of(uow: UnitOfWork, today: date, donor_ids: Sequence[int] | None = None) -> Queue:
    """Read the queue of one moment."""
    settings = uow.letters.settings()
    gifts = uow.letters.due(settings.since, donor_ids)
    ids = list({gift.donor_id for gift in gifts})
    due = by_donor(gifts, uow.letters.gave_before(ids, settings.since))
    reached = recipients_of(LetterKind.THANKS, ids, uow, today)
    templates, rules, names = templates_of(uow), rules_of(settings), names_of(uow)
    lines = []
    for one in due:
        to = reached[one.donor_id]
        days = one.days(today)
        template, why = chosen(one, to, rules, templates, names)
        lines.append(QueueLine(one, to, days, days > settings.within_days, template, why))
    return Queue(lines, settings.within_days, *uow.letters.nameless(settings.since))


def chosen(
    due: DueThanks,
    to: Recipient,
    rules: tuple[Rule, ...],
    templates: Mapping[str, LetterTemplate],
    names: Names,
) -> tuple[LetterTemplate | None, str]:
    """Return the letter the rules choose, and why that one."""
    rule = choose(rules, due.facts(to.donor.kind))
    if rule is None or rule.template not in templates:
        return None, _("no rule answers")
    asked = rule.condition.words(names)
    place = rules.index(rule) + 1
    told = _("rule {place}: {asked}") if asked else _("rule {place}: every other gift")
    return templates[rule.template], told.format(place=place, asked=asked)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many donors are to be thanked.

    Attributes:
        since: The day the oldest gift was received, None for nobody.
        late: Whether that is longer ago than the association wants.
    """

    donors: int
    since: date | None
    late: bool


def waiting_of(uow: UnitOfWork, today: date) -> Waiting:
    """Count them, for the home page."""
    settings = uow.letters.settings()
    donors, since = uow.letters.due_count(settings.since)
    late = since is not None and (today - since).days > settings.within_days
    return Waiting(donors, since, late)


@dataclass(frozen=True, slots=True)
class WaitingThanks(Query[Waiting]):
    """Tell how many donors are to be thanked."""


@handles(WaitingThanks)
def waiting_thanks(_query: WaitingThanks, ctx: Context) -> Waiting:
    """Count them."""
    return waiting_of(ctx.uow, ctx.clock.today())


def to_thank_words(waiting: Waiting) -> str:
    """Say how many are to be thanked."""
    told = ngettext("{count} donor to thank", "{count} donors to thank", waiting.donors)
    return told.format(count=format_count(waiting.donors))


def delay_words(waiting: Waiting, today: date) -> str:
    """Say for how long the oldest gift has been waiting; empty for nobody."""
    if waiting.since is None:
        return ""
    days = (today - waiting.since).days
    told = ngettext("the oldest gift for {days} day", "the oldest gift for {days} days", days)
    told = told.format(days=days)
    return _("{delay}: late").format(delay=told) if waiting.late else told


@dataclass(frozen=True, slots=True)
class MarkThanked(Command[Sequence[Letter]]):
    """Keep that donors were thanked otherwise than by a letter made here.

    Attributes:
        donor_ids: Who was; all their gifts that wait are thanked for.
        how: What was done, such as ``by telephone``.
    """

    permission: ClassVar[str] = Permission.LETTERS_WRITE
    donor_ids: tuple[int, ...]
    how: str = ""


@handles(MarkThanked)
def mark_thanked(cmd: MarkThanked, ctx: Context) -> Sequence[Letter]:
    """Write it; whoever waits for no thanks any more is passed over.

    Raises:
        Refused: When none of them waits for thanks.
    """
    due = by_donor(ctx.uow.letters.due(since_of(ctx.uow), cmd.donor_ids), frozenset())
    if not due:
        message = _("None of these donors waits for thanks: look at the queue again.")
        raise Refused("letters.not_due", message)
    today, by = ctx.clock.today(), ctx.actor.name
    how = cmd.how.strip() or _("Thanked otherwise")
    return ctx.uow.letters.add(
        [
            (
                Letter(
                    donor_id=one.donor_id,
                    kind=LetterKind.THANKS,
                    way=Way.OTHER,
                    template=how,
                    made_on=today,
                    by=by,
                    cents=one.cents,
                ),
                [gift.id for gift in one.gifts],
            )
            for one in due
        ]
    )


@dataclass(frozen=True, slots=True)
class TakeBackThanks(Command[None]):
    """Take back that donors were thanked otherwise: they wait again.

    Attributes:
        letter_ids: What ``MarkThanked`` answered.
    """

    permission: ClassVar[str] = Permission.LETTERS_WRITE
    letter_ids: tuple[int, ...]


@handles(TakeBackThanks)
def take_back_thanks(cmd: TakeBackThanks, ctx: Context) -> None:
    """Remove them.

    Raises:
        Refused: When one was printed here: its run is taken back as a whole.
    """
    letters = [ctx.uow.letters.letter(one) for one in cmd.letter_ids]
    if any(one.run_id is not None for one in letters):
        message = _("This letter was printed with others: take them back together.")
        raise Refused("letters.printed", message)
    ctx.uow.letters.remove(letters)
