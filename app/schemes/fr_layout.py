# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where each mention of form 2041-RD stands on the sheet."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

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
    broken_over,
    heading_of,
    rows_on,
)
from app.domain.receipts import ReceiptLine, Scope, Snapshot
from app.kernel.formats import format_day
from app.kernel.money import format_amount, format_number

_LEFT, _RIGHT = 18.0, 192.0
_WIDTH = _RIGHT - _LEFT
_SOFT = 0.35
_LIST_TOP, _LIST_ROWS = 208.0, 9
_LIST_WIDTH = 88.0
_SIGN_LEFT = 112.0
_NOTES_TOP = 270.0
_NEXT_TOP, _NEXT_END = 48.0, 275.0
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


class Layout:
    """One receipt on paper.

    Args:
        form: The version of the form, as the scheme's data words it.
        snapshot: What to print.
    """

    def __init__(self, form: Mapping[str, Any], snapshot: Snapshot) -> None:
        """Lay out one receipt."""
        self._form = form
        self._snapshot = snapshot
        self._payments = _payments(snapshot.lines)
        self._listed = snapshot.scope is Scope.ANNUAL and len(self._payments) > 1

    def background(self) -> tuple[Item, ...]:
        """Return what every first sheet of the association shares."""
        return (
            *self._head(),
            *self._issuer(),
            *_band("Donateur", 110),
            *_labels(_DONOR_LABELS),
            *self._certificate(),
            *self._signature(),
            *self._notes(),
        )

    def pages(self) -> tuple[Page, ...]:
        """Return the first sheet, then the list of payments when it is too long for it."""
        table = self._table()
        inline = self._listed and len(table.rows) <= _LIST_ROWS
        own = [*self._number(), *self._donor(), *self._amount(), *self._boxes(), *self._day()]
        if inline:
            own.extend(_listing(table, table.rows, "Liste des versements", _LIST_TOP))
            own.append(self._total(_LIST_TOP + 3 + (len(table.rows) + 1) * table.row_height))
        first = Page(tuple(own), self.background())
        if inline or not self._listed:
            return (first,)
        sheets = broken_over(table, _NEXT_END - _NEXT_TOP, _NEXT_END - _NEXT_TOP)
        return (first, *(self._annex(table, rows, i, len(sheets)) for i, rows in enumerate(sheets)))

    def _head(self) -> list[Item]:
        form, issuer = self._form, self._snapshot.issuer
        left = 64.0 if issuer.logo_sha256 else _LEFT
        items: list[Item] = [
            Text(left, 19, form["title"][0], 13, bold=True, fit=152 - left),
            Text(left, 25, form["title"][1], 9.5, fit=152 - left),
            Text(_RIGHT, 15, form["reference"], 9, bold=True, align=Align.RIGHT),
            Text(_RIGHT, 19.5, f"N° {form['version']}", 8, align=Align.RIGHT, grey=_SOFT),
            Text(_RIGHT, 26, "Numéro d’ordre du reçu", 8, align=Align.RIGHT, grey=_SOFT),
            Box(147, 28, 45, 9, thickness=0.8),
        ]
        if issuer.logo_sha256:
            items.append(Picture(_LEFT, 11, 42, 24, issuer.logo_sha256))
        return items

    def _issuer(self) -> list[Item]:
        issuer = self._snapshot.issuer
        street = ", ".join(issuer.street)
        return [
            *_band("Organisme bénéficiaire des dons et versements", 42),
            *_labels(_ISSUER_LABELS),
            Text(_LEFT + 37, 54, issuer.name, 10, bold=True, fit=_WIDTH - 38),
            Text(_LEFT + 37, 59.5, issuer.registration, 9.5, fit=60),
            Text(_LEFT + 37, 65, street, 9.5, fit=_WIDTH - 38),
            Text(_LEFT + 37, 70.5, issuer.postal_code, 9.5, fit=18),
            Text(_LEFT + 74, 70.5, issuer.city, 9.5, fit=58),
            Text(_LEFT + 146, 70.5, issuer.country, 9.5, fit=28),
            Paragraph(_LEFT + 37, 76, _WIDTH - 38, issuer.purpose, 9, lines=2),
            *self._category(),
        ]

    def _category(self) -> list[Item]:
        form = self._form
        category = form["categories"][self._snapshot.issuer.category]
        text = " ".join((category["text"], self._snapshot.issuer.category_detail)).strip()
        if not category["general_interest"]:
            return [
                Tick(_LEFT + 1, 89, on=True),
                Paragraph(_LEFT + 7, 89, _WIDTH - 8, text, 8.5, lines=3),
            ]
        return [
            Tick(_LEFT + 1, 88, on=True),
            Paragraph(_LEFT + 7, 88, _WIDTH - 8, form["general_interest"], 7.2, lines=3),
            Tick(_LEFT + 7, 101.5, on=True),
            Paragraph(_LEFT + 12.5, 101.5, _WIDTH - 14, text, 8.5, bold=True, lines=2),
        ]

    def _certificate(self) -> list[Item]:
        articles = self._form["articles"]
        given = set(self._snapshot.issuer.articles)
        items: list[Item] = [
            Text(
                _LEFT,
                141.5,
                "Le bénéficiaire reconnaît avoir reçu des dons et versements ouvrant droit à"
                " réduction d’impôt d’un montant de :",
                9,
                fit=_WIDTH,
            ),
            Box(_LEFT, 144.5, 52, 9, thickness=0.8),
            Text(_LEFT + 54, 150.5, "Euros", 9),
            Text(_LEFT + 68, 147.5, "Somme en toutes lettres :", 8, grey=_SOFT),
            Text(_LEFT, 160, "Date du versement ou du don :", 8, grey=_SOFT),
            Paragraph(
                _LEFT,
                168.5,
                _WIDTH,
                "Le bénéficiaire certifie sur l’honneur que les dons et versements qu’il reçoit"
                " ouvrent droit à la réduction d’impôt prévue à l’article :",
                9,
                lines=1,
            ),
        ]
        items.extend(_ticks(articles, given, (4, 49), 174.5))
        return items

    def _signature(self) -> list[Item]:
        issuer = self._snapshot.issuer
        items: list[Item] = [
            Text(_SIGN_LEFT, 208.8, "Date et signature", 9, bold=True),
            Box(_SIGN_LEFT, 211, _RIGHT - _SIGN_LEFT, 45, thickness=0.8),
        ]
        signatory = ", ".join(
            part for part in (issuer.signatory_name, issuer.signatory_title) if part
        )
        if signatory:
            items.append(Text(_SIGN_LEFT + 3, 223, signatory, 8.5, fit=_RIGHT - _SIGN_LEFT - 6))
        if issuer.signature_sha256:
            items.append(Picture(_SIGN_LEFT + 10, 227, 60, 27, issuer.signature_sha256))
        return items

    def _notes(self) -> list[Item]:
        items: list[Item] = [Rule(_LEFT, _NOTES_TOP - 4, _LEFT + 45, _NOTES_TOP - 4, 0.4)]
        first, second = self._form["notes"]
        items.append(Paragraph(_LEFT, _NOTES_TOP, _WIDTH, first, 6.3, lines=4, grey=0.2))
        items.append(Paragraph(_LEFT, _NOTES_TOP + 10.5, _WIDTH, second, 6.3, lines=3, grey=0.2))
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
            left = 64.0 if snapshot.issuer.logo_sha256 else _LEFT
            items.append(Text(left, 34.2, " — ".join(told), 9, bold=True, fit=144 - left))
        return items

    def _donor(self) -> list[Item]:
        donor = self._snapshot.recipient
        street = ", ".join(donor.street)
        return [
            Text(_LEFT + 37, 121, donor.last_name, 10, bold=True, fit=62),
            Text(_LEFT + 122, 121, donor.first_name, 10, bold=True, fit=51),
            Text(_LEFT + 37, 126.5, street, 9.5, fit=_WIDTH - 38),
            Text(_LEFT + 37, 132, donor.postal_code, 9.5, fit=18),
            Text(_LEFT + 74, 132, donor.city, 9.5, fit=58),
            Text(_LEFT + 146, 132, donor.country, 9.5, fit=28),
            Text(
                _RIGHT - 1, 114.3, f"Donateur n° {donor.number}", 7.5, align=Align.RIGHT, grey=_SOFT
            ),
        ]

    def _amount(self) -> list[Item]:
        snapshot = self._snapshot
        figures = f"***{format_number(snapshot.cents, 'fr')}***"
        return [
            Text(_LEFT + 26, 150.8, figures, 12, bold=True, align=Align.CENTRE, fit=50),
            Paragraph(_LEFT + 68, 152, _WIDTH - 69, snapshot.words, 9.5, bold=True, lines=2),
            Text(_LEFT + 48, 160, self._paid_on(), 9.5, bold=True, fit=_WIDTH - 49),
        ]

    def _paid_on(self) -> str:
        snapshot = self._snapshot
        if not self._listed:
            return format_day(snapshot.lines[0].day)
        inline = len(self._payments) <= _LIST_ROWS
        where = "liste ci-dessous" if inline else "liste en annexe"
        return f"cumul de l’année {snapshot.year} ({len(self._payments)} versements, {where})"

    def _boxes(self) -> list[Item]:
        form, snapshot = self._form, self._snapshot
        natures = dict(form["natures"])
        costs = natures.pop("frais")
        other = natures.pop("autres")
        return [
            Text(_LEFT, 181.5, "Forme du don", 8.5, bold=True),
            *_ticks(form["gift_forms"], set(snapshot.gift_form), (34, 64, 100, 146), 181.5),
            Text(_LEFT, 187.5, "Nature du don", 8.5, bold=True),
            *_ticks(natures, set(snapshot.nature), (34, 64, 106), 187.5),
            *_ticks({"frais": costs, "autres": other}, set(snapshot.nature), (34, 146), 192.8),
            Text(
                _LEFT,
                198.5,
                "En cas de don en numéraire, mode de versement",
                8.5,
                bold=True,
                fit=70,
            ),
            *_ticks(form["payments"], set(snapshot.payment), (72, 100, 120), 198.5),
            *self._precision(),
        ]

    def _precision(self) -> list[Item]:
        """Return what the box “Autres (précisez)” is asked to say."""
        if not self._snapshot.precision:
            return []
        told = f"Autres : {self._snapshot.precision}"
        return [Paragraph(_LEFT + 34, 203, _WIDTH - 34, told, 7.8, lines=1)]

    def _day(self) -> list[Item]:
        snapshot = self._snapshot
        place = f"{snapshot.place}, le " if snapshot.place else "Le "
        return [
            Text(_SIGN_LEFT + 3, 217.5, f"{place}{format_day(snapshot.issued_on)}", 9.5, fit=74)
        ]

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
        snapshot = self._snapshot
        donor = snapshot.recipient
        annex = f"Annexe au reçu n° {snapshot.number}" if snapshot.number else "Annexe au reçu"
        items: list[Item] = [
            Text(_LEFT, 19, snapshot.issuer.name, 11, bold=True, fit=110),
            Text(_RIGHT, 19, annex, 11, bold=True, align=Align.RIGHT),
            Text(_LEFT, 25, f"{donor.last_name} {donor.first_name}", 9.5, fit=110),
            Text(_RIGHT, 25, f"Feuille {index + 1} sur {sheets}", 8, align=Align.RIGHT, grey=_SOFT),
            Rule(_LEFT, 28, _RIGHT, 28, 0.8),
            *_listing(table, rows, f"Liste des versements de l’année {snapshot.year}", 40),
        ]
        if index == sheets - 1:
            items.append(self._total(43 + (len(rows) + 1) * table.row_height))
        return Page(tuple(items))

    def _total(self, y: float) -> Text:
        total = f"Total : {format_amount(self._snapshot.cents, 'fr')}"
        return Text(_LEFT + _LIST_WIDTH - 1, y + 4, total, 8.5, bold=True, align=Align.RIGHT)


