# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""First names all in capitals or all in small letters, as old programs left them."""

import re

from app.domain.donors import DonorKind
from app.domain.quality.facts import Facts
from app.domain.quality.findings import Check, Each, Finding
from app.kernel.i18n import N_, _

_WORD = re.compile(r"[^\W\d_]+")
_INITIALS = 2
"""JP, or M: initials are written in capitals."""


def _look(one: Facts) -> Finding | None:
    first = one.first_name
    if one.kind != DonorKind.PERSON or not first or len(first) <= _INITIALS or "." in first:
        return None
    if not (first.isupper() or first.islower()):
        return None
    proposal = _WORD.sub(lambda word: word.group().capitalize(), first)
    if proposal.isupper() or proposal.islower():
        return None
    told = _("“{name}” would be printed so on letters and receipts").format(name=first)
    return Finding(CHECK.id, one, told, first, first, proposal, sure=True)


CHECK = Check(
    "first_name",
    N_("First name all in capitals, or without one"),
    N_("Write it as it is to be printed."),
    lambda _today: Each(_look),
    "first_name",
)
