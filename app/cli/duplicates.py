# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on donors that may be one: looking for them, merging them, and undoing it."""

import argparse
from typing import Any

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.donors import number_text
from app.domain.duplicates import POSSIBLE, likeness_words
from app.domain.duplicates.merging import Part
from app.kernel.errors import Refused
from app.kernel.formats import format_instant
from app.kernel.i18n import _, ngettext
from app.usecases.donors import DonorByNumber, DonorLines
from app.usecases.duplicates import (
    KeepApart,
    LetMeet,
    ListMerges,
    MergeDonors,
    ScanDuplicates,
    ShowPair,
    UnmergeDonors,
)
from app.usecases.office import Office


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of ``duplicates``."""
    group = verbs.group("duplicates", _("donors that may be one"))
    _scanning(group, "list")
    _merging(group)
    reject = group.add("reject", _("say that two donors are two"), _reject)
    _two_numbers(reject)
    reject.add_argument("--forget", action="store_true", help=_("take back that they are two"))
    group.add("merges", _("list the merges"), _merges)


def add_to_donors(group: Verbs) -> None:
    """Add ``donors duplicates``, ``donors merge`` and ``donors unmerge``."""
    _scanning(group, "duplicates")
    _merging(group)


def _scanning(group: Verbs, name: str) -> None:
    found = group.add(name, _("find donors that may be one"), _list)
    found.add_argument("--min-score", type=float, default=POSSIBLE)
    found.add_argument("--sure", action="store_true", help=_("only those that surely are"))


def _merging(group: Verbs) -> None:
    merge = group.add("merge", _("make one record of two donors"), _merge)
    _two_numbers(merge)
    merge.add_argument("--keep", metavar=_("NUMBER"), help=_("whose record is kept"))
    merge.add_argument(
        "--take", action="append", choices=[part.value for part in Part], default=[],
        help=_("what is taken from the other record"),
    )  # fmt: skip
    unmerge = group.add("unmerge", _("undo a merge"), _unmerge)
    unmerge.add_argument("merge", type=int, metavar=_("MERGE"))


def _two_numbers(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("one", metavar=_("NUMBER"))
    verb.add_argument("other", metavar=_("NUMBER"))


def _list(office: Office, options: argparse.Namespace, console: Console) -> None:
    query = ScanDuplicates(options.min_score, options.sure)
    found = office.ask(query, console.progress)
    ids = sorted({end for pair in found for end in (pair.one_id, pair.other_id)})
    lines = {line.id: line for line in office.ask(DonorLines(tuple(ids)))}
    pairs, rows = [], []
    for pair in found:
        one, other = lines[pair.one_id], lines[pair.other_id]
        told = pair.comparison
        numbers = number_text(one.number), number_text(other.number)
        pairs.append(
            {
                "a": numbers[0],
                "b": numbers[1],
                "score": told.score,
                "sure": told.sure,
                "reasons": [reason.value for reason in told.reasons],
            }
        )
        why = ", ".join(likeness_words(reason) for reason in told.reasons)
        names = f"{numbers[0]} {one.name}", f"{numbers[1]} {other.name}"
        rows.append((*names, _("sure") if told.sure else _("possible"), why))
    headers = (_("Donor"), _("Other donor"), _("Class"), _("Why"))
    count = ngettext("{count} pair", "{count} pairs", len(found)).format(count=len(found))
    console.answer({"count": len(found), "pairs": pairs}, [*table(headers, rows), count])


def _merge(office: Office, options: argparse.Namespace, console: Console) -> None:
    one, other = (office.ask(DonorByNumber(text)) for text in (options.one, options.other))
    keep = office.ask(DonorByNumber(options.keep)) if options.keep else one
    if keep.id not in {one.id, other.id}:
        message = _("--keep names neither donor: give one of the two numbers.")
        raise Refused("duplicates.keep", message, "keep")
    kept, gone = (one, other) if keep.id == one.id else (other, one)
    take = frozenset(Part(word) for word in options.take)
    same_years = office.ask(ShowPair(kept.id, gone.id)).same_years if kept != gone else ()
    made = office.do(MergeDonors(kept, gone, take))
    years = [
        {"year": same.year, "receipts": [*same.kept_numbers, *same.gone_numbers]}
        for same in same_years
    ]
    message = _("Merge {merge}: {gone} is now {kept}. Undo it with: duplicates unmerge {merge}")
    sentence = message.format(merge=made.id, gone=gone.number_text, kept=kept.number_text)
    document = {"merge": made.id, "kept": kept.number_text, "gone": gone.number_text}
    console.answer({**document, "both_receipted": years}, [sentence])


def _unmerge(office: Office, options: argparse.Namespace, console: Console) -> None:
    undone = office.do(UnmergeDonors(options.merge))
    document: dict[str, Any] = {
        "restored": undone.restored.number_text,
        "gifts": undone.gifts,
        "since": undone.since,
        "receipts": list(undone.receipts),
    }
    message = ngettext(
        "{donor} is on file again with {count} gift.",
        "{donor} is on file again with {count} gifts.",
        undone.gifts,
    )
    told = [message.format(donor=undone.restored.number_text, count=undone.gifts)]
    if undone.receipts:
        warning = _("Cancel and issue again, they hold gifts of both: {receipts}")
        told.append(warning.format(receipts=", ".join(undone.receipts)))
    console.answer(document, told)


def _reject(office: Office, options: argparse.Namespace, console: Console) -> None:
    one, other = (office.ask(DonorByNumber(text)) for text in (options.one, options.other))
    office.do((LetMeet if options.forget else KeepApart)(one.id, other.id))
    told = _("Forgotten.") if options.forget else _("Remembered: they are two donors.")
    numbers = {"a": one.number_text, "b": other.number_text}
    console.answer({**numbers, "rejected": not options.forget}, [told])


def _merges(office: Office, _options: argparse.Namespace, console: Console) -> None:
    found = office.ask(ListMerges())
    document = [
        {
            "merge": one.id,
            "at": one.at,
            "by": one.by,
            "kept": number_text(one.kept_number),
            "gone": number_text(one.gone_number),
            "undone_at": one.undone_at,
        }
        for one in found
    ]
    headers = (_("Merge"), _("When"), _("Who"), _("Kept"), _("Put away"), _("Undone"))
    rows = [
        (
            one.id,
            format_instant(one.at),
            one.by,
            f"{number_text(one.kept_number)} {one.kept_name}",
            f"{number_text(one.gone_number)} {one.gone_name}",
            format_instant(one.undone_at) if one.undone_at else "",
        )
        for one in found
    ]
    console.answer({"count": len(found), "merges": document}, table(headers, rows))
