# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who calls, in words; and which words bring a call to the window."""

import pytest

from app.__main__ import _call_in
from tests.cli.conftest import Obole


def test_who_calls_is_told_and_the_call_kept(obole: Obole) -> None:
    number = obole("donors", "create", "--last-name", "Dupont", "--phone", "06 12 34 56 78")[1][
        "number"
    ]
    status, told = obole("call", "tel:+33612345678")
    assert (status, told["telephone"]) == (0, "+33612345678")
    assert told["donors"] == [{"number": number, "name": "DUPONT"}]
    assert obole("call", "0600000000")[1]["count"] == 0
    assert obole("call", "anonymous")[0] == 3
    status, told = obole("calls", "log", number, "--reason", "adresse", "--outcome", "corrigée")
    assert (status, told["kind"], told["text"]) == (0, "call", "adresse — corrigée")


@pytest.mark.parametrize(
    ("words", "telephone", "dossier"),
    [
        ("call +33612345678", "+33612345678", ""),
        ("tel:+33612345678", "tel:+33612345678", ""),
        ("-d a.obole call 06", "06", "a.obole"),
        ("call 06 --dossier a.obole", "06", "a.obole"),
    ],
)
def test_words_that_bring_a_call_to_the_window(
    words: str, telephone: str, dossier: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OBOLE_DOSSIER", raising=False)
    call = _call_in(words.split())
    assert call is not None
    assert (call.telephone, call.dossier) == (telephone, dossier)


@pytest.mark.parametrize(
    "words", ["call 06 --json", "donors find call", "calls log 1 --reason call", "call", "a.obole"]
)
def test_words_that_do_not(words: str) -> None:
    assert _call_in(words.split()) is None


def test_a_list_is_made_and_worked_through_in_words(obole: Obole) -> None:
    for name, phone in (("Ada", "06 12 34 56 78"), ("Bob", "06 12 34 56 79"), ("Cyr", "")):
        obole("donors", "create", "--last-name", name, "--phone", phone)
    status, made = obole("calls", "make", "Merci", "--reason", "thank")
    assert (status, made["donors"], made["unreachable"]) == (0, 2, 1)
    turn = obole("calls", "next", str(made["list"]))[1]
    assert (turn["waiting"], turn["donor"]["name"]) == (2, "ADA")
    turn = obole("calls", "next", str(made["list"]), "--outcome", "refuses")[1]
    assert turn["donor"]["name"] == "BOB"
    assert obole("calls", "next", str(made["list"]), "--outcome", "reached")[1]["donor"] is None
    assert obole("calls", "lists")[1]["lists"][0]["waiting"] == 0
