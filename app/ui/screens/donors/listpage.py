# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page on which a list is made: its conditions, and the columns it shows."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from app.domain.donors import kind_words, wish_words
from app.domain.lists import COLUMNS, Condition, ListColumn, SavedList, told, trait_words
from app.domain.users import Permission, User
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.ui.kit.binding import Form
from app.ui.kit.fields import ChoiceField, DateField, MoneyField
from app.ui.kit.shortcuts import bind
from app.ui.kit.widgets import Bar, button, page_box, row, scrolling, text_label
from app.ui.screens.donors.listdraft import conditions_of, values_of


class ConditionFields(Form):
    """One field for each thing a list can ask; what is left empty asks nothing."""

    def __init__(self, today: Callable[[], date]) -> None:
        """Lay out the fields; ``today`` is what short days count from."""
        super().__init__()
        kinds = tuple((text, kind) for kind, text in kind_words().items())
        wishes = tuple((text, wish) for wish, text in wish_words().items())
        star = _("35* takes all that begins with 35.")
        self.add("city", _("&Town"), QLineEdit(), 4)
        self.add("postal_code", _("&Postal code"), QLineEdit(), 4, star)
        self.add("kind", _("Person or organisation"), ChoiceField((_ANY, *kinds)), 4)
        self.add("since", _("Last gift on this day or &since"), DateField(today), 6)
        self.add("before", _("Last gift &before"), DateField(today), 6)
        self.add("first", _("Gifts received from"), DateField(today), 6)
        self.add("last", _("until"), DateField(today), 6, _("Without a day: gifts of all years."))
        self.add("total_least", _("Gave in all, at least"), MoneyField(), 6)
        self.add("total_below", _("Gave in all, less than"), MoneyField(), 6)
        self.add("gifts_least", _("Number of gifts, at least"), QLineEdit(), 6)
        none = _("1 for those who gave nothing.")
        self.add("gifts_below", _("Number of gifts, fewer than"), QLineEdit(), 6, none)
        self.add("tag", _("&With the tag"), QLineEdit(), 4)
        self.add("no_tag", _("Without the tag"), QLineEdit(), 4)
        self.add("receipt", _("Tax receipt"), ChoiceField((_ANY, *wishes)), 4)
        for trait, (yes, no) in trait_words().items():
            choices = (_ANY, (yes.capitalize(), True), (no.capitalize(), False))
            self.add(trait, yes.capitalize(), ChoiceField(choices), 4)
        for name in self.names:
            self.field(name).setObjectName(f"list_{name}")


_ANY: tuple[str, object] = ("—", None)


class ColumnBoxes(Form):
    """A box for each column but the name, which every list shows."""

    def __init__(self) -> None:
        """Tick none yet."""
        super().__init__()
        for column, one in COLUMNS.items():
            if column is not ListColumn.NAME:
                self.add(column, _(one.title), QCheckBox(), 4)

    def show_columns(self, columns: Sequence[ListColumn]) -> None:
        """Tick these."""
        self.fill({name: name in columns for name in self.names})

    def chosen(self) -> tuple[ListColumn, ...]:
        """Return the columns ticked, the name first."""
        ticked = (ListColumn(name) for name, on in self.values().items() if on)
        return ListColumn.NAME, *ticked


class ListPage(QWidget):
    """Conditions above, columns below, and one act: show the list."""

    made = Signal(object)
    """Carries the list as a ``SavedList``; with a name when it is to be kept."""
    forget_wanted = Signal(object)
    """Carries the ``SavedList`` that is to be kept no longer."""
    left = Signal()

    def __init__(self, today: Callable[[], date], actor: User) -> None:
        """Lay out the page; ``begin`` fills it."""
        super().__init__()
        self._others: tuple[Condition, ...] = ()
        self._begun = SavedList()
        self.bar = Bar("info")
        self.fields = ConditionFields(today)
        self.boxes = ColumnBoxes()
        self.keep = Form()
        self.keep.add("name", _("&Name, to keep the list for everybody"), QLineEdit(), 6)
        self.forget = button(_("Keep it no longe&r"), self._forget, role="danger")
        self._may_keep = actor.may(Permission.DONORS_EDIT)
        self._forbid()
        self.act = button(_("Show the &list"), self._make, role="primary")
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 12, 0)
        inner.setSpacing(12)
        why = _("Every condition must hold; what is left empty asks nothing.")
        for part in (
            text_label(_("Conditions"), "heading"),
            text_label(why, "muted", wrap=True),
            self.fields,
            text_label(_("Columns"), "heading"),
            self.boxes,
            text_label(_("Kept by name"), "heading"),
            self.keep,
        ):
            inner.addWidget(part)
        inner.addLayout(row(self.forget, None))
        inner.addStretch()
        box = page_box(self)
        box.addWidget(text_label(_("A list of donors"), "title", wrap=True))
        box.addWidget(self.bar)
        box.addWidget(scrolling(body), 1)
        back = button(_("Go back"), self.left.emit)
        usual = button(_("&Empty the form"), lambda: self.begin(SavedList()))
        box.addLayout(row(None, back, usual, self.act))
        bind(self, "Ctrl+Return", self._make)

    def _forbid(self) -> None:
        if not self._may_keep:
            why = _("Your role does not let you keep lists: ask the treasurer.")
            self.keep.field("name").setEnabled(False)
            self.keep.field("name").setToolTip(why)
            self.keep.field("name").setAccessibleDescription(why)

    def begin(self, made: SavedList) -> None:
        """Show what the list is made by now."""
        self._begun = made
        values, self._others = values_of(made.conditions)
        self.fields.fill(values)
        self.boxes.show_columns(made.shown)
        self.keep.fill({"name": made.name})
        self.forget.setVisible(bool(made.id) and self._may_keep)
        self.bar.hide()
        if self._others:
            message = _("Asked besides, and kept: {conditions}")
            self.bar.tell(message.format(conditions=told(self._others)))

    def focus_first(self) -> None:
        """Put the caret in the first field."""
        self.fields.field("city").setFocus()

    def _make(self) -> None:
        try:
            conditions = (*conditions_of(self.fields.values()), *self._others)
        except Refused as refused:
            self.fields.show_refusal(refused)
            return
        made = SavedList(
            name=str(self.keep.values()["name"]),
            written="\n".join(condition.written for condition in conditions),
            columns=",".join(self.boxes.chosen()),
            sort=self._begun.sort,
            descending=self._begun.descending,
        )
        self.made.emit(made)

    def _forget(self) -> None:
        self.forget_wanted.emit(self._begun)
