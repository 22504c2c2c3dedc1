# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Funds and appeals that a file names: those on file, else made on the way, and told."""

from app.domain.campaigns import Appeal
from app.domain.imports.fields import ColumnMap, Field
from app.domain.imports.rows import Doubt
from app.domain.organisation import Fund
from app.kernel.i18n import _
from app.kernel.text import fold
from app.usecases.context import Context
from app.usecases.imports.report import ImportReport
from app.usecases.ports.imports import ImportRun

_CODE_LENGTH = 12


class Destinations:
    """What gifts of one import are for.

    Args:
        run: The import's own row, which takes back what it made.
        columns: What the columns of the file hold.
        report: The tally.
        ctx: The transaction.
    """

    def __init__(
        self, run: ImportRun, columns: ColumnMap, report: ImportReport, ctx: Context
    ) -> None:
        """Learn what is on file."""
        self._run, self._columns, self._report, self._uow = run, columns, report, ctx.uow
        self._funds = {fold(word): f.id for f in ctx.uow.funds.all() for word in (f.code, f.name)}
        self._appeals = {
            fold(word): a.id for a in ctx.uow.appeals.all() for word in (a.code, a.name)
        }

    def fund(self, text: str) -> int | None:
        """Return a fund by name or code, made when there is none; None for no text."""
        if not text:
            return None
        if fold(text) not in self._funds:
            made = self._uow.funds.add(Fund(code=_code(text, len(self._funds)), name=text))
            self._funds[fold(text)] = made.id
            self._uow.imports.keep_made(self._run.id, "funds", made.id)
            message = _("fund created, giving right to receipts: check it in Settings")
            self._report.doubt(0, Doubt(self._columns.title(Field.FUND), text, message))
        return self._funds[fold(text)]

    def appeal(self, text: str) -> int | None:
        """Return an appeal by name or code, made when there is none; None for no text."""
        if not text:
            return None
        if fold(text) not in self._appeals:
            code = _code(text, len(self._appeals))
            made = self._uow.appeals.add(Appeal(code=code, name=text))
            self._appeals[fold(text)] = made.id
            self._uow.imports.keep_made(self._run.id, "appeals", made.id)
            message = _("appeal created")
            self._report.doubt(0, Doubt(self._columns.title(Field.APPEAL), text, message))
        return self._appeals[fold(text)]


def _code(text: str, known: int) -> str:
    """Return a code nobody else has: the first letters, and how many codes there were."""
    letters = fold(text).replace(" ", "").upper()[:_CODE_LENGTH]
    return f"{letters}-{known}"
