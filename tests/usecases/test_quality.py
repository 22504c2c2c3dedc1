# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file looked over through the office: found, mended, taken back, said to be right."""

from dataclasses import replace

import pytest

from app.domain.addresses import Address
from app.domain.donors import Donor
from app.domain.quality import Finding
from app.kernel.errors import Conflict, Refused
from app.kernel.progress import Cancelled, Progress
from app.usecases import quality
from app.usecases.dashboards import ShowHome
from app.usecases.donors import ArchiveDonor, EditDonor, ShowDonor
from app.usecases.dossier import Examine
from app.usecases.duplicates import MergeDonors, ShowPair, UnmergeDonors
from app.usecases.office import Office
from app.usecases.quality import (
    Change,
    EndException,
    KeepCounts,
    ListExceptions,
    LookOver,
    MakeException,
    Mend,
    MendAll,
)
from tests.conftest import TODAY
from tests.support.giving import give, new_donor


@pytest.fixture
def office(any_office: Office) -> Office:
    """A dossier, on each database in turn."""
    return any_office


def looked(office: Office, check: str) -> list[Finding]:
    (checked,) = office.ask(LookOver((check,)))
    return list(checked.findings)


def shown(office: Office, donor: Donor) -> Donor:
    return office.ask(ShowDonor(donor.id)).donor


def test_each_check_counts_what_it_finds_most_money_first(office: Office) -> None:
    nowhere = Address()
    poor, rich = (new_donor(office, name, address=nowhere, email="") for name in ("Peu", "Prou"))
    give(office, (poor, 10_00), (rich, 90_00))
    assert [one.one.name for one in looked(office, "address")] == ["PROU Zoé", "PEU Zoé"]
    office.do(ArchiveDonor(rich.id))
    assert [one.one.id for one in looked(office, "address")] == [poor.id]
    results = office.ask(LookOver())
    counts = {one.check.id: len(one.findings) for one in results}
    assert counts["address"] == 1
    office.do(KeepCounts.of(results))
    home = office.ask(ShowHome())
    assert (home.doubtful, home.looked_on) == (sum(counts.values()), TODAY)
    assert office.ask(Examine()).problems == ()


def test_a_field_is_mended_in_place_and_stays_doubtful_until_it_is_right(office: Office) -> None:
    donor = new_donor(office, "Essai", email="zoe@gmial.com")
    (finding,) = looked(office, "email")
    with pytest.raises(Refused) as refusal:
        office.do(Mend("email", donor.id, finding.value, "zoe@hotmial.fr"))
    assert refusal.value.code == "quality.still"
    assert shown(office, donor).email == "zoe@gmial.com"
    office.do(Mend("email", donor.id, finding.value, finding.proposal))
    assert shown(office, donor).email == "zoe@gmail.com"
    assert looked(office, "email") == []
    with pytest.raises(Conflict):
        office.do(Mend("email", donor.id, finding.value, "zoe@exemple.fr"))


def test_sure_proposals_are_taken_together_and_taken_back(office: Office) -> None:
    donors = [new_donor(office, f"Essai{n}", first_name="ZOÉ", email="") for n in range(3)]
    found = looked(office, "first_name")
    changes = tuple(Change(one.one.id, one.value, one.proposal) for one in found)
    office.do(EditDonor(replace(shown(office, donors[0]), first_name="Zoëlle")))
    written = office.do(MendAll("first_name", changes))
    assert [shown(office, one).first_name for one in donors] == ["Zoëlle", "Zoé", "Zoé"]
    assert len(written) == 2
    office.do(EditDonor(replace(shown(office, donors[1]), first_name="Zoélie")))
    office.do(MendAll("first_name", tuple(one.undone() for one in written)))
    assert [shown(office, one).first_name for one in donors] == ["Zoëlle", "Zoélie", "ZOÉ"]


def test_what_is_right_is_not_told_again_until_it_changes(office: Office) -> None:
    donor = new_donor(office, "Essai", phone="4 rue")
    (finding,) = looked(office, "phone")
    made = office.do(MakeException("phone", donor.id, finding.about, "C'est un standard"))
    assert office.do(MakeException("phone", donor.id, finding.about)) == made
    assert looked(office, "phone") == []
    (line,) = office.ask(ListExceptions())
    assert (line.exception.why, line.exception.on_day, line.name) == (
        *("C'est un standard", TODAY),
        "ESSAI Zoé",
    )
    office.do(EditDonor(replace(shown(office, donor), phone="5 rue")))
    assert len(looked(office, "phone")) == 1
    office.do(EndException(made.id))
    assert office.ask(ListExceptions()) == []


def test_exceptions_follow_a_merge_and_its_undoing(office: Office) -> None:
    kept, gone = (new_donor(office, "Essai", civility="", email="") for _ in range(2))
    for one in (kept, gone):
        office.do(MakeException("civility", one.id, "Zoé"))
    pair = office.ask(ShowPair(kept.id, gone.id))
    merge = office.do(MergeDonors(pair.kept, pair.gone))
    assert [one.exception.donor_id for one in office.ask(ListExceptions())] == [kept.id]
    office.do(UnmergeDonors(merge.id))
    assert {one.exception.donor_id for one in office.ask(ListExceptions())} == {kept.id, gone.id}


class _Stopped(Progress):
    def step(self, done: int, total: int, what: str = "") -> None:
        raise Cancelled(f"{done}/{total} {what}")


def test_a_look_can_be_stopped(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quality, "_STEP", 1)
    new_donor(office, "Essai")
    with pytest.raises(Cancelled):
        office.ask(LookOver(), _Stopped())


def test_an_unknown_check_is_told(office: Office) -> None:
    with pytest.raises(Refused) as refusal:
        office.ask(LookOver(("weather",)))
    assert refusal.value.code == "quality.unknown"
