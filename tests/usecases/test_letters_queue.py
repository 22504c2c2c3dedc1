# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom to thank: filled by posting, each gift thanked for exactly once, taken back whole."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.donors import Donor
from app.domain.gifts import GiftDetails
from app.domain.letters.conditions import Condition
from app.domain.letters.queue import LeftOut
from app.domain.letters.shipped import shipped_templates
from app.domain.letters.values import LetterKind, LetterTemplate, Rule, Way
from app.kernel.errors import Conflict, Refused
from app.usecases.batches import PostBatch
from app.usecases.donors import ArchiveDonor, EditDonor
from app.usecases.donors.timeline import ShowTimeline
from app.usecases.dossier import Examine
from app.usecases.duplicates import MergeDonors
from app.usecases.gifts import CorrectGift, EditGift, ReturnCheque
from app.usecases.letters.planning import Mailing
from app.usecases.letters.preview import PreviewLetters
from app.usecases.letters.queue import MarkThanked, Queue, TakeBackThanks, ThankQueue
from app.usecases.letters.runs import MakeLetters, TakeBackLetters
from app.usecases.letters.templates import (
    LetterTemplates,
    RemoveTemplate,
    SaveLetterOffice,
    SaveTemplate,
    ShowLetterOffice,
    ShowTemplate,
)
from app.usecases.office import Office
from tests.support.giving import give, new_donor

DAY = date(2026, 1, 2)


def queue(office: Office) -> Queue:
    return office.ask(ThankQueue())


def test_ask_76_posting_fills_the_queue_and_each_donor_gets_one_letter(any_office: Office) -> None:
    office = any_office
    ada, bob = new_donor(office, "Ada"), new_donor(office, "Bob", email="b@exemple.fr")
    give(office, (ada, 5_000), (bob, 20_000), (ada, 1_000), day=DAY)
    give(office, (ada, 700), day=date(2026, 1, 5), post=False)
    give(office, (ada, 900), day=date(2025, 11, 1))
    told = queue(office)
    lines = {line.to.donor.last_name: line for line in told.lines}
    assert [(one.due.payments, one.due.cents, one.days) for one in lines.values()] == [
        (2, 6_000, 4),
        (1, 20_000, 4),
    ]
    assert (told.count(Way.PAPER), told.within_days, told.left_out) == (2, 8, {})
    assert lines["Ada"].template is not None
    assert (lines["Ada"].template.code, lines["Ada"].why) == ("thanks", "rule 3: every other gift")
    assert lines["Bob"].why == "rule 1: from €150.00"


def test_whoever_was_thanked_otherwise_leaves_and_may_come_back(any_office: Office) -> None:
    office = any_office
    ada = new_donor(office, "Ada")
    give(office, (ada, 5_000), day=DAY)
    (letter,) = office.do(MarkThanked((ada.id,), "par téléphone"))
    assert (letter.cents, letter.way) == (5_000, Way.OTHER)
    assert not queue(office).lines
    with pytest.raises(Refused, match="None of these"):
        office.do(MarkThanked((ada.id,)))
    told = {moment.what: moment.text for moment in office.ask(ShowTimeline(ada.id))}
    assert told["Thank-you"] == "par téléphone, otherwise, €50.00"
    give(office, (ada, 300), day=DAY)
    assert not queue(office).lines[0].due.first
    office.do(TakeBackThanks((letter.id,)))
    assert queue(office).lines[0].due.cents == 5_300
    assert not office.ask(Examine()).problems


def test_a_reversed_gift_leaves_and_its_correction_is_not_thanked_for_again(
    any_office: Office,
) -> None:
    office = any_office
    ada, bob = new_donor(office, "Ada"), new_donor(office, "Bob")
    first, second, third = give(office, (ada, 5_000), (ada, 900), (ada, 100), day=DAY)
    office.do(ReturnCheque(first.id, "sans provision"))
    assert queue(office).lines[0].due.cents == 1_000
    office.do(MarkThanked((ada.id,)))
    office.do(CorrectGift(gift_id=second.id, reason="misread", cents=950))
    assert not queue(office).lines
    office.do(CorrectGift(gift_id=third.id, reason="not hers", donor_id=bob.id))
    assert [line.to.donor.last_name for line in queue(office).lines] == ["Bob"]


