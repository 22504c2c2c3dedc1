# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The only place where storage, adapters, schemes and the office meet."""

from functools import cached_property

from app.adapters.passphrases import Argon2Passphrases
from app.domain.organisation import Organisation, check_organisation
from app.domain.users import Role, User
from app.kernel.clock import Clock, SystemClock
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.dossier import FillNewDossier
from app.usecases.office import Office
from app.usecases.users import SignIn
from db import schema
from db.store import SqlStore, told_in_words


class ShippedTools:
    """The adapters this program ships, each made when first used."""

    @cached_property
    def passphrases(self) -> Argon2Passphrases:
        """The keeper of passphrases."""
        return Argon2Passphrases()


def open_office(
    location: str, *, clock: Clock | None = None, user: str = "", passphrase: str = ""
) -> Office:
    """Open a dossier, bring it up to date, and sign a user in.

    Args:
        location: The path of the file, or the address of a PostgreSQL database.
        clock: Tells the day; the workstation's own by default.
        user: Who acts; the first administrator by default.
        passphrase: That user's, if one was set.

    Raises:
        Trouble: The dossier is missing, foreign, damaged, read-only or newer.
        Refused: Unknown user or wrong passphrase.
    """
    clock = clock or SystemClock()
    with told_in_words():
        schema.open_existing(location, clock.now())
    store = SqlStore(location)
    # Nobody is signed in yet: asking who may sign in needs no right.
    door = Office(store=store, clock=clock, actor=User(name="", role=Role.READER), tools=_tools())
    try:
        return door.as_user(door.ask(SignIn(user, passphrase)))
    except BaseException:
        door.close()
        raise


def create_dossier(
    location: str, organisation: Organisation, *, clock: Clock | None = None, user: str = ""
) -> Office:
    """Make a new dossier for an association, and open it.

    Args:
        location: Where: no file may be there yet.
        organisation: The association's identity.
        clock: Tells the day; the workstation's own by default.
        user: The name of its first administrator.

    Raises:
        Trouble: A file is there already, or cannot be written.
        Refused: The identity is wrong.
    """
    clock = clock or SystemClock()
    refuse_errors(check_organisation(organisation))
    schema.create(location)
    name = user or _("Administrator")
    administrator = User(name=name, role=Role.ADMINISTRATOR)
    office = Office(
        store=SqlStore(location), clock=clock, actor=administrator, tools=_tools()
    )
    office.do(FillNewDossier(organisation, name))
    return office.as_user(office.ask(SignIn(name)))


def _tools() -> ShippedTools:
    return ShippedTools()
