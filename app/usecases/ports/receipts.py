# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What receipts ask of storage and of the law of a country."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.donors import Donor, DonorKind, GiftAid
from app.domain.organisation import Organisation
from app.domain.paper import Item, Page
from app.domain.receipts import (
    Asked,
    Claimant,
    Declared,
    EventKind,
    Figures,
    Marks,
    NumberSeries,
    ReceiptEvent,
    ReceiptLine,
    Scope,
    Snapshot,
    TaxReceipt,
    Terms,
    YearGift,
)
from app.domain.receipts.giftaid import AidClaim, AidGift
from app.domain.receipts.seal import Seal
from app.kernel.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a receipt is made for, besides the association and the donor.

    Attributes:
        number: Empty for a specimen.
        replaces: The number of the cancelled receipt it stands for, or empty.
        partners: Who is taxed together with the donor: named on it too.
    """

    number: str
    year: int
    scope: Scope
    lines: tuple[ReceiptLine, ...]
    supplementary: bool
    replaces: str
    issued_on: date
    partners: tuple[Donor, ...] = ()


class ReceiptScheme(Protocol):
    """What one country's law asks of a receipt; pure."""

    @property
    def code(self) -> str:
        """Its name for ever, such as ``fr.2041rd``."""

    @property
    def country(self) -> str:
        """Whose law it follows, as two letters of ISO 3166."""

    @property
    def currency(self) -> str:
        """What its amounts are, as three letters of ISO 4217."""

    @property
    def asks(self) -> Sequence[Asked]:
        """What the association must say in the settings, besides name and address."""

    def serves(self, kind: DonorKind, day: date) -> bool:
        """Tell whether it is the form for such a donor on such a day of issue."""

    def terms(self, day: date) -> Terms:
        """Return what the law of a day asks of the gifts it is for."""

    def marks(self, language: str) -> Marks:
        """Return what is stamped on receipts written in a language."""

    def obstacles(self, organisation: Organisation, day: date) -> list[Problem]:
        """Return what of the association's identity keeps it from issuing."""

    def categories(self, day: date) -> Mapping[str, str]:
        """Return the category boxes to choose from, by code."""

    def snapshot(self, organisation: Organisation, donor: Donor, occasion: Occasion) -> Snapshot:
        """Return everything the receipt will print."""

    def background(self, snapshot: Snapshot) -> tuple[Item, ...]:
        """Return what the first sheets of all receipts of the association share."""

    def pages(self, snapshot: Snapshot) -> tuple[Page, ...]:
        """Return the sheets of a receipt."""


class ReceiptSchemes(Protocol):
    """The forms this program can issue."""

    def of(self, code: str) -> ReceiptScheme:
        """Return the one a receipt was issued under."""

    def serving(self, country: str, kind: DonorKind, day: date) -> ReceiptScheme | None:
        """Return that of a country in force for a kind of donor on the day of issue, or None."""

    def countries(self) -> Mapping[str, Sequence[ReceiptScheme]]:
        """Return the forms of each country, the countries in alphabetical order."""