def test_the_moral_credit_is_thanked_and_nobody_is_nobody(office: Office) -> None:
    ada, bob = new_donor(office, "Ada"), new_donor(office, "Bob")
    (gift,) = give(office, (ada, 5_000), day=DAY, post=False)
    office.do(EditGift(replace(gift, details=GiftDetails(thanked_id=bob.id))))
    office.do(PostBatch(gift.batch_id, difference_reason="no control"))
    give(office, (None, 700), day=DAY)
    told = queue(office)
    assert [line.to.donor.last_name for line in told.lines] == ["Bob"]
    assert (told.anonymous, told.unknown) == (0, 1)


def test_who_cannot_be_written_to_is_told_with_the_reason(office: Office) -> None:
    ada, bob = new_donor(office, "Ada"), new_donor(office, "Bob")
    give(office, (ada, 5_000), (bob, 700), day=DAY)
    office.do(ArchiveDonor(ada.id))
    office.do(EditDonor(replace(bob, address=replace(bob.address, city=""))))
    told = queue(office)
    assert told.left_out == {LeftOut.ARCHIVED: 1, LeftOut.ADDRESS: 1}


def test_letters_follow_donors_that_are_one(office: Office) -> None:
    ada, bob = new_donor(office, "Ada"), new_donor(office, "Bob")
    give(office, (ada, 5_000), (bob, 700), day=DAY)
    office.do(MarkThanked((bob.id,)))
    office.do(MergeDonors(ada, bob))
    assert [line.due.cents for line in queue(office).lines] == [5_000]
    assert any(one.what == "Thank-you" for one in office.ask(ShowTimeline(ada.id)))


Act = tuple[str, int, int]
acts = st.lists(
    st.tuples(
        st.sampled_from(["give", "give", "thank", "write", "undo", "return"]),
        st.integers(0, 2),
        st.integers(1, 9),
    ),
    max_size=9,
)


class Ledger:
    """What is owed thanks, reckoned beside the program."""

    def __init__(self, office: Office) -> None:
        """Put three donors on file."""
        self.office = office
        self.donors = [new_donor(office, f"Essai {place}") for place in range(3)]
        self.owed: dict[int, dict[int, int]] = {donor.id: {} for donor in self.donors}
        self.thanked: list[tuple[Donor, TakeBackThanks | TakeBackLetters, dict[int, int]]] = []
        self.standing: list[tuple[Donor, int]] = []

    def act(self, act: str, donor: Donor, amount: int) -> None:
        """Do one thing, when it can be done."""
        owed = self.owed[donor.id]
        if act == "give":
            (gift,) = give(self.office, (donor, amount), day=DAY)
            owed[gift.id] = amount
            self.standing.append((donor, gift.id))
        elif act in {"thank", "write"} and owed:
            self.thanked.append((donor, self._thank(act, donor), dict(owed)))
            owed.clear()
        elif act == "undo" and self.thanked:
            whose, back, gifts = self.thanked.pop()
            self.office.do(back)
            self.owed[whose.id].update(gifts)
        elif act == "return" and self.standing:
            whose, gift_id = self.standing.pop()
            self.office.do(ReturnCheque(gift_id, "impayé"))
            for gifts in (self.owed[whose.id], *(one[2] for one in self.thanked)):
                gifts.pop(gift_id, None)

    def _thank(self, act: str, donor: Donor) -> TakeBackThanks | TakeBackLetters:
        """Thank by telephone, or by a letter; return how that is taken back."""
        owed = sum(self.owed[donor.id].values())
        if act == "thank":
            (letter,) = self.office.do(MarkThanked((donor.id,)))
            assert letter.cents == owed
            return TakeBackThanks((letter.id,))
        mailing = Mailing(donor_ids=(donor.id,))
        assert self.office.ask(PreviewLetters(mailing)).cents == owed
        report = self.office.do(MakeLetters(mailing, 1))
        return TakeBackLetters(report.run.id)


