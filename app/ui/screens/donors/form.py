# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page to create a donor, or to change one: each field is saved as it is left."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.donors import Donor
from app.kernel.errors import Conflict, OboleError, Refused
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, button, page_box, row, scrolling, text_label
from app.ui.screens.donors import draft
from app.ui.screens.donors.envelope import EnvelopePreview
from app.ui.screens.donors.fields import DonorFields
from app.ui.screens.donors.look_alikes import TAKING_KEYS, LookAlikesStrip
from app.ui.screens.donors.session import FormSession
from app.usecases.donors import CreateDonor, EditDonor, ShowDonor
from app.usecases.duplicates import LookAlike, LookAlikes

_NARROW = 900
"""Logical pixels, at the size of the text, under which fields and envelope stand in one column."""


class DonorFormPage(QWidget):
    """The form, the envelope it makes, and who on file looks alike."""

    done = Signal(int)
    """The person is through; carries the donor's id, 0 when none was made."""
    show_donor = Signal(int)
    """The person would rather see this donor, who looks alike."""

    def __init__(self, services: Services) -> None:
        """Lay out the page; ``begin`` fills it."""
        super().__init__()
        self._services = services
        self._session = FormSession(Donor())
        self._asked = 0
        self._alikes: Sequence[LookAlike] = ()
        self._warned = False
        self.title = text_label(role="title", wrap=True)
        self.bar = Bar("error")
        self.fields = DonorFields(services.office.clock.today)
        self.envelope = EnvelopePreview()
        self.strip = LookAlikesStrip(self.show_donor.emit)
        self.status = text_label(role="muted")
        self.undo_button = button(_("Undo (Ctrl+Z)"), self._undo, icon_name="undo")
        self.back_button = button(_("Go back"), self.leave)
        self.act = button("", self._act, role="primary")
        self._lay_out()
        self.fields.edited.connect(self._typed)
        self._save_on_leaving()
        bind(self, "Ctrl+Return", self._act)
        bind(self, "Ctrl+Z", self._undo)
        for place, key in enumerate(TAKING_KEYS):
            bind(self, key, partial(self.strip.take, place))

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.addWidget(self.envelope)
        side.addWidget(self.strip)
        side.addStretch()
        left = QVBoxLayout()
        left.addWidget(self.fields)
        left.addStretch()
        body = QWidget()
        self._middle = QHBoxLayout(body)
        self._middle.setContentsMargins(0, 0, 12, 0)
        self._middle.setSpacing(24)
        self._middle.addLayout(left, 1)
        self._middle.addLayout(side)
        box = page_box(self)
        box.addWidget(self.title)
        box.addWidget(self.bar)
        box.addWidget(scrolling(body), 1)
        box.addLayout(row(self.status, None, self.undo_button, self.back_button, self.act))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the envelope under the fields where there is no room beside them."""
        super().resizeEvent(event)
        narrow = self.width() < theme_of().px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._middle.setDirection(way)

    def begin(self, donor: Donor) -> None:
        """Start on a donor; a new one has the id 0."""
        self._session = FormSession(donor)
        self.bar.hide()
        self.status.setText("")
        self.fields.show_donor(donor)
        self._show_state()
        self._look_around()

    def focus_first(self) -> None:
        """Put the caret in the name."""
        name = "organisation_name" if self._session.typed.organisation_name else "last_name"
        self.fields.field(name).setFocus()

    def leave(self) -> None:
        """Save what can be saved and go back to the list."""
        self._save()
        self.done.emit(self._session.saved.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter walks through the fields, and creates the donor after the last."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            if focused is not None:
                focused.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _save_on_leaving(self) -> None:
        for name in self.fields.names:
            field = self.fields.field(name)
            if isinstance(field, QLineEdit):
                field.editingFinished.connect(self._save)
            elif isinstance(field, QComboBox):
                field.activated.connect(lambda _index: self._save())

    def _show_state(self) -> None:
        session = self._session
        new = session.is_new
        self.title.setText(_("New donor") if new else session.saved.display_name)
        self.undo_button.setVisible(not new)
        self.undo_button.setEnabled(session.can_undo)
        self.undo_button.setToolTip("" if session.can_undo else _("Nothing was changed yet."))
        self.back_button.setVisible(new)
        strong = new and any(alike.strong for alike in self._alikes)
        create = _("Create anyway") if strong else _("Create the donor")
        self.act.setText(create if new else _("Done"))
        self.envelope.show_lines([line for _name, line in draft.envelope(session.typed)])

    def _typed(self) -> None:
        """Check what stands in the fields, without moving the caret."""
        try:
            self._session.type(self.fields.donor_from(self._session.typed))
        except Refused:
            return
        self._warned = False
        self.fields.show_problems(self._session.shown_problems(), focus=False)
        self._show_state()
        self._look_around()

    def _look_around(self) -> None:
        """Ask who on file looks alike; late answers to earlier letters are dropped."""
        self._asked += 1
        asked = self._asked
        if not self._session.is_new:
            self._take_alikes(asked, ())
            return
        question = LookAlikes(self._session.typed)
        self._services.jobs.read(
            question, lambda found: self._take_alikes(asked, found), owner=self
        )

    def _take_alikes(self, asked: int, found: Sequence[LookAlike]) -> None:
        if asked == self._asked:
            self._alikes = found
            self.strip.show_alikes(found)
            self._show_state()

    def _act(self) -> None:
        if not self._session.is_new:
            self.leave()
            return
        if self._is_unreadable() or self.fields.show_problems(self._session.problems()):
            return
        strong = next((alike for alike in self._alikes if alike.strong), None)
        if strong is not None and not self._warned:
            self._warned = True
            message = _("{donor} looks like the same person: choose it, or create anyway.")
            self.bar.tell(message.format(donor=strong.line.name), "warning")
            say(self, self.bar.label.text(), urgent=True)
            self.act.setFocus()
            return
        donor = self._session.begin_save()
        if donor is not None:
            command = CreateDonor(donor)
            self._services.jobs.write(command, self._created, self._not_saved, owner=self)

    def _is_unreadable(self) -> bool:
        try:
            self._session.type(self.fields.donor_from(self._session.typed))
        except Refused as refused:
            self.fields.show_refusal(refused)
            return True
        return False

    def _created(self, donor: Donor) -> None:
        self._session.was_saved(donor)
        text = _("{donor} is on file under no. {number}.")
        self._services.toast.tell(text.format(donor=donor.display_name, number=donor.number_text))
        self.done.emit(donor.id)

    def _save(self) -> None:
        """Write the record if it changed and is sound; a new donor waits for the button."""
        if self._session.is_new or self._is_unreadable():
            return
        donor = self._session.begin_save()
        if donor is not None:
            command = EditDonor(donor)
            self._services.jobs.write(command, self._saved, self._not_saved, owner=self)

    def _saved(self, donor: Donor) -> None:
        undone = self._session.was_saved(donor)
        if undone:
            self.fields.show_donor(self._session.typed)
        now = self._services.office.clock.now().astimezone()
        self.status.setText(_("Saved at {time}").format(time=now.strftime("%H:%M:%S")))
        self.bar.hide()
        self._show_state()
        self._save()

    def _not_saved(self, error: OboleError) -> None:
        self._session.was_refused()
        if isinstance(error, Conflict):
            self.bar.tell(error.message, "error", _("Reopen the record"), self._reopen)
        elif not self.fields.show_refusal(error):
            self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)

    def _reopen(self) -> None:
        question = ShowDonor(self._session.saved.id)
        self._services.jobs.read(question, lambda sheet: self.begin(sheet.donor), owner=self)

    def _undo(self) -> None:
        donor = self._session.begin_undo()
        if donor is not None:
            command = EditDonor(donor)
            self._services.jobs.write(command, self._saved, self._not_saved, owner=self)
