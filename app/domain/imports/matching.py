# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether somebody in a table is on file already, and what the table adds to what is known."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.donors import Donor, number_text, read_number
from app.domain.imports.fields import Field, ImportKind
from app.domain.imports.rows import DonorRow, RowRefused
from app.kernel.damm import is_valid
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.text import fold

_OURS = re.compile(r"\d{5,}-\d")
_WITH_KEY = 6


class UpdatePolicy(StrEnum):
    """What a table may change of a donor on file; a blank never overwrites."""

    KEEP = "keep"
    """Nothing: only who is new comes in."""
    FILL = "fill"
    """Only what is empty."""
    REPLACE = "replace"
    """Whatever the table says otherwise."""


@dataclass(frozen=True, slots=True)
class DonorKey:
    """By what a donor is recognised.

    Attributes:
        ref: The id of a donor on file; negative for one the import makes.
    """

    ref: int
    number: int
    former_number: str
    sort_key: str
    postal_code: str
    street: str


class DonorKeys:
    """Everybody on file, and whom the import adds, ready to be recognised.

    Args:
        kind: What the import brings.
        keys: Who is on file.
        erased: Numbers of persons who were erased: no file brings them back.
    """

    def __init__(
        self, kind: ImportKind, keys: Iterable[DonorKey], erased: frozenset[int] = frozenset()
    ) -> None:
        """Learn who is on file."""
        self._kind, self._erased = kind, erased
        self._by_number: dict[int, int] = {}
        self._by_former: dict[str, int] = {}
        self._by_name: dict[tuple[str, str], tuple[int, ...]] = {}
        self._known: dict[int, DonorKey] = {}
        for key in keys:
            self.add(key)

    def add(self, key: DonorKey) -> None:
        """Learn one more."""
        self._by_number[key.number] = key.ref
        if key.former_number:
            self._by_former[key.former_number] = key.ref
        name = (key.sort_key, key.postal_code)
        self._by_name[name] = (*self._by_name.get(name, ()), key.ref)
        self._known[key.ref] = key

    def numbered(self, number: int) -> int | None:
        """Return the ref of the donor on file who bears a number, if there is one."""
        return self._by_number.get(number)

    def also(self, ref: int, row: DonorRow) -> None:
        """Learn that somebody known is called otherwise, too: further rows of the name are his."""
        donor = row.donor
        name = (donor.sort_key, donor.address.postal_code)
        if ref not in (known := self._by_name.get(name, ())):
            self._by_name[name] = (*known, ref)
        if row.number:
            self._by_former.setdefault(row.number, ref)

    def find(self, row: DonorRow) -> int | None:
        """Return the ref of whom a row speaks of, or None when nobody on file is.

        Raises:
            RowRefused: When the number is miscopied or another's, or several could be meant.
        """
        found = self._by_written_number(row)
        if found is None and row.named:
            found = self._by_name_and_place(row)
        return found

    def _by_written_number(self, row: DonorRow) -> int | None:
        text = row.number
        if not text:
            return None
        if _OURS.fullmatch(text) and self._checked(text) in self._erased:
            message = _("the number of somebody who was not erased; who gives again is a new donor")
            raise RowRefused("", text, message)
        found = self._by_former.get(text)
        if found is None and _OURS.fullmatch(text):
            found = self._by_number.get(self._checked(text))
        if found is None and text.isdecimal() and len(text) >= _WITH_KEY and is_valid(text):
            ours = self._by_number.get(int(text[:-1]))
            found = ours if ours is not None and self._same_name(ours, row) else None
        if found is not None and not self._same_name(found, row):
            key = self._known[found]
            message = _("the name of donor {number}, which is {name}")
            told = message.format(number=number_text(key.number), name=key.sort_key.upper())
            raise RowRefused("", row.donor.display_name, told)
        return found

    def _checked(self, text: str) -> int:
        try:
            return read_number(text)
        except Refused as refused:
            raise RowRefused("", text, refused.message) from refused

    def _same_name(self, ref: int, row: DonorRow) -> bool:
        """Tell whether a row's name, if it has one, shares a word with the donor's."""
        if not row.named:
            return True
        told, known = row.donor.sort_key, self._known[ref].sort_key
        return bool(told and told == known) or bool(set(told.split()) & set(known.split()))

    def _by_name_and_place(self, row: DonorRow) -> int | None:
        donor = row.donor
        refs = [
            ref
            for ref in self._by_name.get((donor.sort_key, donor.address.postal_code), ())
            if not (row.number and self._known[ref].former_number not in {"", row.number})
        ]
        street = fold(donor.address.street)
        if self._kind is ImportKind.DONORS and street:
            # One list of donors has one line a person: another street is another person.
            refs = [r for r in refs if r > 0 or self._known[r].street in {"", street}]
        same = [ref for ref in refs if street and self._known[ref].street == street]
        refs = same or refs
        if len(refs) > 1:
            expected = _("the donor number: several donors bear this name at this postal code")
            raise RowRefused("", donor.display_name, expected)
        return refs[0] if refs else None


