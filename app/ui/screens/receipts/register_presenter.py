# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the register and the page of one receipt say; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.gifts import means_words
from app.domain.mail import MailMessage, MailState
from app.domain.mail import state_words as state_words_of
from app.domain.receipts import EventKind, ReceiptEvent
from app.kernel.formats import format_instant
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.ui.screens.receipts.presenter import count_text
from app.usecases.ports.receipts import RegisterLine
from app.usecases.receipts.register import ReceiptSheet

_CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment on a receipt."""

    day: date
    means: str
    cents: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened to a receipt."""

    when: str
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class OneReceipt:
    """A receipt as its page shows it."""

    line: RegisterLine
    payments: tuple[Payment, ...]
    facts: tuple[Fact, ...]


def one_of(sheet: ReceiptSheet) -> OneReceipt:
    """Return what the page shows of a receipt: its payments, then what happened, oldest first."""
    words = means_words()
    payments = tuple(Payment(p.day, words[p.means], p.cents) for p in sheet.snapshot.lines)
    born = Fact(format_instant(sheet.receipt.issued_at), _("Issued"), sheet.receipt.issued_by)
    later = [(event.at, _told(event), event.by) for event in sheet.events]
    later += [(one.changed_at, _message_told(one), "") for one in sheet.messages]
    facts = (Fact(format_instant(at), what, who) for at, what, who in sorted(later))
    return OneReceipt(sheet.line, payments, (born, *facts))


def _message_told(message: MailMessage) -> str:
    told = _("E-mail to {address}: {state}")
    if message.copied_on is not None:
        told = _("Duplicate by e-mail to {address}: {state}")
    state = state_words_of(message.state).lower()
    return told.format(address=message.address, state=state)


def mail_words(line: RegisterLine) -> str:
    """Say what became of the message of a receipt; nothing for one on paper."""
    return state_words_of(MailState(line.mail)) if line.mail else ""


def _told(event: ReceiptEvent) -> str:
    words = event_words()[event.kind]
    if not event.reason:
        return words
    return _("{what}: {why}").format(what=words, why=event.reason)


def is_cancelled(line: RegisterLine) -> bool:
    """Tell whether a receipt was cancelled."""
    return line.state == _CANCELLED


def state_words(line: RegisterLine) -> str:
    """Name the state of a receipt."""
    return _("Cancelled") if is_cancelled(line) else _("Issued")


def link_text(line: RegisterLine) -> str:
    """Say what binds a receipt to another, and why it was cancelled."""
    parts = []
    if line.replaces:
        parts.append(_("Cancels and replaces no. {number}.").format(number=line.replaces))
    if is_cancelled(line):
        parts.append(_("Cancelled: {reason}.").format(reason=line.reason.rstrip(".")))
    if line.replaced_by:
        parts.append(_("Replaced by no. {number}.").format(number=line.replaced_by))
    return " ".join(parts)


def register_summary(lines: Sequence[RegisterLine]) -> str:
    """Count a register: receipts that stand, their total, and the cancelled ones."""
    live = [line for line in lines if not is_cancelled(line)]
    text = ngettext("{count} receipt, {total}", "{count} receipts, {total}", len(live))
    told = text.format(
        count=count_text(len(live)), total=format_amount(sum(line.cents for line in live))
    )
    cancelled = len(lines) - len(live)
    if not cancelled:
        return told
    more = ngettext("{count} cancelled", "{count} cancelled", cancelled)
    return f"{told} · {more.format(count=count_text(cancelled))}"


def cancel_sentence(line: RegisterLine) -> str:
    """Say which receipt is about to be cancelled."""
    text = _("You are about to cancel receipt {number} of {donor}, {amount}. It is final.")
    return text.format(number=line.number, donor=line.donor_name, amount=format_amount(line.cents))


def event_words() -> dict[EventKind, str]:
    """Name what happens to a receipt after its issue."""
    return {
        EventKind.CANCELLED: _("Cancelled"),
        EventKind.COPIED: _("Duplicate made"),
        EventKind.PRINTED: _("Printed"),
    }
