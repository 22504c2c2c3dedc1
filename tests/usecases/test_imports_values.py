# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that want a look are told once for all their rows, and mended once for all of them."""

from pathlib import Path

from app.domain.gifts import Means
from app.domain.imports.fields import Field, ImportKind
from app.domain.imports.findings import Finding
from app.domain.organisation import Fund
from app.usecases.donors import FindDonors, ShowDonor
from app.usecases.imports import RunImport
from app.usecases.imports.choices import Choices
from app.usecases.imports.groups import GroupValues, ValueGroup, accepted
from app.usecases.imports.undoing import UndoImport
from app.usecases.office import Office
from app.usecases.organisation import SaveFund
from tests.support.tables import text

DONORS, GIFTS = ImportKind.DONORS, ImportKind.GIFTS
HEAD = "Nom;Civilité;CP;Ville;Pays;Date;Montant;Mode;Fonds\n"
ROWS = (
    "Abricot;Mr;1000;BOURG;;03/12/25;50;Chéqe;Toiture",
    "Bleuet;Mme;35000;Rennes;Franse;O3/12/2025;1 234,50 €;CHQ;Toitures",
    "Cassis;Mme;35000;RENNES;;12/31/2025;5O;Chéqe;Orgue",
    "Datte;Zig;35000;Rennes;;14/12/25;6;Troc;",
    "Total;;;;;;1 340,50;;",
)


def _file(folder: Path, name: str = "a.csv") -> Path:
    return text(folder / name, HEAD + "".join(f"{row}\n" for row in ROWS))


def _told(groups: list[ValueGroup]) -> list[tuple[object, ...]]:
    return [(g.field, g.found, g.rows, g.values, g.finding, g.proposed) for g in groups]


def test_values_are_grouped_with_their_proposal(office: Office, tmp_path: Path) -> None:
    office.do(SaveFund(Fund(code="TOIT", name="Toiture")))
    found = office.ask(GroupValues(GIFTS, _file(tmp_path)))
    told = set(_told(list(found.groups)))
    unread, new, mended = Finding.UNREADABLE, Finding.UNKNOWN, Finding.MENDED
    assert told == {
        (Field.DAY, "O3/12/2025", 1, 1, unread, "03/12/2025"),
        (Field.DAY, "12/31/2025", 1, 1, unread, "31/12/2025"),
        (Field.AMOUNT, "5O", 1, 1, unread, "50.00"),
        (Field.COUNTRY, "Franse", 1, 1, unread, "France"),
        (Field.MEANS, "Chéqe", 2, 1, unread, "Cheque"),
        (Field.MEANS, "Troc", 1, 1, unread, ""),
        (Field.CIVILITY, "Zig", 1, 1, new, ""),
        (Field.FUND, "Toitures", 1, 1, new, "Toiture"),
        (Field.FUND, "Orgue", 1, 1, new, ""),
        (Field.CITY, "RENNES", 1, 1, Finding.VARIANT, "Rennes"),
        (Field.DAY, "03/12/25", 2, 2, mended, ""),
        (Field.AMOUNT, "1 234,50 €", 1, 1, mended, ""),
        (Field.POSTAL_CODE, "1000", 1, 1, mended, ""),
        (Field.CIVILITY, "Mr", 1, 1, mended, ""),
        (Field.MEANS, "CHQ", 1, 1, mended, ""),
    }
    assert found.groups[0].finding is unread
    assert found.groups[-1].finding is mended


def test_proposals_taken_bring_every_row_in_and_hold_for_the_next_file(
    office: Office, tmp_path: Path
) -> None:
    found = office.ask(GroupValues(GIFTS, _file(tmp_path)))
    assert len(office.do(RunImport(GIFTS, _file(tmp_path), dry_run=True)).rejected) == 4
    choices = accepted(found.groups, found.choices).repairing(Field.MEANS, "Troc", "Cash")
    mended = office.ask(GroupValues(GIFTS, _file(tmp_path), choices))
    assert not [one for one in mended.groups if one.finding is Finding.UNREADABLE]
    assert {one.found: one.repaired for one in mended.groups}["Troc"] == "Cash"
    told = office.do(RunImport(GIFTS, _file(tmp_path), choices))
    assert (told.created_gifts, told.imported_cents, told.rejected) == (4, 134_050, [])
    more = text(tmp_path / "b.csv", HEAD + "Figue;;;;;05/12/2025;7;Troc;\n")
    again = office.ask(GroupValues(GIFTS, more))
    assert [(one.found, one.repaired, one.finding) for one in again.groups] == [
        ("Troc", "Cash", Finding.PLAIN)
    ]
    asit = again.choices.repairing(Field.MEANS, "Troc", "Troc")
    assert len(office.do(RunImport(GIFTS, more, asit, dry_run=True)).rejected) == 1
    office.do(RunImport(GIFTS, more))
    (line,) = office.ask(FindDonors("figue"))
    assert [gift.means.value for gift in office.ask(ShowDonor(line.id)).gifts] == ["cash"]