@dataclass(frozen=True, slots=True)
class ReceiptRun:
    """One confirmed issue of many receipts."""

    id: int
    year: int
    scope: Scope
    confirmed_count: int
    confirmed_cents: int
    started_by: str
    started_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A receipt as a row of the register.

    Attributes:
        state: ``issued`` or ``cancelled``.
        reason: Why it was cancelled, or empty.
        replaces, replaced_by: Numbers, or empty.
        copies: How many duplicates were handed out.
        mail: What became of its message, as ``MailState`` names it; empty for one on paper.
    """

    id: int
    number: str
    year: int
    issued_on: date
    issued_by: str
    donor_id: int
    donor_number: int
    donor_name: str
    form: str
    scope: Scope
    cents: int
    state: str
    reason: str
    replaces: str
    replaced_by: str
    copies: int
    document_sha256: str
    mail: str = ""


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line of a receipt, and what has become of its gift.

    Attributes:
        live: The receipt still holds the gift.
        gift_cents, gift_year, gift_donor_id: As they are now.
        stands: The gift is posted and was not reversed.
    """

    receipt_id: int
    gift_id: int
    cents: int
    live: bool
    gift_cents: int
    gift_year: int
    gift_donor_id: int | None
    stands: bool


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A cancelled receipt that no other replaces yet.

    Attributes:
        gift_ids: Its gifts, and those that corrected them since.
    """

    id: int
    number: str
    donor_id: int
    gift_ids: frozenset[int]


class ReceiptRepo(Protocol):
    """The register, and the money receipts are for."""

    def money(self, year: int, donor_ids: Sequence[int] | None = None) -> Iterator[YearGift]:
        """Yield the gifts of a year that stand, by donor then day; unidentified ones first."""

    def claimants(
        self, year: int, donor_ids: Sequence[int] | None = None
    ) -> Mapping[int, Claimant]:
        """Return every donor with money in a year, or those of these, by id."""

    def donors(self, ids: Sequence[int]) -> Mapping[int, Donor]:
        """Return these donors, by id."""

    def withdrawn(self, year: int, donor_ids: Sequence[int]) -> Sequence[Withdrawn]:
        """Return the cancelled receipts of these donors that wait for a replacement."""

    def holders(
        self, year: int, donor_ids: Sequence[int], besides: int = 0
    ) -> frozenset[tuple[int, int]]:
        """Return who of these donors has a live receipt for the year, and as which household.

        Args:
            year: Of the payments.
            donor_ids: Who is asked about.
            besides: The id of a receipt that does not count.
        """

    def series(self, year: int) -> NumberSeries:
        """Return the numbers of a year."""

    def begin_at(self, year: int, first: int) -> None:
        """Set the first number of a year that has none yet."""

    def start_run(self, run: ReceiptRun) -> ReceiptRun:
        """Write that an issue was confirmed; return it with its id."""

    def finish_run(self, run_id: int, at: datetime) -> None:
        """Write that an issue came to its end."""

    def runs(self, year: int) -> Sequence[ReceiptRun]:
        """Return the issues of a year, the latest first."""

    def of_run(self, run_id: int) -> Sequence[int]:
        """Return the ids of the receipts an issue made, in order."""

    def append(
        self, receipts: Sequence[tuple[TaxReceipt, Sequence[ReceiptLine]]]
    ) -> Sequence[TaxReceipt]:
        """Write receipts of one year at the end of their series, which they must continue."""

    def get(self, receipt_id: int) -> TaxReceipt:
        """Return one; raise ``Refused`` when there is none."""

    def by_number(self, number: str) -> TaxReceipt:
        """Return one by its number; raise ``Refused`` when there is none."""

    def numbers(self, receipt_ids: Sequence[int]) -> Mapping[int, str]:
        """Return the numbers of these receipts, by id."""

    def printed(self, year: int) -> frozenset[int]:
        """Return the ids of the receipts of a year that were noted as printed."""

    def many(self, numbers: Sequence[str]) -> Sequence[TaxReceipt]:
        """Return receipts by their numbers, in that order.

        Raises:
            Refused: When one is the number of none.
        """

    def events(self, receipt_id: int) -> Sequence[ReceiptEvent]:
        """Return what happened to one, oldest first."""

    def note(self, receipt_id: int, kind: EventKind, reason: str) -> None:
        """Write that something happened to one; a cancelled one lets go of its gifts."""

    def line(self, receipt_id: int) -> RegisterLine:
        """Return the row of one."""

    def register(self, year: int | None = None) -> Iterator[RegisterLine]:
        """Yield the register by number, in bounded memory."""

    def of_donor(self, donor_id: int) -> Sequence[RegisterLine]:
        """Return the rows of a donor, the latest first."""

    def chain(self) -> Iterator[TaxReceipt]:
        """Yield every receipt by year and number, in bounded memory."""

    def kept_lines(self, receipt_id: int) -> Sequence[KeptLine]:
        """Return the lines of one with what has become of their gifts."""

    def years(self) -> Sequence[NumberSeries]:
        """Return every series."""


@dataclass(frozen=True, slots=True)
class ListedReceipt:
    """A receipt behind the figures of a declaration.

    Attributes:
        cents: Of its gifts, those received in the period.
        delivered: It was delivered in the period.
    """

    number: str
    issued_on: date
    cents: int
    delivered: bool


class DeclarationRepo(Protocol):
    """What is declared of the receipts of a period, and what was."""

    def figures(self, first_on: date, last_on: date) -> Figures:
        """Return the figures of a period, as the register tells them now."""

    def listed(self, first_on: date, last_on: date) -> Sequence[ListedReceipt]:
        """Return the live receipts behind these figures, by number."""

    def receiptable(self, first_on: date, last_on: date) -> int:
        """Return the cents of posted gifts that may be receipted, received in the period."""

    def add(self, value: Declared) -> Declared:
        """Keep figures as they were declared."""

    def of_year(self, year: int) -> Sequence[Declared]:
        """Return what was declared for a year, the latest first."""


class SealRepo(Protocol):
    """The certificate of the association."""

    def current(self) -> Seal | None:
        """Return it, None without one."""

    def add(self, value: Seal) -> Seal:
        """Keep a new one."""

    def remove(self, value: Seal) -> None:
        """Remove it."""


class GiftAidRepo(Protocol):
    """Gift Aid: what is covered, and what was claimed."""

    def declarations(self) -> Mapping[int, Sequence[GiftAid]]:
        """Return every declaration, by donor."""

    def unclaimed(self, until: date) -> Sequence[AidGift]:
        """Return the payments up to a day of donors who declared something, not claimed yet."""

    def small(self, first_on: date, last_on: date, each_cents: int) -> int:
        """Return the cents of small cash payments that no donor with a declaration gave.

        Args:
            first_on: The first day they were received.
            last_on: The last.
            each_cents: The most each may be.
        """

    def fallen(self) -> tuple[Sequence[int], int]:
        """Return the gifts claimed that do not stand any more, and their cents."""

    def claim(self, value: AidClaim, gift_ids: Sequence[int], fallen: Sequence[int]) -> AidClaim:
        """Write a claim and its gifts; those that fell are adjusted by it, and let go."""

    def all(self) -> Sequence[AidClaim]:
        """Return the claims, the latest first."""
