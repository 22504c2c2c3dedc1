# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of one line of the sheet: those of its kind are shown."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from app.domain.consents import channel_words, purpose_words, standing_words
from app.domain.donors import (
    STANDING_MEANS,
    AidWay,
    ContactUse,
    DonorDocument,
    EventKind,
    Pace,
    aid_way_words,
    event_words,
    pace_words,
    use_words,
)
from app.domain.gifts import Means, means_words
from app.kernel.errors import Refused
from app.kernel.home import current_home
from app.kernel.i18n import _
from app.ui.kit.fields import ChoiceField, DateField, MoneyField
from app.ui.kit.fillin import FillIn
from app.ui.kit.theme import theme_of
from app.ui.screens.donors.countryfield import CountryField
from app.ui.screens.donors.drafting import (
    FIELDS,
    LineKind,
    Typed,
    blank,
    kind_of,
    line_words,
    values_of,
    with_values,
)

_TEXT_HEIGHT = 72


class LineForm(FillIn):
    """Types one line of the sheet.

    Args:
        kinds: What may be typed here.
        today: What short days count from, and the day proposed.
        name: Begins the names of the fields, by which tests and readers find them.
    """

    wanted = Signal(object)
    """The line is typed: carries the ``Detail`` to write."""

    def __init__(self, kinds: Sequence[LineKind], today: Callable[[], date], name: str) -> None:
        """Lay out the fields of all these kinds."""
        super().__init__()
        self._today = today
        self._detail: Typed = blank(kinds[0], 0)
        words = line_words()
        self.what = ChoiceField(tuple((words[kind], kind) for kind in kinds))
        self.form.add("what", _("&What"), self.what)
        self.form.show_field(self.what, shown=len(kinds) > 1)
        wanted = {field for kind in kinds for field in FIELDS[kind]}
        self._add_fields(wanted)
        for field in self.form.names:
            self.form.field(field).setObjectName(f"{name}_{field}")
        self.what.activated.connect(lambda _index: self._change_kind())

    def _add_fields(self, wanted: set[str]) -> None:
        source = _("Program") if "number" in wanted else _("Where it comes from")
        notes = QPlainTextEdit()
        notes.setTabChangesFocus(True)
        notes.setFixedHeight(theme_of().px(_TEXT_HEIGHT))
        offered: tuple[tuple[str, str, QWidget, int], ...] = (
            ("value", _("Number or address"), QLineEdit(), 7),
            ("use", _("Where it reaches"), _choice(use_words()), 5),
            ("label", _("What it is called, such as holidays"), QLineEdit(), 12),
            ("complement", _("Flat, building"), QLineEdit(), 12),
            ("street", _("Number and street"), QLineEdit(), 12),
            ("locality", _("Place name, PO box"), QLineEdit(), 12),
            ("postal_code", _("Postal code"), QLineEdit(), 4),
            ("city", _("City"), QLineEdit(), 8),
            ("country", _("Country"), CountryField(), 12),
            ("said_on", _("Declared on"), DateField(self._today), 5),
            ("way", _("How"), _choice(aid_way_words()), 7),
            ("from_on", _("First day"), DateField(self._today), 6),
            ("until_on", _("Last day"), DateField(self._today), 6),
            ("yearly", _("The same days each year"), QCheckBox(), 12),
            ("name", _("Tag"), QLineEdit(), 12),
            ("standing", _("What the donor says"), _choice(standing_words()), 12),
            ("purpose", _("For what"), _choice(purpose_words()), 6),
            ("channel", _("By which way"), _choice(channel_words()), 6),
            ("source", source, QLineEdit(), 6 if "number" in wanted else 7),
            ("number", _("Number"), QLineEdit(), 6),
            ("kind", _("Kind"), _choice(event_words()), 7),
            ("on_day", _("Day"), DateField(self._today), 5),
            ("text", _("In words"), notes, 12),
            ("due_on", _("By the day"), DateField(self._today), 5),
            ("assignee", _("Who does it"), ChoiceField(((_("Anyone"), ""),)), 7),
            ("cents", _("Each time"), MoneyField(), 5),
            ("pace", _("How often"), _choice(pace_words()), 7),
            ("means", _("Paid by"), _choice(_standing_means()), 12),
            ("first_on", _("First time on"), DateField(self._today), 6),
            ("last_on", _("Last day (empty: no end)"), DateField(self._today), 6),
            ("cancelled_on", _("Cancelled on (empty: it holds)"), DateField(self._today), 12),
            ("suspended", _("Suspended: nothing is expected for now"), QCheckBox(), 12),
            (
                "proof_sha256",
                _("Proof, a document of the sheet"),
                ChoiceField(((_("None"), ""),)),
                12,
            ),
        )
        for name, label, field, span in offered:
            if name in wanted:
                self.form.add(name, label, field, span)

    def offer_assignees(self, names: Sequence[str]) -> None:
        """Offer these users, after anyone, where a task is given to somebody."""
        field = self.form.field("assignee")
        if isinstance(field, ChoiceField):
            field.offer(((_("Anyone"), ""), *((name, name) for name in names)))

    def offer_proofs(self, documents: Sequence[DonorDocument]) -> None:
        """Offer the documents of the sheet, after none, where something is proved."""
        field = self.form.field("proof_sha256")
        if isinstance(field, ChoiceField):
            field.offer(((_("None"), ""), *((one.name, one.sha256) for one in documents)))

    def begin(self, donor_id: int) -> None:
        """Start on a new line of the kind chosen."""
        self.what.setEnabled(True)
        self._show(blank(LineKind(self.what.currentData()), donor_id))

    def begin_with(self, detail: Typed) -> None:
        """Start on a new line that says something already."""
        self.what.setCurrentIndex(self.what.findData(kind_of(detail)))
        self.what.setEnabled(True)
        self._show(detail)

    def begin_edit(self, detail: Typed) -> None:
        """Start on a line on file; its kind stays."""
        self.what.setCurrentIndex(self.what.findData(kind_of(detail)))
        self.what.setEnabled(False)
        self._show(detail)

    def _change_kind(self) -> None:
        self._show(blank(LineKind(self.what.currentData()), self._detail.donor_id))

    def _show(self, detail: Typed) -> None:
        self._detail = detail
        self.bar.hide()
        shown = FIELDS[kind_of(detail)]
        for name in self.form.names[1:]:
            self.form.show_field(self.form.field(name), shown=name in shown)
        values = values_of(detail)
        if not detail.id:
            values |= {
                name: self._today()
                for name in ("on_day", "due_on", "first_on", "said_on")
                if name in values
            }
        blank_others = {
            "use": ContactUse.OTHER,
            "kind": EventKind.NOTE,
            "assignee": "",
            "pace": Pace.MONTHLY,
            "means": Means.TRANSFER,
            "way": AidWay.WRITTEN,
        }
        blank_others["country"] = current_home()
        for name in set(self.form.names[1:]) - set(shown):
            values[name] = blank_others.get(name)
        self._offer_unlisted(values.get("assignee"))
        if "country" in self.form.names:
            cast("CountryField", self.form.field("country")).hold(values["country"])
        self.form.fill(values)

    def _offer_unlisted(self, assignee: str | None) -> None:
        """Keep the name of somebody who no longer works here."""
        if assignee:
            field = self.form.field("assignee")
            if isinstance(field, ChoiceField) and field.findData(assignee) < 0:
                field.addItem(assignee, assignee)

    def focus_first(self) -> None:
        """Put the caret where typing begins: what it is, then what it says."""
        first = self.what if self.what.isEnabled() and self.what.count() > 1 else None
        (first or self.form.field(FIELDS[kind_of(self._detail)][0])).setFocus()

    def walked(self) -> Sequence[QWidget]:
        """Return what it is, then the fields of its kind."""
        return [self.form.field(name) for name in ("what", *FIELDS[kind_of(self._detail)])]

    def save(self) -> None:
        """Ask for the line to be written, when its fields can be read."""
        try:
            detail = with_values(self._detail, self.form.values())
        except Refused as refused:
            self.form.show_refusal(refused)
            return
        self.wanted.emit(detail)


def _standing_means() -> dict[Means, str]:
    words = means_words()
    return {means: words[means] for means in STANDING_MEANS}


def _choice(words: Mapping[Any, str]) -> ChoiceField:
    """Return a field that offers words for values."""
    return ChoiceField(tuple((text, value) for value, text in words.items()))
