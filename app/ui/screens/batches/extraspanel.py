# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a gift is besides money (F4): purpose, counterpart, tribute, who paid, what was given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.domain.gifts import (
    MONEY_MEANS,
    NATURES,
    Expense,
    GiftDetails,
    Means,
    day_words,
    form_words,
    nature_words,
    purpose_words,
    tribute_words,
)
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.binding import Form
from app.ui.kit.fields import ChoiceField, DateField, MoneyField
from app.ui.kit.lookup import LookupField
from app.ui.kit.screen import Services
from app.ui.kit.widgets import Bar, Card, button, row, text_label
from app.ui.screens.batches.expenserows import ExpenseRows
from app.ui.screens.batches.line import EntryLine
from app.ui.screens.batches.patient import ENTERS
from app.ui.screens.batches.presenter import candidate_texts
from app.usecases.donors import DonorLines, FindDonors
from app.usecases.gifts import PriceExpenses
from app.usecases.ports.people import DonorLine

_ANSWERS = 8
_DESCRIBED = frozenset({Means.IN_KIND, Means.SECURITIES})
_THINGS = ("nature", "description", "units", "valued_on")


class DetailsPanel(Card):
    """A form under the line; Enter hands it over, Escape leaves the line as it was."""

    accepted = Signal(object)
    """The ``Extras`` of the line, with its details."""

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``start`` does."""
        super().__init__()
        self.setObjectName("detailsPanel")
        self._services = services
        self._line: EntryLine | None = None
        self._persons: dict[str, int | None] = {}
        self.form = Form()
        self.purpose, self.tribute = _choice(purpose_words()), _choice(tribute_words())
        self.nature, self.gift_form = ChoiceField(), _choice(form_words())
        self.benefit, self.units = MoneyField(), QLineEdit()
        self.tribute_name, self.description = QLineEdit(), QLineEdit()
        self.valued_on = DateField(services.office.clock.today)
        self.payer, self.thanked = self._lookup(), self._lookup()
        self.anonymous = QCheckBox()
        self.expenses = ExpenseRows(services.office.clock.today)
        self.day_rule = text_label("", "muted", wrap=True)
        self.bar = Bar("error")
        self.keep = button(_("Keep the details"), self.accept, role="primary")
        self._build()

    def _build(self) -> None:
        add = self.form.add
        add("purpose", _("What it is"), self.purpose, 4)
        add("benefit", _("Worth of what was given back"), self.benefit, 3)
        add("tribute", _("Tribute"), self.tribute, 2)
        add("tribute_name", _("To whom"), self.tribute_name, 3)
        add("payer_id", _("Paid by somebody else"), self.payer, 3)
        add("thanked_id", _("Somebody else is thanked"), self.thanked, 3)
        add("form", _("Form of the gift"), self.gift_form, 3)
        add("anonymous", _("Anonymous: nobody is looked for"), self.anonymous, 3)
        add("nature", _("Nature"), self.nature, 3)
        add("description", _("What was given, or given back"), self.description, 5)
        add("units", _("Number of securities"), self.units, 2)
        add("valued_on", _("Day of value"), self.valued_on, 2)
        self.named: Mapping[str, QWidget] = {
            **{name: self.form.field(name) for name in self.form.names},
            "expenses": self.expenses,
        }
        for name, field in (("payer_id", self.payer), ("thanked_id", self.thanked)):
            field.chosen.connect(self._taker(name, field))
            field.textEdited.connect(self._forgetter(name))
        self.benefit.textChanged.connect(lambda _text: self._show_returned())
        self.box.setContentsMargins(12, 8, 12, 8)
        for part in (self.form, self.expenses, self.day_rule, self.bar):
            self.box.addWidget(part)
        self.box.addLayout(row(None, self.keep))

    def _taker(self, name: str, field: QLineEdit) -> Callable[[DonorLine], None]:
        def take(line: DonorLine) -> None:
            self._persons[name] = line.id
            field.setText(line.name)

        return take

    def _forgetter(self, name: str) -> Callable[[str], None]:
        def forget(_text: str) -> None:
            self._persons[name] = None

        return forget

    def start(self, line: EntryLine, field: str = "") -> None:
        """Show the details of a line, for its payment method."""
        self._line = line
        details, means = line.extras.details, line.pins.means
        self.nature.clear()
        words = nature_words()
        self.nature.offer(tuple((words[one], one) for one in NATURES[means]))
        self._show_things(means)
        self._persons = {"payer_id": details.payer_id, "thanked_id": details.thanked_id}
        self.form.fill(_values(line))
        self._name(self.payer, details.payer_id)
        self._name(self.thanked, details.thanked_id)
        self.expenses.show_expenses(line.extras.expenses)
        self.day_rule.setText(day_words()[means])
        self.bar.hide()
        self.named.get(field, self._first(means)).setFocus()

    def _first(self, means: Means) -> QWidget:
        if means is Means.EXPENSES:
            return self.expenses.first
        return self.purpose if means in MONEY_MEANS else self.description

    def _show_things(self, means: Means) -> None:
        """Show what only gifts that are not money have."""
        shown = {
            "nature": len(NATURES[means]) > 1,
            "description": means in _DESCRIBED or bool(self.benefit.text().strip(" 0,.")),
            "units": means is Means.SECURITIES,
            "valued_on": means is Means.SECURITIES,
        }
        for name in _THINGS:
            cell = self.form.field(name).parentWidget()
            if cell is not None:
                cell.setVisible(shown[name])
        self.expenses.setVisible(means is Means.EXPENSES)

    def _show_returned(self) -> None:
        """Ask what was given back as soon as it is worth something."""
        if self._line is not None:
            self._show_things(self._line.pins.means)

    def _name(self, field: QLineEdit, donor_id: int | None) -> None:
        if donor_id is not None:
            query = DonorLines((donor_id,))
            self._services.jobs.read(query, lambda found: field.setText(found[0].name), owner=self)

    def _lookup(self) -> LookupField[DonorLine]:
        return LookupField(self._search, _described, is_near=lambda donor: donor.near)

    def _search(self, text: str, take: Callable[[Sequence[DonorLine]], None]) -> None:
        self._services.jobs.read(FindDonors(text, _ANSWERS), take, owner=self)

    def accept(self) -> None:
        """Hand the details over, the journeys at what the scale gives."""
        if self._line is None:
            return
        try:
            values = self.form.values()
            self._check_persons()
            details = self._details(values)
            expenses = self.expenses.expenses() if not self.expenses.isHidden() else ()
        except Refused as refused:
            self._refuse(refused)
            return
        line = self._line
        done = replace(line.extras, details=details, anonymous=values["anonymous"])
        if not expenses:
            self.accepted.emit(replace(done, expenses=()))
            return
        query = PriceExpenses(
            line.donor.id if line.donor else None, expenses, line.editing.id if line.editing else 0
        )

        def priced(told: Sequence[Expense]) -> None:
            self.accepted.emit(replace(done, expenses=tuple(told)))

        self._services.jobs.read(query, priced, self._refuse, owner=self)

    def _check_persons(self) -> None:
        for name, field in (("payer_id", self.payer), ("thanked_id", self.thanked)):
            if field.text().strip() and self._persons[name] is None:
                message = _("Choose who it is with the down arrow and Enter, or clear the field.")
                raise Refused("gift.person", message, name)

    def _details(self, values: Mapping[str, Any]) -> GiftDetails:
        units = values["units"]
        if units and not units.isdecimal():
            message = _("Type how many securities were given.")
            raise Refused("gift.no_units", message, "units")
        securities = not self.units.isHidden()
        return GiftDetails(
            nature=values["nature"],
            form=values["form"],
            purpose=values["purpose"],
            benefit_cents=values["benefit"] or 0,
            tribute=values["tribute"],
            tribute_name=values["tribute_name"],
            payer_id=self._persons["payer_id"] if self.payer.text().strip() else None,
            thanked_id=self._persons["thanked_id"] if self.thanked.text().strip() else None,
            description=values["description"] if not self.description.isHidden() else "",
            units=int(units or 0) if securities else 0,
            valued_on=values["valued_on"] if securities else None,
        )

    def _refuse(self, error: OboleError) -> None:
        if not self.form.show_refusal(error):
            self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter hands the details over."""
        if event.key() in ENTERS:
            self.accept()
        else:
            super().keyPressEvent(event)


def _choice(words: Mapping[Any, str]) -> ChoiceField:
    return ChoiceField(tuple((word, value) for value, word in words.items()))


def _described(line: DonorLine) -> str:
    return " · ".join(part for part in candidate_texts(line) if part)


def _values(line: EntryLine) -> dict[str, Any]:
    details = line.extras.details
    return {
        "purpose": details.purpose,
        "benefit": details.benefit_cents or None,
        "tribute": details.tribute,
        "tribute_name": details.tribute_name,
        "payer_id": "",
        "thanked_id": "",
        "form": details.form,
        "anonymous": line.extras.anonymous,
        "nature": details.nature,
        "description": details.description,
        "units": str(details.units) if details.units else "",
        "valued_on": details.valued_on,
    }
