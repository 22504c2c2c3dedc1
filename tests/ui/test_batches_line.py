# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line being keyed, key by key, without a window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.batches import BatchKind, GiftBatch
from app.domain.gifts import Gift, Means, Payment
from app.kernel.damm import check_digit
from app.kernel.i18n import use_language
from app.ui.screens.batches.finder import ASKED, Verdict, judge
from app.ui.screens.batches.line import EntryLine, Tone
from app.ui.screens.batches.partial import Field, read_partial
from app.ui.screens.batches.presenter import candidate_texts
from app.ui.screens.batches.scanline import unfinished
from app.usecases.ports.people import DonorLine

TODAY = date(2026, 1, 6)
BATCH = GiftBatch(id=7, year=2026, sequence=14, received_on=TODAY, fund_id=1, appeal_id=3)


def donor(number: int, name: str = "DUPONT Marie", **more: object) -> DonorLine:
    line = DonorLine(
        id=number - 10000, number=number, kind="person", name=name, street="", postal_code="35000",
        city="RENNES", phone="", email="", returned_on=None, deceased_on=None, archived_on=None,
        gifts=0, cents=0, last_on=None, last_cents=0, last_means=None,
    )  # fmt: skip
    return line._replace(**more)  # type: ignore[arg-type]


def keyed(number: int) -> str:
    return f"{number}{check_digit(str(number))}"


MARIE = donor(10428)
HENRI = donor(11650, "DUPOND Henri")


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    """The volunteer reads French."""
    with use_language("fr"):
        yield


@pytest.fixture
def line() -> EntryLine:
    return EntryLine(BATCH, TODAY)


def type_donor(line: EntryLine, text: str, *answers: DonorLine) -> str:
    line.type_donor(text)
    step = line.enter_donor(answers)
    return step.notice.text if step.notice else ""


@pytest.mark.parametrize("text", [keyed(10428), f"10428-{check_digit('10428')}", "10428 9"])
def test_a_number_with_its_key_is_accepted_at_once(line: EntryLine, text: str) -> None:
    assert type_donor(line, text, MARIE) == ""
    assert (line.donor, line.caret) == (MARIE, Field.AMOUNT)


def test_a_number_without_its_key_wants_a_second_enter(line: EntryLine) -> None:
    assert "Numéro sans sa clé" in type_donor(line, "10428", MARIE)
    assert line.donor is None
    line.enter_donor([MARIE])
    assert line.donor == MARIE


def test_the_second_enter_does_not_count_after_another_text(line: EntryLine) -> None:
    type_donor(line, "11650", HENRI)
    assert type_donor(line, "10428", MARIE)
    assert line.donor is None


@given(st.integers(10001, 999_999), st.data())
def test_one_wrong_digit_never_books_another_donor(number: int, data: st.DataObject) -> None:
    typed = keyed(number)
    place = data.draw(st.integers(1, len(typed) - 1))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != typed[place]]))
    slipped = typed[:place] + wrong + typed[place + 1 :]
    judged = judge(slipped, [])
    assert judged.verdict is Verdict.MISCOPIED
    assert judged.donor is None


@given(st.integers(10001, 99_999), st.integers(1, 4))
def test_two_swapped_digits_never_book_another_donor(number: int, place: int) -> None:
    typed = keyed(number)
    swapped = typed[:place] + typed[place + 1] + typed[place] + typed[place + 2 :]
    if swapped != typed:
        assert judge(swapped, [MARIE]).verdict is Verdict.MISCOPIED


def test_a_number_nobody_bears_is_told_apart_from_a_miscopied_one() -> None:
    assert judge(keyed(99999), []).verdict is Verdict.NOBODY


def test_a_telephone_is_no_donor_number() -> None:
    assert judge("0612345678", [MARIE]).verdict is Verdict.ACCEPT
    assert judge("06 12 34", [MARIE, HENRI]).verdict is Verdict.CHOOSE


@pytest.mark.parametrize("text", ["1500", "15.50", "15,50", "35000", "06 12 34", "0012345"])
def test_a_few_digits_want_a_second_enter(line: EntryLine, text: str) -> None:
    """An amount typed in the place of the donor must not book a gift on whoever it fits."""
    assert "Quelques chiffres seulement" in type_donor(line, text, MARIE)
    assert line.donor is None
    line.enter_donor([MARIE])
    assert line.donor == MARIE


def test_enter_never_takes_a_name_that_is_only_near(line: EntryLine) -> None:
    near = MARIE._replace(near=True)
    assert type_donor(line, "dupond", near) == (
        "Personne ne s’écrit «\u00a0dupond\u00a0»\u00a0: 1 donateur y ressemble, choisissez avec ↓."
    )
    line.enter_donor([near])
    assert line.donor is None
    assert candidate_texts(near)[0] == f"≈ {MARIE.name}"
    line.enter_donor([near], near)
    assert line.donor == near


