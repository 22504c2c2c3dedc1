# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""E-mail addresses no letter reaches: without their shape, or at a provider that is misspelt."""

import json
from functools import cache

from app.domain.donors import looks_like_email
from app.domain.quality.facts import Facts
from app.domain.quality.findings import Check, Each, Finding
from app.kernel.assets import asset_path
from app.kernel.i18n import N_, _


@cache
def _misspelt() -> dict[str, str]:
    path = asset_path("data", "mail_providers.json")
    told: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))["misspelt"]
    return {wrong: right for right, spellings in told.items() for wrong in spellings}


def _look(one: Facts) -> Finding | None:
    email = one.email
    if not email:
        return None
    name, _at, domain = email.rpartition("@")
    if not looks_like_email(email):
        told = _("“{email}” has not the shape of an e-mail address").format(email=email)
        proposal = _mended(email)
        return Finding(CHECK.id, one, told, email, email, proposal)
    right = _misspelt().get(domain.lower())
    if right is None:
        return None
    told = _("“{domain}” is perhaps {right}").format(domain=domain, right=right)
    return Finding(CHECK.id, one, told, email, email, f"{name}@{right}", sure=True)


def _mended(email: str) -> str:
    """Return the address without spaces, a full stop for a comma, when it then has the shape."""
    tried = "".join(email.split()).replace(",", ".").removeprefix("mailto:").strip(".;<>")
    return tried if looks_like_email(tried) else ""


CHECK = Check(
    "email",
    N_("E-mail address no message reaches"),
    N_("Mend the address, or empty the field."),
    lambda _today: Each(_look),
    "email",
)
