# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the accountant's package of a year holds, and its writing."""

import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.domain.accounting import FundYear, first_day, personal_chart
from app.domain.exports.fec import description, fec_name, has_analytic, write_fec
from app.domain.exports.fec_rules import blocking, examine
from app.domain.exports.ledger import Chart, Posting, chart_on, entries_of
from app.domain.organisation import HOME
from app.kernel.errors import Refused, Trouble
from app.kernel.i18n import _
from app.usecases.exports.books import read_books
from app.usecases.exports.controls import Told
from app.usecases.exports.sheets import named_lists, workbook
from app.usecases.ports import UnitOfWork
from app.usecases.ports.tools import Tools

_MADE = (1980, 1, 1, 0, 0, 0)
"""The same year always gives the same bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What a package is asked for.

    Attributes:
        first, last: The days of the fiscal year.
        valid_on: The day its entries become final; None while they may still change.
        names: Name the donors in the lists.
        spent: Cents spent of each restricted fund in the year, by its id; empty before closing.
        left: Cents that were left of each when the year began, likewise.
    """

    first: date
    last: date
    valid_on: date | None = None
    names: bool = False
    spent: Mapping[int, int] = field(default_factory=dict)
    left: Mapping[int, int] = field(default_factory=dict)


def refuse_elsewhere(uow: UnitOfWork) -> None:
    """Refuse where the law is not that of French associations."""
    if uow.organisation.get().receipt_country != HOME:
        message = _("The chart of accounts is that of French associations: export the gifts.")
        raise Refused("accountant.french", message)


def first_on(uow: UnitOfWork, last: date) -> date:
    """Return the first day of the fiscal year that ends on a day.

    It has twelve months, fewer where the association moved the end of its years.
    """
    kept = uow.years.ending(last)
    if kept is not None:
        return kept.first_on
    open_from = uow.years.open_from()
    return max(first_day(last), open_from if open_from and open_from <= last else date.min)


def read_told(period: Period, uow: UnitOfWork) -> Told:
    """Read all a package tells from one consistent state of the dossier."""
    first, last = period.first, period.last
    chart = personal_chart(chart_on(last), uow.ledger_rules.all())
    books, funds = read_books(uow, first, last, chart), uow.funds.all()
    received: dict[int, int] = {fund.id: 0 for fund in funds if fund.restricted}
    for one in books.booked:
        if one.line.fund_id in received:
            received[one.line.fund_id] += one.line.cents
    restricted = [
        FundYear(
            fund_id=fund.id,
            opening_cents=period.left.get(fund.id, 0),
            received_cents=received[fund.id],
            used_cents=period.spent.get(fund.id, 0),
        )
        for fund in funds
        if fund.restricted
    ]
    if period.valid_on is not None:
        names = {fund.id: f"{fund.code} {fund.name}" for fund in funds}
        books.postings.extend(_kept_postings(restricted, names, last, chart))
    return Told(
        books=books,
        entries=entries_of(books.postings, chart),
        chart=chart,
        funds=funds,
        register=[
            line
            for year in range(first.year, last.year + 1)
            for line in uow.receipts.register(year)
            if first <= line.issued_on <= last
        ],
        received_cents=uow.gifts.sum_between(first, last)[1],
        names=period.names,
        restricted=restricted,
        final=period.valid_on is not None,
    )


def _kept_postings(
    restricted: Sequence[FundYear], names: Mapping[int, str], last: date, chart: Chart
) -> Iterator[Posting]:
    """Yield what carries the rest of restricted funds over (ANC 2018-06, art. 132-1 to 132-4)."""
    for one in restricted:
        label = _("Restricted fund {name}").format(name=names[one.fund_id])
        analytic = chart.analytic.get(str(one.fund_id), "")
        more = one.closing_cents - one.opening_cents
        if more > 0:
            words = ("funds_kept", "funds_held")
        elif more < 0:
            words = ("funds_held", "funds_spent")
        else:
            continue
        piece = f"FD-{one.fund_id}"
        yield Posting(last, "various", piece, *words, abs(more), label, analytic)


def write_archive(fresh: Path, period: Period, told: Told, uow: UnitOfWork, tools: Tools) -> None:
    """Write the package to a file, without the slips.

    Raises:
        Trouble: When the file of entries breaks a rule of its own.
    """
    with zipfile.ZipFile(fresh, "w") as archive:
        for name, body in _files(period, told, uow, tools):
            _put(archive, name, body)


def add_slips(fresh: Path, told: Told, uow: UnitOfWork) -> tuple[str, ...]:
    """Add the slips of the year to a package; return the names of what it holds now.

    They name who wrote the cheques and go from the vault at their term: no kept package has them.

    Raises:
        Trouble: When a kept slip is damaged.
    """
    with zipfile.ZipFile(fresh, "a") as archive:
        for deposit in told.books.deposits:
            if sha256 := uow.deposits.get(deposit.id).document_sha256:
                _put(archive, f"{_('slips')}/{deposit.number}.pdf", uow.documents.read(sha256))
        return tuple(archive.namelist())


def _put(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _MADE), body, zipfile.ZIP_DEFLATED)


def _files(
    period: Period, told: Told, uow: UnitOfWork, tools: Tools
) -> Iterator[tuple[str, bytes]]:
    """Yield the names and the bytes of the archive, the controls first."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "controls.xlsx"
        tools.tables.write_book(path, workbook(told))
        yield f"1-{_('controls')}-{period.last:%Y-%m-%d}.xlsx", path.read_bytes()
    name = fec_name(uow.organisation.get().siren, period.last)
    body = write_fec(told.entries, told.chart, period.valid_on)
    if broken := blocking(examine(body, (period.first, period.last))):
        rules = ", ".join(sorted(broken))
        message = _("The file of entries breaks rule {rules}: nothing was written. Tell us of it.")
        raise Trouble("accountant.fec", message.format(rules=rules))
    yield name, body
    lines = sum(len(entry.lines) for entry in told.entries)
    words = description(name, told.chart, lines, analytic=has_analytic(told.entries))
    yield f"{name.removesuffix('.txt')}-description.txt", words.encode("utf-8")


def write_kept(fresh: Path, body: bytes, told: Told, tools: Tools) -> None:
    """Write the package of a closed year as it was kept; lists with names are a workbook beside."""
    fresh.write_bytes(body)
    if not told.names:
        return
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(fresh, "a") as archive:
        path = Path(folder) / "names.xlsx"
        tools.tables.write_book(path, named_lists(told))
        _put(archive, f"2-{_('donors')}-{told.books.last:%Y-%m-%d}.xlsx", path.read_bytes())
