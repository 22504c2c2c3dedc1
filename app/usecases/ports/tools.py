# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the use cases ask of formats, printers and keys."""

from typing import Protocol


class Passphrases(Protocol):
    """Keeps passphrases as something that cannot be read back."""

    def hash(self, passphrase: str) -> str:
        """Return what to store."""

    def matches(self, passphrase: str, stored: str) -> bool:
        """Tell whether ``passphrase`` is the one that was stored."""


class Tools(Protocol):
    """The adapters at hand, each made when first used."""

    @property
    def passphrases(self) -> Passphrases:
        """The keeper of passphrases."""
