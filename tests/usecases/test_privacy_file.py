# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bytes of a file after an erasure, the power cut in the middle, and donors at random."""

import random
import sqlite3
import string
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.addresses import Address
from app.domain.donors import (
    Contact,
    ContactKind,
    DatedAddress,
    Donor,
    DonorEvent,
    DonorKind,
    ExternalNumber,
    Tag,
)
from app.kernel.text import fold
from app.usecases.audit import VerifyAudit
from app.usecases.donors import AddDetail, CreateDonor, DonorIds, EditDonor, ShowDonor
from app.usecases.dossier import Examine
from app.usecases.office import Office
from app.usecases.privacy import ErasePerson, PreviewErasure
from app.usecases.receipts.issue import IssueReceipts
from app.usecases.receipts.preview import PreviewReceipts
from app.usecases.receipts.verify import VerifyReceipts
from app.wiring import ShippedDoors
from db.base import metadata
from tests.conftest import MakeOffice
from tests.support.cuts import KILLS
from tests.support.giving import give, new_donor

_ROOT = Path(__file__).resolve().parents[2]
_WORDS = st.text(string.ascii_lowercase, min_size=8, max_size=12).map(lambda word: f"zq{word}")
"""Long enough to be none of the program's own; ten letters that differ, so none begins another."""


def person(words: list[str]) -> Donor:
    """Return somebody whose every text is a word of these."""
    last, first, street, city, mail, note = words[:6]
    home = Address(street=f"7 rue {street}", postal_code="99999", city=city)
    return Donor(
        kind=DonorKind.PERSON,
        last_name=last.capitalize(),
        first_name=first.capitalize(),
        address=replace(home, country="BE"),
        email=f"{mail}@exemple.fr",
        notes=note,
    )


def put(office: Office, words: list[str], *, edited: bool = True) -> Donor:
    """Put somebody on file, with details, and a record that was another before."""
    donor = office.do(CreateDonor(replace(person(words), last_name=f"{words[0]}ancien")))
    away = Address(street=f"3 place {words[6]}", postal_code="1000", city=words[7], country="BE")
    for detail in (
        Contact(donor_id=donor.id, kind=ContactKind.EMAIL, value=f"{words[8]}@exemple.fr"),
        DatedAddress(donor_id=donor.id, address=away, from_on=date(2025, 1, 1)),
        Tag(donor_id=donor.id, name=words[9]),
        ExternalNumber(donor_id=donor.id, number=words[10]),
        DonorEvent(donor_id=donor.id, on_day=date(2025, 2, 3), text=words[11]),
    ):
        office.do(AddDetail(detail))
    donor = office.ask(ShowDonor(donor.id)).donor
    if edited:
        donor = office.do(EditDonor(replace(donor, last_name=words[0].capitalize())))
    return donor


