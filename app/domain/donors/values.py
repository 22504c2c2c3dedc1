# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors: persons and organisations that give, and their numbers."""

from dataclasses import dataclass, field
from datetime import date

from app.domain.addresses import Address, agrees, postal_lines, towns_of
from app.domain.donors.kinds import DonorKind, ReceiptChannel, ReceiptWish
from app.domain.organisation import is_siren
from app.kernel.damm import check_digit, is_valid
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.problem import Problem, Severity
from app.kernel.text import clean, digits, fold

FIRST_NUMBER = 10001
"""The first donor of a dossier; five digits and the key make the number read out by telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Donor:
    """A person or an organisation on file.

    Attributes:
        number: The donor number without its key; see ``number_text``.
        returned_on: The day a letter to the current address came back, or None.
        erased_on: The day the person was taken off the sheet; the number and the gifts stay.
        former_number: The number in the program used before, as text.
        salutation: How a letter begins, when not as ``salutation_of`` proposes.
        language: What letters are written in, as two letters of ISO 639.
        correspondent: Who in the association knows the donor, by name.
        fiscal_year_end: The last day of an organisation's year, as ``31/12``; empty when unknown.
    """

    id: int = 0
    version: int = 0
    number: int = 0
    kind: DonorKind = DonorKind.PERSON
    civility: str = ""
    last_name: str = ""
    first_name: str = ""
    organisation_name: str = ""
    address: Address = field(default_factory=Address)
    returned_on: date | None = None
    phone: str = ""
    email: str = ""
    siren: str = ""
    legal_form: str = ""
    receipt_wish: ReceiptWish = ReceiptWish.ANNUAL
    receipt_channel: ReceiptChannel = ReceiptChannel.PAPER
    deceased_on: date | None = None
    archived_on: date | None = None
    erased_on: date | None = None
    former_number: str = ""
    notes: str = ""
    salutation: str = ""
    language: str = "fr"
    correspondent: str = ""
    fiscal_year_end: str = ""

    @property
    def display_name(self) -> str:
        """The name in lists: ``DUPONT Marie``, or the organisation's."""
        if self.kind is DonorKind.ORGANISATION:
            return self.organisation_name
        return clean(f"{self.last_name.upper()} {self.first_name}")

    @property
    def addressee(self) -> str:
        """The name on an envelope: ``Mme Marie DUPONT``, or the organisation's."""
        if self.kind is DonorKind.ORGANISATION:
            return self.organisation_name
        return clean(f"{self.civility} {self.first_name} {self.last_name.upper()}")

    @property
    def number_text(self) -> str:
        """The number with its key, as printed: ``10428-9``."""
        return number_text(self.number)

    @property
    def sort_key(self) -> str:
        """The folded name that lists are ordered by."""
        return fold(self.display_name)

    def postal_lines(self) -> tuple[str, ...]:
        """Return the lines of an envelope to this donor."""
        return postal_lines(self.addressee, self.address)


def number_text(number: int) -> str:
    """Write a donor number with its Damm key, such as ``10428-9``."""
    return f"{number}-{check_digit(str(number))}"


def read_number(text: str) -> int:
    """Read a donor number typed with its key, ``10428-9`` or ``104289``.

    Raises:
        Refused: When it is no number, or its key is wrong.
    """
    typed = digits(text)
    if not typed or len(typed) < len(clean(text).replace("-", "").replace(" ", "")):
        message = _("“{text}” is not a donor number: type it with its key, such as 10428-9.")
        raise Refused("donor.number", message.format(text=text.strip()), "donor")
    if not is_valid(typed):
        message = _("Number miscopied: check it on the coupon.")
        raise Refused("donor.number_key", message, "donor")
    return int(typed[:-1])


def check_donor(donor: Donor) -> list[Problem]:
    """Return what is wrong or doubtful with a donor, field by field."""
    problems = []
    if donor.erased_on is not None:
        problems.append(Problem("last_name", "donor.erased", erased_words(donor.erased_on)))
    if donor.kind is DonorKind.PERSON and not donor.last_name.strip():
        problems.append(Problem("last_name", "donor.last_name", _("Type the family name.")))
    if donor.kind is DonorKind.ORGANISATION and not donor.organisation_name.strip():
        message = _("Type the name of the organisation.")
        problems.append(Problem("organisation_name", "donor.organisation_name", message))
    if donor.siren and not is_siren(donor.siren):
        message = _("SIREN number “{siren}” is miscopied: it has nine digits, the last a key.")
        problems.append(Problem("siren", "donor.siren", message.format(siren=donor.siren)))
    if donor.email and not looks_like_email(donor.email):
        message = _("“{email}” is not an e-mail address: it has a name, @ and a domain.")
        problems.append(Problem("email", "donor.email", message.format(email=donor.email)))
    if donor.fiscal_year_end and not _is_day_of_year(donor.fiscal_year_end):
        message = _("“{day}” is not a day of the year: type day and month, such as 31/12.")
        sentence = message.format(day=donor.fiscal_year_end)
        problems.append(Problem("fiscal_year_end", "donor.fiscal_year", sentence))
    problems.extend(_check_postal_code(donor.address))
    problems.extend(_check_town(donor.address))
    return problems


def refuse_erased(donor: Donor) -> None:
    """Refuse to write anything more about somebody who was erased.

    Raises:
        Refused: When the donor was.
    """
    if donor.erased_on is not None:
        raise Refused("donor.erased", erased_words(donor.erased_on))


def erased_words(day: date) -> str:
    """Say that somebody was erased, and what follows from it."""
    message = _(
        "This person was erased on {day}: nothing can be written on the sheet any more. "
        "Whoever gives again is a new donor."
    )
    return message.format(day=format_day(day))


def looks_like_email(text: str) -> bool:
    """Tell whether a text has the shape of an e-mail address: a name, @ and a domain."""
    name, at, domain = text.strip().rpartition("@")
    return bool(name and at and "." in domain.strip(".") and " " not in text.strip())


def _is_day_of_year(text: str) -> bool:
    day, _slash, month = text.partition("/")
    try:
        # Of a leap year: 29 February closes some years.
        return len(text) == len("31/12") and bool(date(2024, int(month), int(day)))
    except ValueError:
        return False


def _check_postal_code(address: Address) -> list[Problem]:
    code = address.postal_code.strip()
    if address.country != "FR" or not code or (len(code) == 5 and code.isdecimal()):  # noqa: PLR2004
        return []
    message = _("A French postal code has five digits; “{code}” does not.")
    return [
        Problem(
            "postal_code",
            "address.postal_code",
            message.format(code=code),
            Severity.WARNING,
        )
    ]


def _check_town(address: Address) -> list[Problem]:
    if address.country != "FR" or agrees(address.postal_code, address.city):
        return []
    message = _("{code} serves {towns}: check the code or the town.")
    towns = ", ".join(towns_of(address.postal_code)[:_TOWNS_TOLD])
    sentence = message.format(code=address.postal_code.strip(), towns=towns)
    return [Problem("city", "address.town", sentence, Severity.WARNING)]


_TOWNS_TOLD = 3
