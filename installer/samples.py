# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the sample workbook again: a small association's file, as it is really kept.

Run as ``python -m installer.samples``. Everybody in it is fictitious. It has what such files have:
titles above the heads, names in one cell, postal codes that lost their zero, days as text and as
day numbers, amounts as text, remarks between the lines, a total at the foot.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.demo import demo_donors
from app.domain.donors import Donor

TARGET = Path(__file__).resolve().parent.parent / "resources" / "samples" / "moulin-modele.xlsx"
_DONORS, _CHEQUES, _HISTORY = 60, 40, 90
_MADE = datetime(2026, 1, 5, tzinfo=UTC)
_AMOUNTS = (10, 20, 20, 30, 50, 50, 50, 80, 100, 150, 200)
_BANKS = ("Banque Postale", "Crédit Agricole", "BNP Paribas", "Crédit Mutuel", "Caisse d'Épargne")
_DAY_ZERO = date(1899, 12, 30)


def main() -> None:
    """Write the workbook; the same bytes each time."""
    people = [donor for donor in demo_donors(_DONORS, 7, 2025) if donor.deceased_on is None]
    book = Workbook()
    book.properties.created = book.properties.modified = _MADE.replace(tzinfo=None)
    book.remove(book.active)
    _donors(book.create_sheet("Donateurs"), people)
    _cheques(book.create_sheet("Chèques décembre 2025"), people)
    _history(book.create_sheet("Dons 2023-2024"), people)
    body = io.BytesIO()
    book.save(body)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(_steady(body.getvalue()))


def _steady(body: bytes) -> bytes:
    """Return the same workbook without the instants of its making."""
    out = io.BytesIO()
    stamp = _MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = re.sub(rb"(W3CDTF\">)[^<]*", rb"\g<1>" + stamp, old.read(name))
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 5, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _title(sheet: Worksheet, title: str, heads: tuple[str, ...]) -> None:
    sheet.append([title])
    sheet.append(["Fichier tenu par le secrétariat — personnes fictives"])
    sheet.append([])
    sheet.append(list(heads))
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=4)
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[4]:
        cell.font = Font(bold=True)
    for column in range(1, len(heads) + 1):
        sheet.column_dimensions[chr(ord("A") + column - 1)].width = 20


def _former(rank: int) -> str:
    return f"M{rank + 1:03d}"


def _name(donor: Donor) -> str:
    if donor.organisation_name:
        return donor.organisation_name
    return f"{donor.last_name.upper()} {donor.first_name}"


def _donors(sheet: Worksheet, people: list[Donor]) -> None:
    heads = ("N°", "Civ.", "Nom complet", "Adresse", "CP", "Ville", "Tél.", "Mail", "Obs")
    _title(sheet, "LISTE DES DONATEURS DU MOULIN MODÈLE", heads)
    for rank, donor in enumerate(people):
        address = donor.address
        code: str | int = address.postal_code
        if rank % 3 == 0:
            code = int(address.postal_code)
        if rank == len(people) // 2:
            sheet.append(["", "", "à relancer en janvier :"])
        row = (
            _former(rank),
            donor.civility,
            _name(donor),
            address.street,
            code,
            address.city.upper() if rank % 2 else address.city,
            donor.phone,
            donor.email.replace("@", " at ") if rank == 12 else donor.email,  # noqa: PLR2004
            "préfère le courrier" if rank % 17 == 0 else "",
        )
        sheet.append(list(row))
    sheet.append([])
    sheet.append(["", "", f"Total : {len(people)} donateurs"])


def _cheques(sheet: Worksheet, people: list[Donor]) -> None:
    heads = ("N° donateur", "Nom", "Reçu le", "Montant", "N° chèque", "Banque")
    _title(sheet, "CHÈQUES REÇUS EN DÉCEMBRE 2025", heads)
    total = 0
    for index, (rank, day, amount) in enumerate(_given(_CHEQUES, people, date(2025, 12, 1), 30)):
        total += amount
        row = (
            _former(rank),
            _name(people[rank]),
            day,
            amount,
            f"{4_000_000 + 13 * index}",
            _BANKS[index % len(_BANKS)],
        )
        sheet.append(list(row))
        sheet.cell(sheet.max_row, 3).number_format = "DD/MM/YYYY"
    sheet.append(["", "Total", "", total])


def _history(sheet: Worksheet, people: list[Donor]) -> None:
    heads = ("N° donateur", "Donateur", "Dt don", "Mt", "Mode", "Réf.")
    _title(sheet, "DONS DES ANNÉES 2023 ET 2024", heads)
    modes = ("CHQ", "CHQ", "CHQ", "VIR", "ESP", "CB")
    total = 0
    for index, (rank, day, amount) in enumerate(_given(_HISTORY, people, date(2023, 1, 9), 700)):
        total += amount
        shown = (day, day.strftime("%d/%m/%y"), (day - _DAY_ZERO).days)[index % 3]
        money: str | int = amount if index % 4 else f"{amount},00 €"
        mode = modes[index % len(modes)]
        sheet.append([_former(rank), _name(people[rank]), shown, money, mode, f"D{index + 1:04d}"])
        if index % 3 == 0:
            sheet.cell(sheet.max_row, 3).number_format = "DD/MM/YYYY"
        if index == _HISTORY // 2:
            sheet.append(["", "ANONYME", date(2024, 6, 9), 35, "ESP", "D0900"])
            sheet.append(["", "Nom illisible", "31/02/2024", 15, "CHQ", "D0901"])
            total += 35 + 15
    sheet.append(["", "TOTAL", "", total])


def _given(
    count: int, people: list[Donor], first: date, span: int
) -> Iterator[tuple[int, date, int]]:
    random = Random(f"sample {first}")  # noqa: S311 - not a secret
    days = sorted(random.randrange(span) for _index in range(count))
    for day in days:
        yield random.randrange(len(people)), first + timedelta(day), random.choice(_AMOUNTS)


if __name__ == "__main__":
    main()
