# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person decides about a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.domain.gifts import Means
from app.domain.imports.cells import shape_of
from app.domain.imports.decisions import Decisions
from app.domain.imports.fields import Field
from app.domain.imports.repairs import Words
from app.domain.imports.unmended import Shapes
from app.domain.imports.values import DayOrder
from app.usecases.ports.tables import FOUND_OUT, TextForm


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided about a file, in place of what would be guessed.

    Attributes:
        sheet: Its name; the likeliest by default.
        header_row: Its number, from 1.
        columns: Fields by head; None leaves a column out.
        order: How days are written.
        profile: The known layout of the file; recognised by default, ``none`` for no such thing.
        means: How the gifts were paid whose rows do not say it; None when nobody was asked.
        receipted: The program used before issued the receipts of these gifts.
        asked: Take the rows too that a profile wants somebody to decide on.
        replaced: Fields in which the file may overwrite what is on file.
        untouched: Fields in which the file may not even fill what is blank on file.
        contact_needed: Reject who would be new and can be written to or called nowhere.
        all_or_nothing: Bring nothing in while a row is rejected.
        repairs: What its values are taken for.
        unmended: How the values are written that are left as they stand.
        people: Whom its rows speak of; of this file alone.
        recalled: The former file whose decisions these take up, in words; empty when of none.
        form: How it is written, should it be text; of this file alone.
    """

    sheet: str = ""
    header_row: int = 0
    columns: Mapping[str, Field | None] = field(default_factory=dict)
    order: DayOrder | None = None
    profile: str = ""
    means: Means | None = None
    receipted: bool = False
    asked: bool = False
    replaced: frozenset[Field] = frozenset()
    untouched: frozenset[Field] = frozenset()
    contact_needed: bool = False
    all_or_nothing: bool = False
    repairs: Words = field(default_factory=dict)
    unmended: Shapes = field(default_factory=dict)
    people: Decisions = field(default_factory=Decisions)
    recalled: str = ""
    form: TextForm = FOUND_OUT

    def repairing(self, wanted: Field, found: str, told: str) -> "Choices":
        """Return these choices, with one value taken for another; for itself, as it stands."""
        words = {**self.repairs.get(wanted, {}), found: told}
        return replace(self, repairs={**self.repairs, wanted: words})

    def mending(self, wanted: Field, found: str, *, mended: bool) -> "Choices":
        """Return these choices, with values written like one mended, or left as they stand."""
        shapes, shape = self.unmended.get(wanted, frozenset()), frozenset({shape_of(found)})
        left = shapes - shape if mended else shapes | shape
        kept = {one: told for one, told in self.unmended.items() if one is not wanted}
        return replace(self, unmended={**kept, wanted: left} if left else kept)

    @property
    def guessed(self) -> bool:
        """Tell whether nobody said how the file is laid out."""
        return not (self.columns or self.profile or self.header_row)
