# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of tax receipts: written at its end, never edited."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.donors import Donor
from app.domain.receipts import (
    Claimant,
    EventKind,
    NumberSeries,
    ReceiptEvent,
    ReceiptLine,
    Scope,
    TaxReceipt,
    YearGift,
    number_of,
    read_receipt_number,
)
from app.kernel.errors import Conflict, Refused
from app.kernel.i18n import _
from app.usecases.ports.receipts import KeptLine, ReceiptRun, RegisterLine, Withdrawn
from db.mapping import Mapper
from db.queries.receipts import ReceiptQueries, receipt_of
from db.tables.desk import gift
from db.tables.donors import donor
from db.tables.households import household_member
from db.tables.receipts import (
    number_series,
    receipt_event,
    receipt_run,
    tax_receipt,
    tax_receipt_line,
)
from db.work import Work

_ROOM = "receipts"
_SERIES = "receipts"
_CHUNK = 400


class SqlReceiptRepo:
    """The register, and the money receipts are for."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work
        self._queries = ReceiptQueries(work)

    def money(self, year: int, donor_ids: Sequence[int] | None = None) -> Iterator[YearGift]:
        """Yield the gifts of a year that stand, by donor then day; unidentified ones first."""
        return self._queries.money(year, donor_ids)

    def claimants(
        self, year: int, donor_ids: Sequence[int] | None = None
    ) -> Mapping[int, Claimant]:
        """Return every donor with money in a year, or those of these, by id."""
        return self._queries.claimants(year, donor_ids)

    def donors(self, ids: Sequence[int]) -> Mapping[int, Donor]:
        """Return these donors, by id."""
        mapper = Mapper(Donor, donor)
        wanted = sa.select(*mapper.columns).where(donor.c.id.in_(ids))
        rows = self._work.connection.execute(wanted).mappings()
        return {row["id"]: mapper.from_row(row) for row in rows}

    def withdrawn(self, year: int, donor_ids: Sequence[int]) -> Sequence[Withdrawn]:
        """Return the cancelled receipts of these donors that wait for a replacement."""
        return self._queries.withdrawn(year, donor_ids)

    def holders(
        self, year: int, donor_ids: Sequence[int], besides: int = 0
    ) -> frozenset[tuple[int, int]]:
        """Return who of these donors has a live receipt for the year, and as which household."""
        return self._queries.holders(year, donor_ids, besides)

    def series(self, year: int) -> NumberSeries:
        """Return the numbers of a year."""
        mine = number_series.c.name == _SERIES, number_series.c.year == year
        row = self._work.connection.execute(sa.select(number_series).where(*mine)).first()
        return NumberSeries(year) if row is None else _series(row)

    def years(self) -> Sequence[NumberSeries]:
        """Return every series."""
        statement = sa.select(number_series).where(number_series.c.name == _SERIES)
        rows = self._work.connection.execute(statement.order_by(number_series.c.year))
        return [_series(row) for row in rows]

    def begin_at(self, year: int, first: int) -> None:
        """Set the first number of a year that has none yet."""
        before = self.series(year)
        self._write_series(NumberSeries(year, first, first - 1, before.head))
        self._work.record(_ROOM, 0, "numbered", {"year": year, "first": [before.first, first]})

    def _write_series(self, series: NumberSeries) -> None:
        values = {
            "first_sequence": series.first,
            "last_sequence": series.last,
            "head_hash": series.head,
        }
        mine = number_series.c.name == _SERIES, number_series.c.year == series.year
        done = self._work.connection.execute(number_series.update().where(*mine).values(**values))
        if not done.rowcount:
            values |= {"name": _SERIES, "year": series.year}
            self._work.connection.execute(number_series.insert().values(**values))

    def start_run(self, run: ReceiptRun) -> ReceiptRun:
        """Write that an issue was confirmed; return it with its id."""
        row = {field.name: getattr(run, field.name) for field in fields(run)}
        del row["id"]
        row["scope"] = run.scope.value
        key = self._work.connection.execute(receipt_run.insert().values(**row)).inserted_primary_key
        run_id = int(key[0]) if key else 0
        told = {"year": run.year, "count": run.confirmed_count, "cents": run.confirmed_cents}
        self._work.record(_ROOM, 0, "confirmed", {"run": run_id, **told})
        return replace(run, id=run_id)

    def finish_run(self, run_id: int, at: datetime) -> None:
        """Write that an issue came to its end."""
        mine = receipt_run.c.id == run_id
        self._work.connection.execute(receipt_run.update().where(mine).values(finished_at=at))
        self._work.touch(_ROOM)

    def runs(self, year: int) -> Sequence[ReceiptRun]:
        """Return the issues of a year, the latest first."""
        statement = sa.select(receipt_run).where(receipt_run.c.year == year)
        rows = self._work.connection.execute(statement.order_by(receipt_run.c.id.desc()))
        return [ReceiptRun(**{**row, "scope": Scope(row["scope"])}) for row in rows.mappings()]

    def of_run(self, run_id: int) -> Sequence[int]:
        """Return the ids of the receipts an issue made, in order."""
        statement = sa.select(tax_receipt.c.id).where(tax_receipt.c.run_id == run_id)
        ordered = statement.order_by(tax_receipt.c.year, tax_receipt.c.sequence)
        return list(self._work.connection.execute(ordered).scalars())

    def append(
        self, receipts: Sequence[tuple[TaxReceipt, Sequence[ReceiptLine]]]
    ) -> list[TaxReceipt]:
        """Write receipts of one year at the end of their series, which they must continue.

        Raises:
            Conflict: When another receipt took the place first.
        """
        if not receipts:
            return []
        series = self.series(receipts[0][0].year)
        before = series
        for receipt, _lines in receipts:
            if (receipt.sequence, receipt.previous_hash) != (series.last + 1, series.head):
                message = _("Somebody else issued receipts meanwhile: start the issue again.")
                raise Conflict("receipts.moved", message)
            series = replace(series, last=receipt.sequence, head=receipt.hash)
        connection = self._work.connection
        connection.execute(tax_receipt.insert(), [_row(receipt) for receipt, _lines in receipts])
        given = sa.select(tax_receipt.c.sequence, tax_receipt.c.id).where(
            tax_receipt.c.year == series.year, tax_receipt.c.sequence > before.last
        )
        ids = {row.sequence: row.id for row in connection.execute(given)}
        stored = [replace(receipt, id=ids[receipt.sequence]) for receipt, _lines in receipts]
        kept = [
            {"receipt_id": ids[receipt.sequence], "gift_id": line.gift_id, "cents": line.cents}
            for receipt, lines in receipts
            for line in lines
        ]
        connection.execute(tax_receipt_line.insert(), kept)
        self._write_series(series)
        for receipt in stored:
            told = {"number": receipt.number, "cents": receipt.cents, "hash": receipt.hash}
            self._work.record(_ROOM, receipt.id, "issued", told)
            self._work.touch("donors", receipt.donor_id)
        self._work.touch("gifts", *(line["gift_id"] for line in kept))
        return stored

    def get(self, receipt_id: int) -> TaxReceipt:
        """Return one.

        Raises:
            Refused: When there is none.
        """
        return self._one(str(receipt_id), tax_receipt.c.id == receipt_id)

    def by_number(self, number: str) -> TaxReceipt:
        """Return one by its number.

        Raises:
            Refused: When there is none.
        """
        year, sequence = read_receipt_number(number)
        return self._one(number, tax_receipt.c.year == year, tax_receipt.c.sequence == sequence)

    def _one(self, told: str, *conditions: sa.ColumnElement[bool]) -> TaxReceipt:
        wanted = sa.select(tax_receipt).where(*conditions)
        row = self._work.connection.execute(wanted).mappings().first()
        if row is None:
            raise _unknown(told)
        return receipt_of(row)

    def numbers(self, receipt_ids: Sequence[int]) -> Mapping[int, str]:
        """Return the numbers of these receipts, by id."""
        column = tax_receipt.c
        found = {}
        for start in range(0, len(receipt_ids), _CHUNK):
            chunk = column.id.in_(receipt_ids[start : start + _CHUNK])
            statement = sa.select(column.id, column.year, column.sequence).where(chunk)
            for row_id, year, sequence in self._work.connection.execute(statement):
                found[row_id] = number_of(year, sequence)
        return found

    def printed(self, year: int) -> frozenset[int]:
        """Return the ids of the receipts of a year that were noted as printed."""
        noted = (
            sa.select(receipt_event.c.receipt_id)
            .join(tax_receipt, tax_receipt.c.id == receipt_event.c.receipt_id)
            .where(receipt_event.c.kind == EventKind.PRINTED.value, tax_receipt.c.year == year)
        )
        return frozenset(self._work.connection.execute(noted).scalars())

    def many(self, numbers: Sequence[str]) -> Sequence[TaxReceipt]:
        """Return receipts by their numbers, in that order.

        Raises:
            Refused: When one is the number of none.
        """
        found: dict[tuple[int, int], TaxReceipt] = {}
        asked = [read_receipt_number(number) for number in numbers]
        pair = sa.tuple_(tax_receipt.c.year, tax_receipt.c.sequence)
        for start in range(0, len(asked), _CHUNK):
            wanted = sa.select(tax_receipt).where(pair.in_(asked[start : start + _CHUNK]))
            for row in self._work.connection.execute(wanted).mappings():
                receipt = receipt_of(row)
                found[receipt.year, receipt.sequence] = receipt
        for key, number in zip(asked, numbers, strict=True):
            if key not in found:
                raise _unknown(number)
        return [found[key] for key in asked]

    def events(self, receipt_id: int) -> Sequence[ReceiptEvent]:
        """Return what happened to one, oldest first."""
        mine = sa.select(receipt_event).where(receipt_event.c.receipt_id == receipt_id)
        rows = self._work.connection.execute(mine.order_by(receipt_event.c.id))
        return [ReceiptEvent(EventKind(row.kind), row.at, row.by, row.reason) for row in rows]

    def note(self, receipt_id: int, kind: EventKind, reason: str) -> None:
        """Write that something happened to one; a cancelled one lets go of its gifts."""
        values: dict[str, Any] = {
            "receipt_id": receipt_id,
            "kind": kind.value,
            "at": self._work.at,
            "by": self._work.actor,
            "reason": reason,
        }
        self._work.connection.execute(receipt_event.insert().values(**values))
        if kind is EventKind.CANCELLED:
            mine = tax_receipt_line.c.receipt_id == receipt_id
            self._work.connection.execute(tax_receipt_line.update().where(mine).values(live=False))
            self._work.touch("gifts")
        self._work.record(_ROOM, receipt_id, kind.value, {"reason": reason})

    def line(self, receipt_id: int) -> RegisterLine:
        """Return the row of one."""
        (line,) = self._queries.register(tax_receipt.c.id == receipt_id)
        return line

    def register(self, year: int | None = None) -> Iterator[RegisterLine]:
        """Yield the register by number, in bounded memory."""
        return self._queries.register(*(() if year is None else (tax_receipt.c.year == year,)))

    def of_donor(self, donor_id: int) -> Sequence[RegisterLine]:
        """Return the rows of a donor and of those taxed together with them, the latest first.

        Whoever lives with them and is taxed apart is on none of these receipts.
        """
        own = sa.select(household_member.c.household_id).where(
            household_member.c.donor_id == donor_id, household_member.c.joint
        )
        given = (
            sa.select(tax_receipt_line.c.receipt_id)
            .join(gift, gift.c.id == tax_receipt_line.c.gift_id)
            .where(gift.c.donor_id == donor_id)
        )
        mine = (
            (tax_receipt.c.donor_id == donor_id)
            | tax_receipt.c.household_id.in_(own)
            | tax_receipt.c.id.in_(given)
        )
        return list(self._queries.register(mine))[::-1]

    def chain(self) -> Iterator[TaxReceipt]:
        """Yield every receipt by year and number, in bounded memory."""
        return self._queries.chain()

    def kept_lines(self, receipt_id: int) -> Sequence[KeptLine]:
        """Return the lines of one with what has become of their gifts."""
        return self._queries.kept_lines(receipt_id)


def _unknown(number: str) -> Refused:
    message = _("No receipt bears number {number}: look it up in the register.")
    return Refused("receipt.unknown", message.format(number=number.strip()), "number")


def _row(receipt: TaxReceipt) -> dict[str, Any]:
    row = {field.name: getattr(receipt, field.name) for field in fields(receipt)}
    del row["id"]
    row["scope"] = receipt.scope.value
    return row


def _series(row: Any) -> NumberSeries:  # noqa: ANN401 - a row of any select
    return NumberSeries(row.year, row.first_sequence, row.last_sequence, row.head_hash)
