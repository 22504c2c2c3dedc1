# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses abroad: the order of each country, nothing typed left out, the country in French."""

from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.addresses import (
    Address,
    countries,
    country_code,
    country_words,
    envelope_lines,
    postal_lines,
)
from app.domain.donors.phones import phone_words, read_phone
from app.kernel.home import FRANCE, use_home
from app.kernel.i18n import use_language

CODES = [code for _name, code in countries()]


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (
            Address(street="Rue du Moulin 3", postal_code="1348", city="Louvain", country="BE"),
            ("Rue du Moulin 3", "1348 LOUVAIN", "BELGIQUE"),
        ),
        (
            Address(street="Bahnhofstr. 7", postal_code="CH-8001", city="Zürich", country="CH"),
            ("Bahnhofstr. 7", "CH-8001 ZÜRICH", "SUISSE"),
        ),
        (
            Address(street="9 rue Haute", postal_code="L 1234", city="Luxembourg", country="LU"),
            ("9 rue Haute", "L-1234 LUXEMBOURG", "LUXEMBOURG"),
        ),
        (
            Address(street="4 Mill Lane", postal_code="yo1 7hh", city="York", country="GB"),
            ("4 Mill Lane", "YORK", "YO1 7HH", "ROYAUME-UNI"),
        ),
        (
            Address(street="12 Elm St", postal_code="62701", city="Springfield IL", country="US"),
            ("12 Elm St", "SPRINGFIELD IL 62701", "ÉTATS-UNIS"),
        ),
        (
            Address(street="Fő utca 5", postal_code="1011", city="Budapest", country="HU"),
            ("BUDAPEST", "FŐ UTCA 5", "1011", "HONGRIE"),
        ),
        (
            Address(street="Calle Mayor 8", postal_code="28013", city="Madrid", country="ES"),
            ("Calle Mayor 8", "28013 MADRID", "ESPAGNE"),
        ),
        (
            Address(street="1 Main St", locality="Kilmore", city="Cavan", country="IE"),
            ("1 Main St", "Kilmore", "CAVAN", "IRLANDE"),
        ),
    ],
)
def test_the_lines_are_in_the_order_of_the_country(
    address: Address, lines: tuple[str, ...]
) -> None:
    assert postal_lines("Mme Zoé ESSAI", address) == ("Mme Zoé ESSAI", *lines)


def test_the_country_is_in_french_whatever_is_spoken_here() -> None:
    """Mail is posted in France: its sorters read French."""
    with use_language("en"):
        assert postal_lines("Z", Address(street="1 Weg", city="Bonn", country="DE"))[-1] == (
            "ALLEMAGNE"
        )
        assert country_words("DE") == "Germany"


@pytest.mark.parametrize("code", [code for code in CODES if code != FRANCE])
def test_no_part_is_lost_in_any_country(code: str) -> None:
    """Each part typed stands once on the envelope, and the name of the country ends it."""
    typed = Address(
        complement="Aa", building="Bb", street="Cc", locality="Dd", postal_code="12345", city="Ee"
    )
    parts = {**asdict(typed), "country": code}
    lines = postal_lines("Recipient", Address(**parts))
    assert lines[0] == "Recipient"
    assert lines[-1] == country_words(code, "fr").upper()
    words = " ".join(lines[1:-1]).replace(",", " ").upper()
    for text in ("AA", "BB", "CC", "DD", "12345", "EE"):
        assert text in words


@settings(max_examples=60)
@given(
    code=st.sampled_from(CODES),
    texts=st.lists(st.text("Ab 1,-", max_size=6), min_size=6, max_size=6),
)
def test_empty_parts_leave_no_mark_behind(code: str, texts: list[str]) -> None:
    """No line begins or ends with what would stand between two parts."""
    names = ("complement", "building", "street", "locality", "postal_code", "city")
    address = Address(**dict(zip(names, texts, strict=True)), country=code)
    for part, line in envelope_lines("X", address):
        assert line == " ".join(line.split())
        assert part == "recipient" or part in asdict(address)


def test_a_country_is_known_by_its_name_in_both_languages_or_its_letters() -> None:
    assert {country_code(text) for text in ("Belgique", "belgium", "be", " BE ")} == {"BE"}
    assert country_code("etats unis") == "US"
    assert country_code("Cocagne") == country_code("ZZ") == ""
    assert country_words("ZZ") == "ZZ"


def test_home_comes_first_and_every_country_has_both_names() -> None:
    with use_language("en"):
        named = countries()
    assert named[0] == ("France", FRANCE)
    assert len(named) == len({name for name, _code in named})
    assert list(named[1:3]) == [("Afghanistan", "AF"), ("Åland Islands", "AX")]


def test_at_home_elsewhere_the_country_is_not_written_and_france_is_abroad() -> None:
    town = Address(street="Rue du Moulin 3", postal_code="1348", city="Louvain", country="BE")
    paris = Address(street="3 rue du Moulin", postal_code="75001", city="Paris", country="FR")
    with use_home("BE"):
        assert Address().country == "BE"
        assert countries()[0][1] == "BE"
        assert postal_lines("Zoé Essai", town) == ("Zoé Essai", "Rue du Moulin 3", "1348 LOUVAIN")
        assert postal_lines("Zoé Essai", paris)[-2:] == ("75001 PARIS", "FRANCE")
        kept = read_phone("010 47 43 02")
        assert kept == "+3210474302"
        assert not phone_words(kept).startswith("+")
        assert phone_words("+33612345678").startswith("+33")
    assert Address().country == FRANCE
