# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet beside the list: who the donor is, what was given, what changed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QTabWidget, QToolButton, QVBoxLayout, QWidget

from app.domain.donors import Donor, erased_words, number_text
from app.domain.users import Permission
from app.kernel.i18n import _, ngettext
from app.ui.kit import papers
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import Bar, Pill, button, row, scrolling, text_label
from app.ui.screens.donors import presenter
from app.ui.screens.donors.columns import GIFT_COLUMNS, HISTORY_COLUMNS, RECEIPT_COLUMNS
from app.ui.screens.donors.drafting import REACHED
from app.ui.screens.donors.follow import FollowPane
from app.ui.screens.donors.household import HouseholdPane
from app.ui.screens.donors.lines import LinesPane
from app.ui.screens.donors.privacy import PrivacyPane
from app.usecases.donors import DonorSheet, Moment
from app.usecases.letters.runs import ReadLetter
from app.usecases.ports.receipts import RegisterLine


class SheetPane(QWidget):
    """Shows one donor.

    Args:
        services: To write; without the right to edit, buttons say why they are greyed.
        edit: Called when the person wants to change the record.
    """

    receipt_wanted = Signal(str)
    """Enter on a receipt: carries its number."""
    archive_wanted = Signal()
    """The donor goes to the archive, or comes back."""
    donor_wanted = Signal(int)
    """Another sheet is to be shown: carries the donor's id."""
    forget_wanted = Signal()
    """The accounts that cheque readers know the donor by are to be forgotten."""

    def __init__(self, services: Services, edit: Callable[[], None]) -> None:
        """Draw an empty sheet."""
        super().__init__()
        self.name = text_label(role="heading", wrap=True)
        self.number = _selectable("muted")
        self.tags = _selectable("muted")
        self.state = Pill()
        self.address = _selectable()
        self.contact = _selectable()
        self.habit = text_label(role="muted", wrap=True)
        self.summary = text_label(wrap=True)
        self.warning = Bar("warning")
        self.edit_button = button(_("&Edit (F2)"), edit, icon_name="edit")
        self.accounts = text_label(role="muted", wrap=True)
        self.forget_button = button(_("Fo&rget"), self.forget_wanted.emit, role="quiet")
        self.archive_button = button(_("Archi&ve"), self.archive_wanted.emit, role="quiet")
        self._services = services
        self.gifts = RowsTable(GIFT_COLUMNS, _("Gifts of the donor"))
        self.receipts = RowsTable(RECEIPT_COLUMNS, _("Tax receipts of the donor"))
        self.receipts.opened.connect(self._open_receipt)
        self.reached = LinesPane(services, REACHED, _("Where the donor is reached"), "sheetReached")
        self.followed = FollowPane(services)
        self.household = HouseholdPane(services)
        self.household.opened.connect(self.donor_wanted)
        self.household.told.connect(self._show_household)
        self.lives_with = text_label(wrap=True)
        self.privacy = PrivacyPane(services)
        self.history = RowsTable(HISTORY_COLUMNS, _("Everything that happened with the donor"))
        self.change = text_label(role="muted", wrap=True)
        self.history.moved.connect(self._tell_change)
        self.history.opened.connect(self._open_letter)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Parts of the sheet"))
        self.tabs.setDocumentMode(True)
        self._grey_edit(None)
        self._lay_out()

    def _grey_edit(self, donor: Donor | None) -> None:
        """Grey what the role, or an erasure, forbids, and say why."""
        why = erased_words(donor.erased_on) if donor and donor.erased_on else ""
        if not self._services.office.actor.may(Permission.DONORS_EDIT):
            why = _(
                "Your role does not let you change donors: ask the treasurer or the administrator."
            )
        for one in (self.edit_button, self.archive_button):
            one.setEnabled(not why)
            one.setToolTip(why)
            one.setAccessibleDescription(why)

    def _lay_out(self) -> None:
        inner = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 0, 0, 0)
        whole.addWidget(scrolling(inner))  # large text leaves no room for both head and tabs
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(row(self.name, None, self.archive_button, self.edit_button))
        box.addLayout(row(self.number, self.state, None))
        head = (self.tags, self.address, self.contact, self.lives_with, self.habit)
        for part in (*head, self.warning, self.summary):
            box.addWidget(part)
        box.addLayout(row(self.accounts, self.forget_button, None))
        box.addSpacing(4)
        box.addWidget(self.tabs, 1)
        self.tabs.addTab(self.gifts, _("Gifts"))
        self.tabs.addTab(self.receipts, _("Receipts"))
        self.tabs.addTab(self.reached, _("Contact"))
        self.tabs.addTab(self.followed, _("Follow-up"))
        self.tabs.addTab(self.household, _("Household"))
        past = QWidget()
        column = QVBoxLayout(past)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.history, 1)
        column.addWidget(self.change)
        self.tabs.addTab(past, _("History"))
        self.tabs.addTab(self.privacy, _("Privacy"))
        for scroll in self.tabs.tabBar().findChildren(QToolButton):
            # The arrow keys go from tab to tab: Tab goes on to the part itself.
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_part(self, part: str) -> None:
        """Show a part of the sheet by its name."""
        parts: dict[str, QWidget] = {
            "reached": self.reached,
            "followed": self.followed,
            "household": self.household,
            "privacy": self.privacy,
        }
        self.tabs.setCurrentWidget(parts.get(part, self.gifts))

    def show_timeline(self, moments: Sequence[Moment]) -> None:
        """Show everything that happened with the donor, the newest first."""
        self.history.set_rows(moments)
        self._tell_change()

    def show_receipts(self, receipts: Sequence[RegisterLine]) -> None:
        """Show the donor's receipts, the cancelled ones too."""
        self.receipts.set_rows(receipts)

    def step_back(self) -> bool:
        """Leave the line being typed; False when none is."""
        shown = self.tabs.currentWidget()
        return isinstance(shown, LinesPane | HouseholdPane) and shown.step_back()

    def _open_letter(self) -> None:
        """Show the pages of a letter, as it was made."""
        moment = self.history.current()
        if moment is not None and moment.letter_id:
            self._services.jobs.read(
                ReadLetter(moment.letter_id),
                lambda body: papers.show_pdf(self, body, _("letter")),
                owner=self,
            )

    def _open_receipt(self) -> None:
        line = self.receipts.current()
        if line is not None:
            self.receipt_wanted.emit(line.number)

    def show_sheet(self, sheet: DonorSheet) -> None:
        """Show a donor."""
        donor = sheet.donor
        self._grey_edit(donor)
        self.name.setText(donor.display_name)
        self.number.setText(_("no. {number}").format(number=number_text(donor.number)))
        state = presenter.state(sheet.line)
        self.state.show_state(state, "neutral" if presenter.is_gone(sheet.line) else "warning")
        self.tags.setText(" · ".join(tag.name for tag in sheet.details.tags))
        self.tags.setVisible(bool(sheet.details.tags))
        self.address.setText(presenter.address_text(sheet))
        self.contact.setText(presenter.contact(donor))
        self.contact.setVisible(bool(presenter.contact(donor)))
        habit = _("Tax receipt: {habit}").format(habit=presenter.receipt_habit(donor))
        self.habit.setText("\n".join(filter(None, (habit, presenter.known_by(donor)))))
        self.summary.setText(presenter.gifts_summary(sheet.line))
        self._show_accounts(sheet.accounts)
        found = presenter.warnings(donor, sheet.returned, sheet.details.consents)
        self.warning.setVisible(bool(found))
        if found:
            self.warning.tell(" ".join(found))
        self.gifts.set_rows(sheet.gifts)
        self.reached.show_lines(donor.id, presenter.reached_lines(sheet.details))
        self.followed.show_lines(donor.id, presenter.followed_lines(sheet.details))
        self.household.show_donor(donor.id)
        self.privacy.show_said(donor.id, donor.number_text, sheet.details)
        self.archive_button.setText(_("Bring &back") if donor.archived_on else _("Archi&ve"))

    def _show_household(self, told: str) -> None:
        self.lives_with.setText(told)
        self.lives_with.setVisible(bool(told))

    def _show_accounts(self, count: int) -> None:
        told = ngettext("{count} cheque account known", "{count} cheque accounts known", count)
        self.accounts.setText(told.format(count=count))
        self.accounts.setVisible(bool(count))
        self.forget_button.setVisible(bool(count))
        self.forget_button.setAccessibleName(_("Forget the cheque accounts of this donor"))

    def _tell_change(self) -> None:
        """Say the current change in full under the table."""
        shown = self.history.current()
        self.change.setText(shown.sentence if shown else "")
        self.change.setVisible(shown is not None)


def _selectable(role: str = "") -> QLabel:
    """Return a label whose text can be copied with the mouse; Tab goes past it."""
    made = text_label(role=role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
