# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where each mention of form 2041-MEC-SD stands on the sheet."""

from app.domain.gifts import GiftNature
from app.domain.paper import Align, Box, Item, Page, Paragraph, Rule, Text
from app.kernel.formats import format_day
from app.kernel.spelling import spell_amount
from app.schemes.fr_sheet import Sheet, figures
from app.schemes.sheet import LEFT, RIGHT, SOFT, WIDTH, band, labels, ticks

_KIND, _MONEY, _WHOLE = 159.0, 194.0, 216.0
_TOLD_LINES, _TOLD_LETTERS = 3, 330
"""What is given in kind is told on the sheet up to so many letters, else on one of its own
(note 7 of the form)."""
_NOTES_TOP = 272.0
_HOME = "France"


class CompanyLayout(Sheet):
    """A receipt of form 2041-MEC-SD."""

    sign_top = 236.0
    sign_height = 30.0
    list_rows = 4

    def background(self) -> tuple[Item, ...]:
        """Return what every first sheet of the association shares."""
        return (
            *self._head(),
            *self._issuer(),
            *band("Entreprise donatrice", 110),
            *labels(_COMPANY_LABELS),
            *band("Dons et versements effectués par l’entreprise", 141.5),
            *self._certificate(),
            *self._signature(),
            *self._notes(),
        )

    def own(self) -> list[Item]:
        """Return number, company, amounts, boxes, period and day."""
        return [
            *self._number(),
            *self._company(),
            *self._amounts(),
            *self._described(),
            *ticks(self._form["payments"], set(self._snapshot.payment), (40, 70, 88, 148), 207.8),
            Text(LEFT + 112, 230, self._period(), 9.5, bold=True, fit=WIDTH - 112),
            *self._day(),
        ]

    def pages(self) -> tuple[Page, ...]:
        """Return the sheets; a long description of what was given has one of its own."""
        first, *annexes = super().pages()
        if self._told_inline:
            return (first, *annexes)
        return (first, self._description(), *annexes)

    @property
    def _told_inline(self) -> bool:
        return len(self._snapshot.precision) <= _TOLD_LETTERS

    def _certificate(self) -> list[Item]:
        kind, money = self._form["acknowledged"]
        return [
            Paragraph(LEFT, 152, WIDTH, kind, 8.5, lines=2),
            *_frame(_KIND, "Valeur totale des dons en nature en toutes lettres :"),
            Paragraph(LEFT, 172, WIDTH, self._form["description"], 8, lines=1, grey=SOFT),
            Paragraph(LEFT, 188, WIDTH, money, 8.5, lines=2),
            *_frame(_MONEY, "Total des versements en toutes lettres :"),
            Text(LEFT, 207.8, "Forme des versements :", 8.5, bold=True),
            Text(LEFT, 213.4, self._form["total"], 8.5, bold=True),
            *_frame(_WHOLE, "Montant total en toutes lettres :"),
            Text(LEFT, 230, self._form["period"], 8, grey=SOFT),
        ]

    def _notes(self) -> list[Item]:
        told = " ".join(self._form["notes"])
        return [
            Rule(LEFT, _NOTES_TOP - 3.5, LEFT + 45, _NOTES_TOP - 3.5, 0.4),
            Paragraph(LEFT, _NOTES_TOP, WIDTH, told, 6.3, lines=6, grey=0.2),
        ]

    def _company(self) -> list[Item]:
        donor = self._snapshot.recipient
        town = donor.city if donor.country in {"", _HOME} else f"{donor.city} ({donor.country})"
        number = f"Donateur n° {donor.number}"
        return [
            Text(LEFT + 37, 121, donor.last_name, 10, bold=True, fit=WIDTH - 38),
            Text(LEFT + 37, 126.5, donor.legal_form, 9.5, fit=66),
            Text(LEFT + 132, 126.5, donor.registration, 9.5, bold=True, fit=41),
            Text(LEFT + 37, 132, ", ".join(donor.street), 9.5, fit=WIDTH - 38),
            Text(LEFT + 37, 137.5, donor.postal_code, 9.5, fit=18),
            Text(LEFT + 77, 137.5, town, 9.5, fit=WIDTH - 78),
            Text(RIGHT - 1, 114.3, number, 7.5, align=Align.RIGHT, grey=SOFT),
        ]

    def _amounts(self) -> list[Item]:
        lines = self._snapshot.lines
        money = sum(line.cents for line in lines if line.nature is GiftNature.MONEY)
        whole = self._snapshot.cents
        items: list[Item] = []
        for top, cents in ((_KIND, whole - money), (_MONEY, money), (_WHOLE, whole)):
            items.append(
                Text(
                    LEFT + 26, top + 5.8, figures(cents), 11, bold=True, align=Align.CENTRE, fit=50
                )
            )
            words = spell_amount(cents, "fr")
            items.append(Paragraph(LEFT + 68, top + 6, WIDTH - 69, words, 9, bold=True, lines=2))
        return items

    def _described(self) -> list[Item]:
        told = self._snapshot.precision if self._told_inline else "Voir la description ci-jointe."
        if not told:
            return []
        return [Paragraph(LEFT, 176.5, WIDTH, told, 8.5, bold=True, lines=_TOLD_LINES)]

    def _period(self) -> str:
        """Return the day of the only payment, or the first and the last."""
        days = [payment.day for payment in self._payments]
        if min(days) == max(days):
            return format_day(days[0])
        return f"du {format_day(min(days))} au {format_day(max(days))}"

    def _description(self) -> Page:
        items = self._annex_head("Description des biens et prestations reçus et acceptés")
        items.append(Paragraph(LEFT, 48, WIDTH, self._snapshot.precision, 9.5, lines=40))
        return Page((*items, *self._signature(), *self._day()))


def _frame(top: float, label: str) -> list[Item]:
    """Return the box of an amount, and where its words go."""
    return [
        Box(LEFT, top, 52, 8, thickness=0.8),
        Text(LEFT + 54, top + 5.6, "euros", 9),
        Text(LEFT + 68, top + 1.6, label, 7.5, grey=SOFT),
    ]


_COMPANY_LABELS = (
    (LEFT, 121, "Dénomination :"),
    (LEFT, 126.5, "Forme juridique :"),
    (LEFT + 106, 126.5, "Numéro SIREN :"),
    (LEFT, 132, "Adresse (n° et rue) :"),
    (LEFT, 137.5, "Code postal :"),
    (LEFT + 58, 137.5, "Commune :"),
)
