# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The letters the program brings, and the rules that choose among them.

They are read where they stand: an association that changed none gets better ones with the next
version; one it changed stands in the dossier, under the same code, instead.
"""

import json
from functools import cache
from typing import Any

from app.domain.letters.values import LetterKind, LetterTemplate, Rule, read_rules
from app.kernel.assets import asset_path
from app.kernel.i18n import current_language


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(asset_path("templates", "letters.json").read_text("utf-8"))
    return told


def shipped_templates() -> tuple[LetterTemplate, ...]:
    """Return the letters the program brings, named in the language in force."""
    return tuple(
        LetterTemplate(
            code=one["code"],
            kind=LetterKind(one["kind"]),
            name=one["name"][current_language()],
            french=json.dumps(one["fr"], ensure_ascii=False),
            english=json.dumps(one["en"], ensure_ascii=False),
            coupon=one["coupon"],
        )
        for one in _told()["templates"]
    )


def shipped_rules() -> tuple[Rule, ...]:
    """Return the rules the program brings: the first that answers chooses."""
    return read_rules(json.dumps(_told()["rules"]))
