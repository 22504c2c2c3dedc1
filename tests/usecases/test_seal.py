# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies that leave sealed with the certificate of the association; what is kept stays."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from app.domain.receipts.seal import Certificate, SealState
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.usecases.dossier import Examine
from app.usecases.office import Office
from app.usecases.receipts import IssueReceipts, ReceiptDocument, RunDocuments, VerifyReceipts
from app.usecases.receipts.hand_over import SaveReceipts
from app.usecases.receipts.sealing import InstallSeal, KeepSealPassword, RemoveSeal, ShowSeal
from tests.support.certificates import bundle
from tests.support.giving import give, new_donor
from tests.support.keyrings import Drawer, a_drawer
from tests.support.pdf import is_locked, is_sound, text_of

PASSWORD = "huit signes et plus"


@pytest.fixture(autouse=True)
def drawer() -> Iterator[Drawer]:
    """The keyring of this test."""
    with a_drawer() as made:
        yield made


def install(office: Office, body: bytes) -> Certificate:
    """Install a certificate as the settings do."""
    found = office.ask(KeepSealPassword(PASSWORD, body))
    office.do(InstallSeal(body, found))
    return found


def status_of(document: bytes, certificate: x509.Certificate) -> PdfSignatureStatus:
    """Return what a validator says of the one signature of a document."""
    reader = PdfFileReader(BytesIO(document))
    reader.decrypt("")
    (signature,) = reader.embedded_signatures
    root = asn1.Certificate.load(certificate.public_bytes(Encoding.DER))
    context = ValidationContext(trust_roots=[root], allow_fetching=False)
    return validate_pdf_signature(signature, context)


def test_a_copy_that_leaves_is_sealed_and_what_is_kept_is_not(
    any_office: Office, tmp_path: Path
) -> None:
    office = any_office
    give(office, (new_donor(office, "Scelle"), 5_000))
    report = office.do(IssueReceipts(2025, 1))
    kept = office.ask(ReceiptDocument("2025-000001"))
    body, certificate = bundle(PASSWORD)
    found = install(office, body)
    assert (found.subject, found.last_on) == ("Les Amis du Moulin", date(2099, 1, 1))

    folder = tmp_path / "files"
    folder.mkdir()
    office.ask(SaveReceipts(report.run_id, folder, protected=True))
    ((_number, from_run),) = office.ask(RunDocuments(report.run_id, protected=True))
    for copy in (
        office.ask(ReceiptDocument("2025-000001", protected=True)),
        (folder / "2025-000001.pdf").read_bytes(),
        from_run,
    ):
        status = status_of(copy, certificate)
        assert status.bottom_line
        assert status.docmdp_ok
        assert is_sound(copy)
        assert is_locked(copy)
        assert "50,00" in text_of(copy)
    assert office.ask(ReceiptDocument("2025-000001")) == kept
    assert office.ask(VerifyReceipts()).ok

    changed = bytearray(copy)
    changed[len(copy) // 3] ^= 1  # within a font
    assert not status_of(bytes(changed), certificate).intact


def test_the_key_is_in_the_dossier_under_its_password_alone(
    office: Office, drawer: Drawer, tmp_path: Path
) -> None:
    body, _certificate = bundle(PASSWORD)
    install(office, body)
    assert list(drawer.kept.values()) == [PASSWORD]
    for path in tmp_path.glob("dossier.obole*"):
        assert PASSWORD.encode() not in path.read_bytes()
    assert PASSWORD not in repr(KeepSealPassword(PASSWORD, body))
    assert office.ask(Examine()).problems == ()


def test_another_computer_types_the_password_once(office: Office, drawer: Drawer) -> None:
    give(office, (new_donor(office, "Ailleurs"), 5_000))
    office.do(IssueReceipts(2025, 1))
    body, certificate = bundle(PASSWORD)
    install(office, body)
    drawer.kept.clear()
    with pytest.raises(Refused, match="does not know the password of the certificate “Les Amis"):
        office.ask(ReceiptDocument("2025-000001", protected=True))
    with pytest.raises(Refused, match="the password is wrong"):
        office.ask(KeepSealPassword("pas le bon du tout"))
    office.ask(KeepSealPassword(PASSWORD))
    copy = office.ask(ReceiptDocument("2025-000001", protected=True))
    assert status_of(copy, certificate).bottom_line


def test_what_cannot_seal_is_refused_in_words(office: Office) -> None:
    for body, password, told in (
        (b"no certificate", PASSWORD, "is no certificate with its key"),
        (bundle(PASSWORD)[0], "pas le bon du tout", "the password is wrong"),
        (bundle("court")[0], "court", "fewer than 8 signs"),
        (bundle(PASSWORD, bits=1024)[0], PASSWORD, "too weak"),
        (bundle(PASSWORD, signs=False)[0], PASSWORD, "not made for signing"),
    ):
        with pytest.raises(Refused, match=told):
            office.ask(KeepSealPassword(password, body))
    past, _certificate = bundle(PASSWORD, last=date(2025, 12, 31))
    with pytest.raises(Refused, match="ended on 31/12/2025"):
        install(office, past)
    assert office.ask(ShowSeal()) is None
    with pytest.raises(Refused, match="No certificate is installed"):
        office.do(RemoveSeal())


def test_a_certificate_that_ends_holds_copies_back_until_it_is_replaced(office: Office) -> None:
    give(office, (new_donor(office, "Fin"), 5_000))
    office.do(IssueReceipts(2025, 1))
    install(office, bundle(PASSWORD, last=date(2026, 2, 1))[0])
    seal = office.ask(ShowSeal())
    assert seal is not None
    assert [seal.state(day) for day in (date(2024, 1, 1), date(2026, 1, 2), date(2026, 1, 6))] == [
        SealState.NOT_YET,
        SealState.GOOD,
        SealState.ENDS_SOON,
    ]
    office.clock = FixedClock(date(2026, 2, 2))
    with pytest.raises(Refused, match="holds from 01/01/2025 to 01/02/2026"):
        office.ask(ReceiptDocument("2025-000001", protected=True))
    body, certificate = bundle(PASSWORD, name="Les Amis du Moulin, 2026")
    install(office, body)
    copy = office.ask(ReceiptDocument("2025-000001", protected=True))
    assert status_of(copy, certificate).bottom_line
    office.do(RemoveSeal())
    plain = office.ask(ReceiptDocument("2025-000001", protected=True))
    assert b"/ByteRange" not in plain
    assert office.ask(Examine()).problems == ()
