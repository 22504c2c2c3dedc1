# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How soon the finder answers, from the key to the painted list."""

import statistics

import pytest

from tests.ui.real.program import Program
from tests.ui.real.test_keying import open_batch

pytestmark = [pytest.mark.screen, pytest.mark.slow]
SAMPLES = 200
LIMIT_MS = 100.0
NAMES = ("mart", "dupo", "bern", "petit", "robe", "rich", "durand", "moreau", "lefe", "garcia")


def test_every_key_is_answered_within_a_tenth_of_a_second(program: Program) -> None:
    open_batch(program, "1", "10")
    program.ask("latencies")
    while len(program.ask("latencies")) < SAMPLES:
        for name in NAMES:
            program.type(name, delay_ms=25)
            program.key(*["BackSpace"] * len(name))
    latencies = program.ask("latencies")
    assert statistics.quantiles(latencies, n=20)[-1] <= LIMIT_MS
