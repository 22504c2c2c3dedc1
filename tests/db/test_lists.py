# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What SQL answers is what the conditions say, on random small files and on both databases."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.addresses import Address
from app.domain.donors import (
    Contact,
    ContactKind,
    Donor,
    DonorKind,
    ReceiptWish,
    Tag,
)
from app.domain.gifts import GiftState
from app.domain.lists import (
    Condition,
    Gave,
    Has,
    In,
    LastGift,
    ListColumn,
    Measure,
    OfKind,
    Period,
    Place,
    Tagged,
    Trait,
    Wishes,
)
from app.kernel.text import fold
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.donors import AddDetail, CreateDonor, DonorIds, DonorSheet, ShowDonor
from app.usecases.gifts import AddGift, CorrectGift, GiftDraft
from app.usecases.lists import ListRows, ListSum, cell
from app.usecases.office import Office

_CITIES = ("Rennes", "RENNES", "Évreux", "Saint-Malo", "Saint Malo", "Saint-Brieuc", "")
_CODES = ("35000", "35400", "27000", "22000", "")
_TAGS = ("Bénévole", "benevole", "Fête d'été", "Grand donateur")
_FIRST = date(2023, 1, 1)
_DAYS = st.integers(0, 1099).map(lambda n: _FIRST + timedelta(n))
_YEARS = st.integers(2023, 2025)
_PERIODS = st.one_of(
    st.just(Period()),
    st.builds(lambda y: Period(date(y, 1, 1), date(y, 12, 31)), _YEARS),
    st.builds(lambda y: Period(None, date(y, 12, 31)), _YEARS),
    st.builds(lambda one, two: Period(min(one, two), max(one, two)), _DAYS, _DAYS),
    st.builds(Period, _DAYS),
)
_CONDITIONS: st.SearchStrategy[Condition] = st.one_of(
    st.builds(OfKind, st.sampled_from(DonorKind)),
    st.builds(In, st.just(Place.CITY), st.sampled_from(("rennes", "evreux", "St*", "saint*", "x"))),
    st.builds(In, st.just(Place.POSTAL_CODE), st.sampled_from(("35*", "35000", "2*"))),
    st.builds(Has, st.sampled_from(Trait), st.booleans()),
    st.builds(Tagged, st.sampled_from(("BENEVOLE", "fete d ete", "rien")), st.booleans()),
    st.builds(Wishes, st.sampled_from(ReceiptWish)),
    st.builds(LastGift, _DAYS, st.booleans()),
    st.builds(Gave, st.just(Measure.TOTAL), st.integers(1, 9_000), st.booleans(), _PERIODS),
    st.builds(Gave, st.just(Measure.GIFTS), st.integers(1, 4), st.booleans(), _PERIODS),
)


def holds(condition: Condition, sheet: DonorSheet) -> bool:
    """Tell from a whole sheet whether a donor answers: the meaning of a condition, in plain."""
    donor, details = sheet.donor, sheet.details
    match condition:
        case OfKind(kind):
            answer = donor.kind is kind
        case Wishes(wish):
            answer = donor.receipt_wish is wish
        case In(place):
            answer = condition.takes(getattr(donor.address, place.value))
        case Tagged(name, on):
            answer = (fold(name) in {tag.folded for tag in details.tags}) is on
        case Has(trait, on):
            answer = _traits(sheet)[trait] is on
        case LastGift(day, before):
            standing = [one for one in sheet.gifts if not one.reverses_id and not one.reversed_by]
            days = [one.received_on for one in standing if one.state is GiftState.POSTED]
            answer = bool(days) and (max(days) < day) is before
        case Gave(measure, least, below):
            answer = (sum(_measured(condition, sheet, measure)) < least) is below
    return answer


def _traits(sheet: DonorSheet) -> dict[Trait, bool]:
    donor = sheet.donor
    ways = {one.kind for one in sheet.details.contacts}
    return {
        Trait.EMAIL: bool(donor.email) or ContactKind.EMAIL in ways,
        Trait.PHONE: bool(donor.phone) or ContactKind.PHONE in ways,
        Trait.ADDRESS: donor.address.is_complete,
        Trait.RETURNED: donor.returned_on is not None,
        Trait.DECEASED: donor.deceased_on is not None,
        Trait.ARCHIVED: donor.archived_on is not None,
    }


