# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the home page says, from what the dossier tells; no Qt here."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from app.domain.audit import AuditEntry
from app.domain.backups import Freshness
from app.domain.batches import batch_number
from app.kernel.formats import (
    format_count,
    format_day,
    format_instant,
    format_long_day,
    month_names,
)
from app.kernel.i18n import N_, _, ngettext
from app.kernel.money import format_amount, format_number
from app.usecases.backups import Shelf, age_words
from app.usecases.batches import Resumable
from app.usecases.dashboards import Home
from app.usecases.donors import DueTask
from app.usecases.letters.queue import Waiting, delay_words, to_thank_words
from app.usecases.privacy import RequestLine

_SHOWN_TASKS = 3


@dataclass(frozen=True, slots=True)
class Task:
    """One line of what waits for somebody.

    Attributes:
        kind: ``resume`` or ``todo``.
        icon: Name of the drawing beside it.
        title, detail: What it is, in two strengths.
        verb: On its button.
        screen, arguments: Where the button leads.
    """

    kind: str
    icon: str
    title: str
    detail: str
    verb: str
    screen: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


def subtitle(home: Home) -> str:
    """Return the association and the day in words."""
    return f"{home.association} · {format_long_day(home.today)}"


def tasks(home: Home) -> list[Task]:
    """Return what to resume, then what to do."""
    found = [_resume(draft) for draft in home.drafts]
    if home.requests:
        found.append(_to_answer(home.requests))
    found.extend(_due(home.due))
    if home.unidentified_count:
        title = ngettext(
            "{count} gift waits for its donor",
            "{count} gifts wait for their donor",
            home.unidentified_count,
        )
        found.append(
            Task(
                "todo",
                "gift",
                title.format(count=home.unidentified_count),
                _waiting_detail(home.unidentified_cents, home.unidentified_since),
                _("Identify"),
                "batches",
                {"show": "unidentified"},
            )
        )
    if home.on_hand_count:
        found.append(_to_deposit(home))
    if home.returned:
        title = ngettext(
            "{count} letter came back without a new address",
            "{count} letters came back without a new address",
            home.returned,
        )
        found.append(
            Task(
                "todo",
                "mail",
                title.format(count=home.returned),
                _("Their receipts would come back too"),
                _("See"),
                "addresses",
                {"show": "unreachable"},
            )
        )
    if home.to_thank.since is not None:
        found.append(_to_thank(home.to_thank, home.today))
    if home.doubtful and home.looked_on is not None:
        found.append(_to_look_at(home.doubtful, home.looked_on))
    return found


def _to_thank(waiting: Waiting, today: date) -> Task:
    title, detail = to_thank_words(waiting), delay_words(waiting, today)
    return Task("todo", "mail", title, detail, _("Thank"), "letters", {})


def _to_answer(requests: Sequence[RequestLine]) -> Task:
    """Tell the requests that wait, and by when the next is to be answered (GDPR, 12.3)."""
    title = ngettext(
        "{count} request about personal data to answer",
        "{count} requests about personal data to answer",
        len(requests),
    )
    first = requests[0]
    detail = _("{name}: by {day}").format(name=first.name, day=format_day(first.request.due_on))
    title = title.format(count=len(requests))
    return Task("todo", "lock", title, detail, _("Answer"), "privacy", {})


def _to_look_at(doubtful: int, looked_on: date) -> Task:
    title = ngettext("{count} doubtful point on file", "{count} doubtful points on file", doubtful)
    detail = _("looked over on {day}").format(day=format_day(looked_on))
    title = title.format(count=format_count(doubtful))
    return Task("todo", "quality", title, detail, _("Look"), "quality", {})


def wants_a_look(home: Home) -> bool:
    """Tell whether the file is to be looked over: once a day, by itself."""
    return bool(home.donors) and home.looked_on != home.today


