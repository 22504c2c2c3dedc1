# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Statements compiled for one dossier serve all the others of a session."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.util import LRUCache

_KEPT = 4_000
"""Statements: more than the program has, by far."""

Engines = tuple[sa.Engine, sa.Engine]


class Compiled:
    """Gives every dossier the dialects of the first, and what was compiled for them.

    SQLAlchemy compiles a statement once an engine, and keeps it by its dialect. The program has two
    engines all day; a session of tests has thousands, and a fifth of its time went into compiling
    the very same statements.

    Args:
        make: What makes the engines of a dossier.
    """

    def __init__(self, make: Callable[..., Engines]) -> None:
        """Have nothing compiled yet."""
        self._make = make
        self._cache: LRUCache[Any, Any] = LRUCache(_KEPT)
        self._first: Engines | None = None

    def engines(self, *told: object) -> Engines:
        """Make the writing and the reading engine of a dossier."""
        made = self._make(*told)
        if self._first is None or not all(map(_has_met, self._first)):
            self._first = made
        for engine, first in zip(made, self._first, strict=True):
            engine.dialect, engine._compiled_cache = first.dialect, self._cache
        return made


def _has_met(engine: sa.Engine) -> bool:
    """Tell whether an engine has been connected: only then does its dialect know the version."""
    return bool(getattr(engine.dialect, "server_version_info", None))
