# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts set aside, by words."""

from pathlib import Path

from app.wiring import ShippedDoors
from tests.cli.conftest import Obole
from tests.support.desk import put_on_file


def test_gifts_set_aside_are_listed_with_whose_they_may_be(obole: Obole, dossier: Path) -> None:
    office = ShippedDoors().open(str(dossier))
    donor = put_on_file(office, "Durand", "Paul").number_text
    office.close()
    obole("batches", "open")
    words = ("--amount", "50", "--clue", "M. Durand", "--cheque", "0001234")
    obole("batches", "add", "2026-001", *words)
    assert obole("gifts", "unidentified")[1] == {"gifts": []}
    obole("batches", "post", "2026-001")
    (waiting,) = obole("gifts", "unidentified")[1]["gifts"]
    assert (waiting["amount_cents"], waiting["clue"], waiting["cheque"]) == (
        5000,
        "M. Durand",
        "0001234",
    )
    (suggestion,) = waiting["suggestions"]
    assert suggestion == {
        "donor": donor,
        "name": "DURAND Paul",
        "reasons": ["“DURAND” is noted, as in the name."],
    }
    obole("gifts", "identify", str(waiting["line"]), "--donor", donor)
    assert obole("gifts", "unidentified")[1] == {"gifts": []}
