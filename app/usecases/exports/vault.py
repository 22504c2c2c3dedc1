# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents of the vault as files, and the index that tells which row names which."""

import mimetypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from app.domain.documents import ERASED
from app.domain.exports import CellKind, Column
from app.domain.exports.dictionary import Left, left_out, left_words
from app.domain.receipts import number_of
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.usecases.exports.bundle import Bundle
from app.usecases.ports import UnitOfWork
from app.usecases.ports.exports import KeptDocument, NamedBy
from app.usecases.ports.tables import Sheet

_FIRST = ("tax_receipt", "deposit")
"""Whose file a document is, when several rows name it; then the others in their order."""
_LONGEST_NAME = 100


@dataclass(slots=True)
class Stored:
    """What became of the documents so far.

    Attributes:
        missing: Those that could not be read, in sentences.
    """

    count: int = 0
    missing: list[str] = field(default_factory=list)


def documents_sheet(
    uow: UnitOfWork, bundle: Bundle, passed: Callable[[], None]
) -> tuple[Sheet, Stored]:
    """Return the index of the documents; reading its rows puts them into the archive.

    Args:
        uow: Reads the vault.
        bundle: Takes the files.
        passed: Told of each document.
    """
    columns = (
        Column(_("File"), width=44),
        Column(_("Table"), width=18),
        Column(_("Row"), width=10),
        Column(_("Column"), width=18),
        Column(_("Fingerprint"), width=66),
        Column(_("Media type"), width=18),
        Column(_("Bytes"), CellKind.COUNT, 12),
        Column(_("Kept since"), width=34),
        Column(_("Remark"), width=30),
    )
    stored = Stored()
    return Sheet("documents", columns, _index(uow, bundle, stored, passed)), stored


def _index(
    uow: UnitOfWork, bundle: Bundle, stored: Stored, passed: Callable[[], None]
) -> Iterator[Sequence[object]]:
    for document in uow.everything.documents():
        passed()
        named = sorted(document.named, key=_by_importance)
        place, remark = _store(document, named, uow, bundle, stored)
        about = (document.sha256, document.media_type, document.size)
        kept = (*about, document.created_at.isoformat(), remark)
        for one in named:
            yield place, one.table, one.key, one.column, *kept
        if not named:
            yield place, "", "", "", *kept


def _by_importance(named: NamedBy) -> tuple[int, str, str]:
    rank = _FIRST.index(named.table) if named.table in _FIRST else len(_FIRST)
    return rank, named.table, named.key


def _store(
    document: KeptDocument,
    named: Sequence[NamedBy],
    uow: UnitOfWork,
    bundle: Bundle,
    stored: Stored,
) -> tuple[str, str]:
    """Put one into the archive; return its place there, or nothing and why it is not."""
    if any(left_out(one.table, one.column) is Left.SECRET for one in named):
        return "", left_words()[Left.SECRET]
    if document.media_type == ERASED:
        return "", _("erased: the time it had to be kept has passed")
    place = f"documents/{_name(document, named[0] if named else None)}"
    try:
        body = uow.documents.read(document.sha256)
    except OboleError as error:
        stored.missing.append(place)
        return "", error.message
    bundle.put(place, body)
    stored.count += 1
    return place, ""


def _name(document: KeptDocument, named: NamedBy | None) -> str:
    """Return a name no other document has, and that says what it is."""
    ending = mimetypes.guess_extension(document.media_type) or ".bin"
    if named is None:
        return f"others/{document.sha256}{ending}"
    year, rank = named.number
    words = [number_of(year, rank) if named.number != (0, 0) else named.key]
    if named.label:
        label = PurePath(named.label.replace("\\", "/")).name
        kept = "".join(sign if sign.isalnum() or sign in " .-_" else "_" for sign in label)
        words.append(kept[-_LONGEST_NAME:])
    elif named.column not in {"document_sha256", "sha256"}:
        words.append(named.column.removesuffix("_sha256"))
    name = "-".join(words)
    return f"{named.table}/{name if PurePath(name).suffix else name + ending}"
