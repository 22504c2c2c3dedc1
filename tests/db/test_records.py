# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last acts; the vault gives back what it was given, or says it cannot."""

import hashlib

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app.domain.donors import Donor
from app.kernel.errors import Trouble
from app.usecases.audit import LastActs
from app.usecases.donors import CreateDonor
from app.usecases.office import Office
from db.store import SqlStore


def _store(office: Office) -> SqlStore:
    store = office._store
    assert isinstance(store, SqlStore)
    return store


def test_the_last_acts_come_newest_first(office: Office) -> None:
    office.do(CreateDonor(Donor(last_name="Abricot")))
    acts = office.ask(LastActs(2))
    assert [act.command for act in acts] == ["CreateDonor", "FillNewDossier"]


@given(st.binary(max_size=400), st.binary(min_size=1, max_size=400))
def test_the_vault_gives_back_the_same_bytes(office: Office, base: bytes, tail: bytes) -> None:
    with _store(office).write(actor="x", at=office.clock.now(), command="") as uow:
        base_name = uow.documents.put(base, "text/plain")
        (name,) = uow.documents.put_tails(base_name, [tail], "text/plain")
        assert uow.documents.put(base, "text/plain") == base_name
    assert name == hashlib.sha256(base + tail).hexdigest()
    with _store(office).read() as uow:
        assert uow.documents.read(name) == base + tail
        assert uow.documents.about(name).size == len(base + tail)
        assert {base_name, name} <= set(uow.documents.names())


def test_a_damaged_or_missing_document_is_told(any_office: Office) -> None:
    with _store(any_office).write(actor="x", at=any_office.clock.now(), command="") as uow:
        name = uow.documents.put(b"a receipt", "text/plain")
    with _store(any_office).engine.begin() as connection:
        connection.execute(sa.text("UPDATE document SET body = :body"), {"body": b"something else"})
    with pytest.raises(Trouble) as damaged, _store(any_office).read() as uow:
        uow.documents.read(name)
    assert damaged.value.code == "document.damaged"
    with pytest.raises(Trouble) as missing, _store(any_office).read() as uow:
        uow.documents.read("0" * 64)
    assert missing.value.code == "document.missing"
