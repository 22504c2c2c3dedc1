# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what stands in the dossier to a letter ready to be printed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.addresses import postal_lines
from app.domain.campaigns import Appeal
from app.domain.donors import number_text, salutation_of
from app.domain.gifts import means_words
from app.domain.letters.body import Emblem, read_body
from app.domain.letters.conditions import Facts
from app.domain.letters.fields import Field
from app.domain.letters.layout import letter_pages, window_place
from app.domain.letters.queue import DueThanks, Recipient
from app.domain.letters.sheet import LetterSheet, merged
from app.domain.letters.values import LetterTemplate
from app.domain.organisation import Organisation
from app.domain.paper import Page
from app.domain.readers.coupons import CouponLabel
from app.domain.readers.scans import MOST_APPEALS, MOST_DONORS, Coupon
from app.kernel.formats import format_day, format_long_day
from app.kernel.i18n import _, use_language
from app.kernel.money import format_amount
from app.kernel.spelling import spell_amount
from app.usecases.letters.templates import names_of
from app.usecases.ports import UnitOfWork
from app.usecases.ports.people import DonorLine
from app.usecases.ports.tools import Tools


@dataclass(frozen=True, slots=True)
class Matter:
    """What one letter is about.

    Attributes:
        to: Whom it is to.
        template: What it says.
        why: Why that template, in words; empty when it was chosen by hand.
        due: The gifts it thanks for, None for another letter.
        special: What fields stand for besides, in the language of the donor.
        cents: What it is about comes to, 0 when it is about no money.
        last: The donor's row, which tells the last gift.
    """

    to: Recipient
    template: LetterTemplate
    why: str = ""
    due: DueThanks | None = None
    special: Mapping[Field, str] = field(default_factory=dict)
    cents: int = 0
    last: DonorLine | None = None

    @property
    def gift_ids(self) -> tuple[int, ...]:
        """The gifts it thanks for."""
        return tuple(gift.id for gift in self.due.gifts) if self.due else ()

    @property
    def name(self) -> str:
        """The name on the envelope."""
        return self.special.get(Field.NAME) or self.to.donor.addressee

    def facts(self) -> Facts:
        """What its paragraphs depend on."""
        kind, newsletter = self.to.donor.kind, self.to.newsletter
        if self.due:
            return self.due.facts(kind, newsletter=newsletter)
        return Facts(cents=self.cents, kind=kind, newsletter=newsletter)


