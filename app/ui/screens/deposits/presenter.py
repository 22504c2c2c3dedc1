# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the deposit pages say, in words; no Qt."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.deposits import BankDeposit, DepositState
from app.domain.gifts import Means, ReturnKind
from app.kernel.formats import format_day, format_instant, format_long_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.deposits import DepositSheet
from app.usecases.ports.desk import GiftLine, ReturnLine

_PARTED = " · "


def means_word(means: Means) -> str:
    """Name what is carried to the bank."""
    return _("Cash") if means is Means.CASH else _("Cheques")


def slip_rows(lines: Sequence[GiftLine]) -> list[GiftLine]:
    """Return what the slip lists, ranked as there: the shares of one payment are one cheque."""
    whole: dict[int, GiftLine] = {}
    for line in lines:
        first = whole.get(line.payment_id)
        whole[line.payment_id] = (
            line if first is None else replace(first, cents=first.cents + line.cents)
        )
    return [replace(line, position=rank) for rank, line in enumerate(whole.values(), 1)]


def state_kind(state: DepositState) -> str:
    """Return the kind of pill a state is shown in."""
    kinds = {
        DepositState.OPEN: "warning",
        DepositState.PRINTED: "info",
        DepositState.BANKED: "success",
        DepositState.RECONCILED: "success",
        DepositState.CANCELLED: "neutral",
    }
    return kinds[state]


def content_text(deposit: BankDeposit) -> str:
    """Say how much a deposit holds."""
    if deposit.means is Means.CASH:
        text = ngettext("{count} cash gift", "{count} cash gifts", deposit.count)
    else:
        text = ngettext("{count} cheque", "{count} cheques", deposit.count)
    return text.format(count=deposit.count) + _PARTED + format_amount(deposit.cents)


def title(deposit: BankDeposit) -> str:
    """Say which deposit this is."""
    text = _("Deposit {number} · {day}")
    return text.format(number=deposit.number, day=format_long_day(deposit.made_on))


def facts(sheet: DepositSheet) -> str:
    """Say what it holds, where it goes and which batch made it."""
    iban = sheet.account.iban
    account = f"{sheet.account.label} …{iban[-4:]}" if iban else sheet.account.label
    parts = [content_text(sheet.deposit), account]
    if sheet.batch is not None:
        parts.append(_("batch {number}").format(number=sheet.batch.number))
    return _PARTED.join(parts)


def life(deposit: BankDeposit) -> str:
    """Say what happened to it, when and by whom."""
    told = []
    if deposit.made_by:
        told.append(_("made by {user}").format(user=deposit.made_by))
    if deposit.printed_at is not None:
        text = _("printed on {instant} by {user}")
        instant = format_instant(deposit.printed_at)
        told.append(text.format(instant=instant, user=deposit.printed_by))
    if deposit.banked_on is not None:
        text = _("taken to the bank on {day} by {user}")
        told.append(text.format(day=format_day(deposit.banked_on), user=deposit.banked_by))
    if deposit.credited_on is not None:
        text = _("credited {amount} on {day}, found by {user}")
        told.append(
            text.format(
                amount=format_amount(deposit.credited_cents or 0),
                day=format_day(deposit.credited_on),
                user=deposit.reconciled_by,
            )
        )
    if deposit.cancelled_on is not None:
        text = _("cancelled on {day} by {user}: {reason}")
        day = format_day(deposit.cancelled_on)
        told.append(text.format(day=day, user=deposit.cancelled_by, reason=deposit.cancel_reason))
    if deposit.comment:
        told.append(_("comment: {text}").format(text=deposit.comment))
    return _PARTED.join(told)


