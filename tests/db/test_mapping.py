# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values and rows are the same thing twice: nothing is lost on the way, nothing is left out."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.batches import GiftBatch
from app.domain.campaigns import Appeal
from app.domain.deposits import BankDeposit
from app.domain.donors import Donor
from app.domain.gifts import Gift, GiftReturn
from app.domain.organisation import BankAccount, Fund, Organisation
from app.domain.users import User
from db.base import UtcDateTime
from db.mapping import Mapper, difference
from db.repos.desk import SqlBatchRepo, SqlDepositRepo, SqlGiftRepo, SqlReturnRepo
from db.repos.donors import SqlDonorRepo
from db.repos.setup import (
    SqlAppealRepo,
    SqlBankAccountRepo,
    SqlFundRepo,
    SqlOrganisationRepo,
    SqlUserRepo,
)

_MAPPERS: dict[type[Any], Mapper[Any]] = {
    Appeal: SqlAppealRepo.mapper,
    BankAccount: SqlBankAccountRepo.mapper,
    BankDeposit: SqlDepositRepo.mapper,
    Donor: SqlDonorRepo.mapper,
    Fund: SqlFundRepo.mapper,
    Gift: SqlGiftRepo.mapper,
    GiftBatch: SqlBatchRepo.mapper,
    GiftReturn: SqlReturnRepo.mapper,
    Organisation: SqlOrganisationRepo.mapper,
    User: SqlUserRepo.mapper,
}
_BY_THE_STORE = {"import_run_id", "series"}
"""Columns that no value knows."""


@pytest.mark.parametrize("kind", _MAPPERS)
@given(data=st.data())
def test_a_value_comes_back_from_its_row(kind: type[Any], data: st.DataObject) -> None:
    value = data.draw(st.builds(kind))
    mapper = _MAPPERS[kind]
    row = mapper.to_row(value) | {"id": value.id, "version": value.version}
    assert mapper.from_row(row) == value  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", _MAPPERS)
def test_every_column_is_written(kind: type[Any]) -> None:
    mapper = _MAPPERS[kind]
    read = {column.name for column in mapper.columns}
    unread = {column.name for column in mapper.table.c} - read
    assert unread <= _BY_THE_STORE | set(mapper._derived)


def test_what_changed_is_told_before_and_after() -> None:
    before = {"name": "A", "day": date(2026, 1, 6), "cents": 1}
    after = before | {"name": "B", "day": date(2026, 1, 7)}
    assert difference(before, after) == {
        "name": ["A", "B"],
        "day": ["2026-01-06", "2026-01-07"],
    }
    assert difference(None, {"name": "A", "note": "", "fund": None}) == {"name": [None, "A"]}
    assert difference({"name": "A"}, None) == {"name": ["A", None]}
    assert difference(before, before) == {}


_INSTANT = datetime(2026, 1, 6, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()])  # type: ignore[no-untyped-call]
def test_an_instant_is_kept_and_given_back_in_utc(dialect: sa.Dialect) -> None:
    kind = UtcDateTime()
    kept = kind.process_bind_param(_INSTANT, dialect)
    assert kind.process_result_value(kept, dialect) == _INSTANT
    assert kind.process_bind_param(None, dialect) is None
    assert kind.process_result_value(None, dialect) is None
    with pytest.raises(TypeError):
        kind.process_bind_param(_INSTANT.replace(tzinfo=None), dialect)
