# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may have a receipt, and what binds one receipt to the last."""

import json
from dataclasses import asdict, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.donors import DonorKind, ReceiptWish
from app.domain.gifts import Means
from app.domain.receipts import (
    GENESIS,
    Bucket,
    Claimant,
    Issuer,
    ReceiptLine,
    Recipient,
    Scope,
    Snapshot,
    TaxReceipt,
    YearGift,
    assess,
    is_printable,
    link_of,
    number_of,
    read_receipt_number,
    read_snapshot,
)
from app.kernel.errors import Refused

DAY = date(2025, 4, 3)
WHOLE = Claimant(
    id=1,
    number=10001,
    kind=DonorKind.PERSON,
    name="ESSAI Zoé",
    sort_key="essai zoe",
    wish=ReceiptWish.ANNUAL,
    named=True,
    address_complete=True,
    printable=True,
    returned=False,
)
SNAPSHOT = Snapshot(
    scheme="fr.2041rd",
    form="11580*05",
    number="2025-000001",
    year=2025,
    scope=Scope.ANNUAL,
    supplementary=False,
    replaces="",
    issuer=Issuer(
        name="Les Amis",
        registration="732829320",
        purpose="Le moulin",
        street=("3 rue du Moulin",),
        postal_code="35000",
        city="Rennes",
        country="France",
        category="oig_association",
        category_detail="",
        articles=("200",),
        signatory_name="",
        signatory_title="",
        logo_sha256="",
        signature_sha256="",
    ),
    recipient=Recipient(
        number="10001-2",
        last_name="ESSAI",
        first_name="Zoé",
        street=("1 rue",),
        postal_code="35000",
        city="Rennes",
        country="France",
    ),
    cents=1_000,
    words="dix euros",
    lines=(ReceiptLine(7, DAY, Means.CHEQUE, 1_000),),
    gift_form=("don_manuel",),
    nature=("numeraire",),
    payment=("cheque",),
    place="Rennes",
    issued_on=date(2026, 1, 6),
)


def gift(cents: int, *, eligible: bool = True, receipted: bool = False) -> YearGift:
    return YearGift(cents, 1, cents, DAY, Means.CHEQUE, eligible, receipted)


@pytest.mark.parametrize(
    ("changed", "bucket"),
    [
        ({}, Bucket.READY),
        ({"wish": ReceiptWish.NONE}, Bucket.WISH_NONE),
        ({"wish": ReceiptWish.PER_GIFT}, Bucket.WISH_OTHER),
        ({"kind": DonorKind.ORGANISATION}, Bucket.ORGANISATION),
        ({"registered": False}, Bucket.SIREN_MISSING),
        ({"named": False}, Bucket.NAME_INCOMPLETE),
        ({"address_complete": False}, Bucket.ADDRESS_INCOMPLETE),
        ({"printable": False}, Bucket.UNPRINTABLE),
        ({"returned": True}, Bucket.MAIL_RETURNED),
    ],
)
def test_the_first_reason_decides_the_bucket(changed: dict[str, object], bucket: Bucket) -> None:
    found = assess([gift(500)], replace(WHOLE, **changed), Scope.ANNUAL)  # type: ignore[arg-type]
    assert (found.bucket, found.cents) == (bucket, {bucket: 500})
    assert bool(found.ready) is (bucket is Bucket.READY)


def test_gifts_to_identify_are_no_donors_receipt() -> None:
    assert assess([gift(500)], None, Scope.ANNUAL).bucket is Bucket.UNIDENTIFIED


def test_the_threshold_counts_the_whole_year_and_binds_annual_receipts_only() -> None:
    owed = [gift(600)]
    assert assess(owed, WHOLE, Scope.ANNUAL, 1_000).bucket is Bucket.BELOW_THRESHOLD
    assert assess([*owed, gift(400, receipted=True)], WHOLE, Scope.ANNUAL, 1_000).ready
    each = replace(WHOLE, wish=ReceiptWish.PER_GIFT)
    assert assess(owed, each, Scope.SINGLE, 1_000).ready
    assert assess(owed, WHOLE, Scope.ANNUAL, 1_000, chosen=True).ready


def test_a_wish_for_none_holds_even_when_chosen() -> None:
    never = replace(WHOLE, wish=ReceiptWish.NONE)
    assert assess([gift(1)], never, Scope.ANNUAL, chosen=True).bucket is Bucket.WISH_NONE


@given(
    st.lists(
        st.builds(gift, st.integers(1, 10**9), eligible=st.booleans(), receipted=st.booleans()),
        min_size=1,
    ),
    st.sampled_from(Scope),
    st.integers(0, 10**6),
    st.sampled_from([WHOLE, replace(WHOLE, returned=True), None]),
)
def test_every_cent_stands_in_one_bucket(
    gifts: list[YearGift], scope: Scope, threshold: int, claimant: Claimant | None
) -> None:
    found = assess(gifts, claimant, scope, threshold)
    assert sum(found.cents.values()) == sum(one.cents for one in gifts)
    assert sum(one.cents for one in found.ready) == found.cents.get(Bucket.READY, 0)
    assert found.bucket in found.cents


@given(st.integers(1900, 2999), st.integers(1, 10**7))
def test_a_number_reads_back(year: int, sequence: int) -> None:
    assert read_receipt_number(number_of(year, sequence)) == (year, sequence)


@pytest.mark.parametrize("text", ["", "12", "2025", "25-1", "2025-", "2025-x", "2025-1-2"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_receipt_number(text)


def test_a_snapshot_is_written_as_it_always_was() -> None:
    told = asdict(SNAPSHOT)
    told |= {"scope": str(SNAPSHOT.scope)}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    assert SNAPSHOT.canonical() == text


def test_a_snapshot_reads_back_to_the_letter() -> None:
    text = SNAPSHOT.canonical()
    assert read_snapshot(text) == SNAPSHOT
    assert read_snapshot(text).canonical() == text
    for broken in ("{}", "[]", "x", text.replace("issued_on", "issued")):
        with pytest.raises(ValueError, match=r"not a receipt|Expecting value"):
            read_snapshot(broken)


def test_the_link_covers_everything() -> None:
    receipt = TaxReceipt(
        year=2025,
        sequence=1,
        form="11580*05",
        scope=Scope.ANNUAL,
        donor_id=1,
        run_id=None,
        cents=1_000,
        issued_on=date(2026, 1, 6),
        issued_at=datetime(2026, 1, 6, 10, tzinfo=UTC),
        issued_by="Anne",
        snapshot=SNAPSHOT.canonical(),
        document_sha256="a" * 64,
        previous_hash=GENESIS,
        hash="",
    )
    link = link_of(receipt)
    changes: list[dict[str, object]] = [
        {"sequence": 2},
        {"cents": 1_001},
        {"issued_by": "Paul"},
        {"snapshot": "{}"},
        {"document_sha256": "b" * 64},
        {"previous_hash": "1" * 64},
    ]
    links = {link_of(replace(receipt, **change)) for change in changes}  # type: ignore[arg-type]
    assert len(links | {link}) == len(changes) + 1


@pytest.mark.parametrize(
    ("text", "printed"),
    [("Łódź Œuvre ’’ – ø", True), ("Ελένη", True), ("Иван", True), ("山田", False), ("🙂", False)],
)
def test_which_letters_can_be_printed(text: str, *, printed: bool) -> None:
    assert is_printable(text) is printed
