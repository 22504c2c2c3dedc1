# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An import says what it adds, by year, method and fund, and undone leaves nothing behind."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.imports.fields import ImportKind
from app.domain.imports.matching import UpdatePolicy
from app.kernel.errors import Refused
from app.usecases.donors import EditDonor, FindDonors, ShowDonor
from app.usecases.imports import RunImport
from app.usecases.imports.report import Axis
from app.usecases.imports.undoing import ListHeld, UndoImport, held_words, why_held
from app.usecases.office import Office
from app.usecases.ports.imports import HeldBy, Totals
from app.usecases.receipts import IssueReceipts, PreviewReceipts
from db.store import SqlStore
from tests.conftest import MakeOffice
from tests.support.tables import text
from tests.usecases.test_imports import GIVEN, PEOPLE

DONORS, GIFTS = ImportKind.DONORS, ImportKind.GIFTS
_NOT_BUSINESS = ("audit", "import_run", "sqlite", "change", "donor_search", "alembic")
"""The trail and the history of imports tell what was undone too; an index is rebuilt."""


def checksums(office: Office) -> dict[str, str]:
    """Return the checksum of every table of the business."""
    store = office._store
    assert isinstance(store, SqlStore)
    found = {}
    with store.engine.connect() as connection:
        for name in sa.inspect(connection).get_table_names():
            if not name.startswith(_NOT_BUSINESS):
                rows = connection.execute(sa.text(f'SELECT * FROM "{name}"'))
                told = sorted(repr(tuple(row)) for row in rows)
                found[name] = hashlib.sha256("\n".join(told).encode()).hexdigest()
    return found


def test_sums_are_told_by_year_method_and_fund(any_office: Office, tmp_path: Path) -> None:
    office = any_office
    rows = "Nom;Date;Montant;Mode;Fonds\n"
    first = rows + "A;03/12/2024;5;CB;\nB;03/12/2025;6;ESP;Toiture\n"
    office.do(RunImport(GIFTS, text(tmp_path / "a.csv", first)))
    more = rows + "A;04/12/2025;7,01;CB;Toiture\nC;05/12/2025;1 000;VIR;\n"
    told = office.do(RunImport(GIFTS, text(tmp_path / "b.csv", more), dry_run=True))
    lines = [
        (one.axis, one.name, one.gifts_before, one.gifts_after, one.cents_after - one.cents_before)
        for one in told.shares
    ]
    assert lines[:5] == [
        (Axis.YEAR, "2024", 1, 1, 0),
        (Axis.YEAR, "2025", 1, 3, 100_701),
        (Axis.MEANS, "Card", 1, 2, 701),
        (Axis.MEANS, "Cash", 1, 1, 0),
        (Axis.MEANS, "Transfer", 0, 1, 100_000),
    ]
    assert ("Toiture", 701) in [(name, gap) for _axis, name, _had, _has, gap in lines[5:]]
    for axis in Axis:
        share = [one for one in told.shares if one.axis is axis]
        assert sum(one.cents_before for one in share) == told.before.cents
        assert sum(one.cents_after for one in share) == told.after.cents


NAMES = st.sampled_from(["Abricot Marie", "M. et Mme Jean BLEUET", "Neuf Ida", "Pain"])
TABLE = st.lists(
    st.tuples(
        st.sampled_from(["M1", "M2", "M3", "M7", ""]),
        NAMES,
        st.sampled_from(["", "9 rue Neuve"]),
        st.sampled_from(["", "06 39 98 00 01"]),
        st.sampled_from(["", "oui", "non"]),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.slow
@settings(max_examples=6)  # each example makes a dossier
@example(
    [("M7", "Neuf Ida", "", "", ""), ("M7", "Neuf Ida", "", "06 39 98 00 01", "")],
    UpdatePolicy.FILL,
)
@given(TABLE, st.sampled_from(UpdatePolicy))
def test_any_updates_and_gifts_undone_leave_every_table_as_it_was(
    make_office: MakeOffice,
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, ...]],
    policy: UpdatePolicy,
) -> None:
    folder = tmp_path_factory.mktemp("undone")
    office = make_office(str(folder / "dossier.obole"))
    office.do(RunImport(DONORS, text(folder / "a.csv", PEOPLE)))
    office.do(RunImport(GIFTS, text(folder / "b.csv", GIVEN)))
    start = checksums(office)
    lines = ["N°;Nom complet;Adresse;Téléphone;Newsletter", *(";".join(row) for row in rows)]
    people = text(folder / "c.csv", "\n".join(lines) + "\n")
    first = office.do(RunImport(DONORS, people, policy=policy))
    gifts = GIVEN.replace("03/12/25;50", "04/12/25;51").replace("Mode", "Projet")
    second = office.do(RunImport(GIFTS, text(folder / "d.csv", gifts)))
    assert office.do(UndoImport(second.run, rest=True)).left == ()
    if first.created_donors or first.updated or first.unchanged:
        assert office.do(UndoImport(first.run, rest=True)).left == ()
    assert checksums(office) == start
    assert len(office.ask(FindDonors("abricot"))) == 1


