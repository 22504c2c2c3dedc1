# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who opens the dossier."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from app.domain.users import Permission, Role, User
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context


@dataclass(frozen=True, slots=True)
class ListUsers(Query[Sequence[User]]):
    """Tell who may open the dossier."""


@handles(ListUsers)
def list_users(_query: ListUsers, ctx: Context) -> Sequence[User]:
    """Return the users, administrators first."""
    return ctx.uow.users.all()


@dataclass(frozen=True, slots=True)
class SaveUser(Command[User]):
    """Write a user, new when the id is 0.

    Attributes:
        passphrase: A new passphrase; empty takes it away, None keeps the present one.
    """

    permission: ClassVar[str] = Permission.SETTINGS_EDIT
    user: User
    passphrase: str | None = field(default=None, repr=False)


MIN_PASSPHRASE = 14
"""Characters of a passphrase that stands alone (CNIL, délibération 2022-100: 80 bits)."""


@handles(SaveUser)
def save_user(cmd: SaveUser, ctx: Context) -> User:
    """Write the user; at least one administrator always remains."""
    user = replace(cmd.user, name=cmd.user.name.strip())
    if not user.name:
        raise Refused("user.name", _("Type the name of the user."), "name")
    if cmd.passphrase is not None:
        user = replace(user, passphrase_hash=_hash(cmd.passphrase, ctx))
    others = [other for other in ctx.uow.users.all() if other.id != user.id]
    if any(other.name == user.name for other in others):
        message = _("{name} is already a user of this dossier: choose another name.")
        raise Refused("user.taken", message.format(name=user.name), "name")
    everyone = [*others, user]
    if not any(one.active and one.role is Role.ADMINISTRATOR for one in everyone):
        message = _("A dossier needs an administrator: give that role to somebody else first.")
        raise Refused("user.last_administrator", message, "role")
    return ctx.uow.users.save(user) if user.id else ctx.uow.users.add(user)


def _hash(passphrase: str, ctx: Context) -> str:
    if not passphrase:
        return ""
    if len(passphrase) < MIN_PASSPHRASE:
        message = _("A passphrase needs at least {count} characters: several words do well.")
        raise Refused("user.passphrase", message.format(count=MIN_PASSPHRASE), "passphrase")
    return ctx.tools.passphrases.hash(passphrase)


class WhoSigns(Refused):
    """Several people use the dossier, or its only user has a passphrase: one must say who keys.

    Attributes:
        users: Who may sign in, administrators first.
    """

    def __init__(self, users: Sequence[User]) -> None:
        """Carry the users to choose from."""
        super().__init__("user.choose", _("Say who is keying."), "user")
        self.users = users


@dataclass(frozen=True, slots=True)
class SignIn(Query[User]):
    """Recognise a user by name and passphrase.

    Attributes:
        name: Whom; empty is the first administrator.
        ask: Refuse an empty name wherever it leaves a choice, instead of guessing.
    """

    name: str = ""
    passphrase: str = field(default="", repr=False)
    ask: bool = False


@handles(SignIn)
def sign_in(query: SignIn, ctx: Context) -> User:
    """Return the user.

    Raises:
        WhoSigns: No name was given, and there is a choice or a passphrase.
        Refused: Nobody of that name, or a wrong passphrase.
    """
    active = [user for user in ctx.uow.users.all() if user.active]
    if query.ask and not query.name and (len(active) > 1 or active[0].passphrase_hash):
        raise WhoSigns(active)
    wanted = [user for user in active if not query.name or user.name == query.name]
    if not wanted:
        message = _("{name} is not a user of this dossier: the users are {users}.")
        names = ", ".join(user.name for user in active)
        raise Refused("user.unknown", message.format(name=query.name, users=names), "user")
    user = wanted[0]
    if user.passphrase_hash and not ctx.tools.passphrases.matches(
        query.passphrase, user.passphrase_hash
    ):
        message = _("That is not the passphrase of {name}: type it again.")
        raise Refused("user.passphrase_wrong", message.format(name=user.name), "passphrase")
    return user
