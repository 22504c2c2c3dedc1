# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Models of lists that leave: which columns, in which order, for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.exports.models import ExportKind, ExportModel, model_unknown, places_of
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.text import clean, fold
from app.usecases.context import Context
from app.usecases.exports.tables import columns_of
from app.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class ExportModels(Query[Sequence[ExportModel]]):
    """Tell the models of a list."""

    kind: ExportKind


@handles(ExportModels)
def export_models(query: ExportModels, ctx: Context) -> Sequence[ExportModel]:
    """Return them by name."""
    return ctx.uow.export_models.of(query.kind)


@dataclass(frozen=True, slots=True)
class SaveModel(Command[ExportModel]):
    """Keep a model; without an id, one of its name is made anew."""

    permission: ClassVar[str] = Permission.DATA_EXPORT
    model: ExportModel


@handles(SaveModel)
def save_model(cmd: SaveModel, ctx: Context) -> ExportModel:
    """Check and write it; when it is the usual one, no other of its list is.

    Raises:
        Refused: When it has no name, another's name, no column, or one its list does not have.
        Conflict: When somebody wrote it first.
    """
    model = replace(cmd.model, name=clean(cmd.model.name))
    if not model.folded:
        raise Refused("model.name", _("Type the name of the model."), "name")
    columns = columns_of(model.kind)
    keys = [columns[place].key for place in places_of(model.keys, columns)]
    model = replace(model, columns=",".join(keys))
    known = ctx.uow.export_models.named(model.kind, model.folded)
    if not model.id and known is not None:
        model = replace(model, id=known.id, version=known.version)
    if model.usual:
        _make_usual(model, ctx.uow)
    return ctx.uow.export_models.save(model) if model.id else ctx.uow.export_models.add(model)


def _make_usual(model: ExportModel, uow: UnitOfWork) -> None:
    for other in uow.export_models.of(model.kind):
        if other.usual and other.id != model.id:
            uow.export_models.save(replace(other, usual=False))


@dataclass(frozen=True, slots=True)
class ForgetModel(Command[ExportModel]):
    """Keep a model no longer; lists already written stay as they are."""

    permission: ClassVar[str] = Permission.DATA_EXPORT
    kind: ExportKind
    name: str


@handles(ForgetModel)
def forget_model(cmd: ForgetModel, ctx: Context) -> ExportModel:
    """Remove it, and return it so that it can be kept again.

    Raises:
        Refused: When there is none of that name.
    """
    gone = ctx.uow.export_models.named(cmd.kind, fold(cmd.name))
    if gone is None:
        raise model_unknown(cmd.name, ctx.uow.export_models.of(cmd.kind))
    ctx.uow.export_models.remove(gone)
    return gone
