# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents kept in the dossier by the fingerprint of their bytes."""

from dataclasses import dataclass
from datetime import datetime


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
