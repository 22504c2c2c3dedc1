# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that together would leave nobody to post are told before they do."""

from app.domain.batches import BatchRules
from app.domain.users import Role, User
from app.usecases.batches import (
    KeyAgain,
    PostBatch,
    SaveBatchRules,
    WarnOfKeyingAgain,
    WarnOfRules,
)
from app.usecases.office import Office
from app.usecases.users import SaveUser
from tests.support.desk import keyed

BOTH = BatchRules(two_persons=True, double_keying=True)


def _user(office: Office, name: str, role: Role = Role.TREASURER) -> Office:
    return office.as_user(office.do(SaveUser(User(name=name, role=role))))


def test_both_rules_and_two_users_are_warned_of(any_office: Office) -> None:
    office = any_office
    _user(office, "Tom")
    _user(office, "Léo", Role.READER)
    assert "nobody is left to post it" in office.ask(WarnOfRules(BOTH))
    assert office.ask(WarnOfRules(BatchRules(two_persons=True))) == ""
    assert office.ask(WarnOfRules(BatchRules(double_keying=True))) == ""
    _user(office, "Zoé")
    assert office.ask(WarnOfRules(BOTH)) == ""


def test_the_last_who_may_post_is_warned_before_keying_again(any_office: Office) -> None:
    office = any_office
    tom = _user(office, "Tom")
    office.do(SaveBatchRules(BOTH))
    batch, gifts = keyed(office, [50_00])
    told = tom.ask(WarnOfKeyingAgain(batch.id))
    assert told.startswith("Tom is the only one left")
    assert "Let Anne do it" in told
    assert office.ask(WarnOfKeyingAgain(batch.id)) == ""
    office.do(KeyAgain(batch.id, gifts[0].id, 50_00))
    assert tom.do(PostBatch(batch.id)).batch.posted_by == "Tom"


def test_with_a_third_nobody_is_warned(office: Office) -> None:
    tom = _user(office, "Tom")
    zoe = _user(office, "Zoé")
    office.do(SaveBatchRules(BOTH))
    batch, gifts = keyed(office, [50_00])
    assert tom.ask(WarnOfKeyingAgain(batch.id)) == ""
    tom.do(KeyAgain(batch.id, gifts[0].id, 50_00))
    assert tom.ask(WarnOfKeyingAgain(batch.id)) == ""
    assert zoe.ask(WarnOfKeyingAgain(batch.id)).startswith("Zoé is the only one left")
    office.do(SaveBatchRules(BatchRules(id=1, version=1, double_keying=True)))
    assert zoe.ask(WarnOfKeyingAgain(batch.id)) == ""
