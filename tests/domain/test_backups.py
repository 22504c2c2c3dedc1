# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of copies, the rotation, and when a backup is too old."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.backups import (
    DAYS,
    MONTHS,
    WEEKS,
    Copy,
    Freshness,
    copy_name,
    freshness,
    read_name,
    superseded,
)

NOW = datetime(2026, 1, 6, 10, tzinfo=UTC)
ago = st.integers(0, 3 * 365 * 24 * 3600).map(lambda seconds: NOW - timedelta(seconds=seconds))


def _copies(instants: set[datetime]) -> list[Copy]:
    return [Copy(Path(copy_name("moulin", "0123abcd", at)), at, 1) for at in instants]


@given(
    st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.text("azé0-9_. ", min_size=1, max_size=20),
)
def test_a_name_tells_its_dossier_and_its_instant(at: datetime, stem: str) -> None:
    assert read_name(copy_name(stem, "0123abcd", at)) == ("0123abcd", at)


@pytest.mark.parametrize(
    "name",
    [
        "moulin.obole",
        "moulin-0123abcd-20260106-100000Z.zip",
        "moulin-0123abcd-20261306-100000Z.obole",
        "moulin-0123ABCD-20260106-100000Z.obole",
        "moulin-0123abcd-20260106-100000Z.obole.part",
    ],
)
def test_any_other_file_is_no_copy(name: str) -> None:
    assert read_name(name) is None


@given(st.sets(ago, min_size=1, max_size=80))
def test_rotation_keeps_the_newest_and_bounds_the_rest(instants: set[datetime]) -> None:
    copies = _copies(instants)
    gone = superseded(copies, NOW)
    kept = [copy for copy in copies if copy not in gone]
    assert max(copies, key=lambda copy: copy.taken_at) in kept
    older = [copy for copy in kept if NOW - copy.taken_at > timedelta(days=1)]
    assert len(older) <= DAYS + WEEKS + MONTHS
    assert superseded(kept, NOW) == [], "a second tidying lets go of nothing more"


@given(st.sets(ago, min_size=1, max_size=80))
def test_each_of_the_last_twelve_months_with_a_copy_keeps_one(instants: set[datetime]) -> None:
    copies = _copies(instants)
    gone = {copy.path for copy in superseded(copies, NOW)}
    kept = [copy for copy in copies if copy.path not in gone]

    def months(of: list[Copy]) -> list[tuple[int, int]]:
        local = (copy.taken_at.astimezone() for copy in of)
        return sorted({(at.year, at.month) for at in local}, reverse=True)

    assert months(kept)[:MONTHS] == months(copies)[:MONTHS]


def test_all_copies_of_the_last_day_stay() -> None:
    copies = _copies({NOW - timedelta(minutes=n) for n in range(30)})
    assert superseded(copies, NOW) == []


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "fresh"), (7, "fresh"), (7.1, "old"), (30, "old"), (30.1, "stale")],
)
def test_age_turns_amber_after_a_week_and_red_after_a_month(days: float, said: str) -> None:
    assert freshness(NOW - timedelta(days=days), NOW) == Freshness(said)
    assert freshness(None, NOW) is Freshness.NONE
