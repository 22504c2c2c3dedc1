# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked before posting, and the named sets of defaults a batch is opened with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.batches import KEYED_BY_HAND, BatchRules, BatchTemplate
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context


@dataclass(frozen=True, slots=True)
class GetBatchRules(Query[BatchRules]):
    """Tell what is asked before a batch is posted."""


@handles(GetBatchRules)
def get_batch_rules(_query: GetBatchRules, ctx: Context) -> BatchRules:
    """Return the rules."""
    return ctx.uow.batch_rules.get()


@dataclass(frozen=True, slots=True)
class SaveBatchRules(Command[BatchRules]):
    """Write what is asked before a batch is posted; drafts left open are held to it too."""

    permission: ClassVar[str] = Permission.SETTINGS_EDIT
    rules: BatchRules


@handles(SaveBatchRules)
def save_batch_rules(cmd: SaveBatchRules, ctx: Context) -> BatchRules:
    """Write the rules.

    Raises:
        Refused: When two persons are asked of a dossier that has one user.
    """
    able = [user for user in ctx.uow.users.all() if user.active]
    able = [user for user in able if user.may(Permission.BATCHES_POST)]
    if cmd.rules.two_persons and len(able) < _PERSONS:
        message = _("Only one user may post batches: add another in Settings, Users, first.")
        raise Refused("batch_rules.alone", message, "two_persons")
    return ctx.uow.batch_rules.put(cmd.rules)


_PERSONS = 2


@dataclass(frozen=True, slots=True)
class ListTemplates(Query[Sequence[BatchTemplate]]):
    """Tell the models a batch can be opened with."""


@handles(ListTemplates)
def list_templates(_query: ListTemplates, ctx: Context) -> Sequence[BatchTemplate]:
    """Return them, by name."""
    return ctx.uow.batch_templates.all()


@dataclass(frozen=True, slots=True)
class SaveTemplate(Command[BatchTemplate]):
    """Write a model; one of the same name is written over."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    template: BatchTemplate


@handles(SaveTemplate)
def save_template(cmd: SaveTemplate, ctx: Context) -> BatchTemplate:
    """Write the model under its name.

    Raises:
        Refused: When it has no name, or its kind is not keyed by hand.
    """
    template = replace(cmd.template, name=" ".join(cmd.template.name.split()))
    if not template.name:
        message = _("Give the model a name, such as “Christmas appeal”.")
        raise Refused("batch_template.name", message, "name")
    if template.kind not in KEYED_BY_HAND:
        message = _("A batch of this kind is not keyed by hand.")
        raise Refused("batch.kind", message, "kind")
    same = [one for one in ctx.uow.batch_templates.all() if one.name == template.name]
    if same and not template.id:
        return ctx.uow.batch_templates.save(
            replace(template, id=same[0].id, version=same[0].version)
        )
    templates = ctx.uow.batch_templates
    return templates.save(template) if template.id else templates.add(template)


@dataclass(frozen=True, slots=True)
class RemoveTemplate(Command[BatchTemplate]):
    """Remove a model; batches opened with it stay as they are."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    template_id: int


@handles(RemoveTemplate)
def remove_template(cmd: RemoveTemplate, ctx: Context) -> BatchTemplate:
    """Remove it and return what it was, so that it can be brought back."""
    template = ctx.uow.batch_templates.get(cmd.template_id)
    ctx.uow.batch_templates.remove(template)
    return template
