# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which letters are to be made: whom to, about what, in which order, and who is left out."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain.letters.fields import Field
from app.domain.letters.queue import LeftOut, Recipient, in_order
from app.domain.letters.values import LetterKind, LetterTemplate, SheetOrder, Way
from app.domain.receipts import TaxReceipt
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.households import words_of
from app.usecases.letters.making import Matter
from app.usecases.letters.queue import queue_of, recipients_of
from app.usecases.letters.templates import template_of
from app.usecases.ports import UnitOfWork
from app.usecases.ports.desk import ReturnLine


@dataclass(frozen=True, slots=True)
class Mailing:
    """Letters somebody wants.

    Attributes:
        template: The code of what they say; empty for the one the rules choose, for each.
        way: Only those that go this way; None for all, printed on paper.
        order: In which order they are printed.
        donor_ids: To these; None for whoever waits for thanks.
        receipts: The numbers of the receipts they accompany.
        unpaid_id: The gift whose cheque came back unpaid, which it is about.
    """

    template: str = ""
    way: Way | None = Way.PAPER
    order: SheetOrder = SheetOrder.PLACE
    donor_ids: tuple[int, ...] | None = None
    receipts: tuple[str, ...] = ()
    unpaid_id: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """The letters that would be made now.

    Attributes:
        kind: What they are for.
        matters: In the order of the sheets.
        left_out: Donors no letter reaches, and why.
        other_way: Donors who are written to by the other way.
        unruled: Donors no rule chooses a letter for.
    """

    kind: LetterKind
    matters: Sequence[Matter]
    left_out: Mapping[LeftOut, int] = field(default_factory=dict)
    other_way: int = 0
    unruled: int = 0


def planned(mailing: Mailing, uow: UnitOfWork, today: date) -> Planned:
    """Return the letters a mailing makes at one moment.

    Raises:
        Refused: When the template is unknown, or lacks what its letters are about.
    """
    template = template_of(mailing.template, uow) if mailing.template else None
    if template is None or template.kind is LetterKind.THANKS:
        return _thanks(mailing, template, uow, today)
    if template.kind is LetterKind.UNPAID:
        matters = _unpaid(mailing, template, uow, today)
    elif template.kind is LetterKind.COVER:
        matters = _covers(mailing, template, uow, today)
    else:
        matters = _plain(mailing, template, uow, today)
    return _sorted(template.kind, matters, mailing)


def _thanks(
    mailing: Mailing, template: LetterTemplate | None, uow: UnitOfWork, today: date
) -> Planned:
    queue = queue_of(uow, today, mailing.donor_ids)
    matters, unruled = [], 0
    for line in queue.lines:
        chosen = template or line.template
        if chosen is None:
            unruled += 1
            continue
        why = "" if template else line.why
        matters.append(Matter(line.to, chosen, why, line.due, cents=line.due.cents))
    return replace(_sorted(LetterKind.THANKS, matters, mailing), unruled=unruled)


def _plain(
    mailing: Mailing, template: LetterTemplate, uow: UnitOfWork, today: date
) -> list[Matter]:
    if mailing.donor_ids is None:
        message = _("Say to whom “{name}” goes: a list, or donors one by one.")
        raise Refused("letters.whom", message.format(name=template.name), "list")
    reached = recipients_of(template.kind, mailing.donor_ids, uow, today)
    lines = {line.id: line for line in uow.donors.lines(mailing.donor_ids)}
    return [Matter(to, template, last=lines.get(one)) for one, to in reached.items()]


def _unpaid(
    mailing: Mailing, template: LetterTemplate, uow: UnitOfWork, today: date
) -> list[Matter]:
    line = next(
        (one for one in uow.returns.lines() if one.entry.gift_id == mailing.unpaid_id), None
    )
    if line is None or line.gift.donor_id is None:
        message = _("“{name}” is about a cheque the bank returned: say which one.")
        raise Refused("letters.unpaid", message.format(name=template.name), "unpaid")
    (to,) = recipients_of(template.kind, [line.gift.donor_id], uow, today).values()
    return [Matter(to, template, special=_unpaid_values(line), cents=line.gift.cents)]


