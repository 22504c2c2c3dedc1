# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One import under way: rows become donors and gifts, by blocks, inside one transaction."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domain.batches import BatchKind, BatchState, GiftBatch
from app.domain.donors import Donor
from app.domain.gifts import Gift, GiftState, suited
from app.domain.imports.cells import Cell, is_blank, text_of
from app.domain.imports.fields import Field, ImportKind
from app.domain.imports.headers import is_remark, is_total, repeats_head
from app.domain.imports.matching import DonorKeys, UpdatePolicy, key_of
from app.domain.imports.profiles import Verdict
from app.domain.imports.rows import DonorRow, Doubt, GiftRow, RowRefused
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.batches.headers import default_fund
from app.usecases.context import Context
from app.usecases.imports.consents import BroughtConsents
from app.usecases.imports.destinations import Destinations
from app.usecases.imports.persons import Persons
from app.usecases.imports.plan import Plan
from app.usecases.imports.report import Arrivals, ImportReport, RejectedRow
from app.usecases.imports.updates import Updates
from app.usecases.ports.imports import GiftKey, ImportRun, ShareKey, Shares
from app.usecases.ports.tables import TableFile

_BLOCK = 2_000
_MANY = 5_000
"""From how many donors on recounting all sums is quicker than recounting theirs."""


