# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever was decided about files, undoing their imports leaves every table as it was.

One dossier serves all the examples: each of them must leave it as it found it.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.donors import Tag
from app.domain.gifts import Means
from app.domain.imports.decisions import Decisions
from app.domain.imports.fields import Field, ImportKind
from app.domain.imports.matching import UpdatePolicy
from app.kernel.errors import Refused
from app.usecases.donors import AddDetail, FindDonors, RemoveDetail
from app.usecases.imports import RunImport
from app.usecases.imports.choices import Choices
from app.usecases.imports.groups import GroupValues, accepted
from app.usecases.imports.undoing import IN_USE, UndoImport, why_held
from app.usecases.office import Office
from app.usecases.ports.imports import HeldBy
from app.usecases.receipts import (
    CancelReceipt,
    IssueReceipts,
    PreviewReceipts,
    ReceiptRegister,
)
from tests.support.tables import text
from tests.usecases.test_imports import GIVEN, PEOPLE
from tests.usecases.test_imports_undone import checksums

_PEOPLE = "N°;Nom complet;Adresse;CP;Ville;Téléphone;Mail;Newsletter;Ne pas téléphoner;Remarques\n"
_GIFTS = "N°;Nom complet;Date;Montant;Mode;Fonds;Campagne;Don en mémoire de\n"
_REPLACED = (Field.STREET, Field.PHONE, Field.EMAIL, Field.NOTES, Field.FULL_NAME)
_NUMBERS = st.sampled_from(["M1", "M7", "M2", "M3", "M8", ""])
_NAMES = st.sampled_from(
    ["Abricot Marie", "ABRICOTT Marie", "M. et Mme Jean BLEUET", "Neuf Ida", "Pain", "Total"]
)
_DECIDED = ["", "", "", "", "same", "above", "new", "later"]
_MAYBE = st.sampled_from(["", "", "oui", "oui", "non", "non", "peut-être"])
_PERSON = st.tuples(
    _NUMBERS,
    _NAMES,
    st.sampled_from(["", "9 rue Neuve", "3 rue des Lilas"]),
    st.sampled_from(["", "35000", "1000", "2920"]),
    st.sampled_from(["", "Rennes", "RENNES", "Renes"]),
    st.sampled_from(["", "06 39 98 00 01", "06 39 98 00 02", "12"]),
    st.sampled_from(["", "ida@exemple.invalid", "ida-exemple.invalid"]),
    _MAYBE,
    _MAYBE,
    st.sampled_from(["", "", "", "préfère le matin", "le soir", "#N/A"]),
)
_GIFT = st.tuples(
    _NUMBERS,
    _NAMES,
    st.sampled_from(["03/12/2025", "05/12/2025", "14/11/2025", "01/10/2024", "31/02/2025"]),
    st.sampled_from(["50", "1 234,50 €", "7,01", "1.234,50", "12", "20", "-5"]),
    st.sampled_from(["CHQ", "Chéqe", "CB", "ESP", ""]),
    st.sampled_from(["", "Toiture", "toitures"]),
    st.sampled_from(["", "Noël 2025"]),
    st.sampled_from(["", "Paul Neuf"]),
)


@dataclass(frozen=True)
class Coming:
    """A file, and what is decided about it."""

    kind: ImportKind
    rows: list[tuple[str, ...]]
    policy: UpdatePolicy
    replaced: frozenset[Field]
    receipted: bool
    repaired: bool
    decided: list[str]


def _coming(kind: ImportKind) -> st.SearchStrategy[Coming]:
    return st.builds(
        Coming,
        st.just(kind),
        st.lists(_PERSON if kind is ImportKind.DONORS else _GIFT, min_size=2, max_size=5),
        st.sampled_from(UpdatePolicy),
        st.frozensets(st.sampled_from(_REPLACED)),
        st.booleans(),
        st.booleans(),
        st.lists(
            st.sampled_from(["", "", "", "", "same", "above", "new", "later"]),
            min_size=5,
            max_size=5,
        ),
    )


@pytest.fixture
def settled(office: Office, tmp_path: Path) -> Office:
    """A dossier with donors and gifts of an import that stays."""
    office.do(RunImport(ImportKind.DONORS, text(tmp_path / "a.csv", PEOPLE)))
    office.do(RunImport(ImportKind.GIFTS, text(tmp_path / "b.csv", GIVEN)))
    return office


def _decisions(one: Coming, known: int) -> Decisions:
    people = Decisions()
    for row, word in enumerate(one.decided, 2):
        if word == "same":
            people = people.as_one(row, known)
        elif word == "above" and row > 2:
            people = people.as_one(row, -2)
        elif word == "new":
            people = people.as_new(row)
        elif word == "later":
            people = people.put_off(row)
    return people


