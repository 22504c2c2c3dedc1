# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The half-typed line as it is kept in the dossier against a power cut; no Qt."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from app.domain.gifts import Means
from app.ui.screens.batches.extras import NOTHING, Extras, read_extras
from app.ui.screens.batches.pins import PIN_NAMES, Pins


class Field(StrEnum):
    """The fields of a line; Tab visits those a cheque has besides its amount."""

    DONOR = "donor"
    AMOUNT = "amount"
    CHEQUE = "cheque_number"
    CHEQUE_DAY = "cheque_dated_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """A half-typed line.

    Attributes:
        caret: The field the caret stands in.
        position: Where it stands there, in characters.
        gift_id: The saved line being modified, or 0 on a new one.
        finder, amount, cheque_number, cheque_day: The texts of the fields.
        extras: What the line says besides.
    """

    caret: Field
    position: int
    donor_id: int | None
    unidentified: bool
    clue: str
    gift_id: int
    finder: str
    amount: str
    cheque_number: str
    pins: Pins
    cheque_day: str = ""
    extras: Extras = NOTHING

    def to_json(self) -> str:
        """Write it down."""
        kept = asdict(self)
        kept["pins"]["received_on"] = self.pins.received_on.isoformat()
        kept["pins"]["kept"] = sorted(self.pins.kept)
        kept["extras"] = self.extras.as_json()
        return json.dumps(kept, ensure_ascii=False)


def read_partial(text: str) -> Partial | None:
    """Read a half-typed line; None when there is none, or another version wrote it otherwise."""
    try:
        kept = json.loads(text)
        pins = kept.pop("pins")
        day = date.fromisoformat(pins.pop("received_on"))
        pinned = frozenset(pins.pop("kept")) & frozenset(PIN_NAMES)
        means = Means(pins.pop("means"))
        kept["caret"] = Field(kept["caret"])
        if "extras" in kept:
            kept["extras"] = read_extras(kept["extras"])
        return Partial(pins=Pins(received_on=day, kept=pinned, means=means, **pins), **kept)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
