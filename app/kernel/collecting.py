# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often Python looks for values that only refer to one another."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MADE_BETWEEN = 100_000
"""Values made between two looks. With Python's own 700, a third of a long import goes to looking
through the donors and gifts it has just read, none of which refers back to another."""


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Look less often while many values are made, in all threads; what is freed is freed as ever.

    Nearly every value goes as soon as nothing names it; only circles wait for the next look.
    """
    before = gc.get_threshold()
    gc.set_threshold(_MADE_BETWEEN, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