class Bringing:
    """Brings the rows of one sheet in.

    Args:
        run: The import's own row.
        kind: Donors or gifts.
        plan: How the sheet is read.
        report: The tally, filled on the way.
        ctx: The transaction.
        policy: What may change of donors on file.
        repeat: The same file came before: tell everything, add nothing.
    """

    def __init__(
        self,
        run: ImportRun,
        kind: ImportKind,
        plan: Plan,
        report: ImportReport,
        ctx: Context,
        policy: UpdatePolicy,
        *,
        repeat: bool,
    ) -> None:
        """Learn who is on file."""
        self._run, self._kind, self._plan = run, kind, plan
        self._report, self._ctx, self._repeat = report, ctx, repeat
        self._uow, self._today = ctx.uow, ctx.clock.today()
        self._keys = DonorKeys(kind, ctx.uow.imports.donor_keys(), ctx.uow.privacy.erased_numbers())
        self._has_gifts = report.before.gifts > 0
        self._new: list[Donor] = []
        self._arrived: list[Donor] = []
        self._made_ids: list[int] = []
        self._made_rows: list[int] = []
        self._made = 0
        self._persons = Persons(plan.choices.people, self._keys, self._made_rows)
        self._gifts: list[tuple[int, int | None, str, GiftRow]] = []
        self._waiting_cents = 0
        self._met: Counter[GiftKey] = Counter()
        self._consents = BroughtConsents(run, report, ctx)
        self._references: set[int] = set()
        self._touched: set[int] = set()
        self._updates = Updates(run, plan, report, ctx, policy)
        self._batch: GiftBatch | None = None
        self._position = 0
        self._destinations = Destinations(run, plan.columns, report, ctx)
        self._tally: Counter[ShareKey] = Counter()
        self._counts: Counter[ShareKey] = Counter()

    def bring_all(self, file: TableFile) -> None:
        """Read every row below the head."""
        last = max(self._plan.sheet.rows, 1)
        for number, cells in file.rows(self._plan.sheet.name):
            if number > self._plan.columns.header_row:
                self._bring(number, cells)
                if number % _BLOCK == 0:
                    self._ctx.progress.step(min(number, last), last, _("rows"))
        self._write_gifts()
        self._updates.write()
        self._write_donors()
        self._consents.write(self._id_of)
        everyone = len(self._touched) > _MANY
        self._uow.donors.refresh_totals(None if everyone else self._touched)
        self._ctx.progress.step(last, last, _("rows"))

    @property
    def shares(self) -> Shares:
        """What it added, by year, payment method and fund."""
        return {share: (self._counts[share], cents) for share, cents in self._tally.items()}

    @property
    def arrivals(self) -> Arrivals:
        """The donors a rehearsal made; an import keeps none of them in memory."""
        if not self._report.dry_run:
            return Arrivals()
        grown = self._updates.grown
        come = [grown.get(one, new) for one, new in zip(self._made_ids, self._arrived, strict=True)]
        return Arrivals(self._made_rows, come, self._plan.choices.people.apart)

    def _bring(self, number: int, raw: Sequence[Cell]) -> None:
        sifted = self._plan.sieve.sift(raw)
        cells = sifted.cells
        if sifted.verdict is Verdict.IGNORE:
            self._report.leave(sifted.other_cents)
            self._report.ignore(number, sifted.reason)
            return
        if self._is_no_record(number, cells):
            return
        self._report.read += 1
        reader = self._plan.reader
        try:
            row = reader.donor(sifted.taken())
            if self._kind is ImportKind.DONORS:
                self._bring_donor(number, row)
                return
            gift = reader.gift(cells)
            self._check_day(gift, cells)
            ref = None if row.unknown else self._giver(number, row)
        except RowRefused as refused:
            counted = sifted.euros and self._kind is ImportKind.GIFTS
            cents = reader.cents(cells) if counted else 0
            rejected = (refused.column, refused.found, refused.expected)
            self._report.reject(RejectedRow(number, *rejected, cents))
            return
        if sifted.other_cents:
            self._report.leave(sifted.other_cents)
            told = _("no gift: paid for something else in the same payment")
            amount = format_amount(sifted.other_cents)
            self._report.doubt(number, Doubt(self._plan.columns.title(Field.AMOUNT), amount, told))
        if sifted.note:
            gift = replace(gift, note="; ".join(filter(None, (gift.note, sifted.note))))
        self._gifts.append((number, ref, row.unknown, gift))
        self._waiting_cents += gift.cents
        if len(self._gifts) >= _BLOCK:
            self._write_gifts()

    def _is_no_record(self, number: int, cells: Sequence[Cell]) -> bool:
        """Tell totals, remarks and repeated heads apart from records, and say so."""
        report, told = self._report, self._plan.columns
        cents = self._plan.reader.cents(cells)
        so_far = report.file_cents + self._waiting_cents
        if is_total(cells, told, adds_up=bool(cents) and cents == so_far and so_far > 0):
            why = _("looks like a total")
            if cents and self._kind is ImportKind.GIFTS:
                agrees = _("it agrees") if cents == so_far else _("the rows above make {sum}")
                why = f"{why} ({format_amount(cents)}: {agrees})"
                why = why.format(sum=format_amount(so_far))
            report.ignore(number, why)
        elif is_remark(cells):
            text = next(text_of(cell) for cell in cells if not is_blank(cell))
            report.ignore(number, _("a remark, not a record: “{text}”").format(text=text))
        elif repeats_head(cells, self._plan.head):
            report.ignore(number, _("the head of the columns again"))
        else:
            return False
        return True

    def _check_day(self, gift: GiftRow, cells: Sequence[Cell]) -> None:
        if gift.day > self._today:
            told = self._plan.columns
            found = told.text(cells, Field.DAY)
            raise RowRefused(told.title(Field.DAY), found, _("a day that is not in the future"))

    # Donors

    def _bring_donor(self, number: int, row: DonorRow) -> None:
        if not row.named:
            found = row.unknown or _("nothing")
            raise RowRefused(_name_title(self._plan), found, _("a name"))
        ref = self._persons.find(number, row)
        if ref is None:
            if self._repeat:
                self._report.unchanged += 1
                return
            self._check_reachable(number, row.donor)
            ref = self._make(number, row)
        elif not self._repeat and self._updates.complete(
            number, self._id_of(ref), row, made=ref < 0
        ):
            self._report.updated += 1
        else:
            self._report.unchanged += 1
        if not self._repeat:
            self._consents.keep(number, ref, row.said)

    def _check_reachable(self, number: int, donor: Donor) -> None:
        """Refuse who can be written to nowhere, or say so."""
        if donor.address.city or donor.address.street or donor.phone or donor.email:
            return
        title = _name_title(self._plan)
        if self._plan.choices.contact_needed:
            expected = _("an address, a telephone or an e-mail")
            raise RowRefused(title, donor.display_name, expected)
        message = _("no address, telephone nor e-mail: see the page Quality afterwards")
        self._report.doubt(number, Doubt(title, donor.display_name, message))

    def _giver(self, number: int, row: DonorRow) -> int:
        """Return the ref of who gave, made on the way when the row says enough."""
        ref = self._persons.find(number, row)
        if ref is None and not row.named:
            title = self._plan.columns.title(Field.NUMBER) if row.number else ""
            expected = _("the number of a donor on file, or a name")
            raise RowRefused(title, row.number or _("nothing"), expected)
        if ref is None:
            return 0 if self._repeat else self._make(number, row)
        return ref

    def _make(self, number: int, row: DonorRow) -> int:
        donor = row.donor
        for doubt in row.doubts:
            self._report.doubt(number, doubt)
        self._made += 1
        ref = -self._made
        self._new.append(donor)
        if self._report.dry_run:
            self._arrived.append(donor)
        self._made_rows.append(number)
        self._keys.add(key_of(ref, donor))
        self._report.created_donors += 1
        if len(self._new) >= _BLOCK:
            self._write_donors()
        return ref

    def _write_donors(self) -> None:
        if self._new:
            first = self._uow.bulk.add_donors(self._new, self._run.id)
            self._made_ids.extend(range(first, first + len(self._new)))
            self._new.clear()

    def _id_of(self, ref: int) -> int:
        if ref > 0:
            return ref
        if -ref > len(self._made_ids):
            self._write_donors()
        return self._made_ids[-ref - 1]

    # Gifts

    def _write_gifts(self) -> None:
        if not self._gifts:
            return
        placed = [
            (number, self._id_of(ref) if ref else None, unknown, row)
            for number, ref, unknown, row in self._gifts
        ]
        self._gifts.clear()
        self._waiting_cents = 0
        on_file = self._on_file([(donor, row) for _n, donor, _u, row in placed if donor])
        fresh = []
        for number, donor_id, unknown, row in placed:
            if not self._is_known(number, donor_id, unknown, row, on_file):
                gift = self._gift(donor_id, unknown, row)
                fresh.append(gift)
                share = (gift.received_on.year, gift.means, gift.fund_id)
                self._tally[share] += gift.cents
                self._counts[share] += 1
                self._report.created_gifts += 1
                self._report.imported_cents += row.cents
                self._report.file_cents += row.cents
                if not row.means_told:
                    self._report.means_untold += 1
        if fresh:
            self._uow.bulk.add_gifts(fresh, self._run.id)
            self._touched.update(gift.donor_id for gift in fresh if gift.donor_id is not None)

    def _on_file(self, given: Sequence[tuple[int, GiftRow]]) -> Counter[GiftKey]:
        """Count the gifts these donors have on file in the span of these rows."""
        if not self._has_gifts or not given:
            return Counter()
        days = [row.day for _donor, row in given]
        donors = sorted({donor for donor, _row in given})
        known = self._uow.imports.gift_keys(donors, min(days), max(days), self._run.id)
        return Counter(known)

    def _is_known(
        self,
        number: int,
        donor_id: int | None,
        unknown: str,
        row: GiftRow,
        on_file: Counter[GiftKey],
    ) -> bool:
        """Set a gift aside that is on file already: as often as it is there, and no more."""
        reference = row.reference or row.cheque_number
        why = ""
        if self._repeat:
            why = _("already imported")
        elif donor_id is not None:
            key = (donor_id, row.day, row.cents, reference)
            if on_file[key] > self._met[key]:
                self._met[key] += 1
                why = _("this gift is on file already")
        if not why and reference:
            print_ = hash((donor_id, unknown, row.day, row.cents, reference))
            if print_ in self._references:
                why = _("the same gift stands higher in the file")
            self._references.add(print_)
        if why:
            self._report.set_aside(number, row.cents, why)
        return bool(why)

    def _gift(self, donor_id: int | None, unknown: str, row: GiftRow) -> Gift:
        batch = self._batch or self._open_batch()
        self._position += 1
        return Gift(
            batch_id=batch.id,
            position=self._position,
            donor_id=donor_id,
            cents=row.cents,
            received_on=row.day,
            means=row.means,
            cheque_number=row.cheque_number,
            cheque_bank=row.cheque_bank,
            fund_id=self._destinations.fund(row.fund) or batch.fund_id,
            appeal_id=self._destinations.appeal(row.appeal),
            clue=unknown,
            note=row.note,
            reference=row.reference,
            foreign_receipt=row.foreign_receipt,
            cheque_dated_on=row.cheque_dated_on,
            details=suited(row.details, row.means, donor_id),
            state=GiftState.POSTED,
            keyed_by=self._ctx.actor.name,
            keyed_at=self._ctx.clock.now(),
        )

    def _open_batch(self) -> GiftBatch:
        """Open the posted batch that holds the history brought in."""
        today: date = self._ctx.clock.today()
        now, who = self._ctx.clock.now(), self._ctx.actor.name
        self._batch = self._uow.batches.add(
            GiftBatch(
                kind=BatchKind.IMPORT,
                year=today.year,
                state=BatchState.POSTED,
                received_on=today,
                fund_id=default_fund(self._ctx),
                comment=self._run.file_name,
                opened_by=who,
                opened_at=now,
                posted_by=who,
                posted_at=now,
                open_from=self._uow.years.open_from(),
            )
        )
        self._uow.imports.keep_made(self._run.id, "batches", self._batch.id)
        return self._batch


def _name_title(plan: Plan) -> str:
    for wanted in (Field.FULL_NAME, Field.LAST_NAME, Field.ORGANISATION):
        if plan.columns.has(wanted):
            return plan.columns.title(wanted)
    return ""
