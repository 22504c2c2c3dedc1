# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking an import back at any later time: whole, or all of it on which nothing rests."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.donors import number_text
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day, format_instant
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.context import Context
from app.usecases.ports.imports import HeldBy, HeldThing, Totals

IN_USE = "import.in_use"
"""The refusal of an undoing because of what was done since."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing an import removed.

    Attributes:
        left: What stays, with the reason of each.
    """

    run: int
    removed: Totals
    left: tuple[HeldThing, ...] = ()


@dataclass(frozen=True, slots=True)
class ListHeld(Query[Sequence[HeldThing]]):
    """Tell what an undoing of an import would have to leave, and why."""

    permission: ClassVar[str] = Permission.DATA_IMPORT
    run_id: int


@handles(ListHeld)
def list_held(query: ListHeld, ctx: Context) -> Sequence[HeldThing]:
    """Return it, gifts first."""
    return ctx.uow.imports.held(query.run_id)


@dataclass(frozen=True, slots=True)
class UndoImport(Command[Undone]):
    """Take an import back: what it added goes, what it changed is as before.

    Attributes:
        rest: Leave what something done since rests on, and undo the rest.
    """

    permission: ClassVar[str] = Permission.DATA_IMPORT
    run_id: int
    rest: bool = False


@handles(UndoImport)
def undo_import(cmd: UndoImport, ctx: Context) -> Undone:
    """Undo it.

    Raises:
        Refused: When it was undone already, or something done since rests on it.
    """
    imports = ctx.uow.imports
    run = imports.get(cmd.run_id)
    if run.undone_at is not None:
        message = _("Import {run} was undone already on {when}.")
        raise Refused(
            "import.undone", message.format(run=run.id, when=format_instant(run.undone_at))
        )
    obstacles = imports.obstacles(run.id) if not cmd.rest else []
    if obstacles:
        message = _("Import {run} cannot be undone: {why} The rest of it can be undone.")
        raise Refused(IN_USE, message.format(run=run.id, why=" ".join(obstacles)))
    left = tuple(imports.held(run.id)) if cmd.rest else ()
    touched = imports.donor_ids(run.id)
    removed = imports.undo(run.id, rest=bool(left))
    ctx.uow.donors.refresh_totals(None if left else touched)
    if left:
        # What stays is still of this import: it may be undone another day.
        outcome = json.dumps(json.loads(run.outcome) | {"left": len(left)}, ensure_ascii=False)
        imports.finish(replace(run, outcome=outcome))
    else:
        imports.finish(replace(run, undone_at=ctx.clock.now()))
    counts = {"donors": [removed.donors, 0], "gifts": [removed.gifts, 0]}
    ctx.uow.audit.note("imports", run.id, "undone", {**counts, "cents": [removed.cents, 0]})
    return Undone(run.id, removed, left)


def held_words(held: HeldThing) -> str:
    """Name a gift or a donor that stays."""
    number = number_text(held.number) if held.number else _("donor not known")
    if held.day is None:
        return _("Donor {number}").format(number=number)
    return _("Gift of {amount} on {day}, {number}").format(
        amount=format_amount(held.cents), day=format_day(held.day), number=number
    )


def why_held(held: HeldThing) -> str:
    """Say why it stays, and what would let it go."""
    return {
        HeldBy.RECEIPT: _("stands on a tax receipt, kept even when cancelled: correct the gift"),
        HeldBy.CORRECTED: _("was corrected since"),
        HeldBy.CLOSED: _("is in the books of a closed year"),
        HeldBy.DOCUMENT: _("has a document attached since"),
        HeldBy.MERGED: _("was merged since: undo the merge first"),
        HeldBy.GIVEN: _("has given, or was receipted, since"),
        HeldBy.NAMED: _("is named on gifts since"),
        HeldBy.EDITED: _("was edited since: your changes are kept"),
        HeldBy.GIFT: _("one of the gifts stays"),
        HeldBy.CHANGED: _("was edited after the import completed it: your changes are kept"),
    }[held.why]
