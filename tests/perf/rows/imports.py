# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors of twenty-five columns and their gifts brought in, told before and after, and proved.

The limit is the machine reading the two workbooks and writing their cells as they stand, without a
check. The usual way reads them with openpyxl and an ORM, as its manual shows: a mapped column for
each of the file, days and amounts parsed, whoever is on file looked up by number, then by name and
postal code (all indexed), one row added at a time, the sum compared before and after. It mends
nothing, keeps no trail, no index of words, no sums of donors, and cannot be undone.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

import openpyxl
import sqlalchemy as sa
from python_calamine import CalamineWorkbook
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from app.domain.imports.fields import ImportKind
from app.usecases.demo import demo_organisation
from app.usecases.imports import RunImport
from app.usecases.office import Office
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK
from tests.perf.frame import Baseline, Contenders, Row
from tests.perf.workbooks import DONOR_HEADS, GIFT_HEADS, donors_workbook, gifts_workbook

DONORS, GIFTS = 3_000, 15_000
_BARE = "both workbooks read, their cells written as they stand"
_USUAL = "openpyxl and an ORM in the plain way: parsed, looked up, added row by row"


class _Base(DeclarativeBase):
    """Tables of the usual way."""


class _Donor(_Base):
    __tablename__ = "d"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(index=True)
    civility: Mapped[str]
    last_name: Mapped[str] = mapped_column(index=True)
    first_name: Mapped[str]
    organisation: Mapped[str]
    complement: Mapped[str]
    building: Mapped[str]
    street: Mapped[str]
    locality: Mapped[str]
    postal_code: Mapped[str]
    city: Mapped[str]
    country: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    notes: Mapped[str]
    opposed_post: Mapped[bool]
    opposed_phone: Mapped[bool]
    newsletter: Mapped[bool]
    born_on: Mapped[date]
    profession: Mapped[str]
    made_on: Mapped[date]
    made_by: Mapped[str]
    last_on: Mapped[date]
    cents: Mapped[int]
    gifts: Mapped[int]


class _Gift(_Base):
    __tablename__ = "g"
    id: Mapped[int] = mapped_column(primary_key=True)
    donor_id: Mapped[int] = mapped_column(ForeignKey("d.id"), index=True)
    day: Mapped[date]
    cents: Mapped[int]
    means: Mapped[str]
    cheque: Mapped[str]
    fund: Mapped[str]
    reference: Mapped[str]


def _usual(session: Session, donors: Path, gifts: Path) -> None:
    """Bring both in as the manual of an ORM shows."""
    summed = sa.select(sa.func.coalesce(sa.func.sum(_Gift.cents), 0))
    before, brought = session.scalars(summed).one(), 0
    for row in _read(donors):
        texts = [str(cell or "").strip() for cell in row]
        if _whom(session, texts[0], texts[2], texts[3], texts[9]) is None:
            told = dict(zip(_TEXTS, texts, strict=False))
            post, phone, news = (text == "oui" for text in texts[15:18])
            session.add(
                _Donor(
                    **told, opposed_post=post, opposed_phone=phone, newsletter=news,
                    born_on=_day(row[18]), profession=texts[19], made_on=_day(row[20]),
                    made_by=texts[21], last_on=_day(row[22]), cents=_cents(row[23]),
                    gifts=int(texts[24] or 0),
                )
            )  # fmt: skip
    for row in _read(gifts):
        number, last, first, code, _on, _much, means, cheque, fund, reference = (
            str(cell or "").strip() for cell in row
        )
        donor = _whom(session, number, last, first, code)
        assert donor is not None
        cents = _cents(row[5])
        brought += cents
        session.add(
            _Gift(
                donor_id=donor.id, day=_day(row[4]), cents=cents, means=means, cheque=cheque,
                fund=fund, reference=reference,
            )
        )  # fmt: skip
    assert session.scalars(summed).one() == before + brought
    session.commit()


_TEXTS = [
    "number", "civility", "last_name", "first_name", "organisation", "complement", "building",
    "street", "locality", "postal_code", "city", "country", "phone", "email", "notes",
]  # fmt: skip


def _whom(session: Session, number: str, last: str, first: str, code: str) -> _Donor | None:
    found = session.scalar(sa.select(_Donor).where(_Donor.number == number))
    if found is not None:
        return found
    same = (_Donor.last_name == last) & (_Donor.first_name == first) & (_Donor.postal_code == code)
    return session.scalar(sa.select(_Donor).where(same, _Donor.number == ""))


def _day(cell: object) -> date:
    return cell.date() if isinstance(cell, datetime) else date.fromisoformat(str(cell))


def _cents(cell: object) -> int:
    return int((Decimal(str(cell or 0)) * 100).to_integral_exact())


def bring(office: Office, donors: Path, gifts: Path, *, dry_run: bool = False) -> None:
    """Bring both in; a rehearsal of the gifts makes the donors they name."""
    made = office.do(RunImport(ImportKind.DONORS, donors, dry_run=dry_run))
    told = office.do(RunImport(ImportKind.GIFTS, gifts, dry_run=dry_run))
    assert (made.created_donors, told.created_gifts) == (DONORS, GIFTS)
    assert told.after.cents == told.before.cents + told.imported_cents


def workbooks(folder: Path) -> tuple[Path, Path]:
    """Write the two workbooks."""
    donors, gifts = folder / "donors.xlsx", folder / "gifts.xlsx"
    donors_workbook(donors, DONORS)
    gifts_workbook(gifts, DONORS, GIFTS)
    return donors, gifts


@contextmanager
def fresh_dossiers(folder: Path) -> Iterator["Iterator[Path]"]:
    """Yield the way to as many empty dossiers as asked for."""
    empty = folder / "empty.obole"
    ShippedDoors().create(str(empty), demo_organisation(), clock=CLOCK).close()
    yield (Path(shutil.copy(empty, folder / f"{place}.obole")) for place in count())


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    donors, gifts = workbooks(folder)
    ranks = count()
    with fresh_dossiers(folder) as fresh:

        def brought() -> None:
            office = ShippedDoors().open(str(next(fresh)), clock=CLOCK)
            bring(office, donors, gifts)
            office.close()

        def bare() -> None:
            with closing(sqlite3.connect(folder / f"{next(ranks)}.db")) as plain:
                for name, path, heads in (("d", donors, DONOR_HEADS), ("g", gifts, GIFT_HEADS)):
                    columns = ", ".join(f"c{place}" for place in range(len(heads)))
                    plain.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, {columns})")
                    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
                    marks = ", ".join("?" * len(heads))
                    rows = ([str(cell) for cell in row] for row in sheet.iter_rows())
                    plain.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", rows)
                plain.commit()

        def usual() -> None:
            engine = sa.create_engine(f"sqlite:///{folder / f'{next(ranks)}.db'}")
            _Base.metadata.create_all(engine)
            with Session(engine) as session:
                _usual(session, donors, gifts)
            engine.dispose()

        yield {"job": brought, _BARE: bare, _USUAL: usual}


def _read(path: Path) -> Iterator[tuple[object, ...]]:
    book = openpyxl.load_workbook(path, read_only=True)
    yield from book.active.iter_rows(min_row=2, values_only=True)
    book.close()


ROW = Row(
    name="imports",
    job="3 000 donors of 25 columns and 15 000 gifts brought in, sums proved",
    baselines=(Baseline(_BARE, 13, slower=False), Baseline(_USUAL, 3.3, slower=True)),
    prepare=_prepare,
    rounds=3,
)
