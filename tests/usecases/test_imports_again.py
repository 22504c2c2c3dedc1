# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was decided about a file holds for the next one; what was rejected comes back mended."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.donors import Donor
from app.domain.gifts import Means
from app.domain.imports.fields import Field, ImportKind
from app.domain.imports.matching import UpdatePolicy, completed
from app.kernel.errors import Refused
from app.usecases.donors import FindDonors, ShowDonor
from app.usecases.imports import RunImport
from app.usecases.imports.choices import Choices
from app.usecases.imports.looking import LookAtTable
from app.usecases.imports.rejects import WriteRejected, WriteRejectedAgain
from app.usecases.imports.undoing import UndoImport
from app.usecases.office import Office
from app.usecases.ports.tables import TextForm
from tests.support.tables import text

GIFTS = ImportKind.GIFTS
STRANGE = "Qui;Quand;Combien\nAbricot;03/12/2025;5\nBleuet;04/12/2025;6\n"
COLUMNS = {"Qui": Field.FULL_NAME, "Quand": Field.DAY, "Combien": Field.AMOUNT}


def test_a_table_is_looked_at_before_anything_is_brought_in(office: Office, tmp_path: Path) -> None:
    path = text(tmp_path / "dons.csv", STRANGE)
    look = office.ask(LookAtTable(GIFTS, path))
    assert [(c.column.title, c.column.field, c.examples) for c in look.columns] == [
        ("Qui", None, ("Abricot", "Bleuet")),
        ("Quand", None, ("03/12/2025", "04/12/2025")),
        ("Combien", None, ("5", "6")),
    ]
    assert look.missing == ("the amount", "the day of the gift", "the donor's name or number")
    chosen = office.ask(LookAtTable(GIFTS, path, Choices(columns=COLUMNS)))
    assert (chosen.missing, chosen.chosen_columns()) == ((), COLUMNS)


def test_what_was_decided_holds_for_the_next_file_with_the_same_heads(
    office: Office, tmp_path: Path
) -> None:
    choices = Choices(columns=COLUMNS, means=Means.CASH)
    first = office.do(RunImport(GIFTS, text(tmp_path / "a.csv", STRANGE), choices))
    more = text(tmp_path / "b.csv", STRANGE.replace("Quand", "QUAND").replace("5\n", "7\n"))
    told = office.do(RunImport(GIFTS, more))
    assert (told.created_gifts, told.means_untold) == (1, 0)
    assert "as for a.csv on" in told.profile
    lines = office.ask(ShowDonor(office.ask(FindDonors("abricot"))[0].id)).gifts
    assert {line.means for line in lines} == {Means.CASH}
    # Undone, it is still known how the file is read; of another kind, it is not.
    office.do(UndoImport(told.run))
    office.do(UndoImport(first.run))
    assert office.do(RunImport(GIFTS, more)).created_gifts == 2
    assert office.ask(LookAtTable(ImportKind.DONORS, more)).layout == ""


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".csv"])
def test_rejected_rows_come_out_are_mended_and_come_in(
    office: Office, tmp_path: Path, ending: str
) -> None:
    rows = "Nom;Date;Montant;Mode\nAbricot;31/02/2025;5;CB\nBleuet;04/12/2025;1 234,50;CB\n"
    path = text(tmp_path / "dons.csv", rows)
    told = office.do(RunImport(GIFTS, path))
    assert (told.created_gifts, told.rejected_cents) == (1, 500)
    target = tmp_path / f"ecartes{ending}"
    assert office.ask(WriteRejected(GIFTS, path, tuple(told.rejected), target)) == 1
    look = office.ask(LookAtTable(GIFTS, target))
    titles = [one.column.title for one in look.columns]
    assert titles == ["Nom", "Date", "Montant", "Mode", "To mend"]
    assert "31/02/2025" in look.columns[-1].examples[0]
    again = office.do(RunImport(GIFTS, target))
    assert (again.created_gifts, again.rejected_cents) == (0, 500)
    if ending == ".csv":
        target.write_bytes(target.read_bytes().replace(b"31/02/2025", b"28/02/2025"))
        mended = office.do(RunImport(GIFTS, target))
        assert (mended.created_gifts, mended.imported_cents) == (1, 500)


