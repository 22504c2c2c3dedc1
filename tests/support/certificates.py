# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Throw-away certificates with their keys."""

from datetime import UTC, date, datetime, time
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID


@cache
def _key(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def bundle(
    password: str,
    *,
    name: str = "Les Amis du Moulin",
    first: date = date(2025, 1, 1),
    last: date = date(2099, 1, 1),
    bits: int = 2048,
    signs: bool = True,
) -> tuple[bytes, x509.Certificate]:
    """Return a PKCS #12 file and its certificate, which names itself."""
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(
        digital_signature=signs, content_commitment=False, key_encipherment=not signs,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(_key(bits).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.combine(first, time(), UTC))
        .not_valid_after(datetime.combine(last, time(), UTC))
        .add_extension(usage, critical=True)
        .sign(_key(bits), hashes.SHA256())
    )
    lock = serialization.BestAvailableEncryption(password.encode())
    body = pkcs12.serialize_key_and_certificates(b"seal", _key(bits), certificate, None, lock)
    return body, certificate
