# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may have a receipt, and why the others may not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.donors import DonorKind, ReceiptWish, number_text
from app.domain.gifts import Counterpart, GiftForm, GiftNature, Means
from app.domain.receipts.terms import Terms
from app.domain.receipts.values import ReceiptLine, Scope


class Bucket(StrEnum):
    """Where a donor with money in the year stands; each stands in exactly one."""

    READY = "ready"
    ALREADY_ISSUED = "already_issued"
    UNIDENTIFIED = "unidentified"
    ORGANISATION = "organisation"
    SIREN_MISSING = "siren_missing"
    NAME_INCOMPLETE = "name_incomplete"
    ADDRESS_INCOMPLETE = "address_incomplete"
    UNPRINTABLE = "unprintable"
    MAIL_RETURNED = "mail_returned"
    WISH_NONE = "wish_none"
    WISH_OTHER = "wish_other_scope"
    BELOW_THRESHOLD = "below_threshold"
    NOT_ELIGIBLE = "not_eligible"
    BENEFIT = "benefit"
    SCOPE = "scope"
    ANONYMOUS = "anonymous"


BLOCKED = frozenset(
    {
        Bucket.UNIDENTIFIED,
        Bucket.ORGANISATION,
        Bucket.SIREN_MISSING,
        Bucket.NAME_INCOMPLETE,
        Bucket.ADDRESS_INCOMPLETE,
        Bucket.UNPRINTABLE,
        Bucket.MAIL_RETURNED,
        Bucket.BENEFIT,
    }
)
"""Buckets that somebody can repair; the others are as they should be."""

PERSONS = {DonorKind.PERSON: Terms()}
"""Whom there always is a form for."""

_WISHED = {Scope.ANNUAL: ReceiptWish.ANNUAL, Scope.SINGLE: ReceiptWish.PER_GIFT}


@dataclass(frozen=True, slots=True)
class YearGift:
    """A posted gift that stands (neither a reversal nor reversed), for receipts.

    Attributes:
        eligible: Its fund and its purpose give right to a receipt.
        receipted: It is on a live receipt.
        payment_id: The first part of the payment it is of; 0 for itself.
        benefit_cents: What was given in return is worth.
        anonymous: Nobody will ever be known for it.
    """

    id: int
    donor_id: int | None
    cents: int
    day: date
    means: Means
    eligible: bool
    receipted: bool
    clue: str = ""
    payment_id: int = 0
    benefit_cents: int = 0
    nature: GiftNature = GiftNature.MONEY
    form: GiftForm = GiftForm.MANUAL
    description: str = ""
    anonymous: bool = False

    @property
    def payment(self) -> int:
        """The line that stands for the whole payment."""
        return self.payment_id or self.id

    @property
    def line(self) -> ReceiptLine:
        """The line it makes on a receipt."""
        return ReceiptLine(
            self.id, self.day, self.means, self.cents,
            self.payment, self.nature, self.form, self.description, self.benefit_cents,
        )  # fmt: skip


_PRINTABLE = re.compile(
    r"[\t\n\r -~\u00a0-\u024f\u0300-\u03e1\u0400-\u052f\u1e00-\u1eff\u2010-\u2027\u202f\u20ac]*"
)


