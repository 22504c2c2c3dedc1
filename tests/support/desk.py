# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk at work: donors put on file, batches keyed and posted, as tests need them."""

from collections.abc import Sequence

from app.domain.batches import BatchKind, GiftBatch
from app.domain.donors import Donor
from app.domain.gifts import Gift
from app.usecases.batches import OpenBatch, PostBatch, Posted
from app.usecases.donors import CreateDonor
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office


def put_on_file(office: Office, last_name: str = "Dupont", first_name: str = "Marie") -> Donor:
    """Put a donor on file."""
    return office.do(CreateDonor(Donor(last_name=last_name, first_name=first_name)))


def keyed(
    office: Office,
    amounts: Sequence[int],
    *,
    kind: BatchKind = BatchKind.CHEQUES,
    donor: Donor | None = None,
) -> tuple[GiftBatch, list[Gift]]:
    """Open a batch that expects these cents, and key them in order."""
    batch = office.do(OpenBatch(kind, len(amounts), sum(amounts)))
    donor = donor or put_on_file(office)
    return batch, [
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=cents))) for cents in amounts
    ]


def posted(
    office: Office,
    amounts: Sequence[int],
    *,
    kind: BatchKind = BatchKind.CHEQUES,
    donor: Donor | None = None,
) -> tuple[Posted, list[Gift]]:
    """Key a batch of these cents and post it."""
    batch, gifts = keyed(office, amounts, kind=kind, donor=donor)
    return office.do(PostBatch(batch.id)), gifts
