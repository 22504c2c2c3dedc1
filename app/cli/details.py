# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flags for what a gift is besides money, and how they are told."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Any

from app.cli.words import donor_id, fund_id
from app.domain.gifts import (
    Expense,
    GiftDetails,
    GiftForm,
    GiftNature,
    GiftPurpose,
    Means,
    Share,
    Tribute,
    Vehicle,
    share_out,
)
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import parse_amount
from app.usecases.office import Office
from app.usecases.ports.desk import GiftLine

_JOURNEY = 5
_EXPENSE = 3


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags of a gift that is not plain money from its donor."""
    day = date.fromisoformat
    parser.add_argument("--means", choices=[means.value for means in Means])
    parser.add_argument("--received", type=day, metavar="YYYY-MM-DD")
    parser.add_argument("--cheque-date", type=day, metavar="YYYY-MM-DD")
    parser.add_argument("--nature", choices=[nature.value for nature in GiftNature])
    parser.add_argument("--form", choices=[form.value for form in GiftForm])
    parser.add_argument("--purpose", choices=[purpose.value for purpose in GiftPurpose])
    parser.add_argument(
        "--benefit", default="", metavar=_("AMOUNT"), help=_("worth of what was given back")
    )
    parser.add_argument("--memory-of", default="", metavar=_("NAME"))
    parser.add_argument("--honour-of", default="", metavar=_("NAME"))
    parser.add_argument("--payer", default="", metavar=_("NUMBER"))
    parser.add_argument("--thanked", default="", metavar=_("NUMBER"))
    parser.add_argument("--description", default="")
    parser.add_argument("--units", type=int, default=0, metavar="N")
    parser.add_argument("--valued-on", type=day, metavar="YYYY-MM-DD")
    parser.add_argument(
        "--split", action="append", default=[], metavar=_("FUND=AMOUNT"),
        help=_("a share for one fund; the last without amount takes what remains"),
    )  # fmt: skip
    parser.add_argument(
        "--expense", action="append", default=[], metavar=_("DAY;PURPOSE;AMOUNT"),
        help=_("one line of a volunteer's expenses"),
    )  # fmt: skip
    parser.add_argument(
        "--journey", action="append", default=[], metavar=_("DAY;PURPOSE;VEHICLE;POWER;KM"),
        help=_("a journey at the mileage scale; end with ;electric where it applies"),
    )  # fmt: skip


def details_of(office: Office, options: argparse.Namespace) -> GiftDetails:
    """Return what the flags say."""
    tribute = Tribute.NONE
    if options.memory_of or options.honour_of:
        tribute = Tribute.MEMORY if options.memory_of else Tribute.HONOUR
    return GiftDetails(
        nature=GiftNature(options.nature or GiftNature.MONEY),
        form=GiftForm(options.form or GiftForm.MANUAL),
        purpose=GiftPurpose(options.purpose or GiftPurpose.DONATION),
        benefit_cents=cents_of(options.benefit),
        tribute=tribute,
        tribute_name=options.memory_of or options.honour_of,
        payer_id=donor_id(office, options.payer),
        thanked_id=donor_id(office, options.thanked),
        description=options.description,
        units=options.units,
        valued_on=options.valued_on,
    )


def cents_of(text: str) -> int:
    """Read an amount that may be nothing at all."""
    return parse_amount(text) if text.strip(" 0,.€") else 0


def expenses_of(options: argparse.Namespace) -> tuple[Expense, ...]:
    """Return the expense sheet the flags write."""
    plain = (_expense(text) for text in options.expense)
    return (*plain, *(_journey(text) for text in options.journey))


def _expense(text: str) -> Expense:
    parts = text.split(";")
    if len(parts) != _EXPENSE:
        message = _("“{text}” is no expense: write the day; what for; the amount.")
        raise Refused("expense.flag", message.format(text=text), "expense")
    return Expense(day=_day(parts[0]), purpose=parts[1].strip(), cents=parse_amount(parts[2]))


def _journey(text: str) -> Expense:
    day, *parts = text.split(";")
    electric = parts[-1:] == ["electric"]
    parts = parts[: _JOURNEY - 1]
    known = {vehicle.value for vehicle in Vehicle} - {""}
    right = len(parts) == _JOURNEY - 1 and parts[1] in known
    if not right or not all(part.strip().isdecimal() for part in parts[2:]):
        message = _(
            "“{text}” is no journey: write the day; what for; car, motorcycle or moped; the fiscal "
            "horsepower; the kilometres."
        )
        raise Refused("expense.flag", message.format(text=text), "journey")
    return Expense(
        day=_day(day),
        purpose=parts[0].strip(),
        cents=0,
        vehicle=Vehicle(parts[1]),
        power=int(parts[2]),
        kilometres=int(parts[3]),
        electric=electric,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        message = _("“{text}” is not a day: write it as 2026-01-31.")
        raise Refused("expense.flag", message.format(text=text), "expense") from None


def shares_of(office: Office, texts: Sequence[str], cents: int) -> tuple[Share, ...]:
    """Return the shares ``FUND=AMOUNT`` write; the last one takes what remains."""
    if not texts:
        return ()
    parted = [text.rpartition("=") if "=" in text else (text, "", "") for text in texts]
    if not all(amount for _fund, _sign, amount in parted[:-1]):
        message = _("Only the last share may go without its amount.")
        raise Refused("share.flag", message, "split")
    funds = [fund_id(office, fund) or 0 for fund, _sign, _amount in parted]
    typed = [parse_amount(amount) for _fund, _sign, amount in parted if amount]
    amounts = typed if len(typed) == len(texts) else share_out(cents, typed)
    return tuple(
        Share(fund_id=fund, cents=amount) for fund, amount in zip(funds, amounts, strict=True)
    )


def told_details(line: GiftLine) -> dict[str, Any]:
    """Return what a gift is besides money, for JSON."""
    details = line.details
    return {
        "anonymous": line.anonymous,
        "part_of": line.part_of_id,
        "cheque_dated_on": line.cheque_dated_on,
        "nature": details.nature,
        "form": details.form,
        "purpose": details.purpose,
        "benefit_cents": details.benefit_cents,
        "tribute": details.tribute or None,
        "tribute_name": details.tribute_name,
        "payer": line.payer_name,
        "thanked": line.thanked_name,
        "description": details.description,
        "units": details.units,
        "valued_on": details.valued_on,
    }


def told_expense(expense: Expense) -> dict[str, Any]:
    """Return a line of an expense sheet, for JSON."""
    return {
        "day": expense.day,
        "purpose": expense.purpose,
        "amount_cents": expense.cents,
        "vehicle": expense.vehicle or None,
        "power": expense.power,
        "electric": expense.electric,
        "kilometres": expense.kilometres,
    }