def _bring(office: Office, folder: Path, one: Coming, known: int) -> int:
    """Import it as decided, and return the number of the import."""
    head = _PEOPLE if one.kind is ImportKind.DONORS else _GIFTS
    path = text(folder / "any.csv", head + "".join(";".join(row) + "\n" for row in one.rows))
    choices = Choices(
        header_row=1,
        means=Means.CARD,
        receipted=one.receipted,
        replaced=one.replaced,
        people=_decisions(one, known),
    )
    if one.repaired:
        found = office.ask(GroupValues(one.kind, path, choices))
        choices = accepted(found.groups, found.choices)
    return office.do(RunImport(one.kind, path, choices, one.policy)).run


def _undo_all(office: Office, runs: list[int], *, rest: bool) -> None:
    """Undo imports in this order; what another rests on is tried again once that one is gone."""
    waiting = list(runs)
    for _each in runs:
        left = []
        for run in waiting:
            try:
                if office.do(UndoImport(run, rest=rest)).left:
                    left.append(run)
            except Refused as refused:
                assert refused.code == IN_USE
                left.append(run)
        waiting = left
    assert waiting == []


@settings(max_examples=8)
@given(
    files=st.lists(st.sampled_from(ImportKind).flatmap(_coming), min_size=1, max_size=3),
    order=st.permutations(range(3)),
    rest=st.booleans(),
)
def test_any_imports_undone_in_any_order_leave_every_table_as_it_was(
    settled: Office, tmp_path: Path, files: list[Coming], order: list[int], *, rest: bool
) -> None:
    known = settled.ask(FindDonors("abricot"))[0].number
    start = checksums(settled)
    brought = sorted({_bring(settled, tmp_path, one, known) for one in files})
    _undo_all(settled, [brought[place] for place in order if place < len(brought)], rest=rest)
    assert checksums(settled) == start


_FUND = "N°;Nom;Date;Montant;Mode;Fonds;Campagne\nM1;Abricot;{day};{amount};CB;Toiture;Noël\n"


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2)])
def test_a_fund_another_import_came_to_use_goes_with_the_last_of_them(
    any_office: Office, tmp_path: Path, order: tuple[int, ...]
) -> None:
    office = any_office
    office.do(RunImport(ImportKind.DONORS, text(tmp_path / "a.csv", PEOPLE)))
    start = checksums(office)
    runs = [
        office.do(RunImport(ImportKind.GIFTS, text(tmp_path / "b.csv", told))).run
        for told in (_FUND.format(day=f"0{place}/12/2025", amount=place) for place in (1, 2, 3))
    ]
    for place in order:
        office.do(UndoImport(runs[place]))
    assert checksums(office) == start


def test_what_was_held_goes_once_nothing_rests_on_it(any_office: Office, tmp_path: Path) -> None:
    office = any_office
    start = checksums(office)
    people = office.do(RunImport(ImportKind.DONORS, text(tmp_path / "a.csv", PEOPLE))).run
    gifts = office.do(RunImport(ImportKind.GIFTS, text(tmp_path / "b.csv", GIVEN))).run
    tag = office.do(AddDetail(Tag(donor_id=office.ask(FindDonors("abricot"))[0].id, name="Bureau")))
    held = [one.why for one in office.do(UndoImport(people, rest=True)).left]
    assert set(held) == {HeldBy.GIVEN}
    office.do(UndoImport(gifts))
    assert [one.why for one in office.do(UndoImport(people, rest=True)).left] == [HeldBy.EDITED]
    office.do(RemoveDetail(tag))
    assert office.do(UndoImport(people, rest=True)).left == ()
    assert checksums(office) == start


def test_what_stood_on_a_receipt_stays_with_the_register(office: Office, tmp_path: Path) -> None:
    """A receipt cancelled stays in the register for ever, and says which gift it was for."""
    office.do(RunImport(ImportKind.DONORS, text(tmp_path / "a.csv", PEOPLE)))
    run = office.do(RunImport(ImportKind.GIFTS, text(tmp_path / "b.csv", GIVEN))).run
    office.do(IssueReceipts(2025, office.ask(PreviewReceipts(2025)).count))
    left = office.do(UndoImport(run, rest=True)).left
    (receipt,) = office.ask(ReceiptRegister(2025))
    office.do(CancelReceipt(receipt.number, "brought in by mistake"))
    told = office.do(UndoImport(run, rest=True))
    assert (told.left, told.removed.gifts) == (left, 0)
    assert "kept even when cancelled" in why_held(left[0])
