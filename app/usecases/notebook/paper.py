# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a migration on paper: steps, figures on both sides, imports, room to sign."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256

from app.domain.notebook import (
    Compared,
    step_words,
    subject_words,
    verdict_words,
)
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
    heading_of,
    rows_on,
)
from app.kernel.formats import format_count, format_day, format_instant
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.notebook.keeping import Shown

_LEFT, _RIGHT, _TOP, _END = 14.0, 196.0, 24.0, 282.0
_SMALL, _ROW = 7.5, 5.0
_SIGN_HEIGHT = 46.0


class _Sheets:
    """Lays parts out one under the other, over as many sheets as they need."""

    def __init__(self, association: str, day: date) -> None:
        self._association, self._day = association, day
        self._sheets: list[list[Item]] = []
        self._turn()

    def _turn(self) -> None:
        self._sheets.append([])
        self.y = _TOP

    def pages(self) -> list[Page]:
        """Return the sheets, each under its head."""
        return [Page((*self._head(place), *items)) for place, items in enumerate(self._sheets, 1)]

    def _head(self, place: int) -> Iterator[Item]:
        sheet = _("Sheet {index} of {sheets}").format(index=place, sheets=len(self._sheets))
        right = f"{format_day(self._day)} · {sheet}"
        yield Text(_LEFT, 14, self._association, 10, bold=True, fit=120)
        yield Text(_RIGHT, 14, right, 8, align=Align.RIGHT, grey=0.35)
        yield Rule(_LEFT, 17, _RIGHT, 17, 0.8)

    def room(self, height: float) -> None:
        """Turn the sheet when there is no such room left."""
        if self.y + height > _END:
            self._turn()

    def put(self, *items: Item, height: float) -> None:
        """Put items at the present height, and go down."""
        self._sheets[-1].extend(items)
        self.y += height

    def heading(self, text: str) -> None:
        """Put a heading with room for two rows under it."""
        self.room(8 + 3 * _ROW)
        self.put(Text(_LEFT, self.y + 4, text, 11, bold=True), height=7)

    def table(self, columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]) -> None:
        """Put a table, its head again on each sheet."""
        table = Table(columns, tuple(rows), _SMALL, _ROW)
        left = list(rows)
        while left:
            self.room(2 * _ROW)
            fit = max(1, int((_END - self.y - _ROW) / _ROW))
            some, left = tuple(left[:fit]), left[fit:]
            self.put(*heading_of(table, _LEFT, self.y), height=_ROW)
            items, end = rows_on(table, some, _LEFT, self.y)
            self.put(*items, height=end - self.y)
        self.y += 5


def report_pages(shown: Shown, association: str, today: date) -> list[Page]:
    """Return the sheets of the report."""
    sheets = _Sheets(association, today)
    _put_title(sheets, shown)
    sheets.heading(_("Figures, former program and here"))
    sheets.table(_figure_columns(), [_figure_row(one) for one in shown.figures])
    reasons = [one for one in shown.figures if one.former is not None and one.former.reason]
    if reasons:
        sheets.heading(_("Differences explained"))
        columns = (Column(_("Figure"), 50), Column(_("Why"), 102), Column(_("By"), 30))
        sheets.table(columns, [_reason_row(one) for one in reasons])
    sheets.heading(_("Steps"))
    sheets.table(_step_columns(), _step_rows(shown))
    sheets.heading(_("Imports"))
    sheets.table(_run_columns(), _run_rows(shown))
    _put_signature(sheets, shown)
    return sheets.pages()


def _put_title(sheets: _Sheets, shown: Shown) -> None:
    title = _("Migration notebook: from {program} to Obole").format(program=shown.program.name)
    sheets.put(Text(_LEFT, sheets.y + 4, title, 13, bold=True, fit=182), height=9)
    book = shown.notebook
    if book is not None and book.finished_on is not None:
        message = _("Found right on {day} by {who}.")
        told = message.format(day=format_day(book.finished_on), who=book.finished_by)
    else:
        told = _("Not finished: these figures may still change.")
    sheets.put(Paragraph(_LEFT, sheets.y + 2, 182, told, 9, grey=0.35), height=8)


