# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of the donor form, in the order they are read on a reply coupon."""

from collections.abc import Callable
from datetime import date
from typing import cast

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.domain.addresses import towns_of
from app.domain.donors import (
    USUAL_TITLES,
    Donor,
    DonorKind,
    channel_words,
    kind_words,
    proposed_salutation,
    wish_words,
)
from app.kernel.i18n import _
from app.ui.kit.binding import Form
from app.ui.kit.fields import ChoiceField, DateField, ProposalField
from app.ui.kit.theme import theme_of
from app.ui.kit.towns import TownProposals
from app.ui.screens.donors import draft
from app.ui.screens.donors.countryfield import CountryField

_PERSON_ONLY = ("civility", "last_name", "first_name", "deceased_on")
_ORGANISATION_ONLY = ("organisation_name", "legal_form", "siren", "fiscal_year_end")
_NOTES_HEIGHT = 72


class DonorFields(Form):
    """The donor as a form; values go in and out as frozen ``Donor`` s."""

    def __init__(self, today: Callable[[], date]) -> None:
        """Lay out the fields; ``today`` is what short days count from."""
        super().__init__()
        self._today = today
        self._add_identity()
        self._add_address()
        self._add_rest()
        for name in self.names:
            self.field(name).setObjectName(f"donor_{name}")
        kind = self.field("kind")
        if isinstance(kind, ChoiceField):
            kind.currentIndexChanged.connect(lambda _index: self._show_kind())
        for name in ("kind", "language"):
            choice = cast("ChoiceField", self.field(name))
            choice.currentIndexChanged.connect(lambda _index: self._propose_salutation())
        title = cast("QLineEdit", self.field("civility"))
        title.textChanged.connect(lambda _text: self._propose_salutation())
        self._show_kind()

    def _add_identity(self) -> None:
        kinds = tuple((text, kind) for kind, text in kind_words().items())
        self.add("kind", _("&Type"), ChoiceField(kinds), 3)
        self.add("civility", _("Title"), ProposalField(USUAL_TITLES), 3)
        self.add("last_name", _("Famil&y name"), QLineEdit(), 6)
        self.add("first_name", _("First name"), QLineEdit(), 6)
        self.add("deceased_on", _("Deceased on"), DateField(self._today), 6)
        self.add("organisation_name", _("Name of the organisation"), QLineEdit(), 6)
        self.add("legal_form", _("Legal form"), QLineEdit(), 3)
        self.add("siren", _("SIREN number"), QLineEdit(), 3)

    def _add_address(self) -> None:
        self.add("complement", _("Flat, floor"), QLineEdit(), 6)
        self.add("building", _("Building, residence"), QLineEdit(), 6)
        self.add("street", _("Number and &street"), QLineEdit(), 6)
        self.add("locality", _("Place name, PO box"), QLineEdit(), 6)
        self.add("postal_code", _("&Postal code"), QLineEdit(), 4)
        self.add("city", _("&City"), QLineEdit(), 5)
        code, town = (cast("QLineEdit", self.field(name)) for name in ("postal_code", "city"))
        TownProposals(code, town, towns_of)
        self.add("country", _("Country"), CountryField(), 3)

    def _add_rest(self) -> None:
        self.add("phone", _("Te&lephone"), QLineEdit(), 5)
        self.add("email", _("E-&mail"), QLineEdit(), 7)
        wishes = tuple((text, wish) for wish, text in wish_words().items())
        self.add("receipt_wish", _("Tax &receipt"), ChoiceField(wishes), 6)
        channels = tuple((text, one) for one, text in channel_words().items())
        self.add("receipt_channel", _("Sent"), ChoiceField(channels), 6)
        self.add("salutation", _("Salutation"), QLineEdit(), 6)
        languages = (("Français", "fr"), ("English", "en"))
        self.add("language", _("Language"), ChoiceField(languages), 3)
        self.add("correspondent", _("Correspondent"), QLineEdit(), 3)
        year_end = QLineEdit()
        year_end.setPlaceholderText(_("31/12"))
        self.add("fiscal_year_end", _("Year ends on"), year_end, 3)
        notes = QPlainTextEdit()
        notes.setTabChangesFocus(True)
        notes.setFixedHeight(theme_of().px(_NOTES_HEIGHT))
        self.add("notes", _("&Notes"), notes)

    def show_donor(self, donor: Donor) -> None:
        """Fill the fields."""
        cast("CountryField", self.field("country")).hold(donor.address.country)
        names = [name for name in self.names if name != "kind"]
        self.fill({"kind": donor.kind} | {name: draft.value_of(donor, name) for name in names})

    def _propose_salutation(self) -> None:
        """Show in grey how letters begin as long as nothing else is typed."""
        kind, language = (
            cast("ChoiceField", self.field(name)).currentData() for name in ("kind", "language")
        )
        civility = cast("QLineEdit", self.field("civility")).text().strip()
        field = cast("QLineEdit", self.field("salutation"))
        proposed = Donor(kind=DonorKind(kind), civility=civility, language=language)
        field.setPlaceholderText(proposed_salutation(proposed))

    def donor_from(self, base: Donor) -> Donor:
        """Return ``base`` with what the fields hold.

        Raises:
            Refused: A field cannot be read.
        """
        return draft.with_values(base, self.values())

    def _show_kind(self) -> None:
        kind = self.field("kind")
        organisation = (
            isinstance(kind, ChoiceField) and kind.currentData() == DonorKind.ORGANISATION
        )
        for name in _PERSON_ONLY:
            self._cell(name).setVisible(not organisation)
        for name in _ORGANISATION_ONLY:
            self._cell(name).setVisible(organisation)

    def _cell(self, name: str) -> QWidget:
        """Return what holds label, field and problem together."""
        return self.field(name).parentWidget() or self
