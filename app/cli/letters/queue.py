# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom to thank, in words, who was thanked otherwise, and how the association writes."""

import argparse
from dataclasses import replace
from datetime import date

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.letters.queue import left_out_words
from app.domain.letters.values import LetterSettings, Way, way_words
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.donors import DonorByNumber
from app.usecases.letters.queue import MarkThanked, Queue, QueueLine, TakeBackThanks, ThankQueue
from app.usecases.letters.templates import (
    SaveLetterOffice,
    ShowLetterOffice,
)
from app.usecases.office import Office


def add_queue(letters: Verbs) -> None:
    """Add ``letters queue|done|undo|settings``."""
    letters.add("queue", _("tell whom to thank"), _queue)
    done = letters.add("done", _("keep that donors were thanked otherwise"), _done)
    done.add_argument("number", nargs="+", metavar=_("NUMBER"))
    done.add_argument("--how", default="", metavar=_("TEXT"))
    undo = letters.add("undo", _("take back that donors were thanked otherwise"), _undo)
    undo.add_argument("letter", nargs="+", type=int, metavar=_("LETTER"))
    how = letters.add("settings", _("tell or change how the association writes"), _settings)
    how.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD")
    how.add_argument("--within-days", type=int, metavar=_("DAYS"))
    how.add_argument("--window-left", type=float, metavar="MM")
    how.add_argument("--window-top", type=float, metavar="MM")


def queue_sentence(queue: Queue) -> str:
    """Say how many are to be thanked, by which way, and how many no letter reaches."""
    count = len(queue.lines)
    told = ngettext("{count} donor to thank", "{count} donors to thank", count)
    parts = [told.format(count=count)]
    ways = way_words()
    ways_used = (way for way in Way if queue.count(way))
    parts.extend(f"{ways[way].lower()} {queue.count(way)}" for way in ways_used)
    if left := sum(queue.left_out.values()):
        parts.append(_("left out {count}").format(count=left))
    return " · ".join(parts)


def _queue(office: Office, _options: argparse.Namespace, console: Console) -> None:
    queue = office.ask(ThankQueue())
    lines = [
        {
            "number": line.to.donor.number_text,
            "name": line.to.donor.display_name,
            "gifts": line.due.payments,
            "cents": line.due.cents,
            "since": line.due.since,
            "days": line.days,
            "late": line.late,
            "way": line.to.way.value if line.to.way else None,
            "left_out": line.to.why_not.value if line.to.why_not else None,
            "template": line.template.code if line.template else None,
            "why": line.why,
        }
        for line in queue.lines
    ]
    rows = [
        (
            line.to.donor.number_text,
            line.to.donor.display_name,
            str(line.due.payments),
            format_amount(line.due.cents),
            str(line.days),
            way_words()[line.to.way] if line.to.way else _way(line),
            line.template.name if line.template else line.why,
        )
        for line in queue.lines
    ]
    document = {
        "count": len(lines),
        "paper": queue.count(Way.PAPER),
        "email": queue.count(Way.EMAIL),
        "left_out": sum(queue.left_out.values()),
        "anonymous": queue.anonymous,
        "unknown": queue.unknown,
        "within_days": queue.within_days,
        "donors": lines,
    }
    heads = (
        *(_("Number"), _("Name"), _("Gifts"), _("Total")),
        *(_("Days"), _("Way"), _("Letter")),
    )
    console.answer(document, [queue_sentence(queue), *table(heads, rows)])


def _way(line: QueueLine) -> str:
    if line.to.way is not None:
        return way_words()[line.to.way]
    return left_out_words()[line.to.why_not] if line.to.why_not else ""


def _done(office: Office, options: argparse.Namespace, console: Console) -> None:
    ids = tuple(office.ask(DonorByNumber(number)).id for number in options.number)
    letters = office.do(MarkThanked(ids, options.how))
    told = ngettext("{count} donor was thanked.", "{count} donors were thanked.", len(letters))
    document = {"count": len(letters), "letters": [one.id for one in letters]}
    console.answer(document, [told.format(count=len(letters))])


def _undo(office: Office, options: argparse.Namespace, console: Console) -> None:
    office.do(TakeBackThanks(tuple(options.letter)))
    told = _("Taken back: these donors wait for thanks again.")
    console.answer({"count": len(options.letter)}, [told])


def _settings(office: Office, options: argparse.Namespace, console: Console) -> None:
    told = office.ask(ShowLetterOffice())
    settings = _changed(told.settings, options)
    if settings != told.settings:
        rules = None if told.usual else told.rules
        settings = office.do(SaveLetterOffice(settings, rules))
    document = {
        "since": settings.since,
        "within_days": settings.within_days,
        "window_left_mm": settings.window_left / 10,
        "window_top_mm": settings.window_top / 10,
    }
    since = format_day(settings.since) if settings.since else _("the first")
    sentence = _("Gifts received from {since} on are thanked for within {days} days.")
    console.answer(document, [sentence.format(since=since, days=settings.within_days)])


def _changed(settings: LetterSettings, options: argparse.Namespace) -> LetterSettings:
    """Return the settings with what was typed."""
    typed = {
        "since": options.since,
        "within_days": options.within_days,
        "window_left": _tenths(options.window_left),
        "window_top": _tenths(options.window_top),
    }
    return replace(settings, **{name: value for name, value in typed.items() if value is not None})


def _tenths(millimetres: float | None) -> int | None:
    return None if millimetres is None else round(millimetres * 10)
