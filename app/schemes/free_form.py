# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts of countries that word mentions and leave the sheet free.

The file of a form tells its mentions in their order, in each language it may be written in, as
blocks of the sheet: ``text``, ``label`` and ``value``, ``ticked``, ``box`` (to tick by hand), and
``choice``. A block with ``when`` stands only where these values are not empty (``!`` before a name:
where it is). What stands between braces is one of the values ``FreeForm.values`` names, or
something the association was asked for. The class of the country says what is asked of gifts and
of the association.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from app.domain.addresses import Address, country_words
from app.domain.donors import Donor, DonorKind
from app.domain.gifts import GiftNature, Means
from app.domain.households import joint_names
from app.domain.organisation import Organisation
from app.domain.paper import Item, Page
from app.domain.receipts import (
    Asked,
    Issuer,
    Marks,
    ReceiptLine,
    Recipient,
    Scope,
    Snapshot,
    Terms,
    any_counterpart,
)
from app.kernel.currency import symbol_of
from app.kernel.i18n import N_, _
from app.kernel.money import format_amount
from app.kernel.problem import Problem
from app.kernel.spelling import spell_amount
from app.schemes.dated import DatedForm, descriptions, no_form, plain, street_lines, words_of
from app.schemes.free_sheet import FreeSheet, town_lines
from app.schemes.sheet import payments_of
from app.usecases.ports.receipts import Occasion

_LANGUAGE = "language"
_DONORS = "donor"
_LANGUAGES = {
    "fr": N_("In French"),
    "nl": N_("In Dutch"),
    "de": N_("In German"),
    "en": N_("In English"),
}


