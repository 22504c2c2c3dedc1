# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A detail of a sheet in words, for lists and terminals."""

from typing import NamedTuple

from app.domain.addresses import country_words
from app.domain.consents import Consent, consent_note, standing_words, subject_words
from app.domain.donors.details import (
    Contact,
    DatedAddress,
    Detail,
    DonorDocument,
    DonorEvent,
    DonorTask,
    ExternalNumber,
    Tag,
)
from app.domain.donors.giftaid import GiftAid, aid_words
from app.domain.donors.kinds import ContactKind, contact_words, event_words
from app.domain.donors.phones import phone_words
from app.domain.donors.standing import StandingGift, gift_words
from app.kernel.formats import format_day
from app.kernel.home import current_home
from app.kernel.i18n import _
from app.kernel.text import clean


class Told(NamedTuple):
    """A detail in words.

    Attributes:
        what: Its kind, such as ``Telephone, at work``.
        text: What it says.
        note: When it counts, or who wrote it; empty when there is nothing to add.
    """

    what: str
    text: str
    note: str = ""


def told(detail: Detail) -> Told:
    """Write a detail in words."""
    match detail:
        case Contact():
            phone = detail.kind is ContactKind.PHONE
            text = phone_words(detail.value) if phone else detail.value
            return Told(contact_words(detail.kind, detail.use), text)
        case DatedAddress():
            what = _("Address, {label}").format(label=detail.label) if detail.label else ""
            return Told(what or _("Address"), _place(detail), days_words(detail))
        case Tag():
            return Told(_("Tag"), detail.name)
        case ExternalNumber():
            what = _("Number in {program}").format(program=detail.source)
            return Told(what if detail.source else _("Number elsewhere"), detail.number)
        case DonorEvent() | DonorTask() | DonorDocument() | StandingGift() | GiftAid():
            return _followed(detail)
        case Consent():
            said = standing_words()[detail.standing]
            text = f"{said} ({detail.source})" if detail.source else said
            return Told(subject_words(detail.purpose, detail.channel), text, consent_note(detail))


def _followed(
    detail: DonorEvent | DonorTask | DonorDocument | StandingGift | GiftAid,
) -> Told:
    signed = _("{day}, {name}")
    match detail:
        case DonorEvent():
            note = signed.format(day=format_day(detail.on_day), name=detail.by)
            return Told(event_words()[detail.kind], detail.text, note)
        case DonorTask():
            return Told(_("Task"), detail.text, _task_note(detail))
        case DonorDocument():
            note = signed.format(day=format_day(detail.added_on), name=detail.by)
            return Told(_("Document"), detail.name, note)
        case StandingGift():
            return Told(_("Standing gift"), *gift_words(detail))
        case GiftAid():
            return Told(_("Gift Aid declaration"), *aid_words(detail))


def _task_note(task: DonorTask) -> str:
    if task.done_on is not None:
        done = _("done on {day}, {name}")
        return done.format(day=format_day(task.done_on), name=task.done_by)
    due = _("for {day}").format(day=format_day(task.due_on))
    return f"{due}, {task.assignee}" if task.assignee else due


def _place(dated: DatedAddress) -> str:
    address = dated.address
    lines = (address.complement, address.building, address.street, address.locality)
    town = clean(f"{address.postal_code} {address.city}")
    abroad = country_words(address.country) if address.country != current_home() else ""
    return ", ".join(part for part in (*lines, town, abroad) if part.strip())


def days_words(dated: DatedAddress) -> str:
    """Say when an address is in force: ``each year from 01/07 to 31/08``."""
    first, last = dated.from_on, dated.until_on
    if dated.yearly and first and last:
        each = _("each year from {first} to {last}")
        return each.format(first=format_day(first)[:5], last=format_day(last)[:5])
    if first and last:
        between = _("from {first} to {last}")
        return between.format(first=format_day(first), last=format_day(last))
    if first:
        return _("from {first} on").format(first=format_day(first))
    return _("until {last}").format(last=format_day(last)) if last else _("at all times")