def test_a_field_may_overwrite_and_the_others_may_not() -> None:
    known = Donor(last_name="DUPONT", phone="01 02 03 04 05", email="a@exemple.invalid")
    told = Donor(last_name="DUPONT", phone="06 07 08 09 10", email="b@exemple.invalid")
    better, kept = completed(known, told, UpdatePolicy.FILL, frozenset({Field.PHONE}))
    assert (better.phone, better.email) == (told.phone, known.email)
    assert [one.field for one in kept] == ["email"]
    blank, _kept = completed(known, Donor(last_name="DUPONT"), UpdatePolicy.FILL, {Field.PHONE})
    assert blank == known


def test_a_first_name_alone_names_nobody_and_stops_no_other_row(
    office: Office, tmp_path: Path
) -> None:
    rows = "Nom;Prénom;Date;Montant;Mode\n;Jean;03/12/2025;5;CB\nBleuet;Anne;04/12/2025;6;CB\n"
    told = office.do(RunImport(GIFTS, text(tmp_path / "a.csv", rows)))
    assert [(one.row, one.cents) for one in told.rejected] == [(2, 500)]
    assert (told.created_gifts, told.imported_cents) == (1, 600)


def test_a_formula_in_error_rejects_its_row_unless_its_column_is_ignored(
    office: Office, tmp_path: Path
) -> None:
    head = "Nom;Date;Montant;Mode;Divers\n"
    rows = (
        "#N/A;03/12/2025;5;CB;\nBleuet;04/12/2025;#REF!;CB;\nOlive;04/12/2025;7;CB;#N/A\n"
        "Prune;05/12/2025;#VALEUR !;CB;\nPin;05/12/2025;Err:502;CB;\n"
    )
    told = office.do(RunImport(GIFTS, text(tmp_path / "a.csv", head + rows)))
    found = [(one.row, one.column, one.found, one.cents) for one in told.rejected]
    assert found == [
        (2, "Nom", "#N/A", 500),
        (3, "Montant", "#REF!", 0),
        (5, "Montant", "#VALEUR !", 0),
        (6, "Montant", "Err:502", 0),
    ]
    assert told.imported_cents == 700


def test_the_rows_a_former_import_rejected_come_out_of_its_file_again(
    office: Office, tmp_path: Path
) -> None:
    rows = "Liste\n;\nNom;Date;Montant;Quoi\nAbricot;31/02/2025;5;CB\nBleuet;04/12/2025;6;CB\n"
    path = text(tmp_path / "dons.csv", rows)
    choices = Choices(columns={"Quoi": Field.MEANS})
    run = office.do(RunImport(GIFTS, path, choices)).run
    moved = path.rename(tmp_path / "autre nom.csv")
    target = tmp_path / "ecartes.csv"
    assert office.ask(WriteRejectedAgain(run, moved, target)) == 1
    told = target.read_text(encoding="utf-8-sig")
    assert "31/02/2025" in told
    assert "Bleuet" not in told
    other = text(tmp_path / "dons.csv", rows + "Cassis;05/12/2025;7;CB\n")
    with pytest.raises(Refused, match="is not the file of import 1"):
        office.ask(WriteRejectedAgain(run, other, target))
    whole = text(tmp_path / "c.csv", "Nom;Date;Montant;Mode\nA;04/12/2025;6;CB\n")
    clean = office.do(RunImport(GIFTS, whole))
    with pytest.raises(Refused, match="rejected no row"):
        office.ask(WriteRejectedAgain(clean.run, whole, target))