def bank_note(sheet: DepositSheet) -> tuple[str, str]:
    """Say how the bank's line differs from the slip, and how grave it is; empty when it agrees."""
    deposit = sheet.deposit
    if deposit.credited_cents is not None:
        gap = deposit.credited_cents - sheet.expected_cents
        if gap:
            text = _("The bank credited {gap} beside what was expected: {reason}")
            told = text.format(gap=_signed(gap), reason=deposit.difference_reason)
            return told, "warning"
        if deposit.difference_cents:
            text = _("The bank credited {gap} beside the slip, as its corrections explain.")
            return text.format(gap=_signed(deposit.difference_cents)), "info"
        return "", "info"
    if deposit.state is DepositState.CANCELLED:
        return _("Its gifts wait for another deposit; its number and its slip are kept."), "info"
    parts = []
    if sheet.expected_cents != deposit.cents:
        text = _("Gifts were corrected since: the bank should credit {amount}.")
        parts.append(text.format(amount=format_amount(sheet.expected_cents)))
    if sheet.settled_apart_cents:
        text = _("{amount} left again by lines of their own: returned cheques, refunds.")
        parts.append(text.format(amount=format_amount(sheet.settled_apart_cents)))
    return " ".join(parts), "info"


def _signed(cents: int) -> str:
    return f"+{format_amount(cents)}" if cents > 0 else format_amount(cents)


def on_hand_text(count: int, cents: int) -> str:
    """Say what waits for a deposit."""
    text = ngettext(
        "{count} gift waits for a deposit: {amount}",
        "{count} gifts wait for a deposit: {amount}",
        count,
    )
    return text.format(count=count, amount=format_amount(cents))


def cancel_text(deposit: BankDeposit) -> str:
    """Say what cancelling a deposit does, before it is done."""
    text = _(
        "{content}: they wait again, to go on another deposit. Number {number} is not given "
        "again; its slip is kept, overprinted as cancelled."
    )
    return text.format(content=content_text(deposit), number=deposit.number)


def chosen_text(lines: Sequence[GiftLine]) -> str:
    """Say what is chosen for the bank."""
    count, cents = len(lines), sum(line.cents for line in lines)
    text = ngettext("{count} chosen: {amount}", "{count} chosen: {amount}", count)
    return text.format(count=count, amount=format_amount(cents))


def picked_word(on: bool) -> str:  # noqa: FBT001 - what a table asks of its words
    """Say whether a gift goes to the bank this time."""
    return _("this time") if on else _("later")


def return_word(kind: ReturnKind) -> str:
    """Name why money left again."""
    return _("Unpaid cheque") if kind is ReturnKind.UNPAID else _("Refund")


def returns_text(lines: Sequence[ReturnLine]) -> str:
    """Say how often money left again, how much, and what the bank charged for it."""
    if not lines:
        return _("No cheque was returned and no gift was paid back.")
    cents = sum(one.entry.cents for one in lines)
    text = ngettext("{count} time, {amount}", "{count} times, {amount}", len(lines))
    told = text.format(count=len(lines), amount=format_amount(cents))
    if fees := sum(one.entry.fee_cents for one in lines):
        told += _PARTED + _("bank fees {amount}").format(amount=format_amount(fees))
    return told


def made_text(numbers: Sequence[str]) -> str:
    """Say which deposits were made."""
    text = ngettext("Deposit {numbers} is made.", "Deposits {numbers} are made.", len(numbers))
    return text.format(numbers=", ".join(numbers))


def issuer(line: GiftLine) -> str:
    """Name who wrote the cheque, or what is known."""
    return line.donor_name or f"{_('(to identify)')} {line.clue}".strip()


def file_name(deposit: BankDeposit) -> str:
    """Return the name the slip is saved under, without suffix."""
    return _("deposit-slip-{number}").format(number=deposit.number)


def count_text(count: int) -> str:
    """Say how many deposits are listed."""
    return ngettext("{count} deposit", "{count} deposits", count).format(count=count)


def statement_title(deposit: BankDeposit) -> str:
    """Name the page of the bank's line."""
    return _("Deposit {number} on the statement").format(number=deposit.number)


def expected_text(sheet: DepositSheet) -> str:
    """Say what the slip says, and what the bank's line should be."""
    slip, expected = format_amount(sheet.deposit.cents), format_amount(sheet.expected_cents)
    if sheet.deposit.cents == sheet.expected_cents:
        return _("The slip says {slip}: one line of the statement, of that amount.").format(
            slip=slip
        )
    text = _("The slip says {slip}; corrected since, the bank's line should be {expected}.")
    return text.format(slip=slip, expected=expected)
