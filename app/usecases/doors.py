# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a dossier is opened or made, for those who may not know of what it is made."""

from collections.abc import Mapping
from typing import Protocol

from app.domain.organisation import Organisation
from app.kernel.clock import Clock
from app.usecases.office import Office
from app.usecases.ports.backups import BackupFiles


class Doors(Protocol):
    """Opens dossiers; the wiring hands one to the window and to the command line."""

    @property
    def backups(self) -> BackupFiles:
        """What re-reads copies of dossiers and puts them back, whether or not one is open."""

    def countries(self) -> Mapping[str, str]:
        """Return the countries a new dossier may follow the law of, each with its currency."""

    def open(
        self,
        location: str,
        *,
        clock: Clock | None = None,
        user: str = "",
        passphrase: str = "",
        ask: bool = False,
    ) -> Office:
        """Open a dossier, bring it up to date, and sign a user in.

        Args:
            location: The path of the file, or the address of a PostgreSQL database.
            clock: Tells the day; the workstation's own by default.
            user: Who acts; the first administrator by default.
            passphrase: That user's, if one was set.
            ask: Without ``user``, sign nobody in silently where there is a choice to make.

        Raises:
            WhoSigns: The choice is to be made first; it carries the users.
            Trouble: The dossier is missing, foreign, damaged, read-only or newer.
            Refused: Unknown user or wrong passphrase.
        """

    def create(
        self,
        location: str,
        organisation: Organisation,
        *,
        clock: Clock | None = None,
        user: str = "",
    ) -> Office:
        """Make a new dossier for an association, and open it.

        Args:
            location: Where; no dossier may be there yet.
            organisation: The association's identity.
            clock: Tells the day; the workstation's own by default.
            user: The name of its first administrator.

        Raises:
            Trouble: A file is there already, or cannot be written.
            Refused: The identity is wrong.
        """
