# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who calls: the donors of that very number, what one must know of them, the trace of the call."""

import pytest

from app.domain.calls import is_link, number_in
from app.domain.consents import Channel, Consent, Purpose
from app.domain.donors import Contact, EventKind
from app.kernel.errors import Refused
from app.usecases.calls import LogCall, ShowCard, WhoCalls
from app.usecases.donors import AddDetail, ArchiveDonor, ShowDonor
from app.usecases.office import Office
from app.usecases.receipts import IssueReceipts
from tests.conftest import TODAY
from tests.support.giving import give, new_donor


@pytest.mark.parametrize(
    "text",
    [
        "+33612345678",
        " 06 12 34 56 78 ",
        "tel:+33-6-12-34-56-78",
        "TEL:+33612345678;ext=12",
        "callto:%2B33612345678",
        "callto://+33612345678?call",
    ],
)
def test_a_number_is_read_in_every_way_telephones_write_it(any_office: Office, text: str) -> None:
    donor = new_donor(any_office, "Abricot", phone="06.12.34.56.78")
    new_donor(any_office, "Voisin", phone="06 12 34 56 79")
    caller = any_office.ask(WhoCalls(text))
    assert caller.phone == "+33612345678"
    assert [line.id for line in caller.lines] == [donor.id]


def test_a_number_may_be_shared_archived_another_or_nobodys(any_office: Office) -> None:
    main, other, gone = (new_donor(any_office, name) for name in ("Un", "Deux", "Trois"))
    for donor in (other, gone):
        any_office.do(AddDetail(Contact(donor_id=donor.id, value="02 99 00 00 01")))
    any_office.do(AddDetail(Contact(donor_id=main.id, value="+32 470 12 34 56")))
    any_office.do(ArchiveDonor(gone.id))
    shared = any_office.ask(WhoCalls("0299000001")).lines
    assert [line.id for line in shared] == [other.id, gone.id]
    abroad = any_office.ask(WhoCalls("+32470123456")).lines
    assert [line.id for line in abroad] == [main.id]
    assert not any_office.ask(WhoCalls("0299000002")).lines
    with pytest.raises(Refused):
        any_office.ask(WhoCalls("anonymous"))


def test_the_card_tells_the_last_receipt_and_whether_one_may_ask(any_office: Office) -> None:
    donor = new_donor(any_office, "Abricot")
    give(any_office, (donor, 50_00))
    run = any_office.do(IssueReceipts(2025, 1))
    assert not any_office.ask(ShowCard(donor.id)).no_calls
    opposed = Consent(
        donor_id=donor.id, purpose=Purpose.APPEALS, channel=Channel.PHONE, on_day=TODAY
    )
    any_office.do(AddDetail(opposed))
    card = any_office.ask(ShowCard(donor.id))
    assert card.no_calls
    assert [one.number for one in card.receipts] == [run.first]
    assert card.line.last_cents == 50_00
    assert card.mail_to == donor.address


def test_a_call_leaves_its_reason_and_its_outcome(any_office: Office) -> None:
    donor = new_donor(any_office, "Abricot")
    any_office.do(LogCall(donor.id, " Duplicata ", "envoyé"))
    any_office.do(LogCall(donor.id, "Adresse"))
    events = any_office.ask(ShowDonor(donor.id)).details.events
    assert [one.text for one in events] == ["Adresse", "Duplicata — envoyé"]
    assert {one.kind for one in events} == {EventKind.CALL}
    assert {one.by for one in events} == {any_office.actor.name}
    with pytest.raises(Refused):
        any_office.do(LogCall(donor.id, "  "))


def test_a_name_is_no_link() -> None:
    assert is_link("Tel:1")
    assert not is_link("call")
    assert not is_link("mailto:a@exemple.fr")
    assert number_in("Dupont: 3") == "Dupont: 3"
