# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The donor being typed: flat fields over the frozen value, checked at each key; no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from app.domain.addresses import LINE_LENGTH, Address, envelope_lines
from app.domain.donors import (
    Donor,
    DonorKind,
    ReceiptChannel,
    ReceiptWish,
    check_donor,
)
from app.kernel.i18n import _
from app.kernel.problem import Problem, Severity
from app.kernel.text import clean

ADDRESS_FIELDS = frozenset(field.name for field in fields(Address))
_CAPITALS = frozenset({"last_name"})
_CHOICES = {"kind": DonorKind, "receipt_wish": ReceiptWish, "receipt_channel": ReceiptChannel}
"""Fields that hold a word of a list: a widget gives it back as plain text."""
_MULTILINE = frozenset({"notes"})


def value_of(donor: Donor, name: str) -> Any:
    """Return a field of the donor or of the address."""
    return getattr(donor.address if name in ADDRESS_FIELDS else donor, name)


def with_values(donor: Donor, values: Mapping[str, Any]) -> Donor:
    """Return the donor with some fields changed, texts trimmed."""
    tidy = {
        # What nobody typed in stays as it was written, small letters too.
        name: value_of(donor, name) if value == value_of(donor, name) else _tidy(name, value)
        for name, value in values.items()
    }
    address = {name: value for name, value in tidy.items() if name in ADDRESS_FIELDS}
    own = {name: value for name, value in tidy.items() if name not in ADDRESS_FIELDS}
    return replace(donor, address=replace(donor.address, **address), **own)


def _tidy(name: str, value: Any) -> Any:
    if name in _CHOICES:
        return _CHOICES[name](value)
    if not isinstance(value, str):
        return value
    if name in _MULTILINE:
        return value.strip()
    return clean(value).upper() if name in _CAPITALS else clean(value)


def changed_fields(before: Donor, after: Donor) -> list[str]:
    """Return the names of the fields that differ, the address's spread out."""
    names = [f.name for f in fields(Donor) if f.name not in {"id", "version", "address"}]
    names.extend(sorted(ADDRESS_FIELDS))
    return [name for name in names if value_of(before, name) != value_of(after, name)]


def envelope(donor: Donor) -> Sequence[tuple[str, str]]:
    """Return (field, line) of the lines of the envelope, empty ones too."""
    return envelope_lines(donor.addressee, donor.address)


def problems_of(donor: Donor) -> list[Problem]:
    """Return what is wrong or doubtful, long envelope lines included (norm NF Z10-011)."""
    problems = check_donor(donor)
    for name, line in envelope(donor):
        if len(line) > LINE_LENGTH:
            message = _(
                "This envelope line has {count} characters; the post reads {limit}: shorten it."
            )
            field = "last_name" if name == "recipient" else name
            sentence = message.format(count=len(line), limit=LINE_LENGTH)
            problems.append(Problem(field, "address.long_line", sentence, Severity.WARNING))
    return problems
