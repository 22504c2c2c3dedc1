# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks, documents, the archive and the timeline of a donor, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.addresses import ReturnReason
from app.domain.donors import Donor, DonorDocument, DonorEvent, DonorTask, EventKind, Tag
from app.domain.users import Permission, Role, User
from app.kernel.errors import Refused, Trouble
from app.usecases.addresses import RecordReturn
from app.usecases.dashboards import ShowHome
from app.usecases.donors import (
    AddDetail,
    ArchiveDonor,
    AttachDocument,
    CreateDonor,
    DueTasks,
    EditDonor,
    FindDonors,
    FinishTask,
    ReadDocument,
    RemoveDetail,
    ShowDonor,
    ShowTimeline,
)
from app.usecases.dossier import Examine
from app.usecases.gifts import AttachVoucher
from app.usecases.office import Office
from app.usecases.receipts import IssueReceipts
from app.usecases.users import SaveUser
from tests.conftest import TODAY
from tests.support.giving import give, new_donor

SCAN = b"%PDF-1.7 a letter of thanks"


@pytest.fixture
def office(any_office: Office) -> Office:
    """A dossier, on each database in turn."""
    return any_office


@pytest.fixture
def donor(office: Office) -> Donor:
    """Somebody who gave 50 euros in 2025."""
    donor = new_donor(office, "Abricot")
    give(office, (donor, 50_00))
    return donor


def task(office: Office, donor: Donor, days: int, assignee: str = "") -> DonorTask:
    due_on = TODAY + timedelta(days=days)
    detail = DonorTask(donor_id=donor.id, text="Rappeler", due_on=due_on, assignee=assignee)
    return office.do(AddDetail(detail))


def test_home_shows_what_is_due_to_me_and_to_anyone_the_oldest_first(
    office: Office, donor: Donor
) -> None:
    office.do(SaveUser(User(name="Basile", role=Role.ENTRY)))
    mine = office.actor.name
    kept = [task(office, donor, 0, mine), task(office, donor, -3), task(office, donor, 1)]
    his = task(office, donor, -1, "Basile")
    assert [one.task.id for one in office.ask(ShowHome()).due] == [kept[1].id, kept[0].id]
    basile = office.as_user(User(name="Basile", role=Role.ENTRY))
    assert [one.task.id for one in basile.ask(DueTasks())] == [kept[1].id, his.id]
    office.do(FinishTask(kept[1].id))
    (left,) = office.ask(DueTasks())
    assert (left.task.id, left.name) == (kept[0].id, "ABRICOT Zoé")


def test_a_task_done_keeps_its_first_day_and_can_be_taken_up_again(
    office: Office, donor: Donor
) -> None:
    kept = task(office, donor, 0)
    done = office.do(FinishTask(kept.id))
    assert (done.done_on, done.done_by) == (TODAY, office.actor.name)
    assert office.do(FinishTask(kept.id)) == done
    assert office.do(FinishTask(kept.id, done=False)).done_on is None
    assert office.ask(Examine()).problems == ()


def test_a_task_for_nobody_here_is_refused_with_the_names_there_are(
    office: Office, donor: Donor
) -> None:
    with pytest.raises(Refused, match=office.actor.name) as refused:
        task(office, donor, 0, "Zacharie")
    assert refused.value.field == "assignee"


def test_a_document_is_kept_by_its_fingerprint_and_leaves_with_the_last_that_names_it(
    office: Office, donor: Donor
) -> None:
    other = new_donor(office, "Cerise")
    kept = office.do(AttachDocument(donor.id, "dossiers/lettre.pdf", SCAN))
    assert kept.name == "lettre.pdf"
    assert office.ask(ReadDocument(kept.id)) == SCAN
    with pytest.raises(Refused, match="on the sheet already"):
        office.do(AttachDocument(donor.id, "encore.pdf", SCAN))
    twin = office.do(AttachDocument(other.id, "lettre.pdf", SCAN))
    office.do(RemoveDetail(kept))
    assert office.ask(ReadDocument(twin.id)) == SCAN
    office.do(RemoveDetail(twin))
    with office._store.read() as uow, pytest.raises(Trouble):
        uow.documents.read(twin.sha256)
    assert office.ask(Examine()).problems == ()


