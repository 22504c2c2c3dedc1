# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page of calls says; no Qt."""

from app.domain.calls import outcome_words, reason_words
from app.domain.donors import number_text
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.calls import CallProgress, ToCall


def list_words(one: CallProgress) -> str:
    """Name a list and how far it is, on one line."""
    told = _("{name}, {reason}: {waiting} of {donors} to call")
    return told.format(
        name=one.made.name,
        reason=reason_words()[one.made.reason].lower(),
        waiting=one.waiting,
        donors=one.donors,
    )


def head(turn: ToCall) -> str:
    """Name whom to call."""
    donor = turn.card.donor
    number = _("no. {number}").format(number=number_text(donor.number))
    return f"{donor.display_name} · {number}"


def known(turn: ToCall) -> str:
    """Say what one must know before calling."""
    line = turn.card.line
    parts = [f"{line.postal_code} {line.city}".strip()]
    if line.last_on:
        last = _("Last gift {amount} on {day}")
        parts.append(
            last.format(amount=format_amount(line.last_cents), day=format_day(line.last_on))
        )
    if turn.line.outcome is not None and turn.line.on_day is not None:
        before = _("{outcome} on {day}")
        outcome = outcome_words()[turn.line.outcome]
        parts.append(before.format(outcome=outcome, day=format_day(turn.line.on_day)))
    return " · ".join(part for part in parts if part)


def left(turn: ToCall) -> str:
    """Say how many are still to be called."""
    told = ngettext("{count} still to call", "{count} still to call", turn.waiting)
    return told.format(count=turn.waiting)