def test_how_a_text_is_written_is_each_file_s_own(office: Office, tmp_path: Path) -> None:
    head = "Nom|Date,Montant|Mode\n"
    path = tmp_path / "vieux.csv"
    path.write_bytes(f"{head}Hébert|03/12/2025,5|6|CB\nBleuet|04/12/2025|x|CB\n".encode("cp850"))
    columns = {
        "Nom": Field.LAST_NAME,
        "Date,Montant": None,
        "Mode": None,
    }
    told = Choices(columns=columns, form=TextForm("cp850", "|"))
    report = office.do(RunImport(ImportKind.DONORS, path, told))
    assert "cp850" in report.conventions
    assert [line.name for line in office.ask(FindDonors("hebert"))] == ["HÉBERT"]
    assert report.created_donors == 2
    look = office.ask(LookAtTable(ImportKind.DONORS, text(tmp_path / "b.csv", head)))
    assert look.choices.form == TextForm()


def test_rejected_rows_of_a_text_come_back_as_it_was_read(office: Office, tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", "Nom|Date|Montant|Mode,x\nAbricot|31/02/2025|5|CB\n")
    told = Choices(form=TextForm(separator="|"))
    rows = "Bleuet|03/12/2025|6|CB\n"
    path = text(path, path.read_text(encoding="utf-8") + rows)
    report = office.do(RunImport(GIFTS, path, told))
    assert (report.created_gifts, len(report.rejected)) == (1, 1)
    target = tmp_path / "b.csv"
    assert office.ask(WriteRejectedAgain(report.run, path, target)) == 1
    assert "31/02/2025" in target.read_text(encoding="utf-8-sig")
    assert "Abricot" in target.read_text(encoding="utf-8-sig")


KNOWN = "N°;Nom;Prénom;CP;Ville;Courriel;Remarques\n"


def test_a_table_may_change_nothing_of_those_on_file(office: Office, tmp_path: Path) -> None:
    first = text(tmp_path / "a.csv", KNOWN + "1;Abricot;Marie;35000;Rennes;;fidèle\n")
    office.do(RunImport(ImportKind.DONORS, first))
    (line,) = office.ask(FindDonors("abricot"))
    before = office.ask(ShowDonor(line.id)).donor
    rows = "1;Abricot;Marie;35700;Rennes;m@ex.org;a déménagé\n2;Bleuet;Paul;29200;Brest;;\n"
    second = text(tmp_path / "b.csv", KNOWN + rows)
    told = office.do(RunImport(ImportKind.DONORS, second, policy=UpdatePolicy.KEEP))
    assert (told.created_donors, told.updated, told.unchanged) == (1, 0, 1)
    assert office.ask(ShowDonor(line.id)).donor == before
    assert {(one.found, one.told) for one in told.doubts if one.row == 2} >= {
        ("m@ex.org", "kept as on file: nothing"),
        ("a déménagé", "kept as on file: fidèle"),
    }
    office.do(UndoImport(told.run))
    choices = Choices(untouched=frozenset({Field.EMAIL}))
    told = office.do(RunImport(ImportKind.DONORS, second, choices))
    after = office.ask(ShowDonor(line.id)).donor
    assert (after.email, after.notes) == ("", "fidèle; a déménagé")
    look = office.ask(LookAtTable(ImportKind.DONORS, second))
    assert look.choices.untouched == {Field.EMAIL}


def test_what_is_recalled_can_be_given_up(office: Office, tmp_path: Path) -> None:
    first = text(tmp_path / "a.csv", KNOWN + "1;Abricot;Marie;35000;Rennes;;\n")
    strict = Choices(all_or_nothing=True, contact_needed=True, replaced=frozenset({Field.EMAIL}))
    office.do(RunImport(ImportKind.DONORS, first, strict))
    second = text(tmp_path / "b.csv", KNOWN + "2;Bleuet;Paul;;;;\n3;;;;;;sans nom\n")
    look = office.ask(LookAtTable(ImportKind.DONORS, second))
    assert look.layout.startswith("as for a.csv on ")
    assert (look.choices.all_or_nothing, look.choices.contact_needed) == (True, True)
    eased = replace(look.choices, all_or_nothing=False, contact_needed=False, replaced=frozenset())
    again = office.ask(LookAtTable(ImportKind.DONORS, second, eased))
    assert again.layout == look.layout
    assert again.choices == eased
    told = office.do(RunImport(ImportKind.DONORS, second, eased))
    assert (told.created_donors, len(told.rejected)) == (1, 1)
