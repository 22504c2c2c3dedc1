# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each country's law asks of a receipt: one file a form, pure, behind one protocol."""

from collections.abc import Iterable
from datetime import date

from app.domain.donors import DonorKind
from app.schemes.fr_2041mec import FrenchCompanies
from app.schemes.fr_2041rd import FrenchIndividuals
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

    def serving(self, kind: DonorKind, day: date) -> ReceiptScheme | None:
        """Return the one in force for a kind of donor on the day of issue, or None."""
        return next((s for s in self._schemes.values() if s.serves(kind, day)), None)


def shipped() -> Schemes:
    """Return the forms this program ships."""
    return Schemes([FrenchIndividuals(), FrenchCompanies()])
