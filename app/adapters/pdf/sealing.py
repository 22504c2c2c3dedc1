# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies sealed with a certificate: a PAdES signature that certifies and allows no change."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from app.domain.receipts.seal import Certificate
from app.kernel.errors import Refused
from app.kernel.i18n import _

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

_FIELD = "Obole"
_LEAST_BITS = 2048


class PdfSealer:
    """Reads certificates and seals with them; the library is only there for who seals."""

    def look(self, bundle: bytes, password: str) -> Certificate:
        """Return what the certificate of a PKCS #12 file says; see the port."""
        from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - a tenth of a second

        certificate = _opened(bundle, password)
        return Certificate(
            subject=_called(certificate.subject),
            issuer=_called(certificate.issuer),
            first_on=_day(certificate.not_valid_before_utc),
            last_on=_day(certificate.not_valid_after_utc),
            fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        )

    def seal(self, document: bytes, bundle: bytes, password: str) -> bytes:
        """Return a copy that says who issued it, and that it was not changed since."""
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
        from pyhanko.sign import signers  # noqa: PLC0415
        from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter  # noqa: PLC0415

        signer = signers.SimpleSigner.load_pkcs12_data(bundle, [], passphrase=password.encode())
        writer = IncrementalPdfFileWriter(BytesIO(document))
        if writer.prev.encrypted:
            writer.encrypt("")  # type: ignore[no-untyped-call]
        told = signers.PdfSignatureMetadata(
            field_name=_FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        sealed: bytes = signers.sign_pdf(writer, told, signer=signer).getvalue()
        return sealed


def _opened(bundle: bytes, password: str) -> "x509.Certificate":
    from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: PLC0415

    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(bundle, password.encode())
    except (ValueError, TypeError) as error:
        message = _(
            "This file does not open: either the password is wrong, or it is no certificate with "
            "its key (.p12 or .pfx). Type the password again, or choose another file."
        )
        raise Refused("seal.closed", message, "password") from error
    if key is None or certificate is None:
        message = _("This file has no certificate with its key: export both together (.p12).")
        raise Refused("seal.no_key", message, "file")
    _refuse_unfit(key, certificate)
    return certificate


def _refuse_unfit(key: "PrivateKeyTypes", certificate: "x509.Certificate") -> None:
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec, rsa  # noqa: PLC0415

    strong = isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _LEAST_BITS
    if not strong and not isinstance(key, ec.EllipticCurvePrivateKey):
        message = _("The key of this certificate is too weak: ask for one of 2,048 bits or more.")
        raise Refused("seal.weak", message, "file")
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        message = _("This certificate is not made for signing: ask for one that is.")
        raise Refused("seal.usage", message, "file")


def _called(name: "x509.Name") -> str:
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for held in name.get_attributes_for_oid(oid):
            return str(held.value)
    return name.rfc4514_string()


def _day(instant: datetime) -> date:
    return instant.astimezone(UTC).date()
