# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bank deposits: what is carried to the bank, one slip for one line of the statement."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.gifts import Means
from app.domain.iban import format_iban
from app.domain.paper import (
    Align,
    Box,
    Column,
    Item,
    Page,
    Rule,
    Table,
    Text,
    broken_over,
    heading_of,
    rows_on,
)
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount


class DepositState(StrEnum):
    """Made by posting, then printed, banked, and found on the statement."""

    OPEN = "open"
    PRINTED = "printed"
    BANKED = "banked"
    RECONCILED = "reconciled"


@dataclass(frozen=True, slots=True, kw_only=True)
class BankDeposit:
    """A numbered slip (*bordereau de remise*), frozen when the batch is posted.

    Attributes:
        year, sequence: Make the number ``2026-009``.
        means: Cheques or cash; nothing else is carried to a bank.
        document_sha256: The slip in the vault.
    """

    id: int = 0
    version: int = 0
    year: int
    sequence: int = 0
    batch_id: int
    bank_account_id: int
    means: Means
    made_on: date
    count: int
    cents: int
    state: DepositState = DepositState.OPEN
    document_sha256: str = ""

    @property
    def number(self) -> str:
        """The number as written on the slip: ``2026-009``."""
        return f"{self.year}-{self.sequence:03d}"


CARRIED = (Means.CHEQUE, Means.CASH)
"""What is carried to a bank; everything else reaches the account by itself."""


def split_piles(means: Means, count: int, max_cheques: int) -> list[range]:
    """Return the places of the gifts that go on each slip.

    Args:
        means: Cheques are split, cash never is.
        count: How many gifts there are of these means.
        max_cheques: What the bank takes on one slip; 0 for no limit.
    """
    size = max_cheques if means is Means.CHEQUE and max_cheques else max(count, 1)
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A cheque, or a gift in cash, on a slip."""

    drawer: str
    bank: str
    cheque_number: str
    cents: int


@dataclass(frozen=True, slots=True)
class SlipSnapshot:
    """Everything a slip prints, frozen when the batch is posted."""

    association: str
    holder: str
    bank: str
    iban: str
    number: str
    batch_number: str
    made_on: date
    means: Means
    lines: tuple[SlipLine, ...]


_LEFT, _RIGHT = 18.0, 192.0
_TABLE_TOP, _TABLE_END, _NEXT_TOP = 78.0, 245.0, 30.0


def slip_pages(slip: SlipSnapshot) -> tuple[Page, ...]:
    """Lay out a slip: as many sheets as its lines need, the total and signature on the last.

    No norm fixes a slip; the fields are those banks ask for: account, date, number, for each
    cheque its rank, drawer, bank, number and amount, then their count and total.
    """
    table = _slip_table(slip)
    sheets = broken_over(table, _TABLE_END - _TABLE_TOP, _TABLE_END - _NEXT_TOP)
    pages = []
    for index, rows in enumerate(sheets):
        top = _NEXT_TOP if index else _TABLE_TOP
        items = [*_running_head(slip, index, len(sheets))]
        if index == 0:
            items.extend(_slip_head(slip))
        items.extend(heading_of(table, _LEFT, top))
        body, end = rows_on(table, rows, _LEFT, top + table.row_height)
        items.extend(body)
        if index == len(sheets) - 1:
            items.extend(_slip_foot(slip, end))
        pages.append(Page(tuple(items)))
    return tuple(pages)


def _slip_table(slip: SlipSnapshot) -> Table:
    columns = [Column(_("No."), 12, Align.RIGHT)]
    if slip.means is Means.CHEQUE:
        columns += [
            Column(_("Drawer"), 72),
            Column(_("Drawing bank"), 40),
            Column(_("Cheque number"), 26),
        ]
    else:
        columns += [Column(_("Donor"), 72), Column("", 66)]
    columns.append(Column(_("Amount"), 24, Align.RIGHT))
    rows = []
    for rank, line in enumerate(slip.lines, 1):
        paid = (line.bank, line.cheque_number) if slip.means is Means.CHEQUE else ("",)
        rows.append((str(rank), line.drawer, *paid, format_amount(line.cents)))
    return Table(tuple(columns), tuple(rows))


def _running_head(slip: SlipSnapshot, index: int, sheets: int) -> list[Item]:
    number = _("Slip no. {number}").format(number=slip.number)
    sheet = _("Sheet {index} of {sheets}").format(index=index + 1, sheets=sheets)
    return [
        Text(_LEFT, 18, slip.association, 11, bold=True, fit=110),
        Text(_RIGHT, 18, number, 11, bold=True, align=Align.RIGHT),
        Text(_RIGHT, 23, sheet, 8, align=Align.RIGHT, grey=0.35),
        Rule(_LEFT, 25.5, _RIGHT, 25.5, 0.8),
    ]


def _slip_head(slip: SlipSnapshot) -> list[Item]:
    title = _("Cheque deposit") if slip.means is Means.CHEQUE else _("Cash deposit")
    told = (
        (_("Account holder"), slip.holder or slip.association),
        (_("Bank"), slip.bank),
        (_("Account (IBAN)"), format_iban(slip.iban)),
        (_("Date"), format_day(slip.made_on)),
        (_("Batch"), slip.batch_number),
    )
    items: list[Item] = [Text(_LEFT, 36, title, 16, bold=True)]
    for index, (label, value) in enumerate(told):
        y = 45 + index * 6
        items.append(Text(_LEFT, y, label, 9, grey=0.35))
        items.append(Text(_LEFT + 34, y, value or "—", 10, bold=True, fit=100))
    return items


def _slip_foot(slip: SlipSnapshot, y: float) -> list[Item]:
    count = len(slip.lines)
    if slip.means is Means.CHEQUE:
        told = ngettext("{count} cheque", "{count} cheques", count).format(count=count)
    else:
        told = ngettext("{count} gift in cash", "{count} gifts in cash", count).format(count=count)
    total = format_amount(sum(line.cents for line in slip.lines))
    return [
        Box(_LEFT, y + 3, _RIGHT - _LEFT, 9, fill=0.95, thickness=0),
        Text(_LEFT + 2, y + 9, told, 11, bold=True),
        Text(
            _RIGHT - 1,
            y + 9,
            _("Total: {total}").format(total=total),
            11,
            bold=True,
            align=Align.RIGHT,
        ),
        Text(_LEFT, 268, _("Signature of the depositor"), 9, grey=0.35),
        Box(_LEFT, 270, 70, 18),
        Text(_RIGHT - 70, 268, _("Stamp of the bank"), 9, grey=0.35),
        Box(_RIGHT - 70, 270, 70, 18),
    ]
