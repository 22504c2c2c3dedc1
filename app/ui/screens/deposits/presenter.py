# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the deposit pages say, in words; no Qt."""

from app.domain.deposits import BankDeposit, DepositState
from app.domain.gifts import Means
from app.kernel.formats import format_long_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.deposits import DepositSheet
from app.usecases.ports.desk import GiftLine

_PARTED = " · "


def means_word(means: Means) -> str:
    """Name what is carried to the bank."""
    return _("Cash") if means is Means.CASH else _("Cheques")


def state_word(state: DepositState) -> str:
    """Name the state of a deposit."""
    words = {
        DepositState.OPEN: _("To print"),
        DepositState.PRINTED: _("Slip printed"),
        DepositState.BANKED: _("Taken to the bank"),
        DepositState.RECONCILED: _("Found on the statement"),
    }
    return words[state]


def state_kind(state: DepositState) -> str:
    """Return the kind of pill a state is shown in."""
    kinds = {
        DepositState.OPEN: "warning",
        DepositState.PRINTED: "info",
        DepositState.BANKED: "success",
        DepositState.RECONCILED: "success",
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


def issuer(line: GiftLine) -> str:
    """Name who wrote the cheque, or what is known."""
    return line.donor_name or f"{_('(to identify)')} {line.clue}".strip()


def file_name(deposit: BankDeposit) -> str:
    """Return the name the slip is saved under, without suffix."""
    return _("deposit-slip-{number}").format(number=deposit.number)


def count_text(count: int) -> str:
    """Say how many deposits are listed."""
    return ngettext("{count} deposit", "{count} deposits", count).format(count=count)
