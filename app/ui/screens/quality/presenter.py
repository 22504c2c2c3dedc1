# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the quality page says; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.donors import number_text
from app.domain.quality import Finding
from app.domain.users import Permission, User
from app.kernel.formats import format_count, format_day
from app.kernel.i18n import N_, _, ngettext
from app.kernel.money import format_amount
from app.usecases.quality import Change, Checked, ExceptionLine

EXCEPTIONS = "exceptions"
"""The id of the last line of the list of checks: what was said to be right."""
_FIELDS = {
    "postal_code": N_("&Postal code"),
    "street": N_("Number and stre&et"),
    "city": N_("&Town"),
    "phone": N_("Telepho&ne"),
    "email": N_("E-&mail"),
    "civility": N_("Titl&e"),
    "first_name": N_("First n&ame"),
    "siren": N_("SIREN n&umber"),
}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A line of the list of checks."""

    id: str
    title: str
    found: int


def check_rows(results: Sequence[Checked], exceptions: int) -> list[CheckRow]:
    """Return a line for each check, and the last for what was said to be right."""
    rows = [CheckRow(one.check.id, _(one.check.title), len(one.findings)) for one in results]
    return [*rows, CheckRow(EXCEPTIONS, _("Said to be right"), exceptions)]


def told(results: Sequence[Checked]) -> str:
    """Say how much is doubtful on file, and the money at stake."""
    count = sum(len(one.findings) for one in results)
    if not count:
        return _("Nothing doubtful on file.")
    text = ngettext("{count} point to look at.", "{count} points to look at.", count)
    return text.format(count=format_count(count))


def heading(row: CheckRow) -> str:
    """Name what is listed: the check, and how many findings it has."""
    return f"{row.title} ({format_count(row.found)})"


def field_label(field: str) -> str:
    """Name the field that is mended in place."""
    return _(_FIELDS[field])


def mended_words(name: str, before: str, after: str) -> str:
    """Say what a field said and now says."""
    if not after:
        return _("{name}: “{before}” is taken away.").format(name=name, before=before)
    if not before:
        return _("{name}: “{after}” is written.").format(name=name, after=after)
    message = _("{name}: “{before}” became “{after}”.")
    return message.format(name=name, before=before, after=after)


def all_mended_words(changes: Sequence[Change], asked: int) -> str:
    """Say how many proposals were taken, and how many sheets were changed meanwhile."""
    message = ngettext("{count} sheet mended.", "{count} sheets mended.", len(changes))
    text = message.format(count=format_count(len(changes)))
    if left := asked - len(changes):
        also = ngettext(
            "{count} was changed meanwhile and left as it is.",
            "{count} were changed meanwhile and left as they are.",
            left,
        )
        text = f"{text} {also.format(count=format_count(left))}"
    return text


def take_all_label(findings: Sequence[Finding]) -> str:
    """Name the button that takes every sure proposal."""
    sure = sum(one.sure for one in findings)
    message = ngettext("Ta&ke the {count} sure proposal", "Ta&ke the {count} sure proposals", sure)
    return message.format(count=format_count(sure))


def excepted_words(finding: Finding) -> str:
    """Say that something is right as it is."""
    return _("{name}: right as it is, not told again.").format(name=finding.one.name)


def number(finding: Finding) -> str:
    """Return the donor's number with its key."""
    return number_text(finding.one.number)


def fact(finding: Finding) -> str:
    """Say in full what was found, and on whose sheet."""
    return f"{finding.one.name} — {finding.told}."


def given(finding: Finding) -> str:
    """Return what those concerned have given."""
    return format_amount(finding.cents) if finding.cents else ""


def exception_facts(line: ExceptionLine) -> str:
    """Say who said so, and when."""
    return f"{line.exception.by} · {format_day(line.exception.on_day)}"


def why_not(actor: User) -> str:
    """Say why the person may not mend, or nothing."""
    if actor.may(Permission.DONORS_EDIT):
        return ""
    return _("Your role lets you read only: ask the treasurer.")
