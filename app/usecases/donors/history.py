# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The history of a donor's record: who changed what, when, from what to what."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.audit import AuditEntry
from app.domain.donors import (
    ContactUse,
    DonorKind,
    ReceiptChannel,
    ReceiptWish,
    channel_words,
    kind_words,
    use_words,
    wish_words,
)
from app.kernel.formats import format_day, format_instant
from app.kernel.i18n import N_, _

FIELD_WORDS = {
    "number": N_("Number"),
    "kind": N_("Type"),
    "civility": N_("Title"),
    "last_name": N_("Family name"),
    "first_name": N_("First name"),
    "organisation_name": N_("Name of the organisation"),
    "legal_form": N_("Legal form"),
    "siren": N_("SIREN number"),
    "complement": N_("Flat, floor"),
    "building": N_("Building, residence"),
    "street": N_("Number and street"),
    "locality": N_("Place name, PO box"),
    "postal_code": N_("Postal code"),
    "city": N_("City"),
    "country": N_("Country"),
    "returned_on": N_("Letter returned on"),
    "phone": N_("Telephone"),
    "email": N_("E-mail"),
    "receipt_wish": N_("Tax receipt"),
    "receipt_channel": N_("Sent"),
    "deceased_on": N_("Deceased on"),
    "archived_on": N_("Archived on"),
    "erased_on": N_("Erased on"),
    "former_number": N_("Former number"),
    "notes": N_("Notes"),
    "salutation": N_("Salutation"),
    "language": N_("Language"),
    "correspondent": N_("Correspondent"),
    "fiscal_year_end": N_("Year ends on"),
}
"""The fields a person knows, in the order of the form; anything else stays untold."""

_EMPTY = "—"
_DAYS = frozenset({"returned_on", "deceased_on", "archived_on", "erased_on"})


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One field of one change.

    Attributes:
        what: The field, or the act when the record was made.
        before, after: As people read them; a dash for nothing.
    """

    at: datetime
    who: str
    what: str
    before: str
    after: str

    @property
    def day(self) -> str:
        """The day of the change."""
        return format_day(self.at.astimezone().date())

    @property
    def change(self) -> str:
        """From what to what, on one line."""
        if self.before == _EMPTY:
            return self.after
        return f"{self.before} → {self.after}"

    @property
    def sentence(self) -> str:
        """The whole change in a sentence, for who cannot see it all in the table."""
        text = _("{what}: “{before}” became “{after}”, by {who} on {when}.")
        return text.format(
            what=self.what,
            before=self.before,
            after=self.after,
            who=self.who,
            when=format_instant(self.at),
        )


_ACTS = {
    "merged": N_("Merged into another record"),
    "absorbed": N_("Another record merged into this one"),
    "unmerged": N_("Merge undone: on file again"),
    "let_go": N_("Merge undone: the other record is on file again"),
    "kept_apart": N_("Said to be no duplicate"),
    "let_meet": N_("May be a duplicate again"),
    "erased": N_("Person erased: number and amounts stay"),
    "exported": N_("All that is known of the person handed over"),
    "account_learned": N_("Cheque account learned"),
    "accounts_forgotten": N_("Cheque accounts forgotten"),
}


_DETAILS = {
    "contact": N_("Telephone or e-mail"),
    "address": N_("Address for a time"),
    "tag": N_("Tag"),
    "external": N_("Number in another program"),
    "event": N_("What happened"),
    "task": N_("Task"),
    "document": N_("Document"),
    "consent": N_("Accepted or opposed"),
    "standing": N_("Standing gift"),
    "gift_aid": N_("Gift Aid declaration"),
}
_TELLING = (
    *("value", "street", "postal_code", "city", "name", "source", "number"),
    *("text", "due_on", "done_on", "cents", "last_on", "suspended", "from_on", "cancelled_on"),
)
"""The fields that tell a detail; the others of a change are small beside them."""


def history_rows(entries: Sequence[AuditEntry]) -> list[HistoryRow]:
    """Return the rows of a history, the newest change first."""
    return [row for entry in reversed(entries) for row in _rows(entry)]


def _rows(entry: AuditEntry) -> Iterable[HistoryRow]:
    when, who = entry.at, entry.by
    if entry.values is None:
        yield HistoryRow(when, who, _("Erased at the donor's request"), _EMPTY, _EMPTY)
        return
    changes = json.loads(entry.values)
    if entry.action == "created":
        yield HistoryRow(when, who, _("Record created"), _EMPTY, _created_as(changes))
        return
    if entry.action in _ACTS:
        yield HistoryRow(when, who, _(_ACTS[entry.action]), _EMPTY, _EMPTY)
        return
    noun, _dot, _act = entry.action.partition(".")
    if noun in _DETAILS:
        before, after = (_detail_as(changes, side) for side in (0, 1))
        yield HistoryRow(when, who, _(_DETAILS[noun]), before, after)
        return
    for name, label in FIELD_WORDS.items():
        if name in changes:
            before, after = changes[name]
            yield HistoryRow(
                when, who, _(label), value_words(name, before), value_words(name, after)
            )


def _detail_as(changes: dict[str, list[object]], side: int) -> str:
    """Write a detail before (0) or after (1) a change, from its telling fields or from all."""
    names = [name for name in _TELLING if name in changes] or sorted(changes)
    return " ".join(_detail_words(n, changes[n][side]) for n in names if changes[n][side]) or _EMPTY


def _detail_words(name: str, value: object) -> str:
    if name.endswith("_on"):
        return format_day(date.fromisoformat(str(value)))
    return use_words()[ContactUse(str(value))] if name == "use" else str(value)


def _created_as(changes: dict[str, list[object]]) -> str:
    names = ("organisation_name", "last_name", "first_name", "postal_code", "city")
    parts = [str(changes[name][1]) for name in names if name in changes and changes[name][1]]
    return " ".join(parts) or _EMPTY


def value_words(name: str, value: object) -> str:
    """Write the value of a field as people read it; a dash for nothing."""
    if value in (None, ""):
        return _EMPTY
    text = str(value)
    if name in _DAYS:
        return format_day(date.fromisoformat(text))
    words: dict[str, str] = {
        "kind": kind_words().get(DonorKind(text), text) if name == "kind" else text,
        "receipt_wish": wish_words()[ReceiptWish(text)] if name == "receipt_wish" else text,
        "receipt_channel": (
            channel_words()[ReceiptChannel(text)] if name == "receipt_channel" else text
        ),
    }
    return words.get(name, text)
