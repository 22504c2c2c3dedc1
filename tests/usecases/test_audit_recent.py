# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Last acts: told with who and about whom, and taken back whole as long as nothing came since."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib import import_module
from itertools import count
from pathlib import Path
from pkgutil import walk_packages

import pytest

import app.usecases
from app.domain.addresses import Address, ReturnReason
from app.domain.calls import CallReason
from app.domain.donors import Donor, Tag
from app.domain.imports.fields import ImportKind
from app.domain.users import Role, User
from app.kernel.clock import FixedClock
from app.kernel.command import Command, LongCommand
from app.kernel.errors import Conflict, Refused
from app.usecases.addresses import LiftReturns, RecordReturn
from app.usecases.audit import VerifyAudit
from app.usecases.audit.putting_back import PutBack
from app.usecases.audit.recent import _FINAL, _WAYS, _WORDS, Act, RecentActs, act_of
from app.usecases.calls import MakeCallList
from app.usecases.donors import ArchiveDonor, EditDonor, ShowDonor
from app.usecases.dossier import Examine
from app.usecases.duplicates import MergeDonors, ShowPair
from app.usecases.imports import RunImport
from app.usecases.lists import AddTags, TakeTag
from app.usecases.office import Office
from tests.conftest import TODAY
from tests.support.giving import give, new_donor
from tests.support.tables import text
from tests.usecases.test_merges import state


class Ticking(FixedClock):
    """A clock whose instants differ, as those of two acts do."""

    def __init__(self) -> None:
        """Begin on the day of the tests."""
        super().__init__(TODAY)
        self._ticks = count(1)

    def now(self) -> datetime:
        """Return an instant later than all before."""
        return super().now() + timedelta(microseconds=next(self._ticks))


NEW = Address(street="4 place du Four", postal_code="29200", city="Brest")


@pytest.fixture
def office(office: Office) -> Office:
    """A dossier in a file, the clock going."""
    office.clock = Ticking()
    return office


def edited(office: Office, donor: Donor, **others: object) -> None:
    """Change fields of a sheet as it is now."""
    now = office.ask(ShowDonor(donor.id)).donor
    office.do(EditDonor(replace(now, **others)))  # type: ignore[arg-type]


def merged(office: Office, one: Donor, other: Donor) -> None:
    """Make one of two."""
    view = office.ask(ShowPair(one.id, other.id))
    office.do(MergeDonors(view.kept, view.gone))


def newest(office: Office) -> Act:
    """Return the last act."""
    return office.ask(RecentActs(1))[0]


_ACTS: dict[str, Callable[[Office, Donor, Donor, Path], object]] = {
    "Sheet changed": lambda office, one, _other, _path: edited(
        office, one, address=NEW, phone="0299000009", deceased_on=date(2026, 1, 2)
    ),
    "In or out of the archive": lambda office, one, _other, _path: office.do(ArchiveDonor(one.id)),
    "Letter returned": lambda office, one, _other, _path: office.do(
        RecordReturn(one.id, ReturnReason.GONE)
    ),
    "Tag put": lambda office, one, other, _path: office.do(
        AddTags((Tag(donor_id=one.id, name="Élu"), Tag(donor_id=other.id, name="Élu")))
    ),
    "Tag taken off": lambda office, one, other, _path: office.do(
        TakeTag((one.id, other.id), "Ancien")
    ),
    "Donors merged": lambda office, one, other, _path: merged(office, one, other),
    "Call list made": lambda office, one, _other, _path: office.do(
        MakeCallList("Merci", CallReason.THANK, (one.id,))
    ),
    "Import": lambda office, _one, _other, path: office.do(
        RunImport(ImportKind.DONORS, text(path / "a.csv", "Nom;Prénom\nZED;Zoé\n"))
    ),
}


