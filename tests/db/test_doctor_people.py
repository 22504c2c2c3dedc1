# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The doctor looks at what donors oppose and at lists of calls, on both databases."""

from datetime import date

import pytest
import sqlalchemy as sa

from app.domain.calls import CallOutcome, CallReason
from app.domain.consents import Consent
from app.usecases.calls import MakeCallList, NextCall, NoteOutcome
from app.usecases.donors import AddDetail
from app.usecases.dossier import Examine
from app.usecases.office import Office
from db.engine import make_engines
from tests.support.giving import new_donor


@pytest.fixture
def office(any_office: Office) -> Office:
    """A dossier in which somebody told something, and two were called."""
    told = new_donor(any_office, "Dit", phone="0299000001")
    any_office.do(AddDetail(Consent(donor_id=told.id, on_day=date(2026, 1, 5))))
    called = [new_donor(any_office, name, phone="0299000002") for name in ("Oui", "Non")]
    ids = tuple(donor.id for donor in called)
    made = any_office.do(MakeCallList("Merci", CallReason.THANK, ids)).made
    for outcome in (CallOutcome.REACHED, CallOutcome.REFUSES):
        turn = any_office.ask(NextCall(made.id))
        assert turn is not None
        any_office.do(NoteOutcome(turn.line, outcome))
    return any_office


def test_what_the_office_writes_is_sound(office: Office) -> None:
    assert office.ask(Examine()).problems == ()


_DAMAGES = (
    ("UPDATE donor_consent SET on_day = '2031-01-01' WHERE source = ''", "the day 01/01/2031"),
    ("UPDATE donor_consent SET on_day = '0202-01-01' WHERE source = ''", "the day 01/01/0202"),
    ("UPDATE call_line SET on_day = NULL WHERE outcome = 'reached'", "a day that cannot be"),
    ("UPDATE call_line SET on_day = '2025-12-31' WHERE outcome = 'reached'", "a day that cannot"),
    ("UPDATE call_line SET on_day = '2031-12-31' WHERE outcome = 'reached'", "a day that cannot"),
    ("DELETE FROM donor_consent", "wanted no calls (call list Merci)"),
)


def test_what_cannot_be_is_told_with_the_donor(office: Office, location: str) -> None:
    writer, reader = make_engines(location)
    for damage, told in _DAMAGES:
        with writer.begin() as connection:
            connection.execute(sa.text(damage))
        *others, last = office.ask(Examine()).problems
        assert told in last
        assert len(others) <= 1
    writer.dispose()
    reader.dispose()
