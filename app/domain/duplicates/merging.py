# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of two records of one donor: each part is chosen, what nobody chose is kept safe."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Any

from app.domain.addresses import Address, country_words
from app.domain.donors import Donor
from app.kernel.errors import Refused
from app.kernel.home import current_home
from app.kernel.i18n import _
from app.kernel.text import clean, fold


class Part(StrEnum):
    """What is chosen as a whole: half of one address and half of another would be nobody's."""

    NAME = "name"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    SIREN = "siren"
    RECEIPT = "receipt"
    FORMER_NUMBER = "former_number"


FIELDS: dict[Part, tuple[str, ...]] = {
    Part.NAME: ("civility", "last_name", "first_name", "organisation_name"),
    Part.ADDRESS: ("address", "returned_on"),
    Part.PHONE: ("phone",),
    Part.EMAIL: ("email",),
    Part.SIREN: ("siren", "legal_form", "fiscal_year_end"),
    Part.RECEIPT: ("receipt_wish", "receipt_channel"),
    Part.FORMER_NUMBER: ("former_number",),
}


FILLED = ("salutation", "correspondent")
"""What is not chosen: the record kept has its own, or else the other's."""


def refuse_unlike(kept: Donor, gone: Donor) -> None:
    """Refuse to make one record of two that cannot be one donor's.

    Raises:
        Refused: For one and the same record, or a person and an organisation.
    """
    if kept.id == gone.id:
        message = _("Both numbers are the same donor's: choose two donors.")
        raise Refused("duplicates.same", message, "donor")
    if kept.kind is not gone.kind:
        message = _(
            "{one} is a person and {other} an organisation or the reverse: they are not merged. "
            "Change the kind of one of the records first if it is wrong."
        )
        raise Refused(
            "duplicates.kind", message.format(one=kept.display_name, other=gone.display_name)
        )


def contested(kept: Donor, gone: Donor) -> tuple[Part, ...]:
    """Return the parts on which both records say something, and not the same."""
    return tuple(
        part
        for part, one, other in ((part, said(kept, part), said(gone, part)) for part in Part)
        if one and other and fold(one) != fold(other)
    )


def said(donor: Donor, part: Part) -> str:
    """Return what a record says of a part, as one text to compare; empty when it says nothing."""
    if part is Part.ADDRESS:
        address = donor.address
        lines = (address.complement, address.building, address.street, address.locality)
        place = clean(" ".join((*lines, address.postal_code, address.city)))
        return clean(
            f"{place} {'' if address.country == current_home() else country_words(address.country)}"
        )
    if part is Part.NAME and not donor.organisation_name:
        return donor.addressee
    return clean(" ".join(str(getattr(donor, name)) for name in FIELDS[part]))


def merged(kept: Donor, gone: Donor, taken: Iterable[Part] = ()) -> Donor:
    """Return the record kept, with the parts ``taken`` from the other.

    A part on which the record kept says nothing is filled from the other. Notes are put one after
    the other. Whoever was said to be deceased stays so; only two archived records make one; mail
    that came back from the address they share still came back.
    """
    chosen = set(taken) | {part for part in Part if said(gone, part) and not said(kept, part)}
    changes: dict[str, Any] = {
        name: getattr(gone, name) for part in chosen for name in FIELDS[part]
    }
    changes |= {name: getattr(kept, name) or getattr(gone, name) for name in FILLED}
    same_address = fold(said(kept, Part.ADDRESS)) == fold(said(gone, Part.ADDRESS))
    if same_address:
        changes["returned_on"] = _latest(kept.returned_on, gone.returned_on)
    changes["deceased_on"] = _earliest(kept.deceased_on, gone.deceased_on)
    both_archived = kept.archived_on and gone.archived_on
    changes["archived_on"] = _latest(kept.archived_on, gone.archived_on) if both_archived else None
    if gone.notes.strip() and gone.notes.strip() not in kept.notes:
        changes["notes"] = "\n".join(filter(None, (kept.notes, gone.notes)))
    return replace(kept, **changes)


def _latest(one: Any, other: Any) -> Any:  # noqa: ANN401 - two days, each perhaps unknown
    return max(filter(None, (one, other)), default=None)


def _earliest(one: Any, other: Any) -> Any:  # noqa: ANN401 - two days, each perhaps unknown
    return min(filter(None, (one, other)), default=None)


_ADDRESS_COLUMNS = (*Address.__dataclass_fields__, "returned_on")
_APART = frozenset({"id", "version", "number", "sort_key", "import_run_id"})
"""Columns of a record that no merge changes."""


def restored(row: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return a record's columns without what a merge brought in.

    What a person changed since stays; an address counts as one thing.

    Args:
        row: The columns as they are.
        before: The same just before the merge.
        after: The same just after it.
    """
    given_back = dict(row)
    single = [(name,) for name in after if name not in {*_ADDRESS_COLUMNS, *_APART}]
    for names in (_ADDRESS_COLUMNS, *single):
        present = [name for name in names if name in row and name in before and name in after]
        if all(row[name] == after[name] for name in present):
            given_back.update({name: before[name] for name in present})
    return given_back
