# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where each mention of form 2041-RD stands on the sheet."""

from app.domain.paper import Align, Box, Item, Paragraph, Rule, Text
from app.kernel.formats import format_day
from app.schemes.fr_sheet import Sheet, figures
from app.schemes.sheet import LEFT, RIGHT, SOFT, WIDTH, band, labels, ticks

_NOTES_TOP = 270.0


class Layout(Sheet):
    """A receipt of form 2041-RD."""

    def background(self) -> tuple[Item, ...]:
        """Return what every first sheet of the association shares."""
        return (
            *self._head(),
            *self._issuer(),
            *band("Donateur", 110),
            *labels(_DONOR_LABELS),
            *self._certificate(),
            *self._signature(),
            *self._notes(),
        )

    def own(self) -> list[Item]:
        """Return number, donor, amount, boxes and day."""
        return [*self._number(), *self._donor(), *self._amount(), *self._boxes(), *self._day()]

    def _certificate(self) -> list[Item]:
        articles = self._form["articles"]
        given = set(self._snapshot.issuer.articles)
        items: list[Item] = [
            Text(
                LEFT,
                141.5,
                "Le bénéficiaire reconnaît avoir reçu des dons et versements ouvrant droit à"
                " réduction d’impôt d’un montant de :",
                9,
                fit=WIDTH,
            ),
            Box(LEFT, 144.5, 52, 9, thickness=0.8),
            Text(LEFT + 54, 150.5, "Euros", 9),
            Text(LEFT + 68, 147.5, "Somme en toutes lettres :", 8, grey=SOFT),
            Text(LEFT, 160, "Date du versement ou du don :", 8, grey=SOFT),
            Paragraph(
                LEFT,
                168.5,
                WIDTH,
                "Le bénéficiaire certifie sur l’honneur que les dons et versements qu’il reçoit"
                " ouvrent droit à la réduction d’impôt prévue à l’article :",
                9,
                lines=1,
            ),
        ]
        items.extend(ticks(articles, given, (4, 49), 174.5))
        return items

    def _notes(self) -> list[Item]:
        items: list[Item] = [Rule(LEFT, _NOTES_TOP - 4, LEFT + 45, _NOTES_TOP - 4, 0.4)]
        first, second = self._form["notes"]
        items.append(Paragraph(LEFT, _NOTES_TOP, WIDTH, first, 6.3, lines=4, grey=0.2))
        items.append(Paragraph(LEFT, _NOTES_TOP + 10.5, WIDTH, second, 6.3, lines=3, grey=0.2))
        return items

    def _donor(self) -> list[Item]:
        donor = self._snapshot.recipient
        street = ", ".join(donor.street)
        return [
            Text(LEFT + 37, 121, donor.last_name, 10, bold=True, fit=62),
            Text(LEFT + 122, 121, donor.first_name, 10, bold=True, fit=51),
            Text(LEFT + 37, 126.5, street, 9.5, fit=WIDTH - 38),
            Text(LEFT + 37, 132, donor.postal_code, 9.5, fit=18),
            Text(LEFT + 74, 132, donor.city, 9.5, fit=58),
            Text(LEFT + 146, 132, donor.country, 9.5, fit=28),
            Text(
                RIGHT - 1, 114.3, f"Donateur n° {donor.number}", 7.5, align=Align.RIGHT, grey=SOFT
            ),
        ]

    def _amount(self) -> list[Item]:
        snapshot = self._snapshot
        return [
            Text(
                LEFT + 26, 150.8, figures(snapshot.cents), 12, bold=True, align=Align.CENTRE, fit=50
            ),
            Paragraph(LEFT + 68, 152, WIDTH - 69, snapshot.words, 9.5, bold=True, lines=2),
            Text(LEFT + 48, 160, self._paid_on(), 9.5, bold=True, fit=WIDTH - 49),
        ]

    def _paid_on(self) -> str:
        snapshot = self._snapshot
        if not self._listed:
            return format_day(snapshot.lines[0].day)
        where = "liste ci-dessous" if self._inline else "liste en annexe"
        return f"cumul de l’année {snapshot.year} ({len(self._payments)} versements, {where})"

    def _boxes(self) -> list[Item]:
        form, snapshot = self._form, self._snapshot
        natures = dict(form["natures"])
        costs = natures.pop("frais")
        other = natures.pop("autres")
        return [
            Text(LEFT, 181.5, "Forme du don", 8.5, bold=True),
            *ticks(form["gift_forms"], set(snapshot.gift_form), (34, 64, 100, 146), 181.5),
            Text(LEFT, 187.5, "Nature du don", 8.5, bold=True),
            *ticks(natures, set(snapshot.nature), (34, 64, 106), 187.5),
            *ticks({"frais": costs, "autres": other}, set(snapshot.nature), (34, 146), 192.8),
            Text(
                LEFT,
                198.5,
                "En cas de don en numéraire, mode de versement",
                8.5,
                bold=True,
                fit=70,
            ),
            *ticks(form["payments"], set(snapshot.payment), (72, 100, 120), 198.5),
            *self._precision(),
        ]

    def _precision(self) -> list[Item]:
        """Return what the box “Autres (précisez)” is asked to say."""
        if not self._snapshot.precision:
            return []
        told = f"Autres : {self._snapshot.precision}"
        return [Paragraph(LEFT + 34, 203, WIDTH - 34, told, 7.8, lines=1)]


_DONOR_LABELS = (
    (LEFT, 121, "Nom :"),
    (LEFT + 105, 121, "Prénoms :"),
    (LEFT, 126.5, "Adresse (n° et rue) :"),
    (LEFT, 132, "Code postal :"),
    (LEFT + 57, 132, "Commune :"),
    (LEFT + 135, 132, "Pays :"),
)
