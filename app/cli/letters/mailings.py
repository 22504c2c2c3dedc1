# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters made together, in words: previewed, made, printed again, sent, taken back."""

import argparse
from pathlib import Path

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.letters.queue import LeftOut, left_out_words
from app.domain.letters.values import SheetOrder, Way, kind_words
from app.domain.lists import read_condition
from app.kernel.errors import Refused
from app.kernel.files import read_whole, write_whole
from app.kernel.formats import format_instant
from app.kernel.i18n import _, ngettext
from app.usecases.donors import DonorByNumber, DonorIds
from app.usecases.letters.planning import Mailing
from app.usecases.letters.preview import PreviewLetters, PreviewPages
from app.usecases.letters.runs import (
    LetterRuns,
    LettersToPrint,
    MakeLetters,
    NoteSent,
    ReadLetter,
    ResumeLetters,
    RunReport,
    TakeBackLetters,
)
from app.usecases.letters.word import MergeWord
from app.usecases.lists import ListNamed
from app.usecases.office import Office

_ALL = "all"


def add_mailings(letters: Verbs) -> None:
    """Add ``letters preview|run|resume|runs|print|sent|takeback|page``."""
    preview = letters.add("preview", _("tell what letters would be made; writes nothing"), _preview)
    preview.add_argument("--out", type=Path, metavar="PDF", help=_("the first letters"))
    preview.add_argument("--trial", action="store_true", help=_("one sheet, window drawn"))
    run = letters.add("run", _("make letters; without a list, to whoever is to be thanked"), _run)
    run.add_argument("--out", type=Path, required=True, metavar="PDF")
    word = _("with this document of a word processor; --out is then a .docx too")
    run.add_argument("--docx", type=Path, metavar="DOCX", help=word)
    run.add_argument("--confirm", type=int, metavar=_("COUNT"))
    for verb in (preview, run):
        verb.add_argument("--template", default="", metavar=_("TEMPLATE"))
        verb.add_argument("--segment", default="", metavar=_("LIST"))
        where = _("a condition, such as city=Rennes or total@2025>=100; several must all hold")
        verb.add_argument(
            "--where", action="append", default=[], metavar=_("CONDITION"), help=where
        )
        verb.add_argument("--donor", action="append", default=[], metavar=_("NUMBER"))
        verb.add_argument("--receipt", action="append", default=[], metavar=_("RECEIPT"))
        verb.add_argument("--unpaid", type=int, default=0, metavar=_("LINE"))
        ways = [Way.PAPER.value, Way.EMAIL.value, _ALL]
        verb.add_argument("--way", choices=ways, default=Way.PAPER.value)
        orders = [one.value for one in SheetOrder]
        verb.add_argument("--order", choices=orders, default=SheetOrder.PLACE.value)
    letters.add("runs", _("tell the letters made together"), _runs)
    for name, told, verb_of in (
        ("resume", _("make what is missing of letters that were interrupted"), _resume),
        ("print", _("print letters made together again, as they were made"), _print),
        ("sent", _("keep that letters made together left"), _sent),
        ("takeback", _("take back letters made together that have not left"), _take_back),
    ):
        verb = letters.add(name, told, verb_of)
        verb.add_argument("run", type=int, metavar=_("RUN"))
        if name in {"resume", "print"}:
            verb.add_argument("--out", type=Path, required=True, metavar="PDF")
    page = letters.add("page", _("show one letter, as it was made"), _page)
    page.add_argument("letter", type=int, metavar=_("LETTER"))
    page.add_argument("--out", type=Path, required=True, metavar="PDF")


def _mailing(office: Office, options: argparse.Namespace) -> Mailing:
    return Mailing(
        template=options.template,
        way=None if options.way == _ALL else Way(options.way),
        order=SheetOrder(options.order),
        donor_ids=_donor_ids(office, options),
        receipts=tuple(options.receipt),
        unpaid_id=options.unpaid,
    )


def _donor_ids(office: Office, options: argparse.Namespace) -> tuple[int, ...] | None:
    """Return who is written to: donors one by one, a list, or None for the queue."""
    if options.donor:
        if options.segment or options.where:
            message = _("Name donors, or a list: not both.")
            raise Refused("letters.whom", message, "donor")
        return tuple(office.ask(DonorByNumber(number)).id for number in options.donor)
    conditions = tuple(read_condition(text) for text in options.where)
    if options.segment:
        conditions = (*office.ask(ListNamed(options.segment)).conditions, *conditions)
    if not conditions and not options.segment:
        return None
    return tuple(office.ask(DonorIds(conditions=conditions)))


