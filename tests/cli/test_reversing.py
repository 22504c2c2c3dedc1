# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``batches reverse``: a posted batch taken back whole from a terminal."""

from collections.abc import Callable
from typing import Any

from tests.cli.conftest import Obole


def _answer(obole: Obole, *words: str) -> dict[str, Any]:
    status, answer = obole(*words)
    assert status == 0
    assert isinstance(answer, dict)
    return answer


def _posted(obole: Obole) -> tuple[str, list[int]]:
    opened = _answer(obole, "batches", "open", "--expected-count", "2", "--expected-total", "50")
    batch = str(opened["batch"])
    lines = [
        _answer(obole, "batches", "add", batch, "--clue", "Mme X", "--amount", euros)
        for euros in ("20", "30")
    ]
    _answer(obole, "batches", "post", batch)
    return batch, [line["line"] for line in lines]


def test_a_batch_is_reversed_in_one_act(obole: Obole) -> None:
    batch, lines = _posted(obole)
    told = _answer(obole, "batches", "reverse", batch, "--reason", "keyed twice")
    assert (told["reversed"], told["batch"]) == (batch, "2026-C01")
    assert (told["lines"], told["count"], told["total_cents"], told["skipped"]) == (2, 2, 50_00, 0)
    deposit = _answer(obole, "batches", "show", batch)["deposits"][0]
    assert told["deposits"] == [{"deposit": deposit, "bank_difference_cents": -50_00}]
    assert (told["receipts"], told["standing"]) == ([], [])
    reversals = _answer(obole, "batches", "show", "2026-C01")["lines"]
    assert [line["reverses"] for line in reversals] == lines


def test_what_was_corrected_is_told_and_twice_is_refused(
    obole: Obole, say: Callable[..., tuple[int, str, str]]
) -> None:
    batch, lines = _posted(obole)
    _answer(obole, "gifts", "correct", str(lines[0]), "--reason", "misread", "--amount", "21")
    status, out, _err = say("batches", "reverse", batch, "--reason", "keyed twice")
    assert status == 0
    assert "Batch 2026-C02: €30.00 reversed." in out
    assert "1 line was reversed before and is left alone." in out
    assert "The line that corrected it stays: 2026-C01, €21.00." in out
    status, _out, err = say("batches", "reverse", batch, "--reason", "keyed twice")
    assert status == 3
    assert "nothing is left of it" in err
