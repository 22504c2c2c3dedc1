# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Canada: the official receipt of Income Tax Regulations s. 3501, in English and in French.

The eligible amount is the gift less the advantage (split receipting); a small advantage is ignored,
a large one leaves no receipt. There is no duplicate: a lost receipt is cancelled and replaced.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from stdnum.ca import bn

from app.domain.gifts import Counterpart, GiftNature
from app.domain.receipts import Asked, ReceiptLine, Snapshot, Terms
from app.kernel.i18n import N_
from app.schemes.free_form import FreeForm
from app.schemes.sheet import payments_of

_THINGS = frozenset({GiftNature.OTHER, GiftNature.LISTED_SECURITIES})
_WHOLE = 100
_CHARITY = re.compile(r"\d{9}RR\d{4}")


def _is_charity(text: str) -> bool:
    bare = text.replace(" ", "").upper()
    return bool(_CHARITY.fullmatch(bare) and bn.is_valid(bare[:9]))


class CanadianReceipt(FreeForm):
    """The official receipt of a gift, or of those of a year."""

    code = "ca.3501"
    country = "CA"
    currency = "CAD"
    data_file = "ca_receipt.json"
    natures = frozenset({GiftNature.MONEY, *_THINGS})
    mentions = (
        Asked(
            code="registration",
            label=N_("Registration number of the charity"),
            hint=N_("Nine digits, RR and four digits, as the CRA gives it."),
            right=_is_charity,
        ),
    )

    def terms(self, day: date) -> Terms:
        """Return what the law of a day asks: an advantage worth nearly the gift leaves nothing."""
        limits = self._in_force(day)["advantage"]

        def withheld(payments: Iterable[Counterpart]) -> frozenset[int]:
            most: int = limits["most_percent"]
            return frozenset(
                one.payment_id for one in payments if one.benefit_cents * _WHOLE > one.cents * most
            )

        return replace(super().terms(day), apart=_THINGS, withheld=withheld)

    def _advantage(self, line: ReceiptLine, form: dict[str, Any]) -> int:
        """Return the cents of an advantage that count: nothing for a small one."""
        limits = form["advantage"]
        small = min(limits["ignored_cents"], line.cents * limits["ignored_percent"] // _WHOLE)
        return 0 if line.benefit_cents <= small else line.benefit_cents

    def more_values(self, snapshot: Snapshot) -> dict[str, str]:
        """Return the advantage and the eligible amount."""
        form = self._form(snapshot.form)
        payments = payments_of(snapshot.lines)
        given = sum(self._advantage(line, form) for line in payments)
        thing = any(line.nature in _THINGS for line in snapshot.lines)
        return {
            "thing": "X" if thing else "",
            "advantage": self.written(given, snapshot),
            "eligible": self.written(snapshot.cents - given, snapshot),
            "goods": snapshot.precision if given and not thing else "",
        }

    def cells(self, line: ReceiptLine, snapshot: Snapshot) -> dict[str, str]:
        """Return what the list of gifts may say of one, by column."""
        given = self._advantage(line, self._form(snapshot.form))
        return {
            **super().cells(line, snapshot),
            "advantage": self.written(given, snapshot),
            "eligible": self.written(line.cents - given, snapshot),
        }


SCHEMES = (CanadianReceipt(),)
