# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The register as rows, and the money receipts are for."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.domain.donors import DonorKind, ReceiptWish
from app.domain.gifts import GiftForm, GiftNature, GiftPurpose, GiftState, Means
from app.domain.organisation import is_siren
from app.domain.receipts import (
    Claimant,
    EventKind,
    Scope,
    TaxReceipt,
    YearGift,
    is_printable,
    number_of,
)
from app.usecases.ports.receipts import KeptLine, RegisterLine, Withdrawn
from db.tables.desk import gift
from db.tables.donors import donor
from db.tables.mail import mail_message
from db.tables.organisation import fund
from db.tables.receipts import receipt_event, tax_receipt, tax_receipt_line
from db.work import Work

_STREAM = 1000
_reversal = gift.alias("reversal")
_replaced = tax_receipt.alias("replaced")
_replacement = tax_receipt.alias("replacement")
_cancelled = receipt_event.alias("cancelled")
_STANDS = (
    (gift.c.state == GiftState.POSTED.value)
    & (gift.c.cents > 0)  # no reversal; an index on mostly-null reverses_id would mislead SQLite
    & ~sa.exists().where(_reversal.c.reverses_id == gift.c.id)
)
_LIVE = sa.exists().where(
    tax_receipt_line.c.gift_id == gift.c.id, tax_receipt_line.c.live.is_(True)
)
_COPIES = (
    sa.select(sa.func.count())
    .where(
        receipt_event.c.receipt_id == tax_receipt.c.id,
        receipt_event.c.kind == EventKind.COPIED.value,
    )
    .scalar_subquery()
)
_MAIL = (
    sa.select(mail_message.c.state)
    .where(mail_message.c.receipt_id == tax_receipt.c.id, mail_message.c.copied_on.is_(None))
    .scalar_subquery()
)
_KINDS = {kind.value: kind for kind in DonorKind}
_WISHES = {wish.value: wish for wish in ReceiptWish}
_MEANS = {means.value: means for means in Means}
_NATURES = {nature.value: nature for nature in GiftNature}
_FORMS = {form.value: form for form in GiftForm}
_CLAIMANTS = sa.select(
    donor.c.id,
    donor.c.number,
    donor.c.kind,
    donor.c.sort_key,
    donor.c.receipt_wish,
    donor.c.returned_on,
    donor.c.civility,
    donor.c.organisation_name,
    donor.c.last_name,
    donor.c.first_name,
    donor.c.street,
    donor.c.locality,
    donor.c.postal_code,
    donor.c.city,
    donor.c.country,
    donor.c.complement,
    donor.c.building,
    donor.c.siren,
    donor.c.legal_form,
    donor.c.fiscal_year_end,
)
_REGISTER = sa.select(
    tax_receipt,
    donor.c.number.label("donor_number"),
    donor.c.last_name,
    donor.c.first_name,
    donor.c.organisation_name,
    _cancelled.c.id.label("cancelled_id"),
    sa.func.coalesce(_cancelled.c.reason, "").label("reason"),
    _replaced.c.year.label("replaced_year"),
    _replaced.c.sequence.label("replaced_sequence"),
    _replacement.c.year.label("replacement_year"),
    _replacement.c.sequence.label("replacement_sequence"),
    _COPIES.label("copies"),
    _MAIL.label("mail"),
).select_from(
    tax_receipt.join(donor, donor.c.id == tax_receipt.c.donor_id)
    .outerjoin(
        _cancelled,
        (_cancelled.c.receipt_id == tax_receipt.c.id)
        & (_cancelled.c.kind == EventKind.CANCELLED.value),
    )
    .outerjoin(_replaced, _replaced.c.id == tax_receipt.c.replaces_id)
    .outerjoin(_replacement, _replacement.c.replaces_id == tax_receipt.c.id)
)


