# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fiscal year is closed: its package is kept, and nothing is booked in it any more."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from app.domain.accounting import FiscalYear, FundYear, check_fund_year
from app.domain.exports.ledger import totals
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.accounting.review import FundLine, fund_lines, year_checks
from app.usecases.context import Context
from app.usecases.exports.controls import Told, controls
from app.usecases.exports.package import (
    Period,
    first_on,
    read_told,
    refuse_elsewhere,
    write_archive,
)

_ZIP = "application/zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseYear(Command[FiscalYear]):
    """Close a fiscal year: what is written later is booked in the next one.

    Attributes:
        last_on: Its last day.
        spent: Cents spent of each restricted fund in the year, by the id of the fund.
        left: Cents that were left of each when the year began; asked only of the first year that
            is closed, later ones go on from what the year before left.
    """

    permission: ClassVar[str] = Permission.YEARS_CLOSE
    last_on: date
    spent: Mapping[int, int] = field(default_factory=dict)
    left: Mapping[int, int] = field(default_factory=dict)


@handles(CloseYear)
def close_year(cmd: CloseYear, ctx: Context) -> FiscalYear:
    """Keep the package, the funds and the days of deposits, in one transaction.

    Raises:
        Refused: When the year is not over, is closed, is not the next one, or a sum of it
            differs; when more was spent of a fund than there was.
    """
    refuse_elsewhere(ctx.uow)
    today = ctx.clock.today()
    kept = ctx.uow.years.ending(cmd.last_on)
    if kept is not None and kept.closed:
        message = _("The year to {day} was closed on {closed} by {who}.")
        day, closed = format_day(kept.last_on), format_day(kept.closed_on)
        sentence = message.format(day=day, closed=closed, who=kept.closed_by)
        raise Refused("years.closed", sentence, "last_on")
    period = Period(first=first_on(ctx.uow, cmd.last_on), last=cmd.last_on, valid_on=today)
    before = read_told(replace(period, valid_on=None), ctx.uow)
    stops = [one for one in year_checks(before, ctx.uow, today) if one.stops]
    if stops:
        raise Refused(f"years.{stops[0].code}", stops[0].sentence, "last_on")
    funds = _funds(cmd, fund_lines(before, kept, ctx.uow))
    told = read_told(_with_funds(period, funds), ctx.uow)
    _refuse_differing(told)
    year = _keep(_closed(period, told, kept, ctx), kept, ctx)
    ctx.uow.years.keep_funds(year.id, funds)
    ctx.uow.years.freeze(cmd.last_on)
    return year


def _funds(cmd: CloseYear, lines: Sequence[FundLine]) -> list[FundYear]:
    """Return the restricted funds as they are told to have been spent."""
    unknown = (set(cmd.spent) | set(cmd.left)) - {line.fund.id for line in lines}
    if unknown:
        message = _(
            "Only what was spent of a restricted fund is told: mark the fund as restricted."
        )
        raise Refused("years.fund", message, "spent")
    funds = []
    for line in lines:
        opening = line.year.opening_cents
        if line.first:
            opening = cmd.left.get(line.fund.id, opening)
        used = cmd.spent.get(line.fund.id, 0)
        funds.append(replace(line.year, opening_cents=opening, used_cents=used))
        refuse_errors(check_fund_year(funds[-1], line.fund.name))
    return funds


def _with_funds(period: Period, funds: Sequence[FundYear]) -> Period:
    return replace(
        period,
        spent={one.fund_id: one.used_cents for one in funds},
        left={one.fund_id: one.opening_cents for one in funds},
    )


def _refuse_differing(told: Told) -> None:
    differing = [one.name for one in controls(told) if not one.ok]
    if differing:
        message = _("These controls differ: {names}. Nothing was closed; examine the dossier.")
        raise Refused("years.control", message.format(names="; ".join(differing)))


def _closed(period: Period, told: Told, kept: FiscalYear | None, ctx: Context) -> FiscalYear:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "package.zip"
        write_archive(path, period, told, ctx.uow, ctx.tools)
        sha256 = ctx.uow.documents.put(path.read_bytes(), _ZIP)
    return FiscalYear(
        id=kept.id if kept else 0,
        version=kept.version if kept else 0,
        first_on=period.first,
        last_on=period.last,
        closed_on=ctx.clock.today(),
        closed_by=ctx.actor.name,
        gifts=len(told.books.booked),
        cents=sum(one.line.cents for one in told.books.booked),
        entries=len(told.entries),
        lines=sum(len(entry.lines) for entry in told.entries),
        debit_cents=totals(told.entries)[0],
        package_sha256=sha256,
    )


def _keep(year: FiscalYear, kept: FiscalYear | None, ctx: Context) -> FiscalYear:
    return ctx.uow.years.save(year) if kept else ctx.uow.years.add(year)


@dataclass(frozen=True, slots=True)
class ReopenYear(Command[FiscalYear]):
    """Open the year closed last again; its package stays in the vault, and is given no more.

    What was booked in the next year because this one was closed stays there.

    Attributes:
        reason: Why; kept with the year.
    """

    permission: ClassVar[str] = Permission.YEARS_CLOSE
    last_on: date
    reason: str


@handles(ReopenYear)
def reopen_year(cmd: ReopenYear, ctx: Context) -> FiscalYear:
    """Write it as open.

    Raises:
        Refused: When it is not closed, another was closed after it, or no reason is given.
    """
    year = ctx.uow.years.ending(cmd.last_on)
    if year is None or not year.closed:
        message = _("The year to {day} is not closed.")
        raise Refused("years.open", message.format(day=format_day(cmd.last_on)), "last_on")
    later = [one for one in ctx.uow.years.all() if one.closed and one.last_on > cmd.last_on]
    if later:
        message = _("The year to {day} was closed after it: open that one first.")
        told = message.format(day=format_day(later[0].last_on))
        raise Refused("years.later", told, "last_on")
    reason = cmd.reason.strip()
    if not reason:
        message = _("Say why the year is opened again: the reason is kept with it.")
        raise Refused("years.reason", message, "reason")
    opened = ctx.uow.years.save(replace(year, closed=False, reason=reason))
    ctx.uow.years.thaw()
    return opened
