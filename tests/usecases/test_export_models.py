# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any list leaves in the columns and the order asked, which are kept by name."""

import csv
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.calls import CallReason
from app.domain.consents import Channel, Consent, Purpose, Standing
from app.domain.donors import Donor
from app.domain.exports import Conventions
from app.domain.imports.fields import ImportKind
from app.domain.lists import COLUMNS as LIST_COLUMNS
from app.domain.users import Role, User
from app.kernel.errors import Refused
from app.kernel.i18n import use_language
from app.usecases.audit import VerifyAudit
from app.usecases.calls import MakeCallList
from app.usecases.demo import FillDemo
from app.usecases.deposits import CancelDeposit, ListDeposits
from app.usecases.donors import AddDetail, CreateDonor, DonorIds
from app.usecases.exports import (
    ExportAccountant,
    ExportKind,
    ExportModel,
    ExportModels,
    ExportTable,
    ForgetModel,
    ListColumns,
    SaveModel,
)
from app.usecases.imports import RunImport
from app.usecases.imports.rejects import WriteRejected
from app.usecases.lists import ExportList
from app.usecases.office import Office
from app.usecases.privacy import ExportPerson
from app.usecases.receipts import IssueReceipts, PreviewReceipts
from tests.support.desk import posted
from tests.support.spreadsheet import recomputed
from tests.support.tables import text

ALL = tuple(ExportKind)


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _model(name: str, columns: str, *, usual: bool = False) -> ExportModel:
    return ExportModel(kind=ExportKind.GIFTS, name=name, columns=columns, usual=usual)


def _filled(office: Office) -> Office:
    office.do(FillDemo(donors=30, gifts=120, seed=3, year=2025))
    due = office.ask(PreviewReceipts(2025))
    office.do(IssueReceipts(2025, due.count))
    donor = office.do(CreateDonor(Donor(last_name="Odile", phone="+33612345678")))
    office.do(MakeCallList("Merci", CallReason.THANK, (donor.id,)))
    return office


