# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the values of a file are called on the page where they are looked at; no Qt."""

from collections.abc import Sequence

from app.domain.imports.findings import Finding
from app.kernel.i18n import _, ngettext
from app.ui.screens.imports.presenter import count_text
from app.usecases.imports.groups import ValueGroup, finding_words


def found_words(one: ValueGroup) -> str:
    """Show a value as it stands, or the first of several written alike."""
    if one.values == 1:
        return one.found
    return _("{value} and {count} alike").format(value=one.found, count=count_text(one.values - 1))


def rows_words(one: ValueGroup) -> str:
    """Tell how many rows bear it."""
    return count_text(one.rows)


def told_words(one: ValueGroup) -> str:
    """Say what it is taken for, or what was expected."""
    if one.finding is Finding.UNREADABLE:
        return _("expected: {expected}").format(expected=one.told)
    return one.told


def detail_words(one: ValueGroup | None) -> str:
    """Tell all of a group: its state, some values before and after, what is proposed."""
    if one is None:
        return ""
    parts = [f"{one.column}, {finding_words(one.finding)}"]
    if one.finding is Finding.NOTED:
        parts[0] = _("{column}: it is not what this column holds, and goes to the notes").format(
            column=one.column
        )
    if one.finding is Finding.UNREADABLE:
        parts.append(told_words(one))
    elif one.examples:
        told = " · ".join(
            f"{found}\u00a0→\u00a0{after or _('nothing')}" for found, after in one.examples
        )
        parts.append(_("Before → after: {examples}").format(examples=told))
    if mine := mine_words(one):
        parts.append(_("to be taken for: {value}").format(value=mine))
    return ". ".join(parts) + "."


def mine_words(one: ValueGroup) -> str:
    """Say what was decided, or is proposed."""
    if one.repaired is None:
        return _("{value} (proposed)").format(value=one.proposed) if one.proposed else ""
    if one.repaired == one.found:
        return _("as it stands")
    return one.repaired or _("nothing")


def values_sentence(groups: Sequence[ValueGroup]) -> tuple[str, str]:
    """Say how much is not understood; and how grave it is."""
    unread = [one for one in groups if one.finding is Finding.UNREADABLE]
    if unread:
        text = ngettext(
            "{count} value is not understood: say what it is, or its rows are rejected.",
            "{count} values are not understood: say what they are, or their rows are rejected.",
            len(unread),
        )
        return text.format(count=count_text(len(unread))), "warning"
    noted = sum(one.rows for one in groups if one.finding is Finding.NOTED)
    if noted:
        text = ngettext(
            "{count} value cannot stand in its field and goes to the notes: mend it, or let it go.",
            "{count} values cannot stand in their field and go to the notes: mend them, or let"
            " them go.",
            noted,
        )
        return text.format(count=count_text(noted)), "warning"
    if not groups:
        return _("Every value is read as it is written."), "success"
    return _("Every value is understood. What is mended stands below."), "success"


def why_not_replace(one: ValueGroup | None) -> str:
    """Say why a value cannot be replaced, or nothing."""
    if one is None:
        return _("Choose a value in the list.")
    if one.values > 1:
        return _("These values are mended alike, each into its own.")
    return ""


def why_not_switch(one: ValueGroup | None) -> str:
    """Say why the mending of values cannot be switched off or on, or nothing."""
    if one is None:
        return _("Choose a value in the list.")
    return "" if one.switched else _("Only days, amounts and postal codes that are mended.")