_ISSUER_LABELS = (
    (_LEFT, 54, "Nom ou dénomination :"),
    (_LEFT, 59.5, "Numéro SIREN ou RNA :"),
    (_LEFT, 65, "Adresse (n° et rue) :"),
    (_LEFT, 70.5, "Code postal :"),
    (_LEFT + 57, 70.5, "Commune :"),
    (_LEFT + 135, 70.5, "Pays :"),
    (_LEFT, 76, "Objet :"),
)
_DONOR_LABELS = (
    (_LEFT, 121, "Nom :"),
    (_LEFT + 105, 121, "Prénoms :"),
    (_LEFT, 126.5, "Adresse (n° et rue) :"),
    (_LEFT, 132, "Code postal :"),
    (_LEFT + 57, 132, "Commune :"),
    (_LEFT + 135, 132, "Pays :"),
)


def _labels(labels: tuple[tuple[float, float, str], ...]) -> list[Item]:
    return [Text(x, y, text, 8, grey=_SOFT) for x, y, text in labels]


def _band(title: str, y: float) -> list[Item]:
    return [
        Box(_LEFT, y, _WIDTH, 6.2, fill=0.9, thickness=0),
        Text(_LEFT + 2, y + 4.4, title, 10, bold=True),
    ]


def _ticks(
    texts: Mapping[str, str], ticked: set[str], places: tuple[float, ...], y: float
) -> list[Item]:
    items: list[Item] = []
    ends = (*places[1:], _WIDTH)
    for (code, text), place, end in zip(texts.items(), places, ends, strict=True):
        x, room = _LEFT + place, end - place - 6
        items.append(Tick(x, y, on=code in ticked))
        items.append(Text(x + 4.5, y, text, 7.8, bold=code in ticked, fit=room))
    return items


def _listing(table: Table, rows: tuple[tuple[str, ...], ...], title: str, y: float) -> list[Item]:
    body, _end = rows_on(table, rows, _LEFT, y + 3 + table.row_height)
    return [Text(_LEFT, y + 0.8, title, 9, bold=True), *heading_of(table, _LEFT, y + 3), *body]


def _payments(lines: tuple[ReceiptLine, ...]) -> list[ReceiptLine]:
    """Return one line for each payment: the shares of several funds are one to its donor."""
    payments: dict[int, ReceiptLine] = {}
    for line in lines:
        key = line.payment or line.gift_id
        first = payments.get(key)
        payments[key] = replace(first, cents=first.cents + line.cents) if first else line
    return list(payments.values())


def _row(line: ReceiptLine) -> tuple[str, ...]:
    return format_day(line.day), _MEANS[line.means.value], format_amount(line.cents, "fr")