def test_what_was_receipted_since_is_named(office: Office, tmp_path: Path) -> None:
    office.do(RunImport(DONORS, text(tmp_path / "a.csv", PEOPLE)))
    run = office.do(RunImport(GIFTS, text(tmp_path / "b.csv", GIVEN))).run
    due = office.ask(PreviewReceipts(2025))
    office.do(IssueReceipts(2025, due.count))
    with pytest.raises(Refused) as told:
        office.do(UndoImport(run))
    assert "2025-000001" in told.value.message


def test_the_rest_is_undone_and_what_is_held_is_told(any_office: Office, tmp_path: Path) -> None:
    office = any_office
    people = text(
        tmp_path / "a.csv", "N°;Nom;Prénom\n1;Abricot;Marie\n2;Bleuet;Paul\n3;Cassis;Zoé\n"
    )
    run = office.do(RunImport(DONORS, people)).run
    head = "N°;Date;Montant;Mode\n"
    gifts = text(tmp_path / "b.csv", head + "1;03/12/2025;50;CB\n2;04/12/2025;60;CB\n")
    second = office.do(RunImport(GIFTS, gifts)).run
    _edit(office, "cassis", first_name="Zélie")
    assert office.ask(ListHeld(second)) == []
    with pytest.raises(Refused, match="The rest of it can be undone"):
        office.do(UndoImport(run))
    held = office.ask(ListHeld(run))
    assert [(held_words(one), one.why) for one in held] == [
        ("Donor 10001-4", HeldBy.GIVEN),
        ("Donor 10002-3", HeldBy.GIVEN),
        ("Donor 10003-8", HeldBy.EDITED),
    ]
    assert all(why_held(one) for one in held)
    office.do(UndoImport(second))
    told = office.do(UndoImport(run, rest=True))
    assert (told.removed.donors, [one.why for one in told.left]) == (2, [HeldBy.EDITED])
    assert office.ask(FindDonors("abricot")) == []
    assert office.ask(ShowDonor(office.ask(FindDonors("cassis"))[0].id)).donor.first_name == "Zélie"
    again = office.do(RunImport(DONORS, people))
    assert (again.created_donors, again.already_imported) == (2, "")
    office.do(UndoImport(again.run))


def test_receipted_gifts_stay_when_the_rest_goes(office: Office, tmp_path: Path) -> None:
    office.do(RunImport(DONORS, text(tmp_path / "a.csv", PEOPLE)))
    run = office.do(RunImport(GIFTS, text(tmp_path / "b.csv", GIVEN))).run
    due = office.ask(PreviewReceipts(2025))
    office.do(IssueReceipts(2025, due.count))
    receipted = sum(one.cents for one in due.due)
    told = office.do(UndoImport(run, rest=True))
    left = [one for one in told.left if one.day is not None]
    assert {one.why for one in left} == {HeldBy.RECEIPT}
    assert sum(one.cents for one in left) == receipted
    assert told.removed.gifts > 0
    held = office.ask(ListHeld(run))
    assert set(held) == set(told.left)
    assert office.do(UndoImport(run, rest=True)).removed == Totals(0, 0, 0)
    totals = office.do(RunImport(DONORS, tmp_path / "a.csv", dry_run=True)).before
    assert totals.cents == receipted


def _edit(office: Office, words: str, **changes: object) -> None:
    donor = office.ask(ShowDonor(office.ask(FindDonors(words))[0].id)).donor
    office.do(EditDonor(replace(donor, **changes)))  # type: ignore[arg-type]
