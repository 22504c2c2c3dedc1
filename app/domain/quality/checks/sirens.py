# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SIREN numbers that are wrong, and companies that gave and have none.

The receipt of a company bears its number: form 16216, article 238 bis of the tax code.
"""

from app.domain.donors import DonorKind
from app.domain.organisation import is_siren
from app.domain.quality.facts import Facts
from app.domain.quality.findings import Check, Each, Finding
from app.kernel.i18n import N_, _


def _look(one: Facts) -> Finding | None:
    if one.kind != DonorKind.ORGANISATION or one.country != "FR":
        return None
    siren = "".join(one.siren.split())
    if is_siren(siren) or not (siren or one.cents):
        return None
    if siren:
        told = _("“{siren}” is miscopied: nine digits, the last a key").format(siren=one.siren)
    else:
        told = _("no number: a company's receipt must bear it")
    return Finding(CHECK.id, one, told, siren, one.siren)


CHECK = Check(
    "siren",
    N_("SIREN number missing or wrong"),
    N_("Type the nine digits; annuaire-entreprises.data.gouv.fr tells them."),
    lambda _today: Each(_look),
    "siren",
)
