# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Last acts by words: listed, one taken back, another refused with its reason."""

from tests.cli.conftest import Obole


def test_an_act_is_listed_and_taken_back(obole: Obole) -> None:
    number = obole("donors", "create", "--last-name", "Dupont", "--phone", "06 12 34 56 78")[1][
        "number"
    ]
    obole("donors", "edit", number, "--phone", "02 99 00 00 01")
    status, told = obole("audit", "recent", "--limit", "2")
    assert status == 0
    changed, made = told["acts"]
    assert (changed["command"], changed["about"], changed["undo"]) == ("EditDonor", "DUPONT", True)
    assert (made["undo"], made["why_not"] != "") == (False, True)
    status, done = obole("audit", "undo", str(changed["act"]))
    assert (status, done["command"]) == (0, "EditDonor")
    assert obole("calls", "log", number, "--reason", "essai")[0] == 0
    assert obole("call", "0612345678")[1]["count"] == 1
    assert obole("audit", "undo", str(changed["act"]))[0] == 3
    assert obole("audit", "undo", "999999")[0] == 3
    assert obole("audit", "verify")[1]["ok"]
