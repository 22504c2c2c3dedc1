# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates and rules of letters in words; texts come in files, as ``letters show`` gives them."""

import argparse
from dataclasses import replace
from pathlib import Path

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.letters.values import LetterKind, LetterTemplate, kind_words, read_rules
from app.kernel.files import read_whole
from app.kernel.i18n import _
from app.usecases.letters.templates import (
    LetterTemplates,
    RemoveTemplate,
    SaveLetterOffice,
    SaveTemplate,
    ShowLetterOffice,
    ShowTemplate,
)
from app.usecases.office import Office


def add_templates(letters: Verbs) -> None:
    """Add ``letters templates|show|save|remove|rules``."""
    letters.add("templates", _("tell the templates"), _templates)
    show = letters.add("show", _("tell what a template says"), _show)
    save = letters.add("save", _("write a template, or a new one under no code"), _save)
    save.add_argument("--code", default="", metavar=_("TEMPLATE"))
    save.add_argument("--kind", choices=[one.value for one in LetterKind], default="")
    save.add_argument("--name", default="", metavar=_("NAME"))
    save.add_argument("--french", type=Path, metavar="JSON")
    save.add_argument("--english", type=Path, metavar="JSON")
    save.add_argument("--coupon", action=argparse.BooleanOptionalAction)
    remove = letters.add("remove", _("take a template away; a shipped one is as shipped"), _remove)
    for verb in (show, remove):
        verb.add_argument("code", metavar=_("TEMPLATE"))
    rules = letters.add("rules", _("tell which template thanks for which gifts"), _rules)
    rules.add_argument("--file", type=Path, metavar="JSON", help=_("rules to keep instead"))
    rules.add_argument("--usual", action="store_true", help=_("the rules the program brings"))


def _document(template: LetterTemplate) -> dict[str, object]:
    return {
        "template": template.code,
        "kind": template.kind.value,
        "name": template.name,
        "shipped": template.shipped,
        "coupon": template.coupon,
    }


def _templates(office: Office, _options: argparse.Namespace, console: Console) -> None:
    found = office.ask(LetterTemplates())
    words = kind_words()
    rows = [(one.code, words[one.kind], one.name) for one in found]
    heads = (_("Template"), _("Kind"), _("Name"))
    console.answer({"templates": [_document(one) for one in found]}, table(heads, rows))


def _show(office: Office, options: argparse.Namespace, console: Console) -> None:
    found = office.ask(ShowTemplate(options.code))
    document = {**_document(found), "french": found.french, "english": found.english}
    console.answer(document, [found.name, found.body("fr"), found.body("en")])


def _save(office: Office, options: argparse.Namespace, console: Console) -> None:
    if options.code:
        template = office.ask(ShowTemplate(options.code))
    else:
        kind = LetterKind(options.kind or LetterKind.FREE.value)
        template = LetterTemplate(code="", kind=kind, name="")
    typed = {
        "name": options.name or None,
        "french": _text(options.french),
        "english": _text(options.english),
        "coupon": options.coupon,
    }
    changed = {name: value for name, value in typed.items() if value is not None}
    kept = office.do(SaveTemplate(replace(template, **changed)))
    told = _("“{name}” is saved.").format(name=kept.name)
    console.answer(_document(kept), [told])


def _text(path: Path | None) -> str | None:
    return None if path is None else read_whole(path).decode("utf-8")


def _remove(office: Office, options: argparse.Namespace, console: Console) -> None:
    template = office.ask(ShowTemplate(options.code))
    office.do(RemoveTemplate(template))
    told = _("“{name}” is taken away.").format(name=template.name)
    console.answer({"template": template.code}, [told])


def _rules(office: Office, options: argparse.Namespace, console: Console) -> None:
    told = office.ask(ShowLetterOffice())
    if options.usual or options.file:
        rules = read_rules(_text(options.file) or "") if options.file else None
        office.do(SaveLetterOffice(told.settings, rules))
        told = office.ask(ShowLetterOffice())
    every = _("every other gift")
    rows = [
        (str(place), rule.condition.words(told.names) or every, rule.template)
        for place, rule in enumerate(told.rules, 1)
    ]
    document = {
        "usual": told.usual,
        "rules": [{"asked": asked, "template": code} for _place, asked, code in rows],
    }
    console.answer(document, table((_("Rule"), _("If"), _("Template")), rows))
