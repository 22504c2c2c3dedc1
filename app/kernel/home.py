# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The country mail is posted in, where an address, a telephone number need not name theirs.

Like the language and the currency, it is a context variable that whoever opens a dossier sets.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

FRANCE = "FR"

_home: ContextVar[str] = ContextVar("home", default=FRANCE)


def current_home() -> str:
    """Return the home country, as two letters of ISO 3166."""
    return _home.get()


def set_home(country: str) -> None:
    """Be at home in ``country`` from here on in this context."""
    _home.set(country)


@contextmanager
def use_home(country: str) -> Iterator[None]:
    """Be at home in ``country`` inside the ``with`` block only."""
    token = _home.set(country)
    try:
        yield
    finally:
        _home.reset(token)