def test_enter_takes_the_only_answer_whoever_is_near(line: EntryLine) -> None:
    assert type_donor(line, "dupo", MARIE, HENRI._replace(near=True)) == ""
    assert line.donor == MARIE


def test_enter_never_chooses_among_several(line: EntryLine) -> None:
    assert type_donor(line, "dupo", MARIE, HENRI) == "2 donateurs\u00a0: choisissez avec ↓."
    line.enter_donor([MARIE, HENRI])
    assert (line.donor, line.caret) == (None, Field.DONOR)
    line.enter_donor([MARIE, HENRI], reached=HENRI)
    assert line.donor == HENRI


def test_the_count_stops_being_exact_beyond_fifty(line: EntryLine) -> None:
    assert "50" in type_donor(line, "d", *(donor(10100 + n) for n in range(ASKED)))


def test_the_dead_want_a_second_enter(line: EntryLine) -> None:
    late = donor(10977, "DUPONT Marcel", deceased_on=date(2023, 5, 1))
    assert "décédé" in type_donor(line, "dupont marcel", late)
    line.enter_donor([late])
    assert line.donor == late


def test_typing_again_lets_go_of_the_donor(line: EntryLine) -> None:
    type_donor(line, "dupo", MARIE)
    line.type_donor("dupon")
    assert line.donor is None


@pytest.mark.parametrize(
    ("text", "cents"),
    [("12.5", 1250), ("12,5", 1250), ("1 234,50", 123450), ("1\u00a0234,50", 123450),
     ("1\u202f234,50", 123450), ("50", 5000), ("50 €", 5000)],
)  # fmt: skip
def test_an_amount_makes_a_line(line: EntryLine, text: str, cents: int) -> None:
    type_donor(line, "dupo", MARIE)
    line.amount_text = text
    step = line.enter_amount()
    assert step.gift == Gift(
        batch_id=7, donor_id=MARIE.id, cents=cents, received_on=TODAY, fund_id=1, appeal_id=3
    )
    assert (step.caret, line.is_empty) == (Field.DONOR, True)


@pytest.mark.parametrize("text", ["abc", "0", "-5", "", "1.234", "12,345"])
def test_what_is_no_amount_is_refused_beside_its_field(line: EntryLine, text: str) -> None:
    type_donor(line, "dupo", MARIE)
    line.amount_text = text
    step = line.enter_amount()
    assert step.gift is None
    assert step.notice is not None
    assert (step.caret, step.notice.field) == (Field.AMOUNT, Field.AMOUNT)
    assert step.notice.tone is Tone.ERROR


def test_an_unusual_amount_is_asked_about_once(line: EntryLine) -> None:
    type_donor(line, "dupo", MARIE)
    line.amount_text = "5000"
    step = line.enter_amount("Vraiment ?")
    assert step.notice is not None
    assert (step.gift, step.notice.text) == (None, "Vraiment ?")
    line.amount_text = "500"
    assert line.enter_amount("Et là ?", unusual="gift.unusual").gift is None
    gift = line.enter_amount("Et là ?", unusual="gift.unusual").gift
    assert gift is not None
    assert gift.unusual == "gift.unusual"


def test_a_line_keyed_again_forgets_what_was_unusual_before(line: EntryLine) -> None:
    type_donor(line, "dupo", MARIE)
    line.amount_text = "5000"
    line.enter_amount("Vraiment ?", unusual="gift.unusual")
    gift = line.enter_amount("Vraiment ?", unusual="gift.unusual").gift
    assert gift is not None
    line.edit(Payment(replace(gift, id=7)), MARIE)
    line.amount_text = "50"
    again = line.enter_amount().gift
    assert again is not None
    assert (again.id, again.unusual) == (7, "")


def test_no_amount_without_a_donor(line: EntryLine) -> None:
    line.amount_text = "50"
    assert line.enter_amount().caret is Field.DONOR


def test_a_demanded_cheque_number_is_walked_through(line: EntryLine) -> None:
    type_donor(line, "dupo", MARIE)
    line.amount_text = "50"
    assert line.enter_amount(demanded=True).caret is Field.CHEQUE
    line.cheque_text = "1234567"
    gift = line.enter_cheque().gift
    assert gift is not None
    assert gift.cheque_number == "1234567"


def test_cash_has_no_cheque_number() -> None:
    line = EntryLine(replace(BATCH, kind=BatchKind.CASH), TODAY)
    type_donor(line, "dupo", MARIE)
    line.amount_text, line.cheque_text = "20", "123"
    gift = line.enter_amount(demanded=True).gift
    assert gift is not None
    assert (gift.means, gift.cheque_number) == (Means.CASH, "")