def _due(due: Sequence[DueTask]) -> list[Task]:
    """Return a line for each of the oldest tasks, and one for the others."""
    told = _("{donor} · for {day}")
    found = [
        Task(
            "todo",
            "clock",
            one.task.text.partition("\n")[0],
            told.format(donor=one.name, day=format_day(one.task.due_on)),
            _("Open"),
            "donors",
            {"id": one.task.donor_id, "part": "followed"},
        )
        for one in due[:_SHOWN_TASKS]
    ]
    if rest := due[_SHOWN_TASKS:]:
        title = ngettext("{count} other task is due", "{count} other tasks are due", len(rest))
        ids = tuple(dict.fromkeys(one.task.donor_id for one in rest))
        arguments = {"ids": ids, "why": _("something is to be done")}
        detail = _("the oldest for {day}").format(day=format_day(rest[0].task.due_on))
        title = title.format(count=len(rest))
        found.append(Task("todo", "clock", title, detail, _("See"), "donors", arguments))
    return found


def _to_deposit(home: Home) -> Task:
    title = ngettext(
        "{count} gift waits for a deposit",
        "{count} gifts wait for a deposit",
        home.on_hand_count,
    )
    return Task(
        "todo",
        "deposits",
        title.format(count=home.on_hand_count),
        _waiting_detail(home.on_hand_cents, home.on_hand_since),
        _("Make the deposit"),
        "deposits",
        {"show": "on_hand"},
    )


def _waiting_detail(cents: int, since: date | None) -> str:
    told = _("{amount} in all").format(amount=format_amount(cents))
    if since is not None:
        oldest = _("the oldest received on {day}")
        told += " · " + oldest.format(day=format_day(since))
    return told


def safety(shelf: Shelf) -> tuple[str, str]:
    """Return (the age of the last backup, the kind of pill): amber after a week, red after."""
    kinds = {Freshness.FRESH: "success", Freshness.OLD: "warning"}
    return age_words(shelf), "neutral" if shelf.server else kinds.get(shelf.age, "error")


def _resume(draft: Resumable) -> Task:
    line = draft.batch
    keyed = format_count(line.count)
    if line.expected_count is not None:
        keyed = f"{keyed}/{format_count(line.expected_count)}"
    title = _("Batch {number}").format(number=batch_number(line.kind, line.year, line.sequence))
    told = _("{keyed} gifts keyed · {amount}")
    detail = told.format(keyed=keyed, amount=format_amount(line.cents))
    if draft.last is not None:
        told = _("the last one {name}, {amount}")
        name = draft.last.donor_name or draft.last.clue
        detail += " · " + told.format(name=name, amount=format_amount(draft.last.cents))
    elif line.opened_by and line.opened_at:
        told = _("opened by {name}, {instant}")
        detail += " · " + told.format(name=line.opened_by, instant=format_instant(line.opened_at))
    return Task("resume", "batches", title, detail, _("Resume"), "batches", {"id": line.id})


@dataclass(frozen=True, slots=True)
class Figures:
    """The year beside the year before.

    Attributes:
        year: This year.
        amount, gifts: This year to date, in words and figures.
        before: The year before at the same day, one sentence.
        rows: (month, gifts, amount, gifts before, amount before), a line a month and the sum.
        bars: (month, cents, cents before).
    """

    year: int
    amount: str
    gifts: str
    before: str
    rows: Sequence[tuple[str, ...]]
    bars: Sequence[tuple[str, int, int]]


def figures(home: Home) -> Figures:
    """Return the figures and their table: one source for both."""
    names = month_names()
    rows = []
    bars = []
    for name, (count, cents), (old_count, old_cents) in zip(
        names, home.months, home.previous_months, strict=True
    ):
        rows.append(_row(name.capitalize(), count, cents, old_count, old_cents))
        bars.append((name.capitalize(), cents, old_cents))
    rows.append(
        _row(
            _("Total"),
            sum(count for count, _cents in home.months),
            sum(cents for _count, cents in home.months),
            sum(count for count, _cents in home.previous_months),
            sum(cents for _count, cents in home.previous_months),
        )
    )
    gifts = ngettext("{count} gift in {year}", "{count} gifts in {year}", home.count)
    before = _("{year} at the same day: {amount}")
    return Figures(
        year=home.today.year,
        amount=format_amount(home.cents),
        gifts=gifts.format(count=format_count(home.count), year=home.today.year),
        before=before.format(year=home.today.year - 1, amount=format_amount(home.previous_cents)),
        rows=rows,
        bars=bars,
    )


