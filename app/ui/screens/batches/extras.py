# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a line says besides donor, amount and cheque: details, shares, expenses; no Qt."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from app.domain.gifts import (
    PLAIN,
    Expense,
    Gift,
    GiftDetails,
    GiftForm,
    GiftNature,
    GiftPurpose,
    Payment,
    Share,
    Tribute,
    Vehicle,
    share_out,
)
from app.kernel.i18n import _
from app.kernel.money import format_amount

_PARTED = " · "
DETAILED = frozenset(
    {
        "nature", "form", "purpose", "benefit", "tribute", "tribute_name", "description", "units",
        "valued_on", "payer_id", "thanked_id", "anonymous", "expenses",
    }
)  # fmt: skip
"""Fields of the panel of details, as problems name them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What most lines leave empty.

    Attributes:
        shares: The funds the payment is split between; the last takes what remains.
        parts: Id and version of the lines its other parts stand on.
    """

    details: GiftDetails = PLAIN
    anonymous: bool = False
    shares: tuple[Share, ...] = ()
    parts: tuple[tuple[int, int], ...] = ()
    expenses: tuple[Expense, ...] = ()

    def payment(self, gift: Gift) -> Payment:
        """Return the line as it is to be saved; the last share is what the others leave.

        Raises:
            Refused: When nothing remains for it.
        """
        shares = self.shares
        if shares:
            amounts = share_out(gift.cents, [share.cents for share in shares[:-1]])
            shares = tuple(
                replace(share, cents=cents) for share, cents in zip(shares, amounts, strict=True)
            )
        return Payment(gift, shares, self.parts, self.expenses)

    def as_json(self) -> dict[str, Any]:
        """Return it ready for JSON."""
        kept = asdict(self)
        kept["details"]["valued_on"] = _told(self.details.valued_on)
        kept["expenses"] = [
            {**asdict(expense), "day": expense.day.isoformat()} for expense in self.expenses
        ]
        return kept


NOTHING = Extras()
"""What most lines say besides."""


def extras_of(payment: Payment) -> Extras:
    """Return the extras of a saved line."""
    return Extras(
        details=payment.gift.details,
        anonymous=payment.gift.anonymous,
        shares=payment.shares,
        parts=payment.parts,
        expenses=payment.expenses,
    )


def read_extras(kept: Mapping[str, Any]) -> Extras:
    """Read what ``as_json`` gave.

    Raises:
        ValueError, KeyError, TypeError: When another version wrote it otherwise.
    """
    told = dict(kept["details"])
    told |= {
        "nature": GiftNature(told["nature"]),
        "form": GiftForm(told["form"]),
        "purpose": GiftPurpose(told["purpose"]),
        "tribute": Tribute(told["tribute"]),
        "valued_on": date.fromisoformat(told["valued_on"]) if told["valued_on"] else None,
    }
    expenses = (
        Expense(
            **{**one, "day": date.fromisoformat(one["day"]), "vehicle": Vehicle(one["vehicle"])}
        )
        for one in kept["expenses"]
    )
    return Extras(
        details=GiftDetails(**told),
        anonymous=bool(kept["anonymous"]),
        shares=tuple(Share(**share) for share in kept["shares"]),
        parts=tuple((int(row), int(version)) for row, version in kept["parts"]),
        expenses=tuple(expenses),
    )


def _told(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def shares_text(extras: Extras, cents: int | None, fund_names: Mapping[int, str]) -> str:
    """Say how a payment is split; the last share takes what remains."""
    if not extras.shares:
        return ""
    *first, last = extras.shares
    parts = [f"{fund_names.get(one.fund_id, '')} {format_amount(one.cents)}" for one in first]
    rest = (cents or 0) - sum(one.cents for one in first)
    remainder = format_amount(rest) if rest > 0 else _("what remains")
    parts.append(f"{fund_names.get(last.fund_id, '')} {remainder}")
    return _("Split: {shares}").format(shares=_PARTED.join(parts))