CODES = "Nom;CP;Ville;Courriel;SIREN\n"


def _codes(folder: Path, name: str = "codes.csv") -> Path:
    rows = [f"Abricot{n};{1000 + n};BOURG;a{n}@ex.org;" for n in range(12)]
    rows += ["Bleuet;29200;BREST;pas d’adresse;732 829 320", "Cassis;29200;BREST;;732829321"]
    return text(folder / name, CODES + "".join(f"{row}\n" for row in rows))


def test_ten_values_are_told_before_and_after(office: Office, tmp_path: Path) -> None:
    found = office.ask(GroupValues(DONORS, _codes(tmp_path)))
    codes = next(one for one in found.groups if one.field is Field.POSTAL_CODE)
    assert (codes.rows, codes.values, codes.switched) == (12, 12, True)
    assert codes.examples == tuple((f"{1000 + n}", f"0{1000 + n}") for n in range(10))


def test_what_is_no_address_and_no_siren_goes_to_the_notes_and_may_be_mended(
    office: Office, tmp_path: Path
) -> None:
    path = _codes(tmp_path)
    found = office.ask(GroupValues(DONORS, path))
    told = {one.found: one.finding for one in found.groups if one.field is not Field.POSTAL_CODE}
    assert told == {
        "pas d’adresse": Finding.NOTED,
        "732829321": Finding.NOTED,
        "732 829 320": Finding.MENDED,
    }
    choices = found.choices.repairing(Field.SIREN, "732829321", "732829320")
    choices = choices.repairing(Field.EMAIL, "pas d’adresse", "b@ex.org")
    office.do(RunImport(DONORS, path, choices))
    (line,) = office.ask(FindDonors("bleuet"))
    assert office.ask(ShowDonor(line.id)).donor.email == "b@ex.org"
    (line,) = office.ask(FindDonors("cassis"))
    assert office.ask(ShowDonor(line.id)).donor.siren == "732829320"


def _code_of(office: Office, name: str) -> str:
    line = next(one for one in office.ask(FindDonors(name)) if not one.near)
    return office.ask(ShowDonor(line.id)).donor.address.postal_code


def test_a_mending_is_switched_off_for_this_file_and_the_next(
    office: Office, tmp_path: Path
) -> None:
    path = _codes(tmp_path)
    choices = Choices().mending(Field.POSTAL_CODE, "1000", mended=False)
    found = office.ask(GroupValues(DONORS, path, choices))
    codes = next(one for one in found.groups if one.field is Field.POSTAL_CODE)
    assert (codes.finding, codes.switched, codes.rows) == (Finding.LEFT, True, 12)
    run = office.do(RunImport(DONORS, path, choices)).run
    assert _code_of(office, "abricot3") == "1003"
    office.do(UndoImport(run))
    again = office.ask(GroupValues(DONORS, path))
    assert again.choices.unmended == choices.unmended
    on = again.choices.mending(Field.POSTAL_CODE, "1000", mended=True)
    assert on.unmended == {}
    office.do(RunImport(DONORS, path, on))
    assert _code_of(office, "abricot3") == "01003"


def test_a_row_whose_day_or_amount_is_not_mended_waits(office: Office, tmp_path: Path) -> None:
    choices = Choices(means=Means.CASH).mending(Field.DAY, "03/12/25", mended=False)
    choices = choices.mending(Field.AMOUNT, "1 234,50 €", mended=False)
    rows = "Abricot;03/12/25;5\nBleuet;03/12/2025;1 000,00 €\nCassis;04/12/2025;7,00\n"
    path = text(tmp_path / "d.csv", f"Nom;Date;Montant\n{rows}")
    told = office.do(RunImport(GIFTS, path, choices))
    assert told.created_gifts == 1
    assert [(one.row, one.column, one.found, one.cents) for one in told.rejected] == [
        (2, "Date", "03/12/25", 5_00),
        (3, "Montant", "1 000,00 €", 1_000_00),
    ]
    assert told.file_cents == 5_00 + 1_000_00 + 7_00
