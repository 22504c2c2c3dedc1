# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors on file are completed by blocks, and become what one row after the other makes of them."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.donors import Donor
from app.domain.imports.fields import ImportKind
from app.domain.imports.matching import UpdatePolicy
from app.kernel.errors import Conflict
from app.usecases.donors import FindDonors, ShowDonor
from app.usecases.imports import RunImport, updates
from app.usecases.imports.undoing import UndoImport
from app.usecases.office import Office
from db.store import SqlStore
from tests.conftest import MakeOffice
from tests.support.tables import text
from tests.usecases.test_imports import PEOPLE

DONORS = ImportKind.DONORS
_DRAWN = {"audit_entry": {"salt", "digest", "chain"}, "import_image": {"id"}}
"""What is drawn by lot, or only counts the writes."""
_APART = ("sqlite", "donor_search_", "dossier_secret")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["M1", "M2", "M3", "M7", "M8"]),
        st.sampled_from(["Abricot Marie", "M. et Mme Jean BLEUET", "Neuf Ida"]),
        st.sampled_from(["", "9 rue Neuve", "1 rue Haute"]),
        st.sampled_from(["", "06 39 98 00 01", "01 99 00 00 02"]),
        st.sampled_from(["", "connue au forum", "membre fondateur"]),
    ),
    min_size=1,
    max_size=9,
)


def _all_of(office: Office) -> dict[str, list[str]]:
    """Return every row of every table."""
    store = office._store
    assert isinstance(store, SqlStore)
    found = {}
    with store.engine.connect() as connection:
        for name in sa.inspect(connection).get_table_names():
            if not name.startswith(_APART):
                rows = connection.execute(sa.text(f'SELECT * FROM "{name}"')).mappings()
                drawn = _DRAWN.get(name, set())
                told = [{k: v for k, v in row.items() if k not in drawn} for row in rows]
                found[name] = sorted(map(repr, told))
    return found


@pytest.fixture
def both(make_office: MakeOffice, tmp_path: Path) -> tuple[Office, Office]:
    """Two dossiers of the same donors: one is completed row by row, the other by blocks."""
    people = text(tmp_path / "people.csv", PEOPLE)
    offices = make_office(str(tmp_path / "rows.obole")), make_office(str(tmp_path / "blocks.obole"))
    for office in offices:
        office.do(RunImport(DONORS, people))
    return offices


@settings(max_examples=8)
@example(
    [("M7", "Neuf Ida", "", "", one) for one in "abcd"]
    + [("M1", "Abricot Marie", "", "", one) for one in "abcd"],
    3,
    UpdatePolicy.FILL,
)
@given(ROWS, st.sampled_from([2, 3, 100]), st.sampled_from(UpdatePolicy))
def test_blocks_make_what_one_row_after_the_other_makes(
    both: tuple[Office, Office],
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, ...]],
    block: int,
    policy: UpdatePolicy,
) -> None:
    lines = ["N°;Nom complet;Adresse;Téléphone;Remarques", *(";".join(row) for row in rows)]
    path = text(tmp_path_factory.mktemp("more") / "c.csv", "\n".join(lines) + "\n")
    told, made = [], []
    for office, size in zip(both, (1, block), strict=True):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(updates, "BLOCK", size)
            report = office.do(RunImport(DONORS, path, policy=policy))
        told.append(report.as_json())
        made.append(_all_of(office))
        office.do(UndoImport(report.run, rest=True))
    assert told[0] == told[1]
    assert made[0] == made[1]
    assert _all_of(both[0])["donor"] == _all_of(both[1])["donor"]


def test_many_are_saved_at_once_and_found_by_what_is_new(
    any_office: Office, tmp_path: Path
) -> None:
    office = any_office
    office.do(RunImport(DONORS, text(tmp_path / "a.csv", PEOPLE)))
    lines = "N°;Nom complet;Tél\nM1;Abricot Marie;06 39 98 00 01\nM2;Bleuet Jean;06 39 98 00 02\n"
    told = office.do(RunImport(DONORS, text(tmp_path / "b.csv", lines)))
    assert (told.updated, told.created_donors) == (2, 0)
    (found,) = office.ask(FindDonors("06 39 98 00 02"))
    assert office.ask(ShowDonor(found.id)).donor.version == 2


def test_what_was_written_since_it_was_read_is_not_overwritten(any_office: Office) -> None:
    office = any_office
    with office._store.write(actor="x", at=office.clock.now(), command="") as uow:
        read = uow.donors.add(Donor(last_name="Neuf"))
        first = uow.donors.save(replace(read, phone="1"))
        with pytest.raises(Conflict):
            uow.donors.save_many([(read, replace(read, phone="2"))])
        assert uow.donors.get(read.id) == first