def _measured(condition: Gave, sheet: DonorSheet, measure: Measure) -> Iterator[int]:
    first = condition.period.first or date.min
    last = condition.period.last or date.max
    for one in sheet.gifts:
        if one.state is GiftState.POSTED and first <= one.received_on <= last:
            sign = -1 if one.reverses_id else 1
            yield one.cents if measure is Measure.TOTAL else sign


def _fill(office: Office, seed: int) -> None:
    draw = random.Random(seed)
    batch, lines = office.do(OpenBatch()), []
    for place in range(24):
        organisation = place % 6 == 0
        street = draw.choice(("1 rue du Pré", "", " "))
        someday = _FIRST + timedelta(draw.randrange(900))
        made = office.do(
            CreateDonor(
                Donor(
                    kind=DonorKind.ORGANISATION if organisation else DonorKind.PERSON,
                    last_name="" if organisation else draw.choice(("Éluard", "Zola", "eden")),
                    organisation_name="Comité" if organisation else "",
                    address=Address(
                        street=street,
                        postal_code=draw.choice(_CODES),
                        city=draw.choice(_CITIES),
                        country=draw.choice(("FR", "FR", "BE")),
                    ),
                    phone=draw.choice(("", "0612345678")),
                    email=draw.choice(("", "a@exemple.invalid")),
                    receipt_wish=draw.choice(list(ReceiptWish)),
                    returned_on=draw.choice((None, None, someday)),
                    deceased_on=draw.choice((None, None, someday)),
                    archived_on=draw.choice((None, None, someday)),
                    correspondent=draw.choice(("", "Élise", "Zoé", "alain")),
                )
            )
        )
        for _one in range(draw.randrange(3)):
            day = _FIRST + timedelta(draw.randrange(1095))
            draft = GiftDraft(donor_id=made.id, cents=draw.randrange(1, 5_000), received_on=day)
            lines.append(office.do(AddGift(batch.id, draft)).id)
        if draw.random() < 0.4:
            office.do(AddDetail(Tag(donor_id=made.id, name=draw.choice(_TAGS))))
        if draw.random() < 0.2:
            way = Contact(donor_id=made.id, kind=ContactKind.EMAIL, value="b@exemple.invalid")
            office.do(AddDetail(way))
    office.do(PostBatch(batch.id, difference_reason="essai"))
    for line in lines[::5]:
        office.do(CorrectGift(gift_id=line, reason="essai", cents=7_000))


def test_sql_answers_what_the_conditions_say(any_office: Office) -> None:
    _fill(any_office, 7)
    sheets = [any_office.ask(ShowDonor(one)) for one in any_office.ask(DonorIds())]

    @settings(max_examples=100)
    @given(st.lists(_CONDITIONS, min_size=1, max_size=3).map(tuple))
    def answers_the_same(conditions: tuple[Condition, ...]) -> None:
        wanted = {s.donor.id for s in sheets if all(holds(one, s) for one in conditions)}
        assert set(any_office.ask(DonorIds(conditions=conditions))) == wanted

    answers_the_same()


def test_any_column_orders_the_list_the_same_on_both_databases(any_office: Office) -> None:
    _fill(any_office, 8)
    every = any_office.ask(DonorIds())
    for order in ListColumn:
        for descending in (False, True):
            ids = any_office.ask(DonorIds(order, descending=descending))
            assert sorted(ids) == sorted(every)
            rows = any_office.ask(ListRows(tuple(ids)))
            filled = [cell(order, row) not in {None, ""} for row in rows]
            if order not in {ListColumn.NAME, ListColumn.NUMBER, ListColumn.PLACE}:
                assert filled == sorted(filled, reverse=True)
    named = any_office.ask(ListRows(tuple(any_office.ask(DonorIds(ListColumn.CORRESPONDENT)))))
    told = [row.donor.correspondent for row in named if row.donor.correspondent]
    assert told == sorted(told, key=fold)
    assert set(told) == {"Élise", "Zoé", "alain"}


def test_a_list_comes_to_what_its_donors_gave(any_office: Office) -> None:
    _fill(any_office, 9)
    ids = tuple(any_office.ask(DonorIds()))
    rows = any_office.ask(ListRows(ids))
    assert any_office.ask(ListSum(ids)) == sum(row.line.cents for row in rows) > 0
    assert any_office.ask(ListSum(())) == 0
