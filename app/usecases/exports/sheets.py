# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The accountant's workbook: controls first, then the lists behind each of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from app.domain.exports import CellKind, Column
from app.domain.gifts import means_words
from app.domain.organisation import Fund
from app.kernel.i18n import _
from app.usecases.exports.books import Booked, Books, deposit_day
from app.usecases.exports.controls import Told, controls, moved
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.tables import Sheet


def workbook(told: Told) -> list[Sheet]:
    """Return the sheets, the controls first."""
    books = told.books
    reasons = _reasons(told)
    return [
        _controls_sheet(told),
        _entries_sheet(told),
        _accounts_sheet(told),
        _deposits_sheet(books),
        _grouped(_("By fund"), _("Fund"), books.booked, _fund_words(told.funds)),
        _grouped(_("By method"), _("Payment method"), books.booked, _method_words()),
        _restricted_sheet(told),
        _reasons_sheet(reasons),
        *named_lists(told),
    ]


def named_lists(told: Told) -> list[Sheet]:
    """Return the lists that name donors where they are to be named."""
    books = told.books
    moved_in, moved_out = moved(books)
    apart = [(_("booked in this year"), one) for one in moved_in]
    apart += [(_("booked in a later year"), one) for one in moved_out]
    waiting = [(_("waits for a deposit"), one) for one in books.on_hand]
    not_receipted = [one for one in _reasons(told) if one[0] not in _receipted_words()]
    return [
        _gifts_sheet(_("Not receipted"), not_receipted, names=told.names),
        _gifts_sheet(_("On hand"), waiting, names=told.names),
        _gifts_sheet(_("Booked in another year"), apart, names=told.names),
        _register_sheet(told),
    ]


def _controls_sheet(told: Told) -> Sheet:
    columns = (
        Column(_("Control"), width=80),
        Column(_("On the left"), CellKind.MONEY, 16),
        Column(_("On the right"), CellKind.MONEY, 16),
        Column(_("Difference"), CellKind.MONEY, 14, total=True),
        Column(_("Verdict"), width=16),
        Column(_("Told line by line on"), width=24),
    )
    rows = [
        (
            *(one.name, one.left_cents, one.right_cents, one.left_cents - one.right_cents),
            *(_("agrees") if one.ok else _("DIFFERS"), one.list),
        )
        for one in controls(told)
    ]
    return Sheet(_("Controls"), columns, rows)


def _entries_sheet(told: Told) -> Sheet:
    columns = (
        Column(_("Journal"), width=9),
        Column(_("Entry"), width=12),
        Column(_("Day"), CellKind.DAY, 12),
        Column(_("Account"), width=10),
        Column(_("Name of the account"), width=34),
        Column(_("Piece"), width=12),
        Column(_("Text"), width=44),
        Column(_("Debit"), CellKind.MONEY, 14, total=True),
        Column(_("Credit"), CellKind.MONEY, 14, total=True),
        Column(_("Analytic code"), width=14),
    )
    rows = [
        (
            *(entry.journal.code, entry.number, entry.day, *told.chart.accounts[line.account]),
            *(entry.piece, line.label, line.debit, line.credit, line.analytic),
        )
        for entry in told.entries
        for line in entry.lines
    ]
    return Sheet(_("Entries"), columns, rows)


def _accounts_sheet(told: Told) -> Sheet:
    columns = (
        Column(_("Account"), width=10),
        Column(_("Name of the account"), width=44),
        Column(_("Debit"), CellKind.MONEY, 14, total=True),
        Column(_("Credit"), CellKind.MONEY, 14, total=True),
        Column(_("Balance"), CellKind.MONEY, 14),
    )
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for entry in told.entries:
        for line in entry.lines:
            sums[line.account][0] += line.debit
            sums[line.account][1] += line.credit
    rows = [(*told.chart.accounts[word], *both, both[0] - both[1]) for word, both in sums.items()]
    return Sheet(_("By account"), columns, sorted(rows))


def _deposits_sheet(books: Books) -> Sheet:
    columns = (
        Column(_("Deposit"), width=12),
        Column(_("Day"), CellKind.DAY, 12),
        Column(_("Payment method"), width=16),
        Column(_("Account"), width=24),
        Column(_("Batch"), width=12),
        Column(_("Payments"), CellKind.COUNT, 10, total=True),
        Column(_("On the slip"), CellKind.MONEY, 14, total=True),
        Column(_("Gifts on it"), CellKind.MONEY, 14, total=True),
        Column(_("Credited on"), CellKind.DAY, 12),
        Column(_("Credited"), CellKind.MONEY, 14, total=True),
    )
    words = means_words()
    rows = [
        (
            *(one.number, deposit_day(one), words[one.means], one.account_label),
            *(one.batch_number, one.count, one.cents, books.slips[one.number]),
            *(one.credited_on, one.credited_cents),
        )
        for one in books.deposits
    ]
    return Sheet(_("Deposits"), columns, rows)


