# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who the association is, and by what right it issues tax receipts."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.addresses import Address
from app.domain.organisation import HOME, Organisation, check_organisation
from app.domain.users import Permission
from app.kernel.errors import OboleError, Refused
from app.kernel.files import read_whole
from app.kernel.formats import month_names
from app.kernel.i18n import _
from app.kernel.problem import Problem
from app.ui.kit import dialogs
from app.ui.kit.binding import Form
from app.ui.kit.fields import ChoiceField, MoneyField
from app.ui.kit.screen import Services
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, button, row, scrolling, tab_path, text_label
from app.usecases.organisation import EditOrganisation, GetOrganisation
from app.usecases.receipts.preview import ReceiptCategories

_ADDRESS = {field.name for field in fields(Address)}


class _OrganisationPage(QWidget):
    """A form over some fields of the association; what it does not show stays as it is."""

    def __init__(self, services: Services, title: str, why: str) -> None:
        super().__init__()
        self._services = services
        self._organisation: Organisation | None = None
        self.form = Form()
        self._bar = Bar("error")
        self.save = button(_("Save"), self._save, role="primary")
        card = Card()
        card.box.addWidget(text_label(title, "heading"))
        self.why = text_label(why, "muted", wrap=True)
        card.box.addWidget(self.why)
        card.box.addSpacing(8)
        card.box.addWidget(self.form)
        inner = QWidget()
        inner.setMaximumWidth(theme_of().px(860))
        self.inner_box = QVBoxLayout(inner)
        self.inner_box.setContentsMargins(0, 0, 12, 0)
        self.inner_box.setSpacing(12)
        self.inner_box.addWidget(card)
        self.inner_box.addWidget(self._bar)
        self.inner_box.addLayout(row(None, self.save))
        self.inner_box.addStretch()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scrolling(inner))
        self._build()
        first, *others = self.form.fields
        tab_path(first, *others, self.save)
        may = services.office.actor.may(Permission.SETTINGS_EDIT)
        self.save.setEnabled(may)
        if not may:
            self._bar.tell(_("Your role reads the settings and does not change them."), "info")
        services.feed.watch(self, ("organisation",), lambda _changes: self._load())
        self._load()

    def _build(self) -> None:
        raise NotImplementedError

    def _load(self) -> None:
        self._services.jobs.read(GetOrganisation(), self._show, owner=self)

    def _show(self, organisation: Organisation) -> None:
        self._organisation = organisation
        values = {
            name: getattr(organisation.address if name in _ADDRESS else organisation, name)
            for name in self.form.names
        }
        self.form.fill(values)

    def _draft(self) -> Organisation:
        assert self._organisation is not None  # noqa: S101 - the button waits for it
        values: dict[str, Any] = self.form.values()
        address = {name: value for name, value in values.items() if name in _ADDRESS}
        plain = {name: value for name, value in values.items() if name not in _ADDRESS}
        whole = replace(self._organisation.address, **address)
        return replace(self._organisation, address=whole, **plain)

    def _save(self) -> None:
        if self._organisation is None:
            return
        try:
            draft = self._draft()
        except Refused as refused:
            self.form.show_refusal(refused)
            return
        problems = check_organisation(draft)
        here = [problem for problem in problems if problem.field in self.form.names]
        self.form.show_problems(here)
        if here:
            return
        if problems:
            self._tell_elsewhere(problems[0])
            return
        self._bar.hide()
        self._services.jobs.write(EditOrganisation(draft), self._saved, self._failed, owner=self)

    def _tell_elsewhere(self, problem: Problem) -> None:
        told = _("On another page of the settings: {message}")
        self._bar.tell(told.format(message=problem.message), "error")

    def _saved(self, organisation: Organisation) -> None:
        self._show(organisation)
        self._services.toast.tell(_("The association is saved."))

    def _failed(self, error: OboleError) -> None:
        if not self.form.show_refusal(error):
            self._bar.tell(error.message, "error")


class AssociationPage(_OrganisationPage):
    """Name, numbers, address, object."""

    def __init__(self, services: Services) -> None:
        """Build the form and read the association."""
        why = _("As the statutes give it: the receipts and the deposit slips print it.")
        super().__init__(services, _("The association"), why)

    def _build(self) -> None:
        add = self.form.add
        add("name", _("Name"), QLineEdit(), 12)
        add("siren", _("SIREN"), QLineEdit(), 6, _("Nine digits, or the RNA number beside."))
        add("rna", _("RNA"), QLineEdit(), 6, _("W and nine digits."))
        add("complement", _("Address complement"), QLineEdit(), 12)
        add("street", _("Street"), QLineEdit(), 12)
        add("postal_code", _("Postal code"), QLineEdit(), 4)
        add("city", _("City"), QLineEdit(), 8)
        add("phone", _("Telephone"), QLineEdit(), 6)
        add("email", _("E-mail"), QLineEdit(), 6)
        purpose = QPlainTextEdit()
        purpose.setTabChangesFocus(True)
        purpose.setFixedHeight(theme_of().px(72))
        months = tuple((name, place) for place, name in enumerate(month_names(), 1))
        add("closing_month", _("Its fiscal years end with"), ChoiceField(months), 6)
        add("purpose", _("Object"), purpose, 12, _("One or two lines, as the receipts print it."))


