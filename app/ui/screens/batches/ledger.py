# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a batch as the entry page shows them: on the disk, or on their way to it; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.domain.batches import BatchTotals, GiftBatch, compare_parts
from app.domain.gifts import Gift, Means, Payment
from app.usecases.gifts import AddGift, EditGift, GiftDraft
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.people import DonorLine


@dataclass(slots=True)
class Ledger:
    """What was keyed so far.

    Attributes:
        batch: The batch the lines are in.
        fund_names: To show the fund of a line that is on its way.
    """

    batch: GiftBatch
    fund_names: dict[int, str]
    _saved: Sequence[GiftLine] = ()
    _on_their_way: dict[int, GiftLine] = field(default_factory=dict)
    _unsettled: set[int] = field(default_factory=set)
    _tokens: int = 0

    def take(self, lines: Sequence[GiftLine]) -> None:
        """Take what stands on the disk, the newest first; lines that arrived are on it."""
        self._saved = lines
        there = {(line.id, line.version) for line in lines}
        self._on_their_way = {
            token: line
            for token, line in self._on_their_way.items()
            if (line.id, line.version) not in there
        }

    def send(self, gift: Gift, donor: DonorLine | None) -> int:
        """Show a line that is being saved; return the token it is known by until it is."""
        self._tokens += 1
        self._unsettled.add(self._tokens)
        self._on_their_way[self._tokens] = self._line(gift, donor)
        return self._tokens

    def arrived(self, token: int, gift: Gift) -> None:
        """Remember under which id and version the line was saved."""
        self._unsettled.discard(token)
        line = self._on_their_way.get(token)
        if line is not None:
            self._on_their_way[token] = replace(
                line, id=gift.id, version=gift.version, position=gift.position
            )
            self.take(self._saved)

    @property
    def settled(self) -> bool:
        """Tell whether every line shown is known to be on the disk."""
        return not self._unsettled

    def lost(self, token: int) -> None:
        """Take away a line that was refused."""
        self._unsettled.discard(token)
        self._on_their_way.pop(token, None)

    def rows(self) -> list[GiftLine]:
        """Return the lines, the newest first."""
        known = {line.id for line in self._saved}
        changed = {line.id: line for line in self._on_their_way.values() if line.id in known}
        saved = [line for line in self._saved if line.part_of_id not in changed]
        new = [line for line in self._on_their_way.values() if line.id not in known]
        return [*reversed(new), *(changed.get(line.id, line) for line in saved)]

    def totals(self) -> BatchTotals:
        """Count and sum what is shown."""
        rows = self.rows()
        return BatchTotals(
            sum(line.part_of_id is None for line in rows),
            sum(line.cents for line in rows),
            self.batch.expected_count,
            self.batch.expected_total_cents,
            compare_parts(self.batch.parts, _by_means(rows)),
        )

    def of_donor(self, donor_id: int) -> list[GiftLine]:
        """Return the lines of one donor, the newest first."""
        return [line for line in self.rows() if line.donor_id == donor_id]

    def line(self, gift_id: int) -> GiftLine | None:
        """Return one saved line."""
        return next((line for line in self.rows() if line.id == gift_id), None)

    def last(self) -> GiftLine | None:
        """Return the newest line that is on the disk."""
        return next((line for line in self.rows() if line.id), None)

    def _line(self, gift: Gift, donor: DonorLine | None) -> GiftLine:
        return GiftLine(
            id=gift.id,
            batch_id=gift.batch_id,
            batch_number=self.batch.number,
            position=gift.position,
            donor_id=gift.donor_id,
            donor_number=donor.number if donor else None,
            donor_name=donor.name if donor else "",
            postal_code=donor.postal_code if donor else "",
            city=donor.city if donor else "",
            cents=gift.cents,
            received_on=gift.received_on,
            means=gift.means,
            cheque_number=gift.cheque_number,
            cheque_bank=gift.cheque_bank,
            fund_id=gift.fund_id,
            fund_name=self.fund_names.get(gift.fund_id, ""),
            appeal_name="",
            clue=gift.clue,
            state=gift.state,
            reverses_id=None,
            reversed_by=None,
            corrects_id=None,
            deposit_number="",
            receipt_number="",
            version=gift.version,
            anonymous=gift.anonymous,
            details=gift.details,
            unusual=gift.unusual,
        )


def command_for(payment: Payment) -> AddGift | EditGift:
    """Return what saves a line: a new one, or one that is on the disk."""
    gift = payment.gift
    if gift.id:
        return EditGift(gift, payment.shares, payment.parts, payment.expenses)
    return anew(payment)


def anew(payment: Payment) -> AddGift:
    """Return what makes this line anew."""
    told = draft_of(payment.gift)
    draft = replace(told, expenses=payment.expenses, account=payment.account)
    return AddGift(payment.gift.batch_id, draft, payment.shares)


def _by_means(rows: Sequence[GiftLine]) -> list[tuple[Means, int, int]]:
    held: dict[Means, list[GiftLine]] = {}
    for line in rows:
        held.setdefault(line.means, []).append(line)
    return [
        (means, sum(g.part_of_id is None for g in lines), sum(g.cents for g in lines))
        for means, lines in held.items()
    ]


def draft_of(gift: Gift) -> GiftDraft:
    """Return the draft that makes this line anew."""
    return GiftDraft(
        donor_id=gift.donor_id,
        cents=gift.cents,
        means=gift.means,
        received_on=gift.received_on,
        cheque_number=gift.cheque_number,
        cheque_bank=gift.cheque_bank,
        cheque_dated_on=gift.cheque_dated_on,
        fund_id=gift.fund_id,
        appeal_id=gift.appeal_id or 0,
        clue=gift.clue,
        note=gift.note,
        anonymous=gift.anonymous,
        details=gift.details,
        unusual=gift.unusual,
    )
