# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Passphrases kept by Argon2id, the winner of the Password Hashing Competition (RFC 9106)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passphrases:
    """Keeps passphrases as something that cannot be read back."""

    def __init__(self) -> None:
        """Use the library's parameters, which follow RFC 9106."""
        self._hasher = PasswordHasher()

    def hash(self, passphrase: str) -> str:
        """Return what to store."""
        return self._hasher.hash(passphrase)

    def matches(self, passphrase: str, stored: str) -> bool:
        """Tell whether ``passphrase`` is the one that was stored."""
        try:
            return self._hasher.verify(stored, passphrase)
        except (VerificationError, InvalidHashError):
            return False
