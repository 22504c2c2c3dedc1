# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the donors page says, in words; no Qt."""

from collections.abc import Sequence

from app.domain.addresses import (
    ReturnedLetter,
    ReturnReason,
    closing,
    postal_lines,
    reason_words,
)
from app.domain.consents import Consent, opposition_words
from app.domain.donors import (
    Detail,
    Details,
    Donor,
    ReceiptWish,
    channel_words,
    days_words,
    erased_words,
    phone_words,
    wish_words,
)
from app.domain.duplicates import likeness_words
from app.domain.gifts import GiftPurpose, GiftState, purpose_words, tribute_words
from app.domain.lists import SavedList, told
from app.kernel.formats import format_count, format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.donors import DonorSheet
from app.usecases.duplicates import LookAlike
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.people import DonorLine, ListRow
from app.usecases.ports.receipts import RegisterLine

DASH = "—"
"""For nothing, in a cell."""
_CANCELLED = "cancelled"
_NO_BREAK = "\u00a0"

_PARTED = " · "


def listed_name(row: ListRow) -> str:
    """Write the name with what one must know, for a narrow list."""
    word = state(row.line)
    if not word:
        return row.line.name
    return _("{name} ({state})").format(name=row.line.name, state=word.lower())


def state(line: DonorLine) -> str:
    """Name what one must know before writing or calling, or nothing."""
    if line.deceased_on:
        return _("Deceased")
    if line.archived_on:
        return _("Archived")
    return _("Returned mail") if line.returned_on else ""


def is_gone(line: DonorLine) -> bool:
    """Tell whether the donor stands in the list for the record only."""
    return line.deceased_on is not None or line.archived_on is not None


def count_text(shown: int, *, narrowed: bool, cents: int | None = None) -> str:
    """Say how many donors the list holds, and what they gave once it is known."""
    if narrowed:
        text = ngettext("{count} donor found", "{count} donors found", shown)
    else:
        text = ngettext("{count} donor", "{count} donors", shown)
    return _with_sum(text.format(count=format_count(shown)), cents)


def selected_text(count: int, cents: int | None = None) -> str:
    """Say how many donors are selected, and what they gave once it is known."""
    text = ngettext("{count} donor selected", "{count} donors selected", count)
    return _with_sum(text.format(count=format_count(count)), cents)


def list_words(made: SavedList) -> str:
    """Say what a list is made by: its name when it has one, and its conditions."""
    words = told(made.conditions)
    if not made.name:
        return words
    return _("{name}: {conditions}").format(name=made.name, conditions=words or _("all donors"))


def _with_sum(text: str, cents: int | None) -> str:
    return text if cents is None else f"{text}{_PARTED}{format_amount(cents)}"


def gifts_summary(line: DonorLine) -> str:
    """Say in one sentence what a donor gave."""
    if not line.gifts or line.last_on is None:
        return _("No gift yet.")
    text = ngettext(
        "{count} gift, {total}. Last one: {last} on {day}.",
        "{count} gifts, {total}. Last one: {last} on {day}.",
        line.gifts,
    )
    return text.format(
        count=line.gifts,
        total=format_amount(line.cents),
        last=format_amount(line.last_cents),
        day=format_day(line.last_on),
    )


def warnings(
    donor: Donor, returned: Sequence[ReturnedLetter] = (), said: Sequence[Consent] = ()
) -> list[str]:
    """Say what one must know before writing to a donor.

    Args:
        donor: Whom.
        returned: Letters come back.
        said: What the donor accepts and opposes.
    """
    if donor.erased_on:
        return [erased_words(donor.erased_on)]
    found = []
    if donor.deceased_on:
        found.append(_("Deceased on {day}.").format(day=format_day(donor.deceased_on)))
    if donor.archived_on:
        found.append(_("Archived on {day}.").format(day=format_day(donor.archived_on)))
    if donor.returned_on:
        closed = closing(returned, donor.address)
        message = _(
            "A letter came back from this address on {day} ({reason}): ask for the new one."
        )
        reason = reason_words(closed.reason if closed else ReturnReason.UNSAID)
        found.append(message.format(day=format_day(donor.returned_on), reason=reason))
    if donor.receipt_wish is not ReceiptWish.NONE and not donor.address.is_complete:
        found.append(_("Incomplete address: no tax receipt can be issued."))
    if opposed := opposition_words(said):
        found.append(opposed)
    return found


def receipt_habit(donor: Donor) -> str:
    """Say what receipt a donor wants: ``Once a year, on paper``."""
    wish = wish_words()[donor.receipt_wish]
    if donor.receipt_wish is ReceiptWish.NONE:
        return wish
    return f"{wish} · {channel_words()[donor.receipt_channel].lower()}"


def known_by(donor: Donor) -> str:
    """Say who knows a donor, and when an organisation's year ends; empty when neither is known."""
    who = _("Correspondent: {name}").format(name=donor.correspondent)
    ends = _("year ends on {day}").format(day=donor.fiscal_year_end)
    parts = (who if donor.correspondent else "", ends if donor.fiscal_year_end else "")
    return _PARTED.join(part for part in parts if part)