def _left_out(left: dict[LeftOut, int]) -> list[str]:
    words = left_out_words()
    told = _("left out, {why}: {count}")
    return [told.format(why=words[why], count=count) for why, count in left.items()]


def _preview(office: Office, options: argparse.Namespace, console: Console) -> None:
    mailing = _mailing(office, options)
    found = office.ask(PreviewLetters(mailing))
    if options.out is not None:
        write_whole(options.out, office.ask(PreviewPages(mailing, trial=options.trial)))
    told = ngettext("{count} letter to make", "{count} letters to make", found.count)
    lines = [told.format(count=found.count), *_left_out(dict(found.left_out))]
    lines.extend(f"{name}: {count}" for name, count in found.templates.items())
    document = {
        "count": found.count,
        "cents": found.cents,
        "kind": found.kind.value,
        "templates": dict(found.templates),
        "left_out": {why.value: count for why, count in found.left_out.items()},
        "other_way": found.other_way,
        "unruled": found.unruled,
        "pdf": str(options.out) if options.out else None,
    }
    console.answer(document, lines)


def _run(office: Office, options: argparse.Namespace, console: Console) -> None:
    mailing = _mailing(office, options)
    if options.docx:
        _merge(office, options, mailing, console)
        return
    command = MakeLetters(mailing, options.confirm)
    report = office.do(command, console.progress)
    _written(office, report, options.out, console)


def _merge(office: Office, options: argparse.Namespace, mailing: Mailing, console: Console) -> None:
    body, name = read_whole(options.docx), options.docx.stem
    command = MergeWord(mailing, body, name, options.out, options.confirm)
    done = office.do(command, console.progress)
    told = ngettext("{count} letter made: {path}", "{count} letters made: {path}", done.count)
    left_out = {why.value: count for why, count in done.left_out.items()}
    document = {"run": done.run.id, "count": done.count, "docx": str(done.path)}
    lines = [told.format(count=done.count, path=done.path), *_left_out(dict(done.left_out))]
    console.answer({**document, "left_out": left_out}, lines)


def _resume(office: Office, options: argparse.Namespace, console: Console) -> None:
    report = office.do(ResumeLetters(options.run), console.progress)
    _written(office, report, options.out, console)


def _written(office: Office, report: RunReport, path: Path, console: Console) -> None:
    write_whole(path, office.ask(LettersToPrint(report.run.id)))
    told = ngettext("{count} letter made: {path}", "{count} letters made: {path}", report.count)
    document = {
        "run": report.run.id,
        "count": report.count,
        "pdf": str(path),
        "left_out": {why.value: count for why, count in report.left_out.items()},
        "other_way": report.other_way,
    }
    lines = [told.format(count=report.count, path=path), *_left_out(dict(report.left_out))]
    console.answer(document, lines)


def _runs(office: Office, _options: argparse.Namespace, console: Console) -> None:
    found = office.ask(LetterRuns())
    words = kind_words()
    document = {
        "runs": [
            {
                "run": one.run.id,
                "kind": one.run.kind.value,
                "way": one.run.way.value,
                "count": one.count,
                "unfinished": one.unfinished,
                "sent_on": one.run.sent_on,
                "undone_on": one.run.undone_on,
            }
            for one in found
        ]
    }
    rows = [
        (str(one.run.id), words[one.run.kind], format_instant(one.run.made_at), str(one.count))
        for one in found
    ]
    console.answer(document, table((_("Run"), _("Kind"), _("Made"), _("Letters")), rows))


def _print(office: Office, options: argparse.Namespace, console: Console) -> None:
    write_whole(options.out, office.ask(LettersToPrint(options.run)))
    console.answer({"run": options.run, "pdf": str(options.out)}, [str(options.out)])


def _sent(office: Office, options: argparse.Namespace, console: Console) -> None:
    run = office.do(NoteSent(options.run))
    told = _("Kept: these letters have left.")
    console.answer({"run": run.id, "sent_on": run.sent_on}, [told])


def _take_back(office: Office, options: argparse.Namespace, console: Console) -> None:
    count = office.do(TakeBackLetters(options.run))
    told = ngettext(
        "{count} letter taken back: its donor waits again.",
        "{count} letters taken back: their donors wait again.",
        count,
    )
    console.answer({"run": options.run, "count": count}, [told.format(count=count)])


def _page(office: Office, options: argparse.Namespace, console: Console) -> None:
    write_whole(options.out, office.ask(ReadLetter(options.letter)))
    console.answer({"letter": options.letter, "pdf": str(options.out)}, [str(options.out)])
