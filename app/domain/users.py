# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what."""

from dataclasses import dataclass
from enum import StrEnum

from app.kernel.i18n import _


class Permission(StrEnum):
    """One thing an actor may be allowed to do."""

    READ = "read"
    DONORS_EDIT = "donors.edit"
    GIFTS_KEY = "gifts.key"
    BATCHES_POST = "batches.post"
    BATCHES_POST_DIFFERENCE = "batches.post_difference"
    BATCHES_TAKE_OVER = "batches.take_over"
    GIFTS_CORRECT = "gifts.correct"
    DEPOSITS_PRINT = "deposits.print"
    DEPOSITS_RECONCILE = "deposits.reconcile"
    RECEIPTS_ISSUE = "receipts.issue"
    LETTERS_WRITE = "letters.write"
    LETTERS_EDIT = "letters.edit"
    DATA_IMPORT = "data.import"
    YEARS_CLOSE = "years.close"
    DATA_EXPORT = "data.export"
    SETTINGS_EDIT = "settings.edit"
    PRIVACY = "privacy"


class Role(StrEnum):
    """What a user is here for."""

    ADMINISTRATOR = "administrator"
    TREASURER = "treasurer"
    ENTRY = "entry"
    GIFTS = "gifts"
    READER = "reader"


def role_words(role: Role) -> str:
    """Return the name of a role."""
    return {
        Role.ADMINISTRATOR: _("Administrator"),
        Role.TREASURER: _("Treasurer"),
        Role.ENTRY: _("Entry clerk"),
        Role.GIFTS: _("Gift clerk, donors as they are"),
        Role.READER: _("Reader"),
    }[role]


_ENTRY = frozenset(
    {
        Permission.READ,
        Permission.DONORS_EDIT,
        Permission.GIFTS_KEY,
        Permission.BATCHES_POST,
        Permission.DEPOSITS_PRINT,
        Permission.LETTERS_WRITE,
    }
)

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.TREASURER: frozenset(Permission) - {Permission.SETTINGS_EDIT},
    Role.ENTRY: _ENTRY,
    Role.GIFTS: _ENTRY - {Permission.DONORS_EDIT},
    Role.READER: frozenset({Permission.READ}),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody works.

    Attributes:
        workstation: The computer's name, by which colleagues know where to go.
        window: Tells one window or terminal from every other.
    """

    workstation: str = ""
    window: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person who opens the dossier.

    Attributes:
        passphrase_hash: Argon2id, or empty when the user signs in without one.
    """

    id: int = 0
    version: int = 0
    name: str
    role: Role = Role.ENTRY
    passphrase_hash: str = ""
    active: bool = True

    def may(self, permission: str) -> bool:
        """Tell whether the user's role grants ``permission``."""
        return permission in GRANTS[self.role]
