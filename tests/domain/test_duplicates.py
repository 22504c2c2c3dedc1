# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How alike two donors are, and whom a scan finds: French traps, sets with known answers."""

import csv
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.addresses import Address
from app.domain.donors import Donor
from app.domain.duplicates import Card, Comparison, card_of, compare
from app.domain.duplicates.cards import make_card
from app.domain.duplicates.likeness import Likeness
from app.domain.duplicates.merging import merged, restored
from app.domain.duplicates.scan import scan
from tests.support.tables import others

_HOME = Address(street="12 rue du Pré", postal_code="35000", city="Rennes")


def _compared(one: Donor, other: Donor) -> Comparison:
    return compare(card_of(one), card_of(other))


def _person(last: str, first: str, **others: object) -> Donor:
    return Donor(last_name=last, first_name=first, **{"address": _HOME, **others})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_person("Lefèvre", "Jérôme"), _person("LEFEVRE", "Jerome")),
        (_person("Le Gall", "Anne-Marie"), _person("Legall", "Anne Marie")),
        (_person("Martin", "Paul"), _person("Paul", "Martin")),
        (_person("Dupont", "Marie"), _person("Dupond", "Marie")),
        (_person("de La Tour", "Guy"), _person("La Tour de", "Guy")),
    ],
)
def test_accents_particles_inversions_and_slips_are_surely_one(one: Donor, other: Donor) -> None:
    """Names as French files hold them, at one address."""
    assert _compared(one, other).sure


def test_a_couple_is_never_proposed_as_one_person() -> None:
    """Mr and Mrs of one name at one address are two donors."""
    one = _person("Dupont", "Marie", civility="Mme")
    other = _person("Dupont", "Henri", civility="M.")
    assert not _compared(one, other).possible


@pytest.mark.parametrize("first", ["Marcel", "René"])
def test_two_relatives_of_two_towns_are_never_sure(first: str) -> None:
    """An address at one provider that begins alike makes one person of nobody."""
    away = Address(street="7 quai de la Loire", postal_code="44000", city="Nantes")
    one = _person("Sauterelle", "Marcel", civility="M.", email="marcel.sauterelle@example.org")
    other = _person(
        "Sauterelle", first, civility="M.", email="m.sauterelle@example.org", address=away
    )
    found = _compared(one, other)
    assert not found.sure
    assert Likeness.EMAIL not in found.reasons


@pytest.mark.parametrize(
    ("last", "first", "street"),
    [
        ("Lilas", "Isabelle", "4 allée du Calque"),
        ("Sauge", "Blandine", ""),
        ("Girofle", "Véronique", "1 rue du Roman"),
    ],
)
def test_look_alike_surnames_of_one_town_are_not_sure(last: str, first: str, street: str) -> None:
    """A long first name they share makes the whole look like the other; the surnames do not."""
    there = Address(street="83 allée du Décor", postal_code="35000", city="Rennes")
    mail = f"{first}.{{}}@example.org".lower()
    other_last = {"Lilas": "Iris", "Sauge": "Saule", "Girofle": "Grenouille"}[last]
    one = _person(last, first, email=mail.format(last.lower()), address=there)
    other_place = Address(street=street, postal_code="35000", city="Rennes")
    other = _person(other_last, first, email=mail.format(other_last.lower()), address=other_place)
    assert not _compared(one, other).sure


def test_two_brothers_at_one_address_are_not_sure() -> None:
    """One family, one house, one address for letters; two first names of two persons."""
    email = "famille.sauterelle@example.org"
    one = _person("Sauterelle", "Marcel", civility="M.", email=email)
    assert not _compared(one, _person("Sauterelle", "René", civility="M.", email=email)).sure


def test_homonyms_in_one_town_are_not_sure() -> None:
    """The same common name at two streets of one town: a person decides."""
    there = Address(street="48 boulevard Volney", postal_code="35000", city="Rennes")
    found = _compared(_person("Martin", "Jean"), _person("Martin", "Jean", address=there))
    assert found.possible
    assert not found.sure


def test_homonyms_across_the_country_are_left_alone() -> None:
    """Another street, another town, another code, and nothing else in common."""
    there = Address(street="3 quai des Indes", postal_code="13002", city="Marseille")
    found = _compared(_person("Martin", "Jean"), _person("Martin", "Jean", address=there))
    assert not found.possible


