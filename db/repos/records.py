# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault and the trail."""

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.audit import AuditEntry
from app.domain.documents import ERASED, Document
from app.kernel.errors import Refused, Trouble
from app.kernel.i18n import _
from db.base import metadata
from db.tables.documents import document
from db.tables.records import audit_entry
from db.work import Work

_CHUNK = 400


class SqlDocumentRepo:
    """The vault: documents by the fingerprint of their bytes.

    A document may be kept as a base, shared by many, and its own tail. The fingerprint is always
    that of the whole.
    """

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work
        self._bases: dict[str, bytes] = {}

    def put(self, body: bytes, media_type: str) -> str:
        """Keep a document; return its SHA-256. The same bytes are kept once."""
        sha256 = hashlib.sha256(body).hexdigest()
        if not self._missing([sha256]):
            return sha256
        self._keep([self._row_of(sha256, len(body), None, body, media_type)])
        return sha256

    def put_tails(self, base_sha256: str, tails: Sequence[bytes], media_type: str) -> list[str]:
        """Keep documents, each made of a kept base followed by a tail; return their SHA-256."""
        base = self._base(base_sha256)
        begun = hashlib.sha256(base)
        whole: dict[str, bytes] = {}
        names = []
        for tail in tails:
            digest = begun.copy()
            digest.update(tail)
            names.append(digest.hexdigest())
            whole[names[-1]] = tail
        missing = self._missing(names)
        self._keep(
            [
                self._row_of(name, len(base) + len(tail), base_sha256, tail, media_type)
                for name, tail in whole.items()
                if name in missing
            ]
        )
        return names

    def _missing(self, names: Sequence[str]) -> set[str]:
        known = sa.select(document.c.sha256).where(document.c.sha256.in_(names))
        return set(names) - set(self._work.connection.execute(known).scalars())

    def _row_of(
        self, sha256: str, size: int, base: str | None, body: bytes, media_type: str
    ) -> dict[str, Any]:
        return {
            "sha256": sha256,
            "media_type": media_type,
            "size": size,
            "base_sha256": base,
            "body": zlib.compress(body, 6),
            "created_at": self._instant(),
        }

    def _keep(self, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._work.connection.execute(document.insert(), rows)
            self._work.touch("documents")

    def _instant(self) -> datetime:
        if self._work.at is None:
            message = "a document is kept in a writing transaction only"
            raise ValueError(message)
        return self._work.at

    def read(self, sha256: str) -> bytes:
        """Return a document's bytes, verified.

        Raises:
            Refused: When it was erased, its legal term having passed.
            Trouble: When it is missing or damaged.
        """
        base, body = self.parts(sha256)
        whole = self._base(base) + body if base else body
        if hashlib.sha256(whole).hexdigest() != sha256:
            message = _(
                "A document kept in the dossier is damaged ({sha256}): restore it from a backup."
            )
            raise Trouble("document.damaged", message.format(sha256=sha256[:12]))
        return whole

    def parts(self, sha256: str) -> tuple[str, bytes]:
        """Return the fingerprint of a document's base, or nothing, and its own bytes."""
        row = self._row(sha256)
        if row["media_type"] == ERASED:
            message = _("This document was erased: the time it had to be kept has passed.")
            raise Refused("document.erased", message)
        try:
            body = zlib.decompress(row["body"])
        except zlib.error:
            body = b""
        return row["base_sha256"] or "", body

    def _base(self, sha256: str) -> bytes:
        """Read a shared base once in this transaction."""
        if sha256 not in self._bases:
            self._bases[sha256] = self.read(sha256)
        return self._bases[sha256]

    def about(self, sha256: str) -> Document:
        """Return what is known of a document."""
        row = self._row(sha256)
        return Document(
            sha256=sha256,
            size=row["size"],
            media_type=row["media_type"],
            created_at=row["created_at"],
        )

    def _row(self, sha256: str) -> Mapping[str, Any]:
        wanted = sa.select(document).where(document.c.sha256 == sha256)
        row = self._work.connection.execute(wanted).mappings().first()
        if row is None:
            message = _(
                "A document is missing from the dossier ({sha256}): restore it from a backup."
            )
            raise Trouble("document.missing", message.format(sha256=sha256[:12]))
        return dict(row)

    def forget(self, sha256: str) -> None:
        """Erase a document nothing names any more; one that is still named stays."""
        naming = [
            column
            for table in metadata.tables.values()
            for column in table.columns
            if column.name.endswith("sha256") and column is not document.c.sha256
        ]
        run = self._work.connection.execute
        if any(run(sa.select(one).where(one == sha256).limit(1)).first() for one in naming):
            return
        run(document.delete().where(document.c.sha256 == sha256))
        self._work.touch("documents")

    def empty(self, sha256: str) -> None:
        """Take a document's bytes away; its fingerprint stays, which chains are made of."""
        values = {"body": zlib.compress(b""), "size": 0, "media_type": ERASED}
        self._work.connection.execute(
            document.update().where(document.c.sha256 == sha256).values(**values)
        )
        self._work.touch("documents")

    def names(self) -> Iterator[str]:
        """Yield every fingerprint."""
        yield from self._work.connection.execute(
            sa.select(document.c.sha256).order_by(document.c.sha256)
        ).scalars()


class SqlAuditTrail:
    """The chained trail."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work

    def note(self, room: str, subject_id: int, action: str, values: Mapping[str, object]) -> None:
        """Add an entry for an act that is more than a change of one value."""
        self._work.record(room, subject_id, action, values)

    def erase(self, entry_ids: Sequence[int]) -> None:
        """Take values and salt of entries away; the chain, made of digests, still verifies."""
        for start in range(0, len(entry_ids), _CHUNK):
            chunk = audit_entry.c.id.in_(entry_ids[start : start + _CHUNK])
            nothing = {"salt": None, "values": None}
            self._work.connection.execute(audit_entry.update().where(chunk).values(nothing))

    def of(self, room: str, subject_id: int) -> list[AuditEntry]:
        """Return the entries about one subject, oldest first."""
        wanted = sa.select(audit_entry).where(
            audit_entry.c.room == room, audit_entry.c.subject_id == subject_id
        )
        return self._entries(wanted.order_by(audit_entry.c.id))

    def between(self, first: int, last: int) -> list[AuditEntry]:
        """Return the entries from one id to another, oldest first."""
        wanted = sa.select(audit_entry).where(audit_entry.c.id.between(first, last))
        return self._entries(wanted.order_by(audit_entry.c.id))

    def last(self, limit: int = 20) -> list[AuditEntry]:
        """Return the latest entries, newest first."""
        return self._entries(sa.select(audit_entry).order_by(audit_entry.c.id.desc()).limit(limit))

    def stream(self) -> Iterator[AuditEntry]:
        """Yield every entry, oldest first."""
        ordered = sa.select(audit_entry).order_by(audit_entry.c.id)
        rows = self._work.connection.execute(ordered, execution_options={"yield_per": 1000})
        for row in rows.mappings():
            yield AuditEntry(**row)

    def _entries(self, statement: sa.Select[Any]) -> list[AuditEntry]:
        rows = self._work.connection.execute(statement).mappings()
        return [AuditEntry(**row) for row in rows]