def format_phone(phone: str) -> str:
    """Write a French telephone number by pairs, others with their country code."""
    bare = phone.replace(" ", "").replace(".", "")
    if len(bare) == 10 and bare.isdecimal() and bare.startswith("0"):  # noqa: PLR2004 - 0 + 9
        return _NO_BREAK.join(bare[i : i + 2] for i in range(0, 10, 2))
    return phone_words(phone) if phone else ""


def contact(donor: Donor) -> str:
    """Write telephone and e-mail on one line."""
    return " · ".join(part for part in (format_phone(donor.phone), donor.email) if part)


def address_text(sheet: DonorSheet) -> str:
    """Write where mail goes today on one line, and until when if it is for a time."""
    donor = sheet.donor
    lines = ", ".join(postal_lines("", sheet.mail_to)) or _("No address.")
    if sheet.mail_to == donor.address:
        return lines
    dated = next(one for one in sheet.details.addresses if one.address == sheet.mail_to)
    return _("{address} ({days})").format(address=lines, days=days_words(dated))


def reached_lines(details: Details) -> list[Detail]:
    """Return the lines that tell where a donor is reached, and under which words and numbers."""
    return [*details.contacts, *details.addresses, *details.tags, *details.numbers]


def followed_lines(details: Details) -> list[Detail]:
    """Return what is to be done, what is kept, what happened, and last what was done."""
    waiting = [task for task in details.tasks if task.done_on is None]
    done = [task for task in details.tasks if task.done_on is not None]
    return [
        *waiting,
        *details.standing,
        *details.gift_aid,
        *details.documents,
        *details.events,
        *done,
    ]


def gift_state(line: GiftLine) -> str:
    """Name what happened to a gift, beyond being posted."""
    if line.state is GiftState.DRAFT:
        return _("Being keyed")
    if line.reverses_id:
        return _("Reversal")
    if line.reversed_by:
        return _("Reversed")
    return _("Corrected") if line.corrects_id else _("Posted")


def fund_and_state(line: GiftLine) -> str:
    """Write what a gift was for, what it is besides, and its state when it does not stand."""
    told = _PARTED.join((line.fund_name, *_besides(line)))
    if line.state is GiftState.POSTED and not (line.reverses_id or line.reversed_by):
        return told
    return _("{name} ({state})").format(name=told, state=gift_state(line).lower())


def _besides(line: GiftLine) -> tuple[str, ...]:
    """Say what makes a gift more than money from its donor."""
    details = line.details
    purpose = details.purpose is not GiftPurpose.DONATION
    benefit = _("{amount} given back").format(amount=format_amount(details.benefit_cents))
    payer = _("paid by {name}").format(name=line.payer_name)
    thanked = _("thanks to {name}").format(name=line.thanked_name)
    told = (
        purpose_words()[details.purpose].lower() if purpose else "",
        details.description,
        f"{tribute_words()[details.tribute]} {details.tribute_name}" if details.tribute else "",
        benefit if details.benefit_cents else "",
        payer if line.payer_name else "",
        thanked if line.thanked_name else "",
    )
    return tuple(part for part in told if part)


def is_cancelled(line: RegisterLine) -> bool:
    """Tell whether a receipt was cancelled."""
    return line.state == _CANCELLED


def receipt_state(line: RegisterLine) -> str:
    """Name what became of a receipt, with the one that replaces it."""
    if not is_cancelled(line):
        return _("Issued")
    if not line.replaced_by:
        return _("Cancelled")
    return _("Replaced by {number}").format(number=line.replaced_by)


def by_year(gifts: Sequence[GiftLine]) -> list[tuple[int, int, int]]:
    """Return (year, gifts, cents) of posted gifts, the latest year first."""
    years: dict[int, tuple[int, int]] = {}
    for gift in gifts:
        if gift.state is GiftState.POSTED:
            count, cents = years.get(gift.received_on.year, (0, 0))
            stands = not gift.reverses_id and not gift.reversed_by
            years[gift.received_on.year] = (count + stands, cents + gift.cents)
    return [(year, *years[year]) for year in sorted(years, reverse=True)]


def years_text(gifts: Sequence[GiftLine], limit: int = 3) -> str:
    """Say what was given in the latest years, in one line."""
    parts = []
    for year, count, cents in by_year(gifts)[:limit]:
        text = ngettext("{year}: {count} gift, {total}", "{year}: {count} gifts, {total}", count)
        parts.append(text.format(year=year, count=count, total=format_amount(cents)))
    return " · ".join(parts)


def look_alike_lines(alike: LookAlike, number: str) -> tuple[str, str, str]:
    """Write a look-alike: name and number, where, and why."""
    reasons = ", ".join(likeness_words(reason) for reason in alike.reasons)
    name = _("{donor}, no. {number}").format(donor=alike.line.name, number=number)
    return name, f"{alike.line.postal_code} {alike.line.city}".strip(), reasons
