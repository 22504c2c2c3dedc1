# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong or doubtful with a gift being keyed."""

from datetime import date

from app.domain.gifts.details import check_details
from app.domain.gifts.means import Means
from app.domain.gifts.values import CHEQUE_LIFE, Gift
from app.kernel.i18n import _
from app.kernel.money import MAX_CENTS
from app.kernel.problem import Problem, Severity


def check_gift(gift: Gift, today: date) -> list[Problem]:
    """Return what is wrong or doubtful with a gift being keyed."""
    problems = []
    if gift.cents <= 0:
        message = _("The amount is zero: type what was given.")
        problems.append(Problem("amount", "amount.zero", message))
    if gift.cents > MAX_CENTS:
        message = _("The amount is too large to be a gift.")
        problems.append(Problem("amount", "amount.huge", message))
    if gift.received_on > today:
        message = _("The gift is dated in the future: a gift counts from the day it is received.")
        problems.append(Problem("received_on", "gift.future", message))
    if gift.cheque_number and gift.means is not Means.CHEQUE:
        message = _("Only a cheque has a cheque number: clear it, or change the payment method.")
        problems.append(Problem("cheque_number", "gift.cheque_number", message))
    problems.extend(_check_cheque_day(gift, today))
    problems.extend(check_details(gift.details, gift.means, gift.cents))
    if gift.anonymous and gift.donor_id is not None:
        message = _("An anonymous gift has no donor: clear the donor, or the mark.")
        problems.append(Problem("anonymous", "gift.anonymous", message))
    if gift.donor_id is None and not gift.clue and not gift.anonymous:
        message = _("Set aside without a clue: note the name or bank written on it.")
        problems.append(Problem("clue", "gift.clue", message, Severity.WARNING))
    return problems


def _check_cheque_day(gift: Gift, today: date) -> list[Problem]:
    dated = gift.cheque_dated_on
    if dated is None:
        return []
    if gift.means is not Means.CHEQUE:
        message = _("Only a cheque bears a day of its own: clear it, or change the payment method.")
        return [Problem("cheque_dated_on", "gift.cheque_day", message)]
    if gift.received_on - dated > CHEQUE_LIFE:
        message = _("This cheque has expired: the bank pays it for one year and eight days only.")
        return [Problem("cheque_dated_on", "gift.cheque_expired", message)]
    if dated > today:
        message = _("This cheque bears a day to come: the bank pays it all the same.")
        return [Problem("cheque_dated_on", "gift.cheque_ahead", message, Severity.WARNING)]
    if dated.year < gift.received_on.year:
        message = _(
            "The cheque is dated in {dated} but was received in {year}: it counts for {year}."
        )
        told = message.format(dated=dated.year, year=gift.received_on.year)
        return [Problem("cheque_dated_on", "gift.cheque_year", told, Severity.WARNING)]
    return []
