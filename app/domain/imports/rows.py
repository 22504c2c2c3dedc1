# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a row of somebody's table to a donor and a gift, or to what is wrong with it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from app.domain.addresses import Address
from app.domain.consents import Channel, Consent, Purpose, Standing
from app.domain.donors import Donor, DonorKind, check_donor
from app.domain.gifts import PLAIN, GiftDetails, Means, Tribute
from app.domain.imports import values
from app.domain.imports.cells import Cell, is_blank, text_of
from app.domain.imports.fields import NAMES, ColumnMap, Field, ImportKind
from app.domain.imports.names import FoundName, looks_like_organisation, split_name
from app.domain.imports.values import Conventions, DayOrder, Unreadable
from app.kernel.i18n import _
from app.kernel.problem import Severity
from app.kernel.text import digits, fold

R = TypeVar("R")
_SIRET = 14
_SIREN = 9


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
    """

    def __init__(self, columns: ColumnMap, how: Conventions, kind: ImportKind) -> None:
        """Look at the head once."""
        self._columns = columns
        self._kind = kind
        self._how = how
        self._first_name_leads = _order_in(columns.title(Field.FULL_NAME))

    def donor(self, cells: Sequence[Cell]) -> DonorRow:
        """Read what a row says of a donor.

        Raises:
            RowRefused: When a value cannot be mended.
        """
        told = self._columns
        name = self._name(cells)
        label = f"{name.last_name} {name.first_name} {name.organisation}".strip()
        number = told.text(cells, Field.NUMBER)
        clue = "" if label or number else told.text(cells, Field.CLUE)
        if clue or values.is_unknown_donor(label):
            return DonorRow("", _nobody(), named=False, unknown=clue or label)
        organisation = bool(name.organisation)
        donor = Donor(
            kind=DonorKind.ORGANISATION if organisation else DonorKind.PERSON,
            civility="" if organisation else name.civility,
            last_name="" if organisation else name.last_name,
            first_name="" if organisation else name.first_name,
            organisation_name=name.organisation,
            address=self._address(cells),
            phone=values.read_phone(told.cell(cells, Field.PHONE)),
            email=told.text(cells, Field.EMAIL),
            siren=_siren(told.text(cells, Field.SIREN)),
            legal_form=told.text(cells, Field.LEGAL_FORM),
            notes=self._notes(cells, name if organisation else FoundName()),
        )
        donor, doubts = self._doubtful(donor)
        return DonorRow(number, donor, bool(label), "", doubts, self._said(cells))

    def gift(self, cells: Sequence[Cell]) -> GiftRow:
        """Read what a row says of a gift.

        Raises:
            RowRefused: When a value cannot be mended.
        """
        told = self._columns
        with_means = self._read(cells, Field.MEANS, lambda c: values.read_means(text_of(c)))
        cheque_number, cheque_day = told.text(cells, Field.CHEQUE_NUMBER), None
        if with_means is not Means.CHEQUE:
            cheque_number = ""
        elif told.text(cells, Field.CHEQUE_DAY):
            cheque_day = self._day(cells, Field.CHEQUE_DAY)
        cents = self._read(cells, Field.AMOUNT, lambda c: values.read_cents(c, self._how))
        return GiftRow(
            day=self._day(cells, Field.DAY),
            cents=cents,
            means=with_means,
            cheque_dated_on=cheque_day,
            details=self._details(cells, cents),
            cheque_number=cheque_number,
            cheque_bank=told.text(cells, Field.CHEQUE_BANK),
            fund=told.text(cells, Field.FUND),
            appeal=told.text(cells, Field.APPEAL),
            reference=told.text(cells, Field.REFERENCE),
            note=told.text(cells, Field.NOTES),
        )

    def _said(self, cells: Sequence[Cell]) -> tuple[Consent, ...]:
        """Read what is opposed: a box that is not ticked says nothing; a newsletter is wanted."""
        said = []
        for wanted, (purpose, channel) in _OPPOSED.items():
            ticked = self._read(cells, wanted, lambda cell: values.read_yes_or_no(text_of(cell)))
            if ticked is None or not (ticked or wanted is Field.NEWSLETTER):
                continue
            accepted = wanted is Field.NEWSLETTER and ticked
            standing = Standing.CONSENT if accepted else Standing.OPPOSED
            said.append(Consent(purpose=purpose, channel=channel, standing=standing))
        return tuple(said)

    def _day(self, cells: Sequence[Cell], wanted: Field) -> date:
        return self._read(cells, wanted, lambda cell: values.read_day(cell, self._how))

    def _details(self, cells: Sequence[Cell], cents: int) -> GiftDetails:
        """Read what was given in return, and for whose sake; one name alone is kept."""

        def worth(cell: Cell) -> int:
            read = values.read_worth(cell, self._how)
            if read >= cents:
                raise Unreadable(_("less than the gift: what was given back makes it a sale"))
            return read

        memory = self._columns.text(cells, Field.IN_MEMORY)
        honour = self._columns.text(cells, Field.IN_HONOUR)
        tribute = Tribute.NONE
        if memory or honour:
            tribute = Tribute.MEMORY if memory else Tribute.HONOUR
        return GiftDetails(
            benefit_cents=self._read(cells, Field.BENEFIT, worth),
            tribute=tribute,
            tribute_name=memory or honour,
        )

    def cents(self, cells: Sequence[Cell]) -> int:
        """Return the amount of a row, or 0 when it cannot be read."""
        try:
            return values.read_cents(self._columns.cell(cells, Field.AMOUNT), self._how)
        except Unreadable:
            return 0

    def _read(self, cells: Sequence[Cell], wanted: Field, read: Callable[[Cell], R]) -> R:
        cell = self._columns.cell(cells, wanted)
        try:
            return read(cell)
        except Unreadable as problem:
            found = text_of(cell) or _("nothing")
            raise RowRefused(self._columns.title(wanted), found, problem.expected) from problem

    def _name(self, cells: Sequence[Cell]) -> FoundName:
        told = self._columns
        civility = values.read_civility(told.text(cells, Field.CIVILITY))
        organisation = told.text(cells, Field.ORGANISATION)
        last, first = told.text(cells, Field.LAST_NAME), told.text(cells, Field.FIRST_NAME)
        whole = told.text(cells, Field.FULL_NAME)
        if organisation:
            return FoundName(civility, last, first, organisation)
        if last and not first and not civility and looks_like_organisation(last):
            return FoundName(organisation=last)
        if not last and whole:
            split = split_name(whole, first_name_leads=self._first_name_leads)
            return replace(split, civility=civility or split.civility)
        return FoundName(civility, last, first)

    def _address(self, cells: Sequence[Cell]) -> Address:
        told = self._columns
        country = self._read(cells, Field.COUNTRY, lambda c: values.read_country(text_of(c)))
        code, city = told.text(cells, Field.POSTAL_CODE), told.text(cells, Field.CITY)
        place = told.text(cells, Field.PLACE)
        together = place or code
        if together and not city:
            first, _space, rest = together.partition(" ")
            if len(digits(first)) == len(first) and any(c.isalpha() for c in rest):
                code, city = first, rest
        return Address(
            complement=told.text(cells, Field.COMPLEMENT),
            building=told.text(cells, Field.BUILDING),
            street=told.text(cells, Field.STREET),
            locality=told.text(cells, Field.LOCALITY),
            postal_code=values.read_postal_code(code, country),
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
        for wanted in (Field.PHONE, Field.EMAIL, Field.STREET):
            filled = [
                index
                for index in told.indexes(wanted)
                if index < len(cells) and not is_blank(cells[index])
            ]
            titles = {column.index: column.title for column in told.columns}
            notes.extend(f"{titles[index]}: {text_of(cells[index])}" for index in filled[1:])
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


def _nobody() -> Donor:
    return Donor(last_name="")


def _siren(text: str) -> str:
    bare = digits(text)
    return bare[:_SIREN] if len(bare) in {_SIREN, _SIRET} else text


def _order_in(title: str) -> bool | None:
    """Return whether a head such as ``Prénom Nom`` puts the first name first, if it says so."""
    words = fold(title).split()
    first = next((i for i, word in enumerate(words) if word in {"prenom", "prenoms", "first"}), -1)
    last = next((i for i, word in enumerate(words) if word in {"nom", "last", "surname"}), -1)
    return None if first < 0 or last < 0 else first < last


def missing_fields(columns: ColumnMap, *, gifts: bool) -> list[str]:
    """Return what must be in the file and is not, in the reader's words."""
    missing = []
    if gifts and not columns.has(Field.AMOUNT):
        missing.append(_("the amount"))
    if gifts and not columns.has(Field.DAY):
        missing.append(_("the day of the gift"))
    if not columns.has(*NAMES) and not (gifts and columns.has(Field.NUMBER)):
        missing.append(_("the donor's name or number") if gifts else _("the donor's name"))
    return missing


def conventions_of(
    columns: ColumnMap,
    rows: Iterable[Sequence[Cell]],
    *,
    epoch_1904: bool,
    this_year: int,
    order: DayOrder | None = None,
) -> Conventions:
    """Find out how a sheet writes its days and amounts, from all its rows.

    Args:
        columns: What its columns hold.
        rows: Its rows, the head left out.
        epoch_1904: Whether day numbers count from 1904.
        this_year: To place two-digit years.
        order: How days are written, when a person decided.
    """
    days: set[str] = set()
    amounts: set[str] = set()
    for cells in rows:
        for wanted, found in ((Field.DAY, days), (Field.AMOUNT, amounts)):
            cell = columns.cell(cells, wanted)
            if isinstance(cell, str) and cell:
                found.add(cell)
    return Conventions(
        order=order or values.find_day_order(days),
        amounts=values.find_amount_style(amounts),
        epoch_1904=epoch_1904,
        this_year=this_year,
    )
