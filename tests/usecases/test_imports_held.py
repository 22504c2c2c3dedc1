# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An import is not taken back from under a gift that names its donors, nor from under a proof."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.donors import Tag
from app.domain.gifts import GiftDetails
from app.domain.imports.fields import ImportKind
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.usecases.accounting import CloseYear, ReopenYear
from app.usecases.batches import OpenBatch
from app.usecases.donors import AddDetail, FindDonors, RemoveDetail, ShowDonor
from app.usecases.gifts import AddGift, AttachVoucher, GiftDraft
from app.usecases.imports.undoing import UndoImport
from app.usecases.office import Office
from tests.support.desk import put_on_file
from tests.support.tables import text
from tests.usecases.test_imports import GIVEN, PEOPLE, bring


def test_undo_is_refused_for_who_is_named_and_what_was_attached(
    any_office: Office, tmp_path: Path
) -> None:
    office = any_office
    donors = bring(office, ImportKind.DONORS, text(tmp_path / "donateurs.csv", PEOPLE))
    gifts = bring(office, ImportKind.GIFTS, text(tmp_path / "dons.csv", GIVEN))
    payer = office.ask(FindDonors("ABRICOT"))[0].id
    line = office.ask(ShowDonor(payer)).gifts[0]
    office.do(AttachVoucher(line.id, "bill.pdf", b"%PDF-1.7"))
    with pytest.raises(Refused, match="1 of its gifts has a document attached"):
        office.do(UndoImport(gifts.run))
    other = put_on_file(office, "Essai")
    draft = GiftDraft(donor_id=other.id, cents=1, details=GiftDetails(payer_id=payer))
    office.do(AddGift(office.do(OpenBatch()).id, draft))
    with pytest.raises(Refused, match="named on gifts since"):
        office.do(UndoImport(donors.run))


def test_undo_is_refused_for_whose_sheet_was_completed_since(
    any_office: Office, tmp_path: Path
) -> None:
    office = any_office
    run = bring(office, ImportKind.DONORS, text(tmp_path / "donateurs.csv", PEOPLE)).run
    donor_id = office.ask(FindDonors("ABRICOT"))[0].id
    tag = office.do(AddDetail(Tag(donor_id=donor_id, name="Bureau")))
    with pytest.raises(Refused, match="edited since"):
        office.do(UndoImport(run))
    office.do(RemoveDetail(tag))
    office.do(UndoImport(run))
    assert office.ask(FindDonors("ABRICOT")) == []


def test_undo_is_refused_for_what_a_closed_year_counts(any_office: Office, tmp_path: Path) -> None:
    office = any_office
    bring(office, ImportKind.DONORS, text(tmp_path / "donateurs.csv", PEOPLE))
    before = bring(office, ImportKind.GIFTS, text(tmp_path / "dons.csv", GIVEN))
    office.do(CloseYear(last_on=date(2025, 12, 31)))
    with pytest.raises(Refused, match="books of a closed year"):
        office.do(UndoImport(before.run))
    late = GIVEN.splitlines()[0] + "\n;Colibri;Paul;44000;05/12/2025;33;ESP;\n"
    after = bring(office, ImportKind.GIFTS, text(tmp_path / "encore.csv", late))
    assert after.created_gifts == 1
    office.do(UndoImport(after.run))
    after = bring(office, ImportKind.GIFTS, text(tmp_path / "encore.csv", late))
    office.clock = FixedClock(date(2027, 1, 1))
    office.do(CloseYear(last_on=date(2026, 12, 31)))
    with pytest.raises(Refused, match="books of a closed year"):
        office.do(UndoImport(after.run))
    office.do(ReopenYear(date(2026, 12, 31), "an import to be undone"))
    office.do(UndoImport(after.run))