def is_printable(text: str) -> bool:
    """Tell whether receipts can print a text: Latin, Greek or Cyrillic letters."""
    return _PRINTABLE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Claimant:
    """What of a donor decides whether a receipt can be issued.

    Attributes:
        named: Told apart by name: a family name without first name or civility ("M. et Mme")
            names nobody.
        printable: Name and address are in letters that can be printed.
        returned: Mail to the address came back.
        registered: An organisation has a SIREN number and a legal form; a person needs none.
        fiscal_year_end: The last day of an organisation's year, as ``31/12``; empty when unknown.
    """

    id: int
    number: int
    kind: DonorKind
    name: str
    sort_key: str
    wish: ReceiptWish
    named: bool
    address_complete: bool
    printable: bool
    returned: bool
    registered: bool = True
    fiscal_year_end: str = ""

    @property
    def whole(self) -> bool:
        """Tell whether nothing about the donor's record is in the way."""
        return self.named and self.address_complete and self.printable and not self.returned

    @property
    def number_text(self) -> str:
        """The donor number with its key."""
        return number_text(self.number)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Where a donor stands, and where each cent of the year's money does.

    Attributes:
        bucket: The donor's own.
        ready: The gifts a receipt would cover now; empty in every bucket but READY.
        cents: By bucket: a donor to be receipted may also have money that gives no right.
    """

    bucket: Bucket
    ready: tuple[YearGift, ...]
    cents: dict[Bucket, int]


def assess(
    gifts: Sequence[YearGift],
    claimant: Claimant | None,
    scope: Scope,
    threshold_cents: int = 0,
    *,
    chosen: bool = False,
    terms: Mapping[DonorKind, Terms] = PERSONS,
) -> Assessment:
    """Tell where a donor stands for a year.

    Args:
        gifts: All that stands of the donor's year, at least one gift; of nobody's gifts, either
            those that are anonymous or those *à identifier*.
        claimant: The donor, or None when there is none.
        scope: What receipts are being issued.
        threshold_cents: Yearly total below which an annual receipt is not issued.
        chosen: The donor was named one by one: the wish for the other scope and the threshold
            do not count, the wish for none does.
        terms: Of the forms the association may use, by the kind of donor they are for.
    """
    asked = terms.get(DonorKind.PERSON if claimant is None else claimant.kind)
    law = asked or Terms()
    issued = sum(gift.cents for gift in gifts if gift.receipted)
    open_gifts, others = [], 0
    for gift in gifts:
        if gift.eligible and gift.nature in law.natures and not gift.receipted:
            open_gifts.append(gift)
        elif not gift.receipted:
            others += gift.cents
    lost = _withheld(gifts, law)
    due = tuple(gift for gift in open_gifts if gift.payment not in lost)
    blocked = sum(gift.cents for gift in open_gifts if gift.payment in lost)
    cents = {Bucket.BENEFIT: blocked, Bucket.ALREADY_ISSUED: issued, Bucket.NOT_ELIGIBLE: others}
    if not due:
        bucket = next((b for b, held in cents.items() if held), Bucket.NOT_ELIGIBLE)
        return Assessment(bucket, (), {b: c for b, c in cents.items() if c})
    owed = sum(gift.cents for gift in due)
    below = owed + issued < law.least_cents or (
        scope is Scope.ANNUAL and not chosen and owed + issued < threshold_cents
    )
    if claimant is None:
        bucket = Bucket.ANONYMOUS if due[0].anonymous else Bucket.UNIDENTIFIED
    else:
        bucket = _bucket(claimant, scope, asked, below=below, chosen=chosen)
    cents[bucket] = owed
    ready = due if bucket is Bucket.READY else ()
    return Assessment(bucket, ready, {b: c for b, c in cents.items() if c})


def _withheld(gifts: Sequence[YearGift], law: Terms) -> frozenset[int]:
    """Return the payments whose counterpart takes their right away."""
    if not any(gift.benefit_cents for gift in gifts):
        return frozenset()
    payments: dict[int, Counterpart] = {}
    for gift in gifts:
        so_far = payments.get(gift.payment, Counterpart(gift.day, gift.payment, 0, 0))
        payments[gift.payment] = replace(
            so_far,
            cents=so_far.cents + gift.cents,
            benefit_cents=so_far.benefit_cents + gift.benefit_cents,
        )
    return law.withheld(payments.values())


def _bucket(
    claimant: Claimant, scope: Scope, asked: Terms | None, *, below: bool, chosen: bool
) -> Bucket:
    law = asked or Terms()
    # Where the law knows one scope only, the wish for a receipt is a wish for that one.
    other = not chosen and claimant.wish is not _WISHED[scope] and len(law.scopes) > 1
    wanted = claimant.wish is not ReceiptWish.NONE and not other and not below
    registered = claimant.registered or not law.registered
    if claimant.whole and registered and asked is not None and wanted and scope in law.scopes:
        return Bucket.READY
    reasons = (
        (Bucket.WISH_NONE, claimant.wish is ReceiptWish.NONE),
        (Bucket.WISH_OTHER, other),
        (Bucket.BELOW_THRESHOLD, below),
        (Bucket.ORGANISATION, asked is None),
        (Bucket.SCOPE, scope not in law.scopes),
        (Bucket.SIREN_MISSING, not registered),
        (Bucket.NAME_INCOMPLETE, not claimant.named),
        (Bucket.ADDRESS_INCOMPLETE, not claimant.address_complete),
        (Bucket.UNPRINTABLE, not claimant.printable),
        (Bucket.MAIL_RETURNED, claimant.returned),
    )
    return next(bucket for bucket, holds in reasons if holds)
