# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the forms of the French tax office have in common: dated versions, issuer, mentions.

Any sheet with every mention of the model is valid, and the boxes that do not concern the
association may be left out (BOI-IR-RICI-250-40): only its own category is printed. What the law
words or dates is in a file of ``resources/data`` for each form.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date

from app.domain.addresses import Address, country_words
from app.domain.donors import Donor
from app.domain.organisation import Organisation
from app.domain.receipts import Issuer, ReceiptLine, Recipient, Snapshot
from app.kernel.i18n import _
from app.kernel.problem import Problem
from app.kernel.spelling import spell_amount
from app.kernel.text import clean
from app.schemes.dated import DatedForm, no_form, plain, street_lines
from app.usecases.ports.receipts import Occasion

_HOME = "FR"
_ARTICLE = re.compile(r"\d+(?: bis)?")


class FrenchForm(DatedForm, ABC):
    """A form of the tax office; each says whom it serves, and where its mentions stand."""

    country = _HOME
    currency = "EUR"

    def categories(self, day: date) -> Mapping[str, str]:
        """Return the category boxes to choose from, by code."""
        form = self._form_on(day) or {"categories": {}}
        return {code: told["text"] for code, told in form["categories"].items()}

    def obstacles(self, organisation: Organisation, day: date) -> list[Problem]:
        """Return what of the association's identity keeps it from issuing."""
        form = self._form_on(day)
        if form is None:
            return [no_form()]
        if not organisation.receipts_allowed:
            message = _(
                "The association has not declared that it may issue tax receipts: "
                "issuing without the right is fined (CGI art. 1740 A). See the settings."
            )
            return [Problem("receipts_allowed", "receipts.not_allowed", message)]
        category = form["categories"].get(organisation.receipt_status)
        if category is None:
            message = _("Choose the association's category for receipts in the settings.")
            return [Problem("receipt_status", "receipts.category", message)]
        problems = _identity_missing(organisation)
        if category.get("detail") and not organisation.receipt_status_detail.strip():
            message = _("The form asks more of this category: {detail} Type it in the settings.")
            told = message.format(detail=category["detail"])
            problems.append(Problem("receipt_status_detail", "receipts.category_detail", told))
        articles = self._articles(organisation)
        if not articles or not set(articles) <= set(category["articles"]):
            message = _(
                "Gifts to this category give right under {articles} only: see the settings."
            )
            told = message.format(articles=", ".join(category["articles"]))
            problems.append(Problem("receipt_articles", "receipts.articles", told))
        return problems

    def snapshot(self, organisation: Organisation, donor: Donor, occasion: Occasion) -> Snapshot:
        """Return everything the receipt will print."""
        form = self._in_force(occasion.issued_on)
        ticked = form["ticked"]
        lines = occasion.lines
        payments = {ticked["payment"].get(line.means.value) for line in lines}
        natures = {ticked["nature"][line.nature.value] for line in lines}
        deeds = {ticked["gift_form"].get(line.form.value) for line in lines}
        cents = sum(line.cents for line in occasion.lines)
        return Snapshot(
            scheme=self.code,
            form=form["version"],
            number=occasion.number,
            year=occasion.year,
            scope=occasion.scope,
            supplementary=occasion.supplementary,
            replaces=occasion.replaces,
            issuer=self._issuer(organisation),
            recipient=self._recipient(donor, occasion.partners),
            cents=cents,
            words=spell_amount(cents, "fr", self.currency),
            lines=occasion.lines,
            gift_form=tuple(code for code in form["gift_forms"] if code in deeds),
            nature=tuple(code for code in form["natures"] if code in natures),
            payment=tuple(code for code in form["payments"] if code in payments),
            precision=self._described(lines),
            place=organisation.address.city,
            issued_on=occasion.issued_on,
        )

    def _issuer(self, organisation: Organisation) -> Issuer:
        address = organisation.address
        return Issuer(
            name=plain(organisation.name),
            registration=organisation.siren or organisation.rna,
            purpose=plain(organisation.purpose),
            street=street_lines(address),
            postal_code=address.postal_code,
            city=plain(address.city),
            country=self._country(address),
            category=organisation.receipt_status,
            category_detail=plain(organisation.receipt_status_detail),
            articles=self._articles(organisation),
            signatory_name=organisation.signatory_name,
            signatory_title=organisation.signatory_title,
            logo_sha256=organisation.logo_sha256,
            signature_sha256=organisation.signature_sha256,
        )

    def _articles(self, organisation: Organisation) -> tuple[str, ...]:
        """Return the articles this form knows of those the association gives right under."""
        told = _ARTICLE.findall(clean(organisation.receipt_articles))
        known: list[str] = self._data["articles"]
        return tuple(article for article in known if article in told)

    @abstractmethod
    def _recipient(self, donor: Donor, partners: Sequence[Donor]) -> Recipient:
        """Return the donor as this form prints one."""

    @abstractmethod
    def _described(self, lines: Sequence[ReceiptLine]) -> str:
        """Return what was given besides money, where this form asks for it."""

    def _country(self, address: Address) -> str:
        return country_words(address.country, "fr")


def _identity_missing(organisation: Organisation) -> list[Problem]:
    wanted = {
        "siren": organisation.siren or organisation.rna,
        "purpose": organisation.purpose,
        "street": organisation.address.street or organisation.address.locality,
        "postal_code": organisation.address.postal_code or organisation.address.country != _HOME,
        "city": organisation.address.city,
    }
    message = _("Tax receipts must print it: fill in “{field}” in the settings.")
    labels = {
        "siren": _("SIREN or RNA number"),
        "purpose": _("Object"),
        "street": _("Number and street"),
        "postal_code": _("Postal code"),
        "city": _("City"),
    }
    return [
        Problem(field, f"receipts.{field}.missing", message.format(field=labels[field]))
        for field, value in wanted.items()
        if not value
    ]
