# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The trail of what was done, each entry chained to the one before.

The chain covers salted digests of the values, which stand beside: erasing a person's values and
salt leaves a chain that still verifies.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

GENESIS = "0" * 64
"""What the first entry is chained to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One thing written: who, when, what, with the values before and after.

    Attributes:
        action: ``created``, ``changed``, ``removed``, or a word of the room such as ``posted``.
        values: JSON of the fields that changed, ``{"field": [before, after]}``; None once erased.
        digest: SHA-256 of salt and values.
        chain: SHA-256 of the previous entry's chain and of all the rest.
    """

    id: int = 0
    at: datetime
    by: str
    command: str
    room: str
    subject_id: int
    action: str
    salt: str | None
    values: str | None
    digest: str
    chain: str


def digest_of(salt: str, values: str) -> str:
    """Return the fingerprint that stands in the chain for the values."""
    return hashlib.sha256(f"{salt}\n{values}".encode()).hexdigest()


def chain_of(previous: str, entry: AuditEntry) -> str:
    """Return the link that binds ``entry`` to the chain before it."""
    parts = (
        previous,
        entry.at.isoformat(),
        entry.by,
        entry.command,
        entry.room,
        str(entry.subject_id),
        entry.action,
        entry.digest,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(values: Mapping[str, object]) -> str:
    """Write values as JSON, one text for one content."""
    return _ENCODER.encode(values)