def _grouped(
    title: str, head: str, booked: Iterable[Booked], word: Callable[[GiftLine], str]
) -> Sheet:
    columns = (
        Column(head, width=36),
        Column(_("Lines"), CellKind.COUNT, 10, total=True),
        Column(_("Amount"), CellKind.MONEY, 16, total=True),
    )
    counts, cents = Counter[str](), Counter[str]()
    for one in booked:
        counts[word(one.line)] += 1
        cents[word(one.line)] += one.line.cents
    return Sheet(title, columns, [(name, counts[name], cents[name]) for name in sorted(counts)])


def _fund_words(funds: Iterable[Fund]) -> Callable[[GiftLine], str]:
    codes = {fund.id: f"{fund.code} — {fund.name}" for fund in funds}
    return lambda line: codes[line.fund_id]


def _method_words() -> Callable[[GiftLine], str]:
    words = means_words()
    return lambda line: words[line.means]


def _restricted_sheet(told: Told) -> Sheet:
    """Tell what came in; at the closing also what was left, what was spent, what is left."""
    names = {fund.id: f"{fund.code} — {fund.name}" for fund in told.funds}
    columns = [Column(_("Fund"), width=36)]
    money = [_("Received")]
    if told.final:
        money = [_("Left at first"), _("Received"), _("Spent"), _("Left")]
    columns += [Column(word, CellKind.MONEY, 16, total=True) for word in money]
    rows: list[tuple[object, ...]] = []
    for one in told.restricted:
        sums: tuple[int, ...] = (one.received_cents,)
        if told.final:
            sums = (one.opening_cents, *sums, one.used_cents, one.closing_cents)
        rows.append((names[one.fund_id], *sums))
    return Sheet(_("Restricted funds"), columns, rows)


def _receipted_words() -> tuple[str, str]:
    return _("receipted"), _("receipted by somebody else")


def _reasons(told: Told) -> list[tuple[str, Booked]]:
    """Tell for each gift of the year whether a receipt names it, or why none does."""
    eligible = {fund.id for fund in told.funds if fund.eligible}
    return [(_reason(one.line, eligible), one) for one in told.books.received]


def _reason(line: GiftLine, eligible: set[int]) -> str:
    if line.reverses_id is not None or line.reversed_by is not None:
        return _("reversed")
    if line.receipt_number:
        return _receipted_words()[0]
    if line.foreign_receipt:
        return _receipted_words()[1]
    if line.donor_id is None:
        return _("anonymous") if line.anonymous else _("to be identified")
    if line.fund_id not in eligible or not line.details.gives_right:
        return _("gives no right to a receipt")
    return _("no receipt issued")


def unreceipted(told: Told) -> list[Booked]:
    """Return the gifts of the year that give right to a receipt and have none."""
    return [one for why, one in _reasons(told) if why == _("no receipt issued")]


def _reasons_sheet(reasons: Sequence[tuple[str, Booked]]) -> Sheet:
    columns = (
        Column(_("Receipt"), width=36),
        Column(_("Lines"), CellKind.COUNT, 10, total=True),
        Column(_("Amount"), CellKind.MONEY, 16, total=True),
    )
    counts, cents = Counter[str](), Counter[str]()
    for why, one in reasons:
        counts[why] += 1
        cents[why] += one.line.cents
    rows = [(why, counts[why], cents[why]) for why in sorted(counts)]
    return Sheet(_("Receipted or not"), columns, rows)


def _gifts_sheet(title: str, some: Iterable[tuple[str, Booked]], *, names: bool) -> Sheet:
    columns = [
        Column(_("Gift number"), width=12),
        Column(_("Batch"), width=12),
        Column(_("Date of gift"), CellKind.DAY, 12),
        Column(_("Booked on"), CellKind.DAY, 12),
        Column(_("Payment method"), width=16),
        Column(_("Fund"), width=24),
        Column(_("Amount"), CellKind.MONEY, 14, total=True),
        Column(_("Why it is here"), width=30),
    ]
    words = means_words()
    rows: list[tuple[object, ...]] = [
        (
            *(str(one.line.id), one.line.batch_number, one.line.received_on, one.day),
            *(words[one.line.means], one.line.fund_name, one.line.cents, why),
            *((one.line.donor_name,) if names else ()),
        )
        for why, one in some
    ]
    if names:
        columns.append(Column(_("Donor"), width=30))
    return Sheet(title, columns, rows)


def _register_sheet(told: Told) -> Sheet:
    columns = [
        Column(_("Receipt"), width=14),
        Column(_("Issued on"), CellKind.DAY, 12),
        Column(_("Amount"), CellKind.MONEY, 14),
        Column(_("Of which in force"), CellKind.MONEY, 14, total=True),
        Column(_("Reason"), width=30),
        Column(_("Replaces"), width=14),
        Column(_("Replaced by"), width=14),
    ]
    rows: list[tuple[object, ...]] = [
        (
            *(one.number, one.issued_on, one.cents, one.cents if one.state == "issued" else 0),
            *(one.reason, one.replaces, one.replaced_by),
            *((one.donor_name,) if told.names else ()),
        )
        for one in told.register
    ]
    if told.names:
        columns.append(Column(_("Donor"), width=30))
    return Sheet(_("Receipts register"), columns, rows)
