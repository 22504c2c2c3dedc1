# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The association itself: identity, right to issue receipts, funds and bank accounts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from app.domain.addresses import Address
from app.kernel.i18n import _
from app.kernel.problem import Problem
from app.kernel.text import digits

MONTHS = 12

HOME = "FR"
"""The country whose receipts an association issues until it says otherwise."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """What the law of a country asks of the association besides its name and address.

    Attributes:
        receipt_mentions: Values by the code of their field, as ``Mentions.of`` writes them.
    """

    receipt_mentions: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Mentions":
        """Keep the values that are not empty, in one spelling for one content."""
        kept = {code: value.strip() for code, value in values.items() if value.strip()}
        return cls(json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else "")

    @property
    def values(self) -> Mapping[str, str]:
        """The values by code; a code without value is not there."""
        return _read_mentions(self.receipt_mentions)


@cache
def _read_mentions(text: str) -> Mapping[str, str]:
    told: dict[str, str] = json.loads(text) if text else {}
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The one association a dossier belongs to.

    Attributes:
        siren: Nine digits, or empty.
        rna: ``W`` and nine digits, or empty.
        purpose: The object, as the statutes and the receipts give it.
        receipts_allowed: Whether the association has declared that it may issue tax receipts.
        receipt_status: The category box of the receipt form, a code of the scheme's data.
        receipt_status_detail: What that box asks besides, such as the day of a decree, or empty.
        receipt_articles: The articles of the tax code its gifts give right under, such as "200".
        receipt_threshold_cents: Yearly total below which no annual receipt is proposed.
        receipt_country: Whose law its receipts follow, as two letters of ISO 3166.
        mentions: What that law asks of it besides.
        currency: What the dossier counts in, as three letters of ISO 4217: that of its country,
            settled before the first gift.
        closing_month: The month its fiscal years end with, 1 to 12.
        logo_sha256: The logo in the vault, or empty; likewise the signature.
    """

    id: int = 0
    version: int = 0
    name: str
    siren: str = ""
    rna: str = ""
    purpose: str = ""
    address: Address = field(default_factory=Address)
    phone: str = ""
    email: str = ""
    currency: str = "EUR"
    receipts_allowed: bool = False
    receipt_status: str = ""
    receipt_status_detail: str = ""
    receipt_articles: str = "200"
    receipt_threshold_cents: int = 0
    receipt_country: str = HOME
    mentions: Mentions = field(default_factory=Mentions)
    signatory_name: str = ""
    signatory_title: str = ""
    logo_sha256: str = ""
    signature_sha256: str = ""
    closing_month: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """What a gift is designated for (*affectation*).

    Attributes:
        eligible: Whether gifts to it give right to a tax receipt.
        restricted: Whether it is a *fonds dédié*.
    """

    id: int = 0
    version: int = 0
    code: str
    name: str
    eligible: bool = True
    restricted: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount:
    """An account deposits are made to.

    Attributes:
        max_cheques: How many cheques the bank takes on one slip; 0 for no limit.
    """

    id: int = 0
    version: int = 0
    label: str
    holder: str = ""
    bank: str = ""
    iban: str = ""
    bic: str = ""
    max_cheques: int = 0
    active: bool = True


def is_siren(text: str) -> bool:
    """Tell whether ``text`` is a SIREN number: nine digits, the last a key; spaces allowed."""
    # The library takes a tenth of the window's start to import, and few donors have a SIREN.
    from stdnum.fr import siren  # noqa: PLC0415

    return bool(siren.is_valid(digits(text)))


def check_organisation(organisation: Organisation) -> list[Problem]:
    """Return what is wrong with the association's identity.

    A receipt needs the name, a SIREN or RNA number, the whole address and the object
    (form 11580, CGI art. 200); they are demanded only of who may issue receipts.
    """
    problems = []
    if not organisation.name.strip():
        problems.append(
            Problem("name", "organisation.name", _("Type the name of the association."))
        )
    if organisation.siren and not is_siren(organisation.siren):
        message = _("SIREN number “{siren}” is miscopied: it has nine digits, the last a key.")
        problems.append(
            Problem("siren", "organisation.siren", message.format(siren=organisation.siren))
        )
    if organisation.rna and not _is_rna(organisation.rna):
        message = _("RNA number “{rna}” is miscopied: it is the letter W and nine digits.")
        problems.append(Problem("rna", "organisation.rna", message.format(rna=organisation.rna)))
    if not 1 <= organisation.closing_month <= MONTHS:
        message = _("The month the fiscal year ends with is between 1 and {last}.")
        told = message.format(last=MONTHS)
        problems.append(Problem("closing_month", "organisation.closing_month", told))
    if organisation.receipts_allowed:
        problems.extend(_check_receipt_identity(organisation))
    return problems


def _is_rna(text: str) -> bool:
    return len(text) == 10 and text[0] == "W" and text[1:].isdecimal()  # noqa: PLR2004 - W + 9


def _check_receipt_identity(organisation: Organisation) -> list[Problem]:
    missing = {
        "street": organisation.address.street,
        "postal_code": organisation.address.postal_code,
        "city": organisation.address.city,
    }
    if organisation.receipt_country == HOME:
        told = {"siren": organisation.siren or organisation.rna, "purpose": organisation.purpose}
        missing = {**told, **missing}
    message = _("Tax receipts must print it: fill it in, or untick the right to issue receipts.")
    return [
        Problem(field, f"organisation.{field}.missing", message)
        for field, value in missing.items()
        if not value.strip()
    ]
