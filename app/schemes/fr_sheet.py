# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet French receipts share: head, issuer, number, list of payments, signature."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from app.domain.paper import (
    Align,
    Box,
    Column,
    Item,
    Page,
    Paragraph,
    Picture,
    Rule,
    Table,
    Text,
    Tick,
)
from app.domain.receipts import ReceiptLine, Scope, Snapshot
from app.kernel.formats import format_day
from app.kernel.money import format_amount, format_number
from app.schemes.sheet import (
    LEFT,
    RIGHT,
    SOFT,
    WIDTH,
    annexed,
    band,
    labels,
    listing,
    payments_of,
)

_LIST_WIDTH = 88.0
_SIGN_LEFT = 112.0
_MEANS = {
    "cash": "Espèces",
    "cheque": "Chèque",
    "transfer": "Virement",
    "card": "Carte bancaire",
    "direct_debit": "Prélèvement",
    "in_kind": "Don en nature",
    "expenses": "Abandon de frais",
    "securities": "Titres",
}


class Sheet(ABC):
    """One receipt on paper.

    Args:
        form: The version of the form, as the scheme's data words it.
        snapshot: What to print.
    """

    sign_top: ClassVar[float] = 211.0
    """The upper edge of the box of the signature, and of the list beside it; mm."""
    sign_height: ClassVar[float] = 45.0
    list_rows: ClassVar[int] = 9
    """How many payments fit on the first sheet."""

    def __init__(self, form: Mapping[str, Any], snapshot: Snapshot) -> None:
        """Lay out one receipt."""
        self._form = form
        self._snapshot = snapshot
        self._payments = payments_of(snapshot.lines)
        self._listed = snapshot.scope is Scope.ANNUAL and len(self._payments) > 1
        self._inline = self._listed and len(self._payments) <= self.list_rows

    @abstractmethod
    def background(self) -> tuple[Item, ...]:
        """Return what every first sheet of the association shares."""

    @abstractmethod
    def own(self) -> list[Item]:
        """Return what the first sheet of this receipt alone says."""

    def pages(self) -> tuple[Page, ...]:
        """Return the first sheet, then the list of payments when it is too long for it."""
        table, top = self._table(), self.sign_top - 3
        own = self.own()
        if self._inline:
            own.extend(listing(table, table.rows, "Liste des versements", top))
            own.append(self._total(top + 3 + (len(table.rows) + 1) * table.row_height))
        first = Page(tuple(own), self.background())
        if self._inline or not self._listed:
            return (first,)
        sheets = annexed(table)
        return (first, *(self._annex(table, rows, i, len(sheets)) for i, rows in enumerate(sheets)))

    def _head(self) -> list[Item]:
        form, issuer = self._form, self._snapshot.issuer
        left = 64.0 if issuer.logo_sha256 else LEFT
        items: list[Item] = [
            Text(left, 19, form["title"][0], 13, bold=True, fit=152 - left),
            Text(left, 25, form["title"][1], 9.5, fit=152 - left),
            Text(RIGHT, 15, form["reference"], 9, bold=True, align=Align.RIGHT),
            Text(RIGHT, 19.5, f"N° {form['version']}", 8, align=Align.RIGHT, grey=SOFT),
            Text(RIGHT, 26, "Numéro d’ordre du reçu", 8, align=Align.RIGHT, grey=SOFT),
            Box(147, 28, 45, 9, thickness=0.8),
        ]
        if issuer.logo_sha256:
            items.append(Picture(LEFT, 11, 42, 24, issuer.logo_sha256))
        return items

    def _issuer(self) -> list[Item]:
        issuer = self._snapshot.issuer
        street = ", ".join(issuer.street)
        return [
            *band("Organisme bénéficiaire des dons et versements", 42),
            *labels(_ISSUER_LABELS),
            Text(LEFT + 37, 54, issuer.name, 10, bold=True, fit=WIDTH - 38),
            Text(LEFT + 37, 59.5, issuer.registration, 9.5, fit=60),
            Text(LEFT + 37, 65, street, 9.5, fit=WIDTH - 38),
            Text(LEFT + 37, 70.5, issuer.postal_code, 9.5, fit=18),
            Text(LEFT + 74, 70.5, issuer.city, 9.5, fit=58),
            Text(LEFT + 146, 70.5, issuer.country, 9.5, fit=28),
            Paragraph(LEFT + 37, 76, WIDTH - 38, issuer.purpose, 9, lines=2),
            *self._category(),
        ]

    def _category(self) -> list[Item]:
        form = self._form
        category = form["categories"][self._snapshot.issuer.category]
        text = " ".join((category["text"], self._snapshot.issuer.category_detail)).strip()
        if not category["general_interest"]:
            return [
                Tick(LEFT + 1, 89, on=True),
                Paragraph(LEFT + 7, 89, WIDTH - 8, text, 8.5, lines=3),
            ]
        return [
            Tick(LEFT + 1, 88, on=True),
            Paragraph(LEFT + 7, 88, WIDTH - 8, form["general_interest"], 7.2, lines=3),
            Tick(LEFT + 7, 101.5, on=True),
            Paragraph(LEFT + 12.5, 101.5, WIDTH - 14, text, 8.5, bold=True, lines=2),
        ]

    def _signature(self) -> list[Item]:
        issuer, top = self._snapshot.issuer, self.sign_top
        room = RIGHT - _SIGN_LEFT
        items: list[Item] = [
            Text(_SIGN_LEFT, top - 2.2, "Date et signature", 9, bold=True),
            Box(_SIGN_LEFT, top, room, self.sign_height, thickness=0.8),
        ]
        signatory = ", ".join(
            part for part in (issuer.signatory_name, issuer.signatory_title) if part
        )
        if signatory:
            items.append(Text(_SIGN_LEFT + 3, top + 12, signatory, 8.5, fit=room - 6))
        if issuer.signature_sha256:
            height = self.sign_height - 18
            picture = Picture(_SIGN_LEFT + 10, top + 16, 60, height, issuer.signature_sha256)
            items.append(picture)
        return items

    def _number(self) -> list[Item]:
        snapshot = self._snapshot
        items: list[Item] = []
        if snapshot.number:
            items.append(Text(169.5, 34.2, snapshot.number, 12, bold=True, align=Align.CENTRE))
        told = []
        if snapshot.supplementary:
            told.append("Reçu complémentaire")
        if snapshot.replaces:
            told.append(f"Annule et remplace le reçu n° {snapshot.replaces}")
        if told:
            left = 64.0 if snapshot.issuer.logo_sha256 else LEFT
            items.append(Text(left, 34.2, " — ".join(told), 9, bold=True, fit=144 - left))
        return items

    def _day(self) -> list[Item]:
        snapshot = self._snapshot
        place = f"{snapshot.place}, le " if snapshot.place else "Le "
        day = f"{place}{format_day(snapshot.issued_on)}"
        return [Text(_SIGN_LEFT + 3, self.sign_top + 6.5, day, 9.5, fit=74)]

    def _table(self) -> Table:
        columns = (
            Column("Date", 24),
            Column("Mode de versement", 36),
            Column("Montant", _LIST_WIDTH - 60, Align.RIGHT),
        )
        rows = tuple(_row(line) for line in self._payments)
        return Table(columns, rows, 8.2, 4.6)

    def _annex(
        self, table: Table, rows: tuple[tuple[str, ...], ...], index: int, sheets: int
    ) -> Page:
        title = f"Liste des versements de l’année {self._snapshot.year}"
        items = self._annex_head(f"Feuille {index + 1} sur {sheets}")
        items.extend(listing(table, rows, title, 40))
        if index == sheets - 1:
            items.append(self._total(43 + (len(rows) + 1) * table.row_height))
        return Page(tuple(items))

    def _annex_head(self, told: str) -> list[Item]:
        """Return whose receipt a further sheet belongs to, and what the sheet is."""
        snapshot = self._snapshot
        donor = snapshot.recipient
        annex = f"Annexe au reçu n° {snapshot.number}" if snapshot.number else "Annexe au reçu"
        return [
            Text(LEFT, 19, snapshot.issuer.name, 11, bold=True, fit=110),
            Text(RIGHT, 19, annex, 11, bold=True, align=Align.RIGHT),
            Text(LEFT, 25, f"{donor.last_name} {donor.first_name}".strip(), 9.5, fit=100),
            Text(RIGHT, 25, told, 8, align=Align.RIGHT, grey=SOFT),
            Rule(LEFT, 28, RIGHT, 28, 0.8),
        ]

    def _total(self, y: float) -> Text:
        total = f"Total : {format_amount(self._snapshot.cents, 'fr')}"
        return Text(LEFT + _LIST_WIDTH - 1, y + 4, total, 8.5, bold=True, align=Align.RIGHT)


_ISSUER_LABELS = (
    (LEFT, 54, "Nom ou dénomination :"),
    (LEFT, 59.5, "Numéro SIREN ou RNA :"),
    (LEFT, 65, "Adresse (n° et rue) :"),
    (LEFT, 70.5, "Code postal :"),
    (LEFT + 57, 70.5, "Commune :"),
    (LEFT + 135, 70.5, "Pays :"),
    (LEFT, 76, "Objet :"),
)


def figures(cents: int) -> str:
    """Write an amount between asterisks, as receipts made by a computer do."""
    return f"***{format_number(cents, 'fr')}***"


def _row(line: ReceiptLine) -> tuple[str, ...]:
    return format_day(line.day), _MEANS[line.means.value], format_amount(line.cents, "fr")
