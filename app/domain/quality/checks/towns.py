# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Towns the postal code does not serve: one of the two is wrong, and letters go astray."""

from app.domain.addresses import agrees, codes_of, nearest_town, town_key, towns_of
from app.domain.quality.facts import Facts
from app.domain.quality.findings import Check, Each, Finding
from app.kernel.i18n import N_, _

_NAMED = 3
"""Towns, or codes, told of many."""


def _look(one: Facts) -> Finding | None:
    code, town = one.postal_code.strip(), one.city
    if one.country != "FR" or agrees(code, town):
        return None
    told = _("{code} serves {towns}, not {town}")
    sentence = told.format(code=code, towns=_some(towns_of(code)), town=town)
    if codes := codes_of(town):
        also = _("{town} has {codes}").format(town=town, codes=_some(codes))
        sentence = f"{sentence}; {also}"
    proposal = nearest_town(code, town)
    about = f"{code} {town_key(town)}"
    return Finding(CHECK.id, one, sentence, about, town, proposal, sure=bool(proposal))


def _some(names: tuple[str, ...]) -> str:
    told = ", ".join(names[:_NAMED])
    return told if len(names) <= _NAMED else f"{told}…"


CHECK = Check(
    "town",
    N_("Town the postal code does not serve"),
    N_("Mend the town here; if the postal code is wrong, open the sheet."),
    lambda _today: Each(_look),
    "city",
)
