# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sheet holds besides the record: other ways to reach a donor, tags, what happened.

The record keeps the main telephone, e-mail and address; these come in any number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.addresses import Address
from app.domain.consents import Consent, check_consent
from app.domain.donors.giftaid import GiftAid, check_gift_aid
from app.domain.donors.kinds import ContactKind, ContactUse, EventKind
from app.domain.donors.standing import StandingGift, check_standing
from app.domain.donors.values import Donor, looks_like_email
from app.kernel.i18n import _
from app.kernel.problem import Problem
from app.kernel.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A telephone or an e-mail address besides the main one.

    Attributes:
        value: The number in the form E.164, or the e-mail address.
    """

    id: int = 0
    version: int = 0
    donor_id: int = 0
    kind: ContactKind = ContactKind.PHONE
    use: ContactUse = ContactUse.OTHER
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedAddress:
    """Where a donor is reached for a time, instead of the main address.

    Attributes:
        label: What the donor calls it, such as ``holidays``.
        from_on, until_on: First and last day; None when it has no beginning or no end.
        yearly: Whether month and day come back each year; the year written does not count then.
    """

    id: int = 0
    version: int = 0
    donor_id: int = 0
    label: str = ""
    address: Address = field(default_factory=Address)
    from_on: date | None = None
    until_on: date | None = None
    yearly: bool = False

    def holds_on(self, day: date) -> bool:
        """Tell whether the donor is reached here on a day; a season may go past New Year."""
        if not self.yearly or self.from_on is None or self.until_on is None:
            begun = self.from_on is None or self.from_on <= day
            return begun and (self.until_on is None or day <= self.until_on)
        first, last, now = ((one.month, one.day) for one in (self.from_on, self.until_on, day))
        return first <= now <= last if first <= last else now >= first or now <= last


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A word of the association's own on a donor."""

    id: int = 0
    version: int = 0
    donor_id: int = 0
    name: str = ""

    @property
    def folded(self) -> str:
        """The folded word: ``Bénévole`` and ``benevole`` are one tag."""
        return fold(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalNumber:
    """The donor's number in another program.

    Attributes:
        source: The program, as the association calls it.
        number: The number as text.
    """

    id: int = 0
    version: int = 0
    donor_id: int = 0
    source: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DonorEvent:
    """Something that happened with a donor and is worth remembering.

    Attributes:
        by: Who wrote it.
    """

    id: int = 0
    version: int = 0
    donor_id: int = 0
    kind: EventKind = EventKind.NOTE
    on_day: date = date.min
    text: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DonorTask:
    """Something to do for a donor by a day.

    Attributes:
        due_on: The day it is shown to whoever has it to do.
        assignee: Who does it, by the name of a user; empty for anyone.
        done_on, done_by: When it was done, and by whom; None and empty until then.
    """

    id: int = 0
    version: int = 0
    donor_id: int = 0
    text: str = ""
    due_on: date = date.min
    assignee: str = ""
    done_on: date | None = None
    done_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DonorDocument:
    """A scan or a letter kept on the sheet.

    Attributes:
        name: The file's own name.
        sha256: Its name in the vault.
    """

    id: int = 0
    version: int = 0
    donor_id: int = 0
    name: str = ""
    sha256: str = ""
    added_on: date = date.min
    by: str = ""


Detail = (
    Contact
    | DatedAddress
    | Tag
    | ExternalNumber
    | DonorEvent
    | DonorTask
    | DonorDocument
    | Consent
    | StandingGift
    | GiftAid
)
"""Any of what a sheet holds besides the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """All that a sheet holds besides the record, each in the order it was written.

    Attributes:
        events: The newest first.
        tasks: Those to do first, by day; then those done, the latest first.
        consents: What the donor accepts and opposes, the newest first.
        standing: What the donor gives by an order at the bank.
        gift_aid: What the donor declared for Gift Aid.
    """

    contacts: Sequence[Contact] = ()
    addresses: Sequence[DatedAddress] = ()
    tags: Sequence[Tag] = ()
    numbers: Sequence[ExternalNumber] = ()
    events: Sequence[DonorEvent] = ()
    tasks: Sequence[DonorTask] = ()
    documents: Sequence[DonorDocument] = ()
    consents: Sequence[Consent] = ()
    standing: Sequence[StandingGift] = ()
    gift_aid: Sequence[GiftAid] = ()


def mailing_address(donor: Donor, dated: Sequence[DatedAddress], day: date) -> Address:
    """Return where mail goes on a day: the dated address in force, else the main one.

    Of several in force the one that began last wins, then the one written last.
    """
    holding = [one for one in dated if one.holds_on(day)]
    if not holding:
        return donor.address
    return max(holding, key=lambda one: (one.from_on or date.min, one.id)).address


def check_detail(detail: Detail, today: date) -> list[Problem]:
    """Return what is wrong with a detail, field by field; telephones are read beforehand."""
    problems: list[Problem] = []
    match detail:
        case Contact():
            problems = _check_contact(detail)
        case DatedAddress():
            problems = _check_address(detail)
        case Tag(folded=""):
            problems = [Problem("name", "donor.tag", _("Type the word of the tag."))]
        case ExternalNumber(number=""):
            problems = [Problem("number", "donor.external", _("Type the number."))]
        case DonorEvent():
            problems = _check_event(detail, today)
        case DonorTask():
            problems = _check_task(detail)
        case Consent():
            problems = check_consent(detail, today)
        case StandingGift():
            problems = check_standing(detail)
        case GiftAid():
            problems = check_gift_aid(detail, today)
    return problems


def _check_contact(contact: Contact) -> list[Problem]:
    if contact.kind is ContactKind.PHONE or looks_like_email(contact.value):
        return []
    message = _("“{email}” is not an e-mail address: it has a name, @ and a domain.")
    return [Problem("value", "donor.email", message.format(email=contact.value))]


def _check_address(dated: DatedAddress) -> list[Problem]:
    problems = []
    if not dated.address.is_complete:
        message = _("An address needs a street or a place name, a postal code and a city.")
        problems.append(Problem("street", "donor.address", message))
    if dated.yearly and (dated.from_on is None or dated.until_on is None):
        message = _("What comes back each year has a first and a last day: type both.")
        problems.append(Problem("from_on", "donor.address_yearly", message))
    elif not dated.yearly and dated.from_on and dated.until_on and dated.until_on < dated.from_on:
        message = _("The last day comes before the first: correct one of them.")
        problems.append(Problem("until_on", "donor.address_days", message))
    return problems


def _check_event(event: DonorEvent, today: date) -> list[Problem]:
    problems = []
    if not event.text.strip():
        problems.append(Problem("text", "donor.event", _("Type what happened.")))
    if event.on_day == date.min:
        problems.append(Problem("on_day", "donor.event_day", _("Type the day it happened.")))
    if event.on_day > today:
        message = _("This day is yet to come: type the day it happened.")
        problems.append(Problem("on_day", "donor.event_day", message))
    return problems


def _check_task(task: DonorTask) -> list[Problem]:
    problems = []
    if not task.text.strip():
        problems.append(Problem("text", "donor.task", _("Type what is to be done.")))
    if task.due_on == date.min:
        message = _("Type the day it is to be done by.")
        problems.append(Problem("due_on", "donor.task_day", message))
    return problems
