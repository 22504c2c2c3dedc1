# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists kept by name, for everybody who opens the dossier."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.lists import SavedList, check_list
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.kernel.text import clean, fold
from app.usecases.context import Context


@dataclass(frozen=True, slots=True)
class SavedLists(Query[Sequence[SavedList]]):
    """Tell the lists that are kept."""


@handles(SavedLists)
def saved_lists(_query: SavedLists, ctx: Context) -> Sequence[SavedList]:
    """Return them by name."""
    return ctx.uow.lists.all()


@dataclass(frozen=True, slots=True)
class ListNamed(Query[SavedList]):
    """Tell what the list of a name is made by, however the name is written."""

    name: str


@handles(ListNamed)
def list_named(query: ListNamed, ctx: Context) -> SavedList:
    """Return it.

    Raises:
        Refused: When there is none; the sentence names those there are.
    """
    found = ctx.uow.lists.named(fold(query.name))
    if found is None:
        names = ", ".join(one.name for one in ctx.uow.lists.all()) or _("none")
        message = _("No list is named “{name}”. Those kept: {names}.")
        raise Refused("list.unknown", message.format(name=query.name, names=names), "list")
    return found


@dataclass(frozen=True, slots=True)
class SaveList(Command[SavedList]):
    """Keep a list by its name; one of that name is made anew."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    saved: SavedList


@handles(SaveList)
def save_list(cmd: SaveList, ctx: Context) -> SavedList:
    """Check and write it.

    Raises:
        Refused: When it has no name, or one of its conditions is none.
    """
    saved = replace(cmd.saved, name=clean(cmd.saved.name))
    refuse_errors(check_list(saved))
    known = ctx.uow.lists.named(saved.folded)
    if known is None:
        return ctx.uow.lists.add(saved)
    return ctx.uow.lists.save(replace(saved, id=known.id, version=known.version))


@dataclass(frozen=True, slots=True)
class ForgetList(Command[SavedList]):
    """Keep a list no longer; nothing happens to those who were on it."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    list_id: int


@handles(ForgetList)
def forget_list(cmd: ForgetList, ctx: Context) -> SavedList:
    """Remove it, and return it so that it can be kept again.

    Raises:
        Refused: When it is no longer there.
    """
    gone = ctx.uow.lists.get(cmd.list_id)
    ctx.uow.lists.remove(gone)
    return gone
