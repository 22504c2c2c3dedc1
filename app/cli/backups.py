# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs for copies of the dossier."""

import argparse
from pathlib import Path

from app.cli.console import Answer, Console, table
from app.cli.main import Verbs
from app.domain.backups import Tally
from app.kernel.formats import format_count, format_instant
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.backups import KeepPlan, ListBackups, TakeBackup
from app.usecases.doors import Doors
from app.usecases.office import Office
from app.usecases.ports.backups import Checked

_UNSOUND = 3


def add_verbs(verbs: Verbs) -> None:
    """Add ``backup create`` and its kin."""
    backups = verbs.group("backup", _("copies of the dossier"))
    create = backups.add("create", _("copy the dossier, and re-read the copy"), _create)
    create.add_argument("folder", nargs="?", type=Path, metavar=_("DIR"))
    backups.add("list", _("where copies go, and which there are"), _list)
    plan = backups.add("plan", _("choose where copies go"), _plan)
    plan.add_argument("--folder", type=Path, metavar=_("DIR"), help=_("the first place"))
    plan.add_argument("--second", type=Path, metavar=_("DIR"), help=_("a folder on a USB key"))
    plan.add_argument("--no-second", action="store_true", help=_("no second place"))
    exits = plan.add_mutually_exclusive_group()
    exits.add_argument("--at-exit", action="store_true", default=None, help=_("copy when closing"))
    exits.add_argument("--no-at-exit", action="store_false", dest="at_exit", default=None)
    verify = backups.add("verify", _("re-read a copy"), _verify, on_dossier=False)
    verify.add_argument("file", type=Path, metavar=_("FILE"))
    restore = backups.add("restore", _("make a dossier of a copy"), _restore, on_dossier=False)
    restore.add_argument("file", type=Path, metavar=_("FILE"))
    restore.add_argument("--to", type=Path, required=True, metavar=_("NEW"))
    restore.add_argument(
        "--replace", action="store_true", help=_("take the place of a dossier, which is kept")
    )


def _held(tally: Tally) -> Answer:
    return {
        "donors": tally.donors,
        "gifts": tally.gifts,
        "cents": tally.cents,
        "receipts": tally.receipts,
        "last_act": tally.last_act,
    }


def _told(tally: Tally) -> str:
    return _("{donors} donors, {gifts} gifts, {amount}, {receipts} receipts").format(
        donors=format_count(tally.donors),
        gifts=format_count(tally.gifts),
        amount=format_amount(tally.cents),
        receipts=format_count(tally.receipts),
    )


def _create(office: Office, options: argparse.Namespace, console: Console) -> None:
    taken = office.ask(TakeBackup(options.folder), console.progress)
    document = {
        "path": str(taken.paths[0]),
        "paths": [str(path) for path in taken.paths],
        "ok": not taken.problems,
        **_held(taken.tally),
        "problems": list(taken.problems),
        "troubles": list(taken.troubles),
    }
    sentence = _("Copied and re-read: {path}")
    lines = [sentence.format(path=path) for path in taken.paths]
    console.answer(document, [*lines, _told(taken.tally), *taken.problems])
    for trouble in taken.troubles:
        console.say(trouble)


def _list(office: Office, _options: argparse.Namespace, console: Console) -> None:
    shelf = office.ask(ListBackups())
    copies = [
        {"path": str(copy.path), "taken_at": copy.taken_at, "bytes": copy.size}
        for copy in shelf.copies
    ]
    document = {
        "folder": str(shelf.plan.folder),
        "label": shelf.plan.label,
        "at_exit": shelf.plan.at_exit,
        "server": shelf.server,
        "age": shelf.age.value,
        "copies": copies,
    }
    rows = [(format_instant(copy.taken_at), copy.path) for copy in shelf.copies]
    console.answer(document, table((_("Taken"), _("File")), rows))


def _plan(office: Office, options: argparse.Namespace, console: Console) -> None:
    second = Path() if options.no_second else options.second
    plan = office.ask(KeepPlan(_absolute(options.folder), second, options.at_exit))
    document = {"folder": str(plan.folder), "label": plan.label, "at_exit": plan.at_exit}
    lines = [_("Copies go to {folder}.").format(folder=plan.folder)]
    if plan.label:
        lines.append(_("A second one goes to the key “{label}”.").format(label=plan.label))
    console.answer(document, lines)


def _absolute(folder: Path | None) -> Path | None:
    return None if folder is None else folder.absolute()


def _verify(doors: Doors, options: argparse.Namespace, console: Console) -> int:
    return _give(doors.backups.check(options.file), options.file, console)


def _restore(doors: Doors, options: argparse.Namespace, console: Console) -> int:
    kept = None
    if options.replace:
        kept = doors.backups.put_back(options.file, options.to)
        checked = doors.backups.check(options.to)
    else:
        checked = doors.backups.restore(options.file, options.to)
    return _give(checked, options.to, console, kept)


def _give(checked: Checked, path: Path, console: Console, kept: Path | None = None) -> int:
    document = {
        "path": str(path),
        "ok": not checked.problems,
        **_held(checked.tally),
        "problems": list(checked.problems),
    }
    lines = [_("{path} is whole: {held}").format(path=path, held=_told(checked.tally))]
    if kept is not None:
        document["kept"] = str(kept)
        lines.append(_("The former dossier is kept: {path}").format(path=kept))
    console.answer(document, [*lines, *checked.problems])
    return _UNSOUND if checked.problems else 0
