# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on what controls a batch: rules, models, amounts keyed again, papers."""

import argparse
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.cli.words import account_id, appeal_id, fund_id
from app.domain.batches import (
    KEYED_BY_HAND,
    BatchKind,
    BatchRules,
    BatchTemplate,
    Verdict,
    kind_word,
)
from app.kernel.errors import Refused
from app.kernel.files import write_whole
from app.kernel.i18n import _
from app.kernel.money import format_amount, parse_amount
from app.usecases.batches import (
    BatchByNumber,
    BatchReport,
    GetBatchRules,
    KeyAgain,
    ListTemplates,
    NextAmount,
    PauseMarker,
    RemoveTemplate,
    SaveBatchRules,
    SaveTemplate,
    WarnOfKeyingAgain,
    WarnOfRules,
)
from app.usecases.office import Office

_RULES = tuple(field.name for field in fields(BatchRules) if field.name not in {"id", "version"})


def add_to(batches: Verbs) -> None:
    """Add ``rules``, ``models``, ``model``, ``again``, ``report`` and ``marker``."""
    rules = batches.add("rules", _("show or set what is asked before posting"), _rules)
    for name in _RULES:
        rules.add_argument(f"--{name.replace('_', '-')}", choices=("yes", "no"))
    batches.add("models", _("list the models a batch can be opened with"), _models)
    model = batches.add("model", _("save a model, or remove it"), _model)
    model.add_argument("name", metavar=_("NAME"))
    kinds = sorted(kind.value for kind in KEYED_BY_HAND)
    model.add_argument("--kind", choices=kinds, default=BatchKind.CHEQUES.value)
    for word in ("fund", "appeal", "account", "comment"):
        model.add_argument(f"--{word}", default="")
    model.add_argument("--remove", action="store_true", help=_("remove it"))
    again = batches.add("again", _("key the amounts of a batch a second time"), _again)
    again.add_argument("batch", metavar=_("BATCH"))
    again.add_argument("--amount", default="", metavar=_("AMOUNT"), help=_("of the line asked for"))
    report = batches.add("report", _("write the pointing list, in the order of the pile"), _report)
    marker = batches.add("marker", _("write the slip left in a pile that waits"), _marker)
    for parser in (report, marker):
        parser.add_argument("batch", metavar=_("BATCH"))
        parser.add_argument("--out", type=Path, required=True, metavar="PDF")


def named_template(office: Office, name: str) -> BatchTemplate:
    """Return the model of a name.

    Raises:
        Refused: When there is none; the sentence names those there are.
    """
    known = office.ask(ListTemplates())
    for template in known:
        if template.name.casefold() == name.strip().casefold():
            return template
    message = _("There is no model “{name}”: choose among {known}.")
    told = message.format(name=name, known=", ".join(one.name for one in known) or "—")
    raise Refused("batch_template.unknown", told, "model")


def _rules(office: Office, options: argparse.Namespace, console: Console) -> None:
    rules = office.ask(GetBatchRules())
    said = {name: getattr(options, name) for name in _RULES}
    asked = {name: word == "yes" for name, word in said.items() if word}
    if asked:
        rules = office.do(SaveBatchRules(replace(rules, **asked)))
    warning = office.ask(WarnOfRules(rules))
    document = {**{name: getattr(rules, name) for name in _RULES}, "warning": warning or None}
    words = {
        "difference_allowed": _("posting with a difference"),
        "two_persons": _("who keyed does not post"),
        "double_keying": _("every amount keyed twice"),
    }
    told = [f"{words[name]}: {_('yes') if document[name] else _('no')}" for name in _RULES]
    console.answer(document, [*told, *([warning] if warning else [])])


def _models(office: Office, _options: argparse.Namespace, console: Console) -> None:
    models = office.ask(ListTemplates())
    rows = [(one.name, kind_word(one.kind), one.comment) for one in models]
    headers = (_("Model"), _("Kind"), _("Comment"))
    console.answer({"models": [_told(one) for one in models]}, table(headers, rows))


def _told(template: BatchTemplate) -> dict[str, object]:
    return {
        "model": template.name,
        "kind": template.kind,
        "fund": template.fund_id,
        "appeal": template.appeal_id,
        "account": template.bank_account_id,
        "comment": template.comment,
    }


def _model(office: Office, options: argparse.Namespace, console: Console) -> None:
    if options.remove:
        gone = office.do(RemoveTemplate(named_template(office, options.name).id))
        told = _("Model “{name}” is removed.").format(name=gone.name)
        console.answer(_told(gone), [told])
        return
    saved = office.do(
        SaveTemplate(
            BatchTemplate(
                name=options.name,
                kind=BatchKind(options.kind),
                fund_id=fund_id(office, options.fund),
                appeal_id=appeal_id(office, options.appeal),
                bank_account_id=account_id(office, options.account),
                comment=options.comment,
            )
        )
    )
    console.answer(_told(saved), [_("Model “{name}” is saved.").format(name=saved.name)])


def _again(office: Office, options: argparse.Namespace, console: Console) -> None:
    batch = office.ask(BatchByNumber(options.batch))
    asked = office.ask(NextAmount(batch.id))
    warning = office.ask(WarnOfKeyingAgain(batch.id))
    verdict: Verdict | None = None
    told = [warning] if warning else []
    if options.amount and asked.line is not None:
        kept = office.do(KeyAgain(batch.id, asked.line.id, parse_amount(options.amount)))
        verdict = kept.verdict
        position = kept.gift.position
        told.append(_VERDICTS[verdict]().format(
            line=position, before=format_amount(kept.before_cents),
            amount=format_amount(kept.gift.cents),
        ))  # fmt: skip
        asked = office.ask(NextAmount(batch.id))
    line = asked.line
    document = {
        "batch": batch.number,
        "verdict": verdict,
        "line": line.id if line else None,
        "position": line.position if line else None,
        "name": (line.donor_name or line.clue) if line else None,
        "look": asked.look,
        "done": asked.done,
        "wanted": asked.wanted,
        "warning": warning or None,
    }
    if line is None:
        told.append(_("Every amount was keyed twice alike."))
    else:
        message = _("Next: line {line}, {name}. Type its amount with --amount.")
        told.append(message.format(line=line.position, name=line.donor_name or line.clue))
    console.answer(document, told)


_VERDICTS: dict[Verdict, Callable[[], str]] = {
    Verdict.AGREE: lambda: _("Line {line}: the two readings agree."),
    Verdict.LOOK: lambda: _("Line {line}: the two readings differ. Look at the cheque."),
    Verdict.CORRECTED: lambda: _("Line {line}: {amount} instead of {before}, read twice alike."),
}


def _report(office: Office, options: argparse.Namespace, console: Console) -> None:
    batch = office.ask(BatchByNumber(options.batch))
    write_whole(options.out, office.ask(BatchReport(batch.id)))
    told = _("Pointing list of batch {number}: {file}")
    document = {"batch": batch.number, "pdf": str(options.out)}
    console.answer(document, [told.format(number=batch.number, file=options.out)])


def _marker(office: Office, options: argparse.Namespace, console: Console) -> None:
    batch = office.ask(BatchByNumber(options.batch))
    write_whole(options.out, office.ask(PauseMarker(batch.id)))
    told = _("Pause slip of batch {number}: {file}")
    document = {"batch": batch.number, "pdf": str(options.out)}
    console.answer(document, [told.format(number=batch.number, file=options.out)])