def _figure_columns() -> tuple[Column, ...]:
    return (
        Column(_("Figure"), 50),
        Column(_("Former"), 16, Align.RIGHT),
        Column(_("Amount"), 26, Align.RIGHT),
        Column(_("Here"), 16, Align.RIGHT),
        Column(_("Amount"), 26, Align.RIGHT),
        Column(_("Difference"), 26, Align.RIGHT),
        Column(_("Verdict"), 22),
    )


def _name(one: Compared) -> str:
    words = subject_words()[one.subject]
    return f"{words} {one.year}" if one.year else words


def _figure_row(one: Compared) -> tuple[str, ...]:
    former, money = one.former, bool(one.year)
    gap = format_amount(one.missing_cents) if money else format_count(one.missing)
    return (
        _name(one),
        format_count(former.count) if former else "",
        format_amount(former.cents) if former and money else "",
        format_count(one.count),
        format_amount(one.cents) if money else "",
        gap if former else "",
        verdict_words()[one.verdict],
    )


def _reason_row(one: Compared) -> tuple[str, ...]:
    assert one.former is not None  # noqa: S101 - as it was chosen
    return _name(one), one.former.reason, one.former.by


def _step_columns() -> tuple[Column, ...]:
    return Column(_("Step"), 60), Column(_("Done"), 50), Column(_("Note"), 72)


def _step_rows(shown: Shown) -> list[tuple[str, ...]]:
    words = step_words()
    return [
        (
            words[one.step][0],
            f"{format_day(one.done_on)} {one.done_by}" if one.done_on else _("not done"),
            one.note,
        )
        for one in shown.steps
    ]


def _run_columns() -> tuple[Column, ...]:
    return (
        Column(_("File"), 60),
        Column(_("Imported"), 30),
        Column(_("Donors"), 16, Align.RIGHT),
        Column(_("Gifts"), 16, Align.RIGHT),
        Column(_("Amount"), 28, Align.RIGHT),
        Column(_("Rejected"), 32, Align.RIGHT),
    )


def _run_rows(shown: Shown) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for run in shown.runs:
        told = json.loads(run.outcome)
        rejected = f"{len(told['rejected'])} · {format_amount(told['rejected_cents'])}"
        rows.append(
            (
                run.file_name,
                format_instant(run.at),
                format_count(told["created"]["donors"]),
                format_count(told["created"]["gifts"]),
                format_amount(told["imported_cents"]),
                rejected,
            )
        )
    return rows


def fingerprint(shown: Shown) -> str:
    """Return the SHA-256 of the figures on both sides, as the report prints it."""
    told = [
        [
            one.subject.value,
            one.year,
            *([one.former.count, one.former.cents, one.former.reason] if one.former else []),
            one.count,
            one.cents,
        ]
        for one in shown.figures
    ]
    return sha256(json.dumps(told, ensure_ascii=False).encode("utf-8")).hexdigest()


def _put_signature(sheets: _Sheets, shown: Shown) -> None:
    sheets.room(_SIGN_HEIGHT)
    y = sheets.y
    told = _("The undersigned compared these figures with those of the former program.")
    sheets.put(
        Paragraph(_LEFT, y + 4, 182, told, 9),
        Box(_LEFT, y + 8, 88, 28),
        Text(_LEFT + 2, y + 12, _("Name, day and signature"), 7.5, grey=0.35),
        Box(_RIGHT - 88, y + 8, 88, 28),
        Text(_RIGHT - 86, y + 12, _("Name, day and signature"), 7.5, grey=0.35),
        Text(
            _LEFT,
            y + 42,
            _("Fingerprint of the figures (SHA-256): {told}").format(told=fingerprint(shown)),
            7,
            grey=0.35,
        ),
        height=_SIGN_HEIGHT,
    )
