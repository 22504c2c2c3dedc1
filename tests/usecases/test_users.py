# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who opens the dossier, and what each may do there."""

from dataclasses import replace

import pytest

from app.domain.donors import Donor
from app.domain.users import GRANTS, Permission, Role, User
from app.kernel.clock import FixedClock
from app.kernel.command import Command, LongCommand
from app.kernel.errors import Refused
from app.usecases.audit import LastActs
from app.usecases.donors import CreateDonor
from app.usecases.office import Office
from app.usecases.users import ListUsers, SaveUser, SignIn, WhoSigns
from app.wiring import ShippedDoors

_WORDS = "le moulin tourne au vent"


def _refused(office: Office, command: Command[User]) -> str:
    with pytest.raises(Refused) as refused:
        office.do(command)
    return refused.value.code


def test_the_first_user_is_an_administrator_who_signs_in_without_a_word(office: Office) -> None:
    (first,) = office.ask(ListUsers())
    assert (first.name, first.role) == ("Anne", Role.ADMINISTRATOR)
    assert office.ask(SignIn()) == first


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_it_is_granted_and_nothing_else(office: Office, role: Role) -> None:
    user = office.do(SaveUser(User(name="Basile", role=role)))
    assert {word for word in Permission if user.may(word)} == GRANTS[role]


def test_a_reader_is_refused_before_anything_is_written(office: Office) -> None:
    reader = office.as_user(office.do(SaveUser(User(name="Lise", role=Role.READER))))
    acts = len(office.ask(LastActs(99)))
    with pytest.raises(Refused) as refused:
        reader.do(CreateDonor(Donor(last_name="Essai")))
    assert refused.value.code == "permission"
    assert "Lise" in refused.value.message
    assert len(office.ask(LastActs(99))) == acts


def test_every_command_that_writes_asks_for_a_right() -> None:
    """Only what fills a dossier nobody owns yet goes without."""
    kinds: list[type[object]] = [Command, LongCommand]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    free = {
        kind.__name__
        for kind in kinds
        if kind.__module__.startswith("app.usecases") and not getattr(kind, "permission", "")
    }
    assert free == {"FillNewDossier"}


def test_a_passphrase_is_asked_for_once_set_and_never_kept(office: Office) -> None:
    user = office.do(SaveUser(User(name="Basile"), passphrase=_WORDS))
    assert _WORDS not in user.passphrase_hash
    assert office.ask(SignIn("Basile", _WORDS)) == user
    with pytest.raises(Refused) as refused:
        office.ask(SignIn("Basile", "le moulin tourne"))
    assert refused.value.code == "user.passphrase_wrong"
    kept = office.do(SaveUser(replace(user, role=Role.TREASURER)))
    assert kept.passphrase_hash == user.passphrase_hash
    bare = office.do(SaveUser(kept, passphrase=""))
    assert office.ask(SignIn("Basile")) == bare
    assert _WORDS not in repr(SaveUser(user, passphrase=_WORDS))


def test_nobody_is_guessed_where_there_is_a_choice(office: Office) -> None:
    (anne,) = office.ask(ListUsers())
    assert office.ask(SignIn(ask=True)) == anne
    locked = office.do(SaveUser(anne, passphrase=_WORDS))
    with pytest.raises(WhoSigns) as alone:
        office.ask(SignIn(ask=True))
    assert alone.value.users == [locked]
    office.do(SaveUser(locked, passphrase=""))
    basile = office.do(SaveUser(User(name="Basile")))
    office.do(SaveUser(User(name="Denis", active=False)))
    with pytest.raises(WhoSigns) as several:
        office.ask(SignIn(ask=True))
    assert [user.name for user in several.value.users] == ["Anne", "Basile"]
    assert office.ask(SignIn("Basile", ask=True)) == basile


def test_a_passphrase_is_long_and_a_name_is_said_once(office: Office) -> None:
    assert _refused(office, SaveUser(User(name="Basile"), passphrase="short")) == "user.passphrase"
    assert _refused(office, SaveUser(User(name="  "))) == "user.name"
    assert _refused(office, SaveUser(User(name=" Anne "))) == "user.taken"


@pytest.mark.parametrize("changes", [{"role": Role.TREASURER}, {"active": False}])
def test_the_last_administrator_stays(office: Office, changes: dict[str, object]) -> None:
    (first,) = office.ask(ListUsers())
    weaker = replace(first, **changes)  # type: ignore[arg-type]
    assert _refused(office, SaveUser(weaker)) == "user.last_administrator"
    office.do(SaveUser(User(name="Basile", role=Role.ADMINISTRATOR)))
    assert office.do(SaveUser(weaker)).version == 2


def test_nobody_unknown_or_gone_opens_the_dossier(
    office: Office, doors: ShippedDoors, clock: FixedClock
) -> None:
    office.do(SaveUser(User(name="Basile", active=False)))
    for name in ("Basile", "Personne"):
        with pytest.raises(Refused) as refused:
            doors.open(office.location, clock=clock, user=name)
        assert refused.value.code == "user.unknown"
        assert "Anne" in refused.value.message
