# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sums kept beside the donors are those of their gifts, whatever was posted and corrected."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import partial

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.donors import Donor
from app.domain.gifts import GiftState
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.donors import CreateDonor, DonorLines
from app.usecases.dossier import Examine
from app.usecases.gifts import AddGift, CorrectGift, GiftDraft, IdentifyGift
from app.usecases.office import Office
from db.store import SqlStore
from db.tables.desk import deposit, gift
from db.tables.donors import donor, donor_finder, donor_total, donor_year
from tests.support.desk import posted, put_on_file

_DONORS = st.integers(0, 2)
_DAYS = st.dates(date(2023, 1, 1), date(2026, 1, 6))


@dataclass(frozen=True, slots=True)
class _Line:
    """A gift to key: a donor by rank, or nobody; then what becomes of it."""

    donor: int | None
    cents: int
    day: date
    correction: str


_LINES = st.lists(
    st.builds(
        _Line,
        donor=st.none() | _DONORS,
        cents=st.integers(1, 10**7),
        day=_DAYS,
        correction=st.sampled_from(("", "", "amount", "donor", "identify")),
    ),
    min_size=1,
    max_size=6,
)


def _play(office: Office, donors: list[Donor], lines: list[_Line]) -> None:
    """Key the lines, post them, and correct those that must be."""
    batch = office.do(OpenBatch())
    keyed = []
    for line in lines:
        donor_id = None if line.donor is None else donors[line.donor].id
        draft = GiftDraft(
            donor_id=donor_id, cents=line.cents, received_on=line.day, clue="an envelope"
        )
        keyed.append(office.do(AddGift(batch.id, draft)))
    office.do(PostBatch(batch.id))
    for line, one in zip(lines, keyed, strict=True):
        correct = partial(CorrectGift, gift_id=one.id, reason="misread on the cheque")
        if line.correction == "amount":
            office.do(correct(cents=line.cents + 1))
        elif line.correction == "donor" and line.donor is not None:
            office.do(correct(donor_id=donors[(line.donor + 1) % 3].id))
        elif line.correction == "identify" and line.donor is None:
            office.do(IdentifyGift(one.id, donors[0].id))


def _recounted(office: Office) -> tuple[dict[int, tuple[int, int]], dict[tuple[int, int], int]]:
    """Count again in Python: gifts and cents of each donor, cents of each donor and year."""
    wanted = sa.select(gift).where(gift.c.state == GiftState.POSTED.value)
    with _engine(office).connect() as connection:
        rows = connection.execute(wanted).all()
    counts: Counter[int] = Counter()
    cents: Counter[int] = Counter()
    years: defaultdict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        if row.donor_id is not None:
            counts[row.donor_id] += 1 if row.reverses_id is None else -1
            cents[row.donor_id] += row.cents
            years[row.donor_id, row.received_on.year] += row.cents
    return {i: (counts[i], cents[i]) for i in counts}, dict(years)


def _engine(office: Office) -> sa.Engine:
    store = office._store
    assert isinstance(store, SqlStore)
    return store.engine


@settings(max_examples=15)
@given(batches=st.lists(_LINES, min_size=1, max_size=3))
@pytest.mark.slow
def test_sums_are_those_of_a_recount(any_office: Office, batches: list[list[_Line]]) -> None:
    office = any_office
    donors = [office.do(CreateDonor(Donor(last_name=name))) for name in ("Un", "Deux", "Trois")]
    for lines in batches:
        _play(office, donors, lines)
    sums, years = _recounted(office)
    with _engine(office).connect() as connection:
        kept = connection.execute(sa.select(donor_year)).all()
    assert {(row.donor_id, row.year): row.cents for row in kept} == years
    for line in office.ask(DonorLines(tuple(one.id for one in donors))):
        assert (line.gifts, line.cents) == sums.get(line.id, (0, 0))
    assert office.ask(Examine()).problems == ()


def test_a_reversed_gift_is_not_the_last_one(any_office: Office) -> None:
    someone = put_on_file(any_office)
    _first, _gifts = posted(any_office, [10_00], donor=someone)
    _second, (last,) = posted(any_office, [99_00], donor=someone)
    any_office.do(CorrectGift(gift_id=last.id, reason="another donor", donor_id=None, cents=98_00))
    (line,) = any_office.ask(DonorLines((someone.id,)))
    assert (line.gifts, line.cents, line.last_cents) == (2, 108_00, 98_00)


_DAMAGE: dict[str, sa.Executable] = {
    "The sums kept in donor_year are not those of the gifts: 2 rows differ.": (
        donor_year.update().values(cents=1)
    ),
    "The sums kept in donor_total are not those of the gifts: 2 rows differ.": (
        donor_total.update().values(gifts=7)
    ),
    "Deposit 2026-001 says €9.99, its gifts make €5.00.": deposit.update().values(cents=999),
    "Gift 1 is not in the state of its batch.": (
        gift.update().values(state="draft", deposit_id=None)
    ),
    "The finder knows 0 donors of 1: some cannot be found by name.": (
        sa.text("DELETE FROM donor_search")
    ),
    "The finder has the name or the last gift of 1 donors wrong.": (
        donor_finder.update().values(key="autre")
    ),
}


@pytest.mark.parametrize("sentence", _DAMAGE)
def test_the_doctor_tells_what_is_unsound(any_office: Office, sentence: str) -> None:
    posted(any_office, [5_00])
    assert any_office.ask(Examine()).ok
    with _engine(any_office).begin() as connection:
        connection.execute(_DAMAGE[sentence])
    verdict = any_office.ask(Examine())
    assert sentence in verdict.problems
    assert not verdict.ok


def test_the_doctor_tells_a_row_that_points_at_nothing(office: Office) -> None:
    posted(office, [5_00])
    with _engine(office).connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.execute(donor.delete())
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    assert "Row 1 of gift points at something that is not there." in office.ask(Examine()).problems