def _unpaid_values(line: ReturnLine) -> dict[Field, str]:
    return {
        Field.CHEQUE: line.gift.cheque_number or "—",
        Field.BANK: line.gift.cheque_bank,
        Field.LAST_DAY: format_day(line.gift.received_on),
        Field.CHEQUE_DAY: format_day(line.entry.happened_on),
        Field.FEE: format_amount(line.entry.fee_cents),
    }


def _covers(
    mailing: Mailing, template: LetterTemplate, uow: UnitOfWork, today: date
) -> list[Matter]:
    """Return one cover a donor, whatever the number of receipts."""
    if not mailing.receipts:
        message = _("“{name}” accompanies tax receipts: say which ones.")
        raise Refused("letters.receipts", message.format(name=template.name), "receipts")
    held = defaultdict(list)
    for receipt in uow.receipts.many(mailing.receipts):
        held[receipt.donor_id].append(receipt)
    reached = recipients_of(template.kind, list(held), uow, today)
    wanted = reached if mailing.donor_ids is None else set(mailing.donor_ids)
    matters = []
    for donor_id, receipts in held.items():
        if donor_id in wanted:
            special = {
                Field.RECEIPTS: ", ".join(one.number for one in receipts),
                Field.YEAR: ", ".join(sorted({str(one.year) for one in receipts})),
            }
            special |= _both(receipts, uow, today)
            cents = sum(one.cents for one in receipts)
            matters.append(Matter(reached[donor_id], template, special=special, cents=cents))
    return matters


def _both(receipts: Sequence[TaxReceipt], uow: UnitOfWork, today: date) -> dict[Field, str]:
    """Return how a cover addresses a couple, when a receipt is in both names."""
    for household_id in {one.household_id for one in receipts if one.household_id}:
        if words := words_of(household_id, uow, today):
            return {Field.NAME: words.called.name, Field.SALUTATION: words.called.greeting}
    return {}


def _sorted(kind: LetterKind, matters: Iterable[Matter], mailing: Mailing) -> Planned:
    """Part those the mailing writes to from the others, and put them in order."""
    left_out: Counter[LeftOut] = Counter()
    other_way = 0
    written: dict[int, Matter] = {}
    for matter in matters:
        if matter.to.why_not is not None:
            left_out[matter.to.why_not] += 1
        elif mailing.way not in {None, matter.to.way}:
            other_way += 1
        else:
            written[matter.to.donor.id] = matter
    piles = {
        donor_id: (matter.due.gifts[0].batch_id, matter.due.gifts[0].position)
        for donor_id, matter in written.items()
        if matter.due
    }
    order: list[Recipient] = in_order(
        [matter.to for matter in written.values()], mailing.order, piles
    )
    matters_in_order = [written[to.donor.id] for to in order]
    return Planned(kind, matters_in_order, left_out, other_way)


def write_plan(mailing: Mailing, donor_ids: Sequence[int]) -> str:
    """Return what is still to be made, so that it can be resumed."""
    kept = {
        "template": mailing.template,
        "way": mailing.way.value if mailing.way else None,
        "order": mailing.order.value,
        "donors": list(donor_ids),
        "receipts": list(mailing.receipts),
        "unpaid": mailing.unpaid_id,
    }
    return json.dumps(kept)


def read_plan(text: str) -> Mailing:
    """Read what is still to be made."""
    kept = json.loads(text)
    return Mailing(
        template=kept["template"],
        way=Way(kept["way"]) if kept["way"] else None,
        order=SheetOrder(kept["order"]),
        donor_ids=tuple(kept["donors"]),
        receipts=tuple(kept["receipts"]),
        unpaid_id=kept["unpaid"],
    )
