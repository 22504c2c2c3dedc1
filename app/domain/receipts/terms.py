# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a country's law asks of gifts before they are receipted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain.gifts import Counterpart, GiftNature, too_generous
from app.domain.receipts.values import Scope


def any_counterpart(payments: Iterable[Counterpart]) -> frozenset[int]:
    """Return the payments something was given for, whatever it is worth."""
    return frozenset(one.payment_id for one in payments if one.benefit_cents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the receipts of one form are for.

    Attributes:
        natures: What may have been given; the rest gives no right to a receipt.
        apart: Natures that have a document of their own, one for each payment.
        scopes: What one receipt may cover.
        least_cents: Total of a donor and year below which the law knows no receipt.
        registered: An organisation must have given its SIREN number and legal form.
        withheld: Tells which payments of one donor and year lose their right for what was given
            in return.
    """

    natures: frozenset[GiftNature] = frozenset(GiftNature)
    apart: frozenset[GiftNature] = frozenset()
    scopes: frozenset[Scope] = frozenset(Scope)
    least_cents: int = 0
    registered: bool = True
    withheld: Callable[[Iterable[Counterpart]], frozenset[int]] = too_generous


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Something a country's law asks of the association, to be typed in the settings.

    Attributes:
        code: Its name in the dossier, the same for ever.
        label, hint: Message ids: what it is called, and what it looks like.
        needed: No receipt is issued without it.
        right: Tells whether a value is well formed; anything is when it is None.
        choices: Values to choose from, each with what it is called; empty for a text.
    """

    code: str
    label: str
    hint: str = ""
    needed: bool = True
    right: Callable[[str], bool] | None = None
    choices: tuple[tuple[str, str], ...] = ()

    def takes(self, value: str) -> bool:
        """Tell whether a value that is not empty is well formed."""
        if self.choices:
            return value in {code for code, _told in self.choices}
        return self.right is None or self.right(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is stamped on the sheets of a receipt, in its language.

    Attributes:
        copied: Across a duplicate; empty where the law knows none.
        copied_on, cancelled_on: In a corner, with the ``{day}``.
        day: How a day is written, as ``date.strftime`` reads it.
        cancelled: Across a cancelled receipt.
        specimen: Across what is no receipt yet.
    """

    copied: str
    copied_on: str
    cancelled: str
    cancelled_on: str
    specimen: str
    day: str = "%d/%m/%Y"
