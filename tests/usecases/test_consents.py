# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who opposes is in no list to solicit, whatever happens to the record; receipts are never held."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.consents import Channel, Consent, Purpose, Standing, opposes
from app.domain.donors import Donor
from app.domain.imports.fields import ImportKind
from app.kernel.errors import Refused
from app.usecases.consents import ReadProof
from app.usecases.donors import (
    AddDetail,
    AttachDocument,
    EditDetail,
    RemoveDetail,
    ShowDonor,
    ShowTimeline,
)
from app.usecases.dossier import Examine
from app.usecases.duplicates import MergeDonors, ShowPair, UnmergeDonors
from app.usecases.exports import ExportKind, ExportTable, Solicitation
from app.usecases.imports import RunImport
from app.usecases.imports.undoing import UndoImport
from app.usecases.office import Office
from app.usecases.receipts import PreviewReceipts
from tests.support.giving import give, new_donor
from tests.support.tables import text

DAY = date(2026, 1, 5)
_PDF = b"%PDF-1.4 coupon"


def say(office: Office, donor: Donor, standing: Standing, **about: object) -> Consent:
    """Note what a donor says."""
    consent = Consent(donor_id=donor.id, standing=standing, on_day=DAY)
    return office.do(AddDetail(replace(consent, **about)))  # type: ignore[arg-type]


def sheet(office: Office, donor: Donor) -> Sequence[Consent]:
    """Return all a donor said."""
    return office.ask(ShowDonor(donor.id)).details.consents


def appeals_by(office: Office, donor: Donor, way: Channel) -> bool:
    """Tell whether a donor opposes appeals by a way."""
    return opposes(sheet(office, donor), Purpose.APPEALS, way)


def test_it_is_dated_signed_proved_and_never_overwritten(any_office: Office) -> None:
    donor = new_donor(any_office, "Abricot")
    paper = any_office.do(AttachDocument(donor.id, "coupon.pdf", _PDF))
    kept = say(any_office, donor, Standing.OPPOSED, source=" coupon ", proof_sha256=paper.sha256)
    assert (kept.by, kept.source) == (any_office.actor.name, "coupon")
    any_office.do(RemoveDetail(paper))
    assert any_office.ask(ReadProof(kept.id)) == _PDF
    with pytest.raises(Refused, match="stays as it was said"):
        any_office.do(EditDetail(replace(kept, standing=Standing.CONSENT)))
    say(any_office, donor, Standing.CONSENT, on_day=date(2026, 1, 6), channel=Channel.POST)
    assert [one.standing for one in sheet(any_office, donor)] == [
        Standing.CONSENT,
        Standing.OPPOSED,
    ]
    assert not appeals_by(any_office, donor, Channel.POST)
    assert appeals_by(any_office, donor, Channel.EMAIL)
    assert len([m for m in any_office.ask(ShowTimeline(donor.id)) if "coupon" in m.text]) == 2
    any_office.do(RemoveDetail(kept))
    assert not any_office.ask(Examine()).problems
    with pytest.raises(Refused):
        any_office.ask(ReadProof(kept.id))


def test_a_list_to_solicit_leaves_out_who_opposes_and_tells_how_many(
    any_office: Office, tmp_path: Path
) -> None:
    ways = {"phone": "06 12 34 56 78", "email": "a@exemple.fr"}
    never, half, free = (new_donor(any_office, name, **ways) for name in ("Zut", "Mi", "Oui"))
    say(any_office, never, Standing.OPPOSED)
    say(any_office, half, Standing.OPPOSED, purpose=Purpose.APPEALS, channel=Channel.EMAIL)
    path = tmp_path / "a.xlsx"

    def exported(purpose: Purpose, channel: Channel) -> tuple[int, list[tuple[object, ...]]]:
        solicit = Solicitation(purpose, channel)
        done = any_office.do(ExportTable(ExportKind.DONORS, path, solicit=solicit))
        table = load_workbook(path).active.iter_rows(min_row=2, values_only=True)
        rows = [row for row in table if row[2]]
        assert done.rows == len(rows)
        return done.left_out, [(row[2], row[7], row[12], row[13]) for row in rows]

    street, phone = free.address.street, free.phone
    left_out, rows = exported(Purpose.APPEALS, Channel.POST)
    assert left_out == 1
    assert rows == [
        ("Mi", street, phone, None),
        ("Oui", street, phone, "a@exemple.fr"),
    ]
    assert exported(Purpose.APPEALS, Channel.EMAIL)[0] == 2
    assert exported(Purpose.NEWSLETTER, Channel.EMAIL)[0] == 1
    assert exported(Purpose.APPEALS, Channel.ALL)[0] == 1
    whole = any_office.do(ExportTable(ExportKind.DONORS, path))
    assert (whole.rows, whole.left_out) == (3, 0)