@pytest.mark.parametrize("what", _ACTS)
def test_an_act_is_told_and_taken_back_whole(office: Office, tmp_path: Path, what: str) -> None:
    """What names a donor is afterwards as it was, and the act cannot be taken back twice."""
    one, other = (new_donor(office, name, phone="0299000001") for name in ("Un", "Deux"))
    office.do(AddTags((Tag(donor_id=one.id, name="Ancien"),)))
    before = state(office)
    _ACTS[what](office, one, other, tmp_path)
    act = newest(office)
    assert (act.what, act.by, act.why_not) == (what, "Anne", "")
    assert act.undo is not None
    assert state(office) != before
    office.do(act.undo)
    after = state(office)
    if what != "Tag taken off":
        assert after == before
    assert {key: len(rows) for key, rows in after.items()} == {
        key: len(rows) for key, rows in before.items()
    }
    assert act_of(act.first, office.ask(RecentActs())).why_not
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyAudit()).ok


def test_on_both_databases_what_was_taken_back_comes_again(any_office: Office) -> None:
    """Taking back is an act like another: it is told, and taken back in its turn."""
    any_office.clock = Ticking()
    donor = new_donor(any_office, "Essai", address=NEW)
    edited(any_office, donor, first_name="Anna")
    for expected in ("Zoé", "Anna", "Zoé"):
        act = newest(any_office)
        assert act.undo is not None
        any_office.do(act.undo)
        assert any_office.ask(ShowDonor(donor.id)).donor.first_name == expected
        assert newest(any_office).what == "Act taken back"
    assert (newest(any_office).about, newest(any_office).donor_id) == ("ESSAI Zoé", donor.id)


def test_what_changed_since_is_never_overwritten(office: Office) -> None:
    donor = new_donor(office, "Essai", phone="0299000001")
    edited(office, donor, phone="0299000002", first_name="Anna")
    act = newest(office)
    office.do(AddTags((Tag(donor_id=donor.id, name="Élu"),)))
    edited(office, donor, phone="0299000003")
    known = act_of(act.first, office.ask(RecentActs()))
    assert known.undo is None
    assert "ESSAI Anna" in known.why_not
    with pytest.raises(Conflict, match="ESSAI Anna"):
        office.do(PutBack(act.first, act.last))
    now = office.ask(ShowDonor(donor.id)).donor
    assert (now.phone, now.first_name) == ("0299000003", "Anna")


def test_every_act_that_is_told_can_be_asked_for() -> None:
    """A command that changes its name must not fall silently out of the list."""
    for module in walk_packages(app.usecases.__path__, "app.usecases."):
        import_module(module.name)
    kinds: list[type] = [Command, LongCommand]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    assert _WORDS.keys() <= {kind.__name__ for kind in kinds}
    assert _FINAL | _WAYS.keys() <= _WORDS.keys()


def test_posted_gifts_are_told_and_never_undone(office: Office) -> None:
    give(office, (new_donor(office, "Essai"), 50_00))
    act = newest(office)
    assert (act.what, act.about, act.undo) == ("Batch posted", "2025-001", None)
    assert "contrary act" in act.why_not


def test_who_may_not_change_sheets_may_not_take_back(office: Office) -> None:
    edited(office, new_donor(office, "Essai"), first_name="Anna")
    reader = office.as_user(User(name="Lise", role=Role.READER))
    act = newest(reader)
    assert (act.what, act.undo) == ("Sheet changed", None)
    assert "role" in act.why_not
    with pytest.raises(Refused):
        reader.do(PutBack(act.first, act.last))


def test_only_acts_of_the_trail_on_sheets_are_put_back(office: Office) -> None:
    donor = new_donor(office, "Essai")
    office.do(RecordReturn(donor.id, ReturnReason.GONE))
    office.do(LiftReturns(donor.id))
    lifted, returned, made = office.ask(RecentActs(3))
    assert (lifted.undo, made.undo) == (None, None)
    for first, last in (
        (10**6, 10**6),
        (returned.first, lifted.last),
        (made.first, made.last),
    ):
        with pytest.raises(Refused):
            office.do(PutBack(first, last))
    with pytest.raises(Refused, match="1000000"):
        act_of(10**6, (lifted, returned))
