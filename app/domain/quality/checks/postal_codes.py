# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Postal codes that are none: France writes five digits."""

from app.domain.quality.facts import Facts
from app.domain.quality.findings import Check, Each, Finding
from app.kernel.i18n import N_, _

_LENGTH = 5


def _look(one: Facts) -> Finding | None:
    code = one.postal_code
    if not code or one.country != "FR" or (len(code) == _LENGTH and code.isdecimal()):
        return None
    told = _("“{code}” is no French postal code: it has five digits").format(code=code)
    proposal = _mended(code)
    return Finding(CHECK.id, one, told, code, code, proposal, sure=bool(proposal))


def _mended(code: str) -> str:
    """Return the code without its spaces and its F-, with the zero a spreadsheet took away."""
    bare = "".join(code.upper().removeprefix("FR-").removeprefix("F-").split())
    if bare.isascii() and bare.isdecimal() and len(bare) in {_LENGTH - 1, _LENGTH}:
        return bare.zfill(_LENGTH)
    return ""


CHECK = Check(
    "postal_code",
    N_("Postal code that is none"),
    N_("Type the five digits; abroad, give the country on the sheet."),
    lambda _today: Each(_look),
    "postal_code",
)
