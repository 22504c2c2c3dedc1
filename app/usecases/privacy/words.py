# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an erasure does, in sentences: for the terminal and for the window alike."""

from app.domain.donors import number_text
from app.domain.privacy import PART_WORDS, Erasure, Stays, Term
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.privacy.due import Due, Why
from app.usecases.privacy.erasing import CopiesLeft


def gone_lines(erasure: Erasure) -> list[str]:
    """Tell what is taken away, a line for each part."""
    part_line = _("{what}: {count}")
    return [part_line.format(what=_(PART_WORDS[g.part]), count=g.count) for g in erasure.gone]


def stays_lines(erasure: Erasure) -> list[str]:
    """Tell what stays: the sums for ever, and what the law wants until its day."""
    lines = [_stays_words(one) for one in erasure.stays]
    if erasure.gifts:
        message = ngettext(
            "{count} payment, {amount}: its amount, day, means and fund stay, under number "
            "{number} alone. No total changes.",
            "{count} payments, {amount}: their amounts, days, means and funds stay, under number "
            "{number} alone. No total changes.",
            erasure.gifts,
        )
        number, amount = number_text(erasure.number), format_amount(erasure.cents)
        lines.append(message.format(count=erasure.gifts, amount=amount, number=number))
    return lines


def _stays_words(stays: Stays) -> str:
    if stays.term is Term.RECEIPTS:
        message = ngettext(
            "{count} tax receipt, {amount}: kept with the name and address it prints until {day} "
            "({article}; GDPR, art. 17.3.b).",
            "{count} tax receipts, {amount}: kept with the name and address they print until {day} "
            "({article}; GDPR, art. 17.3.b).",
            stays.count,
        )
    else:
        message = ngettext(
            "Vouchers of {count} payment, {amount} (cheque number, bank, deposit slip): kept until "
            "{day} ({article}; GDPR, art. 17.3.b).",
            "Vouchers of {count} payments, {amount} (cheque numbers, banks, deposit slips): kept "
            "until {day} ({article}; GDPR, art. 17.3.b).",
            stays.count,
        )
    return message.format(
        count=stays.count,
        amount=format_amount(stays.cents),
        day=format_day(stays.until),
        article=stays.article,
    )


def warning_lines(erasure: Erasure) -> list[str]:
    """Tell what forbids it, and what cannot be done any more afterwards."""
    lines = list(erasure.obstacles)
    if erasure.unreceipted:
        message = ngettext(
            "{count} gift of this year or the last has no tax receipt: none can be made once the "
            "person is erased.",
            "{count} gifts of this year or the last have no tax receipt: none can be made once the "
            "person is erased.",
            erasure.unreceipted,
        )
        lines.append(message.format(count=erasure.unreceipted))
    return lines


def copies_words(copies: CopiesLeft) -> str:
    """Tell what backups still hold, and until when."""
    if copies.server:
        return _(
            "Copies of the server made before still hold this person: ask whoever looks after it "
            "when the last of them goes."
        )
    if copies.until is None:
        return _("No backup in the usual places holds this person.")
    message = ngettext(
        "{count} backup made before still holds this person. With a backup every month it is "
        "replaced by {day} at the latest; copies elsewhere are yours to look after.",
        "{count} backups made before still hold this person. With a backup every month the last "
        "is replaced by {day} at the latest; copies elsewhere are yours to look after.",
        copies.count,
    )
    return message.format(count=copies.count, day=format_day(copies.until))


def erasure_lines(erasure: Erasure) -> list[str]:
    """Tell an erasure whole: whom it is about, what goes, what stays, what to mind."""
    name = erasure.name or _("somebody erased before")
    head = _("{name}, no. {number}").format(name=name, number=number_text(erasure.number))
    lines = [head, _("Goes:"), *(f"  {line}" for line in gone_lines(erasure) or [_("nothing")])]
    if stays := stays_lines(erasure):
        lines += [_("Stays:"), *(f"  {line}" for line in stays)]
    return [*lines, *warning_lines(erasure)]


def why_words(due: Due) -> str:
    """Tell why somebody is proposed."""
    last = format_day(due.last_on) if due.last_on else ""
    message = {
        Why.PROSPECT: _("never gave, no contact since {day}"),
        Why.DONOR: _("no gift nor contact since {day}"),
        Why.REMAINS: _("erased; the last legal term has passed"),
    }[due.why]
    return message.format(day=last)