class ReceiptQueries:
    """The reading side of receipts."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work

    def money(self, year: int, donor_ids: Sequence[int] | None) -> Iterator[YearGift]:
        """Yield the gifts of a year that stand, by donor then day; unidentified ones first."""
        statement = (
            sa.select(
                gift.c.id,
                gift.c.donor_id,
                gift.c.cents,
                gift.c.received_on,
                gift.c.means,
                fund.c.eligible & (gift.c.purpose != GiftPurpose.MEMBERSHIP_SERVED.value),
                (_LIVE | (gift.c.foreign_receipt != "")).label("receipted"),
                gift.c.clue,
                sa.func.coalesce(gift.c.part_of_id, gift.c.id),
                gift.c.benefit_cents,
                gift.c.nature,
                gift.c.form,
                gift.c.description,
                gift.c.anonymous,
            )
            .select_from(gift.join(fund, fund.c.id == gift.c.fund_id))
            .where(_STANDS, _within(year))
            .order_by(
                sa.func.coalesce(gift.c.donor_id, 0),
                gift.c.anonymous,
                gift.c.received_on,
                gift.c.id,
            )
        )
        if donor_ids is not None:
            statement = statement.where(gift.c.donor_id.in_(donor_ids))
        rows = self._work.connection.execute(statement, execution_options={"yield_per": _STREAM})
        for row in rows:
            row_id, donor_id, cents, day, means, eligible, receipted, *rest = row
            clue, payment, benefit, nature, form, description, anonymous = rest
            yield YearGift(
                row_id, donor_id, cents, day, _MEANS[means], bool(eligible), bool(receipted),
                clue, payment, benefit, _NATURES[nature], _FORMS[form], description, anonymous,
            )  # fmt: skip

    def claimants(self, year: int, donor_ids: Sequence[int] | None) -> dict[int, Claimant]:
        """Return every donor with money in a year, or those of these, by id."""
        if donor_ids is None:
            given = sa.select(gift.c.donor_id).where(_within(year))
            statement = _CLAIMANTS.where(donor.c.id.in_(given))
        else:
            statement = _CLAIMANTS.where(donor.c.id.in_(donor_ids))
        rows = self._work.connection.execute(statement, execution_options={"yield_per": _STREAM})
        return {row[0]: _claimant(*tuple(row)) for row in rows}

    def withdrawn(self, year: int, donor_ids: Sequence[int]) -> list[Withdrawn]:
        """Return the cancelled receipts of these donors that wait for a replacement."""
        statement = (
            sa.select(tax_receipt.c.id, tax_receipt.c.sequence, tax_receipt.c.donor_id)
            .join(_cancelled, _cancelled.c.receipt_id == tax_receipt.c.id)
            .outerjoin(_replacement, _replacement.c.replaces_id == tax_receipt.c.id)
            .where(
                tax_receipt.c.year == year,
                tax_receipt.c.donor_id.in_(donor_ids),
                _cancelled.c.kind == EventKind.CANCELLED.value,
                _replacement.c.id.is_(None),
            )
            .order_by(tax_receipt.c.sequence.desc())
        )
        return [
            Withdrawn(row.id, number_of(year, row.sequence), row.donor_id, self.heirs(row.id))
            for row in self._work.connection.execute(statement).all()
        ]

    def heirs(self, receipt_id: int) -> frozenset[int]:
        """Return the gifts of a receipt, and those that corrected them, and so on."""
        own = sa.select(tax_receipt_line.c.gift_id).where(
            tax_receipt_line.c.receipt_id == receipt_id
        )
        found = frozenset(self._work.connection.execute(own).scalars())
        newest = found
        while newest:
            corrections = sa.select(gift.c.id).where(gift.c.corrects_id.in_(newest))
            newest = frozenset(self._work.connection.execute(corrections).scalars()) - found
            found |= newest
        return found

    def holders(
        self, year: int, donor_ids: Sequence[int], besides: int
    ) -> frozenset[tuple[int, int]]:
        """Return who of these donors has a live receipt for the year, and as which household."""
        statement = (
            sa.select(tax_receipt.c.donor_id, sa.func.coalesce(tax_receipt.c.household_id, 0))
            .join(tax_receipt_line, tax_receipt_line.c.receipt_id == tax_receipt.c.id)
            .where(
                tax_receipt.c.year == year,
                tax_receipt.c.donor_id.in_(donor_ids),
                tax_receipt.c.id != besides,
                tax_receipt_line.c.live.is_(True),
            )
        )
        rows = self._work.connection.execute(statement)
        return frozenset((donor_id, household_id) for donor_id, household_id in rows)

    def register(self, *conditions: sa.ColumnElement[bool]) -> Iterator[RegisterLine]:
        """Yield the register by number, in bounded memory."""
        statement = _REGISTER.where(*conditions).order_by(
            tax_receipt.c.year, tax_receipt.c.sequence
        )
        rows = self._work.connection.execute(statement, execution_options={"yield_per": _STREAM})
        for row in rows:
            yield _register_line(row)

    def chain(self) -> Iterator[TaxReceipt]:
        """Yield every receipt by year and number, in bounded memory."""
        statement = sa.select(tax_receipt).order_by(tax_receipt.c.year, tax_receipt.c.sequence)
        rows = self._work.connection.execute(statement, execution_options={"yield_per": _STREAM})
        for row in rows.mappings():
            yield receipt_of(row)

    def kept_lines(self, receipt_id: int) -> list[KeptLine]:
        """Return the lines of a receipt with what has become of their gifts."""
        line = tax_receipt_line.c
        statement = (
            sa.select(
                line.receipt_id,
                line.gift_id,
                line.cents,
                line.live,
                gift.c.cents.label("gift_cents"),
                gift.c.received_on,
                gift.c.donor_id,
                _STANDS.label("stands"),
            )
            .select_from(tax_receipt_line.join(gift, gift.c.id == line.gift_id))
            .where(line.receipt_id == receipt_id)
            .order_by(line.id)
        )
        return [
            KeptLine(
                row.receipt_id,
                row.gift_id,
                row.cents,
                row.live,
                row.gift_cents,
                row.received_on.year,
                row.donor_id,
                bool(row.stands),
            )
            for row in self._work.connection.execute(statement)
        ]


def receipt_of(row: Any) -> TaxReceipt:  # noqa: ANN401 - a mapping of columns
    """Return the receipt of a row."""
    told = {name: row[name] for name in TaxReceipt.__dataclass_fields__}
    return TaxReceipt(**{**told, "scope": Scope(told["scope"])})


def _within(year: int) -> sa.ColumnElement[bool]:
    return gift.c.received_on.between(date(year, 1, 1), date(year, 12, 31))


def _claimant(  # noqa: PLR0913, PLR0917 - the columns, read a hundred thousand at a time
    row_id: int,
    number: int,
    kind: str,
    sort_key: str,
    wish: str,
    returned_on: date | None,
    civility: str,
    organisation_name: str,
    last_name: str,
    first_name: str,
    street: str,
    locality: str,
    postal_code: str,
    city: str,
    country: str,
    complement: str,
    building: str,
    siren: str,
    legal_form: str,
    fiscal_year_end: str,
) -> Claimant:
    person = kind == DonorKind.PERSON.value
    name = f"{last_name.upper()} {first_name}" if person else organisation_name
    names = (last_name, first_name) if person else (organisation_name, legal_form)
    printed = (*names, complement, building, street, locality, postal_code, city)
    return Claimant(
        id=row_id,
        number=number,
        kind=_KINDS[kind],
        name=name.strip(),
        sort_key=sort_key,
        wish=_WISHES[wish],
        named=bool(
            (last_name.strip() and (first_name.strip() or civility.strip()))
            if person
            else organisation_name.strip()
        ),
        address_complete=bool(
            (street.strip() or locality.strip())
            and city.strip()
            and (postal_code.strip() or country != "FR")
        ),
        printable=is_printable("".join(printed)),
        returned=returned_on is not None,
        registered=person or (is_siren(siren) and bool(legal_form.strip())),
        fiscal_year_end=fiscal_year_end,
    )


def _register_line(row: Any) -> RegisterLine:  # noqa: ANN401 - a row of any select
    replaced = row.replaced_year is not None
    replacement = row.replacement_year is not None
    name = row.organisation_name or f"{row.last_name.upper()} {row.first_name}"
    return RegisterLine(
        id=row.id,
        number=number_of(row.year, row.sequence),
        year=row.year,
        issued_on=row.issued_on,
        issued_by=row.issued_by,
        donor_id=row.donor_id,
        donor_number=row.donor_number,
        donor_name=name.strip(),
        form=row.form,
        scope=Scope(row.scope),
        cents=row.cents,
        state="issued" if row.cancelled_id is None else "cancelled",
        reason=row.reason,
        replaces=number_of(row.replaced_year, row.replaced_sequence) if replaced else "",
        replaced_by=(
            number_of(row.replacement_year, row.replacement_sequence) if replacement else ""
        ),
        copies=row.copies,
        document_sha256=row.document_sha256,
        mail=row.mail or "",
    )
