# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters: what is kept of a template, which rule chooses, who is written to and how."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.addresses import Address
from app.domain.consents import Channel, Consent, Purpose
from app.domain.donors import Donor, DonorKind, ReceiptChannel
from app.domain.gifts import Means
from app.domain.letters.body import (
    SIZES,
    Block,
    Bullet,
    Emblem,
    GiftsBlock,
    PictureBlock,
    Span,
    TextBlock,
    fields_in,
    read_body,
    write_body,
)
from app.domain.letters.conditions import ALWAYS, Condition, Facts, Names
from app.domain.letters.fields import Field, field_words, fields_of
from app.domain.letters.queue import (
    DueGift,
    LeftOut,
    Recipient,
    by_donor,
    in_order,
    left_out_words,
    recipient_of,
)
from app.domain.letters.sheet import merged
from app.domain.letters.shipped import shipped_rules, shipped_templates
from app.domain.letters.values import (
    LetterKind,
    LetterSettings,
    Rule,
    SheetOrder,
    Way,
    check_settings,
    choose,
    read_rules,
    write_rules,
)
from app.domain.paper import Align
from app.kernel.errors import Refused
from app.kernel.i18n import use_language

HOME = Address(street="12 rue du Pré", postal_code="35000", city="Rennes")
DONOR = Donor(id=7, last_name="Essai", address=HOME)

cents = st.none() | st.integers(0, 10**9)
conditions = st.builds(
    Condition,
    from_cents=cents,
    below_cents=cents,
    first=st.none() | st.booleans(),
    fund_id=st.none() | st.integers(1, 9),
    appeal_id=st.none() | st.integers(1, 9),
    means=st.none() | st.sampled_from(Means),
    kind=st.none() | st.sampled_from(DonorKind),
)
letters = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=20)
spans = st.builds(Span, text=letters, bold=st.booleans(), italic=st.booleans()) | st.builds(
    Span, field=st.sampled_from(Field), bold=st.booleans()
)
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(GiftsBlock, conditions),
    st.builds(
        PictureBlock,
        st.sampled_from(Emblem),
        st.sampled_from(Align),
        st.integers(10, 170),
        conditions,
    ),
    st.builds(
        TextBlock,
        st.lists(spans, max_size=4).map(tuple),
        st.sampled_from(Align),
        st.sampled_from(SIZES),
        st.sampled_from(Bullet),
        conditions,
    ),
)


@given(st.lists(blocks, max_size=5).map(tuple))
def test_a_body_is_read_as_it_was_written(body: tuple[Block, ...]) -> None:
    kept = read_body(write_body(body))
    assert write_body(kept) == write_body(body)
    assert fields_in(kept) == fields_in(body)


@pytest.mark.parametrize(
    "text",
    [
        "<p>HTML</p>",
        "[]",
        '{"version": 2, "blocks": []}',
        '{"version": 1, "blocks": [{"spans": [{"field": "password"}]}]}',
        '{"version": 1, "blocks": [{"spans": [{"text": 3}]}]}',
        '{"version": 1, "blocks": [{"spans": [], "size": 400}]}',
        '{"version": 1, "blocks": [{"picture": "/etc/passwd", "align": "left", "width": 40}]}',
        '{"version": 1, "blocks": [{"picture": "logo", "align": "left", "width": 4000}]}',
        '{"version": 1, "blocks": [{"gifts": true, "when": {"eval": "1"}}]}',
        '{"version": 1, "blocks": [{"gifts": true, "when": {"from": -1}}]}',
        '{"version": 1, "blocks": [{"gifts": true, "when": {"first": 1}}]}',
    ],
)
def test_what_is_no_body_of_ours_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read_body(text)


def test_a_book_is_no_letter() -> None:
    with pytest.raises(Refused, match="shorten"):
        read_body(write_body((TextBlock((Span("a" * 20_001),)),)))


def test_signs_no_printer_knows_are_left_out() -> None:
    told = json.dumps({"version": 1, "blocks": [{"spans": [{"text": "a\u2028\x00b\u202fc"}]}]})
    (block,) = read_body(told)
    assert isinstance(block, TextBlock)
    assert block.spans[0].text == "ab\u202fc"