def test_receipts_are_never_held_by_an_opposition(any_office: Office) -> None:
    donor = new_donor(any_office, "Zut")
    give(any_office, (donor, 50_00))
    say(any_office, donor, Standing.OPPOSED)
    assert any_office.ask(PreviewReceipts(2025)).count == 1


def test_in_a_merge_the_opposition_wins_and_the_undoing_gives_each_its_own(
    any_office: Office,
) -> None:
    kept, gone = new_donor(any_office, "Dupont"), new_donor(any_office, "Dupond")
    say(any_office, gone, Standing.OPPOSED, channel=Channel.PHONE)
    say(any_office, kept, Standing.CONSENT, on_day=date(2026, 1, 6))
    view = any_office.ask(ShowPair(kept.id, gone.id))
    merge = any_office.do(MergeDonors(view.kept, view.gone))
    assert appeals_by(any_office, kept, Channel.PHONE)
    assert not appeals_by(any_office, kept, Channel.POST)
    say(any_office, kept, Standing.OPPOSED, on_day=date(2026, 1, 6), channel=Channel.SMS)
    any_office.do(UnmergeDonors(merge.id))
    assert not appeals_by(any_office, kept, Channel.PHONE)
    assert appeals_by(any_office, gone, Channel.PHONE)
    # Said while the two were one: nobody knows by whom, so both are left in peace.
    assert appeals_by(any_office, kept, Channel.SMS)
    assert appeals_by(any_office, gone, Channel.SMS)
    assert not any_office.ask(Examine()).problems


def test_a_table_brings_oppositions_and_its_undoing_takes_them_back(
    any_office: Office, tmp_path: Path
) -> None:
    on_file = new_donor(any_office, "Abricot")
    opposed = new_donor(any_office, "Figue")
    say(any_office, opposed, Standing.OPPOSED)
    file = text(
        tmp_path / "fichier.csv",
        "N° donateur;Nom;Prénom;Ne pas téléphoner;Opposition courrier;Newsletter\n"
        f"{on_file.number_text};Abricot;Zoé;x;non;\n"
        f"{opposed.number_text};Figue;Zoé;;;oui\n"
        ";Neuve;Ada;oui;;non\n"
        ";Mauvais;Ode;peut-être;;\n",
    )
    told = any_office.do(RunImport(ImportKind.DONORS, file))
    assert [(row.column, row.found) for row in told.rejected] == [
        ("Ne pas téléphoner", "peut-être")
    ]
    assert appeals_by(any_office, on_file, Channel.PHONE)
    assert not appeals_by(any_office, on_file, Channel.POST)
    assert appeals_by(any_office, opposed, Channel.EMAIL)
    assert any(doubt.row == 3 for doubt in told.doubts)
    (brought,) = sheet(any_office, on_file)
    assert brought.source == "fichier.csv"
    repeated = any_office.do(RunImport(ImportKind.DONORS, file))
    assert repeated.already_imported
    any_office.do(UndoImport(told.run or 0))
    assert not sheet(any_office, on_file)
    assert appeals_by(any_office, opposed, Channel.EMAIL)
    assert not any_office.ask(Examine()).problems
