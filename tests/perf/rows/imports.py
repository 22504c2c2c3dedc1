# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors of twenty-five columns and their gifts brought in, told before and after, and proved.

The limit is the machine reading the two workbooks and writing their cells as they stand, without a
check. The usual way reads them with openpyxl, and looks each donor up before an ORM writes.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

import openpyxl
import sqlalchemy as sa
from python_calamine import CalamineWorkbook
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
_USUAL = "openpyxl, a look-up and an ORM's insert for each row"


class _Base(DeclarativeBase):
    """Tables of the usual way."""


class _Donor(_Base):
    __tablename__ = "d"
    number: Mapped[str] = mapped_column(primary_key=True)
    cells: Mapped[str]


class _Gift(_Base):
    __tablename__ = "g"
    id: Mapped[int] = mapped_column(primary_key=True)
    donor: Mapped[str] = mapped_column(index=True)
    cells: Mapped[str]


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
                for cells in _read(donors):
                    if session.get(_Donor, cells[0]) is None:
                        session.add(_Donor(number=str(cells[0]), cells=str(cells)))
                for cells in _read(gifts):
                    if session.get(_Donor, cells[0]) is not None:
                        session.add(_Gift(donor=str(cells[0]), cells=str(cells)))
                        session.flush()
                session.commit()
            engine.dispose()

        yield {"job": brought, _BARE: bare, _USUAL: usual}


def _read(path: Path) -> Iterator[tuple[object, ...]]:
    book = openpyxl.load_workbook(path, read_only=True)
    yield from book.active.iter_rows(min_row=2, values_only=True)
    book.close()


ROW = Row(
    name="imports",
    job="3 000 donors of 25 columns and 15 000 gifts brought in, sums proved",
    baselines=(Baseline(_BARE, 18, slower=False), Baseline(_USUAL, 2, slower=True)),
    prepare=_prepare,
    rounds=3,
)
