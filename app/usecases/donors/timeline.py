# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that happened with a donor, in one row of days: gifts, receipts, visits, changes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.addresses import reason_words
from app.domain.audit import AuditEntry
from app.domain.donors import Details, told
from app.domain.gifts import GiftState, means_words
from app.domain.letters.values import Letter, kind_words, way_words
from app.domain.mail import MailMessage, state_words
from app.kernel.command import Query, handles
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.context import Context
from app.usecases.donors.history import history_rows
from app.usecases.donors.records import DonorSheet, ShowDonor, show_donor
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.receipts import RegisterLine

_CANCELLED = "cancelled"
_WRITTEN = frozenset({"event.created", "document.created"})


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened with a donor.

    Attributes:
        on: The day it happened, which may be long before it was written.
        what: What it is, such as ``Gift``.
        text: What is to be said of it.
        who: Who wrote it; empty when that is told elsewhere.
        sentence: The same in full.
        letter_id: The letter whose pages can be shown, 0 for none.
    """

    on: date
    what: str
    text: str
    who: str = ""
    sentence: str = ""
    letter_id: int = 0

    @property
    def day(self) -> str:
        """The day as people read it."""
        return format_day(self.on)


@dataclass(frozen=True, slots=True)
class ShowTimeline(Query[Sequence[Moment]]):
    """Tell everything that happened with a donor."""

    donor_id: int


@handles(ShowTimeline)
def show_timeline(query: ShowTimeline, ctx: Context) -> Sequence[Moment]:
    """Return the moments, the newest first; of one day, what was written last first."""
    sheet = show_donor(ShowDonor(query.donor_id), ctx)
    moments = [
        *_changes(sheet),
        *_happened(sheet.details),
        *_returned(sheet),
        *(_letter(one) for one in ctx.uow.letters.of_donor(query.donor_id)),
        *_receipts(ctx.uow.receipts.of_donor(query.donor_id)),
        *_messages(ctx.uow.mail.of_donor(query.donor_id)),
        *(_gift(line) for line in sheet.gifts),
    ]
    return sorted(moments, key=lambda moment: moment.on, reverse=True)


def _changes(sheet: DonorSheet) -> Iterator[Moment]:
    entries = [entry for entry in sheet.history if not _is_told_elsewhere(entry)]
    for row in history_rows(entries):
        on = row.at.astimezone().date()
        yield Moment(on, row.what, row.change, row.who, row.sentence)


def _is_told_elsewhere(entry: AuditEntry) -> bool:
    """Tell what stands on the timeline itself, on its own day."""
    if entry.action == "task.changed" and entry.values is not None:
        return "done_on" in json.loads(entry.values)
    return entry.action in _WRITTEN


def _happened(details: Details) -> Iterator[Moment]:
    for event in details.events:
        yield _signed(event.on_day, *told(event)[:2], event.by)
    for document in details.documents:
        yield _signed(document.added_on, *told(document)[:2], document.by)
    for task in details.tasks:
        if task.done_on is not None:
            yield _signed(task.done_on, _("Task done"), task.text, task.done_by)


def _signed(on: date, what: str, text: str, who: str) -> Moment:
    sentence = _("{what} of {day}, by {who}: {text}")
    full = sentence.format(what=what, day=format_day(on), who=who, text=text)
    return Moment(on, what, text.replace("\n", " "), who, full)


def _returned(sheet: DonorSheet) -> Iterator[Moment]:
    for letter in sheet.returned:
        address = letter.address
        place = f"{address.street}, {address.postal_code} {address.city}".strip(", ")
        text = f"{reason_words(letter.reason)}, {place}"
        yield _plain(letter.returned_on, _("Letter returned"), text)


def _receipts(lines: Sequence[RegisterLine]) -> Iterator[Moment]:
    for line in lines:
        text = f"{line.number}, {format_amount(line.cents)}"
        if line.state == _CANCELLED:
            text = _("{receipt}, cancelled").format(receipt=text)
        yield _plain(line.issued_on, _("Tax receipt"), text)


def _messages(messages: Sequence[MailMessage]) -> Iterator[Moment]:
    for one in messages:
        text = f"{one.subject}, {one.address}, {state_words(one.state).lower()}"
        yield _plain(one.changed_at.astimezone().date(), _("E-mail message"), text)


def _letter(letter: Letter) -> Moment:
    parts = [letter.template, way_words()[letter.way].lower()]
    if letter.cents:
        parts.append(format_amount(letter.cents))
    told = _signed(letter.made_on, kind_words()[letter.kind], ", ".join(parts), letter.by)
    return replace(told, letter_id=letter.id if letter.document_sha256 else 0)


def _gift(line: GiftLine) -> Moment:
    text = f"{format_amount(line.cents)}, {means_words()[line.means].lower()}, {line.fund_name}"
    if line.state is GiftState.DRAFT:
        text = _("{gift}, being keyed").format(gift=text)
    what = _("Reversal of a gift") if line.reverses_id else _("Gift")
    return _plain(line.received_on, what, text)


def _plain(on: date, what: str, text: str) -> Moment:
    sentence = _("{what} of {day}: {text}").format(what=what, day=format_day(on), text=text)
    return Moment(on, what, text, "", sentence)