def test_a_gift_set_aside_keeps_what_was_typed(line: EntryLine) -> None:
    line.type_donor("illisible LBP")
    line.set_aside()
    line.amount_text = "20"
    gift = line.enter_amount().gift
    assert gift is not None
    assert (gift.donor_id, gift.clue) == (None, "illisible LBP")


def test_a_future_day_is_refused_beside_its_field(line: EntryLine) -> None:
    type_donor(line, "dupo", MARIE)
    line.pins = replace(line.pins, received_on=date(2026, 1, 7))
    line.amount_text = "20"
    step = line.enter_amount()
    assert step.notice is not None
    assert (step.gift, step.notice.field) == (None, "received_on")


def test_a_pin_holds_and_a_loose_value_goes_back(line: EntryLine) -> None:
    kept = line.pins.kept - {"fund_id"}
    line.pins = replace(line.pins, fund_id=2, appeal_id=9, cheque_bank="LBP", kept=kept)
    type_donor(line, "dupo", MARIE)
    line.amount_text = "20"
    line.enter_amount()
    assert (line.pins.fund_id, line.pins.appeal_id, line.pins.cheque_bank) == (1, 9, "")


def test_a_saved_line_comes_back_whole_and_leaves_the_pins_alone(line: EntryLine) -> None:
    saved = Gift(
        id=5, version=2, batch_id=7, position=3, donor_id=MARIE.id, cents=5000, received_on=TODAY,
        fund_id=2, cheque_number="12",
    )  # fmt: skip
    line.edit(Payment(saved), MARIE)
    assert (line.amount_text, line.caret) == ("50,00", Field.AMOUNT)
    line.amount_text = "55"
    assert line.enter_amount().gift == replace(saved, cents=5500)
    assert line.pins.fund_id == 1


def test_copying_takes_fund_and_appeal_never_the_amount(line: EntryLine) -> None:
    line.copy_pins(Gift(batch_id=7, cents=900, received_on=TODAY, fund_id=4, appeal_id=None))
    assert (line.pins.fund_id, line.pins.appeal_id, line.amount_text) == (4, None, "")


def test_ask_27_an_amount_kept_stays_and_donors_follow_one_another(line: EntryLine) -> None:
    assert line.keep_amount().tone is Tone.ERROR
    line.amount_text = "20"
    assert "20,00\u00a0€ reste" in line.keep_amount().text
    line.type_donor(keyed(10428))
    line.enter_donor([MARIE])
    first = line.enter_amount()
    assert (first.gift.cents if first.gift else 0, line.amount_text) == (20_00, "20,00")
    assert line.is_empty
    assert unfinished(line, cheque=False) is None
    line.accept(HENRI)
    assert not line.is_empty
    line.amount_text = "35"
    assert line.amount_typed == "35"
    other = line.enter_amount()
    assert (other.gift.cents if other.gift else 0, line.amount_text) == (35_00, "20,00")
    line.keep_amount()
    line.start_over()
    assert (line.amount_text, line.pins.amount) == ("", "")


def test_an_amount_kept_survives_the_mending_of_another_line(line: EntryLine) -> None:
    line.amount_text = "20"
    line.keep_amount()
    line.edit(Payment(Gift(batch_id=7, cents=5_00, received_on=TODAY, fund_id=1, id=3)), MARIE)
    assert line.amount_text == "5,00"
    line.start_over()
    assert line.amount_text == "20,00"
    line.accept(MARIE)
    saved = read_partial(line.partial(0))
    assert saved is not None
    assert saved.pins.amount == "20,00"


def test_the_half_typed_line_survives_a_power_cut(line: EntryLine) -> None:
    type_donor(line, "dupo", MARIE)
    line.amount_text = "4"
    saved = read_partial(line.partial(1))
    assert saved is not None
    after = EntryLine(BATCH, TODAY)
    after.restore(saved, None, MARIE)
    assert (after.caret, saved.position, after.amount_text) == (Field.AMOUNT, 1, "4")
    assert (after.donor, after.finder_text, after.pins) == (MARIE, MARIE.name, line.pins)


def test_an_empty_line_leaves_nothing_behind(line: EntryLine) -> None:
    assert line.partial(0) == ""


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"pins": 3}', "null"])
def test_a_partial_of_another_make_is_left_aside(text: str) -> None:
    assert read_partial(text) is None


def test_the_questions_speak_english_too() -> None:
    with use_language("en"):
        assert judge("dupo", [MARIE, HENRI]).message == "2 donors: choose with ↓."