class Press:
    """Makes letters of one moment; the same matter always gives the same pages.

    Args:
        uow: Where the association, its pictures and its names are read.
        tools: The printer.
        today: The day of the letters.
    """

    def __init__(self, uow: UnitOfWork, tools: Tools, today: date) -> None:
        """Read what every letter shares."""
        settings = uow.letters.settings()
        self._tools = tools
        self._today = today
        self._organisation = uow.organisation.get()
        self._names = names_of(uow)
        self._appeals = {one.id: one for one in uow.appeals.all()}
        self._window = window_place(settings.window_left, settings.window_top)
        emblems = {
            Emblem.LOGO: self._organisation.logo_sha256,
            Emblem.SIGNATURE: self._organisation.signature_sha256,
        }
        self._emblems = tuple((emblem, name) for emblem, name in emblems.items() if name)
        self.pictures = {name: uow.documents.read(name) for _emblem, name in self._emblems}
        self._sender = tuple(_sender(self._organisation))

    @property
    def title(self) -> str:
        """What the reader's window calls the letters."""
        return self._organisation.name

    def sheet(self, matter: Matter) -> LetterSheet:
        """Return what a letter prints, in the language of its donor."""
        donor = matter.to.donor
        with use_language(donor.language):
            rows = tuple(self._rows(matter.due)) if matter.due else ()
            body = read_body(matter.template.body(donor.language))
            values = self.values(matter)
            city = self._organisation.address.city
            day = format_long_day(self._today, weekday=False)
            return LetterSheet(
                sender=self._sender,
                to=postal_lines(matter.name, matter.to.address),
                dated=_("{city}, {day}").format(city=city, day=day) if city else day,
                body=merged(body, matter.facts(), values, len(rows)),
                heads=(_("Day"), _("Payment method"), _("Fund"), _("Amount")),
                gifts=rows,
                total=(_("Total"), format_amount(matter.cents)),
                coupon=self._coupon(matter),
                pictures=self._emblems,
                window=self._window,
            )

    def values(self, matter: Matter) -> dict[Field, str]:
        """Return what stands for each field, in the language of the donor."""
        with use_language(matter.to.donor.language):
            return {**self._values(matter), **matter.special}

    def pages(self, matter: Matter, sheet: LetterSheet) -> list[Page]:
        """Return the sheets of a letter."""
        with use_language(matter.to.donor.language):
            return letter_pages(sheet, self._tools.printer.width)

    def document(self, pages: Sequence[Page]) -> tuple[bytes, bytes]:
        """Return what a letter's document shares with others, and its own end."""
        series = self._tools.printer.series(pages, title=self.title, pictures=self.pictures)
        return series.base, series.tail(pages)

    def _rows(self, due: DueThanks) -> Iterator[tuple[str, ...]]:
        words = means_words()
        for gift in due.gifts:
            fund = self._names.funds.get(gift.fund_id, "")
            amount, day = format_amount(gift.cents), format_day(gift.received_on)
            yield (day, words[gift.means], fund, amount)

    def _values(self, matter: Matter) -> dict[Field, str]:
        donor, organisation = matter.to.donor, self._organisation
        lines = postal_lines(matter.name, matter.to.address)
        return {
            Field.SALUTATION: salutation_of(donor),
            Field.NAME: donor.addressee,
            Field.FIRST_NAME: donor.first_name,
            Field.LAST_NAME: donor.last_name or donor.organisation_name,
            Field.NUMBER: donor.number_text,
            Field.ADDRESS: "\n".join(lines),
            Field.TODAY: format_long_day(self._today, weekday=False),
            Field.LAST_GIFT: _last_gift(matter.last),
            Field.ASSOCIATION: organisation.name,
            Field.ASSOCIATION_PHONE: organisation.phone,
            Field.ASSOCIATION_EMAIL: organisation.email,
            Field.SIGNATORY: organisation.signatory_name,
            Field.SIGNATORY_TITLE: organisation.signatory_title,
            **(_money(matter.cents, donor.language) if matter.cents else {}),
            **(self._gift_values(matter.due) if matter.due else {}),
        }

    def _gift_values(self, due: DueThanks) -> dict[Field, str]:
        words = means_words()
        funds = dict.fromkeys(self._names.funds.get(one.fund_id, "") for one in due.gifts)
        appeals = dict.fromkeys(
            self._names.appeals[one.appeal_id] for one in due.gifts if one.appeal_id
        )
        last = max(one.received_on for one in due.gifts)
        return {
            Field.COUNT: str(due.payments),
            Field.LAST_DAY: format_long_day(last, weekday=False),
            Field.MEANS: ", ".join(dict.fromkeys(words[one.means].lower() for one in due.gifts)),
            Field.FUNDS: ", ".join(funds),
            Field.APPEALS: ", ".join(appeals),
        }

    def _coupon(self, matter: Matter) -> CouponLabel | None:
        """Return the coupon of a letter that has one; a number too long for its code has none."""
        donor, address = matter.to.donor, matter.to.address
        if not matter.template.coupon or donor.number > MOST_DONORS:
            return None
        appeal = self._appeal(matter.due)
        return CouponLabel(
            name=donor.display_name,
            place=f"{address.postal_code} {address.city}".strip(),
            number=number_text(donor.number),
            appeal=appeal.name if appeal else "",
            digits=Coupon(donor.number, appeal.id if appeal else 0).digits,
        )

    def _appeal(self, due: DueThanks | None) -> Appeal | None:
        ids = [one.appeal_id for one in due.gifts if one.appeal_id] if due else []
        fitting = [one for one in ids if one <= MOST_APPEALS]
        return self._appeals[fitting[-1]] if fitting else None


def _sender(organisation: Organisation) -> Iterator[str]:
    address = organisation.address
    place = f"{address.postal_code} {address.city}".strip()
    where = (address.complement, address.building, address.street, address.locality, place)
    yield organisation.name
    yield from (line for line in (*where, organisation.phone, organisation.email) if line)


def _money(cents: int, language: str) -> dict[Field, str]:
    return {
        Field.TOTAL: format_amount(cents),
        Field.TOTAL_WORDS: spell_amount(cents, language),
    }


def _last_gift(line: DonorLine | None) -> str:
    if line is None or line.last_on is None:
        return ""
    told = _("{amount} on {day}")
    day = format_long_day(line.last_on, weekday=False)
    return told.format(amount=format_amount(line.last_cents), day=day)
