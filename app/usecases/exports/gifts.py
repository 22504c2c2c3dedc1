# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of posted gifts as it leaves the dossier."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from app.domain.donors import number_text
from app.domain.exports import CellKind, Column
from app.domain.gifts import (
    GiftNature,
    GiftPurpose,
    Means,
    Tribute,
    means_words,
    nature_words,
    purpose_words,
    tribute_words,
)
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.usecases.ports import UnitOfWork
from app.usecases.ports.desk import GiftLine

_SHOWN_EVERY = 1_000


def gift_columns() -> list[Column]:
    """Return the columns of the list of gifts."""
    return [
        Column(_("Gift number"), width=12, key="gift"),
        Column(_("Batch"), width=12, key="batch"),
        Column(_("Donor number"), width=14, key="donor_number"),
        Column(_("Donor"), width=30, key="donor"),
        Column(_("Clue"), width=20, key="clue"),
        Column(_("Postal code"), width=11, key="postal_code"),
        Column(_("City"), width=24, key="city"),
        Column(_("Date of gift"), CellKind.DAY, 12, key="received_on"),
        Column(_("Amount"), CellKind.MONEY, 14, total=True, key="amount"),
        Column(_("Payment method"), width=16, key="means"),
        Column(_("Cheque number"), width=14, key="cheque_number"),
        Column(_("Drawing bank"), width=18, key="cheque_bank"),
        Column(_("Fund"), width=22, key="fund"),
        Column(_("Appeal"), width=22, key="appeal"),
        Column(_("Deposit"), width=11, key="deposit"),
        Column(_("Receipt"), width=13, key="receipt"),
        Column(_("Correction"), width=18, key="correction"),
        Column(_("Cheque dated on"), CellKind.DAY, 12, key="cheque_dated_on"),
        Column(_("Payment split"), width=12, key="split"),
        Column(_("Nature"), width=20, key="nature"),
        Column(_("What it is"), width=20, key="what"),
        Column(_("Worth of what was given back"), CellKind.MONEY, 14, total=True, key="benefit"),
        Column(_("What was given"), width=30, key="given"),
        Column(_("Tribute"), width=30, key="tribute"),
        Column(_("Paid by"), width=24, key="payer"),
        Column(_("Thanked"), width=24, key="thanked"),
    ]


class _Words(NamedTuple):
    """What codes are called, in the language spoken: asked once, told for each gift."""

    means: Mapping[Means, str]
    natures: Mapping[GiftNature, str]
    purposes: Mapping[GiftPurpose, str]
    tributes: Mapping[Tribute, str]


def gift_rows(year: int | None, uow: UnitOfWork, progress: Progress) -> Iterator[Sequence[object]]:
    """Yield a row for each posted gift, of a year or of all."""
    first, last = date(year or 1, 1, 1), date(year or date.max.year, 12, 31)
    words = _Words(means_words(), nature_words(), purpose_words(), tribute_words())
    total, _cents = uow.gifts.sum_between(first, last)
    for done, line in enumerate(uow.gifts.stream(year=year), 1):
        if done % _SHOWN_EVERY == 0:
            progress.step(done, max(done, total), _("gifts"))
        yield _gift_row(line, words)


def _gift_row(line: GiftLine, words: _Words) -> Sequence[object]:
    return (
        str(line.id),
        line.batch_number,
        number_text(line.donor_number) if line.donor_number else "",
        line.donor_name,
        "" if line.donor_id else line.clue or _unknown(line),
        line.postal_code,
        line.city,
        line.received_on,
        line.cents,
        words.means[line.means],
        line.cheque_number,
        line.cheque_bank,
        line.fund_name,
        line.appeal_name,
        line.deposit_number,
        line.receipt_number or line.foreign_receipt,
        _correction(line),
        line.cheque_dated_on,
        str(line.part_of_id or ""),
        *_details(line, words),
        line.payer_name,
        line.thanked_name,
    )


def _details(line: GiftLine, words: _Words) -> tuple[object, ...]:
    """Return what a gift is besides money; what a reversal takes back is less than zero."""
    details = line.details
    sign = 1 if line.reverses_id is None else -1
    given = details.description
    if details.units:
        message = _("{name}: {units}, value of {day}")
        day = format_day(details.valued_on) if details.valued_on else ""
        given = message.format(units=details.units, name=given, day=day)
    tribute = f"{words.tributes[details.tribute]} {details.tribute_name}" if details.tribute else ""
    return (
        words.natures[details.nature],
        words.purposes[details.purpose],
        sign * details.benefit_cents,
        given,
        tribute,
    )


def _unknown(line: GiftLine) -> str:
    return _("anonymous") if line.anonymous else _("to be identified")


def _correction(line: GiftLine) -> str:
    if line.reverses_id is not None:
        return _("reverses {gift}").format(gift=line.reverses_id)
    if line.reversed_by is not None:
        return _("reversed by {gift}").format(gift=line.reversed_by)
    return _("corrects {gift}").format(gift=line.corrects_id) if line.corrects_id else ""