def _packed(path: Path) -> Iterator[Path]:
    """Take the workbooks out of an archive."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xlsx"):
                yield Path(archive.extract(name, path.with_suffix("")))


def _other_workbooks(office: Office, folder: Path) -> Iterator[Path]:
    """Write what leaves as a workbook and is no list of the export page."""
    table = text(folder / "a.csv", "Nom;Date;Montant;Mode\nAbricot;31/02/2025;5;CB\n")
    rejected = office.do(RunImport(ImportKind.GIFTS, table, dry_run=True)).rejected
    path = folder / "rejected.xlsx"
    assert office.ask(WriteRejected(ImportKind.GIFTS, table, tuple(rejected), path)) == 1
    yield path
    ids = tuple(office.ask(DonorIds()))
    path = folder / "segment.xlsx"
    assert office.do(ExportList(ids, tuple(LIST_COLUMNS), path)).rows == len(ids)
    yield path
    office.do(ExportPerson(ids[0], folder / "person.zip"))
    yield from _packed(folder / "person.zip")
    office.do(ExportAccountant(folder / "package.zip", date(2025, 12, 31), names=True))
    yield from _packed(folder / "package.zip")


@pytest.mark.slow
def test_an_office_suite_reads_and_sums_every_workbook_alike(
    office: Office, tmp_path: Path
) -> None:
    _filled(office)
    posted(office, [1_500, 2_500])
    gone = max(office.ask(ListDeposits()), key=lambda one: one.id)
    office.do(CancelDeposit(gone.id, "Bordereau perdu"))
    paths = [tmp_path / f"{kind}.xlsx" for kind in ALL]
    for kind, path in zip(ALL, paths, strict=True):
        assert office.do(ExportTable(kind, path)).rows > 0
    others = list(_other_workbooks(office, tmp_path))
    assert len(others) == len(("rejected", "segment", "person", "controls"))
    paths += others
    office.do(ExportTable(ExportKind.GIFTS, tmp_path / "open.ods"))
    *computed, opened = recomputed([*paths, tmp_path / "open.ods"], tmp_path)
    assert opened["Gifts"] == computed[ALL.index(ExportKind.GIFTS)]["Gifts"]
    for path, found in zip(paths, computed, strict=True):
        book = load_workbook(path, data_only=True)
        assert set(found) == set(book.sheetnames)
        for name, lines in found.items():
            told = book[name].iter_rows(values_only=True)
            for row, line in zip(told, lines, strict=True):
                for ours, theirs in zip(row, line, strict=True):
                    if isinstance(ours, int | float):
                        assert float(theirs) == pytest.approx(ours, abs=0.001), f"{path}: {name}"
    head, *rows = load_workbook(tmp_path / "deposits.xlsx", data_only=True).active.values
    assert gone.cents == round(100 * rows[-1][head.index("Of which cancelled")])


def test_chosen_columns_stand_in_the_order_chosen(office: Office, tmp_path: Path) -> None:
    _filled(office)
    out = tmp_path / "a.csv"
    keys = ("amount", "received_on", "donor")
    with use_language("fr"):
        office.do(ExportTable(ExportKind.GIFTS, out, columns=keys))
        head, *rows = out.read_text(encoding="utf-8-sig").splitlines()
        assert head == "Montant;Date du don;Donateur"
        assert "," in rows[0].split(";")[0]
        office.do(ExportTable(ExportKind.GIFTS, out, columns=keys, conventions=_INTERNATIONAL))
    head, *rows = out.read_text(encoding="utf-8-sig").splitlines()
    assert head == "Montant,Date du don,Donateur"
    assert "." in rows[0].split(",")[0]
    with pytest.raises(Refused) as refused:
        office.do(ExportTable(ExportKind.GIFTS, out, columns=("amount", "colour")))
    assert refused.value.code == "export.column"
    assert "colour" in refused.value.message
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 121


_INTERNATIONAL = Conventions.INTERNATIONAL


def test_a_model_is_kept_renamed_used_and_forgotten(any_office: Office, tmp_path: Path) -> None:
    office = any_office
    first = office.do(SaveModel(_model(" Bilan  annuel ", "amount, donor,amount", usual=True)))
    assert (first.name, first.keys) == ("Bilan annuel", ("amount", "donor"))
    again = office.do(SaveModel(_model("BILAN ANNUEL", "donor")))
    assert (again.id, again.keys, again.usual) == (first.id, ("donor",), False)
    other = office.do(SaveModel(_model("Étiquettes", "donor,city", usual=True)))
    office.do(
        SaveModel(
            ExportModel(
                id=again.id,
                version=again.version,
                kind=ExportKind.GIFTS,
                name="Liste",
                columns="city,donor",
                usual=True,
            )
        )
    )
    models = office.ask(ExportModels(ExportKind.GIFTS))
    assert [(one.name, one.usual) for one in models] == [("Étiquettes", False), ("Liste", True)]
    assert office.ask(ExportModels(ExportKind.DONORS)) == []
    out = tmp_path / "a.csv"
    office.do(ExportTable(ExportKind.GIFTS, out, model="etiquettes"))
    assert _read(out)[0] == ["Donor", "City"]
    assert office.do(ForgetModel(ExportKind.GIFTS, "ETIQUETTES")).id == other.id
    for ask in (
        ExportTable(ExportKind.GIFTS, out, model="etiquettes"),
        ForgetModel(ExportKind.GIFTS, "Étiquettes"),
    ):
        with pytest.raises(Refused) as refused:
            office.do(ask)
        assert "Liste" in refused.value.message
    assert office.ask(VerifyAudit()).ok


@pytest.mark.parametrize(
    ("model", "code"),
    [
        (_model("  ", "donor"), "model.name"),
        (_model("Liste", ""), "export.column"),
        (_model("Liste", "donor,iban"), "export.column"),
    ],
)
def test_a_model_of_nothing_is_refused(office: Office, model: ExportModel, code: str) -> None:
    with pytest.raises(Refused) as refused:
        office.do(SaveModel(model))
    assert refused.value.code == code
    reader = office.as_user(User(name="Lucie", role=Role.ENTRY))
    with pytest.raises(Refused) as refused:
        reader.do(SaveModel(_model("Liste", "donor")))
    assert refused.value.code == "permission"


def test_who_wants_no_calls_any_more_leaves_without_telephone(
    office: Office, tmp_path: Path
) -> None:
    donor = office.do(CreateDonor(Donor(last_name="Odile", phone="+33612345678")))
    office.do(MakeCallList("Merci", CallReason.THANK, (donor.id,)))
    out = tmp_path / "a.csv"
    columns = ("donor", "phone")
    office.do(ExportTable(ExportKind.CALLS, out, columns=columns))
    assert _read(out)[1] == ["ODILE", "+33612345678"]
    refusal = Consent(
        donor_id=donor.id,
        purpose=Purpose.APPEALS,
        channel=Channel.PHONE,
        standing=Standing.OPPOSED,
        on_day=office.clock.today(),
        source="téléphone",
    )
    office.do(AddDetail(refusal))
    office.do(ExportTable(ExportKind.CALLS, out, columns=columns))
    assert _read(out)[1] == ["ODILE", ""]
    assert office.do(ExportTable(ExportKind.CALLS, out, year=2001)).rows == 0


def test_every_column_of_a_list_has_its_own_key(office: Office) -> None:
    for kind in ALL:
        columns = office.ask(ListColumns(kind))
        assert len({column.key for column in columns} - {""}) == len(columns)
