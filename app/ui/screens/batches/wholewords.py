# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A posted batch taken back whole, in words; no Qt."""

from app.domain.users import Permission, User
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.ui.screens.batches.totals import count_and_total
from app.usecases.gifts import Foretold, Reversal
from app.usecases.gifts.whole import tell_gaps, tell_left

_MOST = 6
"""Receipts named one by one; their number is told anyway."""


def facts_text(told: Foretold) -> str:
    """Say what would be written, what is left alone, and what the bank will see."""
    facts = _reversal_text(told), tell_left(told.whole), *tell_gaps(told.whole)
    return "\n".join(fact for fact in facts if fact)


def _reversal_text(told: Foretold) -> str:
    whole = told.whole
    message = ngettext(
        "Reversal of {sum} ({count} line), in a batch of corrections of {day}.",
        "Reversal of {sum} ({count} lines), in a batch of corrections of {day}.",
        whole.lines,
    )
    return message.format(
        sum=count_and_total(whole.count, whole.cents),
        count=whole.lines,
        day=format_day(told.dated),
    )


def receipts_text(told: Foretold) -> str:
    """Say which tax receipts stand in the way, and what would become of them; or nothing."""
    if not told.receipts:
        return ""
    message = ngettext(
        "{count} tax receipt stands on these gifts: {numbers}.",
        "{count} tax receipts stand on these gifts: {numbers}.",
        len(told.receipts),
    )
    numbers = _listed([one.number for one in told.receipts])
    parts = [message.format(count=len(told.receipts), numbers=numbers)]
    if due := sum(one.cents > 0 for one in told.receipts):
        message = ngettext(
            "{count} will be replaced at once, for the other gifts on it.",
            "{count} will be replaced at once, for the other gifts on them.",
            due,
        )
        parts.append(message.format(count=due))
    for one in told.receipts:
        if one.obstacle:
            message = _("The replacement of {number} waits for the next issue: {why}.")
            parts.append(message.format(number=one.number, why=one.obstacle))
    return " ".join(parts)


def choice_text(told: Foretold) -> str:
    """Name the choice to cancel the receipts with the batch."""
    return ngettext(
        "Cancel this receipt, with the same reason",
        "Cancel these receipts, with the same reason",
        len(told.receipts),
    )


def obstacle_text(told: Foretold, actor: User) -> str:
    """Say why nothing can be done whatever is chosen, or nothing."""
    if told.receipts and not actor.may(Permission.RECEIPTS_ISSUE):
        return _("Only who may issue receipts takes back a batch whose gifts are on some.")
    return ""


def done_text(done: Reversal) -> str:
    """Say what was written."""
    message = _("Batch {number} is reversed by batch {corrections}: {amount}.")
    told = [
        message.format(
            number=done.whole.batch.number,
            corrections=done.batch.number,
            amount=format_amount(-done.whole.cents),
        )
    ]
    if done.receipts:
        issued = sum(one.replacement is not None for one in done.receipts)
        message = _("Tax receipts cancelled: {cancelled}; issued in their place: {issued}.")
        told.append(message.format(cancelled=len(done.receipts), issued=issued))
    return " ".join(told)


def _listed(names: list[str]) -> str:
    shown = " · ".join(names[:_MOST])
    return shown if len(names) <= _MOST else f"{shown} …"
