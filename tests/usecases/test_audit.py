# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The trail: whatever is rewritten in it is told; what the law has erased does not break it."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from app.domain.audit import canonical, chain_of, digest_of
from app.domain.donors import Donor
from app.domain.users import Role, User
from app.usecases.audit import LastActs, VerifyAudit
from app.usecases.donors import CreateDonor, EditDonor
from app.usecases.office import Office
from app.usecases.users import SaveUser
from db.store import SqlStore
from db.tables.records import audit_entry

_TAMPERED: dict[str, object] = {
    "at": datetime(2020, 1, 1, tzinfo=UTC),
    "by": "Somebody else",
    "command": "AnotherCommand",
    "room": "gifts",
    "subject_id": 999,
    "action": "removed",
    "salt": "0" * 32,
    "values": '{"last_name":["","Autre"]}',
    "digest": digest_of("0" * 32, "{}"),
    "chain": "f" * 64,
}
"""Every column of an entry but its id, with something that was not there."""


def _rewrite(office: Office, statement: sa.Executable) -> None:
    store = office._store
    assert isinstance(store, SqlStore)
    with store.engine.begin() as connection:
        connection.execute(statement)


@pytest.fixture
def office(any_office: Office) -> Office:
    """A dossier where a donor was put on file."""
    any_office.do(CreateDonor(Donor(last_name="Essai")))
    return any_office


def test_every_column_of_the_trail_is_watched(office: Office) -> None:
    assert set(_TAMPERED) == {column.name for column in audit_entry.c} - {"id"}


@pytest.mark.parametrize("column", _TAMPERED)
def test_a_rewritten_column_is_told(office: Office, column: str) -> None:
    assert office.ask(VerifyAudit()).ok
    target = audit_entry.update().where(audit_entry.c.id == 3)
    _rewrite(office, target.values({column: _TAMPERED[column]}))
    verdict = office.ask(VerifyAudit())
    assert not verdict.ok
    assert "entry 3" in verdict.problems[0].lower()


def test_values_rewritten_with_their_digest_break_the_chain(office: Office) -> None:
    values = canonical({"last_name": ["", "Autre"]})
    forged = {"salt": "s", "values": values, "digest": digest_of("s", values)}
    _rewrite(office, audit_entry.update().where(audit_entry.c.id == 5).values(forged))
    assert not office.ask(VerifyAudit()).ok


def test_a_removed_entry_is_told_by_the_next(office: Office) -> None:
    _rewrite(office, audit_entry.delete().where(audit_entry.c.id == 2))
    (problem,) = office.ask(VerifyAudit()).problems
    assert problem == "Entry 3 of the trail was altered or an entry before it is missing."


def test_two_entries_that_changed_places_are_told(office: Office) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        moved = audit_entry.update().where(audit_entry.c.id == old)
        _rewrite(office, moved.values(id=new))
    assert not office.ask(VerifyAudit()).ok


def test_erasing_a_persons_values_leaves_a_trail_that_verifies(office: Office) -> None:
    before = office.ask(VerifyAudit()).checked
    erased = audit_entry.update().where(audit_entry.c.room == "donors")
    _rewrite(office, erased.values(salt=None, values=None))
    assert office.ask(LastActs(1))[0].values is None
    verdict = office.ask(VerifyAudit())
    assert (verdict.ok, verdict.checked) == (True, before)


def test_an_entry_says_who_when_what_and_only_what_changed(office: Office) -> None:
    donor = office.do(CreateDonor(Donor(last_name="Essai", first_name="Zoé")))
    clerk = office.do(SaveUser(User(name="Basile", role=Role.ENTRY)))
    office.as_user(clerk).do(EditDonor(Donor(id=donor.id, version=1, number=donor.number,
                                             last_name="Essai", first_name="Ugo")))  # fmt: skip
    entry = office.ask(LastActs(1))[0]
    assert (entry.by, entry.command, entry.room) == ("Basile", "EditDonor", "donors")
    assert (entry.subject_id, entry.action, entry.at) == (donor.id, "changed", office.clock.now())
    assert entry.values == '{"first_name":["Zoé","Ugo"],"sort_key":["essai zoe","essai ugo"]}'


def test_a_link_depends_on_every_part_and_on_what_came_before(office: Office) -> None:
    entry = office.ask(LastActs(1))[0]
    assert chain_of("0" * 64, entry) != chain_of("1" * 64, entry)
