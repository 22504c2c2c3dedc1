# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts on their way out: noted once they came out of the printer."""

from io import BytesIO

import pytest
from PIL import Image

from app.domain.addresses import Address
from app.domain.donors import ReceiptChannel
from app.domain.receipts import EventKind
from app.kernel.errors import Refused
from app.usecases.office import Office
from app.usecases.organisation import EditOrganisation, GetOrganisation
from app.usecases.receipts import (
    CancelReceipt,
    IssueReceipts,
    ReceiptDocument,
    ShowReceipt,
    VerifyReceipts,
)
from app.usecases.receipts.hand_over import NotePrinted, SheetsOfYear
from app.usecases.receipts.register_paper import RegisterToPrint
from tests.support.giving import give, new_donor
from tests.support.pdf import is_sound, text_of


def test_what_came_out_is_noted_once_and_what_was_cancelled_is_left_out(
    any_office: Office,
) -> None:
    office = any_office
    brest = Address(street="1 rue A", postal_code="29200", city="Brest")
    mailed = {"email": "c@exemple.example", "receipt_channel": ReceiptChannel.EMAIL}
    give(
        office,
        (new_donor(office, "Abel"), 100),
        (new_donor(office, "Brun", address=brest), 200),
        (new_donor(office, "Cail", **mailed), 300),
        (new_donor(office, "Dodo"), 400),
    )
    office.do(IssueReceipts(2025, 4))
    office.do(CancelReceipt("2025-000004", "asked for none"))
    sheets = office.ask(SheetsOfYear(2025))
    assert [(one.number[-1], one.channel, one.printed) for one in sheets] == [
        ("1", ReceiptChannel.PAPER, False),
        ("2", ReceiptChannel.PAPER, False),
        ("3", ReceiptChannel.EMAIL, False),
    ]
    assert office.do(NotePrinted(("2025-000001",))) == 1
    assert office.do(NotePrinted(("2025-000001", "2025-000002"))) == 1
    shown = office.ask(ShowReceipt("2025-000001"))
    assert [event.kind for event in shown.events] == [EventKind.PRINTED]
    assert [one.printed for one in office.ask(SheetsOfYear(2025))] == [True, True, False]
    assert office.ask(VerifyReceipts()).ok
    with pytest.raises(Refused, match="No receipt bears number 2025-000099"):
        office.do(NotePrinted(("2025-000099",)))


def test_the_register_is_printed_with_every_number(office: Office) -> None:
    with pytest.raises(Refused, match="nothing to print"):
        office.ask(RegisterToPrint(2025))
    give(office, *((new_donor(office, f"Nom{rank:03}"), 100 + rank) for rank in range(60)))
    office.do(IssueReceipts(2025, 60))
    office.do(CancelReceipt("2025-000007", "name misspelt", replace=True))
    document = office.ask(RegisterToPrint(2025))
    told = " ".join(text_of(document).split())
    assert is_sound(document)
    for rank in range(1, 62):
        assert f"2025-{rank:06d}" in told
    assert "cancelled, name misspelt; replaced by 2025-000061" in told
    assert "60 receipts that stand, €77.70 · 1 cancelled" in told
    assert "Sheet 2 of 2" in told


def test_case_d05_who_signs_this_time_wins_over_the_settings(office: Office) -> None:
    office.do(EditOrganisation(office.ask(GetOrganisation()), signature=picture()))
    give(office, (new_donor(office, "Abel"), 100))
    office.do(IssueReceipts(2025, 1))
    give(office, (new_donor(office, "Brun"), 200))
    office.do(IssueReceipts(2025, 1, signatory=" Zoé Essai , présidente"))
    usual, other = (office.ask(ShowReceipt(f"2025-00000{rank}")).snapshot.issuer for rank in "12")
    assert (usual.signatory_name, usual.signatory_title) == ("Le trésorier", "Trésorier")
    assert usual.signature_sha256
    assert (other.signatory_name, other.signatory_title) == ("Zoé Essai", "présidente")
    assert not other.signature_sha256, "nobody signs with another's hand"
    assert "Zoé Essai, présidente" in text_of(office.ask(ReceiptDocument("2025-000002")))
    assert office.ask(VerifyReceipts()).ok


def picture() -> bytes:
    """Return a small PNG."""
    out = BytesIO()
    Image.new("RGB", (60, 20), "black").save(out, "PNG")
    return out.getvalue()
