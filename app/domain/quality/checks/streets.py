# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Streets not written as the postal norm has it, and lines too long whatever is shortened.

Source: norm NF Z10-011 (38 characters, no punctuation in the line of the street).
"""

from app.domain.addresses import LINE_LENGTH, Address, envelope_lines, tidy_street
from app.domain.quality.facts import Facts
from app.domain.quality.findings import Check, Each, Finding
from app.kernel.i18n import N_, _

_SPARE = 4
"""Letters that take two characters in capitals: a street that short need not be written out."""


def _look(one: Facts) -> Finding | None:
    street = one.street
    if one.country != "FR" or not street:
        return None
    tidy = tidy_street(street)
    if tidy and tidy != street:
        told = _("“{street}” is written “{tidy}” on an envelope")
        sentence = told.format(street=street, tidy=tidy)
        return Finding(CHECK.id, one, sentence, street, street, tidy, sure=True)
    if len(street) <= LINE_LENGTH - _SPARE:
        return None
    length = len(dict(envelope_lines("", Address(street=street)))["street"])
    if length <= LINE_LENGTH:
        return None
    told = _("“{street}” takes {count} characters of {limit}, words shortened")
    sentence = told.format(street=street, count=length, limit=LINE_LENGTH)
    return Finding(CHECK.id, one, sentence, street, street)


CHECK = Check(
    "street",
    N_("Street against the postal norm"),
    N_("Take what is proposed, or move a part of the line to the flat or the building."),
    lambda _today: Each(_look),
    "street",
)
