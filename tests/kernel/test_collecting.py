# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking for circles of values less often, and as often as before afterwards."""

import gc

import pytest

from app.kernel.collecting import collected_rarely


def test_the_next_looks_are_as_before_even_after_a_fault() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="stop"):
        _stopped()
    assert gc.get_threshold() == before


def _stopped() -> None:
    before = gc.get_threshold()
    with collected_rarely():
        assert gc.get_threshold()[0] > before[0]
        message = "stop"
        raise ValueError(message)
