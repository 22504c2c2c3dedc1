# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors who gave and to whom no letter can be addressed."""

from app.domain.quality.facts import Facts
from app.domain.quality.findings import Check, Each, Finding
from app.kernel.i18n import N_, _


def _look(one: Facts) -> Finding | None:
    if one.deceased_on or not one.cents:
        return None
    missing = [
        words
        for value, words in (
            (one.street or one.locality, _("street")),
            (one.postal_code or one.country != "FR", _("postal code")),
            (one.city, _("town")),
        )
        if not value
    ]
    if not missing:
        return None
    told = _("missing: {parts}; neither a receipt nor a letter arrives")
    about = f"{one.street}|{one.locality}|{one.postal_code}|{one.city}"
    return Finding(CHECK.id, one, told.format(parts=", ".join(missing)), about)


CHECK = Check(
    "address",
    N_("Incomplete address, with gifts"),
    N_("Open the sheet and complete the address; the tax receipt must bear it."),
    lambda _today: Each(_look),
)
