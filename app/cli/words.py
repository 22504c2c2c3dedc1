# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of the command line that name a donor, a fund, an appeal or an account."""

from collections.abc import Iterable

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.text import fold
from app.usecases.donors import DonorByNumber
from app.usecases.office import Office
from app.usecases.organisation import ListAppeals, ListBankAccounts, ListFunds


def donor_id(office: Office, number: str) -> int | None:
    """Return the donor of a number typed with its key, or None for no word.

    Raises:
        Refused: When the number is miscopied or nobody bears it.
    """
    return office.ask(DonorByNumber(number)).id if number else None


def fund_id(office: Office, word: str) -> int | None:
    """Return the fund of a code or name, or None for no word; refuse an unknown one."""
    funds = office.ask(ListFunds()) if word else ()
    return _named(word, ((one.id, (one.code, one.name)) for one in funds), "fund")


def appeal_id(office: Office, word: str) -> int | None:
    """Return the appeal of a code or name, or None for no word; refuse an unknown one."""
    appeals = office.ask(ListAppeals()) if word else ()
    return _named(word, ((one.id, (one.code, one.name)) for one in appeals), "appeal")


def account_id(office: Office, word: str) -> int | None:
    """Return the bank account of a label, or None for no word; refuse an unknown one."""
    accounts = office.ask(ListBankAccounts()) if word else ()
    return _named(word, ((one.id, (one.label,)) for one in accounts), "account")


def _named(word: str, named: Iterable[tuple[int, tuple[str, ...]]], option: str) -> int | None:
    if not word:
        return None
    known = []
    for row_id, names in named:
        if fold(word) in {fold(name) for name in names}:
            return row_id
        known.append(names[0])
    message = _("“{word}” is not known to --{option}: choose among {known}.")
    told = message.format(word=word, option=option, known=", ".join(known) or "—")
    raise Refused(f"{option}.unknown", told, option)