@given(st.lists(st.builds(Rule, st.just("thanks"), conditions), max_size=4))
def test_rules_are_read_as_they_were_written(rules: list[Rule]) -> None:
    assert read_rules(write_rules(rules)) == tuple(rules)


def test_rules_that_are_none_are_refused() -> None:
    for text in ("x", '[{"from": 3}]', '[{"template": "a", "from": "b"}]', "[3]"):
        with pytest.raises(Refused, match="make them again"):
            read_rules(text)


def test_the_first_rule_that_answers_chooses() -> None:
    rules = shipped_rules()

    def chosen(facts: Facts) -> str:
        rule = choose(rules, facts)
        assert rule is not None
        return rule.template

    assert chosen(Facts(cents=15_000, first=True)) == "thanks-large"
    assert chosen(Facts(cents=14_999, first=True)) == "welcome"
    assert chosen(Facts(cents=14_999)) == "thanks"
    assert choose((), Facts()) is None


def test_a_condition_holds_when_all_of_it_does() -> None:
    facts = Facts(500, funds=frozenset({1, 2}), appeals=frozenset({3}), means=frozenset(Means))
    holding = Condition(500, 501, first=False, fund_id=2, appeal_id=3, means=Means.CASH,
                        kind=DonorKind.PERSON)  # fmt: skip
    assert holding.holds(facts)
    for broken in (
        replace(holding, from_cents=501),
        replace(holding, below_cents=500),
        replace(holding, first=True),
        replace(holding, fund_id=3),
        replace(holding, appeal_id=1),
        replace(holding, kind=DonorKind.ORGANISATION),
    ):
        assert not broken.holds(facts)
    names = Names({2: "Toiture"}, {})
    assert holding.words(names) == (
        "from €5.00, below €5.01, gave before, fund Toiture, appeal removed, cash, person"
    )
    assert ALWAYS.words(names) == ""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_shipped_letters_use_only_what_their_kind_knows(language: str) -> None:
    with use_language(language):
        for template in shipped_templates():
            for text in (template.french, template.english):
                assert fields_in(read_body(text)) <= set(fields_of(template.kind))
            assert template.name
    assert {one.kind for one in shipped_templates()} == set(LetterKind)
    assert field_words().keys() == set(Field)


def said(purpose: Purpose, channel: Channel) -> list[Consent]:
    return [Consent(donor_id=7, purpose=purpose, channel=channel, on_day=date(2026, 1, 1))]


def test_a_letter_goes_as_wished_else_the_other_way_else_not() -> None:
    thanks, with_mail = LetterKind.THANKS, replace(DONOR, email="zoe@exemple.fr")
    assert recipient_of(thanks, DONOR, HOME, ()).way is Way.PAPER
    assert recipient_of(thanks, with_mail, HOME, ()).way is Way.PAPER
    wished = replace(with_mail, receipt_channel=ReceiptChannel.EMAIL)
    assert recipient_of(thanks, wished, HOME, ()).way is Way.EMAIL
    came_back = replace(DONOR, returned_on=date(2026, 1, 1))
    assert recipient_of(thanks, came_back, HOME, ()).why_not is LeftOut.RETURNED
    assert recipient_of(thanks, came_back, replace(HOME, city="Vitré"), ()).way is Way.PAPER
    both = replace(came_back, email="zoe@exemple.fr")
    assert recipient_of(thanks, both, HOME, ()).way is Way.EMAIL
    assert recipient_of(thanks, DONOR, Address(), ()).why_not is LeftOut.ADDRESS
    for field, why in (("deceased_on", LeftOut.DECEASED), ("archived_on", LeftOut.ARCHIVED)):
        gone = replace(DONOR, **{field: date(2026, 1, 1)})  # type: ignore[arg-type]
        assert recipient_of(thanks, gone, HOME, ()).why_not is why
    assert left_out_words().keys() == set(LeftOut)


