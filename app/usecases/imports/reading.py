# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a table of gifts says, without bringing it in: to key it, to compare with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from app.domain.imports.fields import ImportKind
from app.domain.imports.headers import is_remark, is_total
from app.domain.imports.matching import DonorKeys
from app.domain.imports.profiles import Verdict
from app.domain.imports.rows import GiftRow, RowRefused
from app.domain.users import Permission
from app.kernel.command import Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.imports.choices import Choices
from app.usecases.imports.plan import make_plan


@dataclass(frozen=True, slots=True)
class ReadGift:
    """A gift of a table, and the donor on file it names, if there is one."""

    row: int
    donor_id: int | None
    gift: GiftRow


@dataclass(frozen=True, slots=True)
class ReadGifts(Query[Sequence[ReadGift]]):
    """Tell the gifts of a table."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    path: Path
    choices: Choices = field(default_factory=Choices)


@handles(ReadGifts)
def read_gifts(query: ReadGifts, ctx: Context) -> Sequence[ReadGift]:
    """Return them in the order of the table, totals and remarks left out.

    Raises:
        Refused: When a row cannot be read, or a column that must be there is not recognised.
        Trouble: When the file cannot be read.
    """
    number = 0
    file = ctx.tools.tables.open(query.path, query.choices.form)
    try:
        plan = make_plan(file, ImportKind.GIFTS, query.choices, ctx.clock.today().year)
        keys = DonorKeys(ImportKind.GIFTS, ctx.uow.imports.donor_keys())
        found = []
        for number, cells in file.rows(plan.sheet.name):
            if number <= plan.columns.header_row or is_remark(cells):
                continue
            sifted = plan.sieve.sift(cells)
            if sifted.verdict is Verdict.IGNORE:
                continue
            taken = sifted.taken()
            if not is_total(taken, plan.columns, adds_up=False):
                donor_id = keys.find(plan.reader.donor(taken))
                found.append(ReadGift(number, donor_id, plan.reader.gift(taken)))
    except RowRefused as refused:
        message = _("{file}, row {row}, {column}: “{found}”; expected {expected}")
        told = message.format(
            file=file.name,
            row=number,
            column=refused.column or _("whole row"),
            found=refused.found,
            expected=refused.expected,
        )
        raise Refused("import.row", told) from refused
    finally:
        file.close()
    return found
