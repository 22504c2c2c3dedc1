# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The slip of a deposit (*bordereau de remise*), laid out on paper in two copies."""

from dataclasses import dataclass
from datetime import date

from app.domain.deposits.cash import CashPile
from app.domain.gifts import Means
from app.domain.iban import format_iban, rib_of
from app.domain.paper import (
    Align,
    Box,
    Column,
    Item,
    Page,
    Paragraph,
    Rule,
    Table,
    Text,
    broken_over,
    heading_of,
    rows_on,
)
from app.kernel.formats import format_day
from app.kernel.i18n import _, current_language, ngettext
from app.kernel.money import format_amount
from app.kernel.spelling import spell_amount


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A cheque, or a gift in cash, on a slip."""

    drawer: str
    bank: str
    cheque_number: str
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipSnapshot:
    """Everything a slip prints, frozen when the deposit is made.

    Attributes:
        batch_numbers: The batches its gifts come from.
        piles: Notes and coins when they were counted; they are listed instead of the gifts.
    """

    association: str
    holder: str
    bank: str
    iban: str
    bic: str
    number: str
    batch_numbers: tuple[str, ...]
    made_on: date
    means: Means
    lines: tuple[SlipLine, ...]
    comment: str = ""
    piles: tuple[CashPile, ...] = ()

    @property
    def cents(self) -> int:
        """The total."""
        return sum(line.cents for line in self.lines)


_LEFT, _MIDDLE, _RIGHT = 18.0, 122.0, 192.0
_TABLE_TOP, _TABLE_END, _NEXT_TOP = 86.0, 238.0, 30.0
_LINE_MM = 6.0
_BATCHES_NAMED = 3


def slip_pages(slip: SlipSnapshot) -> tuple[Page, ...]:
    """Lay out a slip twice: for the bank, then for the association's own file.

    No norm fixes a slip; the fields are those banks ask for: account, date, number, for each
    cheque its rank, drawer, bank, number and amount, then their count and total. Each copy takes
    as many sheets as its lines need, the total and the signature on the last.
    """
    for_bank = _copy(slip, _("Copy for the bank"))
    return (*for_bank, *_copy(slip, _("Copy for the association")))


def _copy(slip: SlipSnapshot, copy: str) -> tuple[Page, ...]:
    table = _cash_table(slip) if slip.piles else _slip_table(slip)
    sheets = broken_over(table, _TABLE_END - _TABLE_TOP, _TABLE_END - _NEXT_TOP)
    pages = []
    for index, rows in enumerate(sheets):
        top = _NEXT_TOP if index else _TABLE_TOP
        sheet = _("Sheet {index} of {sheets}").format(index=index + 1, sheets=len(sheets))
        items = _running_head(slip, f"{copy} · {sheet}")
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


def _cash_table(slip: SlipSnapshot) -> Table:
    columns = (
        Column(_("Note or coin"), 58, Align.RIGHT),
        Column(_("Pieces"), 58, Align.RIGHT),
        Column(_("Amount"), 58, Align.RIGHT),
    )
    rows = tuple(
        (format_amount(pile.value_cents), str(pile.pieces), format_amount(pile.cents))
        for pile in slip.piles
    )
    return Table(columns, rows)


def _running_head(slip: SlipSnapshot, sheet: str) -> list[Item]:
    number = _("Slip no. {number}").format(number=slip.number)
    return [
        Text(_LEFT, 18, slip.association, 11, bold=True, fit=110),
        Text(_RIGHT, 18, number, 11, bold=True, align=Align.RIGHT),
        Text(_RIGHT, 23, sheet, 8, align=Align.RIGHT, grey=0.35),
        Rule(_LEFT, 25.5, _RIGHT, 25.5, 0.8),
    ]


def _slip_head(slip: SlipSnapshot) -> list[Item]:
    title = _("Cheque deposit") if slip.means is Means.CHEQUE else _("Cash deposit")
    account = [
        (_("Account holder"), slip.holder or slip.association),
        (_("Bank"), slip.bank),
        (_("Account (IBAN)"), format_iban(slip.iban)),
        (_("BIC"), slip.bic),
    ]
    rib = rib_of(slip.iban)
    if rib is not None:
        told = _("bank {bank} · branch {branch} · account {account} · key {key}")
        account.append((_("RIB"), told.format(**rib._asdict())))
    account.append((_("Comment"), slip.comment))
    deposit = [
        (_("Date"), format_day(slip.made_on)),
        (_("Batch"), _named_batches(slip.batch_numbers)),
    ]
    items: list[Item] = [Text(_LEFT, 36, title, 16, bold=True)]
    kept = [(label, value) for label, value in account if value]
    items.extend(_facts(kept, _LEFT, 33, 110))
    items.extend(_facts(deposit, _MIDDLE + 18, 14, 38, 33))
    return items


def _facts(
    told: list[tuple[str, str]], x: float, indent: float, fit: float, top: float = 45
) -> list[Item]:
    items: list[Item] = []
    for index, (label, value) in enumerate(told):
        y = top + index * _LINE_MM
        items.append(Text(x, y, label, 9, grey=0.35))
        items.append(Text(x + indent, y, value or "—", 10, bold=True, fit=fit))
    return items


def _named_batches(numbers: tuple[str, ...]) -> str:
    named = ", ".join(numbers[:_BATCHES_NAMED])
    return f"{named}…" if len(numbers) > _BATCHES_NAMED else named


def _slip_foot(slip: SlipSnapshot, y: float) -> list[Item]:
    count = len(slip.lines)
    if slip.means is Means.CHEQUE:
        told = ngettext("{count} cheque", "{count} cheques", count).format(count=count)
    else:
        told = ngettext("{count} gift in cash", "{count} gifts in cash", count).format(count=count)
    total = _("Total: {total}").format(total=format_amount(slip.cents))
    words = _("Say: {words}").format(words=spell_amount(slip.cents, current_language()))
    return [
        Box(_LEFT, y + 3, _RIGHT - _LEFT, 9, fill=0.95, thickness=0),
        Text(_LEFT + 2, y + 9, told, 11, bold=True),
        Text(_RIGHT - 1, y + 9, total, 11, bold=True, align=Align.RIGHT),
        Paragraph(_LEFT + 2, y + 16, _RIGHT - _LEFT - 4, words, 9, lines=2),
        Text(_LEFT, 268, _("Signature of the depositor"), 9, grey=0.35),
        Box(_LEFT, 270, 70, 18),
        Text(_RIGHT - 70, 268, _("Stamp of the bank"), 9, grey=0.35),
        Box(_RIGHT - 70, 270, 70, 18),
    ]
