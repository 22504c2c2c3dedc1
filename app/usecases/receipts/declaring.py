# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The yearly declaration of receipts: counted, noted once it was made, compared ever after."""

import csv
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import ClassVar

from app.domain.organisation import HOME
from app.domain.receipts import Declared, Figures, due_on
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.usecases.context import Context

_HEADERS = ("number", "delivered_on", "delivered_in_period", "cents_received_in_period")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What CGI art. 222 bis makes the association declare for a year, and what it declared.

    Attributes:
        due_on: The last day to declare it.
        declared: As it was declared last, or None.
    """

    year: int
    first_on: date
    last_on: date
    due_on: date
    figures: Figures
    declared: Declared | None

    @property
    def changed(self) -> bool:
        """Whether the register tells other figures than those that were declared."""
        return self.declared is not None and not self.declared.tells(self.figures)


@dataclass(frozen=True, slots=True)
class DeclareReceipts(Query[Declaration]):
    """Tell the yearly declaration."""

    year: int


@handles(DeclareReceipts)
def declare_receipts(query: DeclareReceipts, ctx: Context) -> Declaration:
    """Count the register, beside what was declared.

    Raises:
        Refused: When the receipts follow the law of another country, which asks no such thing.
    """
    if ctx.uow.organisation.get().receipt_country != HOME:
        message = _("The yearly declaration of article 222 bis is that of French receipts only.")
        raise Refused("declaration.french", message)
    first_on, last_on = _period(query.year)
    declared = ctx.uow.declarations.of_year(query.year)
    return Declaration(
        year=query.year,
        first_on=first_on,
        last_on=last_on,
        due_on=due_on(last_on),
        figures=ctx.uow.declarations.figures(first_on, last_on),
        declared=declared[0] if declared else None,
    )


@dataclass(frozen=True, slots=True)
class NoteDeclared(Command[Declared]):
    """Note that these figures were declared: they and the list behind them stay as they are.

    Declared again, after receipts changed, a year has a second note; the first is kept.

    Attributes:
        figures: As they were read, so that nothing else is noted than what was declared.
    """

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    year: int
    figures: Figures


@handles(NoteDeclared)
def note_declared(cmd: NoteDeclared, ctx: Context) -> Declared:
    """Write it.

    Raises:
        Refused: When the year is not over, when the register changed since the figures were read,
            or when the same was noted already.
    """
    told = declare_receipts(DeclareReceipts(cmd.year), ctx)
    today = ctx.clock.today()
    if today <= told.last_on:
        message = _("{year} is not over: it is declared after {day}.")
        day = format_day(told.last_on)
        raise Refused("declaration.early", message.format(year=cmd.year, day=day), "year")
    if told.figures != cmd.figures:
        message = _(
            "Receipts of {year} changed since these figures were read: read them again, and "
            "declare the new ones."
        )
        raise Refused("declaration.stale", message.format(year=cmd.year), "year")
    if told.declared is not None and not told.changed:
        message = _("These figures of {year} were noted as declared on {day}: nothing changed.")
        day = format_day(told.declared.declared_on)
        raise Refused("declaration.twice", message.format(year=cmd.year, day=day), "year")
    return ctx.uow.declarations.add(
        Declared(
            year=cmd.year,
            first_on=told.first_on,
            last_on=told.last_on,
            count=told.figures.count,
            cents=told.figures.cents,
            covering=told.figures.covering,
            declared_on=today,
            by=ctx.actor.name,
            listing_sha256=ctx.uow.documents.put(_listing(told, ctx), "text/csv"),
        )
    )


@dataclass(frozen=True, slots=True)
class DeclaredList(Query[bytes]):
    """Give the receipts behind what was declared last for a year, as a text table."""

    year: int


@handles(DeclaredList)
def declared_list(query: DeclaredList, ctx: Context) -> bytes:
    """Return the table as it was kept.

    Raises:
        Refused: When nothing was noted as declared.
    """
    declared = ctx.uow.declarations.of_year(query.year)
    if not declared:
        message = _("Nothing was noted as declared for {year}: note it once it is.")
        raise Refused("declaration.none", message.format(year=query.year), "year")
    return ctx.uow.documents.read(declared[0].listing_sha256)


def _listing(told: Declaration, ctx: Context) -> bytes:
    """Return numbers, days and amounts: no name has to leave for an inspection to find one."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADERS)
    for one in ctx.uow.declarations.listed(told.first_on, told.last_on):
        writer.writerow((one.number, one.issued_on.isoformat(), int(one.delivered), one.cents))
    return out.getvalue().encode("utf-8-sig")


def _period(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