def key_of(ref: int, donor: Donor) -> DonorKey:
    """Return by what a donor is recognised."""
    return DonorKey(
        ref,
        donor.number,
        donor.former_number,
        donor.sort_key,
        donor.address.postal_code,
        fold(donor.address.street),
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays on file although the table says otherwise."""

    field: str
    found: str
    kept: str


_ADDRESS = frozenset(
    {
        Field.COMPLEMENT, Field.BUILDING, Field.STREET, Field.LOCALITY,
        Field.POSTAL_CODE, Field.CITY, Field.PLACE,
    }
)  # fmt: skip
_NAMED_OTHERWISE = {Field.NUMBER: "former_number"}
_FIELDS = ("civility", "first_name", "phone", "email", "siren", "legal_form", "former_number")


def completed(
    known: Donor,
    told: Donor,
    policy: UpdatePolicy,
    replaced: Collection[Field] = (),
    untouched: Collection[Field] = (),
) -> tuple[Donor, list[Kept]]:
    """Return a donor with what a table adds, and what was kept against it.

    An address is taken whole: half of one and half of another would be nobody's.

    Args:
        known: The donor on file.
        told: What the table says; its blanks change nothing.
        policy: What it may change of all fields.
        replaced: Fields it may overwrite besides.
        untouched: Fields it may not even fill.
    """
    overwritten, left = _names(replaced), _names(untouched)
    if policy is UpdatePolicy.KEEP:
        left = {*_FIELDS, "notes", "address"}
    changes: dict[str, object] = {}
    kept = []
    for name in _FIELDS:
        old, new = getattr(known, name), getattr(told, name)
        if not new or _same(old, new):
            continue
        if name not in left and (not old or policy is UpdatePolicy.REPLACE or name in overwritten):
            changes[name] = new
        else:
            kept.append(Kept(name, new, old))
    if told.notes and told.notes not in known.notes:
        if "notes" in left:
            kept.append(Kept("notes", told.notes, known.notes))
        else:
            changes["notes"] = "; ".join(filter(None, (known.notes, told.notes)))
    old_address, new_address = known.address, told.address
    lines = f"{new_address.street} {new_address.locality} {new_address.city}".strip()
    if lines and not _same_address(known, told):
        moved = policy is UpdatePolicy.REPLACE or "address" in overwritten
        blank = not (old_address.street or old_address.locality)
        if "address" not in left and (moved or blank):
            changes["address"] = new_address
            changes["returned_on"] = None
        else:
            shown = f"{old_address.street} {old_address.postal_code} {old_address.city}".strip()
            kept.append(Kept("street", lines, shown))
    return (replace(known, **changes) if changes else known), kept  # type: ignore[arg-type]


def _names(fields: Collection[Field]) -> set[str]:
    """Return what the columns of a table are called on a donor's sheet."""
    return {
        "address" if one in _ADDRESS else _NAMED_OTHERWISE.get(one, one.value) for one in fields
    }


def _same(old: str, new: str) -> bool:
    return fold(old) == fold(new)


def _same_address(known: Donor, told: Donor) -> bool:
    """Tell whether a table's address says nothing that the one on file does not."""
    return all(
        not getattr(told.address, part)
        or _same(getattr(known.address, part), getattr(told.address, part))
        for part in ("complement", "building", "street", "locality", "postal_code", "city")
    )
