# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents kept in the dossier by the fingerprint of their bytes."""

from dataclasses import dataclass
from datetime import datetime

MOST_BYTES = 20_000_000
"""A scanned bill is a few hundred thousand; a film would swell the dossier for ever."""

ERASED = "erased"
"""What stands for the media type of a document whose bytes were erased after their term."""

_HEADS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


def scan_type(body: bytes) -> str:
    """Return the media type of a scan, told from its first bytes; empty when it is none."""
    return next((word for head, word in _HEADS.items() if body.startswith(head)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the vault knows of a document besides its bytes.

    Attributes:
        sha256: Fingerprint of the whole document, in hexadecimal; its name in the vault.
        size: Bytes of the whole document.
        media_type: Such as ``application/pdf``.
    """

    sha256: str
    size: int
    media_type: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page drawn, for a screen.

    Attributes:
        pages: How many the document has.
        width, height: In points of the screen.
        across_mm, down_mm: The page itself, in millimetres.
        stride: Bytes from one line to the next.
        rgba: Red, green, blue and opacity of each point.
    """

    pages: int
    width: int
    height: int
    stride: int
    rgba: bytes
    across_mm: float = 0
    down_mm: float = 0