def test_oppositions_stop_what_asks_and_never_what_is_owed() -> None:
    appeals, everything = said(Purpose.APPEALS, Channel.ALL), said(Purpose.ALL, Channel.POST)
    for kind, by_appeals, by_everything in (
        (LetterKind.THANKS, None, LeftOut.OPPOSED),
        (LetterKind.RENEWAL, LeftOut.OPPOSED, LeftOut.OPPOSED),
        (LetterKind.FREE, LeftOut.OPPOSED, LeftOut.OPPOSED),
        (LetterKind.COVER, None, None),
        (LetterKind.UNPAID, None, None),
        (LetterKind.ADDRESS, None, None),
    ):
        assert recipient_of(kind, DONOR, HOME, appeals).why_not is by_appeals
        assert recipient_of(kind, DONOR, HOME, everything).why_not is by_everything


def gift(number: int, donor_id: int, day: int = 1, payment: int = 0) -> DueGift:
    return DueGift(number, donor_id, 100 * number, date(2026, 1, day), 1, None, Means.CHEQUE, 1,
                   number, payment or number)  # fmt: skip


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 28)), max_size=12))
def test_each_gift_is_in_the_letter_of_its_donor_and_only_there(
    told: list[tuple[int, int]],
) -> None:
    gifts = [gift(number, donor, day) for number, (donor, day) in enumerate(told, 1)]
    due = by_donor(gifts, frozenset({2}))
    assert sorted(one.id for letter in due for one in letter.gifts) == [one.id for one in gifts]
    assert len({letter.donor_id for letter in due}) == len(due)
    assert sum(letter.cents for letter in due) == sum(one.cents for one in gifts)
    assert [letter.since for letter in due] == sorted(letter.since for letter in due)
    assert {letter.donor_id for letter in due if not letter.first} <= {2}


def test_parts_of_a_split_payment_are_one_payment() -> None:
    (letter,) = by_donor([gift(1, 7), gift(2, 7, payment=1), gift(3, 7)], frozenset())
    assert (letter.payments, letter.cents, letter.days(date(2026, 1, 9))) == (2, 600, 8)


def test_sheets_are_in_the_order_of_their_envelopes() -> None:
    def to(donor_id: int, name: str, code: str, country: str = "FR") -> Recipient:
        address = Address(street="1 rue", postal_code=code, city="X", country=country)
        return Recipient(Donor(id=donor_id, last_name=name), address, Way.PAPER)

    letters = [to(1, "Zoé", "35000"), to(2, "Ada", "35000"), to(3, "Bob", "10000", "BE"),
               to(4, "Cyr", "01000")]  # fmt: skip
    piles = {1: (1, 4), 2: (1, 2), 4: (1, 3)}
    for order, ids in (
        (SheetOrder.PLACE, [4, 2, 1, 3]),
        (SheetOrder.PILE, [2, 4, 1, 3]),
        (SheetOrder.NAME, [2, 3, 4, 1]),
    ):
        assert [one.donor.id for one in in_order(letters, order, piles)] == ids


def test_settings_stay_within_reason() -> None:
    assert not check_settings(LetterSettings())
    for wrong in (
        LetterSettings(within_days=0),
        LetterSettings(within_days=91),
        LetterSettings(window_left=1251),
        LetterSettings(window_top=-1),
    ):
        assert check_settings(wrong)


def test_a_sentence_whose_fields_say_nothing_is_left_out() -> None:
    body = (
        TextBlock((Span("Appelez le "), Span(field=Field.ASSOCIATION_PHONE))),
        TextBlock((Span(field=Field.NAME), Span(", "), Span(field=Field.BANK))),
        TextBlock(),
        GiftsBlock(),
        TextBlock((Span("Bienvenue"),), when=Condition(first=True)),
    )
    said = merged(body, Facts(), {Field.NAME: "Zoé"}, 1)
    assert said == (TextBlock((Span("Zoé"), Span(", "))), TextBlock())
    assert merged(body, Facts(first=True), {}, 2)[1:] == (
        GiftsBlock(),
        TextBlock((Span("Bienvenue"),), when=Condition(first=True)),
    )
