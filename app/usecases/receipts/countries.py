# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose law the receipts of the association follow, and what that law asks it to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.addresses import country_words
from app.domain.organisation import Mentions, Organisation
from app.domain.receipts import Asked
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.ports import UnitOfWork
from app.usecases.ports.tools import Tools


@dataclass(frozen=True, slots=True)
class Law:
    """A country whose receipts can be issued.

    Attributes:
        country: As two letters of ISO 3166.
        name: Of the country, in the language in force.
        currency: What its gifts are counted in.
        asks: What the association must say in the settings, besides name and address.
    """

    country: str
    name: str
    currency: str
    asks: Sequence[Asked]


@dataclass(frozen=True, slots=True)
class Laws:
    """The countries to choose from, and what the association said.

    Attributes:
        chosen: The code of the association's country.
        values: What it said of what that law asks, by code.
        fixed: Why the country cannot be changed any more; empty when it can.
    """

    countries: Sequence[Law]
    chosen: str
    values: Mapping[str, str]
    fixed: str


@dataclass(frozen=True, slots=True)
class ReceiptCountries(Query[Laws]):
    """Tell the countries whose receipts can be issued."""


@handles(ReceiptCountries)
def receipt_countries(_query: ReceiptCountries, ctx: Context) -> Laws:
    """Return them by name."""
    organisation = ctx.uow.organisation.get()
    laws = sorted(laws_of(ctx.tools).values(), key=lambda law: law.name)
    fixed = _receipted(ctx.uow)
    return Laws(laws, organisation.receipt_country, organisation.mentions.values, fixed)


def laws_of(tools: Tools) -> Mapping[str, Law]:
    """Return the countries whose receipts can be issued, by code."""
    laws = {}
    for country, schemes in tools.schemes.countries().items():
        asks = {one.code: one for scheme in schemes for one in scheme.asks}
        name = country_words(country)
        laws[country] = Law(country, name, schemes[0].currency, tuple(asks.values()))
    return laws


@dataclass(frozen=True, slots=True)
class ChooseCountry(Command[Organisation]):
    """Say whose law the receipts follow, and what that law asks.

    The dossier counts in the currency of the country from then on: it is settled before the first
    gift.

    Attributes:
        country: As two letters of ISO 3166.
        values: What the law asks, by code; what is not named is emptied.
    """

    permission: ClassVar[str] = Permission.SETTINGS_EDIT
    country: str
    values: Mapping[str, str]


@handles(ChooseCountry)
def choose_country(cmd: ChooseCountry, ctx: Context) -> Organisation:
    """Check what was typed, and write it.

    Raises:
        Refused: When no receipts of the country are known, when gifts or receipts forbid the
            change, or when a value is none that the law asks or is miscopied.
    """
    law = _law_of(cmd.country, ctx.tools)
    _check_values(law, cmd.values)
    organisation = ctx.uow.organisation.get()
    if law.country != organisation.receipt_country:
        _check_change(organisation, law, ctx.uow)
    mentions = Mentions.of(cmd.values)
    return ctx.uow.organisation.save(replace(_under(organisation, law), mentions=mentions))


def settled(organisation: Organisation, country: str, tools: Tools) -> Organisation:
    """Return a new association under the law of a country, counting in its currency.

    Raises:
        Refused: When no receipts of the country are known.
    """
    law = _law_of(country, tools)
    at_home = replace(organisation.address, country=law.country)
    return _under(replace(organisation, address=at_home), law)


def _under(organisation: Organisation, law: Law) -> Organisation:
    address = organisation.address
    if address.country == organisation.receipt_country:
        address = replace(address, country=law.country)
    return replace(
        organisation, receipt_country=law.country, currency=law.currency, address=address
    )


def _law_of(country: str, tools: Tools) -> Law:
    laws = laws_of(tools)
    if country not in laws:
        message = _("No receipts of “{country}” are known: choose one of {known}.")
        told = message.format(country=country, known=", ".join(laws))
        raise Refused("country.unknown", told, "country")
    return laws[country]


def _check_values(law: Law, values: Mapping[str, str]) -> None:
    asks = {one.code: one for one in law.asks}
    for code, value in values.items():
        asked = asks.get(code)
        if asked is None:
            message = _("The receipts of {country} ask for no “{code}”: they ask for {known}.")
            known = ", ".join(asks) or _("nothing else")
            told = message.format(country=law.name, code=code, known=known)
            raise Refused("country.mention", told, "country")
        if value.strip() and not asked.takes(value.strip()):
            message = _("{field} “{value}” is miscopied. {hint}")
            told = message.format(field=_(asked.label), value=value, hint=_hint(asked))
            raise Refused("country.mention", told.strip(), code)


def _hint(asked: Asked) -> str:
    if asked.choices:
        return ", ".join(code for code, _told in asked.choices)
    return _(asked.hint) if asked.hint else ""


def _check_change(organisation: Organisation, law: Law, uow: UnitOfWork) -> None:
    if told := _receipted(uow):
        raise Refused("country.receipted", told, "country")
    if law.currency != organisation.currency and uow.gifts.any_keyed():
        message = _(
            "Gifts were keyed in {now}, the receipts of {country} are in {then}: a dossier has one "
            "currency, settled before its first gift. Make a new dossier for {country}."
        )
        told = message.format(now=organisation.currency, then=law.currency, country=law.name)
        raise Refused("country.currency", told, "country")


def _receipted(uow: UnitOfWork) -> str:
    """Return why the country stays as it is; empty before the first receipt."""
    if not any(series.begun for series in uow.receipts.years()):
        return ""
    return _("Receipts were issued under the law of this country: the register keeps to it.")