class FreeForm(DatedForm):
    """A form of one country."""

    kinds = frozenset(DonorKind)
    natures: ClassVar[frozenset[GiftNature]] = frozenset({GiftNature.MONEY})
    mentions: ClassVar[tuple[Asked, ...]] = ()

    @cached_property
    def asks(self) -> Sequence[Asked]:
        """What the association must say: its numbers, and the language where there are several."""
        spoken = dict.fromkeys(one for form in self._data["forms"] for one in form["texts"])
        if len(spoken) == 1:
            return self.mentions
        choices = (
            (_DONORS, N_("That of the donor's sheet")),
            *((c, _LANGUAGES[c]) for c in spoken),
        )
        told = Asked(
            code=_LANGUAGE, label=N_("Language of the receipts"), needed=False, choices=choices
        )
        return (*self.mentions, told)

    def terms(self, day: date) -> Terms:
        """Return what the law of a day asks: by default a gift without anything in return."""
        form = self._form_on(day) or {}
        scopes = frozenset(Scope(one) for one in form.get("scopes", Scope))
        return Terms(
            natures=self.natures,
            scopes=scopes,
            least_cents=form.get("least_cents", 0),
            registered=False,
            withheld=any_counterpart,
        )

    def marks(self, language: str) -> Marks:
        """Return what is stamped on receipts written in a language."""
        own = self._data.get("marks", {}).get(language, {})
        return replace(super().marks(language), **own)

    def categories(self, _day: date) -> Mapping[str, str]:
        """Return nothing: these forms have no boxes."""
        return {}

    def obstacles(self, organisation: Organisation, day: date) -> list[Problem]:
        """Return what of the association's identity keeps it from issuing."""
        if self._form_on(day) is None:
            return [no_form()]
        if not organisation.receipts_allowed:
            message = _(
                "The association has not declared that it may issue tax receipts. See the settings."
            )
            return [Problem("receipts_allowed", "receipts.not_allowed", message)]
        address, told = organisation.address, organisation.mentions.values
        wanted = {
            "street": (_("Number and street"), address.street or address.locality),
            "city": (_("City"), address.city),
            **{one.code: (_(one.label), told.get(one.code)) for one in self.asks if one.needed},
        }
        message = _("Tax receipts must print it: fill in “{field}” in the settings.")
        return [
            Problem(code, f"receipts.{code}.missing", message.format(field=label))
            for code, (label, value) in wanted.items()
            if not value
        ]

    def language_of(self, organisation: Organisation, donor: Donor, day: date) -> str:
        """Return what a receipt is written in: as the association chose, or as the donor reads."""
        texts = self._in_force(day)["texts"]
        chosen = organisation.mentions.values.get(_LANGUAGE, _DONORS)
        wanted = (donor.language if chosen == _DONORS else chosen,)
        return next((one for one in wanted if one in texts), next(iter(texts)))

    def snapshot(self, organisation: Organisation, donor: Donor, occasion: Occasion) -> Snapshot:
        """Return everything the receipt will print."""
        form = self._in_force(occasion.issued_on)
        language = self.language_of(organisation, donor, occasion.issued_on)
        cents = sum(line.cents for line in occasion.lines)
        spelt = form["texts"][language].get("spelt", language)
        return Snapshot(
            scheme=self.code,
            form=form["version"],
            number=occasion.number,
            year=occasion.year,
            scope=occasion.scope,
            supplementary=occasion.supplementary,
            replaces=occasion.replaces,
            issuer=self._issuer(organisation),
            recipient=self._recipient(donor, occasion.partners, words_of(language)["and"]),
            cents=cents,
            words=spell_amount(cents, spelt, self.currency),
            lines=occasion.lines,
            gift_form=(),
            nature=tuple(dict.fromkeys(line.nature.value for line in occasion.lines)),
            payment=tuple(dict.fromkeys(line.means.value for line in occasion.lines)),
            precision=descriptions(occasion.lines),
            place=plain(organisation.address.city),
            issued_on=occasion.issued_on,
            language=language,
            currency=self.currency,
        )

    def _issuer(self, organisation: Organisation) -> Issuer:
        address, told = organisation.address, organisation.mentions.values
        return Issuer(
            name=plain(organisation.name),
            registration="",
            purpose=plain(organisation.purpose),
            street=street_lines(address),
            postal_code=address.postal_code,
            city=plain(address.city),
            country=self._abroad(address),
            category="",
            articles=(),
            signatory_name=organisation.signatory_name,
            signatory_title=organisation.signatory_title,
            logo_sha256=organisation.logo_sha256,
            signature_sha256=organisation.signature_sha256,
            mentions=tuple((one.code, plain(told.get(one.code, ""))) for one in self.asks),
        )

    def _recipient(self, donor: Donor, partners: Sequence[Donor], word: str) -> Recipient:
        address = donor.address
        last_name, first_name = donor.organisation_name, ""
        if donor.kind is DonorKind.PERSON:
            named = [(one.last_name, one.first_name or one.civility) for one in (donor, *partners)]
            last_name, first_name = joint_names(named, word)
        return Recipient(
            number=donor.number_text,
            last_name=plain(last_name),
            first_name=plain(first_name),
            street=street_lines(address),
            postal_code=address.postal_code,
            city=plain(address.city),
            country=self._abroad(address),
        )

    def _abroad(self, address: Address) -> str:
        """Return the country of an address, where it is another than that of the form."""
        return "" if address.country == self.country else country_words(address.country, "en")

    def values(self, snapshot: Snapshot) -> dict[str, str]:
        """Return what the texts of the form may name; empty is what does not hold."""
        text = self._form(snapshot.form)["texts"][snapshot.language]
        words = words_of(snapshot.language)
        write = text.get("day", words["day"])
        payments = payments_of(snapshot.lines)
        days = sorted(line.day for line in payments)
        ends = {"first": days[0].strftime(write), "last": days[-1].strftime(write)}
        same = days[0] == days[-1]
        waived = any(line.means is Means.EXPENSES for line in payments)
        donor, issuer = snapshot.recipient, snapshot.issuer
        return {
            **dict(issuer.mentions),
            "issuer": issuer.name,
            "purpose": issuer.purpose,
            "donor": f"{donor.first_name} {donor.last_name}".strip(),
            "donor_address": ", ".join((*donor.street, *town_lines(donor, text))),
            "number": snapshot.number,
            "year": str(snapshot.year),
            "words": snapshot.words,
            "amount": self.written(snapshot.cents, snapshot),
            "day": ends["first"] if same else "",
            "period": "" if same else words["period"].format_map(ends),
            "days": ends["first"] if same else words["period"].format_map(ends),
            "several": str(len(payments)) if len(payments) > 1 else "",
            "annual": str(snapshot.year) if snapshot.scope is Scope.ANNUAL else "",
            "description": snapshot.precision,
            "waived": words["yes"] if waived else "",
            "issued_on": snapshot.issued_on.strftime(write),
            "replaces": snapshot.replaces,
            **self.more_values(snapshot),
        }

    def more_values(self, _snapshot: Snapshot) -> dict[str, str]:
        """Return what the texts of this country name besides."""
        return {}

    def written(self, cents: int, snapshot: Snapshot) -> str:
        """Write an amount as the receipt does."""
        text = self._form(snapshot.form)["texts"][snapshot.language]
        symbol = symbol_of(snapshot.currency)
        return format_amount(cents, text.get("figures", snapshot.language), symbol)

    def cells(self, line: ReceiptLine, snapshot: Snapshot) -> dict[str, str]:
        """Return what the list of payments may say of one, by column."""
        text = self._form(snapshot.form)["texts"][snapshot.language]
        words = words_of(snapshot.language)
        return {
            "day": line.day.strftime(text.get("day", words["day"])),
            "means": {**words["means"], **text.get("means", {})}[line.means.value],
            "kind": words["natures"][line.nature.value],
            "amount": self.written(line.cents, snapshot),
            "waiver": words["yes" if line.means is Means.EXPENSES else "no"],
        }

    def background(self, snapshot: Snapshot) -> tuple[Item, ...]:
        """Return what the first sheets of all receipts of the association share."""
        return self._sheet(snapshot).background()

    def pages(self, snapshot: Snapshot) -> tuple[Page, ...]:
        """Return the sheets of a receipt."""
        return self._sheet(snapshot).pages()

    def _sheet(self, snapshot: Snapshot) -> FreeSheet:
        form: dict[str, Any] = self._form(snapshot.form)
        values = self.values(snapshot)
        rows = [self.cells(line, snapshot) for line in payments_of(snapshot.lines)]
        return FreeSheet(form["texts"][snapshot.language], snapshot, values, rows)
