# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields that say with whom a donor lives, how they are bound, from when to when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.households import Bond, HouseholdMember, bond_words
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.ui.kit.fields import ChoiceField, DateField
from app.ui.kit.fillin import FillIn
from app.ui.kit.lookup import SHOWN, LookupField
from app.ui.kit.screen import Services
from app.usecases.donors import FindDonors
from app.usecases.households import MemberLine
from app.usecases.ports.people import DonorLine


class MemberForm(FillIn):
    """Who lives with the donor, how they are bound, from when to when."""

    join_wanted = Signal(object, object)
    """Somebody new: carries the donor's line and a ``HouseholdMember`` of nobody yet."""
    edit_wanted = Signal(object, str)
    """Carries the ``HouseholdMember`` to write, and the name."""

    def __init__(self, services: Services) -> None:
        """Lay out the fields."""
        super().__init__()
        self._services = services
        self._line: DonorLine | None = None
        self._member: HouseholdMember | None = None
        self.person: LookupField[DonorLine] = LookupField(
            self._search, _described, is_near=lambda line: line.near
        )
        today = services.office.clock.today
        words = bond_words()
        self.bond = ChoiceField(tuple((text, bond) for bond, text in words.items()))
        self.joint = QCheckBox()
        for name, label, field, span in (
            ("donor", _("Per&son, by name or number"), self.person, 12),
            ("bond", _("Bond"), self.bond, 12),
            ("joint", _("Taxed together: one receipt in both names"), self.joint, 12),
            ("joined_on", _("Since (empty: always)"), DateField(today), 6),
            ("left_on", _("Until: day of the separation or the move"), DateField(today), 6),
        ):
            self.form.add(name, label, field, span)
            field.setObjectName(f"sheetHousehold_{name}")
        self.person.chosen.connect(self._take_person)
        self.person.textEdited.connect(self._forget_person)
        self.bond.activated.connect(lambda _index: self._propose_joint())

    def _search(self, text: str, take: Callable[[Sequence[DonorLine]], None]) -> None:
        self._services.jobs.read(FindDonors(text, SHOWN), take, owner=self)

    def _take_person(self, line: DonorLine) -> None:
        self._line = line
        self.person.setText(line.name)
        self.bond.setFocus()

    def _forget_person(self, _text: str) -> None:
        self._line = None

    def _propose_joint(self) -> None:
        """Propose what is usual: married and partnered persons are taxed together."""
        self.joint.setChecked(self.bond.currentData() is Bond.PARTNER)

    def begin(self) -> None:
        """Start on somebody new."""
        self._line = self._member = None
        self._fill("", HouseholdMember(household_id=0, donor_id=0))

    def begin_edit(self, one: MemberLine) -> None:
        """Start on somebody of the household."""
        self._line, self._member = None, one.member
        self._fill(one.line.name, one.member)

    def _fill(self, name: str, member: HouseholdMember) -> None:
        self.bar.hide()
        self.person.setEnabled(self._member is None)
        self.form.show_field(self.form.field("left_on"), shown=self._member is not None)
        self.form.fill(
            {
                "donor": name,
                "bond": member.bond,
                "joint": member.joint,
                "joined_on": member.joined_on,
                "left_on": member.left_on,
            }
        )

    def focus_first(self) -> None:
        """Put the caret where typing begins."""
        (self.person if self._member is None else self.form.field("left_on")).setFocus()

    def walked(self) -> Sequence[QWidget]:
        """Return who, how and since when; until when for somebody on file."""
        last = ("left_on",) if self._member is not None else ()
        return [self.form.field(name) for name in ("donor", "bond", "joint", "joined_on", *last)]

    def save(self) -> None:
        """Ask for it to be written, when the fields can be read."""
        try:
            values = self._read()
        except Refused as refused:
            self.form.show_refusal(refused)
            return
        told = HouseholdMember(
            household_id=0,
            donor_id=0,
            bond=Bond(values["bond"]),
            joint=values["joint"],
            joined_on=values["joined_on"],
        )
        if self._member is None:
            self.join_wanted.emit(self._line, told)
            return
        changed = replace(
            self._member,
            bond=told.bond,
            joint=told.joint,
            joined_on=told.joined_on,
            left_on=values["left_on"],
        )
        self.edit_wanted.emit(changed, self.person.text())

    def _read(self) -> Mapping[str, Any]:
        """Return what the fields hold.

        Raises:
            Refused: When a field cannot be read, or nobody was chosen.
        """
        if self._member is None and self._line is None:
            message = _("Choose the person among the answers, with the down arrow and Enter.")
            raise Refused("household.who", message, "donor")
        return self.form.values()


def _described(line: DonorLine) -> str:
    return "  ".join(part for part in (line.name, line.city) if part)
