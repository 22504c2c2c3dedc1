# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests share what was compiled, never the dialect of an engine that met no database."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.support.compiled import Compiled, Engines


@pytest.fixture
def compiled(tmp_path: Path) -> Iterator[Compiled]:
    with ExitStack() as ends:

        def make(name: str) -> Engines:
            url = f"sqlite:///{tmp_path / name}"
            pair = sa.create_engine(url), sa.create_engine(url)
            for engine in pair:
                ends.callback(engine.dispose)
            return pair

        yield Compiled(make)


def columns(engine: sa.Engine) -> list[str]:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS fund (code TEXT)")
        return [column["name"] for column in sa.inspect(connection).get_columns("fund")]


def test_a_dossier_never_opened_lends_nothing(compiled: Compiled) -> None:
    compiled.engines("never_opened")
    assert [columns(engine) for engine in compiled.engines("second")] == [["code"], ["code"]]
    assert [columns(engine) for engine in compiled.engines("third")] == [["code"], ["code"]]


def test_one_opened_lends_what_it_compiled(compiled: Compiled) -> None:
    first = compiled.engines("first")
    for engine in first:
        columns(engine)
    second = compiled.engines("second")
    assert [engine.dialect for engine in second] == [engine.dialect for engine in first]
