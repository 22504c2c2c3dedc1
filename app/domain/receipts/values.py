# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a receipt says for ever, and how each is bound to the one before."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.domain.gifts import GiftForm, GiftNature, Means
from app.kernel.errors import Refused
from app.kernel.i18n import _

GENESIS = "0" * 64
"""What the first receipt of a series is bound to."""


class Scope(StrEnum):
    """What one receipt covers: all the payments of a year, or a single one."""

    ANNUAL = "annual"
    SINGLE = "single"


def number_of(year: int, sequence: int) -> str:
    """Write the number of a receipt: ``2025-000123``."""
    return f"{year}-{sequence:06d}"


def read_receipt_number(text: str) -> tuple[int, int]:
    """Read the year and the rank in ``2025-000123``; leading zeros may be left out.

    Raises:
        Refused: When it is no receipt number.
    """
    year, _dash, sequence = text.strip().partition("-")
    if not (len(year) == 4 and year.isdecimal() and sequence.isdecimal()):  # noqa: PLR2004
        message = _("“{text}” is not a receipt number: type it as printed, such as 2025-000123.")
        raise Refused("receipt.number", message.format(text=text.strip()), "number")
    return int(year), int(sequence)


def fiscal_year_of(day: date, year_end: str) -> int:
    """Return the calendar year in which the fiscal year of a day ends.

    Args:
        day: Of a payment.
        year_end: The last day of the fiscal year, as ``30/06``; empty for 31 December. The
            29 February stands for the last day of the month.
    """
    if not year_end:
        return day.year
    last_day, month = (int(part) for part in year_end.split("/"))
    return day.year + ((day.month, day.day) > (month, last_day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The association as a receipt prints it.

    Attributes:
        registration: SIREN or RNA number, whichever the form asks for.
        category: The code of its category box, in the scheme's data.
        category_detail: What the box asks besides, or empty.
        articles: Of the tax code its gifts give right under.
        mentions: What else the law asks of it, by code.
    """

    name: str
    registration: str
    purpose: str
    street: tuple[str, ...]
    postal_code: str
    city: str
    country: str
    category: str
    category_detail: str = ""
    articles: tuple[str, ...]
    signatory_name: str
    signatory_title: str
    logo_sha256: str
    signature_sha256: str
    mentions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """The donor as a receipt prints it.

    Attributes:
        last_name: Of a person; of an organisation, its whole name.
        legal_form, registration: Of a company, with its SIREN number.
    """

    number: str
    last_name: str
    first_name: str
    street: tuple[str, ...]
    postal_code: str
    city: str
    country: str
    legal_form: str = ""
    registration: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One gift on a receipt.

    Attributes:
        payment: The line that stands for its payment; those of one payment are listed as one.
        description: What was given, when it is not money.
        benefit_cents: What was given in return is worth.
    """

    gift_id: int
    day: date
    means: Means
    cents: int
    payment: int = 0
    nature: GiftNature = GiftNature.MONEY
    form: GiftForm = GiftForm.MANUAL
    description: str = ""
    benefit_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything a receipt prints; its document is a function of this and of nothing else.

    Attributes:
        scheme, form: Which law's form, in which version.
        number: Empty on a specimen.
        supplementary: The donor had another receipt for the year already.
        replaces: The number of the cancelled receipt it stands for, or empty.
        words: The amount spelt out.
        gift_form, nature, payment: Codes of the boxes ticked; several may be of each.
        precision: What the box of other natures is asked to say, or empty.
        language, currency: What it is written in, and what its amounts are.
    """

    scheme: str
    form: str
    number: str
    year: int
    scope: Scope
    supplementary: bool
    replaces: str
    issuer: Issuer
    recipient: Recipient
    cents: int
    words: str
    lines: tuple[ReceiptLine, ...]
    gift_form: tuple[str, ...]
    nature: tuple[str, ...]
    payment: tuple[str, ...]
    place: str
    issued_on: date
    precision: str = ""
    language: str = "fr"
    currency: str = "EUR"

    def canonical(self) -> str:
        """Return it as JSON, one text for one content."""
        return json.dumps(
            self, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_told
        )


def _told(value: object) -> object:
    """Return a value as JSON knows it; twice as quick as copying the whole into dictionaries."""
    names = getattr(value, "__slots__", None)
    return str(value) if names is None else {name: getattr(value, name) for name in names}


def read_snapshot(text: str) -> Snapshot:
    """Read back what ``Snapshot.canonical`` wrote.

    Raises:
        ValueError: When the text is not that of a snapshot.
    """
    try:
        told: dict[str, Any] = json.loads(text)
        told |= {
            "scope": Scope(told["scope"]),
            "issuer": Issuer(**_tupled(told["issuer"])),
            "recipient": Recipient(**_tupled(told["recipient"])),
            "gift_form": _codes(told["gift_form"]),
            "nature": _codes(told["nature"]),
            "payment": tuple(told["payment"]),
            "issued_on": date.fromisoformat(told["issued_on"]),
            "lines": tuple(_read_line(line) for line in told["lines"]),
        }
        return Snapshot(**told)
    except (KeyError, TypeError) as error:
        message = "this is not a receipt"
        raise ValueError(message) from error


def _read_line(told: dict[str, Any]) -> ReceiptLine:
    """Read a line; the first receipts knew money only, and no payment was split."""
    return ReceiptLine(
        told["gift_id"],
        date.fromisoformat(told["day"]),
        Means(told["means"]),
        told["cents"],
        told.get("payment", told["gift_id"]),
        GiftNature(told.get("nature", GiftNature.MONEY)),
        GiftForm(told.get("form", GiftForm.MANUAL)),
        told.get("description", ""),
        told.get("benefit_cents", 0),
    )


def _codes(told: str | list[str]) -> tuple[str, ...]:
    """Read the boxes ticked; the first receipts had one of each."""
    return (told,) if isinstance(told, str) else tuple(told)


def _tupled(told: Any) -> Any:  # noqa: ANN401 - JSON
    """Return what was read with its lists as the tuples they were written from."""
    if isinstance(told, list):
        return tuple(_tupled(one) for one in told)
    return {name: _tupled(one) for name, one in told.items()} if isinstance(told, dict) else told


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxReceipt:
    """A receipt as the register keeps it; written once, never edited.

    Attributes:
        year: Of the payments; it begins the number.
        snapshot: The canonical text of what it prints; empty once its legal term has passed and
            the person was erased.
        snapshot_sha256: Its fingerprint, kept in its place then; empty before.
        document_sha256: Its PDF in the vault.
        previous_hash, hash: The links of the series' chain.
        replaces_id: The cancelled receipt it stands for.
        household_id: Whose members taxed together it names; None for a donor alone.
    """

    id: int = 0
    year: int
    sequence: int
    form: str
    scope: Scope
    donor_id: int
    run_id: int | None
    cents: int
    issued_on: date
    issued_at: datetime
    issued_by: str
    snapshot: str
    document_sha256: str
    previous_hash: str
    hash: str
    replaces_id: int | None = None
    household_id: int | None = None
    snapshot_sha256: str = ""

    @property
    def number(self) -> str:
        """The number as printed."""
        return number_of(self.year, self.sequence)

    @property
    def erased(self) -> bool:
        """Tell whether what it printed was erased, its term having passed."""
        return not self.snapshot


def fingerprint_of(snapshot: str) -> str:
    """Return what stands in the chain for the text of a snapshot."""
    return hashlib.sha256(snapshot.encode()).hexdigest()


def link_of(receipt: TaxReceipt) -> str:
    """Return the hash that binds a receipt to the one before it in its series."""
    parts = (
        receipt.previous_hash,
        receipt.number,
        str(receipt.cents),
        receipt.issued_at.isoformat(),
        receipt.issued_by,
        receipt.document_sha256,
        receipt.snapshot_sha256 or fingerprint_of(receipt.snapshot),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class NumberSeries:
    """The numbers of one year.

    Attributes:
        first: The first number this program gives; above 1 when it continues a former register.
        last: The last one given; ``first - 1`` before any.
        head: The hash of the last receipt.
    """

    year: int
    first: int = 1
    last: int = 0
    head: str = GENESIS

    @property
    def begun(self) -> bool:
        """Tell whether a number was given."""
        return self.last >= self.first


class EventKind(StrEnum):
    """What happens to a receipt after its issue."""

    CANCELLED = "cancelled"
    COPIED = "copied"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class ReceiptEvent:
    """One thing that happened to a receipt."""

    kind: EventKind
    at: datetime
    by: str
    reason: str
