# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The strips that ask for what an act on a list needs: labels, a workbook, a tag, a call list."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy

from app.domain.calls import reason_words
from app.domain.consents import PURPOSES, purpose_words
from app.domain.exports import Conventions
from app.domain.lists.labels import USUAL_SHEET, label_sheets
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.kernel.problem import Problem
from app.ui.kit.binding import Form
from app.ui.kit.fields import ChoiceField, DateField
from app.ui.kit.widgets import Card, button, row, text_label

_LEAST_LETTERS = 16
"""Of the name of a sheet of labels that must be seen where letters are large."""


def _purpose_field() -> ChoiceField:
    """Offer what a list is for; soliciting first, since it leaves out those opposed."""
    words = purpose_words()
    offered = tuple((words[purpose], purpose) for purpose in PURPOSES)
    return ChoiceField((*offered, (_("Accounts, receipts, what the law asks"), None)))


class LabelFields(Form):
    """What labels are for, on which sheets, from which label on."""

    def __init__(self, today: date) -> None:
        """Propose the usual sheet, from its first label."""
        super().__init__()
        sheets = tuple((sheet.words, sheet.code) for sheet in label_sheets(today))
        self.add("purpose", _("What it is for"), _purpose_field(), 12)
        offered = ChoiceField(sheets)
        offered.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        offered.setMinimumContentsLength(_LEAST_LETTERS)
        self.add("sheet", _("Sheets of labels"), offered, 7)
        self.add("first", _("First free label, row by row"), QLineEdit(), 5)
        self.fill({"sheet": USUAL_SHEET, "first": "1"})

    def first(self) -> int:
        """Return the first free label.

        Raises:
            Refused: When it is no whole number.
        """
        text = str(self.values()["first"])
        if text.isascii() and text.isdecimal():
            return int(text)
        message = _("“{text}” is no label of a sheet: type 1 for the first.")
        raise Refused("labels.first", message.format(text=text), "first")


class PurposeFields(Form):
    """What a workbook or a printed list is for."""

    def __init__(self) -> None:
        """Propose soliciting, which leaves out those opposed."""
        super().__init__()
        self.add("purpose", _("What it is for"), _purpose_field(), 6)


class WorkbookFields(PurposeFields):
    """What a workbook is for, in which columns, and how it is written when it is a text table."""

    def __init__(self) -> None:
        """Propose the columns the list shows, and the conventions of the language."""
        super().__init__()
        self.columns = ChoiceField()
        self.columns.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.columns.setMinimumContentsLength(_LEAST_LETTERS)
        self.offer_models(())
        self.add("model", _("In which columns"), self.columns, 6)
        words = (
            (_("CSV, French (semicolons, 1,50)"), Conventions.FRENCH),
            (_("CSV, international (commas, 1.50)"), Conventions.INTERNATIONAL),
        )
        self.add("conventions", _("If it is a text table"), ChoiceField(words), 6)
        self.fill({"conventions": Conventions.here()})

    def offer_models(self, names: Sequence[str]) -> None:
        """Offer the models of the export of donors, after the columns shown."""
        self.columns.offer(((_("Those the list shows"), ""), *((name, name) for name in names)))


class TagFields(Form):
    """The word of a tag."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.add("name", _("Word of the tag"), QLineEdit(), 6)


class TaskFields(Form):
    """What is to be done for each donor, by when, by whom."""

    def __init__(self, today: Callable[[], date]) -> None:
        """Start empty, due today, for anyone."""
        super().__init__()
        text = QLineEdit()
        text.setPlaceholderText(_("To thank, to call, to remind…"))
        self.add("text", _("What is to be done"), text, 12)
        self.add("due_on", _("By the day"), DateField(today), 6)
        self.add("assignee", _("Who does it"), ChoiceField(((_("Anyone"), ""),)), 6)
        self.fill({"due_on": today()})

    def offer_people(self, names: Sequence[str]) -> None:
        """Offer those who open the dossier."""
        people = tuple((name, name) for name in names)
        field = self.field("assignee")
        if isinstance(field, ChoiceField):
            field.offer(((_("Anyone"), ""), *people))


class CallFields(Form):
    """The name of a list of donors to call, and what for."""

    def __init__(self) -> None:
        """Start without a name, to thank."""
        super().__init__()
        reasons = tuple((words, reason) for reason, words in reason_words().items())
        self.add("name", _("Name of the call list"), QLineEdit(), 7)
        self.add("reason", _("Reason"), ChoiceField(reasons), 5)


class Strip(Card):
    """A form with its verbs, above the list; Escape puts it away."""

    left = Signal()

    def __init__(
        self,
        title: str,
        fields: Form,
        verbs: Sequence[tuple[str, Callable[[], object]]],
        warning: str = "",
    ) -> None:
        """Stay hidden until ``begin``; the first verb is Enter's."""
        super().__init__()
        self.fields = fields
        self._title = title
        # It is never pressed together: the page scrolls instead.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.title = text_label(role="heading", wrap=True)
        self.buttons = [
            button(text, act, role="" if place else "primary")
            for place, (text, act) in enumerate(verbs)
        ]
        self.box.addWidget(self.title)
        self.box.addWidget(fields)
        if warning:
            self.box.addWidget(text_label(warning, "muted", wrap=True))
        self.box.addLayout(row(None, button(_("Go back"), self.leave), *reversed(self.buttons)))
        self.hide()

    def begin(self, count: str) -> None:
        """Show the fields; ``count`` says how many donors the act is about."""
        self.title.setText(self._title.format(donors=count))
        self.fields.show_problems(())
        self.show()
        self.fields.fields[0].setFocus()

    def refuse(self, error: OboleError) -> None:
        """Paint a refusal at its field, or at the first when it belongs to none."""
        if not self.fields.show_refusal(error):
            name = self.fields.names[0]
            self.fields.show_problems([Problem(name, "list.act", error.message)])

    def leave(self) -> None:
        """Put it away."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on Enter, leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.buttons[0].click()
        else:
            super().keyPressEvent(event)
