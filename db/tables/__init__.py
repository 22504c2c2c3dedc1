# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables: facts only. Importing this package makes the metadata whole."""

from db.tables import (
    accounting,
    addresses,
    batches,
    campaigns,
    desk,
    documents,
    donors,
    duplicates,
    households,
    imports,
    letters,
    lists,
    mail,
    notebook,
    organisation,
    privacy,
    quality,
    readers,
    receipts,
    records,
)

__all__ = [
    "accounting",
    "addresses",
    "batches",
    "campaigns",
    "desk",
    "documents",
    "donors",
    "duplicates",
    "households",
    "imports",
    "letters",
    "lists",
    "mail",
    "notebook",
    "organisation",
    "privacy",
    "quality",
    "readers",
    "receipts",
    "records",
]
