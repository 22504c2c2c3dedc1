# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephone numbers nobody can dial."""

import re

from app.domain.donors import read_phone
from app.domain.quality.facts import Facts
from app.domain.quality.findings import Check, Each, Finding
from app.kernel.errors import Refused
from app.kernel.i18n import N_, _

_PLAIN = re.compile(r"(?:\+33 ?|0)[1-79](?:[ .]?\d\d){4}")
"""What nearly every number of a French file looks like; the tables of all countries take a hundred
times longer, and are asked about the others."""


def _look(one: Facts) -> Finding | None:
    if not one.phone or _PLAIN.fullmatch(one.phone) or _is_dialled(one.phone):
        return None
    told = _("“{phone}” is no telephone number of any country").format(phone=one.phone)
    proposal = _mended(one.phone)
    return Finding(CHECK.id, one, told, one.phone, one.phone, proposal, sure=bool(proposal))


def _is_dialled(phone: str) -> bool:
    try:
        read_phone(phone)
    except Refused:
        return False
    return True


def _mended(phone: str) -> str:
    """Return the number with the zero a spreadsheet took away, when it then is one."""
    digits = "".join(phone.split()).replace(".", "").replace("-", "")
    with_zero = f"0{digits}"
    return with_zero if digits.isdecimal() and _PLAIN.fullmatch(with_zero) else ""


CHECK = Check(
    "phone",
    N_("Telephone number that is none"),
    N_("Type the number again, or empty the field."),
    lambda _today: Each(_look),
    "phone",
)
