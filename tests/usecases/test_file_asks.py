# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people who keep donors elsewhere ask for in vain: one file of each, found, reached."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.addresses import Address, ReturnReason
from app.domain.donors import Donor, DonorKind
from app.domain.imports.fields import ImportKind
from app.domain.imports.matching import UpdatePolicy
from app.kernel.errors import Refused
from app.usecases.addresses import NoGoodAddress, RecordReturn
from app.usecases.donors import CreateDonor, DonorIds, EditDonor, FindDonors, ShowDonor
from app.usecases.duplicates import MergeDonors, ScanDuplicates, ShowPair, UnmergeDonors
from app.usecases.imports import RunImport
from app.usecases.lists import PrintLabels
from app.usecases.office import Office
from app.usecases.receipts import DonorReceipts, IssueReceipts, PreviewReceipts
from tests.support.giving import give, new_donor
from tests.support.tables import text

OLD = Address(street="12 rue du Pré", postal_code="35000", city="Rennes")
NEW = Address(street="4 place du Four", postal_code="29200", city="Brest")
_PERSON = {"last_name": "Dupont", "first_name": "Zoé"}
_FIRM = {
    "last_name": "",
    "first_name": "",
    "kind": DonorKind.ORGANISATION,
    "organisation_name": "Dupont SARL",
}


def merge(office: Office, kept: Donor, gone: Donor) -> int:
    """Merge two donors as they are on file now; return the merge's id."""
    view = office.ask(ShowPair(kept.id, gone.id))
    return office.do(MergeDonors(view.kept, view.gone)).id


def test_ask_55_two_who_both_gave_and_were_receipted_are_merged(office: Office) -> None:
    kept, gone = new_donor(office, "Dupont"), new_donor(office, "Dupond")
    give(office, (kept, 50_00), (gone, 20_00))
    office.do(IssueReceipts(2025, 2))
    merge(office, kept, gone)
    sheet = office.ask(ShowDonor(kept.id))
    assert sorted(line.cents for line in sheet.gifts) == [20_00, 50_00]
    assert sorted(one.cents for one in office.ask(DonorReceipts(kept.id))) == [20_00, 50_00]


def test_ask_59_who_was_entered_twice_is_proposed_merged_and_proposed_no_more(
    office: Office,
) -> None:
    """From the proposal to the merge and back: the same pair comes again once it is undone."""
    mail = "zoe@exemple.fr"
    kept, gone = new_donor(office, "Dupont", email=mail), new_donor(office, "Dupond", email=mail)
    (pair,) = office.ask(ScanDuplicates())
    assert {pair.one_id, pair.other_id} == {kept.id, gone.id}
    merge_id = merge(office, kept, gone)
    assert office.ask(ScanDuplicates()) == []
    office.do(UnmergeDonors(merge_id))
    assert len(office.ask(ScanDuplicates())) == 1


@pytest.mark.parametrize(
    ("kept", "gone", "may"),
    [
        (_PERSON, _PERSON, True),
        (_FIRM, _FIRM, True),
        (_PERSON, _FIRM, False),
        (_FIRM, _PERSON, False),
    ],
)
def test_g02_natures_that_may_be_merged(
    office: Office, kept: dict[str, object], gone: dict[str, object], *, may: bool
) -> None:
    """G02, the table of natures here: a person into a person, an organisation into another."""
    one, other = (office.do(CreateDonor(Donor(**who))) for who in (kept, gone))  # type: ignore[arg-type]
    if may:
        merge(office, one, other)
        assert list(office.ask(DonorIds())) == [one.id]
        return
    with pytest.raises(Refused, match="Dupont SARL"):
        merge(office, one, other)
    assert sorted(office.ask(DonorIds())) == [one.id, other.id]


def test_ask_73_who_got_no_receipt_for_want_of_an_address_is_listed_with_the_money(
    any_office: Office,
) -> None:
    """The number and the total of the gifts that no receipt was made for, the most first."""
    good, gone = new_donor(any_office, "Bien"), new_donor(any_office, "Partie")
    bare = new_donor(any_office, "Sans", address=Address())
    give(any_office, (good, 10_00), (gone, 70_00), (gone, 5_00), (bare, 20_00))
    any_office.do(RecordReturn(gone.id, ReturnReason.GONE))
    count = any_office.ask(PreviewReceipts(2025)).count
    any_office.do(IssueReceipts(2025, count))
    told = any_office.ask(NoGoodAddress(2025))
    assert [(one.donor_id, one.unreceipted, one.unreceipted_cents) for one in told] == [
        (gone.id, 2, 75_00),
        (bare.id, 1, 20_00),
    ]
    assert any_office.ask(DonorReceipts(gone.id)) == any_office.ask(DonorReceipts(bare.id)) == []


