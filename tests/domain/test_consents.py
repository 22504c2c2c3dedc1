# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds of all a donor said: the last word, and never less opposition than was voiced."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.consents import (
    CHANNELS,
    PURPOSES,
    Channel,
    Consent,
    Purpose,
    Standing,
    check_consent,
    in_force,
    latest,
    lost_oppositions,
    opposes,
    opposition_words,
)
from app.kernel.i18n import use_language

DAY = date(2026, 1, 6)
_SAID = st.builds(
    Consent,
    id=st.integers(1, 10_000),
    purpose=st.sampled_from(Purpose),
    channel=st.sampled_from(Channel),
    standing=st.sampled_from(Standing),
    on_day=st.dates(date(2024, 1, 1), DAY),
)
_SHEET = st.lists(_SAID, max_size=8, unique_by=lambda one: one.id)


def said(standing: Standing, *about: Purpose | Channel, day: date = DAY, id_: int = 1) -> Consent:
    purpose = next((one for one in about if isinstance(one, Purpose)), Purpose.ALL)
    channel = next((one for one in about if isinstance(one, Channel)), Channel.ALL)
    return Consent(id=id_, purpose=purpose, channel=channel, standing=standing, on_day=day)


def test_who_said_nothing_opposes_nothing() -> None:
    assert not opposes((), Purpose.APPEALS, Channel.POST)
    assert opposition_words(()) == ""


def test_the_last_word_holds_for_what_it_is_about() -> None:
    everything = said(Standing.OPPOSED, day=DAY - timedelta(1))
    but_letters = said(Standing.CONSENT, Purpose.NEWSLETTER, Channel.POST, id_=2)
    sheet = (everything, but_letters)
    assert not opposes(sheet, Purpose.NEWSLETTER, Channel.POST)
    assert opposes(sheet, Purpose.NEWSLETTER, Channel.PHONE)
    assert not opposes(sheet, Purpose.NEWSLETTER, Channel.ALL)
    assert opposes(sheet, Purpose.APPEALS, Channel.ALL)
    assert in_force(sheet) == {1, 2}
    assert in_force((*sheet, said(Standing.OPPOSED, id_=3))) == {3}


def test_of_one_day_what_was_written_last_holds() -> None:
    sheet = (said(Standing.CONSENT, id_=2), said(Standing.OPPOSED, id_=1))
    held = latest(sheet, Purpose.APPEALS, Channel.SMS)
    assert held is not None
    assert held.id == 2


def test_a_day_is_needed_and_is_not_to_come() -> None:
    assert not check_consent(said(Standing.OPPOSED), DAY)
    for day in (date.min, DAY + timedelta(1)):
        assert [one.field for one in check_consent(said(Standing.OPPOSED, day=day), DAY)] == [
            "on_day"
        ]


def test_oppositions_are_said_in_one_line() -> None:
    with use_language("en"):
        phone = said(Standing.OPPOSED, Purpose.APPEALS, Channel.PHONE)
        letters = said(Standing.OPPOSED, Purpose.NEWSLETTER, id_=2)
        told = opposition_words((phone, letters))
        assert told == "Opposes: appeals for gifts by telephone · newsletter."
        assert "every solicitation" in opposition_words((said(Standing.OPPOSED),))


@given(_SHEET, _SHEET)
def test_two_sheets_made_one_oppose_all_that_either_opposed(
    mine: list[Consent], its: list[Consent]
) -> None:
    again = [
        said(Standing.OPPOSED, *about, day=DAY, id_=20_000 + place)
        for first, second in ((mine, its), (its, mine))
        for place, about in enumerate(lost_oppositions(first, second))
    ]
    both = [*mine, *its, *again]
    for purpose in PURPOSES:
        for way in CHANNELS:
            either = opposes(mine, purpose, way) or opposes(its, purpose, way)
            assert not either or opposes(both, purpose, way)
