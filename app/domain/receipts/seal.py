# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The certificate with which copies that leave are sealed."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

_TOLD_BEFORE = timedelta(days=30)


class SealState(Enum):
    """Whether a certificate can seal on a day."""

    GOOD = "good"
    ENDS_SOON = "ends_soon"
    NOT_YET = "not_yet"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says of itself.

    Attributes:
        subject: Whom it names.
        issuer: Who vouches for that; the same name when nobody else does.
        first_on, last_on: The days it holds.
        fingerprint: SHA-256 of the certificate, by which its password is kept.
    """

    subject: str
    issuer: str
    first_on: date
    last_on: date
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The certificate of the association; its key is in the vault, under its own password.

    Attributes:
        bundle_sha256: The PKCS #12 file (RFC 7292), in the vault.
    """

    id: int = 0
    version: int = 0
    subject: str
    issuer: str
    first_on: date
    last_on: date
    fingerprint: str
    bundle_sha256: str
    installed_on: date
    by: str = ""

    @property
    def vouched(self) -> bool:
        """Whether somebody else vouches for the name."""
        return self.subject != self.issuer

    def state(self, today: date) -> SealState:
        """Tell whether it can seal on a day."""
        if today < self.first_on:
            return SealState.NOT_YET
        if today > self.last_on:
            return SealState.OVER
        return SealState.ENDS_SOON if today > self.last_on - _TOLD_BEFORE else SealState.GOOD
