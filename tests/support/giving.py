# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fictitious donors and posted gifts, made through the office."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domain.addresses import Address
from app.domain.batches import BatchKind
from app.domain.donors import Donor
from app.domain.gifts import Gift, Means
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.donors import CreateDonor
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office

IN_2025 = date(2025, 4, 3)
_HOME = Address(street="12 rue du Pré", postal_code="35000", city="Rennes")
_DONOR = Donor(civility="Mme", last_name="Essai", first_name="Zoé", address=_HOME)


def new_donor(office: Office, last_name: str, **others: object) -> Donor:
    """Put a donor on file, whole unless told otherwise."""
    return office.do(CreateDonor(replace(_DONOR, last_name=last_name, **others)))  # type: ignore[arg-type]


def give(
    office: Office,
    *gifts: tuple[Donor | None, int],
    day: date = IN_2025,
    means: Means = Means.CHEQUE,
    fund_id: int | None = None,
    post: bool = True,
) -> Sequence[Gift]:
    """Key gifts of so many cents in one batch, and post it."""
    batch = office.do(OpenBatch(kind=BatchKind.MIXED, received_on=day, fund_id=fund_id))
    keyed = [
        office.do(
            AddGift(
                batch.id,
                GiftDraft(
                    donor_id=donor.id if donor else None,
                    cents=cents,
                    means=means,
                    clue="" if donor else "M. X, Banque des Essais",
                ),
            )
        )
        for donor, cents in gifts
    ]
    if post:
        office.do(PostBatch(batch.id, difference_reason="no control"))
    return keyed
