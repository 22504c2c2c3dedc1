# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person decided about a file holds for the next one with the same heads.

The decisions are kept with the import they were made for, so that a former import is all there is
to remember, and nothing has to be named or saved.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.domain.gifts import Means
from app.domain.imports.cells import Cell, text_of
from app.domain.imports.fields import Field, ImportKind
from app.domain.imports.values import DayOrder
from app.kernel.formats import format_instant
from app.kernel.i18n import _
from app.kernel.text import fold
from app.usecases.context import Context
from app.usecases.imports.choices import Choices
from app.usecases.ports.tables import FOUND_OUT, TextForm

_LOOKED_BACK = 50
"""How many imports back a decision is remembered."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What was decided about the file of a former import.

    Attributes:
        heads: Its titles, folded: the same file again has all of them.
    """

    heads: frozenset[str]
    choices: Choices
    file: str
    at: datetime

    def fits(self, cells: Collection[Cell]) -> bool:
        """Tell whether a row bears the same heads."""
        return self.heads <= {fold(text_of(cell)) for cell in cells}

    def applied(self, choices: Choices) -> Choices:
        """Return these choices, with what was decided then wherever nothing is said now."""
        return replace(
            choices,
            columns=self.choices.columns,
            order=choices.order or self.choices.order,
            profile=self.choices.profile,
            means=choices.means or self.choices.means,
            replaced=choices.replaced or self.choices.replaced,
            untouched=choices.untouched or self.choices.untouched,
            contact_needed=choices.contact_needed or self.choices.contact_needed,
            all_or_nothing=choices.all_or_nothing or self.choices.all_or_nothing,
            repairs=choices.repairs or self.choices.repairs,
            unmended=choices.unmended or self.choices.unmended,
            recalled=self.told(),
        )

    def told(self) -> str:
        """Say where the decisions come from."""
        return _("as for {file} on {when}").format(file=self.file, when=format_instant(self.at))


def memories(kind: ImportKind, ctx: Context) -> list[Memory]:
    """Return what was decided about files of a kind, the latest first."""
    found = []
    for run in ctx.uow.imports.all()[:_LOOKED_BACK]:
        if run.kind == kind.value and '"heads"' in run.outcome:
            told = json.loads(run.outcome).get("chosen") or {}
            heads = frozenset(map(fold, told.get("heads", ())))
            # How a text is written is each file's own: nothing of it is remembered.
            choices = replace(choices_of(told), form=FOUND_OUT)
            if heads and choices != Choices():
                found.append(Memory(heads, choices, run.file_name, run.at))
    return found


def chosen(choices: Choices, head: Sequence[Cell]) -> dict[str, Any]:
    """Return what a person decided, to be kept with the import; empty when nothing was."""
    layout = choices.columns or choices.order or choices.means
    strict = choices.contact_needed or choices.all_or_nothing or choices.untouched
    values = choices.repairs or choices.unmended
    decided = layout or choices.replaced or values or strict or choices.form != FOUND_OUT
    heads = [title for cell in head if (title := text_of(cell))]
    if not decided or not heads:
        return {}
    columns = {title: wanted.value if wanted else "" for title, wanted in choices.columns.items()}
    return {
        "heads": heads,
        "columns": columns,
        "profile": choices.profile,
        "order": choices.order.value if choices.order else "",
        "means": choices.means.value if choices.means else "",
        "replaced": sorted(wanted.value for wanted in choices.replaced),
        "untouched": sorted(wanted.value for wanted in choices.untouched),
        "encoding": choices.form.encoding,
        "separator": choices.form.separator,
        "contact_needed": choices.contact_needed,
        "all_or_nothing": choices.all_or_nothing,
        "repairs": {wanted.value: dict(words) for wanted, words in choices.repairs.items()},
        "unmended": {wanted.value: sorted(told) for wanted, told in choices.unmended.items()},
    }


def choices_of(told: Mapping[str, Any]) -> Choices:
    """Return decisions as they were kept."""
    return Choices(
        columns={
            title: Field(name) if name else None for title, name in told.get("columns", {}).items()
        },
        profile=told.get("profile", ""),
        order=DayOrder(told["order"]) if told.get("order") else None,
        means=Means(told["means"]) if told.get("means") else None,
        replaced=frozenset(Field(name) for name in told.get("replaced", ())),
        untouched=frozenset(Field(name) for name in told.get("untouched", ())),
        form=TextForm(told.get("encoding", ""), told.get("separator", "")),
        contact_needed=told.get("contact_needed", False),
        all_or_nothing=told.get("all_or_nothing", False),
        repairs={Field(name): words for name, words in told.get("repairs", {}).items()},
        unmended={Field(name): frozenset(one) for name, one in told.get("unmended", {}).items()},
    )
