# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of what is never changed: documents and the trail."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from app.domain.audit import AuditEntry
from app.domain.documents import Document


class DocumentRepo(Protocol):
    """The vault: documents by the fingerprint of their bytes."""

    def put(self, body: bytes, media_type: str) -> str:
        """Keep a document; return its SHA-256. The same bytes are kept once."""

    def put_tails(self, base_sha256: str, tails: Sequence[bytes], media_type: str) -> Sequence[str]:
        """Keep documents, each made of a kept base followed by a tail; return their SHA-256."""

    def read(self, sha256: str) -> bytes:
        """Return a document's bytes, verified; raise ``Trouble`` when damaged or missing.

        Raises:
            Refused: When it was erased, its legal term having passed.
        """

    def parts(self, sha256: str) -> tuple[str, bytes]:
        """Return the fingerprint of a document's base, or nothing, and its own bytes."""

    def about(self, sha256: str) -> Document:
        """Return what is known of a document; raise ``Trouble`` when missing."""

    def forget(self, sha256: str) -> None:
        """Erase a document nothing names any more; one that is still named stays."""

    def names(self) -> Iterator[str]:
        """Yield every fingerprint."""


class AuditTrail(Protocol):
    """The chained trail."""

    def note(self, room: str, subject_id: int, action: str, values: Mapping[str, object]) -> None:
        """Add an entry for an act that is more than a change of one value."""

    def of(self, room: str, subject_id: int) -> list[AuditEntry]:
        """Return the entries about one subject, oldest first."""

    def between(self, first: int, last: int) -> list[AuditEntry]:
        """Return the entries from one id to another, oldest first."""

    def last(self, limit: int = 20) -> list[AuditEntry]:
        """Return the latest entries, newest first."""

    def stream(self) -> Iterator[AuditEntry]:
        """Yield every entry, oldest first."""
