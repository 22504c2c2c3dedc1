# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transactions: whole or nothing, stale writes told, readers that cannot write."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from app.domain.donors import Donor
from app.domain.users import Role, User
from app.kernel.changes import Changes
from app.kernel.errors import Conflict, Refused
from app.usecases.donors import CreateDonor, EditDonor, FindDonors, ShowDonor
from app.usecases.office import Office
from app.usecases.organisation import ListFunds, SaveFund
from app.usecases.users import ListUsers, SaveUser
from db.store import SqlStore


def _store(office: Office) -> SqlStore:
    store = office._store
    assert isinstance(store, SqlStore)
    return store


def test_money_is_durable_and_references_are_checked(office: Office) -> None:
    with _store(office).engine.connect() as connection:
        asked = {n: connection.exec_driver_sql(f"PRAGMA {n}").scalar() for n in
                 ("journal_mode", "synchronous", "foreign_keys")}  # fmt: skip
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_reader_cannot_write(any_office: Office) -> None:
    with pytest.raises(DBAPIError), _store(any_office)._reader.begin() as connection:
        connection.execute(sa.text("DELETE FROM app_user"))
    assert len(any_office.ask(ListUsers())) == 1


def test_a_stale_write_names_who_and_when(any_office: Office) -> None:
    read = any_office.do(CreateDonor(Donor(last_name="Abricot")))
    bob = any_office.do(SaveUser(User(name="Bob", role=Role.ENTRY)))
    any_office.as_user(bob).do(EditDonor(replace(read, first_name="Zoé")))
    with pytest.raises(Conflict) as caught:
        any_office.do(EditDonor(replace(read, first_name="Léa")))
    assert "Bob" in caught.value.message
    assert "06/01/2026" in caught.value.message
    assert any_office.ask(ShowDonor(read.id)).donor.first_name == "Zoé"


def test_saving_what_did_not_change_writes_nothing(any_office: Office) -> None:
    donor = any_office.do(CreateDonor(Donor(last_name="Abricot")))
    assert any_office.do(EditDonor(donor)) == donor
    assert len(any_office.ask(ShowDonor(donor.id)).history) == 1


def test_a_refused_command_leaves_nothing(any_office: Office) -> None:
    fund = any_office.ask(ListFunds())[0]
    with pytest.raises(Refused) as caught:
        any_office.do(SaveFund(replace(fund, id=0, name="Other")))
    assert caught.value.code == "constraint.uq_fund_code"
    assert len(any_office.ask(ListFunds())) == 1


def test_listeners_hear_of_what_was_committed_only(office: Office) -> None:
    heard: list[Changes] = []
    stop = office.subscribe(heard.append)
    donor = office.do(CreateDonor(Donor(last_name="Abricot")))
    with pytest.raises(Refused):
        office.do(CreateDonor(Donor(last_name="")))
    stop()
    office.do(CreateDonor(Donor(last_name="Belette")))
    assert len(heard) == 1
    assert heard[0].touches("donors", donor.id)
    assert not heard[0].touches("gifts")


def test_the_history_tells_before_and_after(any_office: Office) -> None:
    donor = any_office.do(CreateDonor(Donor(last_name="Abricot", phone="01")))
    any_office.do(EditDonor(replace(donor, phone="02")))
    created, changed = any_office.ask(ShowDonor(donor.id)).history
    assert created.action == "created"
    assert changed.values is not None
    assert '"phone":["01","02"]' in changed.values
    assert changed.by == "Anne"


def test_the_index_follows_a_changed_name(any_office: Office) -> None:
    donor = any_office.do(CreateDonor(Donor(last_name="Abricot")))
    any_office.do(EditDonor(replace(donor, last_name="Belette")))
    assert any_office.ask(FindDonors("abricot")) == []
    assert [line.id for line in any_office.ask(FindDonors("bel"))] == [donor.id]
