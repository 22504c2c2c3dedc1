# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new donor without leaving the line: three rows in the place of the pins."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.addresses import Address, towns_of
from app.domain.donors import USUAL_TITLES, Donor, DonorKind, check_donor
from app.kernel.i18n import _
from app.kernel.problem import Severity
from app.ui.kit.announce import say
from app.ui.kit.fields import ChoiceField, ProposalField
from app.ui.kit.screen import Services
from app.ui.kit.towns import TownProposals
from app.ui.kit.widgets import Bar, Card, button, text_label
from app.ui.screens.batches.patient import ENTERS
from app.ui.screens.batches.presenter import look_alike_text, name_parts
from app.usecases.donors import CreateDonor
from app.usecases.duplicates import LookAlike, LookAlikes

_TAKES = {Qt.Key.Key_F7: 0, Qt.Key.Key_F8: 1}
_PAUSE_MS = 150
_PLACES = {
    "kind": (0, 0, 1), "civility": (0, 1, 1), "last_name": (0, 2, 2), "first_name": (0, 4, 2),
    "street": (0, 6, 3), "postal_code": (1, 0, 1), "city": (1, 1, 2), "complement": (1, 3, 1),
    "email": (1, 4, 2), "phone": (1, 6, 2),
}  # fmt: skip


class NewDonorPanel(Card):
    """The smallest sheet a receipt needs, with who on file looks like it."""

    created = Signal(int)
    """A donor stands on file: the id, of a new one or of the one that was taken instead."""

    def __init__(self, services: Services) -> None:
        """Stay hidden until ``start``."""
        super().__init__()
        self.setObjectName("newDonor")
        self._services = services
        self._alikes: Sequence[LookAlike] = ()
        self._warned = False
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(_PAUSE_MS)
        self._asking.timeout.connect(self._ask)
        self.kind = ChoiceField(
            ((_("Person"), DonorKind.PERSON), (_("Organisation"), DonorKind.ORGANISATION))
        )
        self.edits = {name: QLineEdit() for name in _PLACES if name != "kind"}
        self.civility = self.edits["civility"] = ProposalField(USUAL_TITLES)
        self._make = button(_("Create and go o&n"), self._create, role="primary")
        self._takes = (
            button("", lambda: self._take(0), role="quiet"),
            button("", lambda: self._take(1), role="quiet"),
        )
        self._problem = Bar("error")
        TownProposals(self.edits["postal_code"], self.edits["city"], towns_of)
        self._lay_out()
        self.kind.activated.connect(lambda _index: self._show_kind())
        for edit in self.edits.values():
            edit.textEdited.connect(lambda _text: self._edited())
        self.hide()

    def _lay_out(self) -> None:
        names = {
            "kind": _("Type"), "civility": _("Title"), "last_name": _("Family name"),
            "first_name": _("First name"), "street": _("Number and street"),
            "postal_code": _("Postal code"), "city": _("City"), "complement": _("Complement"),
            "email": _("E-mail"), "phone": _("Telephone"),
        }  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for name, (line, column, span) in _PLACES.items():
            field = self._field(name)
            field.setAccessibleName(names[name])
            field.setMinimumWidth(60)
            title = text_label(names[name], "label")
            title.setBuddy(field)
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(title)
            cell.addWidget(field)
            grid.addLayout(cell, line, column, 1, span)
        grid.addWidget(self._make, 1, 8, Qt.AlignmentFlag.AlignBottom)
        for column in range(2, 9):
            grid.setColumnStretch(column, 1)
        self.box.setContentsMargins(12, 8, 12, 8)
        self.box.addLayout(grid)
        self.box.addWidget(self._problem)
        for take in self._takes:
            self.box.addWidget(take, 0, Qt.AlignmentFlag.AlignLeft)

    def _field(self, name: str) -> QWidget:
        return self.kind if name == "kind" else self.edits[name]

    def start(self, text: str) -> None:
        """Begin with what was typed in the finder."""
        for edit in self.edits.values():
            edit.clear()
        self.kind.setCurrentIndex(0)
        last, first = name_parts(text)
        self.edits["last_name"].setText(last)
        self.edits["first_name"].setText(first)
        self._show_kind()
        self._problem.hide()
        self._show_alikes(())
        self.show()
        self.edits["first_name" if last and not first else "last_name"].setFocus()
        self._edited()

    def _show_kind(self) -> None:
        person = self._kind() is DonorKind.PERSON
        self.civility.setEnabled(person)
        self.edits["first_name"].setEnabled(person)

    def _edited(self) -> None:
        self._warned = False
        self._make.setText(_("Create and go o&n"))
        self._asking.start()

    def _ask(self) -> None:
        donor = self._donor()
        self._services.jobs.read(LookAlikes(donor, limit=2), self._show_alikes, owner=self)

    def _show_alikes(self, alikes: Sequence[LookAlike]) -> None:
        self._alikes = alikes
        for place, take in enumerate(self._takes):
            take.setVisible(place < len(alikes))
            if place < len(alikes):
                take.setText(look_alike_text(alikes[place], place))

    def _kind(self) -> DonorKind:
        return DonorKind(self.kind.currentData())

    def _donor(self) -> Donor:
        values = {name: edit.text().strip() for name, edit in self.edits.items()}
        person = self._kind() is DonorKind.PERSON
        return Donor(
            kind=self._kind(),
            civility=values["civility"] if person else "",
            last_name=values["last_name"] if person else "",
            first_name=values["first_name"] if person else "",
            organisation_name="" if person else values["last_name"],
            address=Address(
                street=values["street"],
                complement=values["complement"],
                postal_code=values["postal_code"],
                city=values["city"],
            ),
            email=values["email"],
            phone=values["phone"],
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter walks, F7 and F8 take who is on file."""
        if event.key() in _TAKES:
            self._take(_TAKES[Qt.Key(event.key())])
        elif event.key() in ENTERS:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask nothing more about a donor who is no longer typed."""
        self._asking.stop()
        super().hideEvent(event)

    def _take(self, place: int) -> None:
        if place < len(self._alikes):
            self.created.emit(self._alikes[place].line.id)

    def _create(self) -> None:
        donor = self._donor()
        errors = [p for p in check_donor(donor) if p.severity is Severity.ERROR]
        if errors:
            self._problem.tell(errors[0].message, "error")
            say(self, errors[0].message, urgent=True)
            field = "last_name" if errors[0].field == "organisation_name" else errors[0].field
            self._field(field).setFocus()
            return
        if any(alike.strong for alike in self._alikes) and not self._warned:
            self._warned = True
            self._make.setText(_("Create a&nyway"))
            message = _("This donor looks very much like one on file: take that one, or create.")
            self._problem.tell(message, "warning")
            say(self, message, urgent=True)
            return
        self._services.jobs.write(
            CreateDonor(donor),
            lambda made: self.created.emit(made.id),
            lambda error: self._problem.tell(error.message, "error"),
            owner=self,
        )
