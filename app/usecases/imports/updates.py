# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors on file that rows say more of: completed one row after the other, written by blocks."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.addresses import ReturnedLetter
from app.domain.donors import Donor
from app.domain.imports.fields import Field
from app.domain.imports.matching import Kept, UpdatePolicy, completed
from app.domain.imports.rows import DonorRow, Doubt
from app.kernel.i18n import _
from app.usecases.addresses import closed_address
from app.usecases.context import Context
from app.usecases.imports.plan import Plan
from app.usecases.imports.report import ImportReport
from app.usecases.ports.imports import ImportRun

BLOCK = 1_000
"""How many changes are written at once."""
_COLUMN_OF = {"former_number": "number"}


class Updates:
    """Completes donors; what is not written yet is what the next row of the same donor finds.

    Args:
        run: The import's own row, which keeps what they were before.
        plan: How the sheet is read.
        report: Told of what was kept against a row.
        ctx: The transaction.
        policy: What may change.

    Attributes:
        grown: Donors the import itself made, as later rows left them, by id.
    """

    def __init__(
        self, run: ImportRun, plan: Plan, report: ImportReport, ctx: Context, policy: UpdatePolicy
    ) -> None:
        """Nobody is completed yet."""
        self._run, self._plan, self._report, self._policy = run, plan, report, policy
        self._uow = ctx.uow
        self._closed = ctx.uow.returned_letters.donor_ids()
        self._changes: list[tuple[Donor, Donor]] = []
        self._waiting: dict[int, Donor] = {}
        self.grown: dict[int, Donor] = {}
        self._written: set[int] = set()

    def complete(self, number: int, donor_id: int, row: DonorRow, *, made: bool) -> bool:
        """Add what the row of this number knows more of a donor; tell what was kept against it.

        Args:
            number: The row's own.
            donor_id: Whom it speaks of.
            row: What it says.
            made: Whether a row above made the donor.

        Returns:
            Whether the donor was on file and is changed for the first time.
        """
        known = self._waiting.get(donor_id) or self._uow.donors.get(donor_id)
        former = row.number if row.number != known.number_text else ""
        told = row.donor
        if told.former_number != former:
            told = replace(told, former_number=former)
        choices = self._plan.choices
        better, kept = completed(known, told, self._policy, choices.replaced, choices.untouched)
        if closed := self._closing(better, known):
            better = replace(better, address=known.address, returned_on=known.returned_on)
            kept = [*kept, Kept("street", closed.address.street, known.address.street)]
        self._tell(number, kept)
        if better == known:
            return False
        first_time = donor_id not in self._waiting and donor_id not in self._written
        self._changes.append((known, better))
        self._waiting[donor_id] = replace(better, version=known.version + 1)
        if made:
            self.grown[donor_id] = self._waiting[donor_id]
        if len(self._changes) >= BLOCK:
            self.write()
        return first_time and not made

    def write(self) -> None:
        """Write the changes that wait, and keep what each donor was before the import."""
        if not self._changes:
            return
        self._uow.donors.save_many(self._changes)
        versions = {donor_id: donor.version for donor_id, donor in self._waiting.items()}
        before: dict[int, Donor] = {}
        for known, _better in self._changes:
            before.setdefault(known.id, known)
        imports, run = self._uow.imports, self._run.id
        on_file = [one for one in before if one not in self.grown]
        imports.keep_images(
            run, [(before[one], versions[one]) for one in on_file if one not in self._written]
        )
        imports.move_images(run, {one: versions[one] for one in on_file if one in self._written})
        imports.keep_grown(run, {one: versions[one] for one in before if one in self.grown})
        self._written.update(before)
        self._changes.clear()
        self._waiting.clear()

    def _closing(self, better: Donor, known: Donor) -> ReturnedLetter | None:
        """Return the letter that closed the address a row gives, if one did."""
        return closed_address(self._uow, better, known) if known.id in self._closed else None

    def _tell(self, number: int, kept: Sequence[Kept]) -> None:
        for one in kept:
            title = self._plan.columns.title(Field(_COLUMN_OF.get(one.field, one.field)))
            message = _("kept as on file: {kept}").format(kept=one.kept or _("nothing"))
            self._report.doubt(number, Doubt(title, one.found, message))