def bytes_of(path: Path) -> bytes:
    """Return all that stands on the disk of a dossier, folded as far as bytes can be."""
    parts = (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm"))
    return b"".join(part.read_bytes() for part in parts if part.exists()).lower()


def left_in(path: Path, words: list[str]) -> list[str]:
    """Return the words the file still holds."""
    whole = bytes_of(path)
    return [word for word in words if word.encode() in whole]


def words_for(index: int) -> list[str]:
    """Return words no other donor has."""
    chance = random.Random(index)
    return ["".join(chance.choices(string.ascii_lowercase, k=10)) for _ in range(12)]


def test_nothing_is_left_in_free_pages_nor_in_the_log(office: Office, tmp_path: Path) -> None:
    path, words = tmp_path / "dossier.obole", words_for(1)
    others = [new_donor(office, f"Autre{index}", notes="x" * 900) for index in range(30)]
    donor = put(office, words)
    give(office, (donor, 20_00), (others[0], 5_00))
    assert left_in(path, words) == words
    office.do(ErasePerson(donor.id, donor.number_text))
    assert left_in(path, words) == []
    assert office.ask(Examine()).ok


def test_a_file_somebody_reads_is_wiped_when_it_is_opened_next(
    office: Office, tmp_path: Path
) -> None:
    path, words = tmp_path / "dossier.obole", words_for(2)
    donor = put(office, words)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM donor").fetchone()
        office.do(ErasePerson(donor.id, donor.number_text))
        assert left_in(path, words)
        (problem,) = office.ask(Examine()).problems
        assert "open it again" in problem
    office.close()
    again = ShippedDoors().open(str(path))
    try:
        assert left_in(path, words) == []
        assert again.ask(Examine()).ok
    finally:
        again.close()


@pytest.mark.slow
def test_the_power_cut_leaves_somebody_whole_or_erased(
    make_office: MakeOffice, tmp_path: Path
) -> None:
    path = tmp_path / "dossier.obole"
    office = make_office(str(path))
    people = {put(office, words_for(one), edited=False).number: words_for(one) for one in range(24)}
    give(office, *((office.ask(ShowDonor(one)).donor, 10_00) for one in office.ask(DonorIds())))
    office.close()
    chance, told = random.Random(2028), set[int]()
    for _ in range(KILLS // 2):
        told |= _erase_and_die(str(path), chance)
        after = ShippedDoors().open(str(path))
        try:
            donors = [after.ask(ShowDonor(one)).donor for one in after.ask(DonorIds())]
            gone = {donor.number for donor in donors if donor.erased_on is not None}
            assert told <= gone
            for number, words in people.items():
                assert left_in(path, words) == ([] if number in gone else words)
            for query in (Examine(), VerifyAudit()):
                assert after.ask(query).problems == ()
            assert sum(after.ask(ShowDonor(one)).line.cents for one in after.ask(DonorIds())) == (
                len(people) * 10_00
            )
        finally:
            after.close()


def _erase_and_die(location: str, chance: random.Random) -> set[int]:
    """Let somebody erase for a moment, kill -9, and return who was told erased."""
    command = [sys.executable, "-m", "tests.support.eraser", location]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as eraser:
        assert eraser.stdout is not None
        eraser.stdout.readline()
        told = [eraser.stdout.readline()] if chance.random() < 0.5 else []
        time.sleep(chance.uniform(0, 0.12))
        eraser.kill()
        told += eraser.stdout.readlines()
    return {int(line) for line in told if line.endswith("\n")}


@pytest.mark.slow
@settings(max_examples=10)
@given(
    words=st.lists(_WORDS, min_size=24, max_size=24, unique_by=lambda word: word[:10]),
    cents=st.lists(st.integers(1, 5_000_00), max_size=4),
    receipted=st.booleans(),
)
def test_nobody_is_found_by_any_word_and_no_sum_changes(
    make_office: MakeOffice,
    tmp_path_factory: pytest.TempPathFactory,
    words: list[str],
    cents: list[int],
    receipted: bool,  # noqa: FBT001 - drawn
) -> None:
    path = tmp_path_factory.mktemp("erased") / "dossier.obole"
    office = make_office(str(path))
    gone, stays = put(office, words[:12]), put(office, words[12:])
    give(office, (stays, 7_00), *((gone, one) for one in cents))
    if receipted:
        office.do(IssueReceipts(2025, office.ask(PreviewReceipts(2025)).count))
    before = _sums(path)
    plan = office.ask(PreviewErasure(gone.id)).erasure
    assert _sums(path) == before
    assert office.do(ErasePerson(gone.id, gone.number_text)) == plan
    assert _sums(path) == before
    _nowhere_but_on_receipts(path, words[:12])
    for query in (VerifyReceipts(), Examine(), VerifyAudit()):
        assert office.ask(query).problems == ()
    office.close()
    # The words of who stays are all there.
    assert left_in(path, words[12:]) == words[12:]


def _sums(path: Path) -> list[tuple[object, ...]]:
    asked = (
        "SELECT count(*), sum(cents) FROM gift",
        "SELECT count(*), sum(cents) FROM deposit",
        "SELECT count(*), sum(cents) FROM tax_receipt",
        "SELECT sum(gifts), sum(cents) FROM donor_total",
        "SELECT sum(gifts), sum(cents) FROM donor_year",
    )
    with closing(sqlite3.connect(path)) as file:
        return [file.execute(one).fetchone() for one in asked]


def _nowhere_but_on_receipts(path: Path, words: list[str]) -> None:
    with closing(sqlite3.connect(path)) as file:
        for name in metadata.tables:
            rows = fold(str(file.execute(f"SELECT * FROM {name}").fetchall()))
            said = [word for word in words if word in rows]
            assert not said or name == "tax_receipt", (name, said)
