# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Acts on sheets taken back by what the trail kept: each field as it was, tags on or off again."""

import json
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from app.domain.addresses import Address
from app.domain.audit import AuditEntry
from app.domain.donors import Donor, Tag
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.kernel.errors import Conflict, Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.ports import UnitOfWork

_ADDRESS = frozenset(field.name for field in fields(Address))
_OWN = frozenset(field.name for field in fields(Donor)) - {"id", "version", "number", "address"}
_DAYS = frozenset({"returned_on", "deceased_on", "archived_on"})
_COPIED_FROM = 25
"""Sheets in one act from which the dossier is copied before it is taken back."""


@dataclass(frozen=True, slots=True)
class PutBack(Command[int]):
    """Take an act on sheets back, whole; it can be taken back in its turn.

    Attributes:
        first, last: The entries of the trail that the act wrote.
    """

    permission: ClassVar[str] = Permission.DONORS_EDIT
    first: int
    last: int

    @property
    def copied_first(self) -> bool:
        """Whether the office copies the dossier before."""
        return self.last - self.first >= _COPIED_FROM


@handles(PutBack)
def put_back(cmd: PutBack, ctx: Context) -> int:
    """Return how many entries of the trail were taken back, the newest first.

    Raises:
        Refused: When what the trail kept was erased, or is no change of a sheet.
        Conflict: When something was changed since; then nothing is written.
    """
    entries = ctx.uow.audit.between(cmd.first, cmd.last)
    if not entries or len({(entry.at, entry.command) for entry in entries}) != 1:
        raise Refused("audit.act", _("There is no such act: look at the list of last acts again."))
    for entry in reversed(entries):
        _undo(entry, ctx.uow, write=True)
    return len(entries)


def why_not_back(entry: AuditEntry, uow: UnitOfWork) -> str:
    """Say why an act on a sheet cannot be taken back any more; empty when it can."""
    try:
        _undo(entry, uow, write=False)
    except (Refused, Conflict) as reason:
        return reason.message
    return ""


def _undo(entry: AuditEntry, uow: UnitOfWork, *, write: bool) -> None:
    if entry.values is None:
        raise Refused("audit.erased", _("What was there before was erased: it cannot come back."))
    values: dict[str, list[Any]] = json.loads(entry.values)
    donor = uow.donors.get(entry.subject_id)
    if entry.action == "changed":
        before = _as_before(donor, values)
        if write:
            uow.donors.save(before)
        return
    name = next((str(side) for side in values.get("name", ()) if side), "")
    borne = [tag for tag in uow.details.of_donor(donor.id).tags if tag.name == name]
    if entry.action == "tag.created" and borne:
        if write:
            uow.details.remove(borne[0])
    elif entry.action == "tag.removed" and not borne:
        if write:
            uow.details.add(Tag(donor_id=donor.id, name=name))
    elif entry.action in {"tag.created", "tag.removed"}:
        raise _stale(donor)
    else:
        raise Refused("audit.act", _("This act is taken back on its own page."))


def _as_before(donor: Donor, values: dict[str, list[Any]]) -> Donor:
    told = {name: both for name, both in values.items() if name in _ADDRESS | _OWN}
    holder = {name: donor.address if name in _ADDRESS else donor for name in told}
    if any(_text(getattr(holder[name], name)) != _text(both[1]) for name, both in told.items()):
        raise _stale(donor)
    back: dict[str, Any] = {
        name: _typed(name, getattr(holder[name], name), both[0]) for name, both in told.items()
    }
    address = replace(donor.address, **{one: back.pop(one) for one in sorted(_ADDRESS & {*back})})
    return replace(donor, address=address, **back)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _typed(name: str, now: object, before: str | None) -> date | str | None:
    if name in _DAYS:
        return date.fromisoformat(before) if before else None
    return type(now)(before or "") if isinstance(now, StrEnum) else before or ""


def _stale(donor: Donor) -> Conflict:
    message = _("{name} was changed since: the act was not taken back. Open the sheet.")
    return Conflict("audit.stale", message.format(name=donor.display_name))
