# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keyrings of this process, in place of the system's."""

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend


class Drawer(KeyringBackend):
    """A keyring that lives as long as the process."""

    priority = 1.0

    def __init__(self) -> None:
        """Keep nothing yet."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return what was kept."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self.kept[service, username] = password


@contextmanager
def a_drawer() -> Iterator[Drawer]:
    """Put a drawer in place of the system's keyring for a while."""
    before = keyring.get_keyring()
    drawer = Drawer()
    keyring.set_keyring(drawer)
    try:
        yield drawer
    finally:
        keyring.set_keyring(before)