class ReceiptsPage(_OrganisationPage):
    """The right to issue receipts, the box of the form, the signatory, the threshold."""

    def __init__(self, services: Services) -> None:
        """Build the form and read the association."""
        super().__init__(services, _("Tax receipts"), "")
        pictures = _PicturesCard(services)
        self.inner_box.insertWidget(1, pictures)
        first, *others = self.form.fields
        tab_path(first, *others, *pictures.buttons, self.save)

    def _build(self) -> None:
        add = self.form.add
        add("receipts_allowed", _("The association may issue tax receipts"), QCheckBox(), 12)
        add("receipt_status", _("Status, as form 11580 lists it"), ChoiceField(), 12)
        add(
            "receipt_status_detail",
            _("What this status asks besides"),
            QLineEdit(),
            12,
            _("The decree of a body of public utility and its day, or what another body is."),
        )
        add(
            "receipt_articles",
            _("Articles of the tax code"),
            QLineEdit(),
            6,
            _("200: individuals; 238 bis: companies; 978: property wealth tax (IFI)."),
        )
        add(
            "receipt_threshold_cents",
            _("No receipt under, in a year"),
            MoneyField(zero=True),
            6,
            _("0 proposes a receipt for every donor."),
        )
        add("signatory_name", _("Signatory"), QLineEdit(), 6)
        add("signatory_title", _("As what"), QLineEdit(), 6, _("Treasurer, for instance."))

    def _load(self) -> None:
        """Read the boxes of the form first: the association's own is one of them."""
        self._services.jobs.read(ReceiptCategories(), self._offer, owner=self)

    def _offer(self, categories: Sequence[tuple[str, str]]) -> None:
        for name in ("receipt_status", "receipt_status_detail", "receipt_articles"):
            self.form.show_field(self.form.field(name), shown=bool(categories))
        status = self.form.field("receipt_status")
        assert isinstance(status, ChoiceField)  # noqa: S101 - built above
        status.offer((("", ""), *((text, code) for code, text in categories)))
        for place, (_code, text) in enumerate(categories, 1):
            status.setItemData(place, text, Qt.ItemDataRole.ToolTipRole)
        super()._load()

    def _show(self, organisation: Organisation) -> None:
        super()._show(organisation)
        why = _(
            "Only an association that has the right may issue them: the page “Country” says what "
            "its law asks besides."
        )
        if organisation.receipt_country == HOME:
            why = _(
                "Only an association of general interest may issue them. A receipt issued without "
                "right costs the tax benefit wrongly granted (CGI art. 1740 A)."
            )
        self.why.setText(why)


class _PicturesCard(Card):
    """Logo and signature, as the receipts print them."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.box.addWidget(text_label(_("Logo and signature"), "heading"))
        self.box.addWidget(text_label(_("PNG or JPEG pictures; both are optional."), "muted"))
        self.buttons: list[QPushButton] = []
        self._states = {"logo": text_label("", "muted"), "signature": text_label("", "muted")}
        for kind, title in (("logo", _("Logo")), ("signature", _("Signature"))):
            choose = button(_("Choose…"), self._chooser(kind))
            self.buttons.append(choose)
            choose.setAccessibleName(_("Choose the picture: {what}").format(what=title))
            name = QLabel(title)
            name.setMinimumWidth(theme_of().px(100))
            self.box.addLayout(row(name, self._states[kind], None, choose))
        services.feed.watch(self, ("organisation",), lambda _changes: self._load())
        self._load()

    def _load(self) -> None:
        self._services.jobs.read(GetOrganisation(), self._show, owner=self)

    def _show(self, organisation: Organisation) -> None:
        found = {"logo": organisation.logo_sha256, "signature": organisation.signature_sha256}
        for kind, sha256 in found.items():
            self._states[kind].setText(_("In the dossier") if sha256 else _("None"))

    def _chooser(self, kind: str) -> Callable[[], None]:
        def choose() -> None:
            path = dialogs.file_to_open(
                self, _("Choose a picture"), "PNG, JPEG (*.png *.jpg *.jpeg)"
            )
            if path is None:
                return
            try:
                picture = read_whole(path)
            except OboleError as error:
                dialogs.refuse(self, error)
                return
            self._services.jobs.read(
                GetOrganisation(), lambda found: self._write(found, kind, picture), owner=self
            )

        return choose

    def _write(self, organisation: Organisation, kind: str, picture: bytes) -> None:
        command = EditOrganisation(organisation, **{kind: picture})
        self._services.jobs.write(command, self._show, owner=self)
