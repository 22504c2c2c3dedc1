# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on a sheet besides the record: found, dated, traced, merged, exported."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.addresses import Address
from app.domain.donors import (
    Contact,
    ContactKind,
    ContactUse,
    DatedAddress,
    Detail,
    Donor,
    DonorEvent,
    EventKind,
    ExternalNumber,
    Tag,
)
from app.domain.duplicates.merging import Part
from app.domain.users import Role, User
from app.kernel.errors import Conflict, Refused
from app.usecases.donors import (
    AddDetail,
    EditDetail,
    FindDonors,
    ListTags,
    RemoveDetail,
    ShowDonor,
    TaggedDonors,
)
from app.usecases.dossier import Examine
from app.usecases.duplicates import MergeDonors, UnmergeDonors
from app.usecases.office import Office
from db.store import SqlStore
from db.tables.donors import donor_contact
from tests.conftest import TODAY
from tests.support.giving import new_donor

SEASIDE = Address(street="4 quai du Port", postal_code="29200", city="Brest")


@pytest.fixture
def office(any_office: Office) -> Office:
    """A dossier, on each database in turn."""
    return any_office


@pytest.fixture
def donor(office: Office) -> Donor:
    """Somebody reached at home only."""
    return new_donor(office, "Abricot")


def found(office: Office, text: str) -> list[str]:
    return [line.name for line in office.ask(FindDonors(text))]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("06.12.34.56.78", "0612345678"),
        ("+33 6 12 34 56 78", "06 12 34"),
        ("0033612345678", "06.12.34.56.78"),
        ("0612345678", "+33 6 12 34 56 78"),
        ("+32 2 512 34 56", "+32 2 512"),
    ],
)
def test_a_second_telephone_is_found_in_any_spacing(
    office: Office, donor: Donor, typed: str, asked: str
) -> None:
    assert found(office, asked) == []
    kept = office.do(AddDetail(Contact(donor_id=donor.id, value=typed)))
    assert found(office, asked) == ["ABRICOT Zoé"]
    office.do(RemoveDetail(kept))
    assert found(office, asked) == []
    assert office.ask(Examine()).problems == ()


def test_a_telephone_is_kept_in_one_form_with_its_type(office: Office, donor: Donor) -> None:
    office.do(AddDetail(Contact(donor_id=donor.id, value="06 12 34 56 78")))
    office.do(AddDetail(Contact(donor_id=donor.id, value="02 99 12 34 56")))
    office.do(AddDetail(Contact(donor_id=donor.id, value="0298123456", use=ContactUse.WORK)))
    contacts = office.ask(ShowDonor(donor.id)).details.contacts
    assert [(one.value, one.use) for one in contacts] == [
        ("+33612345678", ContactUse.MOBILE),
        ("+33299123456", ContactUse.HOME),
        ("+33298123456", ContactUse.WORK),
    ]
    with pytest.raises(Refused, match="on the sheet already"):
        office.do(AddDetail(Contact(donor_id=donor.id, value="+33 612 345 678")))


