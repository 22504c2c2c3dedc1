# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The large dossiers that rows are measured on, made once and kept between runs."""

import csv
import hashlib
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from app.domain.imports.fields import ImportKind
from app.kernel.clock import FixedClock
from app.usecases.demo import FillDemo, demo_organisation
from app.usecases.imports import RunImport
from app.usecases.office import Office
from app.wiring import ShippedDoors
from db import migrations

CLOCK = FixedClock(date(2026, 1, 6))


_BEGINNINGS = ("b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "br", "ch", "gr")
_ENDINGS = ("a", "e", "i", "o", "u", "ai", "an", "eau", "in", "on", "ou")
_SYLLABLES = [begun + ended for begun in _BEGINNINGS for ended in _ENDINGS]
_SURNAMES = 60_000
"""Family names of a large file: France has some two hundred thousand borne by more than five."""


def large_dossier(donors: int, gifts: int) -> Path:
    """Return a demonstration of this size; it is kept in the system's temporary folder."""
    return _kept(f"{donors}-{gifts}", lambda office, _path: office.do(FillDemo(donors, gifts)))


def named_dossier(donors: int) -> Path:
    """Return a dossier of donors with as many family names as a whole country's; it is kept too.

    The demonstration's few names would make a list of words nobody has to search in.
    """

    def fill(office: Office, path: Path) -> None:
        table = path.with_suffix(".csv")
        with table.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, delimiter=";")
            rows.writerow(("Nom", "Prénom", "Adresse", "Code postal", "Ville", "Téléphone"))
            rows.writerows(people(donors))
        office.do(RunImport(ImportKind.DONORS, table))
        table.unlink()

    return _kept(f"{donors}-names", fill)


def people(donors: int) -> Iterator[tuple[str, ...]]:
    """Yield fictitious people: family name, first name, street, postal code, city, telephone."""
    chance = random.Random(2026)

    def word(least: int, most: int) -> str:
        return "".join(chance.choices(_SYLLABLES, k=chance.randint(least, most))).capitalize()

    surnames = sorted({word(2, 4) for _ in range(_SURNAMES)})
    chance.shuffle(surnames)
    shares = [1 / (rank + 40) for rank in range(len(surnames))]
    firsts = [word(2, 3) for _ in range(800)]
    cities = [(f"{number:05d}", word(2, 4)) for number in range(1000, 96000, 95)]
    for place, surname in enumerate(chance.choices(surnames, shares, k=donors)):
        code, city = chance.choice(cities)
        street = f"{chance.randint(1, 200)} rue {word(2, 3)}"
        yield surname, chance.choice(firsts), street, code, city, f"06{place:08d}"


def _kept(name: str, fill: Callable[[Office, Path], object]) -> Path:
    folder = Path(os.environ.get("OBOLE_BENCH", tempfile.gettempdir()))
    path = folder / f"obole-bench-{_schema()}-{name}.obole"
    if not path.exists():
        making = path.with_suffix(".making")
        making.unlink(missing_ok=True)
        office = ShippedDoors().create(str(making), demo_organisation(), clock=CLOCK)
        fill(office, making)
        office.close()
        making.rename(path)
    return path


def open_copy(path: Path, folder: Path) -> Office:
    """Open a copy, so that what a row writes is not kept."""
    copy = folder / "copy.obole"
    shutil.copy(path, copy)
    return ShippedDoors().open(str(copy), clock=CLOCK)


def _schema() -> str:
    """Return a word for the tables as the migrations make them."""
    folder = Path(migrations.__file__).parent / "versions"
    whole = b"".join(file.read_bytes() for file in sorted(folder.glob("v*.py")))
    return hashlib.sha256(whole).hexdigest()[:8]
