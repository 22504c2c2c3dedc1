# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes and coins, counted before they are taken to the bank."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.kernel.assets import asset_path
from app.kernel.currency import current_currency
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import format_amount, parse_amount


@dataclass(frozen=True, slots=True)
class CashPile:
    """So many notes or coins of one value in cents."""

    value_cents: int
    pieces: int

    @property
    def cents(self) -> int:
        """What the pile is worth."""
        return self.value_cents * self.pieces


@cache
def _known(currency: str) -> tuple[tuple[int, date], ...]:
    path = asset_path("data", f"cash_{currency.lower()}.json")
    known = json.loads(path.read_text("utf-8"))
    return tuple(
        (one["cents"], date.fromisoformat(one["valid_from"])) for one in known["denominations"]
    )


def denominations(day: date) -> tuple[int, ...]:
    """Return the notes and coins that are legal tender on a day, in cents, the largest first."""
    return tuple(cents for cents, since in _known(current_currency()) if since <= day)


def write_piles(piles: Iterable[CashPile]) -> str:
    """Write counted piles as they are stored: ``5000x3 200x4``, the largest first, none empty."""
    kept = sorted((pile for pile in piles if pile.pieces), key=lambda p: -p.value_cents)
    return " ".join(f"{pile.value_cents}x{pile.pieces}" for pile in kept)


def read_piles(text: str) -> tuple[CashPile, ...]:
    """Return the piles ``write_piles`` wrote."""
    pairs = (word.split("x") for word in text.split())
    return tuple(CashPile(int(value), int(pieces)) for value, pieces in pairs)


def parse_piles(words: str) -> tuple[CashPile, ...]:
    """Return the piles a person types: ``50x3 20x2 0,50x7``, value times pieces.

    Raises:
        Refused: When a word is no such count.
    """
    piles = []
    for word in words.replace(";", " ").split():
        value, _times, pieces = word.lower().partition("x")
        if not pieces.isdecimal():
            message = _("“{word}” is no count of notes or coins: write 50x3 for three of 50.")
            raise Refused("deposit.counted", message.format(word=word), "counted")
        piles.append(CashPile(parse_amount(value), int(pieces)))
    return tuple(piles)


def check_counted(piles: Sequence[CashPile], cents: int, day: date) -> None:
    """Refuse notes and coins that do not make the amount deposited.

    Args:
        piles: What was counted; nothing when nobody counted.
        cents: What the gifts make.
        day: The day of the deposit.

    Raises:
        Refused: When a value is not legal tender, a count is negative, or the sums differ.
    """
    if not piles:
        return
    for pile in piles:
        if pile.value_cents not in denominations(day) or pile.pieces < 0:
            message = _("There is no note or coin of {amount}: check the count.")
            told = message.format(amount=format_amount(pile.value_cents))
            raise Refused("deposit.denomination", told, "counted")
    counted = sum(pile.cents for pile in piles)
    if counted != cents:
        message = _(
            "Notes and coins make {counted}, the gifts make {cents}: count again, "
            "or leave out what is not deposited."
        )
        told = message.format(counted=format_amount(counted), cents=format_amount(cents))
        raise Refused("deposit.counted", told, "counted")
