# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The telephone and the e-mail that a merge does not choose: lines of the sheet, not lost."""

from app.domain.donors import Contact, ContactKind, ContactUse, Donor, phone_use, read_phone
from app.kernel.errors import Refused
from app.kernel.text import clean
from app.usecases.context import Context


def keep_ways(ctx: Context, before: Donor, after: Donor) -> None:
    """Put on the sheet of ``before`` what ``after`` no longer says; the merge moves it along."""
    known = {(one.kind, one.value) for one in ctx.uow.details.of_donor(before.id).contacts}
    chosen = {(way.kind, way.value) for way in _main_ways(after)}
    for way in _main_ways(before):
        if (way.kind, way.value) not in known | chosen:
            ctx.uow.details.add(way)


def drop_main_ways(ctx: Context, donor: Donor) -> None:
    """Take off the lines that say a second time what the record says, once a merge is undone."""
    main = {(way.kind, way.value) for way in _main_ways(donor)}
    for line in ctx.uow.details.of_donor(donor.id).contacts:
        if (line.kind, line.value) in main:
            ctx.uow.details.remove(line)


def _main_ways(donor: Donor) -> list[Contact]:
    """Return the main telephone and e-mail as lines; a number nobody can read is left out."""
    ways = []
    try:
        phone = read_phone(donor.phone) if donor.phone else ""
    except Refused:
        phone = ""
    if phone:
        ways.append(Contact(donor_id=donor.id, value=phone, use=phone_use(phone)))
    if email := clean(donor.email):
        ways.append(
            Contact(donor_id=donor.id, kind=ContactKind.EMAIL, value=email, use=ContactUse.OTHER)
        )
    return ways
