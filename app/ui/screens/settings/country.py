# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose law the receipts follow, and what that law asks the association to say."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.domain.organisation import Organisation
from app.domain.receipts import Asked
from app.domain.users import Permission
from app.kernel.currency import set_currency
from app.kernel.errors import OboleError
from app.kernel.home import set_home
from app.kernel.i18n import _
from app.ui.kit.binding import Form
from app.ui.kit.fields import ChoiceField
from app.ui.kit.screen import Services
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, button, row, scrolling, tab_path, text_label
from app.usecases.receipts.countries import ChooseCountry, Law, Laws, ReceiptCountries

_LEAST_LETTERS = 12


class CountryPage(QWidget):
    """A choice of country, and below it the fields of its law."""

    def __init__(self, services: Services) -> None:
        """Build the page and read the countries."""
        super().__init__()
        self._services = services
        self._laws = Laws((), "", {}, "")
        self.country = ChoiceField()
        self.country.activated.connect(lambda _index: self._ask())
        self.choice = Form()
        self.choice.add("country", _("Country of the receipts"), self.country)
        self.choice.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.form = Form()
        self._told = text_label("", "muted", wrap=True)
        self._bar = Bar("error")
        self.save = button(_("Save"), self._save, role="primary")
        self._card = Card()
        self._card.box.addWidget(text_label(_("Country and currency"), "heading"))
        why = _("Each country words its receipts, and counts them in its currency.")
        self._card.box.addWidget(text_label(why, "muted", wrap=True))
        self._card.box.addSpacing(8)
        for part in (self.choice, self._told, self.form):
            self._card.box.addWidget(part)
        inner = QWidget()
        inner.setMaximumWidth(theme_of().px(860))
        inner_box = QVBoxLayout(inner)
        inner_box.setContentsMargins(0, 0, 12, 0)
        inner_box.setSpacing(12)
        inner_box.addWidget(self._card)
        inner_box.addWidget(self._bar)
        inner_box.addLayout(row(None, self.save))
        inner_box.addStretch()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scrolling(inner))
        self._may = services.office.actor.may(Permission.SETTINGS_EDIT)
        self.save.setEnabled(self._may)
        if not self._may:
            self._bar.tell(_("Your role reads the settings and does not change them."), "info")
        services.feed.watch(self, ("organisation",), lambda _changes: self._load())
        self._load()

    def _load(self) -> None:
        self._services.jobs.read(ReceiptCountries(), self._show, owner=self)

    def _show(self, laws: Laws) -> None:
        self._laws = laws
        self.country.offer(tuple((law.name, law.country) for law in laws.countries))
        self.country.setCurrentIndex(max(self.country.findData(laws.chosen), 0))
        self.country.setEnabled(self._may and not laws.fixed)
        self._ask()

    def _law(self) -> Law:
        chosen = self.country.currentData()
        return next(law for law in self._laws.countries if law.country == chosen)

    def _ask(self) -> None:
        """Offer the fields of the country chosen, in the place of those of another."""
        law = self._law()
        fresh = Form()
        for asked in law.asks:
            fresh.add(
                asked.code, _(asked.label), _field(asked), 12, _(asked.hint) if asked.hint else ""
            )
        fresh.fill({asked.code: self._laws.values.get(asked.code, "") for asked in law.asks})
        self._card.box.replaceWidget(self.form, fresh)
        self.form.setParent(None)
        self.form.deleteLater()
        self.form = fresh
        tab_path(self.country, *fresh.fields, self.save)
        told = _("Gifts are counted in {currency}.").format(currency=law.currency)
        if not law.asks:
            ask = _("The page “Tax receipts” asks what this law wants to know.")
            told = f"{told} {ask}"
        self._told.setText(f"{told} {self._laws.fixed}".strip())

    def _save(self) -> None:
        self._bar.hide()
        command = ChooseCountry(self._law().country, self.form.values())
        self._services.jobs.write(command, self._saved, self._failed, owner=self)

    def _saved(self, organisation: Organisation) -> None:
        set_currency(organisation.currency)
        set_home(organisation.address.country)
        self._load()
        self._services.toast.tell(_("The country of the receipts is saved."))

    def _failed(self, error: OboleError) -> None:
        if not self.form.show_refusal(error) and not self.choice.show_refusal(error):
            self._bar.tell(error.message, "error")


def _field(asked: Asked) -> QLineEdit | ChoiceField:
    if not asked.choices:
        return QLineEdit()
    field = ChoiceField(tuple((_(told), code) for code, told in asked.choices))
    # A long choice does not widen the page: its list shows it whole.
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(_LEAST_LETTERS)
    return field