def accounts_notice(home: Home) -> str:
    """Tell what a sum of gifts asks for; nothing below it (Code de commerce, L. 612-4)."""
    if home.accounts is None:
        return ""
    cents, limit = home.accounts
    told = _(
        "Gifts that give right to a receipt come to {cents} this year, near {limit}: above it, "
        "the accounts are audited and published."
    )
    if limit.is_over(cents):
        told = _(
            "Gifts that give right to a receipt come to {cents} this year, above {limit}: the "
            "accounts are to be audited and published."
        )
    return told.format(cents=format_amount(cents), limit=format_amount(limit.cents))


def _row(name: str, count: int, cents: int, old_count: int, old_cents: int) -> tuple[str, ...]:
    return (
        name,
        format_count(count),
        format_number(cents),
        format_count(old_count),
        format_number(old_cents),
    )


_ROOMS = {
    "privacy": N_("request about personal data"),
    "quality": N_("exception of the quality page"),
    "donors": N_("donor"),
    "batches": N_("batch"),
    "gifts": N_("gift"),
    "deposits": N_("deposit"),
    "receipts": N_("receipt"),
    "mail": N_("message by e-mail"),
    "organisation": N_("association"),
    "campaigns": N_("appeal"),
    "users": N_("user"),
    "addresses": N_("returned letter"),
    "demo": N_("fictitious data"),
    "exports": N_("columns of an export"),
}
_ACTIONS = {
    "created": N_("{what} created"),
    "changed": N_("{what} changed"),
    "removed": N_("{what} removed"),
    "posted": N_("{what} posted"),
    "cancelled": N_("{what} cancelled"),
    "taken_over": N_("{what} taken over"),
    "issued": N_("{what} issued"),
    "filled": N_("{what} filled in"),
    "erased": N_("{what} erased"),
    "exported": N_("{what}: all that is known handed over"),
    "account_learned": N_("{what}: cheque account learned"),
    "accounts_forgotten": N_("{what}: cheque accounts forgotten"),
}


_TAKEN_OUT = {
    "donors": N_("List of donors taken out"),
    "gifts": N_("List of gifts taken out"),
    "receipts": N_("Register of receipts taken out"),
    "batches": N_("List of batches taken out"),
    "deposits": N_("List of deposits taken out"),
    "calls": N_("Lists of calls taken out"),
    "list": N_("Donors of a list taken out"),
    "accountant": N_("Accountant's package written"),
    "whole": N_("The whole dossier taken out"),
}


def act_lines(entries: Sequence[AuditEntry]) -> list[tuple[str, str]]:
    """Return (what was done, by whom and when); the same act done in a row is told once."""
    lines: list[tuple[str, str]] = []
    for (told, who), same in groupby(entries, lambda entry: (_act(entry), entry.by)):
        acts = list(same)
        times = f" ({len(acts)})" if len(acts) > 1 else ""
        lines.append((told + times, f"{who} · {format_instant(acts[0].at)}"))
    return lines


def _act(entry: AuditEntry) -> str:
    if (entry.room, entry.action) == ("exports", "exported"):
        told = json.loads(entry.values or "{}").get("list", (None, ""))[1]
        return _(_TAKEN_OUT.get(told, N_("Data taken out")))
    what = _(_ROOMS.get(entry.room, entry.room))
    if "." in entry.action:
        # A line of a sheet: told with its donor.
        return _("{what}: sheet changed").format(what=what[:1].upper() + what[1:])
    action = _(_ACTIONS.get(entry.action, "{what} · {action}"))
    return action.format(what=what[:1].upper() + what[1:], action=entry.action)
