# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks of the size another program leaves behind, for the rows on imports."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from tests.perf.dossiers import people

DONOR_HEADS = (
    "Numéro", "Civilité", "Nom", "Prénom", "Société", "Complément", "Bâtiment", "Adresse",
    "Lieu-dit", "Code postal", "Ville", "Pays", "Téléphone", "Courriel", "Remarques",
    "Ne pas écrire", "Ne pas téléphoner", "Infolettre", "Date de naissance", "Profession",
    "Date de création", "Créé par", "Dernier don le", "Total des dons", "Nombre de dons",
)  # fmt: skip
"""Twenty-five columns, of which a few are no business of a dossier, as in any real file."""

GIFT_HEADS = (
    "Numéro", "Nom", "Prénom", "Code postal", "Date", "Montant", "Mode", "N° chèque", "Fonds",
    "Référence",
)  # fmt: skip
_MEANS = ("Chèque", "CB", "Virement", "Espèces", "Prélèvement")
_FIRST_DAY = date(2016, 1, 1)
_DAYS = 3_600


def donors_workbook(path: Path, donors: int) -> None:
    """Write a workbook of fictitious donors, of 25 columns."""
    _write(path, DONOR_HEADS, donor_rows(donors))


def known_donors_workbook(path: Path, donors: int) -> None:
    """Write a workbook of the same donors, of each of whom something more is told."""
    remarks = DONOR_HEADS.index("Remarques")
    more = ((*row[:remarks], "vue au forum", *row[remarks + 1 :]) for row in donor_rows(donors))
    _write(path, DONOR_HEADS, more)


def gifts_workbook(path: Path, donors: int, gifts: int) -> None:
    """Write a workbook of gifts by the same donors, who are named by their former number."""
    _write(path, GIFT_HEADS, gift_rows(donors, gifts))


def donor_rows(donors: int) -> Iterator[Sequence[object]]:
    """Yield the rows of ``donors_workbook`` below its head."""
    born = date(1950, 5, 17)
    for place, (last, first, street, code, city, phone) in enumerate(people(donors)):
        email = f"{first}.{last}.{place}@example.org".lower()
        society = f"Association {last}" if place % 25 == 0 else ""
        yield (
            f"A{place}", ("M.", "Mme")[place % 2], last, first, society,
            "Appt 3" if place % 9 == 0 else "", "", street, "", code, city, "France", phone, email,
            "donatrice fidèle" if place % 11 == 0 else "", "", "oui" if place % 50 == 0 else "",
            "oui" if place % 3 == 0 else "", born + timedelta(days=place % 9000), "retraitée",
            _FIRST_DAY + timedelta(days=place % _DAYS), "accueil",
            _FIRST_DAY + timedelta(days=place % _DAYS), float(place % 900), place % 12,
        )  # fmt: skip


def gift_rows(donors: int, gifts: int) -> Iterator[Sequence[object]]:
    """Yield the rows of ``gifts_workbook`` below its head, in the order of their days."""
    chance = random.Random(2027)
    names = list(people(donors))
    for place in range(gifts):
        who = chance.randrange(donors)
        last, first, _street, code, _city, _phone = names[who]
        means = chance.choice(_MEANS)
        cheque = f"{place:07d}" if means == "Chèque" else ""
        day = _FIRST_DAY + timedelta(days=place * _DAYS // gifts)
        cents = chance.choice((1000, 2000, 3500, 5000, 10050))
        yield f"A{who}", last, first, code, day, cents / 100, means, cheque, "", f"R{place}"


def _write(path: Path, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False})
    sheet = book.add_worksheet("Feuille")
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, heads)
    for number, row in enumerate(rows, 1):
        for index, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, index, value, days)
            elif value != "":
                sheet.write(number, index, value)
    book.close()
