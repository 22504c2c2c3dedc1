# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The boxes of the receipt form an association may belong to; data, with their source."""

import json

from app.kernel.assets import asset_path
from app.kernel.i18n import current_language


def receipt_statuses() -> tuple[tuple[str, object], ...]:
    """Return (words, code) for each box, in the order of the form."""
    text = asset_path("data", "receipt_statuses.json").read_text(encoding="utf-8")
    language = current_language()
    return tuple((entry[language], entry["code"]) for entry in json.loads(text)["statuses"])