@settings(max_examples=15)
@given(acts)
def test_each_gift_is_thanked_for_exactly_once(office: Office, told: list[Act]) -> None:
    ledger = Ledger(office)
    for act, place, amount in told:
        ledger.act(act, ledger.donors[place], amount)
    ids = tuple(donor.id for donor in ledger.donors)
    waiting = {line.due.donor_id: line.due for line in office.ask(ThankQueue(ids)).lines}
    for donor_id, owed in ledger.owed.items():
        due = waiting.get(donor_id)
        kept = {one.id: one.cents for one in due.gifts} if due else {}
        assert kept == owed


def test_a_template_is_changed_kept_and_given_back(office: Office) -> None:
    usual = office.ask(ShowTemplate("thanks"))
    mine = office.do(SaveTemplate(replace(usual, name=" Merci à vous ")))
    assert (mine.id, mine.name, mine.shipped) == (mine.id, "Merci à vous", False)
    assert len(office.ask(LetterTemplates())) == len(shipped_templates())
    office.do(SaveTemplate(replace(mine, coupon=True)))
    with pytest.raises(Conflict):
        office.do(SaveTemplate(replace(mine, coupon=False, name="Autre")))
    office.do(RemoveTemplate(office.ask(ShowTemplate("thanks"))))
    assert office.ask(ShowTemplate("thanks")) == usual
    with pytest.raises(Refused, match="as the program brings it"):
        office.do(RemoveTemplate(usual))


def test_a_new_template_gets_a_code_and_a_rule_may_choose_it(office: Office) -> None:
    text = office.ask(ShowTemplate("welcome")).french
    new = LetterTemplate(code="", kind=LetterKind.THANKS, name="Merci l’été", french=text)
    codes = [office.do(SaveTemplate(new)).code for _again in range(2)]
    assert codes == ["merci-l-ete", "merci-l-ete-2"]
    told = office.ask(ShowLetterOffice())
    assert told.usual
    rules = (Rule(codes[0], Condition(below_cents=1_000)), *told.rules)
    office.do(SaveLetterOffice(replace(told.settings, within_days=3), rules))
    ada = new_donor(office, "Ada")
    give(office, (ada, 900), day=DAY)
    (line,) = queue(office).lines
    assert line.template is not None
    assert (line.template.code, line.late, line.why) == (codes[0], True, "rule 1: below €10.00")
    kept = office.ask(ShowTemplate(codes[0]))
    with pytest.raises(Refused, match="A rule chooses"):
        office.do(RemoveTemplate(kept))
    office.do(SaveLetterOffice(office.ask(ShowLetterOffice()).settings, None))
    assert queue(office).lines[0].why == "rule 2: first gift"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "Type a name"),
        ({"french": "", "english": ""}, "says nothing"),
        ({"french": "<b>"}, "cannot be read"),
        ({"kind": LetterKind.FREE}, "does not know “Total of the gifts”"),
    ],
)
def test_templates_that_cannot_be(
    office: Office, changes: dict[str, object], sentence: str
) -> None:
    usual = office.ask(ShowTemplate("thanks"))
    with pytest.raises(Refused, match=sentence):
        office.do(SaveTemplate(replace(usual, **changes)))  # type: ignore[arg-type]


def test_rules_choose_among_thank_you_letters(office: Office) -> None:
    settings_ = office.ask(ShowLetterOffice()).settings
    with pytest.raises(Refused, match="no thank-you"):
        office.do(SaveLetterOffice(settings_, (Rule("renewal"),)))
    with pytest.raises(Refused, match="no template “absent”"):
        office.do(SaveLetterOffice(settings_, (Rule("absent"),)))
