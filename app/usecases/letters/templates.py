# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates of letters, the rules that choose among them, and how the association writes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.letters.body import fields_in, read_body
from app.domain.letters.conditions import Names
from app.domain.letters.fields import field_words, fields_of
from app.domain.letters.shipped import shipped_rules, shipped_templates
from app.domain.letters.values import (
    LetterKind,
    LetterSettings,
    LetterTemplate,
    Rule,
    check_settings,
    read_rules,
    write_rules,
)
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.kernel.text import clean, fold
from app.usecases.context import Context
from app.usecases.ports import UnitOfWork


def templates_of(uow: UnitOfWork) -> dict[str, LetterTemplate]:
    """Return every template by its code: the association's own instead of those shipped."""
    found = {one.code: one for one in shipped_templates()}
    found.update({one.code: one for one in uow.letters.templates()})
    return found


def template_of(code: str, uow: UnitOfWork) -> LetterTemplate:
    """Return the template of a code.

    Raises:
        Refused: When there is none.
    """
    known = templates_of(uow)
    if code not in known:
        message = _("There is no template “{code}”: the templates are {known}.")
        told = message.format(code=code, known=", ".join(sorted(known)))
        raise Refused("letter.template", told, "template")
    return known[code]


def rules_of(settings: LetterSettings) -> tuple[Rule, ...]:
    """Return the rules in force, in their order."""
    return read_rules(settings.rules) if settings.rules else shipped_rules()


@dataclass(frozen=True, slots=True)
class LetterTemplates(Query[Sequence[LetterTemplate]]):
    """Tell the templates, by kind then name."""


@handles(LetterTemplates)
def letter_templates(_query: LetterTemplates, ctx: Context) -> Sequence[LetterTemplate]:
    """Return them."""
    kinds = list(LetterKind)
    return sorted(
        templates_of(ctx.uow).values(), key=lambda one: (kinds.index(one.kind), fold(one.name))
    )


@dataclass(frozen=True, slots=True)
class ShowTemplate(Query[LetterTemplate]):
    """Tell one template.

    Attributes:
        code: What it is called by.
    """

    code: str


@handles(ShowTemplate)
def show_template(query: ShowTemplate, ctx: Context) -> LetterTemplate:
    """Return it; refused when there is none."""
    return template_of(query.code, ctx.uow)


@dataclass(frozen=True, slots=True)
class SaveTemplate(Command[LetterTemplate]):
    """Keep a template as the association wants it; without a code it is a new one."""

    permission: ClassVar[str] = Permission.LETTERS_EDIT
    template: LetterTemplate


@handles(SaveTemplate)
def save_template(cmd: SaveTemplate, ctx: Context) -> LetterTemplate:
    """Write it.

    Raises:
        Refused: When it has no name, says nothing, or uses a field its letters do not know.
        Conflict: When somebody changed it meanwhile.
    """
    template = replace(cmd.template, name=clean(cmd.template.name))
    if not template.name:
        raise Refused("letter.name", _("Type a name, so that one finds it again."), "name")
    bodies = [read_body(text) for text in (template.french, template.english)]
    if not any(bodies):
        raise Refused("letter.empty", _("The letter says nothing yet: write its text."), "body")
    unknown = frozenset().union(*map(fields_in, bodies)) - set(fields_of(template.kind))
    if unknown:
        message = _("A letter of this kind does not know “{field}”: take the field out.")
        named = field_words()[min(unknown)]
        raise Refused("letter.field", message.format(field=named), "body")
    if not template.code:
        template = replace(template, code=_new_code(template.name, ctx.uow))
    return ctx.uow.letters.save_template(template)


def _new_code(name: str, uow: UnitOfWork) -> str:
    """Make a code people can type of a name."""
    base = "-".join(fold(name).split()) or "letter"
    known, code, count = templates_of(uow), base, 1
    while code in known:
        count += 1
        code = f"{base}-{count}"
    return code


@dataclass(frozen=True, slots=True)
class RemoveTemplate(Command[None]):
    """Take a template away; one that was shipped is as it was shipped again."""

    permission: ClassVar[str] = Permission.LETTERS_EDIT
    template: LetterTemplate


@handles(RemoveTemplate)
def remove_template(cmd: RemoveTemplate, ctx: Context) -> None:
    """Remove it.

    Raises:
        Refused: When it is as it was shipped already, or a rule would choose nothing without it.
    """
    template = cmd.template
    if template.shipped:
        message = _("“{name}” is as the program brings it: there is nothing to take back.")
        raise Refused("letter.shipped", message.format(name=template.name), "template")
    stays = template.code in {one.code for one in shipped_templates()}
    used = {rule.template for rule in rules_of(ctx.uow.letters.settings())}
    if not stays and template.code in used:
        message = _("A rule chooses “{name}”: let it choose another one first.")
        raise Refused("letter.used", message.format(name=template.name), "template")
    ctx.uow.letters.remove_template(template)


@dataclass(frozen=True, slots=True)
class LetterOffice:
    """How the association writes.

    Attributes:
        rules: In their order; the first that answers chooses.
        usual: Whether they are the rules the program brings.
        names: What funds and appeals are called.
    """

    settings: LetterSettings
    rules: tuple[Rule, ...]
    usual: bool
    names: Names


@dataclass(frozen=True, slots=True)
class ShowLetterOffice(Query[LetterOffice]):
    """Tell how the association writes."""


@handles(ShowLetterOffice)
def show_letter_office(_query: ShowLetterOffice, ctx: Context) -> LetterOffice:
    """Return the settings and the rules."""
    settings = ctx.uow.letters.settings()
    rules = rules_of(settings)
    return LetterOffice(settings, rules, not settings.rules, names_of(ctx.uow))


def names_of(uow: UnitOfWork) -> Names:
    """Return what funds and appeals are called."""
    return Names(
        {one.id: one.name for one in uow.funds.all()},
        {one.id: one.name for one in uow.appeals.all()},
    )


@dataclass(frozen=True, slots=True)
class SaveLetterOffice(Command[LetterSettings]):
    """Keep how the association writes.

    Attributes:
        settings: As they were read, changed; their rules are left alone.
        rules: The rules in their order; None for those the program brings.
    """

    permission: ClassVar[str] = Permission.LETTERS_EDIT
    settings: LetterSettings
    rules: tuple[Rule, ...] | None


@handles(SaveLetterOffice)
def save_letter_office(cmd: SaveLetterOffice, ctx: Context) -> LetterSettings:
    """Write it.

    Raises:
        Refused: When a rule names no thank-you, or a day or a measure cannot be.
        Conflict: When somebody changed it meanwhile.
    """
    refuse_errors(check_settings(cmd.settings))
    for rule in cmd.rules or ():
        if template_of(rule.template, ctx.uow).kind is not LetterKind.THANKS:
            message = _("“{code}” is no thank-you: a rule chooses among thank-you letters.")
            raise Refused("letters.rule", message.format(code=rule.template), "rules")
    rules = write_rules(cmd.rules) if cmd.rules is not None else ""
    return ctx.uow.letters.save_settings(replace(cmd.settings, rules=rules))


def since_of(uow: UnitOfWork) -> date | None:
    """Return the day from which gifts are thanked for."""
    return uow.letters.settings().since
