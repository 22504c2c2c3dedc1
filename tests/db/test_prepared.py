# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Statements run on the driver itself answer, and fail, as those run the usual way."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.domain.gifts import Means
from app.usecases.batches import OpenBatch
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office
from db.prepared import Prepared
from db.store import SqlStore
from db.tables.desk import gift
from tests.support.desk import put_on_file

_ONE = sa.select(gift).where(gift.c.id == sa.bindparam("id"))


def _connect(office: Office) -> sa.Connection:
    store = office._store
    assert isinstance(store, SqlStore)
    return store.engine.connect()


def test_a_row_is_the_same_either_way(any_office: Office) -> None:
    draft = GiftDraft(
        donor_id=put_on_file(any_office).id,
        cents=1_234_567_89,
        means=Means.CHEQUE,
        cheque_dated_on=date(2025, 12, 31),
        note="é – ß",
    )
    kept = any_office.do(AddGift(any_office.do(OpenBatch()).id, draft))
    with _connect(any_office) as connection:
        usual = connection.execute(_ONE, {"id": kept.id}).one()
        row = Prepared(_ONE).first(connection, id=kept.id)
        assert Prepared(_ONE).first(connection, id=0) is None
    assert row is not None
    assert tuple(row) == tuple(usual)
    assert [type(value) for value in row] == [type(value) for value in usual]
    assert kept.keyed_at in row


def test_what_a_write_touched_is_counted(any_office: Office) -> None:
    batch = any_office.do(OpenBatch()).id
    line = any_office.do(AddGift(batch, GiftDraft(donor_id=None, cents=1, clue="Durand")))
    rewrite = Prepared(gift.update().where(gift.c.id == sa.bindparam("key")), ["note"])
    with _connect(any_office) as connection, connection.begin():
        assert rewrite.count(connection, key=line.id, note="seen") == 1
        assert rewrite.count(connection, key=0, note="seen") == 0


def test_a_broken_rule_is_told_in_the_usual_words(any_office: Office) -> None:
    batch = any_office.do(OpenBatch()).id
    line = any_office.do(AddGift(batch, GiftDraft(donor_id=None, cents=1, clue="Durand")))
    ruin = Prepared(gift.update().where(gift.c.id == sa.bindparam("key")), ["cents"])
    with _connect(any_office) as connection, connection.begin() as transaction:
        with pytest.raises(IntegrityError, match="ck_gift_sign"):
            ruin.count(connection, key=line.id, cents=0)
        transaction.rollback()
