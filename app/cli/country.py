# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on the country whose law the receipts follow."""

import argparse

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.office import Office
from app.usecases.organisation import GetOrganisation
from app.usecases.receipts.countries import ChooseCountry, Laws, ReceiptCountries


def add_verbs(verbs: Verbs) -> None:
    """Add ``country show`` and ``country set``."""
    country = verbs.group("country", _("the country whose law the receipts follow"))
    country.add("show", _("tell the country, what its law asks, and the others"), _show)
    choose = country.add("set", _("choose the country, and say what its law asks"), _set)
    choose.add_argument("country", metavar=_("COUNTRY"))
    choose.add_argument(
        "--mention", metavar=_("CODE=VALUE"), action="append", default=[], dest="mentions"
    )


def _show(office: Office, _options: argparse.Namespace, console: Console) -> None:
    _tell(office, office.ask(ReceiptCountries()), console)


def _set(office: Office, options: argparse.Namespace, console: Console) -> None:
    values = dict(_mention(told) for told in options.mentions)
    office.do(ChooseCountry(options.country.upper(), values))
    _tell(office, office.ask(ReceiptCountries()), console)


def _mention(told: str) -> tuple[str, str]:
    code, equals, value = told.partition("=")
    if not equals:
        message = _("“{told}” is no mention: write CODE=VALUE.")
        raise Refused("country.mention", message.format(told=told), "mention")
    return code.strip(), value


def _tell(office: Office, laws: Laws, console: Console) -> None:
    asks = next(law.asks for law in laws.countries if law.country == laws.chosen)
    document = {
        "country": laws.chosen,
        "currency": office.ask(GetOrganisation()).currency,
        "mentions": dict(laws.values),
        "asked": [{"code": one.code, "needed": one.needed, "label": _(one.label)} for one in asks],
        "countries": [{"country": law.country, "currency": law.currency} for law in laws.countries],
    }
    rows = [(one.code, _(one.label), laws.values.get(one.code, "")) for one in asks]
    lines = [
        *(f"{law.country}  {law.currency}  {law.name}" for law in laws.countries),
        _("Chosen: {country}").format(country=laws.chosen),
        *(table((_("Code"), _("Asked by the law"), _("Value")), rows) if rows else ()),
    ]
    console.answer(document, lines)
