# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of an envelope by norm NF Z10-011: shortened only as far as needed, nothing cut off."""

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.addresses import LINE_LENGTH, Address, envelope_lines, fitted, tidy_street
from app.kernel.assets import asset_path
from tests.support.tables import others

_TABLE = json.loads(asset_path("data", "fr_postal_norm.json").read_text(encoding="utf-8"))
_LONG = {long: short for step in _TABLE["steps"].values() for long, short in step.items()}
_SHORT = {word for short in _LONG.values() for word in short.split()}
_INITIALS = {name[0] for name in _TABLE["first_names"]}
_WORDS = st.sampled_from([*_LONG, *_TABLE["first_names"], *_TABLE["small_words"], "VIGERIE", "25"])
_LINES = st.lists(_WORDS, min_size=1, max_size=9).map(" ".join)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("12 AVENUE DE LA REPUBLIQUE", "12 AVENUE DE LA REPUBLIQUE"),
        ("125 AVENUE DU MARECHAL DE LATTRE DE TASSIGNY", "125 AV DU MAL DE LATTRE DE TASSIGNY"),
        (
            "12 BOULEVARD DU GENERAL JEAN MARIE DE LA VIGERIE",
            "12 BD DU GAL JEAN MARIE DE LA VIGERIE",
        ),
        ("RESIDENCE NOTRE DAME DES GRANDES FALAISES", "RES NOTRE DAME DES GRANDES FALAISES"),
    ],
)
def test_words_are_shortened_only_as_far_as_needed(line: str, shown: str) -> None:
    assert fitted(line) == shown


@given(_LINES, st.integers(20, 60))
def test_no_word_is_lost_and_the_last_one_stays(line: str, limit: int) -> None:
    shown = fitted(line, limit)
    assert fitted(shown, limit) == shown
    assert shown.split()[-1] == line.rsplit(maxsplit=1)[-1]
    if len(line) <= limit:
        assert shown == line
    else:
        assert len(shown) <= len(line)
    known = set(line.split()) | _SHORT | _INITIALS
    assert set(shown.split()) <= known


def test_labels_of_others_hold_in_thirty_two_characters() -> None:
    with others("tables", "normadresse_NFZ10011_32chars.csv").open(encoding="utf-8") as file:
        labels = [row["input"] for row in csv.DictReader(file)]
    shown = [dict(envelope_lines("", Address(street=label)))["street"] for label in labels]
    held = [fitted(line, 32) for line in shown]
    long = [line for line in held if len(line) > 32]
    assert len(labels) >= 20
    assert len(long) <= 4, long
    assert all(line.isascii() and line == line.upper() for line in held)


def test_an_envelope_holds_a_long_street() -> None:
    street = "25 bis, avenue du Maréchal Philippe de Hauteclocque"
    lines = envelope_lines("Mme Zoé ESSAI", Address(street=street, postal_code="35000"))
    assert lines[3][1] == "25 BIS AV DU MAL P DE HAUTECLOCQUE"
    assert all(len(line) <= LINE_LENGTH for _part, line in lines)


@pytest.mark.parametrize(
    ("street", "tidy"),
    [
        ("12, rue du Pré", "12 rue du Pré"),
        ("6bis rue Basse", "6 bis rue Basse"),
        ("6 TER. rue Basse", "6 ter rue Basse"),
        ("12 - rue du Pré.", "12 rue du Pré"),
        ("12-14 rue du Pré", "12-14 rue du Pré"),
        ("Le Bourg", "Le Bourg"),
    ],
)
def test_a_street_is_written_without_punctuation(street: str, tidy: str) -> None:
    assert tidy_street(street) == tidy


@given(st.text(max_size=40))
def test_a_tidy_street_stays_as_it_is(street: str) -> None:
    assert tidy_street(tidy_street(street)) == tidy_street(street)
