# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What erasing a person takes away, what stays, by which article and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.privacy.terms import Term
from app.kernel.formats import format_day
from app.kernel.i18n import N_, _


class Part(StrEnum):
    """A part of what is known of a person; each is told as one line."""

    RECORD = "record"
    CONTACTS = "contacts"
    ADDRESSES = "addresses"
    HOUSEHOLD = "household"
    STANDING = "standing"
    GIFT_AID = "gift_aid"
    TAGS = "tags"
    NUMBERS = "numbers"
    EVENTS = "events"
    TASKS = "tasks"
    DOCUMENTS = "documents"
    CONSENTS = "consents"
    WRITTEN = "written"
    LETTERS = "letters"
    CALLS = "calls"
    LIKENESS = "likeness"
    ACCOUNTS = "accounts"
    MERGES = "merges"
    IMPORTS = "imports"
    GIFTS = "gifts"
    REQUESTS = "requests"
    TRAIL = "trail"
    VOUCHERS = "vouchers"
    RECEIPTS = "receipts"


PART_WORDS: Mapping[Part, str] = {
    Part.RECORD: N_("Name, address, telephone, e-mail and notes of the sheet"),
    Part.CONTACTS: N_("Other telephones and e-mail addresses"),
    Part.ADDRESSES: N_("Addresses for a time"),
    Part.STANDING: N_("Standing gifts"),
    Part.GIFT_AID: N_("Gift Aid declarations"),
    Part.HOUSEHOLD: N_("With whom the person lives"),
    Part.TAGS: N_("Tags"),
    Part.NUMBERS: N_("Numbers in other programs"),
    Part.EVENTS: N_("What happened: letters, calls, visits, notes"),
    Part.TASKS: N_("Tasks"),
    Part.DOCUMENTS: N_("Documents attached"),
    Part.CONSENTS: N_("What was accepted or opposed, with its proofs"),
    Part.WRITTEN: N_("Letters written, with what they said"),
    Part.LETTERS: N_("Letters that came back, with their addresses"),
    Part.CALLS: N_("Places on call lists"),
    Part.LIKENESS: N_("What was said of doubtful facts and of duplicates"),
    Part.ACCOUNTS: N_("Cheque accounts learned"),
    Part.MERGES: N_("Sheets merged, kept to be undone"),
    Part.IMPORTS: N_("What imports kept of the sheet"),
    Part.GIFTS: N_("What was written on gifts: clues, notes, references, tributes"),
    Part.REQUESTS: N_("What was written on requests"),
    Part.TRAIL: N_("Values in the trail"),
    Part.VOUCHERS: N_("Cheque numbers, vouchers and deposit slips"),
    Part.RECEIPTS: N_("Identity printed on tax receipts"),
}
"""What each part is, as a person reads it."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What is taken away; ``count`` is in rows, never zero."""

    part: Part
    count: int


@dataclass(frozen=True, slots=True)
class Stays:
    """What the law wants kept a while (GDPR, 17.3.b).

    Attributes:
        term: Which term; its article is quoted.
        count, cents: Receipts or payments it is about, and their sum.
        until: The last day it is kept.
    """

    part: Part
    term: Term
    count: int
    cents: int
    until: date
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What erasing a person does; the same before and after.

    Attributes:
        number: The donor number, without its key; it stays on the gifts.
        name: As the sheet says before; empty on a sheet that was erased before.
        gone: What is taken away, part by part.
        stays: What is kept until its term; nothing once the terms have passed.
        gifts, cents: Payments that stay, nameless, and their sum: no total changes.
        whole: Whether the record goes too: nothing refers to it.
        unreceipted: Gifts of the last years without a receipt: none can be made afterwards.
        obstacles: Why it cannot be done yet, in sentences.
    """

    donor_id: int
    number: int
    name: str
    gone: tuple[Gone, ...]
    stays: tuple[Stays, ...]
    gifts: int
    cents: int
    whole: bool
    unreceipted: int = 0
    obstacles: tuple[str, ...] = ()

    @property
    def kept_until(self) -> date | None:
        """The last day anything is kept; None when nothing is."""
        return max((one.until for one in self.stays), default=None)


def erased_name(day: date) -> str:
    """Return what stands in the place of a name."""
    return _("Erased on {day}").format(day=format_day(day))
