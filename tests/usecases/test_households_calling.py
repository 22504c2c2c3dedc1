# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How mail addresses a household: proposed, typed, forgotten with whoever is erased."""

from dataclasses import replace

import pytest

from app.domain.donors import Donor
from app.domain.households import Called, proposed_call
from app.kernel.errors import Conflict, Refused
from app.usecases.donors import EditDonor, ShowDonor
from app.usecases.households import (
    CallHousehold,
    ShowHouseholds,
    ShowHouseholdWords,
)
from app.usecases.letters.covers import CoveredReceipts
from app.usecases.letters.planning import Mailing
from app.usecases.letters.preview import PreviewLetters
from app.usecases.letters.runs import MakeLetters
from app.usecases.office import Office
from app.usecases.privacy import ErasePerson
from app.usecases.receipts import (
    ReceiptRegister,
)
from tests.support.giving import give
from tests.support.pdf import text_of
from tests.usecases.test_households import MARCH, couple, issue


def test_a_couple_is_called_as_its_members_propose_or_as_typed(any_office: Office) -> None:
    office = any_office
    jean, lise = couple(office)

    def told() -> Called | None:
        words = office.ask(ShowHouseholdWords(lise.id))
        return None if words is None else words.called

    both = Called("M. Jean JOLY et Mme Lise DURAND", "Madame, Monsieur")
    assert told() == both
    written = office.do(CallHousehold(jean.id, 1, "  Famille  Joly", both.greeting))
    assert (written.name, written.greeting) == ("Famille Joly", "")
    assert told() == Called("Famille Joly", both.greeting)
    with pytest.raises(Conflict):
        office.do(CallHousehold(lise.id, 1, "Durand", ""))
    donor = office.ask(ShowDonor(jean.id)).donor
    office.do(EditDonor(replace(donor, deceased_on=MARCH)))
    assert told() is None
    with pytest.raises(Refused, match="from two partners on"):
        office.do(CallHousehold(lise.id, written.version, "Durand", ""))


@pytest.mark.parametrize(
    ("titles", "names", "expected"),
    [
        (("M.", "Mme"), ("Joly", "Joly"), ("M. et Mme JOLY", "Madame, Monsieur")),
        (("M.", "M."), ("Joly", "Joly"), ("M. A JOLY et M. B JOLY", "Messieurs")),
        (("Mme", "Mme"), ("Joly", "Dol"), ("Mme A JOLY et Mme B DOL", "Mesdames")),
        (("", "Mme"), ("Joly", "Joly"), ("A JOLY et Mme B JOLY", "Madame, Monsieur")),
    ],
)
def test_titles_and_family_names_give_the_name_of_a_couple(
    titles: tuple[str, str], names: tuple[str, str], expected: tuple[str, str]
) -> None:
    people = [
        Donor(civility=title, last_name=name, first_name=first)
        for title, name, first in zip(titles, names, "AB", strict=True)
    ]
    assert proposed_call(people) == Called(*expected)


def test_the_cover_of_a_common_receipt_is_for_both(office: Office) -> None:
    jean, _lise = couple(office)
    give(office, (jean, 100))
    issue(office)
    (line,) = office.ask(ReceiptRegister(2025))
    office.do(CallHousehold(jean.id, 1, "Famille Joly", "Chers amis"))
    mailing = Mailing(template="cover", receipts=(line.number,))
    plan = office.ask(PreviewLetters(mailing))
    run = office.do(MakeLetters(mailing, plan.count)).run
    told = text_of(office.ask(CoveredReceipts(run.id, (line.number,))))
    assert "FAMILLE JOLY" in told
    assert "Chers amis" in told


def test_erasing_a_member_forgets_how_the_household_was_called(any_office: Office) -> None:
    jean, lise = couple(any_office)
    any_office.do(CallHousehold(jean.id, 1, "Famille Joly", "Cher Jean, chère Lise"))
    any_office.do(ErasePerson(jean.id, jean.number_text))
    (own,) = any_office.ask(ShowHouseholds(lise.id))
    with any_office._store.read() as uow:
        kept = uow.households.household(own.member.household_id)
    assert (kept.name, kept.greeting) == ("", "")
