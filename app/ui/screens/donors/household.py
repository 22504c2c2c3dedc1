# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""With whom a donor lives and is taxed, since when; who is receipted follows from it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.households import HouseholdMember, bond_words
from app.domain.users import Permission
from app.kernel.formats import format_day
from app.kernel.i18n import N_, _
from app.ui.kit.flow import Flow
from app.ui.kit.lines import Column, Mark
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import button, text_label
from app.ui.screens.donors.callform import CallForm
from app.ui.screens.donors.memberform import MemberForm
from app.usecases.households import (
    CallHousehold,
    EditMember,
    HouseholdWords,
    JoinHousehold,
    MemberLine,
    RemoveMember,
    ShowHouseholds,
    ShowHouseholdWords,
)
from app.usecases.ports.people import DonorLine

_TABLE_HEIGHT = 132


def _receipts(one: MemberLine) -> str:
    return _("together") if one.member.joint else _("apart")


def _mark(one: MemberLine) -> Mark:
    return Mark.MUTED if one.member.left_on or one.line.deceased_on else Mark.PLAIN


def _days(one: MemberLine) -> str:
    """Tell the day that counts most; the line in full stands under the table."""
    if one.line.deceased_on:
        return f"† {format_day(one.line.deceased_on)}"
    if one.member.left_on:
        return f"→ {format_day(one.member.left_on)}"
    return f"{format_day(one.member.joined_on)} →" if one.member.joined_on else ""


COLUMNS: tuple[Column[MemberLine], ...] = (
    Column("name", N_("Member"), lambda one: one.line.name, mark=_mark),
    Column("bond", N_("Bond"), lambda one: bond_words()[one.member.bond], 18, spare=2, mark=_mark),
    Column("receipts", N_("Receipts"), _receipts, 9, mark=_mark),
    Column("when", N_("When"), _days, 13, spare=1, mark=_mark),
)


