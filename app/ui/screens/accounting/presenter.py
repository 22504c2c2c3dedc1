# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page of fiscal years says, without widgets."""

from collections.abc import Sequence

from app.domain.accounting import FiscalYear
from app.kernel.formats import format_day
from app.kernel.i18n import N_, _, ngettext
from app.kernel.money import format_amount
from app.usecases.accounting import FundLine, YearLine, YearReview

VERBS = {
    "accounting": "",
    "batches": N_("See the batches"),
    "deposits": N_("See the deposits"),
    "receipts": N_("See the receipts"),
    "exports": "",
}
"""What the button beside a check says, by the screen it leads to; empty without one."""


def place_to_close(lines: Sequence[YearLine]) -> int:
    """Return which year is to be closed next: the oldest that is over.

    Before the first closing it is the latest: nobody goes back to years long handed over.
    """
    over = [place for place, line in enumerate(lines) if line.over and not line.closed]
    if not over:
        return 0
    return over[-1] if any(line.kept for line in lines) else over[0]


def title(line: YearLine) -> str:
    """Name a year."""
    return _dated(_("Fiscal year from {first} to {last}"), line)


def close_title(line: YearLine) -> str:
    """Say which year is about to be closed."""
    return _dated(_("Close the year from {first} to {last}"), line)


def reopen_title(line: YearLine) -> str:
    """Say which year is about to be opened again."""
    return _dated(_("Open the year from {first} to {last} again"), line)


def _dated(message: str, line: YearLine) -> str:
    return message.format(first=format_day(line.first_on), last=format_day(line.last_on))


def booked(review: YearReview) -> str:
    """Tell what is booked in a year."""
    message = ngettext(
        "{count} gift is booked in it: {amount}.",
        "{count} gifts are booked in it: {amount} in all.",
        review.gifts,
    )
    return message.format(count=review.gifts, amount=format_amount(review.cents))


def verdict(review: YearReview) -> tuple[str, str]:
    """Return a sentence on whether a year can be closed, and how it looks."""
    if review.line.closed:
        kept = _(
            "The year is closed. Whatever is written now is booked in the next one; its package "
            "is kept as it was."
        )
        return kept, "success"
    if not review.closable:
        return _("The year cannot be closed yet: see what stops it below."), "warning"
    if review.checks:
        return _("The year can be closed. Look at this first; what stays is kept in view."), "info"
    return _("All is in order: the year can be closed."), "success"


def consequences() -> Sequence[str]:
    """Tell what closing does."""
    return (
        _("The accountant's package of the year is kept in the dossier as it is today."),
        _("Gifts of the year posted later, and corrections, are booked in the next year."),
        _("Tax receipts do not change: they follow the day of the gift."),
        _("The year closed last can be opened again, with a reason that is kept."),
    )


def fund_words(line: FundLine) -> str:
    """Tell what there was to spend of a restricted fund."""
    name, received = f"{line.fund.code} — {line.fund.name}", format_amount(line.year.received_cents)
    if line.first:
        return _("{fund}: {received} received.").format(fund=name, received=received)
    message = _("{fund}: {left} left before, {received} received.")
    left = format_amount(line.year.opening_cents)
    return message.format(fund=name, left=left, received=received)


def closed_sentence(year: FiscalYear) -> str:
    """Say that a year was closed."""
    return _("The year to {last} is closed.").format(last=format_day(year.last_on))


def reopened_sentence(year: FiscalYear) -> str:
    """Say that a year is open again."""
    return _("The year to {last} is open again.").format(last=format_day(year.last_on))
