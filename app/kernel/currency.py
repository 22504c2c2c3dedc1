# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one currency of a dossier.

Like the language, it is a context variable: whoever opens a dossier sets it, and work in the
background runs in a copy of the context that submitted it. Every currency here has a hundredth,
so amounts stay integer cents.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

EURO = "EUR"
SYMBOLS: Mapping[str, str] = {"EUR": "€", "GBP": "£", "USD": "$", "CAD": "$", "CHF": "CHF"}
"""What each currency a dossier may be kept in is written as, by its code of ISO 4217."""

_currency: ContextVar[str] = ContextVar("currency", default=EURO)


def current_currency() -> str:
    """Return the code of the currency in force."""
    return _currency.get()


def symbol_of(currency: str) -> str:
    """Return what a currency is written as; its code when it has no sign."""
    return SYMBOLS.get(currency, currency)


def set_currency(currency: str) -> None:
    """Count in ``currency`` from here on in this context."""
    _currency.set(currency)


@contextmanager
def use_currency(currency: str) -> Iterator[None]:
    """Count in ``currency`` inside the ``with`` block only."""
    token = _currency.set(currency)
    try:
        yield
    finally:
        _currency.reset(token)
