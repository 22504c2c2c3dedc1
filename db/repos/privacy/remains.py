# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the law wants kept of somebody erased, until when, and its end."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from app.domain.batches import BatchKind, batch_number
from app.domain.gifts import GiftState
from app.domain.privacy import (
    Part,
    Stays,
    Term,
    accounts_kept_until,
    receipt_kept_until,
    rule_of,
)
from app.domain.receipts import fingerprint_of
from app.kernel.i18n import ngettext
from db.repos.records import SqlDocumentRepo
from db.tables.desk import deposit, gift, gift_batch
from db.tables.receipts import tax_receipt, tax_receipt_line
from db.work import Work

_SHOWN = 3
_YEARS_BACK = 1
"""Receipts are still made for the year before."""


class Remains:
    """The gifts and the receipts of one donor, and how long their identity is kept."""

    def __init__(self, work: Work, donor_id: int, today: date) -> None:
        """Count what was given."""
        self._work, self._today = work, today
        self._run = work.connection.execute
        self._gifts = gift.c.donor_id == donor_id
        self._receipts = tax_receipt.c.donor_id == donor_id
        lines = tax_receipt_line.join(gift, gift.c.id == tax_receipt_line.c.gift_id)
        with_others = sa.select(tax_receipt_line.c.receipt_id).select_from(lines)
        # A household has one receipt, in the name of who leads it and of all.
        self._named_on = self._receipts | tax_receipt.c.id.in_(with_others.where(self._gifts))
        posted = self._gifts & (gift.c.state == GiftState.POSTED.value)
        single = sa.func.count().filter(gift.c.reverses_id.is_(None), gift.c.part_of_id.is_(None))
        last = sa.func.max(
            sa.case(
                (deposit.c.made_on > gift.c.received_on, deposit.c.made_on),
                else_=gift.c.received_on,
            )
        )
        row = self._run(
            sa.select(single, sa.func.coalesce(sa.func.sum(gift.c.cents), 0)).where(posted)
        ).one()
        self.payments, self.cents = int(row[0]), int(row[1])
        banked = gift.outerjoin(deposit, deposit.c.id == gift.c.deposit_id)
        days = (
            self._run(sa.select(last).select_from(banked).where(one == donor_id)).scalar()
            for one in (gift.c.donor_id, gift.c.payer_id)
        )
        self._last_on: date | None = max((day for day in days if day is not None), default=None)

    def stays(self) -> tuple[Stays, ...]:
        """Return what is kept until its term; nothing once every term has passed."""
        receipts = self._run(
            sa.select(
                sa.func.count(),
                sa.func.coalesce(sa.func.sum(tax_receipt.c.cents), 0),
                sa.func.max(tax_receipt.c.issued_on),
            ).where(self._named_on, tax_receipt.c.snapshot != "")
        ).one()
        found = []
        if receipts[0]:
            until = receipt_kept_until(receipts[2])
            article = rule_of(Term.RECEIPTS, receipts[2]).article
            told = (int(receipts[0]), int(receipts[1]), until, article)
            found.append(Stays(Part.RECEIPTS, Term.RECEIPTS, *told))
        if self._last_on is not None:
            until = accounts_kept_until(self._last_on)
            article = rule_of(Term.ACCOUNTS, self._last_on).article
            told = (self.payments, self.cents, until, article)
            found.append(Stays(Part.VOUCHERS, Term.ACCOUNTS, *told))
        running = any(one.until >= self._today for one in found)
        return tuple(found) if running else ()

    def unreceipted(self) -> int:
        """Count the gifts of this year and the one before that no receipt is made of."""
        line = tax_receipt_line.c
        receipted = (
            sa.select(line.gift_id)
            .join(gift, gift.c.id == line.gift_id)
            .where(self._gifts, line.live.is_(True))
            .union(sa.select(gift.c.id).where(self._gifts, gift.c.foreign_receipt != ""))
        )
        given = self._run(
            sa.select(gift.c.id, gift.c.reverses_id, gift.c.received_on).where(
                self._gifts, gift.c.state == GiftState.POSTED.value
            )
        ).all()
        reversed_ = {row.reverses_id for row in given}
        gone = reversed_ | set(self._run(receipted).scalars())
        since = date(self._today.year - _YEARS_BACK, 1, 1)
        return sum(
            row.reverses_id is None and row.id not in gone and row.received_on >= since
            for row in given
        )

    def obstacles(self) -> Iterator[str]:
        """Yield a sentence for what is to be ended before: gifts being keyed."""
        drafts = (
            sa.select(gift_batch.c.kind, gift_batch.c.year, gift_batch.c.sequence)
            .select_from(gift.join(gift_batch, gift_batch.c.id == gift.c.batch_id))
            .where(self._gifts, gift.c.state != GiftState.POSTED.value)
            .distinct()
        )
        rows = self._run(drafts.order_by(gift_batch.c.year, gift_batch.c.sequence)).all()
        if rows:
            numbers = [batch_number(BatchKind(kind), year, rank) for kind, year, rank in rows]
            named = ", ".join(numbers[:_SHOWN])
            message = ngettext(
                "Batch {batches} has a gift of this person: post it, or take the line out, first.",
                "Batches {batches} have gifts of this person: post them, or take the lines out, "
                "first.",
                len(rows),
            )
            yield message.format(batches=f"{named}…" if len(rows) > _SHOWN else named)

    def end_receipts(self, *, write: bool) -> int:
        """Take away what the receipts printed; return how many had something left."""
        wanted = sa.select(
            tax_receipt.c.id, tax_receipt.c.snapshot, tax_receipt.c.document_sha256
        ).where(self._receipts, tax_receipt.c.snapshot != "")
        rows = self._run(wanted).all()
        if write:
            documents = SqlDocumentRepo(self._work)
            for row in rows:
                mine = tax_receipt.c.id == row.id
                values = {"snapshot": "", "snapshot_sha256": fingerprint_of(row.snapshot)}
                self._run(tax_receipt.update().where(mine).values(**values))
                documents.empty(row.document_sha256)
            if rows:
                self._work.touch("receipts")
        return len(rows)

    def end_slips(self, *, write: bool) -> int:
        """Take away the slips that name the donor; their own term has passed too."""
        held = sa.select(gift.c.deposit_id).where(self._gifts, gift.c.deposit_id.is_not(None))
        wanted = sa.select(deposit.c.id, deposit.c.document_sha256).where(
            deposit.c.id.in_(held), deposit.c.document_sha256 != ""
        )
        rows = self._run(wanted).all()
        if write and rows:
            documents = SqlDocumentRepo(self._work)
            mine = deposit.c.id.in_([row.id for row in rows])
            self._run(deposit.update().where(mine).values(document_sha256=""))
            for row in rows:
                documents.forget(row.document_sha256)
            self._work.touch("deposits")
        return len(rows)