class HouseholdPane(QStackedWidget):
    """The members of a donor's household, and the form to note one.

    Args:
        services: To read, to write, and to tell.
    """

    opened = Signal(int)
    """Enter on somebody: carries the donor's id."""
    told = Signal(str)
    """With whom the donor lives now, in a sentence; empty alone."""

    def __init__(self, services: Services) -> None:
        """Show nobody yet."""
        super().__init__()
        self._services = services
        self.donor_id = 0
        self.members: Sequence[MemberLine] = ()
        self.words: HouseholdWords | None = None
        self.table: RowsTable[MemberLine] = RowsTable(COLUMNS, _("Household of the donor"))
        self.table.setObjectName("sheetHouseholdTable")
        self.table.setMinimumHeight(theme_of().px(_TABLE_HEIGHT))
        self.rule = text_label(
            _(
                "Those taxed together have one receipt in both names, for what each gave while it "
                "was so. A death ends it; note a separation with its day."
            ),
            "muted",
            wrap=True,
        )
        self.whole = text_label(role="muted", wrap=True)
        self.called = text_label(wrap=True)
        self.add_button = button(_("Add a &person"), self.begin, icon_name="plus")
        self.add_button.setObjectName("sheetHouseholdAdd")
        self.edit_button = button(_("&Change"), self.edit)
        self.remove_button = button(_("Ta&ke off"), self.remove)
        self.call_button = button(_("Name and greeting"), self.begin_call)
        self.form = MemberForm(services)
        self.call_form = CallForm()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rule)
        column.addWidget(self.table, 1)
        column.addWidget(self.whole)
        column.addWidget(self.called)
        acts = (self.add_button, self.edit_button, self.remove_button, self.call_button)
        column.addLayout(Flow(*acts))
        for part in (page, self.form, self.call_form):
            self.addWidget(part)

    def _connect(self) -> None:
        self.table.opened.connect(self._open)
        self.table.moved.connect(self._tell_current)
        bind(self.table, "Del", self.remove, Qt.ShortcutContext.WidgetShortcut)
        self.form.left.connect(self.step_back)
        self.form.join_wanted.connect(self._join)
        self.form.edit_wanted.connect(self._write)
        self.call_form.left.connect(self.step_back)
        self.call_form.wanted.connect(self._call)
        rooms = ("households", "household_names", "donors")
        self._services.feed.watch(self, rooms, lambda _changes: self.reload())
        if not self._services.office.actor.may(Permission.DONORS_EDIT):
            why = _(
                "Your role does not let you change donors: ask the treasurer or the administrator."
            )
            self.add_button.setEnabled(False)
            self.add_button.setToolTip(why)
            self.add_button.setAccessibleDescription(why)

    def show_donor(self, donor_id: int) -> None:
        """Show with whom a donor lives; what is being typed for another one is left."""
        if donor_id != self.donor_id:
            self.donor_id = donor_id
            self.setCurrentIndex(0)
            self._show(())
            self._show_words(None)
        self.reload()

    def reload(self) -> None:
        """Read the household again."""
        if self.donor_id:
            asked = self.donor_id
            self._services.jobs.read(
                ShowHouseholds(asked), lambda found: self._take(asked, found), owner=self
            )
            self._services.jobs.read(
                ShowHouseholdWords(asked), lambda words: self._take_words(asked, words), owner=self
            )

    def _take(self, asked: int, found: Sequence[MemberLine]) -> None:
        if asked == self.donor_id:
            self._show(found)

    def _take_words(self, asked: int, words: HouseholdWords | None) -> None:
        if asked == self.donor_id:
            self._show_words(words)

    def _show_words(self, words: HouseholdWords | None) -> None:
        """Tell how mail addresses the couple of today, if there is one."""
        self.words = words
        if words is not None:
            name = _("On envelopes: {name}").format(name=words.called.name)
            greeting = _("Letters begin: {greeting}").format(greeting=words.called.greeting)
            self.called.setText(f"{name}\n{greeting}")
        self.called.setVisible(words is not None)
        self.call_button.setVisible(words is not None and self.add_button.isEnabled())

    def _show(self, members: Sequence[MemberLine]) -> None:
        self.members = members
        self.table.set_rows(members)
        self.rule.setVisible(not members)
        self._tell_current()
        self.told.emit(self._sentence())

    def _sentence(self) -> str:
        today = self._services.office.clock.today()
        here = [one for one in self.members if one.member.holds(today) and not one.line.deceased_on]
        own = [one for one in here if one.line.id == self.donor_id]
        others = [
            one
            for one in here
            if own
            and one.line.id != self.donor_id
            and one.member.household_id == own[0].member.household_id
        ]
        if not others:
            return ""
        told = ", ".join(
            _("{name} (taxed together)").format(name=one.line.name)
            if one.member.joint and own[0].member.joint
            else one.line.name
            for one in others
        )
        return _("Lives with {names}").format(names=told)

    def begin(self) -> None:
        """Note somebody the donor lives with."""
        if self.add_button.isEnabled() and self.donor_id:
            self.form.begin()
            self._open_form()

    def edit(self) -> None:
        """Change the days or the bond of the current person."""
        one = self.table.current()
        if one is not None and self.add_button.isEnabled():
            self.form.begin_edit(one)
            self._open_form()

    def begin_call(self) -> None:
        """Type how mail addresses the couple."""
        if self.words is not None:
            self.setCurrentWidget(self.call_form)
            self.call_form.begin(self.words)

    def _call(self, version: int, name: str, greeting: str) -> None:
        command = CallHousehold(self.donor_id, version, name, greeting)
        self._services.jobs.write(
            command, lambda _made: self._called(), self.call_form.refuse, owner=self
        )

    def _called(self) -> None:
        self.step_back()
        self._services.toast.tell(_("Saved: how mail addresses the household"))

    def _open_form(self) -> None:
        self.setCurrentWidget(self.form)
        self.form.focus_first()

    def step_back(self) -> bool:
        """Leave the form for the table; False when the table is shown."""
        if self.currentIndex() == 0:
            return False
        self.setCurrentIndex(0)
        self.table.setFocus()
        return True

    def _join(self, line: DonorLine, member: HouseholdMember) -> None:
        command = JoinHousehold(line.id, self.donor_id, member.bond, member.joint, member.joined_on)
        self._services.jobs.write(
            command, lambda _made: self._written(line.name), self.form.refuse, owner=self
        )

    def _write(self, member: HouseholdMember, name: str) -> None:
        self._services.jobs.write(
            EditMember(member), lambda _made: self._written(name), self.form.refuse, owner=self
        )

    def _written(self, name: str) -> None:
        self.step_back()
        self._services.toast.tell(_("Household saved: {name}").format(name=name))

    def remove(self) -> None:
        """Take off what was noted by mistake; it can be put back at once."""
        one = self.table.current()
        if one is None or not self.add_button.isEnabled():
            return
        member, name = one.member, one.line.name
        others = [
            other.line.id
            for other in self.members
            if other.member.household_id == member.household_id and other.line.id != one.line.id
        ]

        def put_back() -> None:
            again = JoinHousehold(
                *(one.line.id, others[0], member.bond, member.joint),
                *(member.joined_on, member.left_on),
            )
            self._services.jobs.write(again, owner=self)

        told = _("Taken off the household: {name}").format(name=name)
        self._services.jobs.write(
            RemoveMember(member),
            lambda _gone: self._services.toast.tell(told, put_back if others else None),
            owner=self,
        )

    def _open(self) -> None:
        one = self.table.current()
        if one is not None and one.line.id != self.donor_id:
            self.opened.emit(one.line.id)

    def _tell_current(self) -> None:
        one = self.table.current()
        told = (bond_words()[one.member.bond], one.when) if one is not None else ()
        self.whole.setText(" · ".join(part for part in told if part))
        self.whole.setVisible(bool(told))
        able = one is not None and self.add_button.isEnabled()
        why = "" if able else self.add_button.toolTip() or _("Choose a line of the table first.")
        for act in (self.edit_button, self.remove_button):
            act.setEnabled(able)
            act.setToolTip(why)
            act.setAccessibleDescription(why)
