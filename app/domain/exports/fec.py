# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of accounting entries (*fichier des écritures comptables*): its writing.

Sources: Livre des procédures fiscales, art. L47 A and A47 A-1.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from app.domain.exports.ledger import Chart, Entry, EntryLine
from app.kernel.i18n import _
from app.kernel.money import CENTS
from app.kernel.text import digits

COLUMNS = (
    *("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib"),
    *("CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit"),
    *("EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise"),
)
"""The eighteen fields in the order of art. A47 A-1, VII."""
ANALYTIC = "CodeAnalytique"
"""A nineteenth, where the association has analytic codes: more fields may follow the last."""
_EOL = "\r\n"


def fec_name(siren: str, closing: date) -> str:
    """Return the name the law gives the file; without a SIREN number it begins with FEC."""
    return f"{digits(siren)}FEC{closing:%Y%m%d}.txt"


def has_analytic(entries: Iterable[Entry]) -> bool:
    """Tell whether a line of the entries bears an analytic code."""
    return any(line.analytic for entry in entries for line in entry.lines)


def write_fec(entries: Sequence[Entry], chart: Chart, valid_on: date | None) -> bytes:
    """Return the file: tabs between fields, UTF-8, commas for cents.

    Args:
        entries: In their order.
        chart: Numbers and names of the accounts.
        valid_on: The day the entries became final; None while they may still change.
    """
    more = has_analytic(entries)
    rows = ["\t".join((*COLUMNS, ANALYTIC) if more else COLUMNS)]
    rows += [
        "\t".join(
            (*_row(entry, line, chart, valid_on), *((_plain(line.analytic),) if more else ()))
        )
        for entry in entries
        for line in entry.lines
    ]
    return (_EOL.join(rows) + _EOL).encode("utf-8")


def _row(entry: Entry, line: EntryLine, chart: Chart, valid_on: date | None) -> tuple[str, ...]:
    account = chart.accounts[line.account]
    day = f"{entry.day:%Y%m%d}"
    told = (
        *(entry.journal.code, entry.journal.label, entry.number, day),
        *(account.number, account.label, "", "", entry.piece, day, line.label),
        *(_amount(line.debit), _amount(line.credit), "", ""),
        *(f"{valid_on:%Y%m%d}" if valid_on else "", "", ""),
    )
    return tuple(_plain(text) for text in told)


def _plain(text: str) -> str:
    """Return a text that neither cuts a field nor a line, whatever a reader takes for an end."""
    return "".join(one if one.isprintable() and one != "|" else " " for one in text)


def _amount(cents: int) -> str:
    return f"{cents // CENTS},{cents % CENTS:02d}"


def description(name: str, chart: Chart, lines: int, *, analytic: bool = False) -> str:
    """Return what must go with the file: how it is written, field by field (A47 A-1, XI)."""
    meant: tuple[str, ...] = (
        *(_("code of the journal"), _("name of the journal"), _("number in the journal, no gap")),
        *(_("day of the entry"), _("number of the account"), _("name of the account")),
        *(_("not used: no auxiliary account"), _("not used: no auxiliary account")),
        *(_("batch or deposit that proves it"), _("day of the piece"), _("what the line says")),
        *(_("debit"), _("credit"), _("not used: no lettering"), _("not used: no lettering")),
        *(_("day it became final, or empty"), _("not used: euros"), _("not used: euros")),
    )
    head = (
        _("File: {name}").format(name=name),
        _("Lines besides the first, which names the fields: {count}").format(count=lines),
        _("Characters: UTF-8. Between fields: a tab. End of line: CR LF."),
        _("Days: YYYYMMDD. Amounts: in euros, a comma before the cents, no thousands mark."),
        _("Chart of accounts: {code}").format(code=chart.code),
        _("It holds the gifts and their bank deposits alone, not the whole books."),
        "",
    )
    columns = (*COLUMNS, ANALYTIC) if analytic else COLUMNS
    if analytic:
        meant += (_("analytic code, where there is one"),)
    told = enumerate(zip(columns, meant, strict=True), 1)
    fields = [f"{place}. {field}: {words}" for place, (field, words) in told]
    return "\r\n".join((*head, *fields, ""))
