# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Call lists: without those opposed, one by one, resumed by another, each call on its sheet."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.calls import CallOutcome, CallReason
from app.domain.consents import Channel, Consent, Purpose, opposes
from app.domain.donors import Contact, EventKind
from app.kernel.errors import Conflict, Refused
from app.usecases.calls import (
    CallLists,
    DropCallList,
    MadeCallList,
    MakeCallList,
    NextCall,
    NoteOutcome,
    ToCall,
)
from app.usecases.donors import AddDetail, ArchiveDonor, EditDonor, ShowDonor
from app.usecases.dossier import Examine
from app.usecases.duplicates import MergeDonors, ShowPair, UnmergeDonors
from app.usecases.office import Office
from tests.support.giving import new_donor

NUMBERS = {"Ada": "06 12 34 56 78", "Bob": "06 12 34 56 79", "Cyr": ""}


def listed(office: Office) -> MadeCallList:
    """List four donors and one opposed to call."""
    donors = [new_donor(office, name, phone=phone) for name, phone in NUMBERS.items()]
    opposed, gone = (new_donor(office, name, phone="0299000001") for name in ("Dan", "Eve"))
    office.do(AddDetail(Contact(donor_id=donors[2].id, value="02 99 00 00 02")))
    said = Consent(donor_id=opposed.id, channel=Channel.PHONE, on_day=date(2026, 1, 1))
    office.do(AddDetail(said))
    office.do(ArchiveDonor(gone.id))
    ids = tuple(one.id for one in (*donors, opposed, gone))
    return office.do(MakeCallList(" Merci ", CallReason.THANK, ids))


def turn(office: Office, made: MadeCallList) -> ToCall:
    """Return whom to call."""
    found = office.ask(NextCall(made.made.id))
    assert found is not None
    return found


def test_who_opposes_is_left_out_and_the_others_come_one_by_one(any_office: Office) -> None:
    made = listed(any_office)
    assert (made.made.name, made.donors, made.opposed, made.unreachable) == ("Merci", 3, 1, 1)
    first = turn(any_office, made)
    assert first.card.donor.last_name == "Ada"
    any_office.do(NoteOutcome(first.line, CallOutcome.ABSENT))
    with pytest.raises(Conflict):
        any_office.do(NoteOutcome(first.line, CallOutcome.REACHED))
    second = turn(any_office, made)
    any_office.do(NoteOutcome(second.line, CallOutcome.REFUSES, "très poliment"))
    sheet = any_office.ask(ShowDonor(second.line.donor_id)).details
    assert opposes(sheet.consents, Purpose.ALL, Channel.PHONE)
    assert not opposes(sheet.consents, Purpose.APPEALS, Channel.POST)
    assert [event.kind for event in sheet.events] == [EventKind.CALL]
    assert "très poliment" in sheet.events[0].text
    third = turn(any_office, made)
    assert len(third.phones) == 1
    any_office.do(NoteOutcome(third.line, CallOutcome.WRONG))
    again = turn(any_office, made)
    assert (again.card.donor.last_name, again.waiting) == ("Ada", 1)
    any_office.do(NoteOutcome(again.line, CallOutcome.REACHED))
    assert any_office.ask(NextCall(made.made.id)) is None
    (progress,) = any_office.ask(CallLists())
    assert (progress.donors, progress.waiting) == (3, 0)
    assert not any_office.ask(Examine()).problems


def test_who_opposed_since_is_passed_over(any_office: Office) -> None:
    made = listed(any_office)
    ada = turn(any_office, made).card.donor
    any_office.do(AddDetail(Consent(donor_id=ada.id, on_day=date(2026, 1, 6))))
    assert turn(any_office, made).card.donor.last_name == "Bob"
    assert any_office.ask(CallLists())[0].waiting == turn(any_office, made).waiting == 2


def test_who_died_since_or_has_no_number_any_more_is_passed_over(any_office: Office) -> None:
    """Nobody calls the family of the dead to ask how the dead are."""
    made = listed(any_office)
    ada = turn(any_office, made).card.donor
    any_office.do(EditDonor(replace(ada, deceased_on=date(2026, 1, 2))))
    bob = turn(any_office, made).card.donor
    any_office.do(EditDonor(replace(bob, phone="")))
    last = turn(any_office, made)
    assert (last.card.donor.last_name, last.waiting) == ("Cyr", 1)
    assert any_office.ask(CallLists())[0].waiting == 1


def test_a_list_is_taken_away_until_somebody_was_called(any_office: Office) -> None:
    first, other = listed(any_office), listed(any_office)
    assert any_office.do(DropCallList(first.made.id)).name == "Merci"
    assert [one.made.id for one in any_office.ask(CallLists())] == [other.made.id]
    any_office.do(NoteOutcome(turn(any_office, other).line, CallOutcome.ABSENT))
    for list_id, told in ((other.made.id, "called already"), (first.made.id, "no longer there")):
        with pytest.raises(Refused, match=told):
            any_office.do(DropCallList(list_id))
    assert any_office.ask(Examine()).problems == ()


def test_two_on_one_list_become_one_and_two_again(any_office: Office) -> None:
    made = listed(any_office)
    first = turn(any_office, made)
    any_office.do(NoteOutcome(first.line, CallOutcome.REACHED))
    second = turn(any_office, made).card.donor
    view = any_office.ask(ShowPair(first.card.donor.id, second.id))
    merge = any_office.do(MergeDonors(view.kept, view.gone))
    assert any_office.ask(CallLists())[0].donors == 2
    any_office.do(UnmergeDonors(merge.id))
    assert any_office.ask(CallLists())[0].donors == 3
    assert turn(any_office, made).card.donor.id == second.id


def test_a_list_needs_a_name_and_somebody_to_call(any_office: Office) -> None:
    nobody = new_donor(any_office, "Sans")
    for name, ids in (("", (nobody.id,)), ("Merci", (nobody.id,)), ("Merci", ())):
        with pytest.raises(Refused):
            any_office.do(MakeCallList(name, CallReason.RENEW, ids))
    assert not any_office.ask(CallLists())