@pytest.mark.parametrize(
    ("detail", "field"),
    [
        (Contact(value="06 12 34"), "value"),
        (Contact(kind=ContactKind.EMAIL, value="zoe.example"), "value"),
        (DatedAddress(address=Address(city="Brest")), "street"),
        (DatedAddress(address=SEASIDE, yearly=True, from_on=TODAY), "from_on"),
        (
            DatedAddress(address=SEASIDE, from_on=TODAY, until_on=TODAY - timedelta(days=1)),
            "until_on",
        ),
        (Tag(name=" – "), "name"),
        (ExternalNumber(source="Ancien"), "number"),
        (DonorEvent(on_day=TODAY, text="  "), "text"),
        (DonorEvent(on_day=TODAY + timedelta(days=1), text="Passage"), "on_day"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    office: Office, donor: Donor, detail: Detail, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        office.do(AddDetail(replace(detail, donor_id=donor.id)))
    assert refused.value.field == field


def test_an_other_email_and_a_former_number_are_found(office: Office, donor: Donor) -> None:
    email = Contact(donor_id=donor.id, kind=ContactKind.EMAIL, value="zoe.abricot@example.org")
    office.do(AddDetail(email))
    office.do(AddDetail(ExternalNumber(donor_id=donor.id, source="Ancien", number="AB-771")))
    assert found(office, "zoe.abricot@example") == ["ABRICOT Zoé"]
    assert found(office, "ab-771") == ["ABRICOT Zoé"]


def test_mail_goes_to_the_address_in_force_today(office: Office, donor: Donor) -> None:
    home = office.ask(ShowDonor(donor.id)).mail_to
    assert home == donor.address
    summer = DatedAddress(
        donor_id=donor.id,
        address=SEASIDE,
        from_on=date(2020, 7, 1),
        until_on=date(2020, 8, 31),
        yearly=True,
    )
    kept = office.do(AddDetail(summer))
    assert office.ask(ShowDonor(donor.id)).mail_to == home
    winter = replace(kept, from_on=date(2020, 12, 15), until_on=date(2020, 1, 31))
    office.do(EditDetail(winter))
    assert office.ask(ShowDonor(donor.id)).mail_to == SEASIDE


def test_a_tag_is_one_word_however_it_is_written(office: Office, donor: Donor) -> None:
    other = new_donor(office, "Cerise")
    office.do(AddDetail(Tag(donor_id=donor.id, name="Bénévole")))
    office.do(AddDetail(Tag(donor_id=other.id, name="benevole")))
    ((_name, bearing),) = office.ask(ListTags())
    assert bearing == len((donor, other))
    assert list(office.ask(TaggedDonors("BÉNÉVOLE"))) == [donor.id, other.id]
    with pytest.raises(Refused, match="this tag already"):
        office.do(AddDetail(Tag(donor_id=donor.id, name="bénévole")))


def test_every_change_stands_in_the_history_with_before_and_after(
    office: Office, donor: Donor
) -> None:
    kept = office.do(AddDetail(Tag(donor_id=donor.id, name="Bureau")))
    office.do(EditDetail(replace(kept, name="Conseil")))
    history = office.ask(ShowDonor(donor.id)).history
    assert [entry.action for entry in history[-2:]] == ["tag.created", "tag.changed"]
    assert history[-1].values == '{"name":["Bureau","Conseil"]}'
    with pytest.raises(Conflict):
        office.do(RemoveDetail(kept))


def test_an_event_bears_who_wrote_it_and_the_newest_comes_first(
    office: Office, donor: Donor
) -> None:
    for day, kind in ((4, EventKind.VISIT), (5, EventKind.COMPLAINT), (2, EventKind.NOTE)):
        event = DonorEvent(donor_id=donor.id, kind=kind, on_day=date(2026, 1, day), text="Dit")
        office.do(AddDetail(event))
    events = office.ask(ShowDonor(donor.id)).details.events
    assert [one.kind for one in events] == [EventKind.COMPLAINT, EventKind.VISIT, EventKind.NOTE]
    assert {one.by for one in events} == {office.actor.name}


def test_ask_81_who_only_reads_writes_nothing_on_a_sheet(office: Office, donor: Donor) -> None:
    reader = office.as_user(User(name="Lise", role=Role.READER))
    with pytest.raises(Refused) as refused:
        reader.do(AddDetail(Tag(donor_id=donor.id, name="Bureau")))
    assert refused.value.code == "permission"


def test_a_merge_keeps_every_detail_and_its_undoing_gives_them_back(
    office: Office, donor: Donor
) -> None:
    twin = new_donor(office, "Abricots")
    phone = "06 12 34 56 78"
    for holder in (donor, twin):
        office.do(AddDetail(Contact(donor_id=holder.id, value=phone)))
    office.do(AddDetail(Tag(donor_id=twin.id, name="Bureau")))
    office.do(AddDetail(ExternalNumber(donor_id=twin.id, source="Ancien", number="771")))
    merge = office.do(MergeDonors(donor, twin))
    details = office.ask(ShowDonor(donor.id)).details
    assert [len(details.contacts), len(details.tags), len(details.numbers)] == [1, 1, 1]
    assert found(office, "771") == [donor.display_name]
    office.do(UnmergeDonors(merge.id))
    for holder, tags in ((donor, 0), (twin, 1)):
        kept = office.ask(ShowDonor(holder.id)).details
        assert [len(kept.contacts), len(kept.tags), len(kept.numbers)] == [1, tags, tags]
    assert sorted(found(office, phone)) == ["ABRICOT Zoé", "ABRICOTS Zoé"]
    assert found(office, "771") == ["ABRICOTS Zoé"]
    assert office.ask(Examine()).problems == ()


def test_a_merge_fills_the_correspondent_and_its_undoing_gives_it_back(office: Office) -> None:
    kept = new_donor(office, "Abricot", salutation="Chère Zoé")
    gone = new_donor(office, "Abricots", salutation="Madame", correspondent="Anne")
    merge = office.do(MergeDonors(kept, gone))
    donor = office.ask(ShowDonor(kept.id)).donor
    assert (donor.salutation, donor.correspondent) == ("Chère Zoé", "Anne")
    office.do(UnmergeDonors(merge.id))
    assert office.ask(ShowDonor(kept.id)).donor.correspondent == ""
    assert office.ask(ShowDonor(gone.id)).donor.correspondent == "Anne"


def test_the_doctor_tells_of_a_telephone_in_another_form(office: Office, donor: Donor) -> None:
    office.do(AddDetail(Contact(donor_id=donor.id, value="06 12 34 56 78")))
    assert office.ask(Examine()).problems == ()
    store = office._store
    assert isinstance(store, SqlStore)
    with store.engine.begin() as connection:
        connection.execute(donor_contact.update().values(value="0612345678"))
    assert "1 telephone of" in office.ask(Examine()).problems[0]


@pytest.mark.parametrize("take", [frozenset(), frozenset({Part.PHONE, Part.EMAIL})])
def test_ask_56_a_merge_keeps_the_telephone_it_does_not_choose(
    office: Office, take: frozenset[Part]
) -> None:
    kept = new_donor(office, "Abricot", phone="06 12 34 56 78", email="zoe@example.org")
    gone = new_donor(office, "Abricots", phone="02 98 76 54 32", email="z.a@example.org")
    merge = office.do(MergeDonors(kept, gone, take))
    for text in ("0612345678", "0298765432", "zoe@example", "z.a@example"):
        assert found(office, text) == ["ABRICOT Zoé"]
    assert len(office.ask(ShowDonor(kept.id)).details.contacts) == len(ContactKind)
    office.do(UnmergeDonors(merge.id))
    for donor in (kept, gone):
        sheet = office.ask(ShowDonor(donor.id))
        assert (sheet.donor.phone, sheet.donor.email) == (donor.phone, donor.email)
        assert sheet.details.contacts == []
    assert office.ask(Examine()).problems == ()
