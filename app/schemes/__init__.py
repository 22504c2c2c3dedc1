# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each country's law asks of a receipt: one file a form, pure, behind one protocol.

A file of this folder whose ``SCHEMES`` names forms is found by itself: a country is added by adding
its file, and what its law words and dates in ``resources/data``.
"""

import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib import import_module
from types import ModuleType

from app.domain.donors import DonorKind
from app.usecases.ports.receipts import ReceiptScheme


class Schemes:
    """The forms this program can issue.

    Args:
        schemes: Each with a code of its own.
    """

    def __init__(self, schemes: Iterable[ReceiptScheme]) -> None:
        """Gather the forms.

        Raises:
            ValueError: When two have the same code.
        """
        self._schemes: dict[str, ReceiptScheme] = {}
        for scheme in schemes:
            if scheme.code in self._schemes:
                message = f"two receipt schemes are called {scheme.code}"
                raise ValueError(message)
            self._schemes[scheme.code] = scheme

    def of(self, code: str) -> ReceiptScheme:
        """Return the one a receipt was issued under."""
        return self._schemes[code]

    def serving(self, country: str, kind: DonorKind, day: date) -> ReceiptScheme | None:
        """Return that of a country in force for a kind of donor on the day of issue, or None."""
        theirs = (one for one in self._schemes.values() if one.country == country)
        return next((one for one in theirs if one.serves(kind, day)), None)

    def countries(self) -> Mapping[str, Sequence[ReceiptScheme]]:
        """Return the forms of each country, the countries in alphabetical order."""
        codes = sorted({scheme.country for scheme in self._schemes.values()})
        return {
            code: [scheme for scheme in self._schemes.values() if scheme.country == code]
            for code in codes
        }


def found_in(package: ModuleType) -> Schemes:
    """Return the forms that the files of a package name in ``SCHEMES``."""
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    modules = (import_module(f"{package.__name__}.{name}") for name in names)
    return Schemes(one for module in modules for one in getattr(module, "SCHEMES", ()))


def shipped() -> Schemes:
    """Return the forms this program ships."""
    return found_in(import_module(__name__))
