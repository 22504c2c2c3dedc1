# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""E-mail addresses several donors share."""

from app.domain.quality.facts import Facts
from app.domain.quality.findings import Check, Shared
from app.kernel.i18n import N_, _


def _email(one: Facts) -> tuple[str, ...]:
    return (one.email.strip().lower(),) if one.email else ()


def _told(email: str, names: str) -> str:
    return _("{email}: {names}").format(email=email, names=names)


CHECK = Check(
    "shared_email",
    N_("One e-mail address, several donors"),
    N_("A couple: keep as an exception. One donor twice: merge them on the page of duplicates."),
    lambda _today: Shared("shared_email", _email, _told),
)