def test_a_document_that_proves_a_gift_stays_when_the_sheet_lets_go(
    office: Office, donor: Donor
) -> None:
    gift_id = office.ask(ShowDonor(donor.id)).gifts[0].id
    (voucher,) = office.do(AttachVoucher(gift_id, "lettre.pdf", SCAN))
    office.do(RemoveDetail(office.do(AttachDocument(donor.id, "lettre.pdf", SCAN))))
    with office._store.read() as uow:
        assert uow.documents.read(voucher.document_sha256) == SCAN


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"MZ a program", "document.kind"), (b"%PDF-" + b"0" * 20_000_000, "document.size")],
)
def test_what_is_no_scan_is_refused(office: Office, donor: Donor, body: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        office.do(AttachDocument(donor.id, "x.pdf", body))
    assert refused.value.code == code


def test_an_archived_donor_is_found_last_and_comes_back(office: Office, donor: Donor) -> None:
    living = new_donor(office, "Abricotier")
    office.do(ArchiveDonor(donor.id))
    names = [line.id for line in office.ask(FindDonors("abricot"))]
    assert names == [living.id, donor.id]
    with pytest.raises(Refused, match="archived since"):
        office.do(ArchiveDonor(donor.id))
    assert office.do(ArchiveDonor(donor.id, back=True)).archived_on is None
    with pytest.raises(Refused, match="not archived"):
        office.do(ArchiveDonor(donor.id, back=True))
    assert office.ask(ShowDonor(donor.id)).line.cents == 50_00


def test_the_timeline_tells_everything_each_on_its_day(office: Office, donor: Donor) -> None:
    office.do(IssueReceipts(2025, 1))
    visit = DonorEvent(
        donor_id=donor.id, kind=EventKind.VISIT, on_day=date(2025, 6, 1), text="Passée"
    )
    office.do(AddDetail(visit))
    office.do(RecordReturn(donor.id, ReturnReason.GONE, date(2025, 12, 1)))
    office.do(AttachDocument(donor.id, "lettre.pdf", SCAN))
    office.do(FinishTask(task(office, donor, 0).id))
    office.do(EditDonor(replace(office.ask(ShowDonor(donor.id)).donor, phone="0612345678")))
    moments = office.ask(ShowTimeline(donor.id))
    assert [one.on for one in moments] == sorted((one.on for one in moments), reverse=True)
    told = {one.what: (one.on, one.text) for one in moments}
    assert told["Gift"] == (date(2025, 4, 3), "€50.00, cheque, General fund")
    assert told["Visit"] == (date(2025, 6, 1), "Passée")
    assert told["Letter returned"][0] == date(2025, 12, 1)
    assert told["Tax receipt"] == (TODAY, "2025-000001, €50.00")
    assert told["Document"] == (TODAY, "lettre.pdf")
    assert told["Task done"] == (TODAY, "Rappeler")
    assert told["Telephone"] == (TODAY, "0612345678")
    assert len([one for one in moments if one.what == "Visit"]) == 1


def test_ask_81_who_keys_gifts_only_chooses_donors_and_changes_none(
    office: Office, donor: Donor
) -> None:
    """Ask 81: some users may select donors but not edit addresses, to keep the file clean."""
    clerk = office.as_user(User(name="Lise", role=Role.GIFTS))
    assert [line.id for line in clerk.ask(FindDonors("abricot"))] == [donor.id]
    give(clerk, (donor, 20_00))
    assert office.ask(ShowDonor(donor.id)).line.cents == 70_00
    commands = (
        CreateDonor(Donor(last_name="Neuf")),
        EditDonor(replace(donor, phone="0612345678")),
        AddDetail(Tag(donor_id=donor.id, name="Bureau")),
        ArchiveDonor(donor.id),
        RecordReturn(donor.id, ReturnReason.GONE),
    )
    for command in commands:
        with pytest.raises(Refused) as refused:
            clerk.do(command)
        assert refused.value.code == "permission"
    assert office.do(SaveUser(User(name="Lise", role=Role.GIFTS))).may(Permission.GIFTS_KEY)


def test_a_document_line_is_never_made_by_hand(office: Office, donor: Donor) -> None:
    """A line naming no document of the vault is refused by the database itself."""
    with pytest.raises(Exception, match=r"(?i)foreign"):
        office.do(AddDetail(DonorDocument(donor_id=donor.id, name="x", sha256="0" * 64)))