def test_ask_74_nothing_is_printed_for_an_empty_address(office: Office, tmp_path: Path) -> None:
    """Neither a receipt nor a label: the donor is counted among those left out."""
    for address in (Address(), Address(city="Rennes"), Address(street="1 rue Basse")):
        donor = new_donor(office, "Vide", address=address)
        give(office, (donor, 30_00))
        with pytest.raises(Refused):
            office.do(PrintLabels((donor.id,), tmp_path / "labels.pdf"))
    preview = office.ask(PreviewReceipts(2025))
    assert (preview.count, preview.cents) == (0, 0)
    assert sum(total.cents for total in preview.buckets) == 90_00
    assert not (tmp_path / "labels.pdf").exists()


@pytest.mark.parametrize("way", ["typed", "imported"])
def test_ask_75_a_bad_address_that_comes_back_is_recognised(
    office: Office, tmp_path: Path, way: str
) -> None:
    """It stays in the history: typed again it holds mail, imported again it is kept away, told."""
    donor = new_donor(office, "Revenu", address=OLD)
    office.do(RecordReturn(donor.id, ReturnReason.UNKNOWN, date(2025, 11, 3)))
    moved = office.do(EditDonor(replace(office.ask(ShowDonor(donor.id)).donor, address=NEW)))
    assert moved.returned_on is None
    again = replace(OLD, street="12, RUE DU PRE", city="RENNES")
    if way == "typed":
        office.do(EditDonor(replace(moved, address=again)))
    else:
        rows = f"Numéro;Nom;Prénom;Adresse;CP;Ville\n{donor.number_text};Revenu;Zoé;"
        table = text(tmp_path / "again.csv", f"{rows}{again.street};35000;RENNES\n")
        told = office.do(RunImport(ImportKind.DONORS, table, policy=UpdatePolicy.REPLACE))
        assert [doubt.found for doubt in told.doubts] == [OLD.street]
    sheet = office.ask(ShowDonor(donor.id))
    assert [(one.reason, one.address) for one in sheet.returned] == [(ReturnReason.UNKNOWN, OLD)]
    if way == "typed":
        assert sheet.donor.returned_on == date(2025, 11, 3)
    else:
        assert (sheet.donor.address, sheet.donor.returned_on) == (NEW, None)


def test_ask_86_the_finder_answers_as_one_types_and_never_endlessly(office: Office) -> None:
    """Each letter narrows the answers; of seventy homonyms only what fits a list is shown.

    Who is only near what was typed comes below and says so.
    """
    for count in range(70):
        office.do(CreateDonor(Donor(last_name="Dupont", first_name=f"Jean{count}")))
    wanted = office.do(CreateDonor(Donor(last_name="Dupontel", first_name="Zoé")))
    shown = [len(office.ask(FindDonors("dupontel"[:letters]))) for letters in range(3, 9)]
    assert shown == sorted(shown, reverse=True)
    assert max(shown) <= 50
    for words in ("duponte", "zo dup"):
        exact = [line.id for line in office.ask(FindDonors(words)) if not line.near]
        assert exact == [wanted.id]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("André", ("andre", "André", "ANDRE", "ANDRÉ", "Andr\u0065\u0301")),
        ("Andre", ("andré", "ANDRÉ", "andre")),
        ("Łukasz", ("lukasz", "łukasz", "LUKASZ")),
        ("Lebœuf", ("leboeuf", "LEBŒUF")),
        ("D’Août", ("d'aout", "daout", "d’août")),
        ("Saint-Maur", ("saint maur", "st maur", "saintmaur")),
    ],
)
def test_ask_87_andre_finds_its_accent(
    any_office: Office, name: str, typed: tuple[str, ...]
) -> None:
    """Accents, ligatures, apostrophes and hyphens count neither in what is typed nor on file."""
    donor = new_donor(any_office, name, first_name="")
    for words in typed:
        assert [line.id for line in any_office.ask(FindDonors(words))] == [donor.id], words
