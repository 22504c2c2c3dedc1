# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephones read and written, addresses in force by the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.addresses import Address
from app.domain.donors import (
    ContactUse,
    DatedAddress,
    Donor,
    DonorKind,
    check_donor,
    days_words,
    mailing_address,
    phone_use,
    phone_words,
    read_phone,
    salutation_of,
)
from app.kernel.errors import Refused

HOME = Address(street="1 rue A", postal_code="35000", city="Rennes")
AWAY = Address(street="2 rue B", postal_code="29200", city="Brest")
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(
    number=st.integers(600_000_000, 699_999_999), gaps=st.lists(st.sampled_from(" .-/"), max_size=9)
)
def test_spacing_never_changes_a_number(number: int, gaps: list[str]) -> None:
    kept = f"+33{number}"
    bare = f"0{number}"
    spaced = "".join(
        digit + (gaps[place] if place < len(gaps) else "") for place, digit in enumerate(bare)
    )
    try:
        assert read_phone(spaced) == kept
    except Refused:
        with pytest.raises(Refused):
            read_phone(kept)
        return
    assert read_phone(phone_words(kept)) == kept
    assert phone_use(kept) is ContactUse.MOBILE


@pytest.mark.parametrize(
    ("kept", "written"),
    [
        ("+33612345678", "06 12 34 56 78"),
        ("+3225123456", "+32 2 512 34 56"),
        ("+41446681800", "+41 44 668 18 00"),
        ("poste 12", "poste 12"),
    ],
)
def test_a_number_is_written_as_people_read_it(kept: str, written: str) -> None:
    assert phone_words(kept).replace("\u00a0", " ") == written


@given(first=DAYS, length=st.integers(0, 363), day=DAYS)
def test_a_season_holds_the_same_days_each_year(first: date, length: int, day: date) -> None:
    last = first + timedelta(days=length)
    season = DatedAddress(address=AWAY, from_on=first, until_on=last, yearly=True)
    once = DatedAddress(address=AWAY, from_on=first, until_on=last)
    assert once.holds_on(day) == (first <= day <= last)
    if once.holds_on(day):
        assert season.holds_on(day)
    if (day.month, day.day) != (2, 29):
        assert season.holds_on(day) == season.holds_on(day.replace(year=2000))


def test_the_address_that_began_last_wins_and_the_main_one_stays_behind() -> None:
    donor = Donor(last_name="Dupont", address=HOME)
    long = DatedAddress(id=1, address=AWAY, from_on=date(2025, 1, 1))
    other = Address(street="3 rue C", postal_code="44000", city="Nantes")
    short = DatedAddress(id=2, address=other, from_on=date(2025, 6, 1), until_on=date(2025, 6, 30))
    assert mailing_address(donor, (long, short), date(2024, 12, 31)) == HOME
    assert mailing_address(donor, (short, long), date(2025, 6, 15)) == other
    assert mailing_address(donor, (short, long), date(2025, 7, 1)) == AWAY


@pytest.mark.parametrize(
    ("dated", "words"),
    [
        (
            DatedAddress(from_on=date(2025, 7, 1), until_on=date(2025, 8, 31), yearly=True),
            "each year from 01/07 to 31/08",
        ),
        (
            DatedAddress(from_on=date(2025, 7, 1), until_on=date(2025, 8, 31)),
            "from 01/07/2025 to 31/08/2025",
        ),
        (DatedAddress(from_on=date(2025, 7, 1)), "from 01/07/2025 on"),
        (DatedAddress(until_on=date(2025, 8, 31)), "until 31/08/2025"),
        (DatedAddress(), "at all times"),
    ],
)
def test_when_an_address_holds_is_told(dated: DatedAddress, words: str) -> None:
    assert days_words(dated) == words


@pytest.mark.parametrize(
    ("donor", "begins"),
    [
        (Donor(last_name="Dupont", civility="Mme"), "Madame"),
        (Donor(last_name="Dupont", civility="M."), "Monsieur"),
        (Donor(last_name="Dupont", civility="Mme", language="en"), "Dear Madam"),
        (Donor(last_name="Dupont"), "Madame, Monsieur"),
        (Donor(last_name="Dupont", civility="Mme", salutation="Chère Zoé"), "Chère Zoé"),
        (Donor(kind=DonorKind.ORGANISATION, organisation_name="Les Blés"), "Madame, Monsieur"),
    ],
)
def test_a_letter_begins_in_the_language_of_the_donor(donor: Donor, begins: str) -> None:
    assert salutation_of(donor) == begins


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("31/12", False),
        ("29/02", False),
        ("", False),
        ("31/06", True),
        ("1/7", True),
        ("juin", True),
    ],
)
def test_a_year_ends_on_a_day_there_is(text: str, wrong: bool) -> None:  # noqa: FBT001 - one case
    firm = Donor(kind=DonorKind.ORGANISATION, organisation_name="Blés", fiscal_year_end=text)
    assert ["fiscal_year_end" in one.field for one in check_donor(firm)] == [True] * wrong
