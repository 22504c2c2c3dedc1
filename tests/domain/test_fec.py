# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of entries: it is written as the law asks, and each rule finds what breaks it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.exports.fec import COLUMNS, description, fec_name, write_fec
from app.domain.exports.fec_rules import blocking, examine
from app.domain.exports.ledger import (
    INCOME,
    Posting,
    balances,
    chart_on,
    entries_of,
    totals,
)

_FIRST, _LAST = date(2026, 1, 1), date(2026, 12, 31)
_CHART = chart_on(_LAST)
_SOUND = [
    Posting(date(2026, 3, 2), "gifts", "2026-001", "cheques", "gifts", 15_000, "Dons"),
    Posting(date(2026, 3, 4), "gifts", "2026-002", "bank", "gifts", 5, "Dons"),
    Posting(date(2026, 3, 5), "bank", "2026-001", "bank", "cheques", 15_000, "Remise"),
]


def _file(postings: list[Posting] = _SOUND) -> bytes:
    return write_fec(entries_of(postings, _CHART), _CHART, _LAST)


def test_it_is_written_as_the_law_asks() -> None:
    head, *rows = _file().decode().splitlines()
    assert head == "\t".join(COLUMNS)
    first = "DO|Dons|DO000001|20260302|5112|Chèques à encaisser|||2026-001|20260302|Dons|"
    assert rows[0].split("\t") == f"{first}150,00|0,00|||20261231||".split("|")
    assert fec_name("732 829 320", _LAST) == "732829320FEC20261231.txt"
    told = description("a.txt", _CHART, len(rows))
    assert all(name in told for name in COLUMNS)
    assert examine(_file(), (_FIRST, _LAST)) == []


def test_what_may_still_change_is_only_warned_of() -> None:
    body = write_fec(entries_of(_SOUND, _CHART), _CHART, None)
    found = examine(body, (_FIRST, _LAST))
    assert {one.rule for one in found} == {"C08"}
    assert not blocking(found)


def test_a_label_cannot_break_a_line() -> None:
    label = "Dons\tcampagne|\r\nNoël"
    body = _file([_SOUND[0]._replace(label=label)])
    assert examine(body) == []
    assert "Dons campagne   Noël" in body.decode()


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("A02", "DO\tDons\tDO000002\t20260304\t512\t", None),
        ("A03", "\tIdevise", ""),
        ("A04", "Debit\tCredit", "Credit\tDebit"),
        ("A05", "20261231\t\t\r\n", "20261231\r\n"),
        ("A06", "20261231\t\t\r\n", "20261231\t\t\n"),
        ("A07", "DO\tDons\tDO000001", "\tDons\tDO000001"),
        ("B01", "0,00\t150,00", "0,00\t140,00"),
        ("B02", "0,00\t150,00", "0,00\t140,00"),
        ("B03", "150,00\t0,00", "150.00\t0,00"),
        ("B04", "150,00\t0,00", "150,00\t1,00"),
        ("B05", "Banque\t\t\t", "Banque\t12\t\t"),
        ("B06", "Banque\t\t\t", "Banque\t12\tDupont\t"),
        ("C01", "DO000001\t20260302", "DO000001\t2026-03-02"),
        ("C02", "2026-001\t20260302", "2026-001\t20260230"),
        ("C03", "\t20261231\t", "\t31-12-2026\t"),
        ("C04", "\t\t20261231", "\t2026/01/01\t20261231"),
        ("C05", "DO000001\t20260302", "DO000001\t20251231"),
        ("C06", "\t20261231\t", "\t20260102\t"),
        ("C07", "DO000002\t20260304", "DO000002\t20260101"),
        ("C08", "\t20261231\t", "\t\t"),
    ],
)
def test_each_rule_finds_what_breaks_it(rule: str, old: str, new: str | None) -> None:
    text = _file().decode()
    assert old in text
    broken = text.replace(old, old.replace("\t", "|") if new is None else new, 1)
    if rule == "A02":
        lines = text.splitlines(keepends=True)
        broken = "".join([*lines[:2], lines[2].replace("\t", "|"), *lines[3:]])
    found = {one.rule for one in examine(broken.encode(), (_FIRST, _LAST))}
    assert rule in found


def test_another_encoding_is_told() -> None:
    assert [one.rule for one in examine(_file().decode().encode("utf-16"))] == ["A01"]
    assert examine(_file().decode().encode("iso8859-15")) == []


_WORDS = st.sampled_from(sorted(_CHART.accounts))
_POSTINGS = st.builds(
    Posting,
    day=st.dates(_FIRST, _LAST),
    journal=st.sampled_from(["gifts", "bank"]),
    piece=st.sampled_from(["2026-001", "2026-002"]),
    debit=_WORDS,
    credit=st.sampled_from(INCOME),
    cents=st.integers(-(10**12), 10**12),
    label=st.text(max_size=9).map(lambda text: f"x{text}"),
)


@settings(max_examples=40)
@given(postings=st.lists(_POSTINGS, max_size=12))
def test_any_movements_make_entries_that_balance(postings: list[Posting]) -> None:
    entries = entries_of(postings, _CHART)
    debits, credits_ = totals(entries)
    assert debits == credits_
    assert sum(balances(entries).values()) == 0
    for entry in entries:
        assert sum(line.debit - line.credit for line in entry.lines) == 0
    body = write_fec(entries, _CHART, _LAST)
    assert examine(body, (_FIRST, _LAST)) == []
