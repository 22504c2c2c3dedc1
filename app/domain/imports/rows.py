# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a row of somebody's table to a donor and a gift, or to what is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from typing import TypeVar

from app.domain.addresses import Address
from app.domain.consents import Channel, Consent, Purpose, Standing
from app.domain.donors import Donor, DonorKind, check_donor
from app.domain.gifts import PLAIN, GiftDetails, GiftPurpose, Means, Tribute
from app.domain.imports import values
from app.domain.imports.cells import ERRORS, Cell, is_blank, text_of, texts_of
from app.domain.imports.fields import DONOR_FIELDS, GIFT_FIELDS, ColumnMap, Field, ImportKind
from app.domain.imports.names import FoundName, looks_like_organisation, name_order, split_name
from app.domain.imports.remembered import REMEMBERED, Remembered
from app.domain.imports.values import Conventions, Unreadable
from app.kernel.i18n import _
from app.kernel.problem import Severity
from app.kernel.text import digits

R = TypeVar("R")
Texts = Mapping[Field, str]
_NO_TEXT = frozenset({Field.DAY, Field.AMOUNT, Field.BENEFIT})
_CHEQUE = frozenset({Field.CHEQUE_NUMBER, Field.CHEQUE_BANK, Field.CHEQUE_DAY})


class RowRefused(Exception):  # noqa: N818 - a verdict, told row by row
    """A row that is not brought in.

    Attributes:
        column: The head of the column, or empty when it is about the whole row.
        found, expected: What stands there, what should.
    """

    def __init__(self, column: str, found: str, expected: str) -> None:
        """Tell what is wrong."""
        super().__init__(expected)
        self.column = column
        self.found = found
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that was not taken as it stands, though its row was."""

    column: str
    found: str
    told: str


@dataclass(frozen=True, slots=True)
class DonorRow:
    """What a row says of a donor.

    Attributes:
        number: The number as written; whose it is, the dossier knows.
        named: Whether the row has a name at all.
        unknown: The clue to a donor not known, or words such as ``ANONYME``; else empty.
        said: What the donor accepts and opposes, by these columns; without its day.
    """

    number: str
    donor: Donor
    named: bool
    unknown: str
    doubts: tuple[Doubt, ...] = ()
    said: tuple[Consent, ...] = ()


@dataclass(frozen=True, slots=True)
class GiftRow:
    """What a row says of a gift; fund and appeal by name or code.

    Attributes:
        cheque_dated_on: The day the cheque itself bears.
        details: What was given in return, and for whose sake it was given.
        foreign_receipt: The tax receipt somebody else issued for it, or empty.
        means_told: False when neither the row nor a person says how it was paid.
    """

    day: date
    cents: int
    means: Means
    cheque_number: str
    cheque_bank: str
    fund: str
    appeal: str
    reference: str
    note: str
    cheque_dated_on: date | None = None
    details: GiftDetails = PLAIN
    foreign_receipt: str = ""
    means_told: bool = True


@dataclass(frozen=True, slots=True)
class GiftDefaults:
    """What holds for all gifts of a file whose rows do not say otherwise.

    Attributes:
        means: How they were paid; None when nobody said.
        issuer: Who issued the receipts whose numbers the file tells, such as a platform.
        receipt: What stands for the receipt of rows without a number, when all are receipted.
        purpose: What the payments are.
    """

    means: Means | None = None
    issuer: str = ""
    receipt: str = ""
    purpose: GiftPurpose = GiftPurpose.DONATION


NO_DEFAULTS = GiftDefaults()

_OPPOSED = {
    Field.NEWSLETTER: (Purpose.NEWSLETTER, Channel.ALL),
    Field.OPPOSED_POST: (Purpose.ALL, Channel.POST),
    Field.OPPOSED_EMAIL: (Purpose.ALL, Channel.EMAIL),
    Field.OPPOSED_SMS: (Purpose.ALL, Channel.SMS),
    Field.OPPOSED_PHONE: (Purpose.ALL, Channel.PHONE),
    Field.OPPOSED_PARTNERS: (Purpose.PARTNERS, Channel.ALL),
    Field.OPPOSED: (Purpose.ALL, Channel.ALL),
}
"""What a column is about, the widest last: of one day, what is written last holds."""


class RowReader:
    """Reads the rows of one sheet.

    Args:
        columns: What its columns hold.
        how: How it writes days and amounts.
        kind: What is brought in; remarks belong to the gift when gifts are.
        defaults: What holds for gifts whose rows do not say otherwise.
    """

    def __init__(
        self,
        columns: ColumnMap,
        how: Conventions,
        kind: ImportKind,
        defaults: GiftDefaults = NO_DEFAULTS,
    ) -> None:
        """Look at the head once."""
        self._defaults = defaults
        self._columns = columns
        self._kind = kind
        self._how = how
        self._first_name_leads = name_order(columns.title(Field.FULL_NAME))
        told_of_gifts = columns.has(Field.BENEFIT, Field.IN_MEMORY, Field.IN_HONOUR)
        self._plain = None if told_of_gifts else GiftDetails(purpose=defaults.purpose)
        self._opposed = tuple(told for told in _OPPOSED.items() if columns.has(told[0]))
        self._titles = {column.index: column.title for column in columns.columns}
        self._twice = tuple(
            one for one in (Field.PHONE, Field.EMAIL, Field.STREET) if len(columns.indexes(one)) > 1
        )
        self._of_donor = columns.places(DONOR_FIELDS)
        self._of_gift = columns.places((GIFT_FIELDS | {Field.NOTES}) - _NO_TEXT)
        of_donor = {place for wanted, place in self._of_donor if wanted is not Field.NOTES}
        self._donors = Remembered[DonorRow]({*of_donor, *columns.indexes(Field.CLUE)})
        # A file writes the same few days and amounts over and over; typed, for True is no 1 here.
        self._to_cents = lru_cache(REMEMBERED, typed=True)(partial(values.read_cents, how=how))
        self._to_day = lru_cache(REMEMBERED, typed=True)(partial(values.read_day, how=how))

    def donor(self, cells: Sequence[Cell]) -> DonorRow:
        """Read what a row says of a donor.

        Raises:
            RowRefused: When a value cannot be mended.
        """
        if not ERRORS.isdisjoint(cells):
            self._refuse_errors(cells)
        if self._kind is ImportKind.DONORS:
            return self._donor(cells)
        return self._donors.of(cells, self._donor)

    def _donor(self, cells: Sequence[Cell]) -> DonorRow:
        told = texts_of(cells, self._of_donor)
        name = self._name(told)
        label = f"{name.last_name} {name.first_name} {name.organisation}".strip()
        number = told.get(Field.NUMBER, "")
        clue = "" if label or number else self._columns.text(cells, Field.CLUE)
        if clue or values.is_unknown_donor(label):
            return DonorRow("", Donor(last_name=""), named=False, unknown=clue or label)
        organisation = bool(name.organisation)
        donor = Donor(
            kind=DonorKind.ORGANISATION if organisation else DonorKind.PERSON,
            civility="" if organisation else name.civility,
            last_name="" if organisation else name.last_name,
            first_name="" if organisation else name.first_name,
            organisation_name=name.organisation,
            address=self._address(told),
            phone=values.read_phone(self._columns.cell(cells, Field.PHONE)),
            email=told.get(Field.EMAIL, ""),
            siren=values.read_siren(told.get(Field.SIREN, "")),
            legal_form=told.get(Field.LEGAL_FORM, ""),
            notes=self._notes(cells, name if organisation else FoundName()),
            former_number=number,
        )
        donor, doubts = self._doubtful(donor)
        named = bool(name.last_name or name.organisation)
        return DonorRow(number, donor, named, "", doubts, self._said(told))

    def _refuse_errors(self, cells: Sequence[Cell]) -> None:
        """Refuse a row in which a formula that counts ended in an error."""
        for column in self._columns.columns:
            if column.field is None or column.index >= len(cells):
                continue
            cell = cells[column.index]
            if cell in ERRORS:
                expected = _("a value: the formula of this cell ended in an error")
                raise RowRefused(column.title, text_of(cell), expected)

    def gift(self, cells: Sequence[Cell]) -> GiftRow:
        """Read what a row says of a gift.

        Raises:
            RowRefused: When a value cannot be mended.
        """
        told = texts_of(cells, self._of_gift)
        cheque_number, cheque_day = told.get(Field.CHEQUE_NUMBER, ""), None
        paid_by = self._means(told)
        with_means = paid_by or Means.CHEQUE
        if with_means is not Means.CHEQUE:
            cheque_number = ""
        elif Field.CHEQUE_DAY in told:
            cheque_day = self._day(cells, Field.CHEQUE_DAY)
        cents = self._read(cells, Field.AMOUNT, self._to_cents)
        return GiftRow(
            day=self._day(cells, Field.DAY),
            cents=cents,
            means=with_means,
            cheque_dated_on=cheque_day,
            details=self._details(cells, cents),
            cheque_number=cheque_number,
            cheque_bank=told.get(Field.CHEQUE_BANK, ""),
            fund=told.get(Field.FUND, ""),
            appeal=told.get(Field.APPEAL, ""),
            reference=told.get(Field.REFERENCE, ""),
            note=told.get(Field.NOTES, ""),
            foreign_receipt=self._foreign_receipt(told.get(Field.FOREIGN_RECEIPT, "")),
            means_told=paid_by is not None,
        )

    def _means(self, told: Texts) -> Means | None:
        """Return how a gift was paid; who writes a cheque's number or bank says so too."""
        if Field.MEANS in told:
            return self._taken(Field.MEANS, told, values.read_means)
        if not _CHEQUE.isdisjoint(told):
            return Means.CHEQUE
        return self._defaults.means

    def _foreign_receipt(self, number: str) -> str:
        return f"{self._defaults.issuer} {number}".strip() if number else self._defaults.receipt

    def _said(self, told: Texts) -> tuple[Consent, ...]:
        """Read what is opposed: a box that is not ticked says nothing; a newsletter is wanted."""
        said = []
        for wanted, (purpose, channel) in self._opposed:
            ticked = self._taken(wanted, told, values.read_yes_or_no) if wanted in told else None
            if ticked is None or not (ticked or wanted is Field.NEWSLETTER):
                continue
            accepted = wanted is Field.NEWSLETTER and ticked
            standing = Standing.CONSENT if accepted else Standing.OPPOSED
            said.append(Consent(purpose=purpose, channel=channel, standing=standing))
        return tuple(said)

    def _day(self, cells: Sequence[Cell], wanted: Field) -> date:
        return self._read(cells, wanted, self._to_day)

    def _details(self, cells: Sequence[Cell], cents: int) -> GiftDetails:
        """Read what was given in return, and for whose sake; one name alone is kept."""

        def worth(cell: Cell) -> int:
            read = values.read_worth(cell, self._how)
            if read >= cents:
                raise Unreadable(_("less than the gift: what was given back makes it a sale"))
            return read

        if self._plain is not None:
            return self._plain
        memory = self._columns.text(cells, Field.IN_MEMORY)
        honour = self._columns.text(cells, Field.IN_HONOUR)
        tribute = Tribute.NONE
        if memory or honour:
            tribute = Tribute.MEMORY if memory else Tribute.HONOUR
        return GiftDetails(
            purpose=self._defaults.purpose,
            benefit_cents=self._read(cells, Field.BENEFIT, worth),
            tribute=tribute,
            tribute_name=memory or honour,
        )

    def cents(self, cells: Sequence[Cell]) -> int:
        """Return the amount of a row, or 0 when it cannot be read."""
        if not self._columns.has(Field.AMOUNT):
            return 0
        try:
            return self._to_cents(self._columns.cell(cells, Field.AMOUNT))
        except Unreadable:
            return 0

    def _read(self, cells: Sequence[Cell], wanted: Field, read: Callable[[Cell], R]) -> R:
        cell = self._columns.cell(cells, wanted)
        try:
            return read(cell)
        except Unreadable as problem:
            raise self._refused(wanted, text_of(cell), problem) from problem

    def _taken(self, wanted: Field, told: Texts, read: Callable[[str], R]) -> R:
        text = told.get(wanted, "")
        try:
            return read(text)
        except Unreadable as problem:
            raise self._refused(wanted, text, problem) from problem

    def _refused(self, wanted: Field, found: str, problem: Unreadable) -> RowRefused:
        return RowRefused(self._columns.title(wanted), found or _("nothing"), problem.expected)

    def _name(self, told: Texts) -> FoundName:
        civility = values.read_civility(told.get(Field.CIVILITY, ""))
        organisation = told.get(Field.ORGANISATION, "")
        last, first = told.get(Field.LAST_NAME, ""), told.get(Field.FIRST_NAME, "")
        whole = told.get(Field.FULL_NAME, "")
        if organisation:
            return FoundName(civility, last, first, organisation)
        if last and not first and not civility and looks_like_organisation(last):
            return FoundName(organisation=last)
        if not last and whole:
            split = split_name(whole, first_name_leads=self._first_name_leads)
            return replace(split, civility=civility or split.civility)
        return FoundName(civility, last, first)

    def _address(self, told: Texts) -> Address:
        country = self._taken(Field.COUNTRY, told, values.read_country)
        code, city = told.get(Field.POSTAL_CODE, ""), told.get(Field.CITY, "")
        place = told.get(Field.PLACE, "")
        together = place or code
        if together and not city:
            first, _space, rest = together.partition(" ")
            if len(digits(first)) == len(first) and any(c.isalpha() for c in rest):
                code, city = first, rest
        return Address(
            complement=told.get(Field.COMPLEMENT, ""),
            building=told.get(Field.BUILDING, ""),
            street=told.get(Field.STREET, ""),
            locality=told.get(Field.LOCALITY, ""),
            postal_code=values.read_postal_code(code, country, self._how.codes_kept),
            city=city,
            country=country,
        )

    def _notes(self, cells: Sequence[Cell], contact: FoundName) -> str:
        """Gather remarks, and second values of fields that hold one: nothing is dropped unsaid."""
        told = self._columns
        notes = [
            text_of(cells[index])
            for index in told.indexes(Field.NOTES)
            if self._kind is ImportKind.DONORS and index < len(cells) and not is_blank(cells[index])
        ]
        for wanted in self._twice:
            filled = [
                index
                for index in told.indexes(wanted)
                if index < len(cells) and not is_blank(cells[index])
            ]
            notes.extend(f"{self._titles[index]}: {text_of(cells[index])}" for index in filled[1:])
        if person := f"{contact.first_name} {contact.last_name}".strip():
            notes.append(_("Contact: {name}").format(name=person))
        return "; ".join(notes)

    def _doubtful(self, donor: Donor) -> tuple[Donor, tuple[Doubt, ...]]:
        """Move an e-mail address or SIREN number that cannot be one to the notes."""
        doubts = []
        for problem in check_donor(donor):
            if problem.field in _MOVABLE:
                title = self._columns.title(_MOVABLE[problem.field])
                found = getattr(donor, problem.field)
                doubts.append(Doubt(title, found, problem.message))
                notes = "; ".join(filter(None, (donor.notes, f"{title}: {found}")))
                email = "" if problem.field == "email" else donor.email
                siren = "" if problem.field == "siren" else donor.siren
                donor = replace(donor, notes=notes, email=email, siren=siren)
            elif problem.field == "postal_code" and problem.severity is Severity.WARNING:
                title = self._columns.title(Field.POSTAL_CODE)
                doubts.append(Doubt(title, donor.address.postal_code, problem.message))
        return donor, tuple(doubts)


_MOVABLE = {"email": Field.EMAIL, "siren": Field.SIREN}