_TEXTS = st.text(max_size=12)
_CARDS = st.builds(
    make_card,
    ref=st.integers(1, 9),
    kind=st.just("person"),
    civility=st.sampled_from(("", "M.", "Mme")),
    last=_TEXTS,
    first=_TEXTS,
    street=_TEXTS,
    postal_code=_TEXTS,
    city=_TEXTS,
    phone=_TEXTS,
    email=_TEXTS,
)


_WORD_TWICE, _WORD_AND_ITS_LIKE = (
    make_card(
        ref=1, kind="person", civility="", last=last, first="0", street="0",
        postal_code="", city="", phone="", email="",
    )
    for last in ("0", "00")
)  # fmt: skip


@example(one=_WORD_TWICE, other=_WORD_AND_ITS_LIKE)
@given(one=_CARDS, other=_CARDS)
def test_likeness_goes_both_ways(one: Card, other: Card) -> None:
    """Who is compared with whom changes nothing; a sure pair is a possible one."""
    found = compare(one, other)
    assert (found.score, found.sure) == (compare(other, one).score, compare(other, one).sure)
    assert found.possible or not found.sure


def test_notes_are_put_one_after_the_other_and_blanks_filled() -> None:
    """Nothing said in either record is lost."""
    made = merged(Donor(id=1, notes="un"), Donor(id=2, notes="deux", email="a@exemple.fr"))
    assert (made.id, made.notes, made.email) == (1, "un\ndeux", "a@exemple.fr")


def test_what_was_changed_since_a_merge_is_not_taken_back() -> None:
    """A field goes back only when it is still as the merge left it."""
    before, after = {"phone": "", "email": ""}, {"phone": "02", "email": "a@b.fr"}
    now = {"phone": "03", "email": "a@b.fr"}
    assert restored(now, before, after) == {"phone": "03", "email": ""}


def _febrl(name: str) -> tuple[list[Card], list[str]]:
    with others("dedupe", name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, skipinitialspace=True))
    cards = [
        make_card(
            ref=place,
            kind="person",
            civility="",
            last=row["surname"],
            first=row["given_name"],
            street=f"{row['street_number']} {row['address_1']} {row['address_2']}",
            postal_code=row["postcode"],
            city=row["suburb"],
            phone="",
            email="",
        )
        for place, row in enumerate(rows)
    ]
    return cards, [row["rec_id"].split("-")[1] for row in rows]


def _fake(name: str) -> tuple[list[Card], list[str]]:
    with others("dedupe", name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    cards = [
        make_card(
            ref=place,
            kind="person",
            civility="",
            last=row["surname"],
            first=row["first_name"],
            street="",
            postal_code="",
            city=row["city"],
            phone="",
            email=row["email"],
        )
        for place, row in enumerate(rows)
    ]
    return cards, [row["cluster"] for row in rows]


def _rates(cards: Sequence[Card], gold: Sequence[str]) -> tuple[float, float, float]:
    """Return the precision of what is sure, and precision and recall of all that is proposed."""
    true = {pair for pair in combinations(range(len(cards)), 2) if gold[pair[0]] == gold[pair[1]]}
    found = list(scan(cards))
    proposed = {(pair.one, pair.other) for pair in found}
    sure = {(pair.one, pair.other) for pair in found if pair.comparison.sure}
    assert len(found) == len(proposed)
    return (
        len(sure & true) / len(sure),
        len(proposed & true) / len(proposed),
        len(proposed & true) / len(true),
    )


@pytest.mark.parametrize(
    ("name", "read", "precision", "recall"),
    [
        ("febrl1.csv", _febrl, 0.99, 0.95),
        ("febrl2.csv", _febrl, 0.97, 0.89),
        ("splink_fake_1000.csv", _fake, 0.95, 0.85),
    ],
)
def test_sets_with_known_answers(name: str, read: object, precision: float, recall: float) -> None:
    """Sure is right 99 times of 100, and what is proposed misses little; birth dates not used."""
    assert callable(read)
    sure, right, whole = _rates(*read(name))
    assert sure >= 0.99
    assert right >= precision
    assert whole >= recall
