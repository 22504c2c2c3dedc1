# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which columns of a list leave, in which order, kept by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.exports.columns import Column
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.text import fold


class ExportKind(StrEnum):
    """Which list."""

    DONORS = "donors"
    GIFTS = "gifts"
    RECEIPTS = "receipts"
    BATCHES = "batches"
    DEPOSITS = "deposits"
    CALLS = "calls"

    @property
    def personal(self) -> bool:
        """Whether it names donors."""
        return self not in {ExportKind.BATCHES, ExportKind.DEPOSITS}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportModel:
    """Columns of a list, kept by name for everybody who opens the dossier.

    Attributes:
        columns: Keys of the columns in their order, parted by commas.
        usual: Whether the page proposes it first; one of each list at most.
    """

    id: int = 0
    version: int = 0
    kind: ExportKind = ExportKind.DONORS
    name: str = ""
    columns: str = ""
    usual: bool = False

    @property
    def folded(self) -> str:
        """The folded name: ``Étiquettes`` and ``etiquettes`` are one model."""
        return fold(self.name)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its columns."""
        return tuple(self.columns.split(","))


def places_of(keys: Sequence[str], columns: Sequence[Column]) -> list[int]:
    """Return where the columns of these keys stand, each once, in the order asked.

    Raises:
        Refused: When a key is none, or there is none; the sentence lists those there are.
    """
    known = {column.key: place for place, column in enumerate(columns)}
    asked = list(dict.fromkeys(key.strip() for key in keys if key.strip()))
    strange = [key for key in asked if key not in known]
    if strange or not asked:
        message = _("This list has no column “{name}”: it has {names}.")
        told = message.format(name=", ".join(strange), names=", ".join(known))
        raise Refused("export.column", told, "columns")
    return [known[key] for key in asked]


def personal_words() -> str:
    """Warn of what a file holds that names donors."""
    return _(
        "The file holds persons' data: keep it no longer than you need it. "
        "The journal keeps who exported what, and when."
    )


def model_unknown(name: str, known: Iterable[ExportModel]) -> Refused:
    """Return what is told when no model of a list has a name."""
    names = ", ".join(one.name for one in known) or _("none")
    message = _("No model of this list is named “{name}”. Those kept: {names}.")
    return Refused("export.model", message.format(name=name, names=names), "model")
